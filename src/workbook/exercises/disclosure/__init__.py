"""Disclosure: who may hear what? Sort what you know, then hand an order back in three sentences, aloud.

Statements are sorted by who may hear them: the client, the client once the person agrees, or nobody. The number that
the makers sort the same way is counted. What people write is never judged: rules that they can read look for words,
and every rule can be overruled.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Note
from workbook.content.text import Model, Text

Audience = Literal["client", "consent", "nobody"]
AUDIENCES: tuple[Audience, ...] = ("client", "consent", "nobody")
BATCH = 5  # statements sorted on one screen and committed together
LONGEST = 400  # characters of a part of the message
MESSAGE, ALOUD = "message", "aloud"


class Parties(Model):
    """The three corners of the picture: who speaks, who ordered the work, whose story it is."""

    you: Text
    client: Text
    person: Text


class Audiences(Model):
    """What the three answers are called."""

    client: Text
    consent: Text
    nobody: Text


class Statement(Cited):
    """Something you know and could say; `health`: telling the client raises the red flag."""

    id: Id
    text: Text
    audience: Audience
    health: bool = False
    feedback: Text


class Part(Cited):
    """One of the three parts of the message, with an example to see afterwards."""

    id: Id
    title: Text
    hint: Text
    example: Text


class WordRule(Note):
    """Speaks up when one of `words` stands in one of `parts`; `ziek*` stands for every word that begins so."""

    title: Text
    parts: tuple[Id, ...] = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


class Disclosure(Exercise):
    """Statements to sort by audience, and a message in three parts."""

    type: Literal["disclosure"]
    story: Text
    parties: Parties
    audiences: Audiences
    statements: tuple[Statement, ...] = Field(min_length=2)
    red_flag: Note
    message_prompt: Text
    parts: tuple[Part, ...] = Field(min_length=3, max_length=3)
    rules: tuple[WordRule, ...] = ()
    aloud_prompt: Text

    class Options(ExerciseOptions):
        """`statements`: sort only these, in this order."""

        statements: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> "Disclosure":
        unique((one.id for one in self.statements), (MESSAGE, ALOUD))
        unique(part.id for part in self.parts)
        unique((rule.id for rule in self.rules), (self.red_flag.id,))
        known = [part.id for part in self.parts]
        for rule in self.rules:
            if unknown := next((name for name in rule.parts if name not in known), None):
                raise PydanticCustomError("disclosure-part", "no part {id}", {"id": unknown, "parts": ", ".join(known)})
        return self

    def with_options(self, options: ExerciseOptions) -> "Disclosure":
        """Only the chosen statements. Raises KeyError for one that does not exist."""
        assert isinstance(options, Disclosure.Options)
        by_id = {one.id: one for one in self.statements}
        chosen = tuple(by_id[name] for name in options.statements)
        return self.model_copy(update={"statements": chosen}) if chosen else self

    @property
    def batches(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements by five; the id of the first one names the part that commits them."""
        return tuple(self.statements[i : i + BATCH] for i in range(0, len(self.statements), BATCH))

    def items(self) -> Mapping[str, Answer]:
        """An audience per statement, a commit per batch, the message, what was overruled, said aloud, and the end."""
        items: dict[str, Answer] = {}
        for batch in self.batches:
            items |= {heard(one): OneOf(AUDIENCES) for one in batch}
            items[f"{batch[0].id}.{DONE}"] = Flag()
        items |= {written(part): Words(LONGEST) for part in self.parts}
        items[f"{MESSAGE}.{DONE}"] = Flag()
        items |= {kept(rule): Flag() for rule in self.rules}
        return items | {ALOUD: Flag(), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A batch locks with its first statement; the message stays open until the end, to be mended once read back."""
        if answers.get(DONE):
            return True
        batch = next((b for b in self.batches if item in {heard(one) for one in b}), None)
        return bool(batch and answers.get(f"{batch[0].id}.{DONE}"))


def heard(statement: Statement) -> str:
    """The item that says who may hear a statement."""
    return f"{statement.id}.audience"


def written(part: Part) -> str:
    """The item that holds a part of the message."""
    return f"{MESSAGE}.{part.id}"


def kept(rule: WordRule) -> str:
    """The item that says that somebody stands by what a rule noticed."""
    return f"rule-{rule.id}.kept"


from workbook.exercises.disclosure import group, response, result, screens  # noqa: E402, F401  (they register)
