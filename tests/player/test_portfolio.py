"""The portfolio, and what somebody typed: it comes back as plain text."""

import json

import pytest

from tests.player.playing import ANNE, Browser, find, room, visitor
from workbook.content.interface import ui
from workbook.player.parameters import Parameters
from workbook.player.portfolio import Portfolio, kept_by, portfolio_blocks, theme_progress
from workbook.player.start import Start
from workbook.scoring import Respondent, simulate
from workbook.store import sessions
from workbook.store.responses import save
from workbook.view.html import as_html

HOSTILE = [
    "<script>alert(1)</script>",
    "{goal} {n} {__class__}",
    "$x^2$ en \\frac{1}{2}",
    "</style><img src=x onerror=alert(1)>",
    "=1+1",
    '"><b>vet</b>',
    "javascript:alert(1)",
]


def play_everything(engine, person, content, session_id=""):
    for theme in content.themes.values():
        for exercise in Browser(theme.id, person).page.exercises:
            for number, (item, value) in enumerate(simulate(exercise, Respondent("strong")).items()):
                save(engine, person.person, session_id, exercise, item, value, f"{exercise.id}-{number}")


def test_who_played_everything_takes_home_something_of_every_theme(content, engine):
    person = visitor(engine)
    play_everything(engine, person, content)
    assert {kept.theme.id for kept in kept_by(person)} == set(content.themes)
    page = Portfolio(Parameters()).bind(person).view
    text = json.dumps(page, ensure_ascii=False)
    for theme in content.themes.values():
        assert theme.title.nl in text
        assert content.articles[theme.sources[0]].author in text  # criterion 19: the credits on every print
    json.dumps(page)
    assert as_html(portfolio_blocks(kept_by(person), content, "nl"))


def test_an_empty_portfolio_says_how_to_fill_it(engine):
    page = Portfolio(Parameters()).bind(visitor(engine)).view
    assert ui("portfolio.empty", "nl") in json.dumps(page, ensure_ascii=False)


def test_the_check_of_the_portfolio_says_the_invariant():
    portfolio = Portfolio(Parameters())
    portfolio.bind()
    assert repr(portfolio.check()) == "every theme in the portfolio"


def test_the_start_page_names_every_theme(content):
    start = Start(Parameters())
    start.bind()
    assert repr(start.check()) == "every theme named"
    start.widget._handler({"type": "language", "language": "en"})
    assert all(theme.title.en in json.dumps(start.widget.view) for theme in content.themes.values())


def test_what_was_done_alone_and_in_a_session_is_kept_apart(content, engine):
    here = room(engine, reveal="at_once")
    person = visitor(engine, session=here)
    exercise = content.exercises()["c5-meerij-briefing"]
    for session_id, answer in (("", "Alleen"), (here.id, "Samen")):
        browser = Browser("op-stap-met-de-baas", person)
        items = simulate(exercise, Respondent("strong"))
        text = next(item for item, value in items.items() if isinstance(value, str) and len(value) > 10)
        for number, (item, value) in enumerate(items.items()):
            save(engine, ANNE, session_id, exercise, item, answer if item == text else value, f"{session_id}-{number}")
    kept = {one.where: str(as_html(one.blocks)) for one in kept_by(person)}
    assert set(kept) == {"", "De Brug"}
    assert ("Alleen" in kept[""], "Samen" in kept["De Brug"]) == (True, True)
    assert browser.page.room.title == "De Brug"


def test_a_portfolio_shows_no_feedback_that_the_trainer_has_not_opened(content, engine):
    here = room(engine)
    person = visitor(engine, session=here)
    exercise = content.exercises()["c1-rolkiezer"]
    for number, (item, value) in enumerate(simulate(exercise, Respondent("strong")).items()):
        save(engine, ANNE, here.id, exercise, item, value, f"k{number}")
    assert kept_by(person, "c1-rolkiezer") == []
    sessions.open_feedback(engine, here.id, "c1-rolkiezer")
    assert [kept.exercise.id for kept in kept_by(person, "c1-rolkiezer")] == ["c1-rolkiezer"]


def test_progress_counts_finished_exercises(content, engine):
    theme = content.themes["op-stap-met-de-baas"]
    visitor(engine)
    assert theme_progress(engine, ANNE, "", theme) == (0, 6)
    for number, (item, value) in enumerate(simulate(theme.exercises[0], Respondent("weak")).items()):
        save(engine, ANNE, "", theme.exercises[0], item, value, f"k{number}")
    assert theme_progress(engine, ANNE, "", theme) == (1, 6)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_comes_back_as_plain_text(typed, content, engine):
    browser = Browser("op-stap-met-de-baas", visitor(engine))
    browser.go_to("op-stap-met-de-baas-plan")
    browser.answer("what", typed)
    browser.answer("done", True)
    assert next(find(browser.view, item="what"))["value"] == typed
    html = str(as_html(portfolio_blocks(kept_by(browser.page.visitor), content, "nl")))
    assert escaped(typed) in html
    if "<" in typed:
        assert typed not in html


def escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


@pytest.mark.drawn
@pytest.mark.parametrize("name", ["a3-relatiescan", "c1-rolkiezer", "d3-ik-of-wij", "e2-bezwaar", "b1-vraagwijzer"])
def test_hostile_text_in_any_field_is_text_on_the_page_and_on_the_print(name, content, engine):
    from workbook.content.answers import Words

    theme = content.theme_of(name)
    browser = Browser(theme.id, visitor(engine))
    exercise = browser.page.exercise(name)
    hostile = "<b>{n}$x$"
    for number, (item, value) in enumerate(simulate(exercise, Respondent("strong")).items()):
        longest = getattr(exercise.items()[item], "longest", 0) if isinstance(exercise.items()[item], Words) else 0
        given = hostile if longest >= len(hostile) else value
        save(engine, ANNE, "", exercise, item, given, f"k{number}")
    browser.tell(type="refresh")
    browser.go_to(name)
    for _ in browser.screens():
        for chart in find(browser.view, kind="chart"):
            assert "<b>" not in chart["svg"]
    html = str(as_html(portfolio_blocks(kept_by(browser.page.visitor), content, "nl")))
    assert "<b>" not in html
