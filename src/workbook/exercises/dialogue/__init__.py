"""Dialogue: say your line aloud, choose the nearest, hold the silence after the no, and see where the talk goes.

The author draws a graph of turns; every way through it ends. Three things are counted per turn (clear, warm, client
helped) and shown as means in halves; the silence is measured apart from them. An author who wants to measure something
else names a `meter`: one level that every line moves, such as the room that a client gives (see `meter`).
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Value, Words
from workbook.content.checks import unique
from workbook.content.models import Exercise, ExerciseOptions, Id, Labelled, Note
from workbook.content.text import Model, Text
from workbook.exercises.dialogue.checks import (
    check_bands,
    check_graph,
    check_strengths,
    plain_name,
    scaled,
    slug,
)
from workbook.exercises.dialogue.lines import Node, Persistence
from workbook.exercises.dialogue.meter import HARDEST, MILDEST, USUAL, Defence, Meter, check_lines

Strength = Literal["clear", "warm", "helped"]
STRENGTHS: tuple[Strength, ...] = ("clear", "warm", "helped")
LONGEST_SILENCE = 60
TRIES = ("", "-2", "-3")  # the first silence of a turn and two more
OWN_LINE = "own-line"

Name = Annotated[str, AfterValidator(plain_name)]


class Names(Model):
    """Who `{client}` and `{colleague}` are."""

    client: Name
    colleague: Name | None = None


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


def edges_of(nodes: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    """For every one of these turns, where each of its lines leads."""
    return {node.id: tuple(option.next for option in node.options) for node in nodes}


class Dialogue(Exercise):
    """A conversation with a client as a graph of turns."""

    type: Literal["dialogue"]
    names: Names
    scene: Text
    start: Id
    nodes: tuple[Node, ...] = Field(min_length=1)
    persistence: Persistence | None = None
    silence: SilenceStep | None = None
    endings: tuple[Ending, ...] = Field(min_length=1)
    strengths: tuple[Note, ...] = ()
    meter: Meter | None = None
    moves: tuple[Labelled, ...] = ()
    defence: Defence | None = None
    own_prompt: Text | None = None
    hardness: int = Field(default=USUAL, ge=MILDEST, le=HARDEST)

    class Options(ExerciseOptions):
        """Names (1–20 letters), the silence to aim at (2–6 s), whether it is measured.

        How hard the client is, and how often the client insists: 1–3 each; None leaves both as they are.
        """

        client_name: Name | None = None
        colleague_name: Name | None = None
        silence_goal: int = Field(default=4, ge=2, le=6)
        silence: bool = True
        hardness: int | None = Field(default=None, ge=MILDEST, le=HARDEST)
        persistence: int | None = Field(default=None, ge=1, le=3)

    @model_validator(mode="after")
    def _fits_together(self) -> "Dialogue":
        endings = [ending.id for ending in self.endings]
        unique([node.id for node in (*self.nodes, *(self.persistence.turns if self.persistence else ()))] + endings)
        if self.persistence:
            self.persistence.check(self.nodes)
        for node in self.longest:
            unique([option.id for option in node.options])
        check_graph(edges_of(self.nodes), self.start, endings)
        check_graph(edges_of(self.longest), self.start, endings)
        check_strengths([note.id for note in self.strengths], () if self.meter else STRENGTHS)
        unique(move.id for move in self.moves)
        check_lines(self)
        silent = next((node for node in self.longest for option in node.options if option.silence), None)
        if silent and self.silence is None:
            raise PydanticCustomError("dialogue-silence", "no silence step for node {node}", {"node": silent.id})
        return self

    @property
    def edges(self) -> dict[str, tuple[str, ...]]:
        """For every turn, where each of its lines leads, in the author's order."""
        return edges_of(self.nodes)

    @property
    def longest(self) -> tuple[Node, ...]:
        """Every turn that the author wrote: those of the talk in which the client insists most often."""
        return self.persistence.put_into(self.nodes, self.persistence.most) if self.persistence else self.nodes

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
        """Other names, another silence or none, a harder client. Raises KeyError for what the author did not write."""
        assert isinstance(options, Dialogue.Options)
        self._refuse_unwritten(options)
        names = Names(
            client=options.client_name or self.names.client, colleague=options.colleague_name or self.names.colleague
        )
        step = self.silence if options.silence else None
        if step and "silence_goal" in options.model_fields_set:
            step = step.with_goal(options.silence_goal)
        nodes = self.nodes
        if self.persistence and options.persistence is not None:
            nodes = self.persistence.put_into(nodes, options.persistence)
        hardness = options.hardness or self.hardness
        return self.model_copy(update={"names": names, "silence": step, "nodes": nodes, "hardness": hardness})

    def _refuse_unwritten(self, options: "Dialogue.Options") -> None:
        """Raises KeyError where the client would need words that are not there: harder ones, or more of them."""
        if options.hardness is not None and not any(node.mild or node.hard for node in self.longest):
            raise KeyError("hardness")
        if (options.persistence or 1) > (self.persistence.most if self.persistence else 1):
            raise KeyError("persistence")

    def with_case(self, case: Mapping[str, Text]) -> "Dialogue":
        """This talk with another scene: the one key '1'. Raises ValueError('dialogue-case') for other keys."""
        if set(case) != {"1"}:
            raise ValueError("dialogue-case")
        return self.model_copy(update={"scene": case["1"]})

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
