"""The form for a new session: what it asks, and what was filled in as settings."""

from collections.abc import Mapping
from typing import Any, cast, get_args

from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.text import SECTORS, Language, Sector
from workbook.facilitate.session_file import checked_settings
from workbook.player.parameters import BadParameters
from workbook.store.sessions import Programme, SessionSettings
from workbook.view.blocks import Block, Box, Details, Prose
from workbook.view.inputs import Button, Check, Choice, Choosable, TextField

Form = Mapping[str, Any]
TEXTS = {"title": 80, "client": 80}  # what is typed, with its longest
CHOICES = {
    "sector": "business",
    "programme": "half_day",
    "language": "nl",
    "reveal": "by_trainer",
}  # what is chosen, with what stands there at first


def new_session_form(content: Content, form: Form, language: Language, open_: bool) -> Block:
    """What a new session needs; the rest has defaults or comes from a session file."""
    fields = (
        TextField("title", ui("room.new-title", language), rows=1, longest=TEXTS["title"]),
        TextField("client", ui("room.new-client", language), rows=1, longest=TEXTS["client"]),
        _choice("sector", [(name, ui(f"room.sector.{name}", language)) for name in SECTORS], form, language),
        Prose(ui("room.new-themes", language), "label"),
        Box(_themes(content, form, language), "row"),
        _choice("programme", _programmes(language), form, language),
        _choice("language", [("nl", "Nederlands"), ("en", "English")], form, language),
        _choice("reveal", [(n, ui(f"room.reveal.{n}", language)) for n in ("by_trainer", "at_once")], form, language),
        Button(ui("room.new-make", language), "make", True, "quiet", ("title",), ui("room.new-missing", language)),
    )
    return Details(ui("room.new", language), (*fields, Prose(ui("room.new-more", language), "note")), open_)


def takes(item: str) -> bool:
    """Whether an answer belongs to the form."""
    name = item.removeprefix("form-")
    return item in TEXTS or (name != item and name.partition(":")[0] in (*CHOICES, "theme"))


def filled(form: Form, item: str, value: object) -> dict[str, Any]:
    """The form with one answer more; what is typed is cut at its longest."""
    return {**form, item: str(value or "")[: TEXTS[item]] if item in TEXTS else value}


def wished(content: Content, form: Form, language: Language) -> SessionSettings:
    """The form as settings; what was left alone gets its default. Raises BadParameters: what to change, in words."""
    if not str(form.get("title") or "").strip():
        raise BadParameters([ui("room.new-missing", language)])
    themes = [name for name in _for_sector(content, form) if form.get(f"form-theme:{name}") is not False]
    if not themes:
        raise BadParameters([ui("room.new-no-theme", language)])
    typed = {name: form[name] for name in TEXTS if str(form.get(name) or "").strip()}
    chosen = {name: _value(form, name) for name in CHOICES}
    return checked_settings({**typed, **chosen, "themes": themes}, language)


def _value(form: Form, name: str) -> Any:
    return form.get(f"form-{name}") or CHOICES[name]


def _choice(name: str, options: list[tuple[str, str]], form: Form, language: Language) -> Choice:
    choosable = tuple(Choosable(value, text) for value, text in options)
    return Choice(f"form-{name}", ui(f"room.new-{name}", language), choosable, _value(form, name))


def _for_sector(content: Content, form: Form) -> list[str]:
    """The themes that have texts for the chosen sector."""
    sector = cast(Sector, _value(form, "sector"))
    return [theme.id for theme in content.themes.values() if sector in theme.sectors]


def _themes(content: Content, form: Form, language: Language) -> tuple[Check, ...]:
    """A box for every theme, all ticked; one that the sector does not have says so and cannot be ticked."""
    there = _for_sector(content, form)
    return tuple(
        Check(item, theme.title.in_(language), form.get(item) is not False)
        if theme.id in there
        else Check(f"{item}-not", ui("room.new-not-here", language, theme=theme.title.in_(language)), disabled=True)
        for theme in content.themes.values()
        if (item := f"form-theme:{theme.id}")
    )


def _programmes(language: Language) -> list[tuple[str, str]]:
    return [(name, ui(f"facilitate.programme.{name}", language)) for name in get_args(Programme)]
