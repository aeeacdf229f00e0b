"""The last step of every page: what will you do tomorrow? Played and stored as an exercise of its own."""

from collections.abc import Mapping
from typing import Literal

from workbook.content.answers import DONE, Answer, Flag, Value, Words
from workbook.content.interface import text, ui
from workbook.content.models import Exercise, Theme, Tomorrow
from workbook.content.text import Language
from workbook.scoring import UNANSWERED, Answers, Respondent, Score, answered, reachable, score, simulate
from workbook.store.privacy import Group
from workbook.view.blocks import Block, Listing, Prose, Table
from workbook.view.context import Context, keepsake, render, summarise
from workbook.view.inputs import TextField


class Plan(Exercise):
    """One sentence, one person, one date."""

    type: Literal["plan"] = "plan"
    tomorrow: Tomorrow

    def items(self) -> Mapping[str, Answer]:
        """The three lines of the plan."""
        return {"what": Words(200), "who": Words(20), "when": Words(40), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A plan can always be changed."""
        return False


def plan_of(theme: Theme[Exercise]) -> Plan:
    """The closing plan of a theme."""
    title = text("tomorrow.title")
    origin = {"sources": theme.tomorrow.sources, "own": theme.tomorrow.own}
    shared = {"title": title, "goal": theme.aim, "intro": theme.tomorrow.prompt, "discussion": theme.tomorrow.prompt}
    return Plan(id=f"{theme.id}-plan", code=f"{theme.letter}9", minutes=3, tomorrow=theme.tomorrow, **origin, **shared)


@score.register
def _score(exercise: Plan, answers: Answers) -> Score:
    return Score("unscored") if answered(answers) else UNANSWERED


@reachable.register
def _reachable(exercise: Plan) -> frozenset[str]:
    return frozenset()


@simulate.register
def _simulate(exercise: Plan, respondent: Respondent) -> dict[str, Value]:
    what = {"strong": exercise.tomorrow.examples[0].nl, "weak": "Iets.", "random": "Ik bel één klant."}
    return {"what": what[respondent.kind], "who": "N.", "when": "morgen", DONE: True}


@render.register
def _render(exercise: Plan, context: Context) -> tuple[Block, ...]:
    def field(item: str, longest: int) -> TextField:
        rows = 2 if item == "what" else 1
        return TextField(item, context.ui(f"tomorrow.{item}"), str(context.answers.get(item) or ""), rows, longest)

    examples = tuple(context.text(example) for example in exercise.tomorrow.examples)
    fields: tuple[Block, ...] = (field("what", 200), field("who", 20), field("when", 40))
    closing: Block = context.commit(context.ui("tomorrow.commit"), ("what",))
    if context.done():
        closing = Prose(context.ui("tomorrow.done"), "note")
    return (Prose(context.ui("tomorrow.examples"), "label"), Listing(examples), *fields, closing)


@summarise.register
def _summarise(exercise: Plan, group: Group, language: Language) -> tuple[Block, ...]:
    return (Prose(ui("tomorrow.group", language, n=group.n)),)


@keepsake.register
def _keepsake(exercise: Plan, context: Context) -> tuple[Block, ...]:
    told = [(item, context.answers.get(item)) for item in ("what", "who", "when")]
    rows = tuple((context.ui(f"tomorrow.{item}"), str(value)) for item, value in told if value)
    return (Table(context.ui("tomorrow.title"), ("", ""), rows),) if rows else ()
