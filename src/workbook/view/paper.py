"""An exercise on paper: every question that its screens ask, unanswered, without key and without feedback.

Generic: somebody made up plays the exercise as if in a room whose trainer has opened nothing, and each control is taken
with what stands above it. What depends on who plays is left out, so that no answer ever shows; a test holds that.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch

from workbook.content.answers import AGAIN, BOOKMARK, DONE, Value, Words
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.scoring import Respondent, simulate
from workbook.view import blocks as b
from workbook.view import inputs as i
from workbook.view.charts import words_only
from workbook.view.context import Context, render
from workbook.view.paper_controls import flat, items_of, readable, unanswered

PLAYER = Respondent("random", 1)
OTHERS = (Respondent("strong"), Respondent("weak"))
TYPED = "※"  # what everybody types: a text that holds it tells of an answer
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}")  # what a date or time field takes
ROUNDS = 3  # of a trio: everyone plays every role once
SCREENS = 150  # more than any exercise has; a type that never ends stops here


@singledispatch
def on_paper(exercise: Exercise, language: Language, player: Respondent = PLAYER) -> tuple[b.Block, ...]:
    """What stands on the paper version of this exercise, from top to bottom: texts, and controls without an answer.

    A type registers its own where playing does not show everything, or where what is shown depends on who plays.
    `player` is who plays first: it changes nothing.
    """
    return of_all([simulate(exercise, one) for one in (player, *OTHERS)], exercise, language)


def role_cards(exercise: Exercise, language: Language) -> tuple[tuple[b.Block, ...], ...]:
    """The card of every role of a trio, for a sheet of its own; the observer's has room for what they measure."""
    context = Context(language)
    return tuple(
        (
            b.Heading(context.text(role.title), 2),
            b.Prose(context.text(role.card), "lead"),
            *((_rounds(context),) if role.stopwatch else ()),
        )
        for role in exercise.trio
    )


def _rounds(context: Context) -> b.Block:
    """What an observer without a phone writes down, a row for each round."""
    head = tuple(context.ui(f"paper.trio-{name}") for name in ("round", "seconds", "words"))
    return b.Table(context.ui("paper.trio-measured"), head, tuple((str(n), "", "") for n in range(1, ROUNDS + 1)))


def in_a_room(language: Language) -> Context:
    """Somebody in a room whose trainer has opened nothing: what paper is drawn for."""
    return Context(language, feedback=False, room=True)


def of_all(plays: Sequence[Mapping[str, Value]], exercise: Exercise, language: Language) -> tuple[b.Block, ...]:
    """The paper that several plays give together: the texts that all of them saw, and every control that one met."""
    first, *others = (played(exercise, language, answers) for answers in plays)
    paper = [one for one in first if items_of(one) or all(one in other for other in others)]
    for other in others:
        _join(paper, [one for one in other if items_of(one)])
    return tuple(paper)


def _join(paper: list[b.Block], controls: list[b.Block]) -> None:
    """Put the controls that `paper` lacks in their places: each behind the one that it came after."""
    place = 0
    for control in controls:
        found = next((n for n, one in enumerate(paper) if set(items_of(one)) & set(items_of(control))), None)
        if found is None:
            paper.insert(place, control)
        place = (place if found is None else found) + 1


def played(exercise: Exercise, language: Language, answers: Mapping[str, Value]) -> tuple[b.Block, ...]:
    """The paper that playing gives: `answers` are given where a screen asks, then its button is pressed."""
    texts = {item for item, answer in exercise.items().items() if isinstance(answer, Words)}
    known = {item: _typed(value) if item in texts else value for item, value in answers.items()}
    play = _Play(exercise, language, known)
    with words_only():
        while play.going and play.screens < SCREENS:
            play.screen()
    return tuple(play.paper)


def _typed(value: Value) -> Value:
    """What is typed instead of a text, so that it is found again; dates and times stay what they are."""
    return value if not value or _MOMENT.fullmatch(str(value)) else TYPED


def _tells(block: b.Block) -> bool:
    """Whether a text holds what somebody typed."""
    return TYPED in json.dumps(b.as_data(block), ensure_ascii=False)


@dataclass
class _Play:
    """Somebody on their way through an exercise, and the paper that it has given so far."""

    exercise: Exercise
    language: Language
    known: Mapping[str, Value]
    paper: list[b.Block] = field(default_factory=list)
    given: dict[str, Value] = field(default_factory=dict)
    at: str = ""
    going: bool = True
    screens: int = 0
    asked: set[str] = field(default_factory=set)
    seen: set[b.Block] = field(default_factory=set)
    been: set[tuple[str, frozenset[tuple[str, Value]]]] = field(default_factory=set)
    later: list[tuple[str, Value]] = field(default_factory=list)  # behind quiet buttons: looked at in the end
    looked: set[tuple[str, Value]] = field(default_factory=set)
    screens_drawn: dict[tuple[str, tuple[tuple[str, Value], ...]], list[b.Block]] = field(default_factory=dict)

    def screen(self) -> None:
        """Take what stands on this screen, answer it, and press its button."""
        self.screens += 1
        blocks = self._drawn({})
        self._take(blocks)
        for control in (one for one in blocks if items_of(one)):
            self.given |= {item: self.known[item] for item in items_of(control) if item in self.known}
        self._press([one for one in self._drawn({}) if isinstance(one, i.Button)])

    def _drawn(self, instead: Mapping[str, Value]) -> list[b.Block]:
        answers = {**self.given, **instead}
        here = (self.at, tuple(answers.items()))
        if here not in self.screens_drawn:
            context = replace(in_a_room(self.language), answers=answers, at=self.at)
            self.screens_drawn[here] = list(flat(render(self.exercise, context)))
        return self.screens_drawn[here]

    def _take(self, blocks: list[b.Block]) -> None:
        """The controls that are new with what stands above them; of a screen to read only its scenes."""
        open_ = [n for n, one in enumerate(blocks) if items_of(one) and not getattr(one, "disabled", False)]
        fresh = [n for n in open_ if not self.asked.issuperset(items_of(blocks[n]))]
        upto = fresh[-1] if fresh else -1
        labels = {getattr(blocks[n], "label", "") for n in fresh}  # a screen may say its question twice
        for n, one in enumerate(blocks):
            scene = isinstance(one, b.Scene)
            if n in fresh:
                self._ask(one)
                self._hidden(one)
            elif isinstance(one, b.Progress) and fresh:
                self._tell(one)  # which screen this is: where to look when it is entered later
            elif isinstance(one, b.Prose) and one.text in labels:
                continue
            elif readable(one) and (n < upto or scene) and not getattr(one, "folded", False):
                self._tell(one)

    def _tell(self, block: b.Block) -> None:
        if block not in self.seen and not _tells(block):
            self.seen.add(block)
            self.paper.append(block)

    def _ask(self, control: b.Block) -> None:
        self.asked |= set(items_of(control))
        self.paper.append(unanswered(control))

    def _hidden(self, control: b.Block) -> None:
        """The controls that one of the answers to this one brings up: every answer is tried, none is preferred."""
        anyhow = self.asked.union(*(items_of(one) for one in self._drawn({})))
        for item, value in _possible(control):
            for one in self._drawn({item: value}):
                if items_of(one) and not anyhow & set(items_of(one)):
                    anyhow |= set(items_of(one))
                    self._ask(one)

    def _press(self, buttons: list[i.Button]) -> None:
        """The primary button, or in the end what lies behind the quiet ones."""
        self.later += [(one.item, one.value) for one in buttons if one.style != "primary" and one.item != AGAIN]
        for one in buttons:
            if one.style == "primary" and one.item != AGAIN and self._go(one.item, one.value):
                return
        for item, value in self.later:
            if (item, value) not in self.looked:
                self.looked.add((item, value))
                if self._go(item, value):
                    return
        self.going = False

    def _go(self, item: str, value: Value) -> bool:
        """Press a button; False where that leads to a screen where we have been."""
        given = dict(self.given)
        at = str(value or "") if item == BOOKMARK else "" if item == DONE else self.at
        if item != BOOKMARK:
            given[item] = value
        place = (at, frozenset(given.items()))
        if place in self.been:
            return False
        self.been.add(place)
        self.given, self.at = given, at
        self.looked.add((item, value))
        return True


def _possible(control: b.Block) -> Iterator[tuple[str, Value]]:
    if isinstance(control, i.Choice):
        yield from ((control.item, option.value) for option in control.options)
    elif isinstance(control, i.Check):
        yield control.item, True
