"""What stands on the card: case, compass, stones, route; then what the makers think."""

from workbook.content.answers import DONE
from workbook.exercises.dilemma import FURTHEST, NEEDLE, OWN, OWN_NAME, REASON, REVERSED, ROUTE, Dilemma
from workbook.exercises.dilemma.extra import CHANGE, RATE, extra, name_of, rate, tipping_line
from workbook.exercises.dilemma.pictures import needle
from workbook.exercises.dilemma.weighing import laid, mirror, named
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Progress, Prose, Scene
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, Row, Slider, Stones, TextField

_STEPS = ("compass", "stones", "route")  # the steps after the case


@render.register
def _render(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    if context.done():
        place, _, name = context.at.partition("-")
        rated = exercise.route(name) if place in (RATE, CHANGE) else None
        if rated and (place == CHANGE or not context.done("sum")):
            return rate(exercise, rated, context)
        return _weighed(exercise, context) if rated and context.feedback else _result(exercise, context)
    if context.done("stones"):
        return _route(exercise, context)
    if context.done("compass"):
        return _stones(exercise, context)
    if context.at == "compass":
        return _compass(exercise, context)
    pages = [f"case-{number}" for number in range(1, len(exercise.case) + 1)]
    return _case(exercise, pages.index(context.at) if context.at in pages else 0, context)


def _progress(exercise: Dilemma, number: int, context: Context) -> Block:
    of = len(exercise.case) + len(_STEPS)
    return Progress(number, of, context.ui("dilemma.progress", n=number, of=of))


def _case(exercise: Dilemma, index: int, context: Context) -> tuple[Block, ...]:
    last = index == len(exercise.case) - 1
    onward = Button(context.ui("dilemma.to-compass" if last else "dilemma.read-on"), "_at", _after(index, last))
    back = (Button(context.ui("dilemma.read-back"), "_at", f"case-{index}", "quiet"),) if index else ()
    title = context.ui("dilemma.case", n=index + 1, of=len(exercise.case))
    scene = Scene(title, context.text(exercise.case[index]))
    return (_progress(exercise, index + 1, context), scene, Box((onward, *back), "actions"))


def _after(index: int, last: bool) -> str:
    return "compass" if last else f"case-{index + 2}"


def _folded(exercise: Dilemma, context: Context) -> Block:
    whole = "\n\n".join(context.text(screen) for screen in exercise.case)
    return Scene(context.ui("dilemma.case.again"), whole, folded=True)


def _compass(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    compass = exercise.compass
    low, high = context.text(compass.low), context.text(compass.high)
    at = context.answers.get(NEEDLE)
    return (
        _progress(exercise, len(exercise.case) + 1, context),
        _folded(exercise, context),
        Slider(NEEDLE, context.text(compass.prompt), -FURTHEST, FURTHEST, 1, at, low, high),
        context.commit(
            context.ui("dilemma.compass.commit"), (NEEDLE,), "compass", context.ui("dilemma.compass.missing")
        ),
    )


def _stones(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    rows = [_pile(interest.id, context.text(interest.text), context) for interest in exercise.interests]
    own = TextField(
        OWN_NAME, context.ui("dilemma.own"), _own(context), rows=1, longest=80, hint=context.ui("dilemma.own.hint")
    )
    rows.append(_pile(OWN, context.ui("dilemma.own.pile"), context, own))
    return (
        _progress(exercise, len(exercise.case) + 2, context),
        _folded(exercise, context),
        Prose(context.ui("dilemma.stones.why"), "note"),
        Stones(
            context.ui("dilemma.stones", n=exercise.stones), tuple(rows), exercise.stones, context.ui("dilemma.left")
        ),
        _commit_stones(exercise, context),
    )


def _pile(pile: str, text: str, context: Context, *below: Block) -> Row:
    return Row(f"stones.{pile}", text, context.answers.get(f"stones.{pile}"), below)


def _own(context: Context) -> str:
    return str(context.answers.get(OWN_NAME) or "")


def _commit_stones(exercise: Dilemma, context: Context) -> Block:
    """The commit; while something is lacking it needs itself, so that pressing it says what."""
    label, left = context.ui("dilemma.stones.commit"), exercise.left(context.answers)
    if left:
        return context.commit(label, (f"stones.{DONE}",), "stones", context.ui("dilemma.refused.left", n=left))
    unnamed = context.answers.get(f"stones.{OWN}") and not named(context.answers)
    return context.commit(label, (OWN_NAME,) if unnamed else (), "stones", context.ui("dilemma.own.missing"))


def _route(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    options = tuple(Choosable(route.id, context.text(route.text)) for route in exercise.routes)
    reason = str(context.answers.get(REASON) or "")
    return (
        _progress(exercise, len(exercise.case) + 3, context),
        _folded(exercise, context),
        Choice(ROUTE, context.ui("dilemma.route"), options, context.answers.get(ROUTE)),
        TextField(REASON, context.text(exercise.reason_prompt), reason, rows=2, longest=300),
        context.commit(context.ui("dilemma.commit"), (ROUTE, REASON)),
    )


def _result(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    own = own_words(exercise, context)
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")), *own, *extra(exercise, context))
    at = context.answers.get(NEEDLE)
    route = exercise.route(context.answers.get(ROUTE))
    chart = (needle(exercise, at, route, context.language),) if isinstance(at, int | float) else ()
    return (
        *own,
        *chart,
        *_notes(exercise, context),
        *extra(exercise, context),
        _reversal(exercise, context),
        Box((context.again(),), "actions"),
    )


def _weighed(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    """Where the extra screen ends: the mirror, and what the stones call for now."""
    given = (f for f in score(exercise, context.answers).feedback if f.item == "stones")
    notes = tuple(context.note(f, context.ui("dilemma.note.stones")) for f in given)
    return (*extra(exercise, context), *notes, Button(context.ui("dilemma.sum.to-result"), "_at", "result"))


def own_words(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    """The route that the participant chose, their reason, and what weighed most for them."""
    route = exercise.route(context.answers.get(ROUTE))
    reason = str(context.answers.get(REASON) or "")
    blocks: list[Block] = [Prose(context.ui("dilemma.yours", route=context.text(route.text)), "lead")] if route else []
    blocks += [Prose(reason, "quote")] if reason else []
    stones = laid(exercise, context.answers)
    most = max(stones.values())
    if most:
        heaviest = [f"‘{name_of(exercise, pile, context)}’" for pile, n in stones.items() if n == most]
        blocks.append(Prose(context.ui("dilemma.heaviest", names=", ".join(heaviest), n=most)))
    return tuple(blocks)


def _notes(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    """The texts that this response calls for, then the makers' choice and the other view."""
    given = score(exercise, context.answers).feedback
    notes = [context.note(f, context.ui(f"dilemma.note.{f.item}")) for f in given]
    for name, note in (("makers", exercise.makers_choice), ("counter", exercise.counter_voice)):
        if note:
            notes.append(FeedbackNote(context.text(note.text), context.ui(f"dilemma.note.{name}"), "neutral", note.own))
    return tuple(notes)


def _reversal(exercise: Dilemma, context: Context) -> Block:
    reason, note = (str(context.answers.get(item) or "") for item in (REASON, REVERSED))
    quoted = (Prose(reason, "quote"),) if reason else ()
    field = TextField(REVERSED, context.ui("dilemma.reversal.note"), note, rows=2, longest=400)
    blocks = (Prose(context.text(exercise.reversal)), *quoted, field)
    return Details(context.ui("dilemma.reversal"), blocks, open=bool(note))


@keepsake.register
def _keepsake(exercise: Dilemma, context: Context) -> tuple[Block, ...]:
    if not context.done():
        return ()
    seen = mirror(exercise, context.answers) if context.feedback else None
    note = str(context.answers.get(REVERSED) or "")
    said = (Prose(context.ui("dilemma.reversal.yours"), "label"), Prose(note, "quote")) if note else ()
    return (*own_words(exercise, context), *((Prose(tipping_line(seen, context)),) if seen else ()), *said)
