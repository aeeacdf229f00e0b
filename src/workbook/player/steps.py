"""The steps of a theme page: welcome, one step per exercise, the plan for tomorrow with the sources."""

import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from workbook.content.answers import Value
from workbook.content.checks import AROUND
from workbook.content.coverage import ideas_in
from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Article, Exercise, Idea, Theme
from workbook.content.text import Language
from workbook.player import in_room
from workbook.player.pairing import Desk
from workbook.player.plan import Plan
from workbook.player.room import Room
from workbook.player.visitor import Visitor
from workbook.store.responses import History
from workbook.view.blocks import Block, Box, Details, FeedbackNote, Heading, Link, Links, Listing, Prose, Step
from workbook.view.context import Context, render
from workbook.view.numbers import day

WELCOME = "welcome"


def welcome(theme: Theme[Exercise], exercises: tuple[Exercise, ...], visitor: Visitor, room: Room) -> tuple[Block, ...]:
    """The first step: why this theme, what you can do afterwards, what you are going to do, who sees what."""
    language = visitor.language
    parts = [
        ui("intro.minutes", language, title=e.title.in_(language), minutes=e.minutes)
        for e in exercises
        if not isinstance(e, Plan)
    ]
    notes = [ui("intro.alone", language)]
    if room.session_id:
        notes.insert(0, ui("intro.room", language, title=room.title, pseudonym=visitor.pseudonym))
    if not visitor.kept:
        notes.insert(0, ui("not-kept", language))
    return (
        Prose(theme.intro.in_(language), "lead"),
        Box((Prose(theme.aim.in_(language)),), "card", ui("intro.aim", language)),
        Heading(ui("intro.parts", language)),
        Listing(tuple(parts), ordered=True),
        *(Prose(note, "note") for note in notes),
    )


def exercise_step(
    exercise: Exercise,
    history: History,
    visitor: Visitor,
    room: Room,
    first_screen: bool,
    desk: Desk | None = None,
    ideas: Mapping[str, Idea] = MappingProxyType({}),
) -> tuple[Block, ...]:
    """What stands on the card of one exercise now, and below it what the room answered once that is open."""
    context = context_of(exercise, history, visitor, room, desk)
    waiting = in_room.waiting(exercise, history, context, room)
    if waiting is not None:
        return (*waiting, *in_room.below(exercise, history, context, visitor, room))
    opening: list[Block] = []
    if first_screen:
        opening = [Prose(context.text(exercise.intro), "lead")]
        if exercise.own:
            opening.append(Prose(context.ui("own"), "note"))
    if room.closed:
        opening.insert(0, Prose(context.ui("session.closed"), "note"))
    blocks = (*in_room.above(exercise, history, context, room), *opening, *render(exercise, context))
    below = in_room.below(exercise, history, context, visitor, room)
    return (*blocks, *below, *_taught(exercise, context, visitor, ideas))


def _taught(exercise: Exercise, context: Context, visitor: Visitor, ideas: Mapping[str, Idea]) -> tuple[Block, ...]:
    """Where this exercise comes from: its ideas by title, once they can no longer give the answer away."""
    done = context.feedback and context.done()  # looked at first: every answer comes by here
    taught = [ideas[name] for name in ideas_in(exercise) if name in ideas] if done else []
    if not taught:
        return ()
    page = f"{visitor.base}ideeen" if visitor.kept else ""
    links = Links(tuple((context.text(idea.title), f"{page}#{idea.anchor}" if page else "") for idea in taught))
    return (Details(context.ui("ideas.here"), (Prose(context.ui("ideas.here-lead"), "note"), links)),)


def context_of(exercise: Exercise, history: History, visitor: Visitor, room: Room, desk: Desk | None = None) -> Context:
    """What this exercise may know of this visitor; `desk` where somebody can pair up."""
    feedback = room.feedback(exercise)
    return Context(
        language=visitor.language,
        answers=history.current.answers,
        earlier=tuple(attempt.answers for attempt in history.attempts[:-1] if attempt.done),
        at=str(history.bookmark or ""),
        feedback=feedback,
        room=bool(room.session_id),
        group=in_room.group(exercise, visitor, room) if feedback and history.current.done else None,
        pairing=desk.look(exercise, visitor, room.session_id) if desk else None,
        print_url=f"{visitor.base}mijn/print?oefening={exercise.id}" if visitor.kept else "",
        base=visitor.base if visitor.kept else "",
        seed=zlib.crc32(visitor.person.encode()),
    )


def closing(theme: Theme[Exercise], content: Content, visitor: Visitor) -> tuple[Block, ...]:
    """Below the plan: the portfolio, around the themes the certificate, and where the theme comes from."""
    language = visitor.language
    portfolio = f"{visitor.base}voila/render/portfolio.ipynb" if visitor.kept else ""
    links = (Link(ui("tomorrow.portfolio", language), portfolio),) if portfolio else ()
    if visitor.kept and theme.letter == AROUND:
        links = (*links, Link(ui("certificate.link", language), f"{visitor.base}mijn/bewijs"))
    ideas = f"{visitor.base}ideeen#{theme.sources[0]}" if visitor.kept else ""
    every = (Link(ui("ideas.link", language), ideas, new_window=True),) if ideas else ()
    return (*links, *credits_of(theme.sources, content, language), *every)


def credits_of(sources: Iterable[str], content: Content, language: Language) -> tuple[FeedbackNote, ...]:
    """The credit of these articles: on every page and print."""
    said = [_credit(content.articles[source], language) for source in sources]
    made = ui("sources.made" if len(said) == 1 else "sources.made.many", language)
    return (FeedbackNote("\n\n".join([*said, made]), ui("sources.title", language)),)


def _credit(article: Article, language: Language) -> str:
    line = ui("sources.line", language, title=article.title, author=article.author)
    written = day(date.fromisoformat(article.date), language) if article.date else ""
    said = ", ".join(part for part in (line, article.place, written) if part) + "."
    return f"{said}\n{article.note.in_(language)}" if article.note else said


def frame(
    step: str,
    order: list[str],
    exercise: Exercise | None,
    theme: Theme[Exercise],
    language: Language,
    anchor: str,
    done: bool = True,
) -> dict[str, object]:
    """Where this step is on the page: heading, progress, the way back and on (which skips what is not `done`)."""
    number = order.index(step) + 1
    plain = {"n": number, "of": len(order)}
    if exercise is None:
        where, title = ui("step.plain", language, **plain), theme.title.in_(language)
    else:
        where = ui("step.where", language, **plain, minutes=exercise.minutes)
        title = exercise.title.in_(language)
    onward = {1: "step.start", len(order) - 1: "step.plan"}.get(number, "step.next") if done else "step.skip"
    return {
        "exercise": exercise.id if exercise else "",
        "title": title,
        "where": where,
        "back": ui("step.back", language) if number > 1 else "",
        "next": ui(onward, language) if number < len(order) else "",
        "value": number,
        "maximum": len(order),
        "anchor": anchor,
    }


def visible_answers(history: History) -> Mapping[str, Value]:
    """The own answers that the browser needs to know what is still missing."""
    return history.current.answers


def as_step(frame_of: dict[str, object], blocks: tuple[Block, ...]) -> Step:
    """A step from its frame and its blocks."""
    return Step(blocks=blocks, **frame_of)  # type: ignore[arg-type]
