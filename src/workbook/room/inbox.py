"""What needs the trainer: reasons to disagree with the makers, and shared texts. Nobody's name is with them."""

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.text import Language
from workbook.store import shares
from workbook.store.sessions import Session
from workbook.store.shares import Shared
from workbook.view.blocks import Block, Box, Details, Prose
from workbook.view.inputs import Button

Blocks = tuple[Block, ...]


def inbox(engine: Engine, session: Session, content: Content, language: Language) -> Blocks:
    """Challenges first, then texts that wait; what was put away stands behind one tap."""
    found = shares.shared_in(engine, session.id)
    challenges = [one for one in found if one.kind == "challenge" and one.state != "put_away"]
    texts = [one for one in found if one.kind == "text" and one.state != "put_away"]
    away = [one for one in found if one.state == "put_away"]
    if not found:
        return (Prose(ui("inbox.empty", language), "note"),)
    blocks: Blocks = (Prose(ui("inbox.careful", language), "note"),)
    for key, ones in (("inbox.challenges", challenges), ("inbox.texts", texts)):
        if ones:
            cards = tuple(_card(one, content, language) for one in ones)
            blocks += (Details(ui(key, language, n=len(ones)), cards, open=True),)
    if away:
        cards = tuple(_card(one, content, language) for one in away)
        blocks += (Details(ui("inbox.away", language, n=len(away)), cards),)
    return blocks


def _card(one: Shared, content: Content, language: Language) -> Block:
    exercise = content.exercises().get(one.exercise)
    where = f"{exercise.code} {exercise.title.in_(language)}" if exercise else ""
    buttons: list[Block] = []
    if one.state != "shown":
        buttons.append(Button(ui("inbox.show", language), f"show:{one.id}", True, "quiet"))
    if one.state == "shown":
        buttons.append(Button(ui("inbox.hide", language), f"wait:{one.id}", True, "quiet"))
    if one.state != "put_away":
        buttons.append(Button(ui("inbox.put-away", language), f"put-away:{one.id}", True, "quiet"))
    shown = (Prose(ui("inbox.is-shown", language), "label"),) if one.state == "shown" else ()
    return Box((Prose(where, "note"), Prose(one.text, "quote"), *shown, Box(tuple(buttons), "actions")), "card")
