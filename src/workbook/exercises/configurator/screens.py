"""The screens of a configurator: take a role, talk, draw; and the cards of who plays along."""

from workbook.content.answers import DONE
from workbook.exercises.configurator import LONGEST, NOTED, PROFILE, ROLE, ROLES, START, Configurator
from workbook.exercises.configurator.asking import DRAW, conversation, what_was_said
from workbook.exercises.configurator.parts import Knob, Profile
from workbook.exercises.configurator.pictures import drawing
from workbook.exercises.configurator.reading import asked, broken, key, minutes_left, profile_of, role_of, value_of
from workbook.exercises.configurator.result import kept, result
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Heading, Listing, Prose
from workbook.view.context import Context, keepsake, render
from workbook.view.inputs import Button, Choice, Choosable, Number, Slider, TextField

TALK = "talk"


@render.register
def _render(exercise: Configurator, context: Context) -> tuple[Block, ...]:
    profile, role = profile_of(exercise, context.answers), role_of(context.answers)
    if profile is None or not (context.done(START) or context.done()):
        return start(exercise, context)
    if role != "seller":
        return _played(exercise, profile, context)
    if context.done():
        return result(exercise, profile, context)
    return _drawing(exercise, profile, context) if context.at == DRAW else conversation(exercise, profile, context)


# --- the start --------------------------------------------------------------------------------------------------


def start(exercise: Configurator, context: Context) -> tuple[Block, ...]:
    """Which role somebody takes, and who sits opposite."""
    roles = tuple(Choosable(name, context.text(getattr(exercise.roles, name).title)) for name in ROLES)
    role = Choice(ROLE, context.ui("configurator.role"), roles, context.answers.get(ROLE))
    needs: tuple[str, ...] = (ROLE,) if context.room else ()
    together: Block = role if context.room else Details(context.ui("configurator.together"), (role,))
    blocks: tuple[Block, ...] = (together,) if context.room else ()
    if len(exercise.profiles) > 1:
        blocks, needs = (*blocks, _who(exercise, context)), (*needs, PROFILE)
    else:
        blocks = (*blocks, Prose(context.text(exercise.profiles[0].opening), "quote"))
    ending = () if context.room else (together,)
    missing = context.ui("configurator.start.missing")
    return (*blocks, *ending, context.commit(context.ui("configurator.begin"), needs, START, missing))


def _who(exercise: Configurator, context: Context) -> Choice:
    """Who sits at the table; whose needs somebody knows from an earlier attempt is marked."""
    known = {str(attempt.get(PROFILE)) for attempt in context.earlier}
    mark = context.ui("configurator.known")
    options = tuple(
        Choosable(one.id, f"{context.text(one.name)}: {context.text(one.opening)}", mark if one.id in known else "")
        for one in exercise.profiles
    )
    return Choice(PROFILE, context.ui("configurator.profile"), options, context.answers.get(PROFILE))


# --- who plays along --------------------------------------------------------------------------------------------


def _played(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    """The card of the customer or the observer."""
    note: tuple[Block, ...] = ()
    if role_of(context.answers) == "observer":
        value = str(context.answers.get(NOTED) or "")
        hint = context.ui("configurator.note.hint")
        field = TextField(NOTED, context.ui("configurator.note"), value, 2, LONGEST, hint, disabled=context.done())
        note = (field,)
    if context.done():
        swap = context.ui("configurator.swap")
        return (Prose(swap, "note"), *_card(exercise, profile, context), *note, Box((context.again(),), "actions"))
    finished = Button(context.ui("configurator.played"), DONE)
    return (*_card(exercise, profile, context), *note, *context.printing(), finished)


def _card(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    name = role_of(context.answers)
    role = getattr(exercise.roles, name)
    told: tuple[Block, ...] = (Prose(context.text(role.card)),)
    if name == "customer":
        tells = tuple(context.text(need.tells) for need in profile.needs)
        told = (
            Heading(context.text(profile.name), 4),
            Prose(context.text(profile.card)),
            Prose(context.ui("configurator.you-begin"), "label"),
            Prose(context.text(profile.opening), "quote"),
            Prose(context.ui("configurator.tell-when-asked"), "label"),
            Listing(tells),
            *told,
        )
    return (Box(told, "card", context.text(role.title)),)


@keepsake.register
def _keepsake(exercise: Configurator, context: Context) -> tuple[Block, ...]:
    """The seller's result; for who plays along their own card, at once, so that it can be printed."""
    profile = profile_of(exercise, context.answers)
    if profile is None or not context.done(START):
        return ()
    if role_of(context.answers) == "seller":
        return kept(exercise, profile, context)
    note = str(context.answers.get(NOTED) or "").strip()
    mine = (Prose(context.ui("configurator.note"), "label"), Prose(note, "quote")) if note else ()
    return (*_card(exercise, profile, context), *mine)


# --- the drawing ------------------------------------------------------------------------------------------------


def _drawing(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    against = broken(exercise, context.answers)
    refusals = tuple(
        FeedbackNote(context.text(rule.text), context.ui("configurator.book.no"), own=rule.own) for rule in against
    )
    cards = asked(exercise, context.answers)
    said = Details(context.ui("configurator.heard"), what_was_said(profile, cards, context, opening=True))
    rules = tuple(context.text(rule.text) for rule in exercise.book)
    book = (Details(context.text(exercise.book_title), (Listing(rules),)),) if rules else ()
    turned = tuple(knob_field(knob, context) for knob in exercise.knobs)
    return (said, drawing(exercise, context), *refusals, *turned, *book, *_ending(exercise, bool(against), context))


def _ending(exercise: Configurator, against: bool, context: Context) -> tuple[Block, ...]:
    """The way back to the talk while there are minutes, and the commit while the system book allows it."""
    left = minutes_left(exercise, context.answers)
    back = (Button(context.ui("configurator.back", n=left), "_at", TALK, "quiet"),) if left else ()
    if against:
        return (Prose(context.ui(key(exercise, "book-first")), "note"), *((Box(back, "actions"),) if back else ()))
    return (Box((context.commit(context.ui(key(exercise, "commit"))), *back), "actions"),)


def knob_field(knob: Knob, context: Context) -> Block:
    """The control that sets one knob."""
    label, value = context.text(knob.label), int(value_of(knob, context.answers))
    if knob.kind == "choice":
        options = tuple(Choosable(number, context.text(text)) for number, text in enumerate(knob.options))
        return Choice(knob.item, label, options, value)
    unit = context.text(knob.unit) if knob.unit else ""
    if knob.kind == "count":
        return Number(knob.item, label, knob.low, knob.high, knob.step, value, unit)
    shown = f"{label} ({unit})" if unit else label
    return Slider(knob.item, shown, knob.low, knob.high, knob.step, value)
