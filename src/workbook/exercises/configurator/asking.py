"""The conversation: what was said, what is left of the minutes, and the questions that can still be asked."""

from workbook.exercises.configurator import Configurator
from workbook.exercises.configurator.parts import Card, Profile, Topic
from workbook.exercises.configurator.reading import asked, key, minutes_left
from workbook.view.blocks import Block, Box, Details, Progress, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button

DRAW = "draw"  # the bookmark of the drawing


def conversation(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    """The screen with the question cards."""
    left = minutes_left(exercise, context.answers)
    said = context.ui("configurator.minutes", left=left, of=exercise.budget)
    topics = tuple(block for topic in exercise.topics for block in _topic(exercise, topic, left, context))
    over: tuple[Block, ...] = () if topics else (Prose(context.ui("configurator.no-time"), "note"),)
    how = context.ui("configurator.how.room" if context.room else "configurator.how")
    return (
        Progress(exercise.budget - left, exercise.budget, said),
        Prose(context.text(profile.name), "label"),
        *_said(exercise, profile, context),
        *((Box((Prose(how, "note"), *topics), "card"),) if topics else over),
        *_earlier(profile, asked(exercise, context.answers), context),
        Button(context.ui(key(exercise, "draw")), "_at", DRAW),
    )


def _said(exercise: Configurator, profile: Profile, context: Context) -> tuple[Block, ...]:
    """The last exchange, or the opening with the card of who asks."""
    cards = asked(exercise, context.answers)
    if not cards:
        seller = exercise.roles.seller
        card = Box((Prose(context.text(seller.card)),), "card", context.text(seller.title))
        return (Prose(context.text(profile.opening), "quote"), card)
    return exchange(profile, cards[-1], context)


def _earlier(profile: Profile, cards: tuple[Card, ...], context: Context) -> tuple[Block, ...]:
    """The talk so far behind one tap; after the topics, so that these keep their places."""
    said = what_was_said(profile, cards, context, opening=True)
    return (Details(context.ui("configurator.earlier", n=len(cards)), said),) if cards else ()


def exchange(profile: Profile, card: Card, context: Context) -> tuple[Block, ...]:
    """One question with its answer."""
    reply = profile.reply_to(card)
    answer = (Prose(context.text(reply), "quote"),) if reply else ()
    return (Prose(context.ui("configurator.asked", question=context.text(card.text))), *answer)


def what_was_said(profile: Profile, cards: tuple[Card, ...], context: Context, opening: bool) -> tuple[Block, ...]:
    """The conversation so far, with or without how it began."""
    begin = (Prose(context.text(profile.opening), "quote"),) if opening else ()
    return (*begin, *(block for card in cards for block in exchange(profile, card, context)))


def _topic(exercise: Configurator, topic: Topic, left: int, context: Context) -> tuple[Block, ...]:
    done = asked(exercise, context.answers)
    open_cards = [card for card in topic.cards if card not in done and card.cost <= left]
    buttons = tuple(
        Button(
            context.ui("configurator.card", question=context.text(card.text), cost=card.cost), card.item, True, "quiet"
        )
        for card in open_cards
    )
    return (Details(context.text(topic.title), (Box(buttons, "actions"),)),) if buttons else ()
