"""A small exercise for tests of the store: something to choose, a number, a text, a part that is committed."""

from collections.abc import Mapping
from typing import Literal

from workbook.content.answers import DONE, Answer, Flag, Number, OneOf, Value, Words
from workbook.content.models import Exercise
from workbook.content.text import Text

SOME = Text(nl="x", en="x")


class Ask(Exercise):
    """Items `choice`, `number`, `text`, `maybe`, and a part `part.a` with its own commit."""

    type: Literal["ask"] = "ask"
    open_end: bool = False  # a plan: never locked

    def items(self) -> Mapping[str, Answer]:
        return {
            "choice": OneOf(("left", "right")),
            "number": Number(0, 10, 0.5),
            "text": Words(20),
            "maybe": Words(20),
            "part.a": OneOf((1, 2)),
            f"part.{DONE}": Flag(),
            DONE: Flag(),
        }

    def locked(self, item: str, answers: Mapping[str, Value]) -> bool:
        return not self.open_end and super().locked(item, answers)


def ask(name: str = "vraag", sensitive: bool = False, open_end: bool = False) -> Ask:
    """An exercise called `name`."""
    shared = {"title": SOME, "goal": SOME, "intro": SOME, "discussion": SOME, "own": True}
    return Ask(id=name, code="A1", minutes=1, sensitive=sensitive, open_end=open_end, **shared)
