"""What can be wrong with a story: every state that can be reached is looked at; each fault has its own sentence.

A state is a moment with the memories that are held there. All paths are followed, so that what stands in the file can
be played: every moment, move, memory, aside and ending, and none goes round in a circle.
"""

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from workbook.exercises.story import Node, Story

State = tuple[str, frozenset[str]]


def check(story: "Story") -> None:
    """Raises PydanticCustomError story-name, story-circle, story-few or story-never."""
    _names(story)
    seen = _seen(story)
    for kind, wanted in _wanted(story).items():
        missing = sorted(wanted - seen[kind])
        if missing:
            raise PydanticCustomError("story-never", "{name} is never reached", {"name": missing[0]})


def _names(story: "Story") -> None:
    """Every name that is used exists."""
    chapters, memories = {one.id for one in story.chapters}, {one.id for one in story.memories}
    places = _places(story)
    used = [(story.start, {node.id for node in story.nodes})]
    for node in story.nodes:
        used += [(node.chapter, chapters), *((aside.when, memories) for aside in node.asides)]
        for move in node.moves:
            used += [(move.next, places), *((way.to, places) for way in move.instead)]
            used += [(name, memories) for name in (*move.remember, *(way.when for way in move.instead))]
            used += [(move.when, memories)] if move.when else []
    for name, known in used:
        if name not in known:
            raise PydanticCustomError("story-name", "there is no {name}", {"name": name, "known": ", ".join(known)})


def _places(story: "Story") -> set[str]:
    return {node.id for node in story.nodes} | {ending.id for ending in story.endings}


def _wanted(story: "Story") -> dict[str, set[str]]:
    return {
        "place": _places(story),
        "move": {f"{node.id}.{move.id}" for node in story.nodes for move in node.moves},
        "memory": {one.id for one in story.memories},
        "aside": {f"{node.id}: {aside.when}" for node in story.nodes for aside in node.asides},
    }


def _seen(story: "Story") -> dict[str, set[str]]:
    """Everything that can come by, following every move from every state."""
    nodes = story.by_id
    seen: dict[str, set[str]] = {"place": set(), "move": set(), "memory": set(), "aside": set()}
    known: set[State] = set()

    def visit(name: str, held: frozenset[str], before: tuple[str, ...]) -> None:
        seen["place"].add(name)
        seen["memory"] |= held
        if name in before:
            raise PydanticCustomError("story-circle", "{name} comes back", {"name": name})
        if name not in nodes or (name, held) in known:
            return
        known.add((name, held))
        for onward in _onward(nodes[name], held, seen):
            visit(*onward, (*before, name))

    visit(story.start, frozenset(), ())
    return seen


def _onward(node: "Node", held: frozenset[str], seen: dict[str, set[str]]) -> list[State]:
    offered = node.offered(held)
    if len(offered) < 2:
        raise PydanticCustomError("story-few", "{name} may offer fewer than two moves", {"name": node.id})
    seen["move"] |= {f"{node.id}.{move.id}" for move in offered}
    seen["aside"] |= {f"{node.id}: {aside.when}" for aside in node.asides if aside.when in held}
    after = [(move, held | set(move.remember)) for move in offered]
    return [(move.leads_to(then), then) for move, then in after]


def roads(story: "Story") -> int:
    """How many different roads lead from the start to an ending."""
    nodes, counted = story.by_id, dict[State, int]()

    def count(name: str, held: frozenset[str]) -> int:
        if name not in nodes:
            return 1
        if (name, held) not in counted:
            moves = [(move, held | set(move.remember)) for move in nodes[name].offered(held)]
            counted[name, held] = sum(count(move.leads_to(then), then) for move, then in moves)
        return counted[name, held]

    return count(story.start, frozenset())
