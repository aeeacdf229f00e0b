"""Sharing own words: private until their writer shares them, then the trainer decides whether the room sees them."""

from workbook.content.answers import CHALLENGE, SHARE, Refused, Words
from workbook.content.models import Exercise
from workbook.player.room import Room
from workbook.player.visitor import Visitor
from workbook.store import shares
from workbook.store.responses import History
from workbook.store.shares import Kind
from workbook.view.blocks import Block, Box, Details, Prose
from workbook.view.context import Context
from workbook.view.inputs import Button, TextField

Blocks = tuple[Block, ...]
MOST_SHOWN = 80  # characters of a text on the list of what can be shared
REASON = "disagree"  # how the items end in which a type asks for a reason itself, at a finer place


def own_texts(exercise: Exercise, history: History) -> dict[str, str]:
    """What this person wrote in the exercise, by item."""
    kinds = {**exercise.items(), **exercise.room_items()}
    answers = history.current.answers
    found = {item: str(answers.get(item) or "").strip() for item, kind in kinds.items() if isinstance(kind, Words)}
    return {item: text for item, text in found.items() if text}


def kind_of(item: str) -> Kind:
    """A reason to disagree goes to the trainer's list, every other text to the room."""
    return "challenge" if item == CHALLENGE or item.rpartition(".")[2] == REASON else "text"


def sharing(exercise: Exercise, history: History, context: Context, visitor: Visitor, room: Room) -> Blocks:
    """Below a finished exercise in a room: disagree with the makers, and share what was written here."""
    if not room.session_id or room.closed or not history.done or not visitor.kept:
        return ()
    given = shares.given_by(visitor.engine, room.session_id, visitor.person)
    mine = {item: one for (name, item), one in given.items() if name == exercise.id}
    rows = [_row(item, text, mine.get(item), context) for item, text in own_texts(exercise, history).items()]
    disagree = _disagree(exercise, context, room)
    if not rows and not disagree:
        return ()
    note = Prose(context.ui("share.note"), "note")
    listed: Blocks = (note, *(block for row in rows for block in row)) if rows else ()
    shown: Blocks = (Details(context.ui("share.title"), listed, open=bool(mine)),) if rows else ()
    return (*disagree, *shown)


def _row(item: str, text: str, given: shares.Shared | None, context: Context) -> Blocks:
    short = text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1].rstrip() + "…"
    if given is None:
        key = "share.challenge" if kind_of(item) == "challenge" else "share.give"
        return (Box((Prose(short, "quote"), Button(context.ui(key), f"{SHARE}{item}", True, "quiet")), "card"),)
    state = context.ui(f"share.{given.state.replace('_', '-')}")
    back = Button(context.ui("share.back"), f"{SHARE}{item}", False, "quiet")
    again: Blocks = ()
    if given.text != text:
        again = (Button(context.ui("share.again"), f"{SHARE}{item}", True, "quiet"),)
    return (Box((Prose(given.text, "quote"), Prose(state, "note"), back, *again), "card"),)


def _disagree(exercise: Exercise, context: Context, room: Room) -> Blocks:
    """A reason to disagree, once the key has been seen; a type may ask for reasons at a finer place itself."""
    asks_itself = any(item.rpartition(".")[2] == REASON for item in exercise.items())
    if asks_itself or not room.feedback(exercise):
        return ()
    value = str(context.answers.get(CHALLENGE) or "")
    field = TextField(CHALLENGE, context.ui("share.disagree-why"), value, 2, 300)
    return (Details(context.ui("share.disagree"), (field,), open=bool(value)),)


def share(exercise: Exercise, history: History, visitor: Visitor, room: Room, item: str, on: object) -> None:
    """Share one own text, or take it back. Raises Refused for a text that is not there, or StoreUnavailable."""
    text = own_texts(exercise, history).get(item, "")
    if not room.session_id or room.closed:
        raise Refused("refused.closed")
    if not on:
        shares.take_back(visitor.engine, room.session_id, visitor.person, exercise.id, item)
    elif not text:
        raise Refused("refused.item")
    else:
        who = (room.session_id, visitor.person, exercise.id, item)
        shares.give(visitor.engine, *who, kind_of(item), text)
