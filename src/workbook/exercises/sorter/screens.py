"""The screens of a sorter: two questions at a time, the makers' view per batch, the rewrites, the result."""

from workbook.content.answers import DONE
from workbook.exercises.sorter import LONGEST, Question, Rewrite, Sorter, asked, written
from workbook.exercises.sorter.naming import Unit, bookmark, function_title, part_of, place, question_numbers
from workbook.exercises.sorter.result import result
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Listing, Progress, Prose
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable, TextField

PAIR = 2  # questions on one screen of a phone


def _units(exercise: Sorter) -> tuple[Unit, ...]:
    """What is committed one after the other: the batches, then the rewrites."""
    return (*exercise.batches, *exercise.rewrites)


def _holds(unit: Unit, name: str) -> bool:
    return unit.id == name if isinstance(unit, Rewrite) else any(question.id == name for question in unit)


@render.register
def _render(exercise: Sorter, context: Context) -> tuple[Block, ...]:
    units = _units(exercise)
    number = next((i for i, unit in enumerate(units) if _holds(unit, place(context))), None)
    if context.done():
        return result(exercise, context) if number is None else _unit(exercise, number, context)
    # Nobody skips ahead: what is still open comes first, so that the last button never lacks something out of sight.
    first_open = next((i for i, unit in enumerate(units) if not context.done(part_of(unit))), len(units) - 1)
    return _unit(exercise, first_open if number is None else min(number, first_open), context)


def _unit(exercise: Sorter, number: int, context: Context) -> tuple[Block, ...]:
    unit = _units(exercise)[number]
    done = context.done(part_of(unit)) or context.done()
    if isinstance(unit, Rewrite):
        return (_rewrite_done if done else _rewrite)(exercise, unit, number, context)
    return _sorted(exercise, unit, number, context) if done else _asking(exercise, unit, number, context)


def _asking(exercise: Sorter, batch: tuple[Question, ...], number: int, context: Context) -> tuple[Block, ...]:
    pairs = [batch[i : i + PAIR] for i in range(0, len(batch), PAIR)]
    at = next((i for i, pair in enumerate(pairs) if any(q.id == context.at for q in pair)), 0)
    unanswered = [i for i, pair in enumerate(pairs) if any(not context.answers.get(asked(q)) for q in pair)]
    here = min([at, *unanswered])  # never past a question of this batch that is still open
    progress = Progress(number, len(_units(exercise)), question_numbers(exercise, pairs[here], context))
    choices = tuple(_choice(exercise, question, context) for question in pairs[here])
    needs = tuple(choice.item for choice in choices)
    blocks = (progress, Prose(context.ui("sorter.ask"), "label"), _functions(exercise, context, number + here == 0))
    if here < len(pairs) - 1:
        onward = Button(
            context.ui("sorter.next-pair"), "_at", pairs[here + 1][0].id, "primary", needs, context.ui("missing")
        )
        return (*blocks, *choices, onward)
    back = (Button(context.ui("sorter.back"), "_at", pairs[here - 1][0].id, "quiet"),) if here else ()
    key = "sorter.commit" if len(batch) > 1 else "sorter.commit.one"
    commit = context.commit(context.ui(key, n=len(batch)), needs, part_of(batch))
    return (*blocks, *choices, commit, *back)


def _functions(exercise: Sorter, context: Context, unfolded: bool) -> Block:
    lines = tuple(f"{context.text(c.title)}: {context.text(c.explanation)}" for c in exercise.categories)
    return Details(context.ui("sorter.functions"), (Listing(lines),), unfolded)


def _choice(exercise: Sorter, question: Question, context: Context) -> Choice:
    options = tuple(Choosable(c.id, context.text(c.title)) for c in exercise.categories)
    return Choice(asked(question), context.text(question.text), options, context.answers.get(asked(question)))


def _sorted(exercise: Sorter, batch: tuple[Question, ...], number: int, context: Context) -> tuple[Block, ...]:
    progress = Progress(number + 1, len(_units(exercise)), question_numbers(exercise, batch, context))
    if not context.feedback:
        chosen = tuple(f"{context.text(q.text)} – {_chosen(exercise, q, context)}" for q in batch)
        note = Prose(context.ui("waiting.feedback"), "note")
        return (progress, Listing(chosen), note, _onward(exercise, number, context))
    views = tuple(_view(exercise, question, context) for question in batch)
    return (progress, _functions(exercise, context, False), *views, _onward(exercise, number, context))


def _chosen(exercise: Sorter, question: Question, context: Context) -> str:
    return function_title(exercise, context.answers.get(asked(question)), context)


def _view(exercise: Sorter, question: Question, context: Context) -> Block:
    """One question with the makers' view: its function, why, its form and what it yields."""
    same = context.answers.get(asked(question)) == question.category
    makers, own = function_title(exercise, question.category, context), _chosen(exercise, question, context)
    title = context.ui("sorter.same" if same else "sorter.differs", makers=makers, own=own)
    form = next(context.text(form.title) for form in exercise.forms if form.id == question.form)
    told = (
        context.ui("sorter.form", form=form),
        context.ui("sorter.yields", yields=context.text(question.yields)),
    )
    note = FeedbackNote(context.text(question.feedback), title, "helps" if same else "neutral", question.own)
    return Box((Prose(context.text(question.text), "quote"), note, Listing(told)))


def _onward(exercise: Sorter, number: int, context: Context) -> Block:
    units = _units(exercise)
    if number + 1 < len(units):
        following = units[number + 1]
        key = "next-batch" if not isinstance(following, Rewrite) else "next-rewrite"
        key = "another-rewrite" if isinstance(units[number], Rewrite) else key
        return Button(context.ui(f"sorter.{key}"), "_at", bookmark(part_of(following), context))
    if context.done():
        return Button(context.ui("sorter.to-result"), "_at", "result")
    return Button(context.ui("sorter.finish"), DONE)


def _rewrite_progress(exercise: Sorter, rewrite: Rewrite, value: int, context: Context) -> Block:
    which = exercise.rewrites.index(rewrite) + 1
    text = context.ui("sorter.rewrites", n=which, of=len(exercise.rewrites))
    return Progress(value, len(_units(exercise)), text)


def _rewrite(exercise: Sorter, rewrite: Rewrite, number: int, context: Context) -> tuple[Block, ...]:
    item = written(rewrite)
    value, hint = str(context.answers.get(item) or ""), context.text(rewrite.hint)
    return (
        _rewrite_progress(exercise, rewrite, number, context),
        Prose(context.ui("sorter.rewrite"), "label"),
        Prose(context.text(rewrite.text), "quote"),
        TextField(item, context.ui("sorter.own"), value, rows=2, longest=LONGEST, hint=hint),
        context.commit(context.ui("sorter.keep"), (item,), rewrite.id, context.ui("sorter.no-text")),
    )


def _rewrite_done(exercise: Sorter, rewrite: Rewrite, number: int, context: Context) -> tuple[Block, ...]:
    own = str(context.answers.get(written(rewrite)) or "–")
    mine = Box((Prose(context.ui("sorter.own"), "label"), Prose(own, "quote")))
    start = (
        _rewrite_progress(exercise, rewrite, number + 1, context),
        Prose(context.ui("sorter.was", text=context.text(rewrite.text))),
    )
    if not context.feedback:
        return (*start, mine, Prose(context.ui("waiting.feedback"), "note"), _onward(exercise, number, context))
    example = FeedbackNote(context.text(rewrite.example), context.ui("sorter.example"), own=rewrite.own)
    return (
        *start,
        Box((mine, Box((example,))), "row"),
        Prose(context.ui("sorter.compare")),
        _onward(exercise, number, context),
    )
