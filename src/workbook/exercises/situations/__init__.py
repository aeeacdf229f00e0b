"""Situations: read a scene, say of every option whether it harms, depends or helps, then see how the makers reason.

The participant sees counts, no points. A situational judgement test after the HumRRO guidelines (McDaniel e.a. 2007):
plausible options of varied quality, a key that is open to challenge.
In quick mode one chooses only the best and the worst option of a scene.
This file says what an author writes and what is stored; `response` scores and makes up answers, `screens` asks,
`result` shows the result, `group` draws for a room; `quick`, `quick_result` and `quick_group` do so in quick mode.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, OneOf, Refused, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Labelled
from workbook.content.text import Model, Text

Key = Literal["helps", "depends", "harms"]
KEYS: tuple[Key, ...] = ("harms", "depends", "helps")
BEST, WORST = "best", "worst"  # what is chosen of a scene in quick mode
ASIDE = ("role", "reason", "disagree", BEST, WORST, DONE)  # what else is stored of a scene, beside its options
RESULT = "result"  # the bookmark of the last screen


def _once(ids: tuple[str, ...]) -> tuple[str, ...]:
    unique(ids)
    return ids


class Option(Cited):
    """One thing you could do, with the makers' view of it."""

    id: Id
    text: Text
    key: Key
    feedback: Text


class Situation(Model):
    """One scene with its options."""

    id: Id
    title: Text
    text: Text
    short: bool = False
    options: tuple[Option, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _own_ids(self) -> "Situation":
        unique((option.id for option in self.options), ASIDE)
        return self


class Situations(Exercise):
    """Scenes to judge, and per scene the role you would take and why (unscored).

    `quick`: only the best and the worst option are chosen. `reverse_half`: half of all people, by chance, get the
    scenes in reversed order. Scenes with `short` make up the short form.
    """

    type: Literal["situations"]
    roles: tuple[Labelled, ...] = ()
    reasons: tuple[Labelled, ...] = ()
    quick: bool = False
    reverse_half: bool = False
    scenes: tuple[Situation, ...] = Field(min_length=1)

    class Options(ExerciseOptions):
        """`scenes`: play only these scenes, in this order. `form`: `short` plays the scenes marked short."""

        form: Literal["short", "long"] = "long"
        scenes: Annotated[tuple[Id, ...], AfterValidator(_once)] = ()

    @model_validator(mode="after")
    def _distinct(self) -> "Situations":
        unique((scene.id for scene in self.scenes), (RESULT, DONE))
        for labels in (self.roles, self.reasons):
            unique(label.id for label in labels)
        if self.quick:
            self._fit_for_quick()
        return self

    def _fit_for_quick(self) -> None:
        for scene in self.scenes:
            if self.roles or self.reasons or not {"helps", "harms"} <= {option.key for option in scene.options}:
                raise PydanticCustomError("situations-quick", "{id} does not fit quick mode", {"id": scene.id})

    def with_options(self, options: ExerciseOptions) -> "Situations":
        """Only the chosen scenes. Raises KeyError for a scene that does not exist, and for a short form without any."""
        assert isinstance(options, Situations.Options)
        by_id = {scene.id: scene for scene in self.scenes}
        chosen = tuple(by_id[name] for name in options.scenes)
        if options.form == "short" and not chosen:
            chosen = tuple(scene for scene in self.scenes if scene.short)
            if not chosen:
                raise KeyError(options.form)
        return self.model_copy(update={"scenes": chosen}) if chosen else self

    def items(self) -> Mapping[str, Answer]:
        """Per scene a key for each option (or the best and the worst), a role, a reason, a commit and a challenge."""
        items: dict[str, Answer] = {}
        for scene in self.scenes:
            if self.quick:
                chosen = OneOf(tuple(option.id for option in scene.options))
                items |= {f"{scene.id}.{BEST}": chosen, f"{scene.id}.{WORST}": chosen}
            else:
                items |= {f"{scene.id}.{option.id}": OneOf(KEYS) for option in scene.options}
            if self.roles:
                items[f"{scene.id}.role"] = OneOf(tuple(role.id for role in self.roles))
            if self.reasons:
                items[f"{scene.id}.reason"] = OneOf(tuple(reason.id for reason in self.reasons))
            items |= {f"{scene.id}.{DONE}": Flag(), f"{scene.id}.disagree": Words(400)}
        return items | {DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A challenge stays open after the commit: only then has the key been seen."""
        return not item.endswith(".disagree") and super().locked(item, answers)

    def check(self, item: str, value: Any, answers: Mapping[str, Value]) -> Value:
        """As in Exercise; in quick mode the best option cannot be the worst one too."""
        checked = super().check(item, value, answers)
        scene, _, name = item.rpartition(".")
        other = {BEST: WORST, WORST: BEST}.get(name)
        if self.quick and other and checked is not None and checked == answers.get(f"{scene}.{other}"):
            raise Refused(f"situations.refused.{other}")
        return checked


# Last, because they need the models above: they fill in the generic functions for this type.
from workbook.exercises.situations import group, quick, quick_group, quick_result, response, result, screens  # noqa: E402, F401
