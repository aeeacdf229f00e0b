"""The live way: the observer taps who talks, and afterwards marks the handovers."""

from workbook.content.answers import DONE
from workbook.exercises.tracker import HANDOVERS, RUN, Tracker, hand
from workbook.exercises.tracker.pictures import clock, ribbon
from workbook.exercises.tracker.talk import MOST_HANDOVERS, asked_about, told
from workbook.exercises.tracker.timeline import MOST_TAPS, SIGNS, handovers
from workbook.view.blocks import Block, Listing, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, Choosable, Grid, Row
from workbook.view.inputs import Tracker as TrackerBlock

WORDS = ("start", "stop", "undo", "now", "of", "over", "full", "stopped", "commit", "resume", "again")


def running(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """The buttons for who talks; the block says which tap comes next and survives a reload."""
    talkers = tuple(Choosable(sign, context.ui(f"tracker.{talker}")) for sign, talker in SIGNS.items())
    words = {word: context.ui(f"tracker.run.{word}") for word in WORDS}
    return (
        Prose(context.ui("tracker.run.how")),
        TrackerBlock(f"{RUN}.t", f"{RUN}.{DONE}", talkers, MOST_TAPS, exercise.run_minutes * 60, words),
    )


def marking(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """The ribbon, and for each handover what it was."""
    shown = asked_about(exercise, context.answers)
    number = len(handovers(told(exercise, context.answers)))
    ribbons = ribbon(exercise, context)
    finish = Button(context.ui("tracker.finish"), DONE)
    if not shown:
        return (*ribbons, Prose(context.ui("tracker.marks.none")), finish)
    columns = tuple(Choosable(mark, context.ui(f"tracker.hand.{mark}")) for mark in HANDOVERS)
    rows = tuple(
        Row(
            hand(one.number),
            context.ui(
                "tracker.hand",
                at=clock(one.after.start),
                before=context.ui(f"tracker.{one.before.talker}"),
                after=context.ui(f"tracker.{one.after.talker}"),
            ),
            context.answers.get(hand(one.number)),
        )
        for one in shown
    )
    more = (Prose(context.ui("tracker.marks.more", n=MOST_HANDOVERS, of=number), "note"),)
    told_marks = Listing(tuple(context.ui(f"tracker.told.{mark}") for mark in ("set-up", "finish", "overruled")))
    label = context.ui("tracker.marks")
    extra = more if number > len(shown) else ()
    return (*ribbons, Prose(label, "label"), told_marks, Grid(label, rows, columns), *extra, finish)
