"""Which card comes when: Leitner's boxes, folded from the answers of one person. Nothing here is stored.

After S. Leitner, So lernt man lernen (1972): known moves up one box, anything else goes back to box 1. A round takes
the lowest boxes first; within a box the card that was longest away, then the order of the author. No calendar. Where
the author made sets for days, the first rounds hold these: at most `CARRIED` cards missed before, then the day's own.
"""

from workbook.content.answers import DONE
from workbook.exercises.cards import AGAIN_SOON, KNOWN, RESULTS, ROUNDS, Card, Cards
from workbook.scoring import Answers

CARRIED = 5  # missed cards that come back at the head of a later day's set


def result(card: Card, number: int, answers: Answers) -> str:
    """What somebody committed for this card in round `number`: 'known', 'again', or '' while there is nothing."""
    given = answers.get(f"{card.part(number)}.result")
    return str(given) if given in RESULTS and answers.get(f"{card.part(number)}.{DONE}") else ""


def results(card: Card, answers: Answers, before: int = ROUNDS + 1) -> list[str]:
    """Everything committed for this card in the rounds before round `before`, in their order."""
    return [found for number in range(1, before) if (found := result(card, number, answers))]


def box(exercise: Cards, card: Card, answers: Answers, before: int = ROUNDS + 1) -> int:
    """The box (1 to `boxes`) in which a card lies before round `before`; all cards start in box 1."""
    here = 1
    for found in results(card, answers, before):
        here = min(here + 1, exercise.boxes) if found == KNOWN else 1
    return here


def deck(exercise: Cards, answers: Answers, number: int) -> tuple[Card, ...]:
    """The cards of round `number`, in order; depends on what was committed in the rounds before it only."""

    def last_seen(card: Card) -> int:
        return max((n for n in range(1, number) if result(card, n, answers)), default=0)

    if number <= len(exercise.days):
        return _of_day(exercise, answers, number)
    ordered = sorted(exercise.cards, key=lambda card: (box(exercise, card, answers, number), last_seen(card)))
    return tuple(ordered[: exercise.round_size])


def _of_day(exercise: Cards, answers: Answers, number: int) -> tuple[Card, ...]:
    """The set of the `number`-th day, after the cards of earlier days that were missed the last time."""
    before = exercise.days[: number - 1]
    missed = [
        card for card in exercise.cards if card.day in before and results(card, answers, number)[-1:] == [AGAIN_SOON]
    ]
    own = [card for card in exercise.cards if card.day == exercise.days[number - 1]]
    return (*missed[:CARRIED], *own)


def left(card: Card, number: int, answers: Answers) -> bool:
    """Whether somebody is through with this card in round `number`; the last one of round 1 ends with the commit."""
    part = card.part(number)
    through = answers.get(f"{part}.next") or (number == 1 and answers.get(DONE))
    return bool(through and answers.get(f"{part}.{DONE}"))


def current_round(exercise: Cards, answers: Answers) -> int | None:
    """The first round that holds a card to do; None when all rounds of this attempt were played."""
    for number in range(1, ROUNDS + 1):
        if not all(left(card, number, answers) for card in deck(exercise, answers, number)):
            return number
    return None


def seen(exercise: Cards, answers: Answers) -> tuple[Card, ...]:
    """The cards that were played at least once."""
    return tuple(card for card in exercise.cards if results(card, answers))


def hardest(exercise: Cards, answers: Answers, most: int = 3) -> tuple[Card, ...]:
    """At most `most` cards that came out as 'again', the most often first; none when everything was known."""
    times = {card.id: results(card, answers).count(AGAIN_SOON) for card in exercise.cards}
    missed = [card for card in exercise.cards if times[card.id]]
    return tuple(sorted(missed, key=lambda card: -times[card.id])[:most])


def moved_up(exercise: Cards, answers: Answers) -> tuple[Card, ...]:
    """The cards that lie beyond box 1."""
    return tuple(card for card in exercise.cards if box(exercise, card, answers) > 1)


def knew(card: Card, answers: Answers) -> bool:
    """Whether the last time with this card went well."""
    return results(card, answers)[-1:] == [KNOWN]
