"""The screens of a gap: the role, what the other will say (five at a time), what you say yourself."""

from workbook.exercises.gap import CHOSEN, GUESS, OWN, ROLE, ROLES, Gap, Role, answered, guessed
from workbook.exercises.gap.reading import role_of
from workbook.exercises.gap.result import result
from workbook.view.blocks import Block, Progress, Prose
from workbook.view.context import Context, render
from workbook.view.inputs import Button, Choice, Choosable


def other(role: Role) -> Role:
    """The other one of the two."""
    return "seller" if role == "manager" else "manager"


@render.register
def _render(exercise: Gap, context: Context) -> tuple[Block, ...]:
    if context.done():
        return result(exercise, context)
    role = role_of(context.answers)
    if role is None or not context.done(ROLE):
        return choose_role(exercise, context)
    part = OWN if context.done(GUESS) else GUESS
    return _asking(exercise, part, role, context)


def choose_role(exercise: Gap, context: Context) -> tuple[Block, ...]:
    """Who somebody is on those visits, with the promise about who sees what."""
    options = tuple(Choosable(role, context.ui(f"gap.role.{role}")) for role in ROLES)
    return (
        Choice(CHOSEN, context.ui("gap.role"), options, context.answers.get(CHOSEN)),
        Prose(context.text(exercise.promise), "note"),
        context.commit(context.ui("gap.role.commit"), (CHOSEN,), ROLE),
    )


def _asking(exercise: Gap, part: str, role: Role, context: Context) -> tuple[Block, ...]:
    pages, item = exercise.pages, guessed if part == GUESS else answered
    lacking = next((i for i, page in enumerate(pages) if any(context.answers.get(item(p)) is None for p in page)), None)
    names = [f"{part}-{number}" for number in range(1, len(pages) + 1)]
    asked = names.index(context.at) if context.at in names else 0
    here = asked if lacking is None else min(asked, lacking)  # nobody skips what is open
    value = here + (len(pages) if part == OWN else 0)
    screen = context.ui(f"gap.{part}.progress", n=here + 1, of=len(pages))
    lead = context.ui(f"gap.{part}.lead.{role}")
    asker = other(role) if part == GUESS else role
    choices = tuple(
        points(exercise, item(pair), f"‘{context.text(pair.said_by(asker))}’", context) for pair in pages[here]
    )
    needs = tuple(choice.item for choice in choices)
    blocks = (Progress(value, 2 * len(pages), screen), Prose(lead, "label"), *choices)
    back = (Button(context.ui("gap.back"), "_at", names[here - 1], "quiet"),) if here else ()
    if here + 1 < len(pages):
        return (
            *blocks,
            Button(context.ui("gap.next"), "_at", names[here + 1], "primary", needs, context.ui("missing")),
        )
    label = context.ui(f"gap.{part}.commit")
    return (*blocks, context.commit(label, needs, GUESS if part == GUESS else ""), *back)


def points(exercise: Gap, item: str, said: str, context: Context) -> Choice:
    """How often what is `said` happens, on the scale of the exercise."""
    steps = tuple(Choosable(point.value, f"{point.value}") for point in exercise.scale.points)
    low, high = context.text(exercise.scale.low), context.text(exercise.scale.high)
    return Choice(item, said, steps, context.answers.get(item), "scale", f"0 = {low}", f"{steps[-1].text} = {high}")
