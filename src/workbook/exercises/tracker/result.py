"""The result of a tracker: intention beside what it became, the ribbon, the notes; and what somebody takes home."""

from workbook.exercises.tracker import GUESS, LIVE, ROLE, WAY, WRITTEN, Tracker
from workbook.exercises.tracker.pictures import division_line, divisions, ribbon
from workbook.exercises.tracker.talk import actual, agreed, given, noticed, play, way
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Prose
from workbook.view.context import Context, keepsake
from workbook.view.inputs import Button


def result(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    """The last screen. What was measured is the participant's own and stands there at once; notes wait for feedback."""
    again = Box((context.again(),), "actions")
    if way(context.answers) == WRITTEN:
        if not context.feedback:
            return (Prose(context.ui("waiting.feedback")), again)
        return (
            Prose(result_line(exercise, context), "lead"),
            *ribbon(exercise, context),
            *_rest(exercise, context),
            again,
        )
    blocks: list[Block] = [Prose(result_line(exercise, context), "lead"), *_pictures(exercise, context)]
    if context.feedback:
        notes = {f.id.removeprefix(f"{WAY}:"): f for f in score(exercise, context.answers).feedback}
        blocks += [context.note(notes[name]) for name in noticed(exercise, context.answers) if name in notes]
    else:
        blocks.append(Prose(context.ui("waiting.feedback"), "note"))
    return (*blocks, Prose(context.ui("tracker.second-round")), again)


def _pictures(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    wish, real = agreed(exercise, context.answers), actual(exercise, context.answers)
    if way(context.answers) == LIVE or not wish or not real:
        return ribbon(exercise, context)
    rows = (("agreed", wish), ("actual", real))
    return (divisions(rows, division_line("agreed", wish, real, context), context),)


def _rest(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    looks = tuple(
        Button(context.text(fragment.title), "_at", f"look:{fragment.id}", "quiet")
        for fragment in exercise.dialogue.fragments
    )
    key = Prose(context.ui("tracker.open-key"), "note")
    return (key, Box(looks, "actions", context.ui("tracker.look-back")))


def result_line(exercise: Tracker, context: Context) -> str:
    """Live and on paper: how far from what was agreed, and the play. Written: the marks, and the estimate."""
    answers = context.answers
    counts = score(exercise, answers).counts
    if way(answers) == WRITTEN:
        line = context.ui("tracker.result.marks", right=counts.get("right", 0), of=counts.get("of", 0))
        guess, real = given(GUESS, answers), actual(exercise, answers)
        return f"{line} {division_line('guess', guess, real, context)}." if guess and real else line
    if "moved" not in counts:
        return context.ui("tracker.result.nothing")
    apart = counts["moved"]
    key = "same" if not apart else "one" if apart == 1 else "more"
    line = context.ui(f"tracker.result.{key}", n=apart)
    played = play(exercise, answers)
    if not played:
        return line
    key = "play" if played.set_ups or played.overruled else "no-play"
    values = {"set_ups": played.set_ups, "one_twos": played.one_twos, "overruled": played.overruled}
    return f"{line} {context.ui(f'tracker.result.{key}', **values)}"


@keepsake.register
def _keepsake(exercise: Tracker, context: Context) -> tuple[Block, ...]:
    if not context.done() or (way(context.answers) == WRITTEN and not context.feedback):
        return ()
    role = next((context.text(one.text) for one in exercise.roles if one.id == context.answers.get(ROLE)), "")
    chosen = (Prose(context.ui("tracker.kept.role", role=role)),) if role else ()
    picture = ribbon(exercise, context) if way(context.answers) == WRITTEN else _pictures(exercise, context)
    return (*chosen, Prose(result_line(exercise, context)), *picture)
