"""The extra screen: rate every route for every interest, then see what stones and ratings say together."""

from workbook.exercises.dilemma import RATINGS, ROUTE, Dilemma, Route
from workbook.exercises.dilemma.pictures import letters, signed, stacked
from workbook.exercises.dilemma.weighing import Mirror, laid, mirror, named, rating_items
from workbook.view.blocks import Block, Box, Heading, Listing, Progress, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, Choice, Choosable

RATE, CHANGE = "sum", "change"  # bookmarks, with a route: rating it, and rating it again after the commit


def name_of(exercise: Dilemma, pile: str, context: Context) -> str:
    """What an interest is called on this person's screen, their own addition included."""
    given = {interest.id: context.text(interest.text) for interest in exercise.interests}
    return given.get(pile) or named(context.answers) or context.ui("dilemma.own.pile")


def extra(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    """The offer of the extra screen, or what it shows once it was filled in."""
    if not context.done("sum"):
        go = Button(context.ui("dilemma.sum.open"), "_at", f"{RATE}-{exercise.routes[0].id}", "quiet")
        return (Box((Prose(context.ui("dilemma.sum.offer")), go), "card", context.ui("dilemma.sum.title")),)
    seen = mirror(exercise, context.answers)
    change = Button(context.ui("dilemma.sum.change"), "_at", f"{CHANGE}-{exercise.routes[0].id}", "quiet")
    if not context.feedback or seen is None:
        return (change,)
    return (Heading(context.ui("dilemma.sum.title")), *_mirror(exercise, seen, context), change)


def _mirror(exercise: Dilemma, seen: Mirror, context: Context) -> tuple[Block, ...]:
    stones = {pile: n for pile, n in laid(exercise, context.answers).items() if n}
    ratings = {
        route.id: {pile: int(context.answers[f"sum.{route.id}.{pile}"] or 0) for pile in stones}
        for route in exercise.routes
    }
    key = tuple(
        context.ui("dilemma.key", letter=letter, name=name_of(exercise, pile, context), n=stones[pile])
        for pile, letter in letters(tuple(stones)).items()
    )
    chosen = "same" if context.answers.get(ROUTE) in seen.best else "other"
    return (
        Listing(key),
        stacked(exercise, seen, stones, ratings, context.language),
        Prose(tipping_line(seen, context)),
        Prose(context.ui(f"dilemma.sum.{chosen}")),
        Prose(context.ui("dilemma.sum.mirror"), "note"),
    )


def tipping_line(seen: Mirror, context: Context) -> str:
    """How many stones to move before the sum puts another route first, in words."""
    if seen.tipping is None:
        return context.ui("dilemma.tipping.never")
    return context.ui(
        {0: "dilemma.tipping.tied", 1: "dilemma.tipping.one"}.get(seen.tipping, "dilemma.tipping"), n=seen.tipping
    )


def rate(exercise: Dilemma, route: Route, context: Context) -> tuple[Block, ...]:
    """One route of the extra screen: how good it is for each interest in play."""
    index = exercise.routes.index(route)
    intro = (Prose(context.text(exercise.sum_intro)),) if index == 0 else ()
    asked = rating_items(exercise, context.answers, route.id)
    back = f"{_place(context)}-{exercise.routes[index - 1].id}" if index else "result"
    return (
        Progress(
            index + 1, len(exercise.routes), context.ui("dilemma.sum.progress", n=index + 1, of=len(exercise.routes))
        ),
        *intro,
        Prose(context.text(route.text), "lead"),
        *(_rating(exercise, item, context) for item in asked),
        Box((_onward(exercise, index, context), Button(context.ui("dilemma.back"), "_at", back, "quiet")), "actions"),
    )


def _place(context: Context) -> str:
    return CHANGE if context.done("sum") else RATE


def _rating(exercise: Dilemma, item: str, context: Context) -> Block:
    pile = item.rpartition(".")[2]
    options = tuple(Choosable(value, signed(value)) for value in RATINGS)
    label = context.ui("dilemma.rating", name=name_of(exercise, pile, context))
    low, high = context.ui("dilemma.rating.low"), context.ui("dilemma.rating.high")
    return Choice(item, label, options, context.answers.get(item), "scale", low, high)


def _onward(exercise: Dilemma, index: int, context: Context) -> Button:
    if index + 1 < len(exercise.routes):
        needs = rating_items(exercise, context.answers, exercise.routes[index].id)
        following = f"{_place(context)}-{exercise.routes[index + 1].id}"
        return Button(context.ui("dilemma.sum.next"), "_at", following, "primary", needs, context.ui("missing"))
    needs = tuple(i for route in exercise.routes for i in rating_items(exercise, context.answers, route.id))
    if context.done("sum"):
        label, mirrored = context.ui("dilemma.sum.changed"), f"{RATE}-{exercise.routes[index].id}"
        return Button(label, "_at", mirrored, "primary", needs, context.ui("dilemma.sum.missing"))
    return context.commit(context.ui("dilemma.sum.commit"), needs, "sum", context.ui("dilemma.sum.missing"))
