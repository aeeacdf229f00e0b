"""Where somebody is in a story: folded from their committed choices. Nothing here is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.content.answers import DONE, Value
from workbook.exercises.story import Ending, Memory, Move, Node, Story


@dataclass(frozen=True)
class Step:
    """One committed choice, with the memories that were held before it."""

    node: Node
    move: Move
    held: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """The committed steps, where they lead (a node or an ending), and the memories held there, oldest first."""

    steps: tuple[Step, ...]
    at: str
    held: tuple[str, ...]
    ending: Ending | None

    def step(self, name: str) -> Step | None:
        """The committed step at this node."""
        return next((step for step in self.steps if step.node.id == name), None)


def follow(story: Story, answers: Mapping[str, Value]) -> Path:
    """The path of these answers; it stops at the first moment without a committed move that was open."""
    steps: list[Step] = []
    at, held, nodes = story.start, tuple[str, ...](), story.by_id
    while at in nodes and len(steps) < len(nodes):
        node = nodes[at]
        chosen = answers.get(node.choice)
        move = next((move for move in node.offered(held) if move.id == chosen), None)
        if move is None or not answers.get(f"{at}.{DONE}"):
            break
        steps.append(Step(node, move, held))
        held = (*held, *(name for name in move.remember if name not in held))
        at = move.leads_to(held)
    return Path(tuple(steps), at, held, next((one for one in story.endings if one.id == at), None))


def remembered(story: Story, path: Path) -> tuple[Memory, ...]:
    """What stays at the end of this path, oldest first."""
    by_id = {memory.id: memory for memory in story.memories}
    return tuple(by_id[name] for name in path.held)
