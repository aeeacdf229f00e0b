"""Going through a page: resuming, refused values, languages, hostile messages."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.player.playing import ANNE, Browser, find, room, visitor
from workbook.content.answers import BOOKMARK, DONE
from workbook.content.interface import ui
from workbook.player.page import Page
from workbook.player.parameters import Parameters
from workbook.player.visitor import current_visitor
from workbook.scoring import Respondent, simulate
from workbook.store import engine as store_engine
from workbook.store import participants, sessions
from workbook.store.engine import in_memory, open_store, reading
from workbook.store.responses import everything, histories
from workbook.store.tables import participant, response

THEME, EXERCISE = "op-stap-met-de-baas", "c1-rolkiezer"
SCENE, OPTION = "controle", "controle.a"


def rows(engine, table=response) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.count()).select_from(table))


@pytest.fixture
def browser(engine):
    return Browser(THEME, visitor(engine))


@pytest.fixture
def first(browser):
    """The first option that can be rated on the Rolkiezer."""
    browser.go_to(EXERCISE)
    return next(find(browser.view, kind="grid"))["rows"][0]["item"]


# -- built first, bound later -----------------------------------------------------------------------------------------


def test_nothing_before_bind_knows_who_is_visiting(home, monkeypatch):
    monkeypatch.setenv("HTTP_X_WORKBOOK_USER", ANNE)
    page = Page(Parameters(theme=THEME))
    page.all_sections()
    assert page.exercises
    assert not home.exists()  # no database, no secrets, no row
    page.bind()
    assert participants.find(open_store(), ANNE)
    assert page.visitor.kept


@pytest.mark.parametrize("header", ["", "anne", "A" * 48, "a" * 47, "a" * 49, "../" + "a" * 45, "a" * 48 + "\n"])
def test_a_header_that_is_no_id_of_ours_makes_a_passer_by(header, home, monkeypatch):
    monkeypatch.setenv("HTTP_X_WORKBOOK_USER", header)
    assert not current_visitor("nl").kept
    assert not home.exists()


def test_a_message_before_bind_does_nothing(engine):
    page = Page(Parameters(theme=THEME))
    page.all_sections()
    page.handle({"type": "answer", "exercise": EXERCISE, "item": DONE, "value": True, "key": "k"})
    assert page.widget.view == {}


def test_a_page_that_keeps_nothing_says_so(browser):
    from workbook.player.visitor import passer_by

    said = "Op deze pagina wordt niets bewaard"
    assert said in Browser(THEME, passer_by("nl")).text
    assert said not in browser.text


# -- resuming ---------------------------------------------------------------------------------------------------------


def test_next_and_back_walk_the_steps_and_stop_at_both_ends(browser):
    order = browser.page.order
    between = ["c2-spreektijd-en-samenspel", "c3-kijken-en-nabespreken", "c4-kloofmeter", "c5-meerij-briefing"]
    assert order == ["welcome", "c0-meerijden", EXERCISE, *between, f"{THEME}-plan"]
    browser.go("back")
    walked = [browser.page.at()]
    for _ in range(len(order)):
        browser.go("next")
        walked.append(browser.page.at())
    assert walked == [*order, order[-1]]
    assert (browser.view["next"], browser.view["back"]) == ("", ui("step.back", "nl"))
    assert browser.view["value"] == browser.view["maximum"] == len(order)


def test_a_reload_shows_the_same_step_with_the_same_answers(browser, first, engine):
    browser.answer(first, "helps")
    browser.answer(BOOKMARK, "korting")
    again = Browser(THEME, visitor(engine))
    assert again.view["blocks"] == browser.view["blocks"]
    assert again.view["answers"] == {first: "helps"}
    assert again.page.at() == EXERCISE


def test_another_kernel_after_each_answer_loses_none(engine):
    """A kernel that is killed leaves what it acknowledged; the next one goes on with it."""
    exercise = next(e for e in Browser(THEME, visitor(engine)).page.exercises if e.id == EXERCISE)
    given = dict(list(simulate(exercise, Respondent("strong")).items())[:12])
    for item, value in given.items():
        kernel = Browser(THEME, visitor(open_store()))
        kernel.go_to(EXERCISE)
        assert kernel.answer(item, value)["type"] == "saved"
        del kernel
    assert Browser(THEME, visitor(engine)).view["answers"] == given


def test_two_tabs_see_each_others_answers_after_a_refresh(browser, first, engine):
    other = Browser(THEME, visitor(engine))
    browser.answer(first, "helps")
    other.tell(type="refresh")
    assert other.view["answers"] == {first: "helps"}


def test_a_repeated_message_is_saved_once_and_acknowledged_twice(browser, first, engine):
    before = rows(engine)
    replies = [browser.answer(first, "helps", key="k1") for _ in range(3)]
    assert [reply["type"] for reply in replies] == ["saved"] * 3
    assert rows(engine) == before + 1


# -- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "value", "said"),
    [
        ("first", "prachtig", "Dit antwoord hoort niet bij deze vraag. Kies een van de mogelijkheden."),
        ("first", 3, "Dit antwoord hoort niet bij deze vraag. Kies een van de mogelijkheden."),
        ("controle.disagree", "x" * 401, "401"),
        ("bestaat.niet", "x", "Deze vraag bestaat niet (meer). Laad de pagina opnieuw."),
    ],
)
def test_a_refused_value_is_said_in_words_and_the_page_goes_on(item, value, said, browser, first, engine):
    before = rows(engine)
    reply = browser.answer(first if item == "first" else item, value)
    assert (reply["type"], said in reply["text"]) == ("refused", True)
    assert rows(engine) == before
    assert browser.answer(first, "helps")["type"] == "saved"


def test_an_answer_for_an_exercise_of_another_page_is_refused(browser, engine):
    before = rows(engine)
    reply = browser.answer("done", True, exercise="d1-wat-houdt-tegen")
    assert reply["type"] == "refused"
    assert rows(engine) == before


def test_the_reply_names_the_message_it_answers(browser, first):
    assert browser.answer(first, "helps", key="k1") == {"type": "saved", "key": "k1"}


def test_a_locked_database_is_never_called_saved_and_heals(browser, first, monkeypatch, home):
    monkeypatch.setattr(store_engine, "BUSY_MS", 20)
    impatient = Browser(THEME, visitor(open_store()))
    holder = store_engine.sqlite.connect(home / "workbook.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    reply = impatient.answer(first, "helps", key="k1")
    assert reply["type"] == "later"
    assert reply["text"].startswith("Bewaren lukt nu even niet.")
    holder.execute("ROLLBACK")
    holder.close()
    assert impatient.answer(first, "helps", key="k1")["type"] == "saved"


# -- anything at all --------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
WORDS = st.sampled_from(
    [
        EXERCISE,
        f"{THEME}-plan",
        OPTION,
        *"answer go language refresh ping next done _at _again a1-intake nl en what k".split(),
    ]
)
MESSAGE = st.dictionaries(
    st.sampled_from(["type", "exercise", "item", "value", "key", "to", "language"]) | st.text(max_size=5),
    WORDS | JSON,
    max_size=7,
).map(lambda message: {"type": "answer", **message})


@pytest.fixture(scope="module")
def open_page():
    memory = in_memory()
    return memory, Browser(THEME, visitor(memory))


@given(st.lists(MESSAGE, max_size=5))
def test_no_message_breaks_a_page_or_writes_for_a_foreign_exercise(open_page, messages):
    memory, browser = open_page
    for message in messages:
        browser.page.handle(message)
    here = {exercise.id for exercise in browser.page.exercises}
    assert {answer["exercise"] for answer in everything(memory, ANNE)} <= here
    assert browser.view["blocks"]
    assert browser.tell(type="ping") == {"type": "pong"}


@given(JSON)
def test_what_is_no_message_at_all_is_passed_over(open_page, content):
    _, browser = open_page
    browser.page.widget._received(None, content, [])
    assert browser.tell(type="ping") == {"type": "pong"}


def test_the_browser_cannot_put_anything_in_the_view_that_the_store_would_believe(browser, engine):
    browser.page.widget.view = {"answers": {"done": True}, "exercise": EXERCISE}
    browser.tell(type="refresh")
    assert histories(engine, ANNE, "").get(EXERCISE) is None


# -- language, session ------------------------------------------------------------------------------------------------


def test_the_language_changes_at_once_and_is_remembered(browser, engine):
    browser.tell(type="language", language="en")
    assert browser.view["language"] == "en"
    assert "An anonymous" not in browser.text
    assert browser.view["title"] == browser.page.theme.title.en
    assert participants.find(engine, ANNE).language == "en"
    browser.tell(type="language", language="de")
    assert browser.view["language"] == "en"


def test_answers_stay_when_the_language_changes(browser, first):
    browser.answer(first, "helps")
    browser.tell(type="language", language="en")
    assert browser.view["answers"] == {first: "helps"}


def test_a_closed_session_can_be_read_and_takes_no_answer(engine):
    here = room(engine)
    browser = Browser(THEME, visitor(engine, session=here))
    browser.go_to(EXERCISE)
    item = next(find(browser.view, kind="grid"))["rows"][0]["item"]
    browser.answer(item, "helps")
    sessions.close(engine, here.id)
    reply = browser.answer(item, "harms")
    assert (reply["type"], reply["text"].startswith("Deze sessie is gesloten.")) == ("refused", True)
    browser.tell(type="refresh")
    assert "Deze sessie is gesloten. Je kunt je antwoorden nog lezen." in browser.text
    assert browser.view["answers"] == {item: "helps"}


def test_a_sessions_own_settings_shape_the_exercise_on_its_pages_only(engine):
    here = room(engine, options={EXERCISE: {"scenes": ["korting", "vroeger"]}})
    inside, alone = Browser(THEME, visitor(engine, session=here)), Browser(THEME, visitor(engine, person="b" * 48))
    scenes = [[s.id for s in b.page.exercise(EXERCISE).scenes] for b in (inside, alone)]
    assert scenes[0] == ["korting", "vroeger"]
    assert len(scenes[1]) == 8


def test_settings_that_fit_no_more_leave_the_exercise_as_it_was_written(engine):
    here = room(engine, options={EXERCISE: {"scenes": ["verdwenen"]}})
    page = Browser(THEME, visitor(engine, session=here)).page
    assert len(page.exercise(EXERCISE).scenes) == 8


def test_a_session_without_this_theme_leaves_the_page_self_paced(engine):
    here = room(engine, themes=("overdragen",))
    browser = Browser(THEME, visitor(engine, session=here))
    assert browser.page.room.session_id == ""
    browser.go_to(EXERCISE)
    item = next(find(browser.view, kind="grid"))["rows"][0]["item"]
    browser.answer(item, "helps")
    assert [answer["session"] for answer in everything(engine, ANNE)] == [""] * len(everything(engine, ANNE))


def test_a_page_joins_the_session_that_was_joined_elsewhere(engine):
    browser = Browser(THEME, visitor(engine))
    here = room(engine)
    sessions.take_seat(engine, here.id, ANNE)
    browser.tell(type="refresh")
    assert browser.page.room.session_id == here.id
    assert browser.view["session"] == "De Brug"


def test_the_theme_page_plays_the_theme_in_its_address(monkeypatch):
    monkeypatch.setenv("SCRIPT_NAME", "/voila/render/theme.ipynb")
    monkeypatch.setenv("QUERY_STRING", "thema=overdragen")
    assert Page(Parameters(theme=THEME)).theme.id == "overdragen"
    monkeypatch.setenv("QUERY_STRING", "thema=../../etc&theme=overdragen")
    assert Page(Parameters(theme=THEME)).theme.id == THEME
    monkeypatch.setenv("SCRIPT_NAME", "/voila/render/03_op_stap_met_de_baas.ipynb")
    monkeypatch.setenv("QUERY_STRING", "thema=overdragen")
    assert Page(Parameters(theme=THEME)).theme.id == THEME


def test_the_view_holds_no_id_of_a_person(browser):
    assert ANNE not in browser.text
    assert os.environ.get("HTTP_X_WORKBOOK_USER") is None


def test_everybody_has_a_row_of_their_own(engine):
    for person in (ANNE, "b" * 48):
        Browser(THEME, visitor(engine, person=person)).go("next")
    assert rows(engine, participant) == 2
    assert [len(everything(engine, person)) for person in (ANNE, "b" * 48)] == [1, 1]
