"""What is said in a talk: the client's turns, the lines to choose from, and the turns in which the client insists."""

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import Field
from pydantic_core import PydanticCustomError

from workbook.content.models import Cited, Id
from workbook.content.text import Model, Text

MOST = 3  # the most that one line can be worth for each of the three
Worth = Annotated[int, Field(ge=0, le=MOST)]


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

    def leading(self, away_from: Collection[str], to: str) -> "Node":
        """This turn with the lines that led to one of `away_from` leading to `to`."""
        led = (o.model_copy(update={"next": to}) if o.next in away_from else o for o in self.options)
        return self.model_copy(update={"options": tuple(led)})


class Persistence(Model):
    """More turns in which the client insists: they come between the turn `after` and the turn `before`."""

    after: Id
    before: Id
    turns: tuple[Node, ...] = Field(min_length=1, max_length=2)

    @property
    def most(self) -> int:
        """How often the client can insist: at the turn `after`, and once for every further turn."""
        return len(self.turns) + 1

    def check(self, nodes: tuple[Node, ...]) -> None:
        """Raises dialogue-persistence where no line of the turn `after` leads to `before`."""
        known = {node.id: {option.next for option in node.options} for node in nodes}
        if self.before not in known or self.before not in known.get(self.after, ()):
            raise PydanticCustomError("dialogue-persistence", "{after}", {"after": self.after, "before": self.before})

    def put_into(self, nodes: tuple[Node, ...], times: int) -> tuple[Node, ...]:
        """The nodes of a talk in which the client insists `times` times (1 to `most`), however often it was before."""
        ours = [turn.id for turn in self.turns]
        return tuple(
            said
            for node in nodes
            if node.id not in ours
            for said in (self._insisting(node, times) if node.id == self.after else (node,))
        )

    def _insisting(self, first: Node, times: int) -> Iterator[Node]:
        """Every turn of the chain; what led past it leads to its next turn, and from the last one to `before`."""
        chain = (first, *self.turns[: times - 1])
        onward = (*(turn.id for turn in chain[1:]), self.before)
        for node, step in zip(chain, onward, strict=True):
            yield node.leading((self.before, self.turns[0].id), step)
