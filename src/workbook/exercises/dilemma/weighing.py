"""The sums behind a dilemma: plain functions of the answers. Nothing here judges; it says what the numbers say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook.content.answers import DONE, Value
from workbook.exercises.dilemma import NEEDLE, OWN, OWN_NAME, RULES, Dilemma

Answers = Mapping[str, Value]
Piles = Mapping[str, int]
Ratings = Mapping[str, Piles]


@dataclass(frozen=True)
class Mirror:
    """What the extra screen shows: the weighted sum per route, the best of them, and the tipping point.

    `tipping`: the fewest stones to move before another route stands at least as high; 0 when the first place is
    shared, None when no moving of stones changes it.
    """

    sums: Mapping[str, int]
    best: tuple[str, ...]
    tipping: int | None


def named(answers: Answers) -> str:
    """What the participant called the interest that they added, '' when they did not."""
    return str(answers.get(OWN_NAME) or "").strip()


def laid(exercise: Dilemma, answers: Answers) -> dict[str, int]:
    """Stones per interest; the participant's own addition only where it has a name or a stone."""
    given = {pile: answers.get(f"stones.{pile}") for pile in exercise.piles}
    stones = {pile: int(n) if isinstance(n, int | float) else 0 for pile, n in given.items()}
    return {pile: n for pile, n in stones.items() if pile != OWN or n or named(answers)}


def rating_items(exercise: Dilemma, answers: Answers, route_id: str) -> tuple[str, ...]:
    """The items of the extra screen for one route: one for each interest in play."""
    return tuple(f"sum.{route_id}.{pile}" for pile in laid(exercise, answers))


def mirror(exercise: Dilemma, answers: Answers) -> Mirror | None:
    """The weighted sum, once the extra screen was filled in whole and committed; else None."""
    stones = laid(exercise, answers)
    ratings: dict[str, dict[str, int]] = {}
    for route in exercise.routes:
        given = {pile: answers.get(f"sum.{route.id}.{pile}") for pile in stones}
        ratings[route.id] = {pile: int(n) for pile, n in given.items() if isinstance(n, int | float)}
    whole = all(len(rated) == len(stones) for rated in ratings.values())
    if not (whole and answers.get(f"sum.{DONE}") and any(stones.values())):
        return None
    sums = weighted_sums(stones, ratings)
    highest = max(sums.values())
    return Mirror(sums, tuple(r for r, total in sums.items() if total == highest), tipping_point(stones, ratings))


def weighted_sums(stones: Piles, ratings: Ratings) -> dict[str, int]:
    """Per route: Σ stones × rating over the interests."""
    return {route: sum(n * rated[pile] for pile, n in stones.items()) for route, rated in ratings.items()}


def tipping_point(stones: Piles, ratings: Ratings) -> int | None:
    """The fewest moved stones after which another route stands at least as high as the best one; see Mirror."""
    sums = weighted_sums(stones, ratings)
    best = max(sums, key=lambda route: sums[route])
    rivals = (rated for route, rated in ratings.items() if route != best)
    leads = ({pile: ratings[best][pile] - rated[pile] for pile in stones} for rated in rivals)
    moves = (_moves(stones, lead) for lead in leads)
    return min((n for n in moves if n is not None), default=None)


def _moves(stones: Piles, lead: Piles) -> int | None:
    """The fewest moves that bring Σ stones × lead to 0 or less.

    Every move goes from where the best route leads most to where it leads least: no other move takes off more.
    """
    gap = sum(n * lead[pile] for pile, n in stones.items())
    least = min(lead.values())
    from_the_top = (lead[pile] for pile in sorted(stones, key=lambda p: -lead[p]) for _ in range(stones[pile]))
    moved = 0
    for taken in from_the_top:
        if gap <= 0:
            break
        gap -= taken - least
        moved += 1
    return moved if gap <= 0 else None


def points_apart(needle: Value, accepts: Iterable[float]) -> bool:
    """Whether the compass points one way and every one of these routes the other; 0 points nowhere."""
    if not isinstance(needle, int | float):
        return False
    return all(needle * accepted < 0 for accepted in accepts)


def firing(exercise: Dilemma, answers: Answers) -> tuple[str, ...]:
    """The ids of the rules that these answers call for, in the order of RULES; () before a stone was laid.

    `differs` and `tips-at-one` need the extra screen; `balanced` stands alone, when nothing else fires.
    """
    stones = laid(exercise, answers)
    if not any(stones.values()):
        return ()
    seen = mirror(exercise, answers)
    mine = stones[exercise.mine.id]
    accepts = {route.id: route.accepts for route in exercise.routes}
    fires = {
        "differs": seen is not None and points_apart(answers.get(NEEDLE), [accepts[best] for best in seen.best]),
        "none-on-mine": mine == 0,
        "half-on-mine": 2 * mine >= exercise.stones,
        "tips-at-one": seen is not None and seen.tipping == 1,
    }
    return tuple(rule for rule in RULES if fires.get(rule)) or ("balanced",)
