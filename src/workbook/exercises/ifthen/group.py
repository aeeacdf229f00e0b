"""What a room sees of if-then plans: per moment how many have a plan ready, and how many said it aloud."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.ifthen import IfThen, Moment
from workbook.exercises.ifthen.response import begun, read
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS

STATES = ("aloud", "ready", "open")


@summarise.register
def _summarise(exercise: IfThen, group: Group, language: Language) -> tuple[Block, ...]:
    found: list[tuple[Moment, dict[Value, int]]] = []
    for moment in exercise.moments:
        counted = group.tally(lambda answers, moment=moment: _state(moment, answers), STATES)  # type: ignore[misc]
        if counted:
            found.append((moment, counted))
    if not found:
        held_back = ui("group.withheld", language, minimum=group.minimum)
        return (Prose(held_back, "note"), Prose(exercise.discussion.in_(language), "lead"))
    return (Prose(ui("ifthen.group.lead", language, n=group.n), "label"), _bars(found, language))


def _state(moment: Moment, answers: dict[str, Value]) -> str | None:
    """Where one person is with one moment; None where they wrote nothing."""
    if not begun(moment, answers):
        return None
    plan = read(moment, answers)
    return "open" if not plan.whole else "aloud" if plan.aloud == "met" else "ready"


def _bars(found: list[tuple[Moment, dict[Value, int]]], language: Language) -> Chart:
    """A bar per moment: said aloud filled, ready pale, not ready open."""
    title = _title(found, language)
    looks = {
        "aloud": (TOKENS["accent"], "white"),
        "ready": (TOKENS["accent-soft"], TOKENS["ink"]),
        "open": ("none", ""),
    }
    with canvas(title, height=0.45 + 0.55 * len(found), bare=True) as drawing:
        for y, (moment, counted) in enumerate(found):
            drawing.axes.text(0, y - 0.04, moment.title.in_(language), va="bottom")
            left = 0
            for name, (fill, ink) in looks.items():
                n = counted[name]
                drawing.axes.barh([y + 0.2], [n], left=left, height=0.36, color=fill, edgecolor=TOKENS["accent"])
                if n:
                    place = left + n / 2
                    drawing.axes.text(place, y + 0.2, str(n), ha="center", va="center", color=ink or TOKENS["ink"])
                left += n
        words = "   ".join(
            f"{sign} {ui(f'ifthen.group.{name}', language)}" for sign, name in zip("■▨□", looks, strict=True)
        )
        drawing.axes.text(0, len(found) - 0.3, words, va="center", fontsize=8.5)
        most = max([1, *(sum(counted[name] for name in looks) for _, counted in found)])
        drawing.axes.set(xlim=(-0.005 * most, 1.005 * most), ylim=(len(found), -0.4))
    return Chart(drawing.svg, title, "; ".join(_in_words(moment, counted, language) for moment, counted in found))


def _title(found: list[tuple[Moment, dict[Value, int]]], language: Language) -> str:
    """Which moment the fewest said aloud; or that everybody did."""
    fewest = min(found, key=lambda row: row[1]["aloud"] / sum(row[1].values()))
    n, of = fewest[1]["aloud"], sum(fewest[1].values())
    if n == of:
        return ui("ifthen.group.all", language)
    return ui("ifthen.group.fewest", language, moment=fewest[0].title.in_(language), n=n, of=of)


def _in_words(moment: Moment, counted: dict[Value, int], language: Language) -> str:
    said = ", ".join(f"{ui(f'ifthen.group.{name}', language)} {counted[name]}" for name in STATES)
    return f"{moment.title.in_(language)}: {said}"
