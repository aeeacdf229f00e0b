"""The screens of an observation sheet: five notes at a time, one judgement at a time, the order, the own lines."""

from workbook.content.answers import DONE
from workbook.exercises.observation import (
    KEYS,
    LONGEST,
    ORDER,
    OWN,
    RESULT,
    Observation,
    Rewrite,
    Statement,
    asked,
    written,
)
from workbook.exercises.observation.debrief import ordering, own_lines
from workbook.exercises.observation.result import result
from workbook.exercises.observation.scoring import noticed, rewrite_feedback
from workbook.view.blocks import Block, Box, FeedbackNote, Listing, Progress, Prose
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Check, Choosable, Grid, Row, TextField

LOOK = "look:"  # before a bookmark after the end: one left by the last commit must open the result
Batch = tuple[Statement, ...]


def parts(exercise: Observation) -> list[str]:
    """The names of what is committed one after the other."""
    return [*(batch[0].id for batch in exercise.batches), *(rewrite.id for rewrite in exercise.rewrites), ORDER, OWN]


@render.register
def _render(exercise: Observation, context: Context) -> tuple[Block, ...]:
    names = parts(exercise)
    if context.done():
        asked_for = context.at.removeprefix(LOOK) if context.at.startswith(LOOK) else RESULT
        return _part(exercise, asked_for, context) if asked_for in names else result(exercise, context)
    # Nobody skips ahead: what is still open comes first, so that the last button never lacks something out of sight.
    first_open = next((i for i, name in enumerate(names) if not context.done(name)), len(names) - 1)
    here = names.index(context.at) if context.at in names else 0
    return _part(exercise, names[min(here, first_open)], context)


def _part(exercise: Observation, name: str, context: Context) -> tuple[Block, ...]:
    names = parts(exercise)
    number = names.index(name)
    done = context.done(name) or (context.done() and name != OWN)
    onward = _onward(names, number, context)
    progress = _progress(exercise, name, number + done, len(names), context)
    if name == ORDER:
        return (progress, *ordering(exercise, done, onward, context))
    if name == OWN:
        return (progress, *own_lines(exercise, done, onward, context))
    batch = next((one for one in exercise.batches if one[0].id == name), None)
    if batch:
        return (progress, *_sorting(batch, done, onward, context))
    rewrite = next(one for one in exercise.rewrites if one.id == name)
    return (progress, *_rewriting(exercise, rewrite, done, onward, context))


def _progress(exercise: Observation, name: str, value: int, of: int, context: Context) -> Block:
    batch = next((one for one in exercise.batches if one[0].id == name), None)
    if batch:
        first = exercise.notes.index(batch[0]) + 1
        which = f"{first}–{first + len(batch) - 1}" if len(batch) > 1 else f"{first}"
        return Progress(value, of, context.ui("observation.notes", which=which, of=len(exercise.notes)))
    if name in (ORDER, OWN):
        return Progress(value, of, context.ui(f"observation.part.{name}"))
    number = [rewrite.id for rewrite in exercise.rewrites].index(name) + 1
    return Progress(value, of, context.ui("observation.rewrites", n=number, of=len(exercise.rewrites)))


def _onward(names: list[str], number: int, context: Context) -> Block:
    if context.done():
        return Button(context.ui("observation.to-result"), "_at", RESULT)
    if number + 1 == len(names):
        return Button(context.ui("observation.finish"), DONE)
    following = names[number + 1]
    key = following if following in (ORDER, OWN) else "next"
    return Button(context.ui(f"observation.to.{key}"), "_at", following)


def _sorting(batch: Batch, done: bool, onward: Block, context: Context) -> tuple[Block, ...]:
    columns = tuple(Choosable(key, context.ui(f"observation.{key}")) for key in KEYS)
    rows = tuple(_row(note, done and context.feedback, context) for note in batch)
    label = context.ui("observation.ask")
    told = Listing(tuple(context.ui(f"observation.{key}.told") for key in KEYS))
    blocks = (Prose(label, "label"), told, Grid(label, rows, columns, disabled=done))
    if done:
        waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
        return (*blocks, *waiting, onward)
    needs = tuple(row.item for row in rows)
    return (*blocks, context.commit(context.ui("observation.commit", n=len(batch)), needs, batch[0].id))


def _row(note: Statement, told: bool, context: Context) -> Row:
    given = context.answers.get(asked(note))
    below: tuple[Block, ...] = ()
    if told:
        same = given == note.key
        title = context.ui("observation.same" if same else "observation.differs", makers=_kind(note.key, context))
        below = (FeedbackNote(context.text(note.feedback), title, "helps" if same else "neutral", note.own),)
    return Row(asked(note), f"‘{context.text(note.text)}’", given, below)


def _kind(key: str, context: Context) -> str:
    return context.ui(f"observation.{key}").lower()


def _rewriting(
    exercise: Observation, rewrite: Rewrite, done: bool, onward: Block, context: Context
) -> tuple[Block, ...]:
    item = written(rewrite)
    own = str(context.answers.get(item) or "")
    start = (
        Prose(context.text(rewrite.scene)),
        Prose(context.ui("observation.wrote"), "label"),
        Prose(f"‘{context.text(rewrite.text)}’", "quote"),
    )
    if not done:
        field = TextField(item, context.ui("observation.own"), own, 2, LONGEST, context.ui("observation.own.hint"))
        commit = context.commit(context.ui("observation.keep"), (item,), rewrite.id, context.ui("observation.no-text"))
        return (*start, shown_rules(context, rewrite.compliment), field, commit)
    mine = Box((Prose(f"‘{own}’" if own else "–", "quote"),), "card", context.ui("observation.mine"))
    if not context.feedback:
        return (*start, mine, Prose(context.ui("waiting.feedback"), "note"), onward)
    example = Box((Prose(f"‘{context.text(rewrite.example)}’", "quote"),), "card", context.ui("observation.example"))
    notes = [context.note(feedback) for feedback in rewrite_feedback(exercise, rewrite, context.answers)]
    return (
        *start,
        Box((mine, example), "row"),
        *notes,
        *overruling(rewrite.id, noticed(rewrite, context.answers), context),
        onward,
    )


def shown_rules(context: Context, compliment: bool) -> Block:
    """The rules, told before anybody writes: they are no trap."""
    return Prose(context.ui("observation.rules" if compliment else "observation.rules.absolute"), "note")


def overruling(part: str, rules: tuple[str, ...], context: Context) -> tuple[Block, ...]:
    """For each rule that spoke up, the way to let the text stand."""
    return tuple(
        Check(item, context.ui(f"observation.overrule.{rule}"), context.answers.get(item) is True)
        for rule in rules
        if (item := f"{part}.{rule}")
    )
