"""The screens of a guide: whom and what about, the invitation, the questions, own questions, the vote."""

from workbook.content.answers import DONE
from workbook.exercises._words import initials_field
from workbook.exercises.guide import (
    AIM,
    CLIENT,
    INVITATION,
    OWN,
    OWN_ITEMS,
    STANDS,
    VOTE,
    Guide,
    Phase,
)
from workbook.exercises.guide.response import asked, client, invitation, own, typed
from workbook.exercises.guide.sheet import SHEET, sheet
from workbook.exercises.guide.wording import noticed, seconds, words_in
from workbook.scoring import Feedback
from workbook.view.blocks import Block, Box, FeedbackNote, Listing, Progress, Prose
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField

PHASES_A_SCREEN = 2
START, INVITE, OWN_PAGE, VOTE_PAGE = "start", "invite", "own", "vote"


@render.register
def _render(exercise: Guide, context: Context) -> tuple[Block, ...]:
    pages = screens(exercise)
    at = context.at or (SHEET if context.done() else START)
    if at not in pages:
        return sheet(exercise, context)
    draw = {START: _start, INVITE: _invite, OWN_PAGE: _own, VOTE_PAGE: _vote}.get(at)
    body = draw(exercise, context) if draw else _questions(exercise, _phases(exercise, at), context)
    number = pages.index(at) + 1
    progress = Progress(number, len(pages), context.ui("guide.progress", n=number, of=len(pages)))
    back = (Button(context.ui("guide.back"), "_at", pages[number - 2], "quiet"),) if number > 1 else ()
    return (progress, *body, Box((_onward(at, pages, context), *back), "actions"))


def screens(exercise: Guide) -> list[str]:
    """The bookmarks of all screens that ask, in order."""
    count = -(-len(exercise.phases) // PHASES_A_SCREEN)
    return [START, INVITE, *(f"ask-{number}" for number in range(1, count + 1)), OWN_PAGE, VOTE_PAGE]


def _phases(exercise: Guide, at: str) -> tuple[Phase, ...]:
    first = (int(at.removeprefix("ask-")) - 1) * PHASES_A_SCREEN
    return exercise.phases[first : first + PHASES_A_SCREEN]


def _onward(at: str, pages: list[str], context: Context) -> Button:
    after = [*pages, SHEET][pages.index(at) + 1]
    if at == OWN_PAGE and own(context.answers) and not context.done(OWN):
        return context.commit(context.ui("guide.own.check"), (), OWN)
    if at == VOTE_PAGE:
        missing = context.ui("guide.vote.missing")
        return Button(context.ui("guide.to-sheet"), "_at", after, "primary", (VOTE,), missing)
    return Button(context.ui("guide.next"), "_at", after)


def _start(exercise: Guide, context: Context) -> tuple[Block, ...]:
    finds = exercise.finds
    hint = context.ui("guide.example", text=context.text(exercise.aim_example))
    return (
        FeedbackNote(context.text(finds.text), context.ui("guide.finds"), own=finds.own),
        Listing(tuple(context.text(line) for line in finds.lines)),
        initials_field(
            CLIENT, context.ui("guide.client"), client(exercise, context.answers), context.ui("guide.client.hint")
        ),
        TextField(AIM, context.text(exercise.aim_prompt), typed(AIM, context.answers), 2, 160, hint),
    )


def _invite(exercise: Guide, context: Context) -> tuple[Block, ...]:
    text = invitation(exercise, context.answers, context.language)
    long = context.ui("guide.invitation.length", n=words_in(text), seconds=seconds(text))
    return (
        Prose(context.ui("guide.invitation.why", seconds=exercise.invitation_seconds)),
        TextField(INVITATION, context.ui("guide.invitation"), text, 8, 600, context.ui("guide.invitation.hint")),
        Prose(long, "note"),
    )


def _questions(exercise: Guide, phases: tuple[Phase, ...], context: Context) -> tuple[Block, ...]:
    n = asked(exercise, context.answers)
    note = exercise.questions_note
    first = phases[0] is exercise.phases[0]
    boxes = []
    for phase in phases:
        checks = tuple(
            Check(question.item, context.text(question.text), context.answers.get(question.item) is True)
            for question in exercise.of(phase)
        )
        boxes.append(Box((Prose(context.text(phase.use), "note"), *checks), "card", context.text(phase.title)))
    return (
        *((FeedbackNote(context.text(note.text.fill(ask=exercise.ask)), own=note.own),) if first else ()),
        *boxes,
        Prose(context.ui("guide.chosen", n=n, of=exercise.ask), "label"),
    )


def _own(exercise: Guide, context: Context) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Prose(context.ui("guide.own.why")),
        Listing(tuple(context.ui(f"guide.own.rule.{name}") for name in ("two-in-one", "leading", "sales"))),
    ]
    for number, item in enumerate(OWN_ITEMS, 1):
        text = typed(item, context.answers)
        blocks.append(TextField(item, context.ui("guide.own", n=number), text, 2, 160))
        if context.done(OWN) and context.feedback:
            blocks += _noticed(exercise, item, text, context)
    n = asked(exercise, context.answers)
    return (*blocks, Prose(context.ui("guide.chosen", n=n, of=exercise.ask), "label"))


def _noticed(exercise: Guide, item: str, text: str, context: Context) -> list[Block]:
    """What the rules notice in one question, and the way to overrule them."""
    found = list(noticed(exercise, text))
    if not found:
        return []
    stands = context.answers.get(f"{item}{STANDS}") is True
    notes = [
        context.note(Feedback(note.id, item, note.text, own=note.own), context.ui(f"guide.own.title.{name}"))
        for name, note in found
    ]
    check = Check(f"{item}{STANDS}", context.ui("guide.stands"), stands)
    return [*([] if stands else notes), check]


def _vote(exercise: Guide, context: Context) -> tuple[Block, ...]:
    note = exercise.essential_note
    options = tuple(Choosable(one.id, context.text(one.text)) for one in exercise.essential)
    return (
        FeedbackNote(context.text(note.text), own=note.own),
        Choice(
            VOTE, context.ui("guide.vote"), options, context.answers.get(VOTE), disabled=bool(context.answers.get(DONE))
        ),
    )
