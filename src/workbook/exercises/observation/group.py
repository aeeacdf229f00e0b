"""What a room sees of its observation sheets: what the rules noticed in the rewrites, and the hardest notes."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.observation import KEYS, Observation, Rewrite, Statement, asked, written
from workbook.exercises.observation.scoring import noticed, own_text, sequence
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

SHOWN = 3  # notes: what a room can talk about


@summarise.register
def _summarise(exercise: Observation, group: Group, language: Language) -> tuple[Block, ...]:
    bars = [(rewrite, found) for rewrite in exercise.rewrites if (found := _quiet(rewrite, group))]
    blocks: list[Block] = [Prose(ui("observation.group.lead", language, n=group.n), "label")]
    if bars:
        blocks.append(_rewrites(bars, language))
    blocks += _first(exercise, group, language)
    blocks += _hardest(exercise, group, language)
    return tuple(blocks) if len(blocks) > 1 else (Prose(ui("observation.group.few", language)),)


def _quiet(rewrite: Rewrite, group: Group) -> dict[str, int] | None:
    """How many versions of one judgement no rule spoke up about, and how many one did."""

    def heard(answers: dict[str, Value]) -> str | None:
        if not own_text(written(rewrite), answers):
            return None
        return "spoke" if noticed(rewrite, answers) else "quiet"

    found = group.tally(heard, ("quiet", "spoke"))
    return {str(name): n for name, n in found.items()} if found else None


def _rewrites(bars: list[tuple[Rewrite, dict[str, int]]], language: Language) -> Block:
    """A strip for each judgement: versions without a word that a rule speaks up about, and with one."""
    quiet, of = sum(found["quiet"] for _, found in bars), sum(sum(found.values()) for _, found in bars)
    title = ui("observation.group.rewrites", language, n=quiet, of=of)
    said = []
    with canvas(title, height=0.15 + 0.52 * len(bars), bare=True) as drawing:
        axes = drawing.axes
        for y, (rewrite, found) in enumerate(bars):
            text, whole = f"‘{_short(rewrite.text.in_(language))}’", sum(found.values())
            axes.text(0, y - 0.12, text, va="bottom", fontsize=8.5)
            axes.barh([y + 0.14], [found["quiet"] / whole], height=0.36, color=TOKENS["accent"])
            axes.barh(
                [y + 0.14],
                [found["spoke"] / whole],
                left=found["quiet"] / whole,
                height=0.36,
                color=TOKENS["card"],
                edgecolor=TOKENS["accent"],
            )
            axes.text(1.02, y + 0.14, f"{found['quiet']} / {whole}", va="center")
            said.append(ui("observation.group.rewrite", language, text=text, n=found["quiet"], of=whole))
        axes.set_ylim(len(bars) - 0.5, -0.5)
        axes.set_xlim(0, 1.2)
    return Chart(drawing.svg, title, "\n".join(said))


def _short(text: str, longest: int = 46) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def _first(exercise: Observation, group: Group, language: Language) -> list[Block]:
    """How many let the makers' first step come first; before their key, which step most people put first."""
    ids = [step.id for step in exercise.steps]
    found = group.tally(lambda answers: (sequence(exercise, answers) or (None,))[0], ids)
    if not found:
        return []
    first = exercise.steps[0] if group.key else max(exercise.steps, key=lambda step: (found[step.id], step.id))
    title = first.title.in_(language)
    n, of = found[first.id], sum(found.values())
    return [Prose(ui("observation.group.first", language, title=title, n=n, of=of))]


def _hardest(exercise: Observation, group: Group, language: Language) -> list[Block]:
    """The notes that the fewest people saw as the makers do."""
    counted = [(note, found) for note in exercise.notes if (found := group.counts(asked(note), KEYS))]
    wrong = [(1 - found[note.key] / sum(found.values()), note, found) for note, found in counted]
    hardest = sorted((row for row in wrong if row[0] > 0), key=lambda row: -row[0])[:SHOWN]
    lines = [_line(note, found[note.key], sum(found.values()), group.key, language) for _, note, found in hardest]
    if not lines:
        return [Prose(ui("observation.group.none", language))] if counted else []
    return [Prose(ui("observation.group.hardest", language), "label"), Listing(tuple(lines))]


def _line(note: Statement, right: int, of: int, key: bool, language: Language) -> str:
    if not key:
        return ui("group.as-the-makers", language, text=f"‘{note.text.in_(language)}’", n=right, of=of)
    kind = ui(f"observation.{note.key}", language).lower()
    return ui("observation.group.note", language, text=note.text.in_(language), kind=kind, n=right, of=of)
