"""What a room sees of a configurator: which needs were asked about and which were missed; no scores."""

from matplotlib.patches import Rectangle

from workbook.content.answers import DONE
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.configurator import Configurator
from workbook.exercises.configurator.parts import Need, Profile
from workbook.exercises.configurator.reading import STATES, State, begun, key, profile_of, role_of, state
from workbook.scoring import Answers
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

Row = tuple[Need, dict[State, int]]
SHOWN: tuple[tuple[State, str, str], ...] = (
    ("found", "helps-soft", "●"),
    ("unheeded", "depends-soft", "◐"),
    ("luck", "depends-soft", "◔"),
    ("missed", "harms-soft", "✕"),
)


@summarise.register
def _summarise(exercise: Configurator, group: Group, language: Language) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for profile in exercise.profiles:
        rows = [row for need in profile.needs if (row := _row(exercise, profile, need, group))]
        if rows:
            blocks.append(_table(exercise, profile, rows, language))
    if not blocks:
        return (Prose(ui(key(exercise, "group-held"), language), "note"),)
    return (Prose(ui("configurator.group.lead", language, n=group.n), "label"), *blocks)


def _row(exercise: Configurator, profile: Profile, need: Need, group: Group) -> Row | None:
    def became(answers: Answers) -> State | None:
        seller = role_of(answers) == "seller" and answers.get(DONE) is True and begun(exercise, answers)
        return state(exercise, profile, need, answers) if seller and profile_of(exercise, answers) == profile else None

    counted = group.tally(became, STATES)
    return (need, {name: counted[name] for name in STATES}) if counted else None


def _table(exercise: Configurator, profile: Profile, rows: list[Row], language: Language) -> Chart:
    """A row for each need: how many asked and drew it, only asked, drew it by luck, or missed it."""
    need, counts = max(rows, key=lambda row: row[1]["missed"] + row[1]["luck"])
    n, of = counts["missed"] + counts["luck"], sum(counts.values())
    who = profile.name.in_(language)
    title = ui("configurator.group.chart", language, name=who, need=need.short.in_(language), n=n, of=of)
    with canvas(title, height=0.45 + 0.52 * len(rows), bare=True) as drawing:
        axes = drawing.axes
        for column, (state_name, _, mark) in enumerate(SHOWN):
            said = f"{mark} {ui(key(exercise, f'group-{state_name}'), language)}"
            axes.text(column + 0.5, 0.12, said, ha="center", va="bottom", fontsize=8)
        for number, (one, found) in enumerate(rows):
            y, whole = -number * 1.0, max(sum(found.values()), 1)
            axes.text(0.02, y - 0.2, one.short.in_(language), va="center", fontsize=9)
            for column, (state_name, colour, _) in enumerate(SHOWN):
                share = found[state_name] / whole
                axes.add_patch(_cell(column, y, TOKENS[colour] if share else TOKENS["card"], share))
                axes.text(column + 0.5, y - 0.62, f"{found[state_name]}", ha="center", va="center", weight="bold")
        axes.set(xlim=(0, len(SHOWN)), ylim=(-len(rows) + 0.05, 0.5))
    told = "; ".join(
        f"{one.short.in_(language)}: "
        + ", ".join(f"{ui(key(exercise, f'group-{name}'), language)} {count}" for name, count in found.items())
        for one, found in rows
    )
    return Chart(drawing.svg, title, f"{told}.")


def _cell(column: int, y: float, colour: str, share: float) -> Rectangle:
    return Rectangle((column + 0.03, y - 0.86), 0.94, 0.46, facecolor=colour, ec=TOKENS["line"], lw=0.8 + 1.6 * share)
