"""What became of one talk: who talked when, shares in tenths, the play between two people, what the rules notice."""

from dataclasses import dataclass

from workbook.content.answers import DONE, Value
from workbook.exercises.tracker import (
    AGREE,
    CHOSEN,
    COUNT,
    LIVE,
    PAPER,
    PLAYS,
    WAYS,
    WRITTEN,
    Tracker,
    hand,
    tap,
)
from workbook.exercises.tracker.timeline import (
    MOST_TAPS,
    TALKERS,
    WHOLE,
    Handover,
    Stretch,
    Talker,
    handovers,
    moved,
    stretches,
    tenths,
)
from workbook.scoring import Answers

MOST_HANDOVERS = 12  # that are asked about: more nobody remembers
OFF = 2  # tenths from which a difference is worth a talk


@dataclass(frozen=True)
class Play:
    """How often the two of them played together."""

    set_ups: int
    one_twos: int
    overruled: int


def way(answers: Answers) -> str:
    """The way that was chosen, '' for none."""
    chosen = str(answers.get(CHOSEN) or "")
    return chosen if chosen in WAYS else ""


def told(exercise: Tracker, answers: Answers) -> list[Stretch]:
    """Who talked when: as tapped, or as the written dialogue goes; [] on paper."""
    if way(answers) == LIVE:
        return stretches({n: answers[tap(n)] for n in range(MOST_TAPS) if answers.get(tap(n))})
    found, at = list[Stretch](), 0
    for number, turn in enumerate(exercise.dialogue.turns if way(answers) == WRITTEN else ()):
        found.append(Stretch(number, turn.by, at, at + turn.seconds))
        at += turn.seconds
    return found


def asked_about(exercise: Tracker, answers: Answers) -> list[Handover]:
    """The handovers of a recording that can be marked."""
    return handovers(told(exercise, answers))[:MOST_HANDOVERS] if way(answers) == LIVE else []


def given(part: str, answers: Answers) -> dict[Talker, int] | None:
    """Ten tenths that somebody gave away, None while they do not make ten."""
    found = {talker: _whole(answers.get(f"{part}.{talker}")) for talker in TALKERS}
    return found if sum(found.values()) == WHOLE else None


def agreed(exercise: Tracker, answers: Answers) -> dict[Talker, int] | None:
    """What was agreed beforehand: by the participant, or by the people in the dialogue."""
    return exercise.dialogue.agreed.tenths if way(answers) == WRITTEN else given(AGREE, answers)


def actual(exercise: Tracker, answers: Answers) -> dict[Talker, int] | None:
    """Who talked how much, in tenths; None where nothing was measured or counted."""
    if way(answers) == PAPER:
        return tenths({talker: _whole(answers.get(f"{COUNT}.{talker}")) for talker in TALKERS})
    amounts: dict[Talker, float] = {}
    for stretch in told(exercise, answers):
        amounts[stretch.talker] = amounts.get(stretch.talker, 0) + stretch.seconds
    return tenths(amounts)


def play(exercise: Tracker, answers: Answers) -> Play | None:
    """The play between the two as marked or counted; None before the end, and for the written dialogue."""
    if not answers.get(DONE):
        return None
    if way(answers) == LIVE:
        marks = [answers.get(hand(one.number)) for one in asked_about(exercise, answers)]
        one_twos = marks.count("one-two")
        return Play(marks.count("set-up") + one_twos, one_twos, marks.count("overruled"))
    if way(answers) == PAPER:
        return Play(*(_whole(answers.get(f"{COUNT}.{name}")) for name in PLAYS))
    return None


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, int | float) else 0


def noticed(exercise: Tracker, answers: Answers) -> tuple[str, ...]:
    """The ids of the rules that have something to say about a finished talk."""
    if way(answers) not in (LIVE, PAPER):
        return ()
    wish, real, played = agreed(exercise, answers), actual(exercise, answers), play(exercise, answers)
    if not wish or not real or not played:
        return ()
    plays = ["one-two" if played.one_twos else "no-one-two"] + (["overruled"] if played.overruled else [])
    return (*_shares(wish, real), *plays)


def _shares(wish: dict[Talker, int], real: dict[Talker, int]) -> tuple[str, ...]:
    if moved(wish, real) < OFF:
        return ("kept",)
    more = [f"{talker}-more" for talker in ("manager", "seller") if real[talker] - wish[talker] >= OFF]
    less = ["client-less"] if wish["client"] - real["client"] >= OFF else []
    return tuple(more + less) or ("shifted",)
