"""The articles and their ideas: how many there are, and which of them no exercise teaches yet."""

from collections import Counter

from click.testing import CliRunner

from tests.conftest import ROOT
from tests.content.author import GOOD, SOURCES
from tests.content.shingles import hashes, known
from workbook import cli
from workbook.content import yaml_source
from workbook.content.coverage import cited_ideas, excused, ideas_in, taught_in, uncovered
from workbook.content.loading import Content
from workbook.content.models import Theme
from workbook.content.text import LANGUAGES


def test_198_ideas_in_five_articles(content):
    counted = Counter(idea.partition("-")[0] for idea in content.ideas())
    assert counted == {"S0": 34, "S1": 26, "S2": 30, "S3": 73, "S4": 35}
    assert sum(counted.values()) == 198


def test_ideas_are_numbered_through_without_a_gap(content):
    for article in content.articles.values():
        assert [idea.id for idea in article.ideas] == [f"{article.id}-{n:02}" for n in range(1, len(article.ideas) + 1)]


def test_an_idea_that_nobody_cites_is_listed_and_an_anecdote_is_not(content):
    nothing = Content({}, content.articles)
    listed = {idea.id for idea in uncovered(nothing)}
    assert "S0-05" in listed  # an idea
    assert "S0-01" not in listed  # an anecdote
    assert listed == {idea.id for idea in content.ideas().values() if idea.kind == "idea" and not idea.exception}


def test_an_idea_counts_as_soon_as_one_option_cites_it(author):
    author.write(author_cites("S0-05"))
    small = author.load()
    assert cited_ideas(small) == {"S0-05"}
    assert "S0-05" not in {idea.id for idea in uncovered(small)}
    assert "S0-06" in {idea.id for idea in uncovered(small)}


def author_cites(idea: str) -> str:
    return GOOD.replace("kind: text, own: true", f"kind: text, sources: [{idea}]")


def test_coverage_ends_with_status_1_while_an_idea_is_left(author):
    author.all_ideas()
    result = CliRunner().invoke(cli.main, ["coverage"])
    assert result.exit_code == 1
    assert "S0-05  Hun conclusie: het werk is niet leuk en geeft klachten" in result.output
    assert "S0-01" not in result.output
    assert "0 van de 176 ideeën" in result.output


def test_coverage_ends_with_status_0_once_every_idea_is_cited(author, content):
    ideas = [idea.id for idea in content.ideas().values() if idea.kind == "idea"]
    author.write(author_cites(", ".join(ideas)))
    author.all_ideas()
    result = CliRunner().invoke(cli.main, ["coverage"])
    assert result.exit_code == 0
    assert (
        result.output == "176 van de 176 ideeën hebben een plek in een oefening (198 genummerd, anekdotes meegeteld).\n"
    )


def test_an_idea_without_an_exercise_but_with_a_reason_is_printed_with_it_and_stops_nothing(author):
    author.write(author_cites("S0-05"))
    reason = ', exception: {nl: "hoort hier niet", en: "not here"}}'
    author.write(
        SOURCES.replace('text: {nl: "Dit.", en: "This."}}', 'text: {nl: "Dit.", en: "This."}' + reason), "sources.yaml"
    )
    result = CliRunner().invoke(cli.main, ["coverage"])
    assert result.exit_code == 0
    assert "S0-06  Wat nodig is (met reden: hoort hier niet)" in result.output
    assert "1 van de 2 ideeën" in result.output
    assert [idea.id for idea in excused(author.load())] == ["S0-06"]


def test_an_idea_needs_a_text(author):
    author.write(SOURCES.replace(', text: {nl: "Dit.", en: "This."}', ""), "sources.yaml")
    assert author.sentences("en") == ["data/sources.yaml:7: The field 'text' is missing. Add it."]


def test_where_an_idea_is_taught_is_what_the_exercises_cite(content):
    taught = taught_in(content.themes.values())
    assert set(taught) <= cited_ideas(content)
    for idea, exercises in taught.items():
        assert all(idea in ideas_in(exercise) for exercise in exercises)
    assert len(taught["S0-14"]) == len({e.id for e in taught["S0-14"]})


# -- the texts of the ideas --------------------------------------------------------------------------------------------


def test_no_text_of_an_idea_has_seven_words_in_a_row_of_an_article(content):  # criterion 3
    articles, lines = known(), yaml_source.read(ROOT / "data" / "sources.yaml")
    copied = [
        f"data/sources.yaml:{lines.line_of((at, 'ideas', number, name))}: {run!r} stands in an article"
        for at, article in enumerate(content.articles.values())
        for number, idea in enumerate(article.ideas)
        for name in ("title", "text")
        for language in LANGUAGES
        for key, run in hashes(getattr(idea, name).in_(language)).items()
        if key in articles
    ]
    assert copied == []


def test_a_text_of_an_idea_says_more_than_its_title_in_one_to_three_short_sentences(content):
    for idea in content.ideas().values():
        for language in LANGUAGES:
            said = idea.text.in_(language)
            assert said != idea.title.in_(language), idea.id
            assert 5 <= len(said.split()) <= 50, f"{idea.id} ({language}): {len(said.split())} words"


def test_what_is_experience_or_contradicted_says_so_in_its_own_text(content):
    ideas = content.ideas()
    experience = [idea.id for idea in ideas.values() if idea.experience]
    assert experience == ["S0-05", "S2-03", "S4-08", "S4-25", "S4-27"]
    for name in experience:
        assert "ervaring" in ideas[name].text.nl or "zag de schrijver" in ideas[name].text.nl
    assert [idea.id for idea in ideas.values() if idea.contradicted] == ["S1-14"]
    assert "fabel" in ideas["S1-14"].text.nl
    assert "Monk, 2005" in ideas["S1-14"].text.nl


def test_what_the_articles_lost_is_said_to_be_missing(content):
    for name in ("S0-34", "S1-19", "S2-30", "S4-07", "S4-12", "S4-19"):
        assert "ontbreekt" in content.ideas()[name].text.nl
        assert "missing" in content.ideas()[name].text.en


def test_every_theme_cites_its_own_articles_only(content):
    def cited(theme: Theme) -> set[str]:
        return {idea.partition("-")[0] for idea in cited_ideas(Content({theme.id: theme}, content.articles))}

    assert {theme.id: cited(theme) - set(theme.sources) for theme in content.themes.values()} == {
        theme: set() for theme in content.themes
    }
