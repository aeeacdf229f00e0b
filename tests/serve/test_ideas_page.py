"""The page with every idea of the articles: open to everybody, with the exercises that somebody's themes have."""

import re

from tests.serve.running import Phone
from workbook.content.coverage import ideas_in
from workbook.player.plan import plan_of
from workbook.store.responses import histories
from workbook.store.secrets import shown_code


def shown(page: str) -> str:
    """What stands on the page, without the tags."""
    return re.sub(r"<[^>]+>", " ", page)


def entry(page: str, idea: str) -> str:
    return re.search(rf'<li class="wb-idea" id="idee-{idea.lower()}">.*?</li>', page, re.S)[0]


def test_every_idea_is_there_with_its_title_and_text_in_both_languages(phone, participants_app, content):
    for language, reader in (("nl", phone), ("en", Phone(participants_app, "en"))):
        page = reader.get("/ideeen").text.replace("&#39;", "'")
        missing = [
            idea.id
            for idea in content.ideas().values()
            if idea.title.in_(language) not in entry(page, idea.id)
            or idea.text.in_(language) not in entry(page, idea.id)
        ]
        assert missing == []


def test_every_article_has_its_author_place_and_date(phone, content):
    page = phone.get("/ideeen").text.replace("&amp;", "&")
    for article in content.articles.values():
        assert all(part in page for part in (article.title, article.author, article.place))
    assert "23 augustus 2011" in page


def test_no_number_of_an_idea_is_to_be_read(phone):
    assert re.findall(r"(?i)S[0-4]-\d\d", shown(phone.get("/ideeen").text)) == []


def test_what_is_not_a_fact_is_labelled(phone):
    page = phone.get("/ideeen").text
    assert "onderzoek zegt iets anders" in entry(page, "S1-14")
    assert "ervaring van de schrijver, geen bewezen feit" in entry(page, "S4-25")
    assert "verhaal uit het artikel" in entry(page, "S1-13")


def test_alone_an_idea_leads_to_every_exercise_that_teaches_it(phone, content):
    page = phone.get("/ideeen").text
    for name in ("a1-intake", "c1-rolkiezer", "d5-a-b-c-of-d", "e2-bezwaar"):
        for idea in ideas_in(content.exercises()[name]):
            assert f'href="/oefening/{name}"' in entry(page, idea), idea


def test_in_a_session_only_its_exercises_are_linked_and_every_idea_stays(phone, participants_app, content):
    session = participants_app.session("deel", themes=("op-stap-met-de-baas",))
    phone.fill("/join/", code=shown_code(session.code))
    page = phone.get("/ideeen").text
    assert page.count('class="wb-idea"') == 198
    linked = set(re.findall(r'href="/oefening/([a-z0-9-]+)"', page))
    assert linked == {e.id for e in content.themes["op-stap-met-de-baas"].exercises if ideas_in(e)}


def test_the_way_to_an_exercise_opens_its_theme_there_and_answers_nothing(phone, participants_app, content):
    reply = phone.get("/oefening/c3-kijken-en-nabespreken", allow_redirects=False)
    assert reply.status_code == 302
    assert reply.headers["Location"] == "/voila/render/03_op_stap_met_de_baas.ipynb"
    plan = plan_of(content.themes["op-stap-met-de-baas"])
    told = histories(participants_app.engine, phone.person, "")[plan.id]
    assert told.bookmark == "c3-kijken-en-nabespreken"
    assert not told.started


def test_an_exercise_that_does_not_exist_is_a_page_that_does_not_exist(phone):
    assert phone.get("/oefening/bestaat-niet").status_code == 404


def test_the_landing_page_leads_to_the_ideas(phone):
    assert 'href="/ideeen"' in phone.get("/").text
