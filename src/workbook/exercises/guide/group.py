"""What a room sees of its guides: the votes on the essential question."""

from textwrap import wrap

from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.guide import VOTE, Guide
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, FeedbackNote, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

_LETTERS = 46  # of a question on one line


@summarise.register
def _summarise(exercise: Guide, group: Group, language: Language) -> tuple[Block, ...]:
    counted = group.counts(VOTE, [one.id for one in exercise.essential])
    if counted is None:
        return (Prose(ui("guide.group.withheld", language)),)
    votes = [(one.text.in_(language), counted[one.id]) for one in exercise.essential]
    votes.sort(key=lambda vote: -vote[1])
    note = exercise.essential_note
    told = (FeedbackNote(note.text.in_(language), own=note.own),) if group.key else ()
    return (_bars(votes, language), *told)


def _bars(votes: list[tuple[str, int]], language: Language) -> Block:
    most, of = votes[0][1], sum(n for _, n in votes)
    level = sum(n == most for _, n in votes) > 1
    title = ui("guide.group.level" if level else "guide.group.most", language, question=votes[0][0], n=most, of=of)
    written = [wrap(question, _LETTERS) for question, _ in votes]
    with canvas(title, height=0.3 + sum(0.42 + 0.19 * len(lines) for lines in written), bare=True) as drawing:
        y = 0.0
        for lines, (_, n) in zip(written, votes, strict=True):
            drawing.axes.text(0, y, "\n".join(lines), va="top", fontsize=9.5)
            y += 0.19 * len(lines) + 0.1
            fill = TOKENS["accent"] if n == most and not level else TOKENS["accent-soft"]
            drawing.axes.barh([y], [n], height=0.15, color=fill, edgecolor=TOKENS["accent"])
            drawing.axes.text(n + most * 0.03, y, str(n), va="center", weight="bold")
            y += 0.32
        drawing.axes.set(xlim=(0, most * 1.12), ylim=(y, -0.02))
    return Chart(drawing.svg, title, "; ".join(f"{question} {n}" for question, n in votes))
