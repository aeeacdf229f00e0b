"""The sheet on the screen, in a group, and on paper."""

from typing import Literal

from workbook.content.answers import AGAIN, DONE, Words
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.planner import PER_SCREEN, PlanField, Planner, names
from workbook.scoring import score
from workbook.store.privacy import Group
from workbook.view import numbers
from workbook.view.blocks import Block, Box, Figures, Progress, Prose, Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import Button, Choice, Choosable, TextField

SHEET = "_sheet"  # the bookmark of the preview; no field id can begin with an underscore
PEN = "…" * 12  # where a pen fills in what the sheet leaves open


@render.register
def _render(exercise: Planner, context: Context) -> tuple[Block, ...]:
    if context.at == SHEET or (not context.at and context.done()):
        return _sheet(exercise, context)
    numbered = enumerate(exercise.screens)
    number = next((n for n, fields in numbered if context.at in [field.id for field in fields]), 0)
    return _questions(exercise, number, context)


def _questions(exercise: Planner, number: int, context: Context) -> tuple[Block, ...]:
    screens, of = exercise.screens, len(exercise.fields)
    first, last = number * PER_SCREEN + 1, number * PER_SCREEN + len(screens[number])
    key = "planner.progress" if first < last else "planner.progress.one"
    asked = tuple(_ask(field, context) for field in screens[number])
    if number + 1 < len(screens):
        onward = Button(context.ui("planner.next"), "_at", screens[number + 1][0].id)
    else:
        onward = Button(context.ui("planner.to-sheet"), "_at", SHEET)
    back = (Button(context.ui("planner.previous"), "_at", screens[number - 1][0].id, "quiet"),) if number else ()
    progress = Progress(last, of, context.ui(key, first=first, last=last, of=of))
    return (progress, *asked, Box((onward, *back), "actions"))


def _ask(field: PlanField, context: Context) -> Block:
    label = context.text(field.label)
    if not field.required:
        label = context.ui("planner.optional", label=label)
    hint = context.text(field.hint) if field.hint else ""
    value = context.answers.get(field.item)
    if field.kind == "choice":
        options = tuple(Choosable(option.id, context.text(option.text)) for option in field.options)
        return Choice(field.item, label, options, value, hint=hint)
    longest = field.answer.longest if isinstance(field.answer, Words) else 0
    rows = 3 if field.kind == "long" else 1
    typed: Literal["text", "date", "time"] = field.kind if field.kind in ("date", "time") else "text"
    return TextField(field.item, label, str(value or ""), rows, longest, hint, input_type=typed)


def _sheet(exercise: Planner, context: Context) -> tuple[Block, ...]:
    rows = tuple(
        (field.name(context.language), field.told(context.answers, context.language) or context.ui("planner.open"))
        for field in exercise.fields
    )
    head = [f"{name}: {value}" for name, value in _head(exercise, context) if value]
    table = Table(context.text(exercise.print_title), _columns(context), rows)
    lines = (Prose(" · ".join(head), "label"),) if head else ()
    return (*lines, table, *_state(exercise, context), *_onward(exercise, context))


def _columns(context: Context) -> tuple[str, str]:
    return context.ui("planner.column.field"), context.ui("planner.column.plan")


def _head(exercise: Planner, context: Context) -> tuple[tuple[str, str], ...]:
    head = exercise.head
    day = numbers.day(head.date, context.language) if head.date else ""
    values = {"client": head.client, "date": day, "seller": head.seller, "manager": head.manager}
    return tuple((context.ui(f"planner.{name}"), value) for name, value in values.items())


def _state(exercise: Planner, context: Context) -> tuple[Block, ...]:
    """What is missing is no secret; the makers' note waits for the commit, and in a room for the trainer."""
    missing = exercise.missing(context.answers)
    if context.done() and context.feedback:
        return tuple(context.note(feedback) for feedback in score(exercise, context.answers).feedback)
    line = context.ui("planner.missing", names=names(missing, context.language)) if missing else ""
    waiting = context.ui("waiting.feedback") if context.done() else ""
    return tuple(Prose(text, "note") for text in (line or context.ui("planner.all-there"), waiting) if text)


def _onward(exercise: Planner, context: Context) -> tuple[Block, ...]:
    missing = exercise.missing(context.answers)
    edit = Button(context.ui("planner.edit"), "_at", exercise.fields[0].id, "quiet")
    fill = _fill(missing[0], context) if missing else None
    if not context.done():
        keep = Button(context.ui("planner.keep"), DONE, True, "quiet")
        return (Box((fill, keep) if fill else (context.commit(context.ui("planner.commit")), edit), "actions"),)
    again = Button(context.ui("planner.again"), AGAIN, True, "quiet", confirm=context.ui("planner.again.confirm"))
    return (Prose(context.ui("planner.editable"), "note"), *context.printing(), Box((fill or edit, again), "actions"))


def _fill(field: PlanField, context: Context) -> Button:
    return Button(context.ui("planner.fill", name=field.name(context.language)), "_at", field.id)


@summarise.register
def _summarise(exercise: Planner, group: Group, language: Language) -> tuple[Block, ...]:
    counted = group.tally(lambda answers: "open" if exercise.missing(answers) else "ready", ("ready", "open"))
    if counted is None:
        return (Prose(ui("planner.group.held", language)),)
    of = sum(counted.values())
    figures = tuple((str(counted[name]), ui(f"planner.group.{name}", language)) for name in ("ready", "open"))
    return (Prose(ui("planner.group.lead", language, n=counted["ready"], of=of), "lead"), Figures(figures))


@keepsake.register
def _keepsake(exercise: Planner, context: Context) -> tuple[Block, ...]:
    told = [(field.name(context.language), field.told(context.answers, context.language)) for field in exercise.fields]
    if not any(text for _, text in told):
        return ()
    rows = tuple((name, text or PEN) for name, text in told)
    head = "\n".join(f"{name}: {value or PEN}" for name, value in _head(exercise, context))
    riders = tuple((f"{name}: {value}" if value else name, PEN) for name, value in _head(exercise, context)[2:])
    signing = Table(context.ui("planner.signed"), (context.ui("planner.who"), context.ui("planner.signature")), riders)
    return (Prose(head), Table(context.text(exercise.print_title), _columns(context), rows), signing)
