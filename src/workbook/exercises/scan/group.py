"""What a group's scans show together: how often each step is weak, and how much was said without an example."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.scan import Scan, Step
from workbook.exercises.scan.pictures import weak_steps
from workbook.exercises.scan.reading import BANDS, assumed, band, means
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Prose
from workbook.view.context import summarise


@summarise.register
def _summarise(exercise: Scan, group: Group, language: Language) -> tuple[Block, ...]:
    def counted(step: Step) -> dict[Value, int] | None:
        def of(answers: dict[str, Value]) -> Value:
            mean = means(exercise.as_chosen(answers), answers)[step.id]
            return None if mean is None else band(mean)

        return group.tally(of, BANDS)

    steps = [(step, found) for step in exercise.steps if (found := counted(step))]
    blocks: list[Block] = [Prose(ui("scan.group.lead", language, n=group.n), "label")]
    blocks.append(weak_steps([*steps], language) if steps else Prose(ui("scan.group.withheld", language)))
    loose = group.numbers(lambda answers: len(assumed(exercise.as_chosen(answers), answers)))
    asked = group.numbers(lambda answers: len(exercise.as_chosen(answers).asked))
    if loose and asked:
        blocks.append(Prose(ui("scan.group.assumed", language, n=int(sum(loose)), of=int(sum(asked)))))
    return (*blocks, Prose(ui("scan.rule", language), "note"))
