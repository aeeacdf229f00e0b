"""The portfolio: what a participant takes home, by theme, from everything they did, alone or in a session."""

from dataclasses import dataclass

from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.content.text import Language
from workbook.exercises import load_content
from workbook.player.arrival import arrival
from workbook.player.check import Said, play_themes
from workbook.player.parameters import Parameters
from workbook.player.plan import plan_of
from workbook.player.room import Room, room_of
from workbook.player.shaping import shaped_for
from workbook.player.steps import context_of, credits_of
from workbook.player.visitor import Visitor, current_visitor
from workbook.store import responses, sessions
from workbook.store.responses import History
from workbook.store.sessions import Session
from workbook.view.blocks import Block, Box, Heading, Link, Prose, as_data
from workbook.view.context import keepsake
from workbook.view.page_widget import PageWidget


@dataclass(frozen=True)
class Kept:
    """What somebody keeps of one exercise."""

    exercise: Exercise
    theme: Theme[Exercise]
    where: str  # the title of the session, '' for alone
    blocks: tuple[Block, ...]


def theme_progress(engine: Engine, person: str, session_id: str, theme: Theme[Exercise]) -> tuple[int, int]:
    """How many of a theme's exercises this person has finished, and how many there are."""
    told = responses.histories(engine, person, session_id)
    done = sum(told[exercise.id].done for exercise in theme.exercises if exercise.id in told)
    return done, len(theme.exercises)


def kept_by(visitor: Visitor, only: str = "") -> list[Kept]:
    """Everything that this visitor takes home, in the order of the workbook; `only` asks for one exercise."""
    content = load_content()
    found = []
    for room, session in _rooms(visitor):
        told = responses.histories(visitor.engine, visitor.person, room.session_id)
        found += _arrived(told, visitor, room, content, session, only)
        for theme in content.themes.values():
            played = shaped_for(theme, session)
            for exercise in (*played.exercises, plan_of(played)):
                if exercise.id in told and only in ("", exercise.id):
                    blocks = _blocks(exercise, told[exercise.id], visitor, room)
                    if blocks:
                        found.append(Kept(exercise, played, room.title, blocks))
    return found


def _arrived(
    told: dict[str, History], visitor: Visitor, room: Room, content: Content, session: Session | None, only: str
) -> list[Kept]:
    """The question with which somebody came to a session: before its first theme."""
    came = arrival()
    if session is None or came.id not in told or only:
        return []
    first = next((content.themes[name] for name in session.settings.themes if name in content.themes), None)
    blocks = _blocks(came, told[came.id], visitor, room)
    return [Kept(came, first, room.title, blocks)] if first and blocks else []


def _blocks(exercise: Exercise, history: History, visitor: Visitor, room: Room) -> tuple[Block, ...]:
    """The last attempt that was finished, else the one that is going on."""
    finished = [attempt for attempt in history.attempts if attempt.done]
    counted = finished[-1] if finished else history.current
    return keepsake(exercise, context_of(exercise, History((counted,)), visitor, room))


def _rooms(visitor: Visitor) -> list[tuple[Room, Session | None]]:
    """Alone first, then every session in which this person has answered."""
    told = responses.everything(visitor.engine, visitor.person)
    names = dict.fromkeys(str(answer["session"]) for answer in told if answer["session"])
    rooms: list[tuple[Room, Session | None]] = [(Room(), None)]
    for name in names:
        session = sessions.get(visitor.engine, name)
        rooms.append((room_of(visitor.engine, session), session))
    return rooms


def portfolio_blocks(kept: list[Kept], content: Content, language: Language) -> tuple[Block, ...]:
    """The portfolio as blocks, with the credits of all its themes at the end; says how to fill it when it is empty."""
    if not kept:
        return (Prose(ui("portfolio.empty", language), "lead"),)
    blocks: list[Block] = []
    for theme in dict.fromkeys(item.theme.id for item in kept):
        mine = [item for item in kept if item.theme.id == theme]
        blocks.append(Heading(mine[0].theme.title.in_(language), 2))
        for item in mine:
            title = item.exercise.title.in_(language)
            blocks.append(Box(item.blocks, "card", f"{title} · {item.where}" if item.where else title))
    sources = dict.fromkeys(source for item in kept for source in item.theme.sources)
    return (*blocks, *credits_of(sources, content, language))


class Portfolio:
    """The portfolio page of a notebook."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._visitor: Visitor | None = None
        self.widget = PageWidget(self._handle)

    def bind(self, visitor: Visitor | None = None) -> PageWidget:
        """The portfolio of `visitor`, by default the one of this kernel."""
        self._visitor = visitor or current_visitor(self._parameters.language)
        self._draw()
        return self.widget

    def check(self) -> Said:
        """Prove that somebody who played everything has something of every theme to take home."""
        if self._visitor and self._visitor.kept:
            return Said("")
        visitor = play_themes(self._parameters)
        kept = {item.theme.id for item in kept_by(visitor)}
        return Said("every theme in the portfolio" if kept == set(load_content().themes) else "a theme is missing")

    def _handle(self, message: dict[str, object]) -> None:
        if message["type"] == "ping":
            self.widget.send({"type": "pong"})
        elif message["type"] == "language" and self._visitor and message.get("language") in ("nl", "en"):
            self._visitor = self._visitor.speak("nl" if message["language"] == "nl" else "en")
            self._draw()
        elif message["type"] == "refresh" and self._visitor:
            self._visitor = self._visitor.again()
            self._draw()

    def _draw(self) -> None:
        visitor = self._visitor
        if visitor is None:
            return
        language = visitor.language
        kept = kept_by(visitor)
        blocks: tuple[Block, ...] = portfolio_blocks(kept, load_content(), language)
        if not visitor.kept:
            blocks = (Prose(ui("not-kept", language), "note"), *blocks)
        if kept and visitor.kept:
            blocks = (Link(ui("portfolio.print", language), f"{visitor.base}mijn/print", "primary", True), *blocks)
        self.widget.view = frame(ui("portfolio.title", language), blocks, visitor)


def frame(title: str, blocks: tuple[Block, ...], visitor: Visitor) -> dict[str, object]:
    """The view of a page that has no steps."""
    words = "home switch lost stuck reload own as-text".split()
    return {
        "title": title,
        "theme": ui("name", visitor.language),
        "blocks": as_data(blocks),
        "language": visitor.language,
        "home": visitor.base,
        "base": visitor.base,
        "anchor": "one",
        "words": {word: ui(word, visitor.language) for word in words},
    }
