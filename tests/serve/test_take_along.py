"""The certificate and the reminders, as the participant app serves them."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.serve.test_participant_pages import answer
from workbook.player.plan import plan_of
from workbook.scoring import Respondent, simulate
from workbook.serve.take_along import calendar
from workbook.store.clock import now
from workbook.store.responses import everything, save

CARDS = "x2-herhaalkaarten"
ICS = f"/mijn/herinneringen/{CARDS}.ics"
ADDRESS = "http://192.0.2.7:8866/thema/herhalen"


def moments(text: bytes):
    return [part for part in Calendar.from_ical(text).walk() if part.name == "VEVENT"]


def finish_plan(phone, content):
    plan = plan_of(content.themes["herhalen"])
    for number, (item, value) in enumerate(simulate(plan, Respondent("strong")).items()):
        save(phone.app.engine, phone.person, "", plan, item, value, f"plan-{number}")


def test_the_calendar_has_three_moments_on_the_right_days_with_the_address():
    found = moments(calendar((1, 7, 30), ADDRESS, "nl", date(2026, 3, 14)))
    assert [str(one["dtstart"].dt) for one in found] == [
        "2026-03-15 09:00:00",
        "2026-03-21 09:00:00",
        "2026-04-13 09:00:00",
    ]
    assert [str(one["summary"]) for one in found] == [f"Herhaalkaarten, dag {n}" for n in (1, 7, 30)]
    assert all(ADDRESS in str(one["description"]) and str(one["url"]) == ADDRESS for one in found)
    assert all(part.name == "VALARM" for one in found for part in one.subcomponents)


def test_the_calendar_holds_what_rfc_5545_asks_for():
    text = calendar((1, 7, 30), ADDRESS, "en", date(2026, 3, 14)).decode()
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "PRODID:-//Eerlijk verkopen//NL", "SUMMARY:Retrieval cards\\, day 7"} <= set(lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    assert len(re.findall(r"^UID:.+$", text, re.M)) == len(re.findall(r"^DTSTAMP:\d{8}T\d{6}Z\r?$", text, re.M)) == 3


def test_fetching_the_file_twice_gives_the_same_moments():
    first, again = (moments(calendar((1, 7), ADDRESS, "nl", date(2026, 3, 14))) for _ in range(2))
    assert [one["uid"] for one in first] == [one["uid"] for one in again]
    assert first[0]["uid"] != first[1]["uid"]


def test_the_reminders_come_as_a_file_without_anything_personal(phone, content):
    phone.get("/")
    answer(phone, content, "e2-bezwaar")
    code = phone.fill("/mijn/code").text
    reply = phone.get(ICS)
    assert reply.headers["Content-Type"].startswith("text/calendar")
    assert 'filename="herinneringen.ics"' in reply.headers["Content-Disposition"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert len(moments(reply.content)) == 3
    today = now().astimezone().date()
    assert moments(reply.content)[0]["dtstart"].dt.date() == today + timedelta(days=1)
    unfolded = reply.text.replace("\r\n ", "")
    assert "/thema/herhalen" in unfolded
    secret = re.search(r'class="wb-code">([^<]+)<', code)[1]
    assert phone.person not in unfolded
    assert secret not in unfolded


@pytest.mark.parametrize("path", ["/mijn/herinneringen/e2-bezwaar.ics", "/mijn/herinneringen/bestaat-niet.ics"])
def test_only_cards_with_days_have_reminders(path, phone):
    assert phone.get(path).status_code == 404


def test_the_certificate_says_what_is_still_missing(phone, content):
    page = phone.get("/mijn/bewijs").text
    assert "Voor dit bewijs is nog nodig: één oefening die je afmaakt, één plan" in page
    assert 'id="naam"' not in page
    answer(phone, content, "c1-rolkiezer")
    page = phone.get("/mijn/bewijs").text
    of = len(content.themes["op-stap-met-de-baas"].exercises)
    assert f"Op stap met de baas (1 van {of})" in page
    assert "één oefening die je afmaakt" not in page


def test_the_certificate_counts_work_and_never_says_that_somebody_can_do_it(phone, content):
    phone.get("/")
    answer(phone, content, CARDS)
    finish_plan(phone, content)
    page = phone.get("/mijn/bewijs").text
    assert "Aantal oefeningen: 1." in page
    assert "Plannen gemaakt: 1. Later opnieuw opgepakt: 1." in page
    assert "bekwaam" not in page.lower()
    assert "competent" not in page.lower()


def test_the_name_on_the_certificate_can_be_sent_nowhere(phone, content):
    phone.get("/")
    answer(phone, content, CARDS)
    finish_plan(phone, content)
    before = len(everything(phone.app.engine, phone.person))
    page = phone.get("/mijn/bewijs").text
    field = re.search(r"<input id=\"naam\"[^>]*>", page)[0]
    assert " name=" not in field
    assert "form=" not in field
    opened = page[: page.index(field)]
    assert opened.count("<form") == opened.count("</form>")  # it stands in no form
    assert phone.post("/mijn/bewijs", data={"naam": "Anne"}, allow_redirects=False).status_code in (403, 405)
    assert len(everything(phone.app.engine, phone.person)) == before


def test_the_certificate_is_reached_from_the_own_data(phone):
    assert 'href="/mijn/bewijs"' in phone.get("/mijn").text
