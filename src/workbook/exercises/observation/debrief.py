"""The last two parts: the debrief in order, and the own compliment with one question."""

from workbook.content.answers import DONE
from workbook.exercises.observation import (
    COMPLIMENT,
    LONGEST,
    ORDER,
    OWN,
    QUESTION,
    SEQUENCE,
    Observation,
)
from workbook.exercises.observation.pictures import track
from workbook.exercises.observation.scoring import noticed_own, own_feedback, placed, sequence
from workbook.view.blocks import Block, Box, FeedbackNote, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, Check, Movable, Order, TextField


def ordering(exercise: Observation, done: bool, onward: Block, context: Context) -> tuple[Block, ...]:
    """The steps with up and down; after the commit the track with why each step stands where it does."""
    given = sequence(exercise, context.answers)
    by_id = {step.id: step for step in exercise.steps}
    if not done:
        rows = tuple(
            Movable(name, context.text(by_id[name].title), context.text(by_id[name].text)) for name in exercise.start
        )
        moves = (
            context.ui("observation.up"),
            context.ui("observation.down"),
            context.ui("observation.moved", text="{text}", n="{n}"),
        )
        order = Order(SEQUENCE, context.ui("observation.order"), rows, " ".join(given), *moves)
        label, missing = context.ui("observation.order.commit"), context.ui("observation.order.missing")
        return (order, context.commit(label, (SEQUENCE,), ORDER, missing))
    if not context.feedback:
        waiting = Prose(context.ui("waiting.feedback"), "note")
        rows = tuple(Movable(name, context.text(by_id[name].title)) for name in given)
        return (Order(SEQUENCE, context.ui("observation.mine"), rows, " ".join(given), disabled=True), waiting, onward)
    return (track(exercise, context), *_reasons(exercise, context), onward)


def _reasons(exercise: Observation, context: Context) -> list[Block]:
    at = {name: place for place, name in enumerate(sequence(exercise, context.answers), 1)}
    hits = placed(exercise, context.answers) or [False] * len(exercise.steps)
    notes: list[Block] = []
    for number, (step, hit) in enumerate(zip(exercise.steps, hits, strict=True), 1):
        title = f"{number}. {context.text(step.title)}"
        if not hit and step.id in at:
            title = context.ui("observation.place", title=title, n=at[step.id])
        notes.append(FeedbackNote(context.text(step.feedback), title, "helps" if hit else "neutral", step.own))
    return notes


def own_lines(exercise: Observation, done: bool, onward: Block, context: Context) -> tuple[Block, ...]:
    """One compliment that stands alone and one question, for somebody whom the participant saw at work."""
    texts = {item: str(context.answers.get(item) or "") for item in (COMPLIMENT, QUESTION)}
    if not done:
        fields = tuple(
            TextField(item, context.ui(f"observation.{item}"), text, 2, LONGEST, context.ui(f"observation.hint.{item}"))
            for item, text in texts.items()
        )
        commit = context.commit(context.ui("observation.own.keep"), tuple(texts), OWN, context.ui("observation.both"))
        skip = () if context.done() else (Button(context.ui("observation.skip"), DONE, True, "quiet"),)
        return (
            Prose(context.text(exercise.own_prompt)),
            Prose(context.ui("observation.rules"), "note"),
            *fields,
            commit,
            *skip,
        )
    cards = tuple(
        Box((Prose(f"‘{text}’", "quote"),), "card", context.ui(f"observation.{item}")) for item, text in texts.items()
    )
    if not context.feedback:
        return (*cards, Prose(context.ui("waiting.feedback"), "note"), onward)
    notes = [context.note(feedback) for feedback in own_feedback(exercise, context.answers)]
    checks = tuple(
        Check(item, context.ui(f"observation.overrule.{rule}"), context.answers.get(item) is True)
        for rule in noticed_own(context.answers)
        if (item := f"{OWN}.{rule}")
    )
    return (*cards, *notes, *checks, Prose(context.ui("observation.aloud")), onward)
