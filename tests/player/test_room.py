"""In a room: nothing of key or feedback before the trainer opens it, and then it is there."""

import json

import pytest

from tests.player.playing import Browser, find, room, visitor
from workbook.content.loading import walk
from workbook.content.models import Instruction, Note
from workbook.content.text import Text
from workbook.exercises import load_content
from workbook.player.page import Page
from workbook.scoring import Respondent, score, simulate
from workbook.store import participants, sessions
from workbook.store.responses import save

EXERCISES = sorted(load_content().exercises())
# charts of the participant's own weeks, answers, boxes, drawing, gate and ladder, and of a fence that tells nothing
OWN_PICTURE = set(
    "b4-opwu c4-kloofmeter e2-bezwaar x2-herhaalkaarten b2-kastkiezer b2-steunplan b5-schutting d6-benoemen "
    "e3-moedladder e6-actielog".split()
)
OWN_MARK = {"e3-moedladder"}  # each step with the tension that the participant gave it
OWN_JUDGEMENT = {"e2-bezwaar", "x2-herhaalkaarten"}  # to which box a card goes: follows from the participant's own word
SECRET_FIELDS = ("feedback", "sort_note", "yields")  # what the makers say of an answer


def secrets(exercise, language) -> set[str]:
    """Every text of this exercise that tells how the makers see it."""
    found: set[str] = set()
    for _, model in walk(exercise):
        for name in SECRET_FIELDS:
            said = getattr(model, name, None)
            if isinstance(said, Text):
                found.add(said.in_(language))
    if exercise.id in OWN_JUDGEMENT:
        return found
    found |= {note.text.in_(language) for _, note in walk(exercise) if is_feedback(note)}
    for kind in ("strong", "weak"):
        found |= {f.text.in_(language) for f in score(exercise, simulate(exercise, Respondent(kind))).feedback}
    return found


def is_feedback(model) -> bool:
    """A note that answers an answer; an instruction is told beforehand."""
    return isinstance(model, Note) and not isinstance(model, Instruction)


def in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


@pytest.fixture
def closed(engine):
    """A session whose trainer has opened nothing."""
    return room(engine)


@pytest.fixture
def closed_for(engine, content):
    """The same, in a sector that the exercise is for."""

    def made(name):
        wanted = content.exercises()[name].sectors
        if not wanted or "business" in wanted:
            return room(engine)
        return room(engine, sector=wanted[0], themes=(content.theme_of(name).id,))

    return made


def assert_nothing_told(browser, exercise):
    told = [text for text in secrets(exercise, "nl") if in_json(text) in browser.text]
    assert told == []
    assert exercise.id in OWN_MARK or '"mark"' not in browser.text
    assert exercise.id in OWN_PICTURE or list(find(browser.view, kind="chart")) == []
    assert [note for note in find(browser.view, kind="feedbacknote") if note.get("tone")] == []


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_of_key_or_feedback_is_sent_before_the_reveal(name, content, engine, closed_for):
    closed = closed_for(name)
    browser = Browser(content.theme_of(name).id, visitor(engine, session=closed))
    exercise = browser.page.exercise(name)
    browser.go_to(name)
    assert_nothing_told(browser, exercise)
    for item, value in simulate(exercise, Respondent("strong")).items():
        assert browser.answer(item, value)["type"] == "saved"
        assert_nothing_told(browser, exercise)
    for _ in browser.screens():
        assert_nothing_told(browser, exercise)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_feedback_is_there_after_the_trainer_opened_it(name, content, engine, closed_for):
    closed = closed_for(name)
    browser = Browser(content.theme_of(name).id, visitor(engine, session=closed))
    exercise = browser.page.exercise(name)
    browser.go_to(name)
    answers = simulate(exercise, Respondent("weak"))
    for number, (item, value) in enumerate(answers.items()):
        save(engine, browser.page.visitor.person, closed.id, exercise, item, value, f"k{number}")
    browser.tell(type="refresh")
    before = browser.text
    sessions.open_feedback(engine, closed.id, name)
    assert browser.text == before
    browser.tell(type="refresh")
    shown = "".join(browser.text for _ in browser.screens())
    said = [f.text.nl for f in score(exercise, answers).feedback]
    assert any(in_json(text) in shown for text in said) or shown != before
    assert "Wat de groep antwoordde" in shown
    sessions.open_feedback(engine, closed.id, name, opened=False)
    browser.tell(type="refresh")
    assert_nothing_told(browser, exercise)


def test_with_feedback_at_once_a_room_does_not_wait(content, engine):
    here = room(engine, reveal="at_once")
    browser = Browser("op-stap-met-de-baas", visitor(engine, session=here))
    browser.go_to("c1-rolkiezer")
    exercise = browser.page.exercise("c1-rolkiezer")
    for item, value in list(simulate(exercise, Respondent("strong")).items())[:8]:
        browser.answer(item, value)
    assert in_json(exercise.scenes[0].options[0].feedback.nl) in browser.text


def test_the_plan_for_tomorrow_waits_for_nobody(engine, closed):
    browser = Browser("op-stap-met-de-baas", visitor(engine, session=closed))
    browser.go_to("op-stap-met-de-baas-plan")
    browser.answer("what", "Ik bel één klant.")
    browser.answer("done", True)
    assert "Je plan staat in je portfolio." in browser.text


def crowd(engine, session, name, content, n):
    """`n` people finish one exercise in a room; the last one's page."""
    theme = content.theme_of(name)
    for number in range(n):
        person = visitor(engine, session=session, person=participants.new_id())
        for step, (item, value) in enumerate(simulate(theme.exercise(name), Respondent("random", number)).items()):
            save(engine, person.person, session.id, theme.exercise(name), item, value, f"k{step}")
    browser = Browser(theme.id, person)
    browser.go_to(name)
    return browser


def test_a_phone_shows_the_group_only_once_the_exercise_is_open(content, engine, closed):
    browser = crowd(engine, closed, "c1-rolkiezer", content, 5)
    assert "5 mensen" not in browser.text
    sessions.open_feedback(engine, closed.id, "c1-rolkiezer")
    browser.tell(type="refresh")
    assert "5 mensen. Hier lopen de meningen het verst uiteen:" in browser.text


def test_four_people_see_a_question_instead_of_numbers(content, engine, closed):
    browser = crowd(engine, closed, "c1-rolkiezer", content, 4)
    sessions.open_feedback(engine, closed.id, "c1-rolkiezer")
    browser.tell(type="refresh")
    assert "Er zijn nog te weinig antwoorden voor een groepsresultaat (minstens 5)." in browser.text
    assert in_json(content.exercises()["c1-rolkiezer"].room.hands_up.nl) in browser.text


def test_a_session_that_asks_for_seven_says_seven(content, engine):
    here = room(engine, min_group=7)
    browser = crowd(engine, here, "c1-rolkiezer", content, 6)
    sessions.open_feedback(engine, here.id, "c1-rolkiezer")
    browser.tell(type="refresh")
    assert "(minstens 7)" in browser.text


def test_no_phone_shows_who_another_is(content, engine, closed):
    browser = crowd(engine, closed, "c1-rolkiezer", content, 5)
    sessions.open_feedback(engine, closed.id, "c1-rolkiezer")
    browser.tell(type="refresh")
    browser.go_to("welcome")
    names = {sessions.pseudonym_of(engine, closed.id, p) for p in people(engine)}
    assert len(names) == 5
    assert [name for name in names if name in browser.text] == [browser.page.visitor.pseudonym]


def people(engine) -> list[str]:
    from sqlalchemy import select

    from workbook.store.engine import reading
    from workbook.store.tables import participant

    with reading(engine) as connection:
        return list(connection.scalars(select(participant.c.id)))


def test_a_prepared_notebook_names_a_session_that_must_exist(home):
    from workbook.player.parameters import BadParameters, Parameters

    with pytest.raises(BadParameters, match="De sessie 'verdwenen' bestaat niet"):
        Page(Parameters(theme="overdragen", session="verdwenen"))
