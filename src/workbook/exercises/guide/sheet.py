"""The whole sheet: on the screen, with the step to invite somebody after it, and on paper."""

from urllib.parse import quote

from workbook.content.answers import DONE
from workbook.exercises.guide import (
    AIM,
    HEARD,
    HOW,
    INVITATION,
    OUTCOMES,
    OWN_ITEMS,
    STANDS,
    STEP,
    STEPS,
    VOTE,
    Guide,
)
from workbook.exercises.guide.response import client, invitation, missing, names, own, picked, typed
from workbook.exercises.guide.wording import holds
from workbook.scoring import Feedback, score
from workbook.view.blocks import Block, Box, Details, Link, Prose, Table
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField

SHEET = "sheet"  # the bookmark of the whole sheet
PEN = "\u200b".join("…" * 12)  # where a pen writes what the customer says; may break on a phone
HEAD = 3  # the first rows: customer, aim and time


def sheet(exercise: Guide, context: Context) -> tuple[Block, ...]:
    """The sheet; before the commit what it still lacks, after it the invitation and what came of it."""
    table = Table(context.text(exercise.print_title), _columns(context)[:2], _rows(exercise, context))
    lacking = missing(exercise, context.answers)
    edit = Button(context.ui("guide.edit"), "_at", "start", "quiet")
    if not context.done():
        line = context.ui("guide.missing", names=names(lacking, context.language)) if lacking else ""
        keep = context.commit(context.ui("guide.keep" if lacking else "guide.commit"))
        return (table, *((Prose(line, "note"),) if line else ()), Box((keep, edit), "actions"))
    change = (edit, context.again())
    return (
        *_invite(exercise, context),
        *_notes(exercise, context),
        table,
        *context.printing(),
        Prose(context.ui("guide.editable"), "note"),
        Box(change, "actions"),
    )


def _columns(context: Context) -> tuple[str, str, str]:
    return context.ui("guide.column.part"), context.ui("guide.column.text"), context.ui("guide.column.pen")


def _rows(exercise: Guide, context: Context) -> tuple[tuple[str, str], ...]:
    """Customer, aim and time; then the questions in the order of the talk, own ones and the essential one last."""
    titles = {phase.id: context.text(phase.title) for phase in exercise.phases}
    empty = context.ui("guide.open")
    questions = [(titles[q.phase], context.text(q.text)) for q in picked(exercise, context.answers)]
    questions += [(context.ui("guide.own.short"), text) for text in own(context.answers).values()]
    vote = next((context.text(one.text) for one in exercise.essential if one.id == context.answers.get(VOTE)), empty)
    return (
        (context.ui("guide.client.short"), client(exercise, context.answers) or empty),
        (context.ui("guide.aim.short"), typed(AIM, context.answers) or empty),
        (context.ui("guide.time"), context.ui("guide.minutes", n=exercise.duration_minutes)),
        *questions,
        (context.ui("guide.vote.short"), vote),
    )


def _notes(exercise: Guide, context: Context) -> tuple[Block, ...]:
    """What this sheet calls for, under a title that says what it is about; what is said of the talk stands there."""
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"),)
    said = [feedback for feedback in score(exercise, context.answers).feedback if feedback.item != HOW]
    whole = [context.note(feedback, context.ui("guide.note.done")) for feedback in said if feedback.item == DONE]
    rest: list[Block] = [context.note(f, _title(f, context)) for f in said if f.item != DONE]
    n = len(rest)
    if holds(exercise.rules.projects, typed(AIM, context.answers)):
        stands = context.answers.get(f"{AIM}{STANDS}") is True
        rest.append(Check(f"{AIM}{STANDS}", context.ui("guide.aim.stands"), stands))
    return (*whole, *((Details(context.ui("guide.noticed", n=n), tuple(rest)),) if rest else ()))


def _title(feedback: Feedback, context: Context) -> str:
    if feedback.item in OWN_ITEMS:
        return context.ui("guide.note.own", text=typed(feedback.item, context.answers))
    return context.ui(f"guide.note.{feedback.item}")


def _invite(exercise: Guide, context: Context) -> tuple[Block, ...]:
    """The step that it is all about: call or send it now, if you want; and afterwards how it went."""
    text = invitation(exercise, context.answers, context.language)
    address = f"mailto:?subject={quote(context.text(exercise.subject))}&body={quote(text)}"
    steps = tuple(Choosable(name, context.ui(f"guide.step.{name}")) for name in STEPS)
    inviting = Box(
        (
            Prose(context.ui("guide.now.why")),
            Prose(text, "quote"),
            Link(context.ui("guide.now.mail"), address),
            Choice(STEP, context.ui("guide.step"), steps, context.answers.get(STEP)),
        ),
        "card",
        context.ui("guide.now"),
    )
    return (inviting, *((_after(exercise, context),) if _asked(context) else ()))


def _asked(context: Context) -> bool:
    """Whether the customer was asked, or something was said of that already."""
    return context.answers.get(STEP) in STEPS[:2] or context.answers.get(HOW) is not None


def _after(exercise: Guide, context: Context) -> Block:
    """What is asked when somebody comes back."""
    outcomes = tuple(Choosable(name, context.ui(f"guide.outcome.{name}")) for name in OUTCOMES)
    said = score(exercise, context.answers).feedback if context.feedback else ()
    notes = (context.note(feedback) for feedback in said if feedback.item == HOW)
    heard = typed(HEARD, context.answers)
    return Box(
        (
            Prose(context.ui("guide.after.why"), "note"),
            Choice(HOW, context.ui("guide.how"), outcomes, context.answers.get(HOW)),
            *notes,
            TextField(HEARD, context.ui("guide.heard"), heard, 3, 600, context.ui("guide.heard.hint")),
        ),
        "card",
        context.ui("guide.after"),
    )


@keepsake.register
def _keepsake(exercise: Guide, context: Context) -> tuple[Block, ...]:
    """The sheet with room to write, on one page; the invitation above it and what came of it below."""
    touched = (INVITATION, AIM, VOTE, *OWN_ITEMS)
    if not picked(exercise, context.answers) and not any(context.answers.get(item) for item in touched):
        return ()
    known = _rows(exercise, context)
    head = "\n".join(f"{name}: {text}" for name, text in known[:HEAD])
    rows = tuple((*row, PEN) for row in known[HEAD:])
    how = context.answers.get(HOW)
    outcome = (Prose(context.ui(f"guide.outcome.{how}")),) if how in OUTCOMES else ()
    heard = typed(HEARD, context.answers)
    return (
        Prose(head),
        Prose(context.ui("guide.invitation"), "label"),
        Prose(invitation(exercise, context.answers, context.language), "quote"),
        Table(context.text(exercise.print_title), _columns(context), rows),
        Prose(context.ui("guide.promise"), "note"),
        *outcome,
        *((Prose(heard, "quote"),) if heard else ()),
    )
