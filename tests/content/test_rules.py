"""What a machine can decide about the texts of the themes (the curriculum's quality criteria, by number)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.content.shingles import hashes, known
from workbook.content import yaml_source
from workbook.content.loading import walk
from workbook.content.models import Note
from workbook.content.text import LANGUAGES, Text

FEEDBACK = (8, 45)  # words, criterion 2
SCENE = (25, 70)  # criterion 7
LONGEST_OPTION, LONGEST_STATEMENT, LONGEST_SENTENCE = 20, 16, 22
BANNED = "feedbacken pitchen pitch committen mindset skills leads challengen sales".split()  # criterion 12, Dutch texts
ABOUT_TARGETS = "hoteltraining"  # the one theme that may say 'target': it is what theme B is about
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


def fields(theme, name: str) -> Iterator[tuple[str, Text]]:
    """Every text that stands in a field called `name`."""
    return ((where, text) for where, location, text in texts(theme) if location[-1] == name)


def count(text: str) -> int:
    return len(text.split())


def too(said: Iterator[tuple[str, Text]], least: int, most: int) -> list[str]:
    return [
        f"{where}: {count(text.in_(language))} words in {language}, {least}–{most} wanted"
        for where, text in said
        for language in LANGUAGES
        if not least <= count(text.in_(language)) <= most
    ]


@pytest.fixture(params=THEMES)
def theme(request, content):
    return content.themes[request.param]


def test_no_idea_number_shows_in_a_text(theme):  # criterion 1
    assert [f"{where}: {t.nl} {t.en}" for where, _, t in texts(theme) if re.search(r"\bS[0-4]-\d", t.nl + t.en)] == []


def test_feedback_has_8_to_45_words(theme):  # criterion 2
    assert too(fields(theme, "feedback"), *FEEDBACK) == []
    notes = (
        (place(source(theme.id).path, source(theme.id).line_of(location)), model.text)
        for location, model in walk(theme)
        if isinstance(model, Note)
    )
    assert too(notes, *FEEDBACK) == []


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


def numbers(text: str) -> Counter[str]:
    """The numbers in a text: 8.000 and 8,000 are the same, and so are 2,5 and 2.5."""
    found = re.findall(r"(?<![\w{])\d+(?:[.,]\d+)*(?!\w*\})", text)
    return Counter(re.sub(r"[.,](?=\d{3}\b)", "", number).replace(",", ".") for number in found)


def test_both_languages_have_the_same_numbers_and_placeholders(theme):  # criterion 4
    def odd(text: Text) -> bool:
        names = [sorted(re.findall(r"\{\w+\}", text.in_(language))) for language in LANGUAGES]
        return numbers(text.nl) != numbers(text.en) or names[0] != names[1]

    assert [f"{where}: {t.nl!r} / {t.en!r}" for where, _, t in texts(theme) if odd(t)] == []


def test_a_text_in_two_languages_is_translated(theme):  # criterion 4
    def raw(value, at=()):
        if isinstance(value, dict) and set(value) == {"nl", "en"}:
            yield at, value
        elif isinstance(value, dict | list):
            for step, child in value.items() if isinstance(value, dict) else enumerate(value):
                yield from raw(child, (*at, step))

    here = source(theme.id)
    same = [
        f"{place(here.path, here.line_of(at))}: {value['nl']!r} twice; write it once when it is the same word"
        for at, value in raw(here.value)
        if value["nl"] == value["en"] and value["nl"].count(" ") > 1
    ]
    assert same == []


def scenes(content):
    return [
        (place(source(theme.id).path, source(theme.id).line_of(location)), model)
        for theme in content.themes.values()
        for location, model in walk(theme)
        if hasattr(model, "options") and all(hasattr(option, "key") for option in model.options or [None])
    ]


def test_a_scene_has_five_options_of_three_kinds(content):  # criterion 5
    found = scenes(content)
    assert found
    for where, scene in found:
        keys = Counter(option.key for option in scene.options)
        assert len(scene.options) == 5, f"{where}: {len(scene.options)} options, 5 wanted"
        assert keys["helps"] in (1, 2), f"{where}: {keys}"
        assert keys["harms"] == 2, f"{where}: {keys}"
        assert keys["depends"] in (1, 2), f"{where}: {keys}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_option_stands_out_by_its_length(language, content):  # criterion 5
    longest_is_best = 0
    for where, scene in scenes(content):
        lengths = {option.id: len(option.text.in_(language)) for option in scene.options}
        longest = max(lengths.values())
        assert longest <= 1.6 * min(lengths.values()), f"{where}: {lengths}"
        helping = [option.id for option in scene.options if option.key == "helps"]
        others = [length for name, length in lengths.items() if name not in helping]
        longest_is_best += max(lengths[name] for name in helping) > max(others)
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


def test_scenes_options_and_statements_are_short_enough(content):  # criterion 7
    long = []
    for where, scene in scenes(content):
        long += too(iter([(where, scene.text)]), *SCENE)
        long += too(((where, option.text) for option in scene.options), 1, LONGEST_OPTION)
    for theme in content.themes.values():
        for location, model in walk(theme):
            if type(model).__name__ in ("Statement", "Question"):
                where = place(source(theme.id).path, source(theme.id).line_of(location))
                long += too(iter([(where, model.text)]), 1, LONGEST_STATEMENT)
    assert long == []


def test_no_dutch_sentence_is_longer_than_22_words(theme):  # criterion 10
    long = [
        f"{where}: {count(sentence)} words: {sentence.strip()}"
        for where, _, text in texts(theme)
        for sentence in re.split(r"(?<=[.!?:;…])['’”]?\s+", text.nl)
        if count(sentence) > LONGEST_SENTENCE
    ]
    assert long == []


def test_no_banned_word_stands_in_a_dutch_text(theme):  # criterion 12
    banned = BANNED if theme.id == ABOUT_TARGETS else [*BANNED, "target", "targets"]
    found = [
        f"{where}: {word!r} – use a Dutch word"
        for where, location, text in texts(theme)
        for word in banned + (["tool", "tools"] if location[-1] != "title" else [])
        if re.search(rf"\b{word}\b", text.nl.lower())
    ]
    assert found == []


def test_every_article_has_an_author_and_s3_names_its_two(content):  # criterion 19
    assert [article.id for article in content.articles.values() if not article.author or not article.title] == []
    for name in ("Maarten van Os", "Jan Willem van den Brink", "Dreamfactory"):
        assert name in content.articles["S3"].author + (content.articles["S3"].place or "")
