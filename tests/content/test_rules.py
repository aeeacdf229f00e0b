"""What a machine can decide about the texts of the themes (the curriculum's quality criteria, by number)."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.content.shingles import hashes, known
from workbook.content import yaml_source
from workbook.content.loading import walk
from workbook.content.rules import warnings
from workbook.content.text import LANGUAGES, Text
from workbook.exercises import load_content

THEMES = sorted(path.stem for path in (ROOT / "data" / "themes").glob("*.yaml"))


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


@cache
def source(theme: str) -> yaml_source.Source:
    return yaml_source.read(ROOT / "data" / "themes" / f"{theme}.yaml")


def texts(theme) -> Iterator[tuple[str, tuple, Text]]:
    """Every text of a theme with its place and its location."""
    for location, model in walk(theme):
        if isinstance(model, Text):
            yield place(source(theme.id).path, source(theme.id).line_of(location)), location, model


@cache
def warned(kind: str) -> list[str]:
    """What `workbook check` says of the shipped themes by the rules about `kind`."""
    found = warnings(load_content(ROOT / "data"), ROOT / "data")
    return [problem.sentence("en") for problem in found if problem.key == f"warning.{kind}"]


@pytest.fixture(params=THEMES)
def theme(request, content):
    return content.themes[request.param]


def test_no_idea_number_shows_in_a_text():  # criterion 1
    assert warned("idea-number") == []


def test_feedback_scenes_options_and_statements_have_the_words_they_may():  # criteria 2 and 7
    assert warned("words") == []


def test_no_seven_words_in_a_row_stand_in_an_article(theme):  # criterion 3
    articles = known()
    copied = [
        f"{where}: {run!r} stands in an article: say it in your own words"
        for where, location, text in texts(theme)
        if location[-1] != "title"
        for language in LANGUAGES
        for key, run in hashes(text.in_(language)).items()
        if key in articles
    ]
    assert copied == []


def test_the_copy_check_sees_through_case_and_signs():
    article = hashes("Een twee drie; vier vijf – zes zeven.")
    assert hashes("‘een twee, drie vier vijf zes zeven!’").keys() == article.keys()
    assert not hashes("een twee drie vier vijf zes acht").keys() & article.keys()
    assert len(known()) > 3000


def test_both_languages_have_the_same_numbers_and_placeholders():  # criterion 4
    assert warned("numbers") == []


def test_a_text_in_two_languages_is_translated():  # criterion 4
    assert warned("untranslated") == []


def scenes(content):
    return [
        (place(source(theme.id).path, source(theme.id).line_of(location)), model)
        for theme in content.themes.values()
        for location, model in walk(theme)
        if hasattr(model, "options") and all(hasattr(option, "key") for option in model.options or [None])
    ]


def test_a_scene_has_five_options_of_three_kinds(content):  # criterion 5
    assert scenes(content)
    assert warned("options") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_option_stands_out_by_its_length(language, content):  # criterion 5
    assert warned("lengths") == []
    longest_is_best = 0
    for _, scene in scenes(content):
        helping = [len(option.text.in_(language)) for option in scene.options if option.key == "helps"]
        others = [len(option.text.in_(language)) for option in scene.options if option.key != "helps"]
        longest_is_best += max(helping) > max(others)
    assert longest_is_best <= 0.3 * len(scenes(content)), f"the best move is the longest in {longest_is_best} scenes"


def test_a_blind_answer_spots_at_most_half(content):  # criterion 5
    keys = [option.key for _, scene in scenes(content) for option in scene.options if option.key != "depends"]
    for blind in ("helps", "depends", "harms"):
        assert sum(key == blind for key in keys) <= 0.6 * len(keys), f"always {blind!r} spots too much"
    places = [Counter(scene.options[index].key for _, scene in scenes(content)) for index in range(5)]
    for index, counted in enumerate(places, 1):
        assert max(counted.values()) <= 0.75 * len(scenes(content)), (
            f"place {index} is nearly always the same: {counted}"
        )


def test_no_dutch_sentence_is_longer_than_22_words():  # criterion 10
    assert warned("sentence") == []


def test_no_banned_word_stands_in_a_dutch_text():  # criterion 12
    assert warned("banned") == []


def test_every_article_has_an_author_and_s3_names_its_two(content):  # criterion 19
    assert [article.id for article in content.articles.values() if not article.author or not article.title] == []
    for name in ("Maarten van Os", "Jan Willem van den Brink", "Dreamfactory"):
        assert name in content.articles["S3"].author + (content.articles["S3"].place or "")
