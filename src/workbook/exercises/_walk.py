"""Going through the steps of an exercise one by one: shared by types whose steps come in a fixed order."""

from collections.abc import Sequence

from workbook.content.answers import DONE
from workbook.view.context import Context
from workbook.view.inputs import Button

RESULT = "result"  # the bookmark of the last screen


def shown(steps: Sequence[str], context: Context) -> str:
    """The step that stands on the screen: the bookmark's, never past one that is still open; RESULT after the end."""
    if context.done():
        return context.at if context.at in steps else RESULT
    first_open = next((number for number, step in enumerate(steps) if not context.done(step)), len(steps) - 1)
    return steps[min(steps.index(context.at), first_open) if context.at in steps else 0]


def onward(steps: Sequence[str], here: str, context: Context, following: str, finish: str, back: str) -> Button:
    """The primary button of a committed step: to the next one, to the end, or back to the result."""
    number = steps.index(here) + 1
    if context.done():
        return Button(back, "_at", RESULT)
    if number < len(steps):
        return Button(following, "_at", steps[number])
    needs = tuple(f"{step}.{DONE}" for step in steps)
    return Button(finish, DONE, True, "primary", needs, context.ui("missing"))
