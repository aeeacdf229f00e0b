"""The log as cards, a form for one row, and what is taken home."""

from workbook.exercises.actionlog import ACTION, BY, HEARD, OWNER, SIGNAL, TOLD, TYPED, ActionLog
from workbook.exercises.actionlog.pictures import chain
from workbook.exercises.actionlog.response import Row, filled, is_late, late_note, row
from workbook.scoring import score
from workbook.view.blocks import Block, Box, FeedbackNote, Prose, Table
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Check, TextField
from workbook.view.numbers import day

LOG = "log"  # the bookmark of the whole log


@render.register
def _render(exercise: ActionLog, context: Context) -> tuple[Block, ...]:
    """The log; the form of a row where somebody went there, and at the start until its button is pressed."""
    rows = filled(exercise, context.answers)
    if context.at in exercise.names:
        return form(exercise, context.at, context)
    if rows and (context.at == LOG or context.done()):
        return _log(exercise, rows, context)
    return form(exercise, exercise.names[0], context)


def form(exercise: ActionLog, name: str, context: Context) -> tuple[Block, ...]:
    """One row to fill in: what was said and what is done about it; the rest may come later."""
    one, privacy = row(name, context.answers), exercise.privacy

    def words(part: str, typed: str, rows: int, hint: str = "") -> TextField:
        return TextField(f"{name}.{part}", context.ui(f"actionlog.{part}"), typed, rows, TYPED[part], hint)

    def date(part: str, hint: str = "") -> TextField:
        value = str(context.answers.get(f"{name}.{part}") or "")
        label = context.ui(f"actionlog.{part}")
        return TextField(f"{name}.{part}", label, value, 1, 10, hint, input_type="date")

    example = [context.text(text) for text in (exercise.signal_example, exercise.action_example)]
    needs = (f"{name}.{SIGNAL}", f"{name}.{ACTION}")
    keep = Button(context.ui("actionlog.put"), "_at", LOG, "primary", needs, context.ui("actionlog.row.missing"))
    others = [other for other in filled(exercise, context.answers) if other.name != name]
    back = (Button(context.ui("actionlog.back"), "_at", LOG, "quiet"),) if others else ()
    return (
        FeedbackNote(context.text(privacy.text), own=privacy.own),
        words(SIGNAL, one.signal, 2, context.ui("actionlog.example", text=example[0])),
        date(HEARD),
        words(ACTION, one.action, 2, context.ui("actionlog.example", text=example[1])),
        words(OWNER, one.owner, 1, context.ui("actionlog.owner.hint")),
        date(BY, context.ui("actionlog.by.hint", days=exercise.within_days)),
        Box((keep, *back), "actions"),
    )


def _log(exercise: ActionLog, rows: tuple[Row, ...], context: Context) -> tuple[Block, ...]:
    """Every row as a card; after the commit with how many went back, and where a chain stops."""
    cards = tuple(_card(exercise, one, number, context) for number, one in enumerate(rows, 1))
    free = next((name for name in exercise.names if not row(name, context.answers).signal), "")
    more = (Button(context.ui("actionlog.more"), "_at", free, "quiet"),) if free else ()
    if not context.done():
        return (*cards, Box((context.commit(context.ui("actionlog.commit")), *more), "actions"))
    return (
        *_result(exercise, rows, context),
        *cards,
        Prose(context.ui("actionlog.open-end"), "note"),
        *context.printing(),
        Box((*more, context.again()), "actions"),
    )


def _result(exercise: ActionLog, rows: tuple[Row, ...], context: Context) -> tuple[Block, ...]:
    drawn = chain(rows, context.language)
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"), drawn)
    found = score(exercise, context.answers).feedback
    return (drawn, *(context.note(feedback) for feedback in found if feedback.item == TOLD))


def _card(exercise: ActionLog, one: Row, number: int, context: Context) -> Block:
    """One row: what is done, who and when, whether the customer knows, and a kind word where a date is odd."""
    lines = [context.ui("actionlog.card.action", text=one.action)] if one.action else []
    lines += [context.ui("actionlog.card.owner", text=one.owner)] if one.owner else []
    lines += [context.ui("actionlog.card.by", day=day(one.by, context.language))] if one.by else []
    late = is_late(exercise, one) and context.done() and context.feedback
    return Box(
        (
            *((Prose("\n".join(lines)),) if lines else ()),
            *_odd(one, context),
            *((context.note(late_note(exercise, one)),) if late else ()),
            Check(f"{one.name}.{TOLD}", context.ui("actionlog.told"), one.told),
            Button(context.ui("actionlog.change"), "_at", one.name, "quiet"),
        ),
        "card",
        f"{number}. {one.signal}",
    )


def _odd(one: Row, context: Context) -> tuple[Block, ...]:
    """What a date says that is over, or that came before the signal."""
    if one.told or one.by is None:
        return ()
    if one.days is not None and one.days < 0:
        return (Prose(context.ui("actionlog.before"), "note"),)
    return (Prose(context.ui("actionlog.past"), "note"),) if one.by < context.today else ()


@keepsake.register
def _keepsake(exercise: ActionLog, context: Context) -> tuple[Block, ...]:
    rows = filled(exercise, context.answers)
    if not rows:
        return ()
    head = tuple(context.ui(f"actionlog.column.{name}") for name in (SIGNAL, ACTION, OWNER, BY, TOLD))
    known = tuple(
        (
            one.signal,
            one.action,
            one.owner,
            day(one.by, context.language) if one.by else "",
            context.ui("actionlog.yes" if one.told else "actionlog.no"),
        )
        for one in rows
    )
    told = sum(one.told for one in rows)
    line = context.ui("actionlog.count", n=told, of=len(rows))
    return (Prose(line), Table(context.text(exercise.title), head, known))
