"""Dialogue: say your line aloud, choose the nearest, hold the silence after the no, and see where the talk goes.

The author draws a graph of turns; every way through it ends. Three things are counted per turn (clear, warm, client
helped) and shown as means in halves; the silence is measured apart from them. An author who wants to measure something
else names a `meter`: one level that every line moves, such as the room that a client gives (see `meter`).
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Cited, Exercise, ExerciseOptions, Id, Labelled, Note
from workbook.content.text import Model, Text
from workbook.exercises.dialogue.checks import (
    check_bands,
    check_graph,
    check_strengths,
    plain_name,
    scaled,
    slug,
)
from workbook.exercises.dialogue.meter import HARDEST, MILDEST, USUAL, Defence, Meter, check_lines

Strength = Literal["clear", "warm", "helped"]
STRENGTHS: tuple[Strength, ...] = ("clear", "warm", "helped")
MOST = 3  # the most that one line can be worth for each of the three
LONGEST_SILENCE = 60
TRIES = ("", "-2", "-3")  # the first silence of a turn and two more
OWN_LINE = "own-line"

Name = Annotated[str, AfterValidator(plain_name)]
Worth = Annotated[int, Field(ge=0, le=MOST)]


class Names(Model):
    """Who `{client}` and `{colleague}` are."""

    client: Name
    colleague: Name | None = None


class Points(Model):
    """What a line is worth, 0–3 each: is it clear, is it warm, does it help the client on."""

    clear: Worth
    warm: Worth
    helped: Worth

    @property
    def total(self) -> int:
        """All three together, 0–9."""
        return self.clear + self.warm + self.helped


class Line(Cited):
    """One thing to say: what it is worth, whether a silence follows, and which turn or ending is next.

    It is worth `points`, or with a meter it has a `shift`; `move` names what kind of line it is.
    """

    id: Id
    text: Text
    points: Points | None = None
    shift: int | None = None
    move: Id | None = None
    defends: bool = False
    silence: bool = False
    next: Id
    feedback: Text

    @property
    def worth(self) -> int:
        """How good this line is, to compare it with others of its turn."""
        return self.points.total if self.points else self.shift or 0


class Node(Model):
    """One turn: what the client says (in milder and harder words too, where these are written), what you can say."""

    id: Id
    line: Text
    mild: Text | None = None
    hard: Text | None = None
    options: tuple[Line, ...] = Field(min_length=2)


class Band(Note):
    """How long a silence was: all that is below `below` seconds (rounded to halves) and not in an earlier band."""

    below: float | None = Field(default=None, gt=0, le=LONGEST_SILENCE)


class SilenceStep(Model):
    """The measured silence after a line that asks for one."""

    goal_seconds: int = Field(ge=2, le=6)
    prompt: Text
    fill_ins: tuple[Text, ...] = Field(min_length=2, max_length=6)
    bands: tuple[Band, ...]
    fill_in_pressed: Note

    @model_validator(mode="after")
    def _bands_in_order(self) -> "SilenceStep":
        check_bands([(band.id, band.below) for band in self.bands])
        unique(self.fill_in_ids)
        return self

    @property
    def fill_in_ids(self) -> tuple[str, ...]:
        """A stable id for every tempting line, made from its Dutch text: moving a line keeps its id."""
        return tuple(slug(text.nl) for text in self.fill_ins)

    def with_goal(self, seconds: int) -> "SilenceStep":
        """This step with another goal: the bands grow or shrink with it, in half seconds."""
        bands = tuple(
            band.model_copy(update={"below": scaled(band.below, seconds, self.goal_seconds)}) for band in self.bands
        )
        return self.model_copy(update={"goal_seconds": seconds, "bands": bands})


class Ending(Model):
    """How a talk closes."""

    id: Id
    text: Text


class Dialogue(Exercise):
    """A conversation with a client as a graph of turns."""

    type: Literal["dialogue"]
    names: Names
    scene: Text
    start: Id
    nodes: tuple[Node, ...] = Field(min_length=1)
    silence: SilenceStep | None = None
    endings: tuple[Ending, ...] = Field(min_length=1)
    strengths: tuple[Note, ...] = ()
    meter: Meter | None = None
    moves: tuple[Labelled, ...] = ()
    defence: Defence | None = None
    own_prompt: Text | None = None
    hardness: int = Field(default=USUAL, ge=MILDEST, le=HARDEST)

    class Options(ExerciseOptions):
        """Names (1–20 letters), the silence to aim at (2–6 s), whether it is measured, how hard the client is (1–3)."""

        client_name: Name | None = None
        colleague_name: Name | None = None
        silence_goal: int = Field(default=4, ge=2, le=6)
        silence: bool = True
        hardness: int | None = Field(default=None, ge=MILDEST, le=HARDEST)

    @model_validator(mode="after")
    def _fits_together(self) -> "Dialogue":
        unique([node.id for node in self.nodes] + [ending.id for ending in self.endings])
        for node in self.nodes:
            unique([option.id for option in node.options])
        check_graph(self.edges, self.start, [ending.id for ending in self.endings])
        check_strengths([note.id for note in self.strengths], () if self.meter else STRENGTHS)
        unique(move.id for move in self.moves)
        check_lines(self)
        silent = next((node for node in self.nodes for option in node.options if option.silence), None)
        if silent and self.silence is None:
            raise PydanticCustomError("dialogue-silence", "no silence step for node {node}", {"node": silent.id})
        return self

    @property
    def edges(self) -> dict[str, tuple[str, ...]]:
        """For every turn, where each of its lines leads, in the author's order."""
        return {node.id: tuple(option.next for option in node.options) for node in self.nodes}

    @property
    def by_id(self) -> dict[str, Node]:
        """The turns by id."""
        return {node.id: node for node in self.nodes}

    def said(self, text: Text) -> Text:
        """`text` with the names (and the counting towards the goal) filled in."""
        goal = self.silence.goal_seconds if self.silence else 4
        count = ", ".join(str(20 + second) for second in range(1, goal + 1))
        names = {"client": self.names.client, "colleague": self.names.colleague}
        return text.fill(count=count, **{role: name for role, name in names.items() if name})

    def says(self, node: Node) -> Text:
        """What the client says at a turn, as hard as this client is."""
        other = {MILDEST: node.mild, HARDEST: node.hard}.get(self.hardness)
        return other or node.line

    def with_options(self, options: ExerciseOptions) -> "Dialogue":
        """Other names, another silence or none, another hardness. Raises KeyError where a talk has no harder words."""
        assert isinstance(options, Dialogue.Options)
        names = Names(
            client=options.client_name or self.names.client, colleague=options.colleague_name or self.names.colleague
        )
        step = self.silence if options.silence else None
        if step and "silence_goal" in options.model_fields_set:
            step = step.with_goal(options.silence_goal)
        if options.hardness is not None and not any(node.mild or node.hard for node in self.nodes):
            raise KeyError("hardness")
        hardness = options.hardness or self.hardness
        return self.model_copy(update={"names": names, "silence": step, "hardness": hardness})

    def items(self) -> Mapping[str, Answer]:
        """Per turn the line and its commit, at most three silences with what filled them; own line; the commit."""
        items: dict[str, Answer] = {}
        for node in self.nodes:
            items[f"{node.id}.choice"] = OneOf(tuple(option.id for option in node.options))
            items[f"{node.id}.{DONE}"] = Flag()
            if self.silence and any(option.silence for option in node.options):
                for again in TRIES:
                    items[f"{node.id}.fill-in{again}"] = OneOf(self.silence.fill_in_ids)
                    items[f"{node.id}.silence{again}"] = Number(0, LONGEST_SILENCE, 0)
        return items | {OWN_LINE: Words(200), DONE: Flag()}

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        """A silence follows the commit of its turn and is measured once; the own line is written after the result."""
        if item == OWN_LINE:
            return False
        part, _, name = item.rpartition(".")
        if name.startswith(("silence", "fill-in")):
            measured = f"{part}.{name.replace('fill-in', 'silence')}"
            return bool(answers.get(DONE)) or answers.get(measured) is not None
        return super().locked(item, answers)


from workbook.exercises.dialogue import pages, paper, room, scoring, walk  # noqa: E402,F401  (they register)
