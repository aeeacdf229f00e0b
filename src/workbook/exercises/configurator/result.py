"""The result: how far the drawing meets what was needed, what never came up, and what the questions did."""

from workbook.exercises.configurator import Configurator
from workbook.exercises.configurator.asking import what_was_said
from workbook.exercises.configurator.parts import Need, Profile
from workbook.exercises.configurator.pictures import compared, drawing
from workbook.exercises.configurator.reading import State, asked, key, state
from workbook.exercises.configurator.response import TONES
from workbook.scoring import score
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Listing, Prose
from workbook.view.context import Context


def result(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    """What stands there once the drawing is committed."""
    if not context.feedback:
        return (Prose(context.ui("waiting.feedback"), "note"), drawing(exercise, context))
    found = score(exercise, context.answers)
    needs = tuple(_need(exercise, profile, need, context) for need in profile.needs)
    questions = tuple(context.note(note) for note in found.feedback if note.item == "cards")
    cards = asked(exercise, context.answers)
    said = Details(context.ui("configurator.talk"), what_was_said(profile, cards, context, opening=True))
    return (
        Prose(result_line(exercise, context), "lead"),
        compared(exercise, profile, context),
        Prose(context.ui("configurator.needed", name=context.text(profile.name)), "label"),
        *needs,
        Prose(context.ui("configurator.questions"), "label"),
        *questions,
        said,
        Prose(context.ui("configurator.luck.rule"), "note"),
        Box((context.again(),), "actions"),
    )


def result_line(exercise: Configurator, context: Context) -> str:
    """'Je tekening past op 7 van de 10 punten.'"""
    found = score(exercise, context.answers)
    return context.ui(key(exercise, "result"), n=int(found.points or 0), of=int(found.maximum or 0))


def _need(exercise: Configurator, profile: Profile, need: Need, context: Context) -> FeedbackNote:
    what = state(exercise, profile, need, context.answers)
    title = f"{context.text(need.short)}: {_state(exercise, what, need, context)}"
    text = need.found if what in ("found", "unheeded") else need.missed
    return FeedbackNote(context.text(text), title, TONES[what], need.own)


def _state(exercise: Configurator, what: State, need: Need, context: Context) -> str:
    points = need.points if what == "found" else 0
    return context.ui(key(exercise, f"state-{what}"), n=points, of=need.points)


def kept(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    """What the seller takes home: nothing before the end, for it tells what was needed."""
    if not (context.done() and context.feedback):
        return ()
    never = tuple(
        context.text(need.short)
        for need in profile.needs
        if state(exercise, profile, need, context.answers) in ("missed", "luck")
    )
    lines = (Prose(context.ui("configurator.never"), "label"), Listing(never)) if never else ()
    name = Prose(context.text(profile.name), "label")
    return (name, Prose(result_line(exercise, context)), compared(exercise, profile, context), *lines)
