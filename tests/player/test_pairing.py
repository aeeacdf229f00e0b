"""Two people pair up through their pages: codes never become answers, and the page shows what both agreed to."""

import json
import re

import pytest
from sqlalchemy import select

from tests.player.playing import Browser, find, room, visitor
from workbook.exercises import load_content
from workbook.scoring import Respondent, simulate
from workbook.store import responses, sessions
from workbook.store.engine import reading
from workbook.store.tables import response

THEME, C4 = "op-stap-met-de-baas", "c4-kloofmeter"
ANNE, BRAM = "a" * 48, "b" * 48


def finish(engine, person, role, value, session=""):
    exercise = load_content().exercises()[C4]
    told = simulate(exercise, Respondent("random", value))
    told |= {"role.choice": role} | {item: value for item in told if item.startswith("own.")}
    for number, (item, answer) in enumerate(told.items()):
        responses.save(engine, person, session, exercise, item, answer, f"{person[0]}{number}")


def page_of(engine, person, session=None) -> Browser:
    browser = Browser(THEME, visitor(engine, session=session, person=person))
    browser.go_to(C4)
    return browser


@pytest.fixture
def two(engine):
    pages = [page_of(engine, person) for person in (ANNE, BRAM)]
    finish(engine, ANNE, "manager", 4)
    finish(engine, BRAM, "seller", 1)
    for page in pages:
        page.page.refresh()  # they finished elsewhere
    return pages


def code_on(page) -> str:
    return next(find(page.view, kind="prose", role="code"))["text"]


def pair_up(anne, bram):
    for page in (anne, bram):
        page.page.refresh()
    anne.answer("pair.make", True)
    bram.answer("pair.typed", code_on(anne).lower())
    assert bram.answer("pair.join", True)["type"] == "saved"
    anne.answer("pair.look", True)


def test_two_people_pair_up_agree_and_see_the_same_gap_from_both_sides(two):
    anne, bram = two
    pair_up(anne, bram)
    anne.answer("pair.agree", True)
    assert "de ander 1" not in anne.text
    bram.answer("pair.agree", True)
    anne.answer("pair.look", True)
    assert "jij 4, de ander 1" in anne.text
    assert "jij 1, de ander 4" in bram.text


def test_either_takes_it_back_for_both(two):
    anne, bram = two
    pair_up(anne, bram)
    anne.answer("pair.agree", True)
    bram.answer("pair.agree", True)
    anne.answer("pair.withdraw", True)
    bram.answer("pair.look", True)
    for page in two:
        assert "de ander 1" not in page.text
        assert "de ander 4" not in page.text


def test_a_code_is_shown_on_one_page_and_stored_nowhere(two, engine, home):
    anne, _ = two
    anne.answer("pair.make", True)
    code = code_on(anne)
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code)
    again = page_of(engine, ANNE)
    assert code not in again.text
    with reading(engine) as connection:
        items = set(connection.scalars(select(response.c.item)))
    assert not [item for item in items if item.startswith("pair.")]
    engine.dispose()
    stored = b"".join(path.read_bytes() for path in home.glob("workbook.sqlite*"))
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored


@pytest.mark.parametrize(("typed", "said"), [("", "Typ eerst"), ("AAAA-AAAA", "kennen we niet"), ("é" * 30, "kennen")])
def test_a_code_that_does_not_fit_is_refused_in_words(two, typed, said):
    _, bram = two
    bram.answer("pair.typed", typed)
    assert said in bram.answer("pair.join", True)["text"]


def test_a_text_that_is_too_long_for_a_code_is_refused_in_words(two):
    assert two[1].answer("pair.typed", "A" * 41)["type"] == "refused"


def test_guessing_codes_stops_after_twenty(two):
    _, bram = two
    bram.answer("pair.typed", "AAAA-AAAA")
    said = [bram.answer("pair.join", True)["text"] for _ in range(21)]
    assert "kennen we niet" in said[19]
    assert "te vaak" in said[20]


def test_another_exercise_takes_no_pairing(two):
    anne, _ = two
    assert anne.answer("pair.make", True, exercise="c1-rolkiezer")["type"] == "refused"


def test_in_a_closed_session_nobody_pairs_and_everybody_can_take_back(engine):
    session = room(engine)
    anne, bram = (page_of(engine, person, session) for person in (ANNE, BRAM))
    finish(engine, ANNE, "manager", 4, session.id)
    finish(engine, BRAM, "seller", 1, session.id)
    pair_up(anne, bram)
    for page in (anne, bram):
        page.answer("pair.agree", True)
    sessions.close(engine, session.id)
    for page in (anne, bram):
        page.page.take_news()
    assert anne.answer("pair.make", True)["type"] == "refused"
    assert anne.answer("pair.withdraw", True)["type"] == "saved"
    bram.answer("pair.look", True)
    assert "de ander" not in json.dumps([b for b in find(bram.view, kind="chart")]).replace("gok van de ander", "")


def test_a_session_and_somebody_alone_can_pair_with_each_other(engine):
    session = room(engine)
    anne, bram = page_of(engine, ANNE, session), page_of(engine, BRAM)
    finish(engine, ANNE, "manager", 4, session.id)
    finish(engine, BRAM, "seller", 1)
    pair_up(anne, bram)
    anne.answer("pair.agree", True)
    bram.answer("pair.agree", True)
    assert "jij 1, de ander 4" in bram.text
