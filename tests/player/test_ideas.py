"""Where an exercise comes from: told with its feedback, never before."""

import pytest

from tests.player.playing import Browser, find, room, visitor
from workbook.content.coverage import ideas_in
from workbook.scoring import Respondent, simulate
from workbook.store import sessions

C1, THEME = "c1-rolkiezer", "op-stap-met-de-baas"


def play(browser):
    browser.go_to(C1)
    for item, value in simulate(browser.page.exercise(C1), Respondent("strong")).items():
        assert browser.answer(item, value, exercise=C1)["type"] == "saved"


def ideas(browser):
    return [link for block in find(browser.view, kind="links") for link in block["links"]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_finished_exercise_names_its_ideas_by_title_with_a_link(engine, content, language):
    browser = Browser(THEME, visitor(engine, language))
    play(browser)
    taught = [content.ideas()[name] for name in ideas_in(content.exercises()[C1])]
    assert ideas(browser) == [[idea.title.in_(language), f"/ideeen#{idea.anchor}"] for idea in taught]
    assert len(taught) > 5


def test_an_exercise_that_is_not_finished_does_not(engine):
    browser = Browser(THEME, visitor(engine))
    browser.go_to(C1)
    for item, value in list(simulate(browser.page.exercise(C1), Respondent("strong")).items())[:-1]:
        assert ideas(browser) == []
        browser.answer(item, value, exercise=C1)
    assert ideas(browser) == []


def test_in_a_room_the_ideas_wait_for_the_trainer(engine):
    session = room(engine)
    browser = Browser(THEME, visitor(engine, session=session))
    play(browser)
    assert ideas(browser) == []
    sessions.open_feedback(engine, session.id, C1)
    browser.tell(type="refresh")
    assert ideas(browser) != []


def test_the_last_step_leads_to_all_ideas_of_the_article(engine, content):
    browser = Browser(THEME, visitor(engine))
    browser.go_to(f"{THEME}-plan")
    assert [link["href"] for link in find(browser.view, kind="link")][-1] == "/ideeen#S2"
