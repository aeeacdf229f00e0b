"""The result of a classifier: the grid, how certain and right go together, what was mixed up, the own lines."""

from workbook.exercises.classifier import Class, Classifier
from workbook.exercises.classifier.grid import grid
from workbook.exercises.classifier.response import CALIBRATION_FROM, Pair, confusion, own_line, seen_in
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, Listing, Prose, Table
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button

NAMED = 2  # at most so many pairs that were mixed up are explained


def named(one: Class, context: Context) -> str:
    """'B. Tijd, maar onbekend'."""
    return f"{one.letter}. {context.text(one.title)}"


def result_screen(exercise: Classifier, context: Context) -> tuple[Block, ...]:
    """The last screen; before the reveal only the own lines."""
    lines = _lines(exercise, context)
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback")), *lines)
    return (
        grid(exercise, confusion(exercise, context.answers), result_line(exercise, context), context.language),
        *_certain(exercise, context),
        *_mixed_up(exercise, context),
        *lines,
        Prose(context.ui("classifier.open-key"), "note"),
        *context.printing(),
        _look_back(exercise, context),
        Box((context.again(),), "actions"),
    )


def _look_back(exercise: Classifier, context: Context) -> Block:
    buttons = [
        Button(context.ui("classifier.situation", n=n), "_at", one.id, "quiet")
        for n, one in enumerate(exercise.situations, 1)
    ]
    lines = [Button(context.ui("classifier.line", letter=c.letter), "_at", c.part, "quiet") for c in exercise.classes]
    return Details(context.ui("classifier.look-back"), (Box((*buttons, *lines), "actions"),))


def result_line(exercise: Classifier, context: Context) -> str:
    """'Bij 6 van de 8 situaties koos je dezelfde letter als de makers'."""
    counts = score(exercise, context.answers).counts
    return context.ui("classifier.result", right=counts.get("right", 0), of=len(exercise.situations))


def _certain(exercise: Classifier, context: Context) -> tuple[Block, ...]:
    """How often somebody certain was right: only from eight answers on, and only where somebody was certain."""
    counts = score(exercise, context.answers).counts
    if counts.get("told", 0) < CALIBRATION_FROM:
        return ()
    key = "classifier.when-sure" if counts["sure"] else "classifier.never-sure"
    return (Prose(context.ui(key, n=counts["sure_right"], of=counts["sure"])),)


def _mixed_up(exercise: Classifier, context: Context) -> tuple[Block, ...]:
    """The pairs mixed up most, with what sets the two classes apart."""
    wrong = [(pair, n) for pair, n in confusion(exercise, context.answers).most_common() if pair[0] != pair[1]]
    if not wrong:
        return ()
    return (
        Prose(context.ui("classifier.mixed-up"), "label"),
        Listing(tuple(_told(exercise, pair, context) for pair, _ in wrong[:NAMED])),
    )


def _told(exercise: Classifier, pair: Pair, context: Context) -> str:
    makers, own = (exercise.of(name) for name in pair)
    assert makers is not None
    assert own is not None
    told = {"makers": context.text(makers.explanation), "own": context.text(own.explanation)}
    return context.ui("classifier.pair", letter=own.letter, other=makers.letter, **told)


def _lines(exercise: Classifier, context: Context) -> tuple[Block, ...]:
    """The own lines by letter; with feedback a sign: nothing flagged, left on purpose, or still to look at."""
    rows = tuple(
        (one.letter, f"{_sign(one, context)}‘{line}’")
        for one in exercise.classes
        if (line := own_line(one, context.answers).strip("'‘’\"“”"))
    )
    if not rows:
        return ()
    caption = context.ui("classifier.lines.signs" if context.feedback else "classifier.lines")
    return (Table(caption, (context.ui("classifier.letter"), context.ui("classifier.own")), rows),)


def _sign(one: Class, context: Context) -> str:
    if not context.feedback:
        return ""
    flagged = [seen.rule for seen in seen_in(one, context.answers)]
    stands = all(context.answers.get(f"{one.part}.{rule}") is True for rule in flagged)
    return "● " if not flagged else "◐ " if stands else "○ "


@keepsake.register
def _keepsake(exercise: Classifier, context: Context) -> tuple[Block, ...]:
    """The own lines, and with feedback the result."""
    result = (Prose(f"{result_line(exercise, context)}."),) if context.done() and context.feedback else ()
    return (*result, *_lines(exercise, context))
