"""What a room sees of a builder: at which question the gate closed, and which safeguards were picked."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.builder import Builder
from workbook.exercises.builder.response import PICK, first_closed, gate_answered
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

OPEN = "open"


@summarise.register
def _summarise(exercise: Builder, group: Group, language: Language) -> tuple[Block, ...]:
    names = (OPEN, *(question.id for question in exercise.gate.questions))
    gate = group.tally(lambda answers: _where(exercise, answers), names)
    picks = group.counts(PICK, [option.id for option in exercise.integrity.options])
    if gate is None and picks is None:
        held_back = ui("group.withheld", language, minimum=group.minimum)
        return (Prose(held_back, "note"), Prose(exercise.discussion.in_(language), "lead"))
    return (
        Prose(ui("builder.group.lead", language, n=group.n), "label"),
        *((_gate(exercise, gate, language),) if gate else ()),
        *((_picks(exercise, picks, language),) if picks else ()),
    )


def _where(exercise: Builder, answers: dict[str, Value]) -> str | None:
    """The question at which one person's gate closed, or that it is open; None where an answer is missing."""
    if not gate_answered(exercise, answers):
        return None
    closed = first_closed(exercise, answers)
    return closed.id if closed else OPEN


def _gate(exercise: Builder, counted: dict[Value, int], language: Language) -> Chart:
    shorts = {question.id: question.short.in_(language) for question in exercise.gate.questions}
    rows = [(ui("builder.group.open", language), counted[OPEN])]
    rows += [(ui("builder.group.closed", language, name=short), counted[name]) for name, short in shorts.items()]
    closed = {name: counted[name] for name in shorts if counted[name]}
    most = max(closed, key=lambda name: closed[name]) if closed else None
    key = "builder.group.all-open" if most is None else "builder.group.gate"
    told = {"name": shorts[most], "n": closed[most], "of": sum(counted.values())} if most else {}
    return _bars(rows, ui(key, language, **told))


def _picks(exercise: Builder, counted: dict[Value, int], language: Language) -> Chart:
    rows = [(option.text.in_(language).rstrip("."), counted[option.id]) for option in exercise.integrity.options]
    rows.sort(key=lambda row: -row[1])
    return _bars(rows, ui("builder.group.picks", language, text=rows[0][0], n=rows[0][1], of=sum(counted.values())))


def _bars(rows: list[tuple[str, int]], title: str) -> Chart:
    """A bar for each row, its text above it and its number behind it."""
    most = max(n for _, n in rows) or 1
    with canvas(title, height=0.1 + 0.5 * len(rows), bare=True) as drawing:
        for y, (text, n) in enumerate(rows):
            drawing.axes.text(0, y - 0.06, text, va="bottom", fontsize=8.5)
            drawing.axes.barh([y + 0.16], [n], height=0.3, color=TOKENS["accent-soft"], edgecolor=TOKENS["accent"])
            drawing.axes.text(n + 0.02 * most, y + 0.16, str(n), va="center", weight="bold")
        drawing.axes.set(xlim=(0, most * 1.12), ylim=(len(rows) - 0.5, -0.5))
    return Chart(drawing.svg, title, "; ".join(f"{text}: {n}" for text, n in rows))
