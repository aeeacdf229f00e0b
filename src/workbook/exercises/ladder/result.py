"""The ladder with the chosen step and the plan; afterwards, what it was like; and what is taken home."""

from workbook.content.answers import as_date
from workbook.exercises.ladder import AFTER, CUE, DAY, DID, LATER, LINE, OUTCOMES, TENSEST, TOLD, WHO, Ladder
from workbook.exercises.ladder.pictures import ladder
from workbook.exercises.ladder.response import picked, tension
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, Prose
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button, Choice, Choosable, Slider, TextField
from workbook.view.numbers import weekday


def result(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    """The plan first, then the ladder; once the day has come, what it was like comes before all else."""
    notes = {f.item: context.note(f) for f in score(exercise, context.answers).feedback} if context.feedback else {}
    waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
    plan = (*_plan(exercise, context), *(notes[name] for name in ("pick", "order") if name in notes))
    later = _later(exercise, context, *((notes[AFTER],) if AFTER in notes else ()))
    shown = (later, *plan) if _due(context) else (*plan, ladder(exercise, context.answers, context.language), later)
    after = (ladder(exercise, context.answers, context.language),) if _due(context) else ()
    change = (
        Button(context.ui("ladder.change"), "_at", "plan", "quiet"),
        Button(context.ui("ladder.other"), "_at", "pick", "quiet"),
        context.again(),
    )
    return (*waiting, *shown, *after, Prose(context.ui("ladder.editable"), "note"), Box(change, "actions"))


def _due(context: Context) -> bool:
    """Whether the planned day has come."""
    chosen = as_date(context.answers.get(DAY))
    return chosen is not None and chosen <= context.today


def _plan(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    """When, which step, with whom; and the if-then as a sentence to say aloud."""
    rung = picked(exercise, context.answers)
    cue, line, who = (str(context.answers.get(item) or "").strip() for item in (CUE, LINE, WHO))
    chosen = as_date(context.answers.get(DAY))
    if rung is None:
        return (Prose(context.ui("ladder.no-plan")),)
    words = weekday(chosen, context.language) if chosen else ""
    lead = context.ui("ladder.plan", day=words, step=context.text(rung.text)) if words else context.text(rung.text)
    with_whom = (Prose(context.ui("ladder.with", who=who), "note"),) if who else ()
    if_then = (Prose(context.ui("ladder.if-then", cue=cue, line=line), "quote"),) if cue and line else ()
    return (Prose(lead, "lead"), *with_whom, *if_then)


def _later(exercise: Ladder, context: Context, *note: Block) -> Block:
    """What is asked when somebody comes back; behind one tap until the day has come."""
    outcomes = tuple(Choosable(name, context.ui(f"ladder.outcome.{name}")) for name in OUTCOMES)
    after = context.answers.get(AFTER)
    ends = context.ui("ladder.calm"), context.ui("ladder.tense")
    told = str(context.answers.get(TOLD) or "")
    blocks = (
        Prose(context.ui("ladder.later.why"), "note"),
        Choice(DID, context.ui("ladder.did"), outcomes, context.answers.get(DID)),
        Slider(AFTER, context.ui("ladder.after"), 0, TENSEST, 1, after, *ends),
        *note,
        TextField(TOLD, context.ui("ladder.told"), told, 2, 300),
    )
    if _due(context):
        return Box(blocks, "card", context.ui("ladder.later"))
    begun = any(context.answers.get(item) not in (None, "") for item in LATER)  # stays open while it is filled in
    return Details(context.ui("ladder.later"), blocks, begun)


@keepsake.register
def _keepsake(exercise: Ladder, context: Context) -> tuple[Block, ...]:
    rung = picked(exercise, context.answers)
    if not context.done() or rung is None:
        return ()
    before, after = tension(rung.id, context.answers), context.answers.get(AFTER)
    both = isinstance(after, int | float) and before is not None
    change = (Prose(context.ui("ladder.before-after", before=before, after=after)),) if both else ()
    told = str(context.answers.get(TOLD) or "").strip()
    return (
        *_plan(exercise, context),
        *change,
        *((Prose(told, "quote"),) if told else ()),
        ladder(exercise, context.answers, context.language),
    )
