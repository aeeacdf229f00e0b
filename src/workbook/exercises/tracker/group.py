"""What a room sees of its talks: per talker how many got more, less or about what was agreed; and the hardest turns."""

from collections.abc import Mapping

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.tracker import LIVE, MARKS, PAPER, Tracker, Turn, marked
from workbook.exercises.tracker.talk import OFF, actual, agreed, play, way
from workbook.exercises.tracker.timeline import TALKERS, Talker
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Listing, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

SIDES = ("less", "same", "more")
SHOWN = 3
Tally = dict[Value, int]


@summarise.register
def _summarise(exercise: Tracker, group: Group, language: Language) -> tuple[Block, ...]:
    blocks: list[Block] = []
    found = {talker: group.tally(_side(exercise, talker), SIDES) for talker in TALKERS}
    known = {talker: tally for talker, tally in found.items() if tally}
    if known:
        blocks.append(_strips(known, language))
        played = group.tally(lambda answers: _one_two(exercise, answers), ("yes", "no"))
        if played:
            blocks.append(Prose(ui("tracker.group.one-two", language, n=played["yes"], of=sum(played.values()))))
    blocks += _hardest(exercise, group, language)
    lead = Prose(ui("tracker.group.lead" if blocks else "tracker.group.few", language, n=group.n), "label")
    return (lead, *blocks)


def _side(exercise: Tracker, talker: Talker):  # type: ignore[no-untyped-def]
    """Whether somebody got two tenths or more above or below what was agreed; None for the written dialogue."""

    def side(answers: dict[str, Value]) -> str | None:
        wish, real = agreed(exercise, answers), actual(exercise, answers)
        if way(answers) not in (LIVE, PAPER) or not wish or not real:
            return None
        apart = real[talker] - wish[talker]
        return "more" if apart >= OFF else "less" if apart <= -OFF else "same"

    return side


def _one_two(exercise: Tracker, answers: dict[str, Value]) -> str | None:
    played = play(exercise, answers)
    return None if played is None else "yes" if played.one_twos else "no"


def _strips(known: dict[Talker, Tally], language: Language) -> Block:
    """For each talker one strip: less, about as agreed, more."""
    kept, of = sum(t["same"] for t in known.values()), sum(sum(t.values()) for t in known.values())
    title = ui("tracker.group.kept", language, n=kept, of=of)
    looks = {
        "less": ("none", TOKENS["ink"]),
        "same": (TOKENS["accent"], TOKENS["accent"]),
        "more": (TOKENS["accent-soft"], TOKENS["accent"]),
    }
    with canvas(title, height=0.55 + 0.5 * len(known), bare=True) as drawing:
        axes = drawing.axes
        for y, (talker, tally) in enumerate(known.items()):
            whole, left = sum(tally.values()), 0.0
            axes.text(-0.02, y, ui(f"tracker.short.{talker}", language), ha="right", va="center")
            for side in SIDES:
                share, (face, edge) = tally[side] / whole, looks[side]
                axes.barh([y], [share], left=left, height=0.6, color=face, edgecolor=edge)
                if tally[side]:
                    ink = TOKENS["card"] if side == "same" else TOKENS["ink"]
                    axes.text(left + share / 2, y, f"{tally[side]}", ha="center", va="center", color=ink)
                left += share
        for x, side, place in ((0.0, "less", "left"), (0.5, "same", "center"), (1.0, "more", "right")):
            axes.text(x, len(known) - 0.45, ui(f"tracker.group.{side}", language), ha=place, va="top", fontsize=8.5)
        axes.set_ylim(len(known) + 0.05, -0.5)
        axes.set_xlim(-0.3, 1.02)
    said = [
        ui("tracker.group.said", language, name=ui(f"tracker.{talker}", language), **{str(k): n for k, n in t.items()})
        for talker, t in known.items()
    ]
    return Chart(drawing.svg, title, "\n".join(said))


def _hardest(exercise: Tracker, group: Group, language: Language) -> list[Block]:
    """The turns of the written dialogue that the fewest people marked as the makers do."""
    rows = []
    for fragment in exercise.dialogue.fragments:
        for turn in fragment.asked:
            found = group.counts(marked(fragment, turn), MARKS)
            if found and turn.mark and found[turn.mark.key] < sum(found.values()):
                rows.append((found[turn.mark.key] / sum(found.values()), turn, found))
    rows.sort(key=lambda row: row[0])
    lines = [_line(turn, found, group.key, language) for _, turn, found in rows[:SHOWN]]
    return [Prose(ui("tracker.group.hardest", language), "label"), Listing(tuple(lines))] if lines else []


def _line(turn: Turn, found: Mapping[Value, int], key: bool, language: Language) -> str:
    mark = turn.mark.key if turn.mark else ""
    values = {"text": turn.text.in_(language), "n": found[mark], "of": sum(found.values())}
    if not key:
        return ui("group.as-the-makers", language, **values | {"text": f"‘{values['text']}’"})
    return ui("tracker.group.turn", language, mark=ui(f"tracker.mark.{mark}", language), **values)
