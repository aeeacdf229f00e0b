"""Scoring a tracker: only the marks on the written dialogue have points; for the rest things are counted.

`counts`: moved (tenths apart from what was agreed, or estimated), set-ups, one-twos and overruled where they are known,
right and of for the marks.
"""

from random import Random

from workbook.content.answers import DONE, Value
from workbook.exercises.tracker import (
    AGREE,
    CHOSEN,
    COUNT,
    GUESS,
    HANDOVERS,
    MARKS,
    PAPER,
    ROLE,
    RUN,
    WAY,
    WAYS,
    WRITTEN,
    Tracker,
    hand,
    marked,
    tap,
)
from workbook.exercises.tracker.talk import actual, agreed, asked_about, given, noticed, play, way
from workbook.exercises.tracker.timeline import TALKERS, WHOLE, moved
from workbook.scoring import (
    UNANSWERED,
    Answers,
    Feedback,
    Respondent,
    Score,
    Tone,
    answered,
    reachable,
    score,
    simulate,
)


@score.register
def _score(exercise: Tracker, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    counts, played = dict[str, int](), play(exercise, answers)
    wish = given(GUESS, answers) if way(answers) == WRITTEN else agreed(exercise, answers)
    real = actual(exercise, answers)
    if wish and real:
        counts["moved"] = moved(wish, real)
    if played:
        counts |= {"set-ups": played.set_ups, "one-twos": played.one_twos, "overruled": played.overruled}
    rules = [exercise.rule(name) for name in noticed(exercise, answers)]
    notes = tuple(Feedback(f"{WAY}:{rule.id}", WAY, rule.text, own=rule.own) for rule in rules)
    if way(answers) != WRITTEN:
        return Score("unscored", counts=counts, feedback=notes)
    return _marks(exercise, answers, counts)


def _marks(exercise: Tracker, answers: Answers, counts: dict[str, int]) -> Score:
    """A point for each turn marked as the makers do."""
    parts: dict[str, float | None] = {}
    feedback = []
    for fragment in exercise.dialogue.fragments:
        for turn in fragment.asked:
            item = marked(fragment, turn)
            mark = answers.get(item)
            parts[item] = float(mark == turn.mark.key) if mark in MARKS and turn.mark else None
            if parts[item] is not None and turn.mark:
                tone: Tone = "helps" if parts[item] else "neutral"
                feedback.append(Feedback(item, item, turn.mark.feedback, tone, turn.mark.own))
    if not feedback:
        return Score("unscored", counts=counts)
    right = sum(part == 1 for part in parts.values())
    counts |= {"right": right, "of": len(parts)}
    return Score("scored", right, len(parts), parts, counts, tuple(feedback))


@reachable.register
def _reachable(exercise: Tracker) -> frozenset[str]:
    marks = {marked(f, turn) for f in exercise.dialogue.fragments for turn in f.asked}
    return frozenset(marks | {f"{WAY}:{rule.id}" for rule in exercise.rules})


def _division(dice: Random, part: str) -> dict[str, Value]:
    """Ten tenths given away by chance."""
    laid = [dice.choice(TALKERS) for _ in range(WHOLE)]
    answers: dict[str, Value] = {f"{part}.{talker}": laid.count(talker) for talker in TALKERS}
    return answers | {f"{part}.{DONE}": True}


@simulate.register
def _simulate(exercise: Tracker, respondent: Respondent) -> dict[str, Value]:
    dice, kind = respondent.dice(exercise), respondent.kind
    chosen = dice.choice(WAYS) if kind == "random" else WRITTEN
    answers: dict[str, Value] = {CHOSEN: chosen, f"{WAY}.{DONE}": True}
    if chosen == WRITTEN:
        return answers | _written(exercise, respondent) | {DONE: True}
    answers |= {ROLE: dice.choice(exercise.roles).id} | _division(dice, AGREE)
    if chosen == PAPER:
        answers |= {f"{COUNT}.{talker}": dice.randint(0, 30) for talker in TALKERS}
        answers |= {f"{COUNT}.set-ups": dice.randint(1, 2), f"{COUNT}.finished": dice.randint(0, 1)}
        answers[f"{COUNT}.overruled"] = dice.randint(0, 1)
        return answers | {f"{COUNT}.client": 20, DONE: True}
    at, number = 0, dice.randint(4, 20)
    for n in range(number):
        answers[tap(n)] = f"{dice.choice('csmx')}{at}"
        at += dice.randint(20, 300)
    answers |= {tap(number): f"e{at}", f"{RUN}.{DONE}": True}
    answers |= {hand(one.number): dice.choice(HANDOVERS) for one in asked_about(exercise, answers)}
    return answers | {DONE: True}


def _written(exercise: Tracker, respondent: Respondent) -> dict[str, Value]:
    dice, kind = respondent.dice(exercise), respondent.kind
    real = actual(exercise, {CHOSEN: WRITTEN}) or {}
    guess: dict[str, Value] = {f"{GUESS}.{talker}": n for talker, n in real.items()}
    answers = guess | {f"{GUESS}.{DONE}": True} if kind == "strong" else _division(dice, GUESS)
    for fragment in exercise.dialogue.fragments:
        for turn in fragment.asked:
            key = turn.mark.key if turn.mark else MARKS[0]
            wrong = [mark for mark in MARKS if mark != key]
            answers[marked(fragment, turn)] = dice.choice({"strong": [key], "weak": wrong}.get(kind, list(MARKS)))
        answers[f"{fragment.id}.{DONE}"] = True
    return answers
