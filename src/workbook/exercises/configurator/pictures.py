"""The picture of a drawing with its title and its text twin, whatever is drawn."""

from collections.abc import Mapping

from workbook.exercises.configurator import Configurator, cabinet, plan
from workbook.exercises.configurator.parts import Profile
from workbook.exercises.configurator.reading import broken, key, made, needed
from workbook.view.blocks import Chart
from workbook.view.context import Context


def _told(exercise: Configurator, values: Mapping[str, float], context: Context) -> str:
    said = (f"{context.text(knob.label)} {knob.told(values[knob.id], context.language)}" for knob in exercise.knobs)
    return ", ".join(said)


def _svg(
    exercise: Configurator,
    values: Mapping[str, float],
    wanted: Mapping[str, float] | None,
    context: Context,
    title: str,
) -> str:
    red = bool(wanted is None and broken(exercise, context.answers))
    if exercise.drawing == "cabinet":
        return cabinet.draw(exercise, values, wanted, red, title)
    return plan.draw(exercise, values, wanted, red, title, context.language)


def drawing(exercise: Configurator, context: Context) -> Chart:
    """What somebody has drawn so far."""
    values = made(exercise, context.answers)
    title = context.ui(key(exercise, "cannot" if broken(exercise, context.answers) else "drawn"))
    return Chart(_svg(exercise, values, None, context, title), title, f"{_told(exercise, values, context)}.")


def compared(exercise: Configurator, profile: Profile, context: Context) -> Chart:
    """What was drawn, with an outline of what was needed."""
    values, wanted = made(exercise, context.answers), needed(exercise, profile, context.answers)
    other = {knob.id for knob in exercise.knobs if wanted[knob.id] != values[knob.id]}
    differing = ", ".join(
        f"{context.text(knob.label)} {knob.told(wanted[knob.id], context.language)}"
        for knob in exercise.knobs
        if knob.id in other
    )
    title = context.ui(key(exercise, "compared" if other else "compared-same"))
    text = context.ui(key(exercise, "compared-text"), made=_told(exercise, values, context))
    if other:
        text = f"{text} {context.ui('configurator.compared.needed', needed=differing)}"
    return Chart(_svg(exercise, values, wanted if other else None, context, title), title, text)
