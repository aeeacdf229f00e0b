"""The run sheet of a session as one HTML page to print, with its exercises on paper behind it.

It stands by itself (nothing is fetched) and holds no key, no feedback and nobody's answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise, Theme
from workbook.content.text import Language
from workbook.facilitate.run_sheet import Line, left_out, run_sheet
from workbook.facilitate.stylesheet import stylesheet
from workbook.player.plan import plan_of
from workbook.player.shaping import shaped_for
from workbook.player.steps import credits_of
from workbook.store.secrets import shown_code
from workbook.store.sessions import Session
from workbook.view.numbers import listed
from workbook.view.paper import on_paper, role_cards
from workbook.view.paper_html import paper_html

DAY = 24 * 60
NOTES = "predict discuss screen hands_up fallback".split()  # of a line, after what the trainer says


class BadStart(ValueError):
    """What was given is no time of day; the message says what to write, in the language asked."""


@dataclass(frozen=True)
class Wanted:
    """What goes on the page: when a day begins ('' for times from 0:00), the language (None for the session's).

    And whether the exercises for time that is left come on paper too: they may be most of the pile.
    """

    start: str = ""
    language: Language | None = None
    spare: bool = False


AS_IT_IS = Wanted()


@dataclass(frozen=True)
class Sheet:
    """One exercise on paper."""

    code: str
    title: str
    theme: str
    intro: str
    own: str  # the label of our own additions, '' where the exercise is none
    body: Markup
    credit: str  # where the theme comes from: a sheet is handed out on its own
    cards: tuple[Markup, ...] = ()  # the role cards of a trio, each for a sheet of its own


def minutes_of(start: str, language: Language) -> int | None:
    """A time of day ('09:00', '9.00') in minutes after midnight; None for ''. Raises BadStart."""
    if not start.strip():
        return None
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", start.strip(), re.ASCII)
    if found is None:
        raise BadStart(ui("sheet.bad-start", language, value=start[:20]))
    return 60 * int(found[1]) + int(found[2])


def clock(line: Line, begin: int | None) -> str:
    """When a line starts: a time of day where the day begins `begin` minutes after midnight, else hours:minutes."""
    at = line.start if begin is None else (begin + line.start) % DAY
    return f"{at // 60}:{at % 60:02}" if begin is None else f"{at // 60:02}:{at % 60:02}"


def sheet_page(session: Session, content: Content, link: str, wanted: Wanted = AS_IT_IS, tools: str = "") -> str:
    """The page. `link` leads into the session; `tools` is markup of ours for the screen only. Raises BadStart."""
    reads = wanted.language or session.settings.language
    begin = minutes_of(wanted.start, reads)
    content = shaped(content, session)
    lines = run_sheet(session.settings, content, reads)
    drawing = segno.make(link, error="m").svg_inline(dark="#000", light="#fff", border=0, omitsize=True)
    return (
        _pages()
        .get_template("sheet.html.j2")
        .render(
            t=lambda key, **values: ui(key, reads, **values),
            language=reads,
            session=session.settings,
            programme=ui(f"facilitate.programme.{session.settings.programme}", reads),
            notes=lambda line: _notes(line, reads),
            closed=not session.open,
            code=shown_code(session.code),
            link=link.partition("/join/")[0],
            drawing=Markup(drawing),  # made by segno  # noqa: S704
            style=Markup(stylesheet()),  # ours  # noqa: S704
            tools=Markup(tools),  # ours  # noqa: S704
            days=_days(lines),
            spare=[line for line in lines if line.spare],
            clock=lambda line: clock(line, begin),
            timed=begin is not None,
            missing=_missing(session, content, reads),
            sheets=_sheets(_on_paper(lines, wanted), session, content, reads),
            spare_on_paper=_on_paper(lines, wanted) == lines,
        )
    )


def shaped(content: Content, session: Session) -> Content:
    """The content with this session's own cases and options in it."""
    themes = {name: shaped_for(theme, session) for name, theme in content.themes.items()}
    return Content(themes, content.articles, content.programmes)


@cache
def _pages() -> Environment:
    loader = PackageLoader("workbook.facilitate", "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _notes(line: Line, language: Language) -> list[tuple[str, str]]:
    """What stands below what the trainer says, each with what it is."""
    return [(ui(f"sheet.{name}", language), text) for name in NOTES if (text := getattr(line, name))]


def _days(lines: tuple[Line, ...]) -> list[list[Line]]:
    planned = [line for line in lines if not line.spare]
    return [[line for line in planned if line.day == day] for day in sorted({line.day for line in planned})]


def _missing(session: Session, content: Content, language: Language) -> str:
    """What the programme asks for and the session does not have, in a sentence; '' for nothing."""
    missing = left_out(session.settings, content)
    if not missing:
        return ""
    names = dict.fromkeys(name or ui("sheet.own-themes", language) for name, _ in missing)
    return ui("sheet.left-out", language, names=listed(list(names), language), n=sum(n for _, n in missing))


def _credit(theme: Theme[Exercise], content: Content, language: Language) -> str:
    """Where a theme comes from, as its page says it, in one paragraph."""
    notes = credits_of(theme.sources, content, language)
    return " ".join(f"{note.title}: {' '.join(note.text.split())}" for note in notes)


def _on_paper(lines: tuple[Line, ...], wanted: Wanted) -> tuple[Line, ...]:
    """The lines whose exercises are printed: those of the programme, or all where it has none or all are wanted."""
    planned = tuple(line for line in lines if not line.spare)
    return lines if wanted.spare or not any(line.exercise for line in planned) else planned


def _sheets(lines: Sequence[Line], session: Session, content: Content, language: Language) -> list[Sheet]:
    """The exercises of these lines in their order, then the plan of each theme that they come from."""
    exercises = content.exercises()
    played = [exercises[line.exercise] for line in lines if line.exercise]
    wanted = [(exercise, content.theme_of(exercise.id)) for exercise in played]
    themes = {theme.id for _, theme in wanted}
    plans = [
        (plan_of(content.themes[name]), content.themes[name]) for name in session.settings.themes if name in themes
    ]
    return [_sheet(exercise, theme, content, language) for exercise, theme in (*wanted, *plans)]


def _sheet(exercise: Exercise, theme: Theme[Exercise], content: Content, language: Language) -> Sheet:
    own = ui("own", language)
    body = paper_html(on_paper(exercise, language), language, own)
    title, about, intro = (text.in_(language) for text in (exercise.title, theme.title, exercise.intro))
    credit = _credit(theme, content, language)
    cards = tuple(paper_html(card, language) for card in role_cards(exercise, language))
    return Sheet(exercise.code, title, about, intro, own if exercise.own else "", body, credit, cards)
