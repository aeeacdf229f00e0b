"""Tracker: agree who talks how much, keep track of who talks, and see on a ribbon what became of it.

Three ways lead to the same picture: live (an observer taps who talks, the browser measures), on paper (counted without
a clock), and a written dialogue whose shares are estimated and whose turns are marked. Only the marks on the written
dialogue are scored; shares are compared with what was agreed, never with a norm.
This file says what an author writes and what is stored; `timeline` holds the arithmetic of time, `talk` what became of
one talk, `scoring` scores and makes up answers, `screens` asks (with `live`, `counted`, `written`, `shares`), `result`
and `pictures` show the result, `group` draws for a room.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Refused, Value
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Labelled, Note
from workbook.content.text import Model, Text
from workbook.exercises.tracker.timeline import END, MOST_TAPS, TALKERS, WHOLE, Talker, Tap

Mark = Literal["plain", "set-up", "finish", "overruled"]
MARKS: tuple[Mark, ...] = ("plain", "set-up", "finish", "overruled")
HANDOVERS = ("plain", "set-up", "one-two", "overruled")
LIVE, PAPER, WRITTEN = "live", "paper", "written"
WAYS = (LIVE, PAPER, WRITTEN)
WAY, AGREE, RUN, MARKED, COUNT, GUESS, RESULT = "way", "agree", "run", "marks", "count", "guess", "result"
ROLE, CHOSEN = "agree.role", "way.choice"
PLAYS = ("set-ups", "finished", "overruled")  # what is counted on paper beside the shares
RULES = ("kept", "manager-more", "seller-more", "client-less", "shifted", "one-two", "no-one-two", "overruled")


class Shares(Model):
    """Who talks how much, in tenths that make ten together."""

    client: int = Field(ge=0, le=WHOLE)
    seller: int = Field(ge=0, le=WHOLE)
    manager: int = Field(ge=0, le=WHOLE)
    silence: int = Field(default=0, ge=0, le=WHOLE)

    @model_validator(mode="after")
    def _ten(self) -> "Shares":
        total = self.client + self.seller + self.manager + self.silence
        if total != WHOLE:
            raise PydanticCustomError("tracker-tenths", "ten tenths, not {n}", {"n": total})
        return self

    @property
    def tenths(self) -> dict[Talker, int]:
        """By talker."""
        return {"client": self.client, "seller": self.seller, "manager": self.manager, "silence": self.silence}


class MakersMark(Cited):
    """What a turn of our own side does in the play, as the makers see it."""

    key: Mark
    feedback: Text


class Turn(Model):
    """One turn of the written dialogue: who talks, how long it takes, and the mark where there is one to give."""

    id: Id
    by: Talker
    seconds: int = Field(ge=1, le=120)
    text: Text
    mark: MakersMark | None = None


class Fragment(Model):
    """A part of the written dialogue that is marked at once."""

    id: Id
    title: Text
    turns: tuple[Turn, ...] = Field(min_length=1)

    @property
    def asked(self) -> tuple[Turn, ...]:
        """The turns to mark."""
        return tuple(turn for turn in self.turns if turn.mark)


class Dialogue(Model):
    """The written dialogue: who meets whom, what was agreed, and the fragments."""

    intro: Text
    agreed: Shares
    fragments: tuple[Fragment, ...] = Field(min_length=1)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns, in the order in which they are spoken."""
        return tuple(turn for fragment in self.fragments for turn in fragment.turns)


class Tracker(Exercise):
    """Talking time and interplay, live, on paper or in a written dialogue."""

    type: Literal["tracker"]
    run_minutes: int = Field(default=6, ge=2, le=15)
    roles: tuple[Labelled, ...] = Field(min_length=1)
    play: Text  # what the three of them are going to do
    dialogue: Dialogue
    rules: tuple[Note, ...]

    class Options(ExerciseOptions):
        """`minutes`: how long the talk lasts (2–15); `role`: the one role that everybody plays."""

        minutes: int | None = Field(default=None, ge=2, le=15)
        role: Id | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "Tracker":
        unique(role.id for role in self.roles)
        reserved = (*WAYS, WAY, AGREE, RUN, MARKED, COUNT, GUESS, RESULT, DONE)
        unique((fragment.id for fragment in self.dialogue.fragments), reserved)
        unique((turn.id for turn in self.dialogue.turns), (DONE,))
        if sorted(rule.id for rule in self.rules) != sorted(RULES):
            raise PydanticCustomError("tracker-rules", "write {wanted}", {"wanted": ", ".join(RULES)})
        for turn in self.dialogue.turns:
            if turn.mark and turn.by not in ("seller", "manager"):
                raise PydanticCustomError("tracker-mark", "{id} is not ours", {"id": turn.id})
        for fragment in self.dialogue.fragments:
            if not fragment.asked:
                raise PydanticCustomError("tracker-fragment", "{id} has nothing to mark", {"id": fragment.id})
        return self

    def rule(self, name: str) -> Note:
        """The note of one rule."""
        return next(rule for rule in self.rules if rule.id == name)

    def with_options(self, options: ExerciseOptions) -> "Tracker":
        """Another length, or one role for everybody. Raises KeyError for a role that does not exist."""
        assert isinstance(options, Tracker.Options)
        roles = {role.id: role for role in self.roles}
        chosen = (roles[options.role],) if options.role else self.roles
        return self.model_copy(update={"roles": chosen, "run_minutes": options.minutes or self.run_minutes})

    def items(self) -> Mapping[str, Answer]:
        """The way; what was agreed; taps and handovers, or counts, or an estimate and marks; and the commits."""
        tenths = Number(0, WHOLE)
        items: dict[str, Answer] = {CHOSEN: OneOf(WAYS), ROLE: OneOf(tuple(role.id for role in self.roles))}
        for talker in TALKERS:
            items |= {f"{AGREE}.{talker}": tenths, f"{GUESS}.{talker}": tenths}
            items[f"{COUNT}.{talker}"] = Number(0, 500)
        items |= {f"{COUNT}.{play}": Number(0, 50) for play in PLAYS}
        items |= {tap(n): Tap() for n in range(MOST_TAPS)}
        items |= {hand(n): OneOf(HANDOVERS) for n in range(MOST_TAPS)}
        for fragment in self.dialogue.fragments:
            items |= {marked(fragment, turn): OneOf(MARKS) for turn in fragment.asked}
            items[f"{fragment.id}.{DONE}"] = Flag()
        parts = (WAY, AGREE, RUN, GUESS)
        return items | {f"{part}.{DONE}": Flag() for part in parts} | {DONE: Flag()}

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; never more than ten tenths, and all ten before they are committed."""
        checked = super().check(item, value, answers)
        part = item.rpartition(".")[0]
        if part in (AGREE, GUESS) and item != ROLE:
            over = self.left(part, {**answers, item: checked})
            if item == f"{part}.{DONE}" and checked and self.left(part, answers):
                raise Refused("tracker.refused.left", n=self.left(part, answers))
            if item != f"{part}.{DONE}" and over < 0:
                raise Refused("tracker.refused.too-many")
        if item == DONE and checked and answers.get(CHOSEN) == PAPER:
            self._counted(answers)
        return checked

    def _counted(self, answers: Mapping[str, Value]) -> None:
        """Something was counted, and no more was finished than was set up."""
        numbers = {name: float(answers.get(f"{COUNT}.{name}") or 0) for name in (*TALKERS, *PLAYS)}
        if not any(numbers[talker] for talker in TALKERS):
            raise Refused("tracker.refused.nothing")
        if numbers["finished"] > numbers["set-ups"]:
            raise Refused("tracker.refused.finished")

    def left(self, part: str, answers: Mapping[str, Value]) -> int:
        """How many tenths of this part have not been given away yet."""
        given = (answers.get(f"{part}.{talker}") for talker in TALKERS)
        return WHOLE - sum(int(tenths) for tenths in given if isinstance(tenths, int | float))

    def ready(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A recording needs an end, and nothing live is done before there is a recording."""
        if item == DONE and answers.get(CHOSEN) == LIVE:
            return bool(answers.get(f"{RUN}.{DONE}"))
        if item == f"{RUN}.{DONE}":
            return any(str(answers.get(tap(n)) or "").startswith(END) for n in range(MOST_TAPS))
        return super().ready(item, answers)


def tap(number: int) -> str:
    """The item that holds one tap of the observer."""
    return f"{RUN}.t{number}"


def hand(number: int) -> str:
    """The item that marks the handover which began with this tap."""
    return f"{MARKED}.h{number}"


def marked(fragment: Fragment, turn: Turn) -> str:
    """The item that holds the mark of one turn."""
    return f"{fragment.id}.{turn.id}"


from workbook.exercises.tracker import group, paper, result, scoring, screens  # noqa: E402, F401  (they register themselves)
