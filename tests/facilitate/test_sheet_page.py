"""The run sheet as a page to print: times, the way in, every exercise, and what to do when a session is closed."""

import re

import pytest
from click.testing import CliRunner

from tests.facilitate.rooms import session_in
from workbook.cli import main
from workbook.content.answers import Refused
from workbook.content.loading import Content
from workbook.content.models import RoomNotes
from workbook.content.text import Text
from workbook.facilitate.sheet_page import BadStart, Wanted, minutes_of, sheet_page
from workbook.store import participants, sessions
from workbook.store.engine import in_memory
from workbook.store.responses import save
from workbook.store.secrets import shown_code

LINK = "http://192.168.1.20:8866/join/ABCDEF"


@pytest.fixture
def room(content):
    engine = in_memory()
    return engine, session_in(engine, content, themes=("op-stap-met-de-baas",), programme="evening")


def page_of(room, content, **given):
    engine, session = room
    return sheet_page(sessions.get(engine, session.id), content, LINK, Wanted(**given))


def times(page: str) -> list[str]:
    return re.findall(r'class="p-time">([\d:]+)<', page)


def test_times_count_from_nought_until_a_starting_time_is_given(room, content):
    assert times(page_of(room, content))[0] == "0:00"
    assert times(page_of(room, content, start="9.30"))[0] == "09:30"
    late = times(page_of(room, content, start="23:58"))
    assert late[0] == "23:58"
    assert late[1].startswith("00:")


@pytest.mark.parametrize(
    "given", ["9", "25:00", "09:60", "half tien", "09:00:00", "٠٩:٠٠", "-1:00", "<b>9:00", "9:00\n9:00"]
)
def test_what_is_no_time_of_day_is_refused_in_a_sentence(given, room, content):
    with pytest.raises(BadStart, match=r"is geen tijd\. Schrijf een tijd zoals 09:00\."):
        page_of(room, content, start=given)


def test_an_empty_time_is_no_mistake():
    assert minutes_of(" ", "nl") is None


def test_every_role_of_a_trio_has_a_card_on_a_sheet_of_its_own(content):
    engine = in_memory()
    session = session_in(engine, content, themes=("overdragen",), programme="evening")
    page = sheet_page(session, content, LINK)
    cards = re.findall(r'<article class="p-sheet p-role">.*?</article>', page, re.S)
    trio = content.exercises()["d4-overdrachtsgesprek"].trio
    assert [
        role.title.nl for role, card in zip(trio, cards, strict=True) if role.card.nl.partition("\n")[0] in card
    ] == [
        "Adviseur",
        "Klant",
        "Waarnemer",
    ]
    assert ["Seconden stil" in card for card in cards] == [False, False, True]


def on_paper(page: str) -> list[str]:
    return re.findall(r"<h1>([A-Z]\d[a-z]?) · ", page)


def test_what_the_programme_plays_and_its_plan_have_a_sheet_of_their_own(room, content):
    page = page_of(room, content)
    planned, spare = page.split("<h2>Als er tijd over is</h2>")
    codes = on_paper(page)
    assert codes[-1] == "C9"
    assert codes[:-1] == re.findall(r'<th scope="row">(C\d) ', planned)
    assert 0 < len(codes) < len(content.themes["op-stap-met-de-baas"].exercises)
    assert "Het papier van deze oefeningen zit niet bij de stapel." in spare


def test_asked_for_every_exercise_of_the_session_has_a_sheet(room, content):
    page = page_of(room, content, spare=True)
    assert sorted(on_paper(page)) == [*sorted(e.code for e in content.themes["op-stap-met-de-baas"].exercises), "C9"]
    assert "zit niet bij de stapel" not in page


def test_a_programme_without_times_has_every_exercise_on_paper(content):
    engine = in_memory()
    session = session_in(engine, content, themes=("op-stap-met-de-baas",), programme="self_paced")
    page = sheet_page(session, content, LINK)
    assert on_paper(page) == [e.code for e in content.themes["op-stap-met-de-baas"].exercises] + ["C9"]


def test_every_sheet_says_where_to_enter_it_later(room, content):
    page, code = page_of(room, content), shown_code(room[1].code)
    said = f"Vul het later in op je telefoon: scan de code, of ga naar http://192.168.1.20:8866 en typ {code}."
    sheets = page.split('<article class="p-sheet">')[1:]
    assert len(sheets) == len(on_paper(page))
    assert all(said in sheet and "<svg" in sheet for sheet in sheets)


def test_the_articles_are_credited(room, content):
    article = content.articles["S2"]
    assert article.author in page_of(room, content)


def test_what_the_session_lacks_is_said(room, content):
    assert "Niet in deze sessie: X1" in page_of(room, content)


def test_nothing_is_fetched_and_nothing_runs(room, content):
    page = page_of(room, content)
    assert re.findall(r"(?:src|href)=\"(?!data:,)", page) == []
    assert re.findall(r"<script|onclick|url\(", page) == []


def test_the_trainers_notes_stand_on_the_run_sheet_and_not_on_the_paper_of_participants(room, content):
    theme = content.themes["op-stap-met-de-baas"]
    notes = RoomNotes(**{name: Text(nl=f"Dit is {name}.", en=name) for name in RoomNotes.model_fields})
    section = theme.sections[0]
    noted = section.model_copy(
        update={"exercises": tuple(one.model_copy(update={"room": notes}) for one in section.exercises)}
    )
    changed = theme.model_copy(update={"sections": (noted, *theme.sections[1:])})
    told = Content({theme.id: changed}, content.articles, content.programmes)
    run, *sheets = page_of(room, told).split('<article class="p-sheet">')
    assert [name for name in RoomNotes.model_fields if f"Dit is {name}." not in run] == []
    assert not any("Dit is " in sheet for sheet in sheets)


def test_what_a_facilitator_typed_is_text_on_the_page(content):
    engine = in_memory()
    session = session_in(engine, content, title="<script>x</script>", client="A & B", themes=("overdragen",))
    page = sheet_page(session, content, LINK)
    assert "<script>" not in page
    assert "A &amp; B" in page


def test_a_facilitators_own_case_and_options_are_what_is_printed(content):
    engine = in_memory()
    options = {"c1-rolkiezer": {"scenes": ["korting"]}}
    session = session_in(engine, content, themes=("op-stap-met-de-baas",), options=options)
    all_of_it = session_in(engine, content, slug="alles", themes=("op-stap-met-de-baas",))
    assert len(sheet_page(session, content, LINK)) < len(sheet_page(all_of_it, content, LINK)) - 5000


def test_a_closed_session_takes_no_paper_in_until_it_is_opened_again_and_the_sheet_says_so(room, content):
    engine, session = room
    person, exercise = participants.new_id(), content.exercises()["c0-meerijden"]
    item = next(iter(exercise.items()))
    participants.recognise(engine, person)
    sessions.close(engine, session.id)
    with pytest.raises(Refused):
        save(engine, person, session.id, exercise, item, 1, "k1")
    code = shown_code(session.code)
    assert f"workbook session open {code}" in page_of(room, content)
    sessions.close(engine, session.id, closed=False)
    sessions.take_seat(engine, session.id, person)
    assert save(engine, person, session.id, exercise, item, 1, "k2").started
    assert "workbook session open" not in page_of(room, content)


def run(*words: str):
    return CliRunner().invoke(main, ["runsheet", *words])


def test_the_command_writes_one_file(engine, content, tmp_path):
    session = session_in(engine, content, themes=("overdragen",))
    path = tmp_path / "blad.html"
    done = run(*shown_code(session.code).split(), "--start", "09:00", "--language", "en", "-o", str(path))
    assert (done.exit_code, done.output) == (0, f"Draaiboek: {path}\n")
    page = path.read_text("utf-8")
    assert times(page)[0] == "09:00"
    assert "Run sheet: De Brug" in page
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".html"] == ["blad.html"]


def test_the_command_refuses_in_a_sentence_and_writes_nothing(engine, content, tmp_path):
    session_in(engine, content, themes=("overdragen",))
    path = tmp_path / "blad.html"
    refused = [
        (run("de-brug", "--start", "half9", "-o", str(path)), "'half9' is geen tijd. Schrijf een tijd zoals 09:00.\n"),
        (run("de-burg", "-o", str(path)), "Er is geen sessie met de code of naam 'de-burg'."),
        (run("de-brug", "-o", str(tmp_path / "weg" / "x.html")), "kan niet geschreven worden"),
    ]
    for done, said in refused:
        assert done.exit_code == 1
        assert said in done.output
    assert not path.exists()
