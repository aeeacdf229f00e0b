"""What a response is worth (the box of each card, no points) and how a made-up respondent plays."""

import random

from workbook.content.answers import DONE, Value
from workbook.exercises.cards import AGAIN_SOON, KNOWN, RESULTS, Card, Cards, leitner
from workbook.scoring import UNANSWERED, Answers, Feedback, Respondent, Score, answered, reachable, score, simulate

PLAYED = 2  # rounds of a strong or weak respondent


@score.register
def _score(exercise: Cards, answers: Answers) -> Score:
    if not answered(answers):
        return UNANSWERED
    played = leitner.seen(exercise, answers)
    parts = {
        card.id: float(leitner.box(exercise, card, answers)) if card in played else None for card in exercise.cards
    }
    counts = {
        "seen": len(played),
        "moved_up": len(leitner.moved_up(exercise, answers)),
        "again": sum(not leitner.knew(card, answers) for card in played),
        "of": len(exercise.cards),
    }
    sorts = [sort.id for sort in exercise.sorts]
    sorted_cards = [card for card in exercise.cards if answers.get(card.sorting) in sorts]
    feedback = tuple(
        Feedback(c.sorting, c.sorting, c.sort_note, "neutral", c.own) for c in sorted_cards if c.sort_note is not None
    )
    return Score("unscored", parts=parts, counts=counts, feedback=feedback)


@reachable.register
def _reachable(exercise: Cards) -> frozenset[str]:
    return frozenset(card.sorting for card in exercise.cards if card.sort_note is not None)


@simulate.register
def _simulate(exercise: Cards, respondent: Respondent) -> dict[str, Value]:
    """Strong and weak play two rounds, random one to four; the exercise is committed at the end of the first."""
    dice = respondent.dice(exercise)
    answers: dict[str, Value] = {}
    for number in range(1, (dice.randint(1, 4) if respondent.kind == "random" else PLAYED) + 1):
        for card in leitner.deck(exercise, answers, number):
            answers |= _played(exercise, card, number, respondent, dice, answers)
        answers[DONE] = True
    return answers


def _played(
    exercise: Cards, card: Card, number: int, respondent: Respondent, dice: random.Random, answers: Answers
) -> dict[str, Value]:
    """One card in one round, in the order of a person's taps."""
    part, sorts = card.part(number), [sort.id for sort in exercise.sorts]
    result = {"strong": KNOWN, "weak": AGAIN_SOON, "random": dice.choice(RESULTS)}[respondent.kind]
    played: dict[str, Value] = {f"{part}.turned": True, f"{part}.result": result}
    if sorts and card.sorting not in answers:
        others = [sort for sort in sorts if sort != card.sort]
        sort = {"strong": card.sort, "weak": others[0], "random": dice.choice(sorts)}[respondent.kind]
        played[card.sorting] = sort
    return played | {f"{part}.{DONE}": True, f"{part}.next": True}
