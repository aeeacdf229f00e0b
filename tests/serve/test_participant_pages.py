"""The pages without a kernel: landing, joining, own data."""

import csv
import io
import re

import pytest

from tests.asking import ask
from tests.serve.running import NOTEBOOK, App, Phone
from workbook.scoring import Respondent, simulate
from workbook.serve.throttle import PER_MINUTE
from workbook.store import participants, sessions
from workbook.store.responses import everything, save
from workbook.store.secrets import shown_code

PAGES = ["/", "/ideeen", "/mijn", "/mijn/print", "/bestaat-niet", "/join/AAAAAA", NOTEBOOK]


def answer(phone, content, name="c1-rolkiezer", **change):
    """Everything of one exercise, stored as this browser's."""
    exercise = content.exercises()[name]
    given = simulate(exercise, Respondent("strong")) | change
    for number, (item, value) in enumerate(given.items()):
        save(phone.app.engine, phone.person, "", exercise, item, value, f"{name}-{number}")


# -- landing ----------------------------------------------------------------------------------------------------------


def test_the_landing_page_gives_a_cookie_that_no_script_reads(phone):
    page = phone.get("/")
    assert page.status_code == 200
    cookie = next(c for c in page.raw.headers.getlist("Set-Cookie") if c.startswith("werkboek="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert re.fullmatch("[0-9a-f]{48}", phone.person)


def test_the_landing_page_leads_to_every_theme(phone, content):
    page = phone.get("/").text
    for theme in content.themes.values():
        assert theme.title.nl in page
    links = set(re.findall(r'href="(/voila/render/[^"]+|/thema/[^"]+)"', page))
    assert len(links) == len(content.themes) + 1  # and the portfolio


@pytest.fixture(scope="module")
def own_app(tmp_path_factory):
    """An app that may be restarted and whose throttle may be filled."""
    app = App("participant", tmp_path_factory.mktemp("own")).start()
    yield app
    app.stop()


def test_a_browser_is_recognised_after_the_server_was_restarted(own_app):
    phone = Phone(own_app)
    phone.get("/")
    before = phone.person
    own_app.stop()
    own_app.start()
    phone.get("/")
    assert phone.person == before


def test_a_forged_or_changed_cookie_is_a_stranger(phone, other):
    phone.get("/")
    other.cookies.set("werkboek", phone.person, domain="127.0.0.1", path="/")
    other.get("/")
    assert other.person != phone.person


def test_a_header_with_somebodys_id_is_ignored(phone, other, participants_app):
    phone.get("/")
    other.get("/mijn", headers={"X-Workbook-User": phone.person})
    assert other.person != phone.person
    page = other.get("/mijn/export.json", headers={"X-Workbook-User": phone.person, "x-workbook-user": phone.person})
    assert page.json()["answers"] == []


def test_the_language_follows_the_browser_and_then_the_choice(participants_app):
    phone = Phone(participants_app, "en-GB,en;q=0.9,nl;q=0.5")
    assert "What do you want to work on?" in phone.get("/").text
    reply = phone.fill("/taal/nl", terug="/mijn")
    assert (reply.status_code, reply.headers["Location"]) == (302, "/mijn")
    assert "Waar wil je aan werken?" in phone.get("/").text


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"])
def test_a_form_never_leads_to_another_site(back, phone):
    assert phone.fill("/taal/en", terug=back).headers["Location"] == "/"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_nothing_of_another_host(path, phone, participants_app):
    page = phone.get(path)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    loads = re.findall(r"""(?:src|href|action|url)\s*[=(]\s*["']?((?:https?:)?//[^"'\s>)]+)""", page.text)
    ours = participants_app.address.removeprefix("http:")
    assert [link for link in loads if not link.removeprefix("http:").startswith(ours)] == []


@pytest.mark.parametrize("path", ["/", "/mijn", "/mijn/print", "/mijn/export.json", "/join/AAAAAA", "/bestaat-niet"])
def test_nothing_personal_is_kept_by_a_cache(path, phone):
    assert "no-store" in phone.get(path).headers.get("Cache-Control", "") or path == "/bestaat-niet"


def test_a_page_that_is_not_there_says_so_without_a_traceback(phone):
    page = phone.get("/bestaat-niet")
    assert page.status_code == 404
    assert "Traceback" not in page.text
    assert "Deze pagina bestaat niet." in page.text


def test_the_server_says_that_it_is_there(phone):
    assert phone.get("/gezond").text == "ok"
    assert phone.head("/gezond").status_code == 200


# -- joining ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [str, str.lower, shown_code, lambda code: f" {code[:3]} - {code[3:].lower()} "])
def test_a_code_gives_a_seat_however_it_is_typed(typed, phone, participants_app):
    here = participants_app.session(f"kamer-{participants.new_id()[:8]}")
    reply = phone.fill("/join", code=typed(here.code))
    assert (reply.status_code, reply.headers["Location"]) == (302, "/zaal")
    page = phone.get("/").text
    assert "De Brug" in page
    assert sessions.pseudonym_of(participants_app.engine, here.id, phone.person) in page


def test_the_qr_code_is_one_tap(phone, participants_app):
    here = participants_app.session("een-tik", title="Eén tik")
    assert "Eén tik" in phone.get(f"/join/{here.code}").text
    assert sessions.seated(participants_app.engine, here.id) == 1
    phone.get(f"/join/{here.code}")
    assert sessions.seated(participants_app.engine, here.id) == 1


def test_who_joins_reads_the_language_of_the_session(phone, participants_app):
    here = participants_app.session("english", language="en", title="The bridge")
    assert "You are taking part as" in phone.get(f"/join/{here.code}").text


def test_an_unknown_code_is_404_with_what_to_do(phone):
    reply = phone.fill("/join", code="AAAAAA")
    assert reply.status_code == 404
    assert "Deze code kennen we niet. Kijk nog eens op het scherm van je trainer" in reply.text


def test_a_closed_session_cannot_be_joined(phone, participants_app):
    here = participants_app.session("dicht")
    sessions.close(participants_app.engine, here.id)
    reply = phone.fill("/join", code=here.code)
    assert (reply.status_code, "Deze sessie is al gesloten." in reply.text) == (404, True)
    assert sessions.seated(participants_app.engine, here.id) == 0


def test_leaving_a_session_keeps_the_seat(phone, participants_app):
    here = participants_app.session("weg", title="Even weg")
    phone.get(f"/join/{here.code}")
    phone.fill("/verlaat")
    assert "Even weg" not in phone.get("/").text
    phone.get(f"/join/{here.code}")
    assert sessions.seated(participants_app.engine, here.id) == 1


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "=1+1", "{{ 7*7 }} {goal} $x$"])
def test_a_script_or_formula_in_a_title_is_text(title, phone, participants_app):
    from html import escape

    here = participants_app.session(f"titel-{participants.new_id()[:8]}", title=title)
    page = phone.get(f"/join/{here.code}").text
    assert escape(title, quote=False) in page
    assert "<script>alert" not in page


def test_guessing_join_codes_is_slowed_and_resume_codes_still_work(own_app):
    guesser, owner = Phone(own_app), Phone(own_app)
    owner.get("/")
    code = participants.give_resume_code(own_app.engine, owner.person, own_app.secrets.resume)
    statuses = [guesser.get(f"/join/AAAA{a}{b}").status_code for a in "BCDEFG" for b in "BCDEFG"]
    assert statuses[:PER_MINUTE] == [404] * PER_MINUTE
    assert 429 in statuses[PER_MINUTE:]
    assert Phone(own_app).fill("/verder", code=code).status_code == 302


# -- another device, own data -----------------------------------------------------------------------------------------


def test_a_resume_code_brings_the_answers_to_another_device(phone, other, content):
    phone.get("/")
    answer(phone, content)
    shown = phone.fill("/mijn/code", "/mijn")
    code = re.search(r'<p class="wb-code">([^<]+)</p>', shown.text).group(1)
    assert code not in phone.get("/mijn").text  # it is shown once
    assert other.fill("/verder", code=code.lower().replace("-", " ")).status_code == 302
    assert other.person == phone.person
    assert other.get("/mijn/export.json").json() == phone.get("/mijn/export.json").json()
    assert len(other.get("/mijn/export.json").json()["answers"]) > 40


def test_a_resume_code_does_not_silently_leave_answers_behind(phone, other, content):
    code = participants.give_resume_code(phone.app.engine, known(phone), phone.app.secrets.resume)
    exercise = content.exercises()["c1-rolkiezer"]
    item, value = next(iter(simulate(exercise, Respondent()).items()))
    save(other.app.engine, known(other), "", exercise, item, value, "k")
    reply = other.fill("/verder", code=code)
    assert (reply.status_code, "staan al antwoorden" in reply.text, code in reply.text) == (409, True, True)
    assert other.fill("/verder", code=code, toch="1").status_code == 302


def known(phone) -> str:
    """The id of a phone that has been here."""
    phone.get("/")
    return phone.person


def test_an_unknown_resume_code_is_404_with_what_to_do(phone):
    reply = phone.fill("/verder", code="0000-0000-00000")
    assert reply.status_code == 404
    assert "Deze code kennen we niet. Kijk of je hem goed overnam" in reply.text


def test_the_csv_holds_no_formula(phone):
    phone.get("/")
    for number, text in enumerate(["=1+1", "+31 6", "-5", "@SUM(A1)", "\t=1", "gewoon; 'tekst'"]):
        save(phone.app.engine, phone.person, "", ask(), "text", text, f"k{number}")
    reply = phone.get("/mijn/export.csv")
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in reply.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))
    values = [row["value"] for row in rows]
    assert values == ["'=1+1", "'+31 6", "'-5", "'@SUM(A1)", "'\t=1", "gewoon; 'tekst'"]
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert phone.get("/mijn/export.json").json()["answers"][0]["value"] == "=1+1"


def test_erasing_takes_everything_and_the_cookie(phone, content):
    phone.get("/")
    answer(phone, content)
    person, engine = phone.person, phone.app.engine
    assert phone.fill("/mijn/wis", "/mijn").status_code == 400  # not without the tick
    assert everything(engine, person)
    reply = phone.fill("/mijn/wis", "/mijn", zeker="ja")
    assert "Alles is gewist" in reply.text
    assert (everything(engine, person), participants.find(engine, person)) == ([], None)
    phone.get("/")
    assert phone.person != person


def test_another_person_on_this_phone_starts_afresh(phone, content):
    phone.get("/")
    answer(phone, content)
    before = phone.person
    assert "Deze browser weet niet meer wie je was." in phone.fill("/klaar", "/mijn").text
    phone.get("/")
    assert phone.person != before
    assert everything(phone.app.engine, before)
    assert phone.get("/mijn/export.json").json()["answers"] == []


def test_the_print_page_holds_own_words_escaped_and_the_credits(phone, content):
    phone.get("/")
    name = "c5-meerij-briefing"
    items = simulate(content.exercises()[name], Respondent("strong"))
    text = next(item for item, value in items.items() if isinstance(value, str) and len(value) > 20)
    answer(phone, content, name, **{text: "<script>alert('x')</script>"})
    page = phone.get("/mijn/print").text
    assert "&lt;script&gt;alert(" in page
    assert "<script>alert(" not in page
    assert "Rikkert Walbeek" in page
    only = phone.get(f"/mijn/print?oefening={name}").text
    assert content.exercises()[name].title.nl in only
    assert "Van deze oefening is er nog niets" in phone.get("/mijn/print?oefening=<b>").text


# -- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/join", "/verder", "/verlaat", "/taal/en", "/mijn/code", "/mijn/wis", "/klaar"])
def test_a_form_of_another_site_is_refused(path, phone):
    phone.get("/")
    before = phone.person
    reply = phone.post(path, data={"zeker": "ja", "code": "AAAAAA"}, allow_redirects=False)
    assert reply.status_code == 403
    phone.get("/")
    assert phone.person == before


@pytest.mark.parametrize("path", ["/klaar", "/mijn/wis", "/mijn/code", "/verlaat", "/verder"])
def test_what_changes_something_is_no_link(path, phone):
    phone.get("/")
    before = phone.person
    phone.get(path)
    phone.get("/")
    assert phone.person == before
    assert not participants.find(phone.app.engine, before).has_code
