"""Where a subscale leads to: the exercise to do next, when it stands in the same theme."""

from workbook.content.models import Exercise
from workbook.exercises.scale import SelfScale, Subscale
from workbook.view.blocks import Block, Prose
from workbook.view.context import Context


def route(exercise: SelfScale, subscale: Subscale | None, context: Context) -> tuple[Block, ...]:
    """'Ga hierna verder met ‘Automatische piloot uit’.'; () where no exercise is named, or it is not in the theme."""
    following = _following(exercise, subscale.route) if subscale and subscale.route else None
    return (Prose(context.ui("scale.route", title=context.text(following.title))),) if following else ()


def _following(exercise: SelfScale, name: str) -> Exercise | None:
    from workbook.exercises import load_content  # not yet there while the types are being found

    themes = load_content().themes.values()
    ids = [{one.id: one for one in theme.exercises} for theme in themes]
    return next((theme[name] for theme in ids if exercise.id in theme and name in theme), None)
