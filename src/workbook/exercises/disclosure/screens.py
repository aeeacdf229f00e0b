"""The screens of a disclosure: sort by five, build the message, say it aloud, look at the result."""

from workbook.content.answers import DONE
from workbook.exercises.disclosure import (
    ALOUD,
    AUDIENCES,
    LONGEST,
    MESSAGE,
    Disclosure,
    Part,
    Statement,
    WordRule,
    heard,
    kept,
    written,
)
from workbook.exercises.disclosure.response import given, is_leak, noticed
from workbook.exercises.disclosure.result import LOOK_BACK, message_lines, result
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Listing, Progress, Prose, Scene
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Check, Choosable, Grid, Row, TextField

CHANGE, SAY = "change", "say"


@render.register
def _render(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    at = context.at.removeprefix(LOOK_BACK) if context.at.startswith(LOOK_BACK) else context.at
    if context.done():
        looked_at = _number(exercise, at) if context.at.startswith(LOOK_BACK) else None
        return result(exercise, context) if looked_at is None else _sorting(exercise, looked_at, context)
    # Nobody skips ahead: what is still open comes first.
    first_open = next((i for i, batch in enumerate(exercise.batches) if not context.done(batch[0].id)), None)
    number = _number(exercise, at or exercise.batches[0][0].id)
    if number is not None or first_open is not None:
        here = number if number is not None else first_open or 0
        return _sorting(exercise, here if first_open is None else min(here, first_open), context)
    if not context.done(MESSAGE) or at == CHANGE:
        return _building(exercise, context)
    return _saying(exercise, context)


def _number(exercise: Disclosure, at: str) -> int | None:
    return next((i for i, batch in enumerate(exercise.batches) if batch[0].id == at), None)


def _progress(exercise: Disclosure, number: int, context: Context) -> Block:
    of = len(exercise.batches) + 2
    return Progress(number, of, context.ui("disclosure.progress", n=number, of=of))


def _story(exercise: Disclosure, context: Context, folded: bool = True) -> Block:
    return Scene(context.ui("disclosure.story"), context.text(exercise.story), folded)


def _sorting(exercise: Disclosure, number: int, context: Context) -> tuple[Block, ...]:
    batch = exercise.batches[number]
    done = context.done(batch[0].id) or context.done()
    columns = tuple(Choosable(name, context.text(getattr(exercise.audiences, name))) for name in AUDIENCES)
    rows = tuple(Row(heard(one), context.text(one.text), given(one, context.answers)) for one in batch)
    ask = context.ui("disclosure.ask")
    blocks: tuple[Block, ...] = (
        _progress(exercise, number + 1, context),
        _story(exercise, context, folded=bool(number) or done),
        Prose(ask, "label"),
    )
    if not done:
        commit = context.commit(context.ui("disclosure.commit"), tuple(row.item for row in rows), batch[0].id)
        return (*blocks, Grid(ask, rows, columns), commit)
    if not context.feedback:
        said = tuple(f"{context.text(one.text)} – {_chosen(exercise, one, context)}" for one in batch)
        waiting = Prose(context.ui("waiting.feedback"), "note")
        return (*blocks, Listing(said), waiting, _onward(exercise, number, context))
    views = tuple(_view(exercise, one, context) for one in batch)
    return (*blocks, *views, _onward(exercise, number, context))


def _chosen(exercise: Disclosure, statement: Statement, context: Context) -> str:
    choice = given(statement, context.answers)
    return context.text(getattr(exercise.audiences, choice)) if choice else "–"


def _view(exercise: Disclosure, statement: Statement, context: Context) -> Block:
    """A statement with the makers' view, and the red flag where it is called for."""
    makers = context.text(getattr(exercise.audiences, statement.audience))
    own = _chosen(exercise, statement, context)
    same = given(statement, context.answers) == statement.audience
    title = context.ui("disclosure.same" if same else "disclosure.differs", makers=makers, own=own)
    note = FeedbackNote(context.text(statement.feedback), title, "helps" if same else "neutral", statement.own)
    flag: tuple[Block, ...] = ()
    if is_leak(statement, context.answers):
        red = exercise.red_flag
        flag = (FeedbackNote(context.text(red.text), context.ui("disclosure.red-flag"), "harms", red.own),)
    return Box((Prose(context.text(statement.text), "quote"), note, *flag))


def _onward(exercise: Disclosure, number: int, context: Context) -> Block:
    if context.done():
        return Button(context.ui("disclosure.to-result"), "_at", "result")
    if number + 1 < len(exercise.batches):
        return Button(context.ui("disclosure.next"), "_at", exercise.batches[number + 1][0].id)
    return Button(context.ui("disclosure.to-message"), "_at", MESSAGE)


def _building(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    needs = tuple(written(part) for part in exercise.parts)
    label, missing = context.ui("disclosure.read-back"), context.ui("disclosure.message.missing")
    if context.done(MESSAGE):
        onward = Button(label, "_at", SAY, "primary", needs, missing)
    else:
        onward = context.commit(label, needs, MESSAGE, missing)
    return (
        _progress(exercise, len(exercise.batches) + 1, context),
        _story(exercise, context),
        Prose(context.text(exercise.message_prompt)),
        *(_field(part, context) for part in exercise.parts),
        *_rules(exercise, context),
        onward,
    )


def _field(part: Part, context: Context) -> Block:
    typed = str(context.answers.get(written(part)) or "")
    hint = context.text(part.hint)
    return TextField(written(part), context.text(part.title), typed, rows=2, longest=LONGEST, hint=hint)


def _rules(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    """The rules that will read along, for everybody to see beforehand."""
    if not exercise.rules:
        return ()
    lines = tuple(context.text(rule.title) for rule in exercise.rules)
    note = Prose(context.ui("disclosure.rules.note"), "note")
    return (Details(context.ui("disclosure.rules"), (Listing(lines), note)),)


def _saying(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    """The message as a whole, what the rules noticed, and the request to say it aloud."""
    notes: tuple[Block, ...] = (Prose(context.ui("waiting.feedback"), "note"),)
    if context.feedback:
        notes = (*_notices(exercise, context), *_example(exercise, context))
    return (
        _progress(exercise, len(exercise.batches) + 2, context),
        Box((Prose("\n\n".join(message_lines(exercise, context)), "quote"),), "card", context.ui("disclosure.mine")),
        *notes,
        Prose(context.text(exercise.aloud_prompt)),
        Check(ALOUD, context.ui("disclosure.aloud"), context.answers.get(ALOUD) is True),
        Button(context.ui("disclosure.finish"), DONE),
        Button(context.ui("disclosure.change"), "_at", CHANGE, "quiet"),
    )


def _notices(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    said = {note.id: note for note in score(exercise, context.answers).feedback}
    blocks: list[Block] = []
    for rule, part, _word in noticed(exercise, context.answers):
        title = context.ui("disclosure.noticed", part=context.text(part.title))
        blocks += [context.note(said[f"{MESSAGE}:{rule.id}"], title), _overrule(rule, context)]
    if not blocks and exercise.rules:
        return (Prose(context.ui("disclosure.nothing-noticed"), "note"),)
    return tuple(blocks)


def _overrule(rule: WordRule, context: Context) -> Block:
    return Check(kept(rule), context.ui("disclosure.keep"), context.answers.get(kept(rule)) is True)


def _example(exercise: Disclosure, context: Context) -> tuple[Block, ...]:
    said = "\n\n".join(context.text(part.example) for part in exercise.parts)
    compare = Prose(context.ui("disclosure.compare"), "note")
    return (Details(context.ui("disclosure.example"), (Prose(said, "quote"), compare)),)
