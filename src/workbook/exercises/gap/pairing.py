"""Pairing up, as it stands on the result: a code, two times yes, and the way back at every moment."""

from workbook.exercises.gap import Gap
from workbook.exercises.gap.pictures import dumbbells
from workbook.exercises.gap.reading import biggest, role_of, with_other
from workbook.store.pairs import Pairing
from workbook.view.blocks import Block, Box, FeedbackNote, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, TextField


def together(exercise: Gap, context: Context) -> tuple[Block, ...]:
    """The card on which two people find each other; what opened stands on the page itself, as wide as it can."""
    pairing, title = context.pairing, context.ui("gap.together")
    if pairing is None:
        blocks: tuple[Block, ...] = (Prose(context.ui("gap.not-kept")), Prose(context.text(exercise.promise), "note"))
        return (Box(blocks, "card", title),)
    if pairing.state == "open":
        return _open(exercise, pairing, context)
    screens = {"none": _none, "waiting": _waiting, "joined": _joined}
    return (Box(screens[pairing.state](exercise, pairing, context), "card", title),)


def _button(name: str, context: Context, confirm: bool = False, label: str = "") -> Button:
    asked = context.ui(f"gap.{name}.confirm") if confirm else ""
    return Button(label or context.ui(f"gap.{name}"), f"pair.{name}", True, "quiet", confirm=asked)


def _none(exercise: Gap, pairing: Pairing, context: Context) -> tuple[Block, ...]:
    typed = TextField("pair.typed", context.ui("gap.typed"), pairing.typed, 1, 40, context.ui("gap.typed.hint"))
    return (
        Prose(context.text(exercise.promise)),
        Prose(context.ui("gap.how")),
        _button("make", context),
        Prose(context.ui("gap.or"), "label"),
        typed,
        _button("join", context),
    )


def _waiting(exercise: Gap, pairing: Pairing, context: Context) -> tuple[Block, ...]:
    shown = (Prose(context.ui("gap.code")), Prose(pairing.code, "code"), Prose(context.ui("gap.code.once"), "note"))
    code = shown if pairing.code else (Prose(context.ui("gap.code.gone")),)
    other = "look" if pairing.code else "make"
    stop = _button("leave", context, label=context.ui("gap.stop"))
    return (*code, Box((_button(other, context), stop), "actions"))


def _joined(exercise: Gap, pairing: Pairing, context: Context) -> tuple[Block, ...]:
    if pairing.agreed:
        waits = (Prose(context.ui("gap.agreed")),)
        back = _button("withdraw", context, label=context.ui("gap.take-back"))
        return (*waits, Box((_button("look", context), back), "actions"))
    return (
        Prose(context.ui("gap.joined")),
        Prose(context.text(exercise.promise), "note"),
        Box((_button("agree", context, True), _button("leave", context, True)), "actions"),
    )


def _open(exercise: Gap, pairing: Pairing, context: Context) -> tuple[Block, ...]:
    back = Box((_button("withdraw", context), _button("leave", context, True)), "actions")
    if role_of(pairing.mine) == role_of(pairing.other):
        rule = exercise.rule("same-role")
        return (FeedbackNote(context.text(rule.text), own=rule.own), back)
    found = with_other(exercise, pairing.mine, pairing.other)
    notes = [FeedbackNote(context.text(one.pair.feedback), context.text(one.pair.topic)) for one in biggest(found)]
    if not notes:
        rule = exercise.rule("no-difference")
        notes = [FeedbackNote(context.text(rule.text), own=rule.own)]
    return (dumbbells(exercise, found, "other", context), Prose(context.ui("gap.talk"), "label"), *notes, back)
