"""What a group may show. Every view, report and export of a group goes through `release`.

The rule: nothing below a minimum of people, and no two things shown may differ by fewer people than
that minimum. So people are released in blocks: a block is made of everyone who has finished and is not in a block yet,
as soon as they are enough; its answers are those at that moment. What is shown is always a union of whole blocks. When
somebody is erased, others of the block (chosen by chance) go out of sight with them until the minimum is reached, so
that comparing before and after tells of no single person. One item keeps to the same rule (`Part`).
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine, select

from workbook.content.answers import Value
from workbook.store.engine import reading, writing
from workbook.store.release_blocks import Block, add, add_second, blocks_of, mend, people_of, wants_change
from workbook.store.responses import fold
from workbook.store.tables import response, reveal, stage

MINIMUM = 5
SENSITIVE_MINIMUM = 8
UNANIMOUS_FROM = 10
PERCENT_FROM = 20


@dataclass(frozen=True)
class Progress:
    """How far a room is with one exercise: counts of people, nothing about anyone."""

    started: int
    done: int


@dataclass(frozen=True)
class Part:
    """One block of a group: the answers it shows, those hidden with somebody erased, and how many were erased."""

    shown: tuple[dict[str, Value], ...]
    hidden: tuple[dict[str, Value], ...] = ()
    erased: int = 0

    def each(self, measure: Callable[[dict[str, Value]], Value], minimum: int) -> list[Value]:
        """The measure of this block's people, or nothing where that, or its difference with another look, is of few."""

        def found(answers: tuple[dict[str, Value], ...]) -> list[Value]:
            return [value for one in answers if (value := measure(one)) not in (None, "")]

        here = found(self.shown)
        left_out, gone = len(self.shown) - len(here), self.erased + len(self.hidden)
        if gone:  # an earlier look may have shown this item only if fewer than the minimum of the gone left it out
            allowed = left_out == 0 and gone - len(found(self.hidden)) < minimum
        else:
            allowed = left_out == 0 or left_out >= minimum
        return here if allowed and len(here) >= minimum else []


@dataclass(frozen=True)
class Group:
    """The answers of a released group. Views get at them through functions that keep to the minimum."""

    _answers: tuple[dict[str, Value], ...]
    minimum: int
    sensitive: bool
    _parts: tuple[Part, ...] = ()  # the same answers by block; () for one block
    key: bool = True  # whether a result may name what the makers answered: in a room only once that is open

    @property
    def n(self) -> int:
        """How many people this group shows."""
        return len(self._answers)

    def values(self, item: str) -> list[Value] | None:
        """The answers to one item in no one's order, or None when fewer than the minimum gave one."""
        return self.each(lambda answers: answers.get(item))

    def each(self, measure: Callable[[dict[str, Value]], Value]) -> list[Value] | None:
        """A measure of every person (None leaves them out), sorted; None when too few are left, or too few left out.

        A block in which too few gave it, or too few left it out, does not count.
        """
        parts = self._parts or (Part(self._answers),)
        found = [value for part in parts for value in part.each(measure, self.minimum)]
        return sorted(found, key=lambda value: (str(type(value)), value)) if found else None

    def only(self, belongs: Callable[[dict[str, Value]], bool]) -> "Group | None":
        """The people of this group to whom something applies, as a group of its own; None where they are too few.

        A block counts where it shows at least the minimum of them, and where as many of them went out of sight with
        somebody erased: else two looks would differ by few. Show of the others nothing but how many finished.
        """
        parts = []
        for part in self._parts or (Part(self._answers),):
            shown, hidden = (tuple(one for one in side if belongs(one)) for side in (part.shown, part.hidden))
            gone = part.erased + len(part.hidden)
            if len(shown) >= self.minimum and (not gone or len(hidden) >= self.minimum):
                parts.append(Part(shown, hidden, part.erased))
        answers = tuple(one for part in parts for one in part.shown)
        return Group(answers, self.minimum, self.sensitive, tuple(parts), self.key) if answers else None

    def numbers(self, measure: Callable[[dict[str, Value]], float | None]) -> list[float] | None:
        """As `each`, for a measure that is a number."""
        found = self.each(measure)
        return None if found is None else sorted(float(value) for value in found if isinstance(value, int | float))

    def counts(self, item: str, options: Sequence[Value]) -> dict[Value, int] | None:
        """How many chose each option, or None where the rules hold it back."""
        return self.tally(lambda answers: answers.get(item), options)

    def tally(self, measure: Callable[[dict[str, Value]], Value], options: Sequence[Value]) -> dict[Value, int] | None:
        """How many people a measure puts in each option; None below the minimum, or a sensitive item all agree on."""
        found = self.each(measure)
        if found is None:
            return None
        counted = Counter(found)
        if self.sensitive and len(found) < UNANIMOUS_FROM and max(counted.values()) == len(found):
            return None
        return {option: counted.get(option, 0) for option in options}


@dataclass(frozen=True)
class Withheld:
    """A group that may not be shown (yet): how many more people would be needed is not told exactly."""

    minimum: int


def minimum_for(sensitive: bool, min_group: int = MINIMUM) -> int:
    """The minimum group: never below 5, never below 8 where an exercise is sensitive."""
    return max(min_group, SENSITIVE_MINIMUM if sensitive else MINIMUM)


def progress(engine: Engine, session_id: str, exercise: str, after: int = 0) -> Progress:
    """How many people have started and have finished one exercise (since the response `after`)."""
    with reading(engine) as connection:
        people = people_of(connection, session_id, exercise, after)
    told = [history for _, history in people]
    return Progress(sum(history.started for history in told), sum(history.done for history in told))


def release(
    engine: Engine, session_id: str, exercise: str, *, sensitive: bool, at_once: bool, min_group: int = MINIMUM
) -> Group | Withheld:
    """The group that may be shown of one exercise in one session; of the first round where there is a second.

    `at_once`: feedback came with each answer, so the first finished attempt counts; else the last one before the
    trainer opened the feedback. Raises StoreUnavailable.
    """
    minimum = minimum_for(sensitive, min_group)
    with reading(engine) as connection:  # thirty phones that look at what was opened must not queue for the write lock
        settled = not wants_change(connection, session_id, exercise, minimum)
        parts = _parts(connection, session_id, exercise, at_once) if settled else ()  # of the same moment
    if not settled:
        with writing(engine) as connection:
            mend(connection, session_id, exercise, minimum)
            add(connection, session_id, exercise, minimum)
            parts = _parts(connection, session_id, exercise, at_once)
    answers = tuple(answers for part in parts for answers in part.shown)
    return Group(answers, minimum, sensitive, parts) if len(answers) >= minimum else Withheld(minimum)


def release_second(
    engine: Engine, session_id: str, exercise: str, *, sensitive: bool, min_group: int = MINIMUM
) -> Group | Withheld:
    """The group of a second round, once it was closed or shown: the first call fixes what it shows.

    The people of a block stay together: who did not answer again counts with the first answer, so that the two rounds
    never differ by a person. A block comes along when at least the minimum of it answered again.
    """
    minimum = minimum_for(sensitive, min_group)
    with writing(engine) as connection:
        mend(connection, session_id, exercise, minimum)
        add(connection, session_id, exercise, minimum)
        add_second(connection, session_id, exercise, _second_from(connection, session_id, exercise), minimum)
        parts = _parts(connection, session_id, exercise, at_once=False, second=True)
    answers = tuple(answers for part in parts for answers in part.shown)
    return Group(answers, minimum, sensitive, parts) if len(answers) >= minimum else Withheld(minimum)


def _parts(
    connection: Connection, session_id: str, exercise: str, at_once: bool, second: bool = False
) -> tuple[Part, ...]:
    began, found = _second_from(connection, session_id, exercise), []
    moment = None if second else _opened_at(connection, session_id, exercise)  # there the newest answer counts
    for block in _of_round(blocks_of(connection, session_id, exercise), began, second):
        counted = _counted(connection, session_id, exercise, block, moment, at_once)
        shown, hidden = (tuple(counted[one] for one in people) for people in (block.shown, block.hidden))
        found.append(Part(shown, hidden, block.made - len(shown) - len(hidden)))
    return tuple(found)


def _of_round(blocks: list[Block], began: int | None, second: bool) -> list[Block]:
    """The blocks that a round shows, given when the second one began: there with the answers of its own moment."""
    if not second:
        return [block for block in blocks if began is None or block.upto <= began]
    again = [replace(block, upto=block.second_upto) for block in blocks if block.second_upto]
    return again + [block for block in blocks if began is not None and block.upto > began]


def _counted(
    connection: Connection, session_id: str, exercise: str, block: Block, opened: int | None, at_once: bool
) -> dict[str, dict[str, Value]]:
    """The answers that count of everyone in a block, by person: those of the moment at which it was made."""
    chosen = (response.c.session_id == session_id) & (response.c.exercise == exercise) & (response.c.id <= block.upto)
    rows = connection.execute(
        select(response.c.id, response.c.participant_id, response.c.item, response.c.value)
        .where(chosen, response.c.participant_id.in_(block.shown + block.hidden))
        .order_by(response.c.id)
    )
    events: dict[str, list[tuple[int, str, Value]]] = {}
    for number, person, item, value in rows:
        events.setdefault(person, []).append((number, item, json.loads(value)))
    return {person: _attempt(told, opened, at_once) for person, told in events.items()}


def _attempt(events: list[tuple[int, str, Value]], opened: int | None, at_once: bool) -> dict[str, Value]:
    whole = [attempt for attempt in fold((item, value) for _, item, value in events).attempts if attempt.done]
    if at_once or opened is None:
        return whole[0 if at_once else -1].answers
    before = fold((item, value) for number, item, value in events if number <= opened)
    in_time = [attempt for attempt in before.attempts if attempt.done]
    return (in_time[-1] if in_time else whole[0]).answers  # who finished after the reveal counts with the first try


def _opened_at(connection: Connection, session_id: str, exercise: str) -> int | None:
    here = (reveal.c.session_id == session_id) & (reveal.c.exercise == exercise)
    return connection.scalar(select(reveal.c.upto).where(here))


def _second_from(connection: Connection, session_id: str, exercise: str) -> int | None:
    here = (stage.c.session_id == session_id) & (stage.c.exercise == exercise)
    return connection.scalar(select(stage.c.second_from).where(here))
