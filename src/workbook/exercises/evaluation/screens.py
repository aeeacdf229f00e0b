"""The form, three questions at a time, and what was answered."""

from workbook.exercises.evaluation import LONGEST, PER_SCREEN, Evaluation, Inquiry
from workbook.view.blocks import Block, Box, Progress, Prose, Table
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, TextField


@render.register
def _render(exercise: Evaluation, context: Context) -> tuple[Block, ...]:
    if context.done():
        return (
            Prose(context.ui("evaluation.thanks"), "lead"),
            *_told(exercise, context),
            Box((context.again(),), "actions"),
        )
    screens = [exercise.questions[i : i + PER_SCREEN] for i in range(0, len(exercise.questions), PER_SCREEN)]
    number = next((n for n, asked in enumerate(screens) if context.at in [one.id for one in asked]), 0)
    progress = Progress(number + 1, len(screens), context.ui("evaluation.progress", n=number + 1, of=len(screens)))
    asked = tuple(_ask(question, context) for question in screens[number])
    back = Button(context.ui("evaluation.back"), "_at", screens[number - 1][0].id, "quiet")
    if number + 1 < len(screens):
        onward = Button(context.ui("evaluation.next"), "_at", screens[number + 1][0].id)
    else:
        onward = context.commit(context.ui("evaluation.commit"))
    return (progress, *asked, Box((onward, *((back,) if number else ())), "actions"))


def _ask(question: Inquiry, context: Context) -> Block:
    label, given = context.text(question.text), context.answers.get(question.item)
    if question.options:
        options = tuple(Choosable(option.id, context.text(option.text)) for option in question.options)
        return Choice(question.item, label, options, given)
    return TextField(question.item, label, str(given or ""), 2, LONGEST, context.ui("evaluation.typed"))


def _told(exercise: Evaluation, context: Context) -> tuple[Block, ...]:
    rows = []
    for question in exercise.questions:
        given = context.answers.get(question.item)
        chosen = next((context.text(option.text) for option in question.options if option.id == given), given)
        if chosen:
            rows.append((context.text(question.text), str(chosen)))
    return (Table(context.ui("evaluation.told"), ("", ""), tuple(rows)),) if rows else ()


@keepsake.register
def _keepsake(exercise: Evaluation, context: Context) -> tuple[Block, ...]:
    return _told(exercise, context) if context.done() else ()
