"""A sector reads a theme in its own words: in a notebook, in a session, on the trainer's page; others stay refused."""

import re

import pytest

from tests.player.playing import Browser, find, room, visitor
from workbook.content.checks import unique
from workbook.content.loading import walk
from workbook.content.sectors import for_sector, in_words_of
from workbook.content.text import SECTORS, Text, Wordings
from workbook.player.parameters import BadParameters, Parameters, theme_for
from workbook.player.portfolio import kept_by
from workbook.player.shaping import as_told_to
from workbook.room.views import exercises_of
from workbook.scoring import Respondent
from workbook.store.responses import histories

TRADE = re.compile(r"\b(klant\w*|verkop\w*|verkoop\w*|omzet\w*|customers?|sell\w*|sales|turnover)\b", re.I)
ABOUT_TRADE = ("intro", "neighbours")  # where the social wording looks at the neighbours who sell


def test_a_text_is_read_in_the_words_of_the_sector_and_others_read_the_text_itself():
    text = Text(nl="klant", en="customer", by_sector=Wordings(social=Text(nl="inwoner", en="resident")))
    assert (in_words_of(text, "social").nl, in_words_of(text, "social").en) == ("inwoner", "resident")
    assert all(in_words_of(text, sector) is text for sector in SECTORS if sector != "social")
    assert in_words_of((text, "x"), "social")[0].nl == "inwoner"


def test_what_says_nothing_else_is_the_same_object(content):
    film = content.exercises()["a1-intake"]
    assert in_words_of(film, "social") is film


def test_a_wording_inside_a_wording_is_refused():
    inner = {"nl": "a", "en": "a", "by_sector": {"social": "b"}}
    with pytest.raises(ValueError, match="by_sector"):
        Text.model_validate({"nl": "x", "en": "x", "by_sector": {"social": inner}})


@pytest.mark.parametrize("sector", SECTORS)
def test_every_sector_of_a_theme_has_exercises_and_ids_of_its_own(content, sector):
    for theme in content.themes.values():
        if sector in theme.sectors:
            shaped = for_sector(theme, sector)
            assert shaped.exercises
            unique(exercise.id for exercise in shaped.exercises)
            assert [section.id for section in shaped.sections] == [section.id for section in theme.sections]


def test_the_social_sector_gets_a_support_plan_and_no_cabinet_and_no_turnover(content):
    theme = content.themes["hoteltraining"]
    social = [e.id for e in for_sector(theme, "social").exercises]
    retail = [e.id for e in for_sector(theme, "retail").exercises]
    assert social == ["b1-hoe-vraag-ik", "b1-vraagwijzer", "b2-steunplan", "b3-stem-in-je-hoofd", "b5-schutting"]
    assert retail == [
        "b1-hoe-vraag-ik", "b1-vraagwijzer", "b2-kastkiezer", "b3-stem-in-je-hoofd", "b4-opwu", "b5-schutting",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_social_wording_speaks_of_no_customers_and_no_selling(content, language):
    theme = for_sector(content.themes["hoteltraining"], "social")
    said = [
        (".".join(map(str, at)), text.in_(language))
        for at, text in walk(theme)
        if isinstance(text, Text) and not any(name in at for name in ABOUT_TRADE)
    ]
    assert [(at, text) for at, text in said if TRADE.search(text)] == []


def test_the_words_of_a_sector_change_the_version_of_an_exercise(content):
    exercise = content.exercises()["b1-vraagwijzer"]
    assert in_words_of(exercise, "social").version != exercise.version
    assert in_words_of(exercise, "retail").version == exercise.version


def test_a_notebook_that_names_the_sector_plays_it_to_its_end(engine):
    browser = Browser("hoteltraining", visitor(engine), sector="social")
    assert "Van de kast naar de keukentafel" in browser.text
    steps = list(dict.fromkeys(browser.play(Respondent("strong"))))
    assert "b2-steunplan" in steps
    assert "b4-opwu" not in steps
    browser.go_to("b1-vraagwijzer")
    for ideas in find(browser.view, kind="links"):  # the article itself is about customers, and its ideas say so
        ideas["links"] = []
    assert "klant" not in browser.text


def test_a_session_of_the_sector_reads_its_words_everywhere(content, engine):
    session = room(engine, sector="social", reveal="at_once", themes=("hoteltraining",))
    person = visitor(engine, session=session)
    browser = Browser("hoteltraining", person)  # the notebook itself says nothing of a sector
    browser.go_to("b1-hoe-vraag-ik")
    assert "Denk aan je gesprekken met inwoners" in browser.text
    told = [one.exercise.id for one in exercises_of(engine, session, content)]
    assert "b2-steunplan" in told
    assert "b4-opwu" not in told
    assert as_told_to(content.themes["hoteltraining"], session).title.nl == "Van de kast naar de keukentafel"
    assert as_told_to(content.themes["hoteltraining"], None).title.nl == "De verkooptraining in het hotel"
    list(browser.play(Respondent("strong")))
    assert histories(engine, person.person, session.id)["b2-steunplan"].done
    kept = {one.exercise.id for one in kept_by(person)}
    assert "b2-steunplan" in kept


def test_a_sector_without_texts_stays_refused(content):
    for theme in ("overdragen", "reflectiegesprek", "anti-verkopen", "op-stap-met-de-baas"):
        with pytest.raises(BadParameters, match="social"):
            theme_for(content, Parameters(theme=theme, sector="social"))
    with pytest.raises(BadParameters, match="advice"):
        theme_for(content, Parameters(theme="hoteltraining", sector="advice"))


def test_customers_stay_where_no_sector_says_otherwise(content):
    theme = content.themes["hoteltraining"]
    kept = {exercise.id: exercise for exercise in for_sector(theme, "business").exercises}
    assert kept["b1-vraagwijzer"] is theme.exercise("b1-vraagwijzer")
    assert "klant" in kept["b1-vraagwijzer"].discussion.nl
