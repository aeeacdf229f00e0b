"""The screens that ask: the statements, and a guess about the group."""

from workbook.exercises.scale import GUESS, NOT_APPLICABLE, SelfScale, Statement
from workbook.view.blocks import Block, Progress, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, Choice, Choosable, Slider


def unfinished(screen: tuple[Statement, ...], context: Context) -> bool:
    """Whether a statement of this screen has no answer yet."""
    return any(context.answers.get(statement.item) is None for statement in screen)


def guesses(exercise: SelfScale, context: Context) -> bool:
    """The group's median is guessed where a group can come: in a room."""
    return exercise.practice is not None and context.room


def statements_screen(exercise: SelfScale, context: Context, number: int) -> tuple[Block, ...]:
    """One screen of statements, counted from 0, with the way on and back."""
    screens = exercise.screens()
    screen = screens[number]
    back = (Button(context.ui("scale.back"), "_at", screens[number - 1][0].id, "quiet"),) if number else ()
    return (
        _progress(exercise, context, number),
        *_ends(exercise, context),
        *(_choice(exercise, statement, context) for statement in screen),
        _onward(exercise, context, number),
        *back,
    )


def _progress(exercise: SelfScale, context: Context, number: int) -> Block:
    of = len(exercise.screens()) + guesses(exercise, context)
    return Progress(number + 1, of, context.ui("scale.progress", n=number + 1, of=of))


def _ends(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    """What the ends of the scale mean, where their words say more than the answers do."""
    scale = exercise.scale
    if (scale.low, scale.high) == (scale.points[0].text, scale.points[-1].text):
        return ()
    return (Prose(context.ui("scale.ends", low=context.text(scale.low), high=context.text(scale.high)), "note"),)


def _choice(exercise: SelfScale, statement: Statement, context: Context) -> Block:
    options = [Choosable(point.value, context.text(point.text)) for point in exercise.scale.points]
    if exercise.not_applicable:
        options.append(Choosable(NOT_APPLICABLE, context.ui("scale.na")))
    value = context.answers.get(statement.item)
    return Choice(statement.item, context.text(statement.text), tuple(options), value, "scale")


def _onward(exercise: SelfScale, context: Context, number: int) -> Block:
    screens = exercise.screens()
    needs = tuple(statement.item for statement in screens[number])
    if number + 1 < len(screens):
        to = screens[number + 1][0].id
        return Button(context.ui("scale.next"), "_at", to, "primary", needs, context.ui("missing"))
    if guesses(exercise, context):
        return Button(context.ui("scale.to-guess"), "_at", GUESS, "primary", needs, context.ui("missing"))
    waits = "" if context.feedback else ".room"
    return context.commit(context.ui(f"scale.commit{waits}"), needs)


def guess_screen(exercise: SelfScale, context: Context) -> tuple[Block, ...]:
    """The last screen in a room: guess the median of the group, then commit."""
    screens = exercise.screens()
    return (
        _progress(exercise, context, len(screens)),
        Prose(context.ui("scale.guess.why")),
        guess_slider(exercise, context),
        context.commit(context.ui("scale.commit.room"), (GUESS,), missing=context.ui("scale.guess.missing")),
        Button(context.ui("scale.back"), "_at", screens[-1][0].id, "quiet"),
    )


def guess_slider(exercise: SelfScale, context: Context) -> Block:
    """The guess itself, in halves on the scale of the first subscale."""
    low, high = exercise.scale.values[0], exercise.scale.values[-1]
    label = context.ui("scale.guess", name=context.text(exercise.subscales[0].title))
    ends = context.ui(f"scale.{exercise.ends}.low"), context.ui(f"scale.{exercise.ends}.high")
    return Slider(GUESS, label, low, high, 0.5, context.answers.get(GUESS), *ends)
