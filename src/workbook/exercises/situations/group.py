"""What a room sees of situations: where people differ most, and the roles they chose."""

from workbook.content.answers import Value
from workbook.content.interface import ui
from workbook.content.text import Language
from workbook.exercises.situations import KEYS, Option, Situations
from workbook.exercises.situations.quick_group import quick_summary
from workbook.scoring import score
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Chart, Prose, Table
from workbook.view.charts import canvas
from workbook.view.context import summarise
from workbook.view.tokens import TOKENS


@summarise.register
def _summarise(exercise: Situations, group: Group, language: Language) -> tuple[Block, ...]:
    if exercise.quick:
        return quick_summary(exercise, group, language)
    rows = []
    for number, scene in enumerate(exercise.scenes, 1):
        for option in scene.options:
            counted = group.counts(f"{scene.id}.{option.id}", KEYS)
            if counted:
                rows.append((number, scene, option, counted))
    widest = sorted(rows, key=lambda row: max(row[3].values()))[:3]  # the least agreement first
    blocks: list[Block] = [Prose(ui("situations.group.lead", language, n=group.n), "label")]
    for number, scene, option, counted in widest:
        blocks.append(_spread(f"{number}. {scene.title.in_(language)}", option, counted, language))
    best = group.numbers(lambda answers: score(exercise, answers).counts.get("best"))
    if best:
        total = sum(option.key == "helps" for scene in exercise.scenes for option in scene.options)
        middle = sorted(best)[len(best) // 2]
        blocks.append(Prose(ui("situations.group.best", language, n=int(middle), of=total)))
    return (*blocks, *_roles(exercise, group, language))


def _spread(scene: str, option: Option, counted: dict[Value, int], language: Language) -> Block:
    names = [ui(f"key.{key}", language) for key in KEYS]
    numbers = [counted[key] for key in KEYS]
    title = f"{scene}: {option.text.in_(language)}"
    with canvas(title, height=0.9, bare=True) as drawing:
        left = 0
        for n, colour in zip(numbers, ("harms", "depends", "helps"), strict=True):
            drawing.axes.barh([0], [n], left=left, color=TOKENS[f"{colour}-soft"], edgecolor=TOKENS[colour])
            if n:
                drawing.axes.text(left + n / 2, 0, f"{n}", ha="center", va="center")
            left += n
        whole = sum(numbers)
        for name, place, side in zip(names, (0.0, whole / 2, float(whole)), ("left", "center", "right"), strict=True):
            drawing.axes.text(place, -0.55, name, ha=side, va="top", fontsize=8.5)
        drawing.axes.set(xlim=(-0.005 * whole, 1.005 * whole), ylim=(-1.3, 0.5))
    text = ", ".join(f"{name}: {n}" for name, n in zip(names, numbers, strict=True))
    return Chart(drawing.svg, title, text)


def _roles(exercise: Situations, group: Group, language: Language) -> tuple[Block, ...]:
    rows = []
    for number, scene in enumerate(exercise.scenes, 1):
        counted = group.counts(f"{scene.id}.role", [role.id for role in exercise.roles]) if exercise.roles else None
        if counted:
            rows.append((f"{number}. {scene.title.in_(language)}", *(str(counted[role.id]) for role in exercise.roles)))
    head = (ui("situations.group.scene", language), *(role.text.in_(language) for role in exercise.roles))
    return (Table(ui("situations.group.roles", language), head, tuple(rows)),) if rows else ()
