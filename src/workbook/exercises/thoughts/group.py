"""What a room sees of thoughts: the tally of kinds over all stops, as clouds."""

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.thoughts import Thoughts
from workbook.exercises.thoughts.pictures import clouds
from workbook.exercises.thoughts.response import kind_at
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Prose
from workbook.view.context import summarise
from workbook.view.numbers import listed


@summarise.register
def _summarise(exercise: Thoughts, group: Group, language: Language) -> tuple[Block, ...]:
    kinds = [kind.id for kind in exercise.kinds]
    found = [group.tally(lambda answers, s=stop: kind_at(s, answers), kinds) for stop in exercise.stops]  # type: ignore[misc]
    shown = [counted for counted in found if counted]
    if not shown:
        return (Prose(ui("thoughts.group.held", language)),)
    counts = {kind: sum(counted[kind] for counted in shown) for kind in kinds}
    names = {kind.id: kind.title.in_(language) for kind in exercise.kinds}
    told = ", ".join(f"{names[kind]} {n}" for kind, n in counts.items())
    of, highest = sum(counts.values()), max(counts.values())
    first = listed([names[kind] for kind, n in counts.items() if n == highest], language)
    title = ui("thoughts.group.chart", language, kind=first, n=highest, of=of)
    open_kind = next(kind.id for kind in exercise.kinds if kind.open)
    lead = ui("thoughts.group.lead", language, n=group.n)
    return (Prose(lead, "label"), clouds(title, names, counts, open_kind, ui("thoughts.twin", language, text=told)))
