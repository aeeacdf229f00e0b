"""Means per subscale, what is level, and which text that calls for."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.content.answers import Value
from workbook.exercises.scale import NOT_APPLICABLE, SelfScale, Statement, Subscale
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, at_random, reachable, score, simulate

ROUNDING = 1e-9  # means of thirds: a difference of exactly `tie_within` is still level


@dataclass(frozen=True)
class Reading:
    """What the answers say: a mean per subscale (None: nothing to average) and the subscales that lead.

    One leader gets its advice, several are level, none: too little to compare or the same answer everywhere.
    """

    means: Mapping[str, float | None]
    leaders: tuple[Subscale, ...]
    same: bool

    @property
    def measured(self) -> bool:
        """Whether there is anything to draw."""
        return any(mean is not None for mean in self.means.values())


def read(exercise: SelfScale, answers: Answers) -> Reading:
    """The reading of `answers`, however incomplete."""
    means = {subscale.id: _mean(exercise, subscale, answers) for subscale in exercise.subscales}
    same = _same_everywhere(exercise, answers)
    return Reading(means, () if same else _leaders(exercise, means), same)


def counted(exercise: SelfScale, statement: Statement, answers: Answers) -> int | None:
    """What an answer counts for, reverse key applied; None when it is missing or not applicable."""
    value = answers.get(statement.item)
    if isinstance(value, bool) or value not in exercise.scale.values:
        return None
    return int(exercise.scale.reverse(value) if statement.reversed else value)


def _mean(exercise: SelfScale, subscale: Subscale, answers: Answers) -> float | None:
    """The mean of what was answered: missing and 'not applicable' are left out, never taken as 0."""
    own = [counted(exercise, s, answers) for s in exercise.statements if s.subscale == subscale.id]
    values = [value for value in own if value is not None]
    return sum(values) / len(values) if values else None


def _leaders(exercise: SelfScale, means: Mapping[str, float | None]) -> tuple[Subscale, ...]:
    """The subscale in focus with all that are level with it; () when fewer than two can be compared."""
    known = [mean for mean in means.values() if mean is not None]
    if len(known) < 2:
        return ()
    first = max(known) if exercise.focus == "highest" else min(known)
    near = {name for name, m in means.items() if m is not None and abs(m - first) <= exercise.tie_within + ROUNDING}
    return tuple(subscale for subscale in exercise.subscales if subscale.id in near)


def _given(exercise: SelfScale, answers: Answers) -> list[Value]:
    known = (*exercise.scale.values, NOT_APPLICABLE)
    return [value for s in exercise.statements if (value := answers.get(s.item)) in known]


def _same_everywhere(exercise: SelfScale, answers: Answers) -> bool:
    """Every answer the same number. With reversed statements that contradicts itself, so it gets no advice."""
    given = _given(exercise, answers)
    return len(given) > 1 and len(set(given)) == 1 and NOT_APPLICABLE not in given


@score.register
def _score(exercise: SelfScale, answers: Answers) -> Score:
    """`parts` hold the means (in scale points); there are no points, for there is no right answer."""
    given = _given(exercise, answers)
    if not given:
        return UNANSWERED
    reading = read(exercise, answers)
    skipped = given.count(NOT_APPLICABLE)
    counts = {"answered": len(given) - skipped, "not_applicable": skipped, "of": len(exercise.statements)}
    return Score("unscored", parts=reading.means, counts=counts, feedback=_feedback(exercise, reading))


def _feedback(exercise: SelfScale, reading: Reading) -> tuple[Feedback, ...]:
    if reading.same:
        note = exercise.same_everywhere
    elif len(reading.leaders) > 1:
        note = exercise.tie
    else:
        return tuple(Feedback(_advice_id(s), s.id, s.advice, own=s.own) for s in reading.leaders)
    return (Feedback(note.id, note.id, note.text, own=note.own),)


def _advice_id(subscale: Subscale) -> str:
    return f"{subscale.id}:advice"


@reachable.register
def _reachable(exercise: SelfScale) -> frozenset[str]:
    advice = {_advice_id(subscale) for subscale in exercise.subscales}
    return frozenset(advice | {exercise.tie.id, exercise.same_everywhere.id})


@simulate.register
def _simulate(exercise: SelfScale, respondent: Respondent) -> dict[str, Value]:
    """Strong does what the subscales ask for (or is held back by nothing), weak the reverse, in every statement.

    One random respondent in twenty gives the same answer everywhere, as people do who do not read.
    """
    dice = respondent.dice(exercise)
    answers = at_random(exercise.items(), dice)
    values = exercise.scale.values
    if respondent.kind == "random" and dice.random() < 0.05:
        careless = dice.choice(values)
        return answers | {statement.item: careless for statement in exercise.statements}
    if respondent.kind != "random":
        best = values[-1 if (respondent.kind == "strong") == (exercise.focus == "lowest") else 0]
        for statement in exercise.statements:
            answers[statement.item] = int(exercise.scale.reverse(best)) if statement.reversed else best
    return answers
