"""What a sorted set of questions is worth: functions recognised, and which two were mixed up most."""

from collections import Counter
from collections.abc import Iterable

from workbook.content.answers import DONE, Value
from workbook.exercises.sorter import Sorter, asked, written
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate

Pair = tuple[str, str]


@score.register
def _score(exercise: Sorter, answers: Answers) -> Score:
    known = {category.id for category in exercise.categories}
    given = [(question, answers.get(asked(question))) for question in exercise.questions]
    sorted_ones = [(question, value) for question, value in given if value in known]
    if not sorted_ones:
        return Score("unscored") if answered(answers) else UNANSWERED
    parts: dict[str, float | None] = {asked(question): None for question, _ in given}
    parts |= {asked(question): float(value == question.category) for question, value in sorted_ones}
    right = sum(value == question.category for question, value in sorted_ones)
    feedback = tuple(
        Feedback(asked(q), asked(q), q.feedback, "helps" if value == q.category else "neutral", q.own)
        for q, value in sorted_ones
    )
    counts = {"right": right, "of": len(exercise.questions), "sorted": len(sorted_ones)}
    return Score("scored", right, len(exercise.questions), parts, counts, feedback)


def most_confused(exercise: Sorter, mixed_up: Iterable[tuple[Value, Value, int]]) -> list[tuple[Pair, int]]:
    """Which two functions were taken for each other, most often first.

    `mixed_up` holds the makers' function, the chosen one and how often; equal ones are skipped. A pair has no
    direction: the order of its two ids, and of pairs that occur equally often, is that of the categories.
    """
    order = [category.id for category in exercise.categories]
    found: Counter[Pair] = Counter()
    for makers, chosen, times in mixed_up:
        if makers in order and chosen in order and makers != chosen and times:
            first, second = sorted((str(makers), str(chosen)), key=order.index)
            found[first, second] += times
    return sorted(found.items(), key=lambda pair: (-pair[1], order.index(pair[0][0]), order.index(pair[0][1])))


def own_confusions(exercise: Sorter, answers: Answers) -> list[tuple[Pair, int]]:
    """The pairs that one person mixed up, most often first."""
    return most_confused(exercise, ((q.category, answers.get(asked(q)), 1) for q in exercise.questions))


@reachable.register
def _reachable(exercise: Sorter) -> frozenset[str]:
    return frozenset(asked(question) for question in exercise.questions)


@simulate.register
def _simulate(exercise: Sorter, respondent: Respondent) -> dict[str, Value]:
    dice = respondent.dice(exercise)
    ids = [category.id for category in exercise.categories]
    answers: dict[str, Value] = {}
    for batch in exercise.batches:
        for question in batch:
            wrong = [name for name in ids if name != question.category]
            choices = {"strong": [question.category], "weak": wrong, "random": ids}[respondent.kind]
            answers[asked(question)] = dice.choice(choices)
        answers[f"{batch[0].id}.{DONE}"] = True
    for rewrite in exercise.rewrites:
        own = {"strong": [rewrite.example.nl], "weak": [rewrite.text.nl]}.get(respondent.kind)
        answers[written(rewrite)] = dice.choice(own or ["Vertel eens?", "Wat zoekt u precies?", "x"])
        answers[f"{rewrite.id}.{DONE}"] = True
    return answers | {DONE: True}
