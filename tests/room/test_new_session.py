"""The trainer's form for a new session: what it offers, what it makes, and what it refuses in words."""

import pytest

from tests.player.playing import find
from workbook.content.text import SECTORS
from workbook.player.parameters import Parameters
from workbook.room.dashboard import Dashboard
from workbook.store import sessions


@pytest.fixture
def desk(engine):
    opened = Dashboard(Parameters())
    opened.bind(engine)
    return opened


def fill(desk, **answers):
    for item, value in answers.items():
        name = item if item in ("title", "client", "make") else f"form-{item.replace('__', ':').replace('_', '-')}"
        desk.handle({"type": "answer", "key": "k", "item": name, "value": value})


def made(desk, **answers):
    """The settings of the session that these answers make."""
    fill(desk, title="Ochtend", **answers, make=True)
    return desk.session().settings


def refused(desk, monkeypatch, **answers) -> str:
    said = []
    monkeypatch.setattr(desk.widget, "send", said.append)
    fill(desk, **answers, make=True)
    assert desk.session() is None
    return next(message["text"] for message in said if message["type"] == "refused")


def test_what_is_left_alone_is_what_the_command_makes(desk, content):
    settings = made(desk)
    assert (settings.sector, settings.programme, settings.language, settings.reveal) == (
        "business",
        "half_day",
        "nl",
        "by_trainer",
    )
    assert settings.themes == tuple(content.themes)


def test_sector_and_programme_can_be_chosen(desk):
    settings = made(desk, sector="advice", programme="two_days")
    assert (settings.sector, settings.programme) == ("advice", "two_days")
    assert "hoteltraining" not in settings.themes


@pytest.mark.parametrize("sector", SECTORS)
def test_with_every_sector_a_session_can_be_made_of_the_themes_that_it_has(sector, desk, content):
    settings = made(desk, sector=sector)
    assert settings.themes == tuple(theme.id for theme in content.themes.values() if sector in theme.sectors)


def test_a_theme_that_the_sector_does_not_have_says_so_and_cannot_be_ticked(desk, content):
    fill(desk, sector="retail")
    boxes = {block["item"]: block for block in find(desk.widget.view, kind="check")}
    assert boxes["form-theme:hoteltraining"]["value"]
    lacking = boxes["form-theme:overdragen-not"]
    assert lacking["disabled"]
    assert lacking["label"] == f"{content.themes['overdragen'].title.nl} (is er niet voor deze groep)"


def test_a_form_without_a_theme_or_a_title_is_refused_in_words(desk, content, monkeypatch):
    none = {f"theme__{name}".replace("-", "_"): False for name in content.themes}
    assert refused(desk, monkeypatch, **none, title="Ochtend") == "Kies minstens één thema."
    assert refused(desk, monkeypatch, title="   ") == "Geef de sessie eerst een titel."


@pytest.mark.parametrize("field", ["sector", "programme", "language", "reveal"])
def test_what_is_no_choice_of_the_form_is_refused_in_the_language_of_the_page(field, desk, engine, monkeypatch):
    desk.handle({"type": "language", "language": "en"})
    said = refused(desk, monkeypatch, title="Morning", **{field: "x' or 1"})
    assert said
    assert "Kies" not in said
    assert sessions.all_sessions(engine) == []
