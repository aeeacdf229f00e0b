"""The written dialogue: read it and estimate the shares, then mark what each turn of our own side does."""

from workbook.content.answers import DONE
from workbook.exercises.tracker import GUESS, MARKS, Fragment, Tracker, Turn, marked
from workbook.exercises.tracker.pictures import division_line, divisions
from workbook.exercises.tracker.shares import stones
from workbook.exercises.tracker.talk import actual, agreed, given
from workbook.view.blocks import Block, Box, FeedbackNote, Listing, Prose
from workbook.view.context import Context
from workbook.view.inputs import Choice, Choosable


def guessing(exercise: Tracker, done: bool, onward: Block, context: Context) -> tuple[Block, ...]:
    """The whole dialogue, and ten stones for who talked how much; after the commit what it was."""
    if done:
        return (*_compared(exercise, context), onward)
    left = exercise.left(GUESS, context.answers)
    needs = (f"{GUESS}.{DONE}",) if left else ()
    missing = context.ui("tracker.refused.left", n=left)
    lines = tuple(_said(turn, context) for turn in exercise.dialogue.turns)
    return (
        Prose(context.text(exercise.dialogue.intro)),
        Box(lines, "card", context.ui("tracker.dialogue")),
        stones(GUESS, context.ui("tracker.guess"), context),
        context.commit(context.ui("tracker.guess.commit"), needs, GUESS, missing),
    )


def _said(turn: Turn, context: Context) -> Block:
    if turn.by == "silence":
        return Prose(context.text(turn.text), "note")
    return Prose(f"{context.ui(f'tracker.{turn.by}')}: {context.text(turn.text)}")


def _compared(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    guess, real, wish = (
        given(GUESS, context.answers),
        actual(exercise, context.answers),
        agreed(exercise, context.answers),
    )
    if not context.feedback or not guess or not real or not wish:
        return (Prose(context.ui("waiting.feedback"), "note"),)
    rows = (("guess", guess), ("actual", real), ("agreed", wish))
    return (divisions(rows, division_line("guess", guess, real, context), context),)


def fragment_screen(fragment: Fragment, done: bool, onward: Block, context: Context) -> tuple[Block, ...]:
    """One part of the dialogue with a choice at each turn of our own side."""
    told = marks_told(context)
    blocks = [turn_asked(fragment, turn, done, context) for turn in fragment.turns]
    if done:
        waiting = () if context.feedback else (Prose(context.ui("waiting.feedback"), "note"),)
        return (*blocks, *waiting, onward)
    needs = tuple(marked(fragment, turn) for turn in fragment.asked)
    return (told, *blocks, context.commit(context.ui("tracker.fragment.commit"), needs, fragment.id))


def marks_told(context: Context) -> Listing:
    """What the marks mean."""
    return Listing(tuple(context.ui(f"tracker.told.{mark}") for mark in MARKS[1:]))


def turn_asked(fragment: Fragment, turn: Turn, done: bool, context: Context) -> Block:
    """What is said in a turn, and where it is marked what it does; after the commit what the makers say."""
    if not turn.mark:
        return _said(turn, context)
    item, given_mark = marked(fragment, turn), context.answers.get(marked(fragment, turn))
    options = tuple(Choosable(mark, context.ui(f"tracker.mark.{mark}")) for mark in MARKS)
    choice = Choice(item, context.ui("tracker.mark"), options, given_mark, disabled=done)
    note: tuple[Block, ...] = ()
    if done and context.feedback:
        same = given_mark == turn.mark.key
        makers = context.ui(f"tracker.mark.{turn.mark.key}")
        title = context.ui("tracker.same" if same else "tracker.differs", makers=makers)
        note = (FeedbackNote(context.text(turn.mark.feedback), title, "helps" if same else "neutral", turn.mark.own),)
    return Box((_said(turn, context), choice, *note))
