"""What a room sees of a simulator: the guesses on a line beside the model, and how sure people were."""

from workbook.content.answers import as_number
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.simulator import SURE, SURENESS, TIMES, Simulator
from workbook.exercises.simulator.pictures import guesses
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Prose
from workbook.view.context import summarise


@summarise.register
def _summarise(exercise: Simulator, group: Group, language: Language) -> tuple[Block, ...]:
    given = group.numbers(lambda answers: as_number(answers.get(TIMES)))
    lead = Prose(ui("simulator.group.lead", language, n=group.n), "label")
    if not given:
        return (lead, Prose(ui("simulator.group.few", language)))
    sure = group.counts(SURE, SURENESS)
    said = ", ".join(f"{ui(f'simulator.said.{name}', language)} {sure[name]}" for name in SURENESS) if sure else ""
    line = (Prose(ui("simulator.group.sure", language, text=said), "note"),) if said else ()
    return (lead, guesses(exercise, given, language), *line)
