"""The articles and their ideas: how many there are, and which of them no exercise teaches yet."""

from collections import Counter

from click.testing import CliRunner

from tests.content.author import GOOD
from workbook import cli
from workbook.content.coverage import cited_ideas, uncovered
from workbook.content.loading import Content
from workbook.content.models import Theme


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
    assert listed == {idea.id for idea in content.ideas().values() if idea.kind == "idea"}


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


def test_every_theme_cites_its_own_articles_only(content):
    def cited(theme: Theme) -> set[str]:
        return {idea.partition("-")[0] for idea in cited_ideas(Content({theme.id: theme}, content.articles))}

    assert {theme.id: cited(theme) - set(theme.sources) for theme in content.themes.values()} == {
        theme: set() for theme in content.themes
    }
