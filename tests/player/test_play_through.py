"""Every theme, in both languages, played by everybody who can be made up: every screen can be drawn."""

import json
import re

import pytest

from tests.conftest import ROOT
from tests.player.playing import Browser, visitor
from workbook.content.answers import DONE
from workbook.content.text import LANGUAGES
from workbook.player.check import Said, check_page
from workbook.player.page import Page
from workbook.player.parameters import Parameters
from workbook.player.steps import WELCOME
from workbook.scoring import Respondent, score, simulate
from workbook.store.responses import histories, save

THEMES = sorted(path.stem for path in (ROOT / "data" / "themes").glob("*.yaml"))


@pytest.mark.parametrize("kind", ["strong", "weak", "random"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_can_be_played_to_its_end(theme, language, kind, engine):
    person = visitor(engine, language)
    browser = Browser(theme, person, language=language)
    for exercise in browser.page.exercises:
        for number, (item, value) in enumerate(simulate(exercise, Respondent(kind, 7)).items()):
            save(engine, person.person, "", exercise, item, value, f"{exercise.id}-{number}")
    browser.page.refresh()
    for exercise in browser.page.exercises:
        browser.go_to(exercise.id)
        assert browser.view["title"] == exercise.title.in_(language)
        assert browser.page.history(exercise.id).done
        assert score(exercise, browser.page.history(exercise.id).current.answers).status != "unanswered"
        assert json.loads(json.dumps(browser.view))["blocks"]
    assert browser.said == []


@pytest.mark.drawn
@pytest.mark.parametrize("theme", THEMES)
def test_a_finished_exercise_weighs_at_most_60_kilobytes_with_its_pictures(theme, engine):
    """It crosses a hotel's Wi-Fi thirty times at once: a pattern of dots in one chart was 275 kB."""
    person = visitor(engine)
    browser = Browser(theme, person)
    for exercise in browser.page.exercises[:-1]:
        for number, (item, value) in enumerate(simulate(exercise, Respondent("strong", 7)).items()):
            save(engine, person.person, "", exercise, item, value, f"{exercise.id}-{number}")
    browser.page.refresh()
    for exercise in browser.page.exercises[:-1]:
        browser.go_to(exercise.id)
        assert len(browser.text.encode()) < 60_000, exercise.code


@pytest.mark.parametrize("theme", THEMES)
def test_every_screen_can_be_drawn_before_during_and_after(theme, engine):
    """Each answer is given on the page itself; each button that leads to a screen is pressed."""
    browser = Browser(theme, visitor(engine))
    assert browser.page.at() == WELCOME
    seen = set()
    for step in browser.play(Respondent("strong")):
        assert browser.view["blocks"], step
        assert not re.search(r"\bS[0-4]-\d\d", browser.text), "the number of an idea"
        seen.add(step)
    assert seen == {exercise.id for exercise in browser.page.exercises}
    for exercise in browser.page.exercises[:-1]:
        browser.go_to(exercise.id)
        for _ in browser.screens():
            assert browser.view["blocks"], exercise.id
            json.dumps(browser.view)
    assert not [message for message in browser.said if message["type"] != "saved"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_first_step_says_what_you_will_do_and_the_last_where_it_comes_from(theme, content, engine):
    browser = Browser(theme, visitor(engine))
    for exercise in browser.page.theme.exercises:
        assert exercise.title.nl in browser.text
    browser.go_to(f"{theme}-plan")
    for article in content.themes[theme].sources:  # the credits (curriculum, criterion 19)
        assert content.articles[article].title in browser.text
        assert content.articles[article].author in browser.text
    assert "Wat ga je doen? Eén zin." in browser.text


def test_the_check_of_a_notebook_says_the_invariant():
    page = Page(Parameters(theme="op-stap-met-de-baas"))
    page.all_sections()
    page.bind()
    assert repr(page.check()) == "every exercise answered, scored and saved"
    assert check_page(page)._repr_mimebundle_()["text/html"] == ""
    assert isinstance(page.check(), Said)


def test_a_visitor_does_not_wait_for_the_check(engine):
    page = Browser("op-stap-met-de-baas", visitor(engine)).page
    assert repr(page.check()) == ""


def test_a_section_that_is_not_there_is_an_error_for_who_writes_the_notebook():
    page = Page(Parameters(theme="op-stap-met-de-baas"))
    with pytest.raises(KeyError):
        page.section("bestaat-niet")


def test_a_made_up_respondent_leaves_no_row_with_anybody(engine, home):
    page = Page(Parameters(theme="overdragen", respondent="weak"))
    page.all_sections()
    page.bind()
    assert page.history("d1-wat-houdt-tegen").done
    assert page.history("overdragen-plan").current.answers[DONE] is True
    assert histories(engine, page.visitor.person, "") == {}
