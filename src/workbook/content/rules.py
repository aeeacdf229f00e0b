"""What can be counted in the texts of a theme and makes them harder to learn from: warnings, not mistakes.

The numbers are the quality criteria of docs/criteria.md. What takes the articles themselves (copied sentences)
or all scenes together (which place the best option has) is not looked at here, but in the tests.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbook.content import measures, yaml_source
from workbook.content.loading import Content, walk
from workbook.content.models import Note, Theme
from workbook.content.problems import Problem
from workbook.content.programmes import unknown
from workbook.content.text import LANGUAGES, Text
from workbook.content.yaml_source import Location, Source

FEEDBACK, SCENE, OPTION, STATEMENT = (8, 45), (25, 70), (1, 20), (1, 16)  # words
LONGEST_SENTENCE = 22  # words, in Dutch
OPTIONS, WANTED = 5, {"helps": (1, 2), "depends": (1, 2), "harms": (2, 2)}  # of one scene
LONGER = 1.6  # times the shortest option
BANNED = tuple("feedbacken pitchen pitch committen mindset skills leads challengen sales".split())  # Dutch texts
TOOLS, TARGETS = ("tool", "tools"), ("target", "targets")
ABOUT_TARGETS = "hoteltraining"  # the one theme that may say 'target': it is what that theme is about
SHORT = ("Statement", "Question", *measures.JUDGED)  # what somebody answers at once
EXPLAINS = ("feedback", "sort_note", "found", "missed", "advice")  # the fields that say why

Found = Iterator[tuple[Location, str, dict[str, object]]]


def warnings(content: Content, folder: Path) -> Iterator[Problem]:
    """Every text under `folder` that a rule has something to say about, by theme and line; then the programmes."""
    articles = yaml_source.read(folder / "sources.yaml")
    for location, key, values in (*_texts(tuple(content.articles.values()), BANNED + TARGETS), *_twice(articles)):
        if key != "warning.idea-number":  # there the numbers are at home
            yield Problem(articles.path, articles.line_of(location), key, values)
    names = measures.names(content.themes)
    for theme in content.themes.values():
        source = yaml_source.read(folder / "themes" / f"{theme.id}.yaml")
        banned = BANNED if theme.id == ABOUT_TARGETS else BANNED + TARGETS
        found = [
            Problem(source.path, source.line_of(location), key, values)
            for location, key, values in (
                *_texts(theme, banned),
                *_feedback(theme),
                *_scenes(theme),
                *_twice(source),
                *measures.found(theme),
                *((at, "warning.name", values) for at, values in names.get(theme.id, ())),
            )
        ]
        yield from sorted(found, key=lambda problem: problem.line)
    if content.programmes:
        exercises = {name for e in content.exercises().values() for name in (e.id, e.code)}
        written = yaml_source.read(folder / "programmes.yaml")
        yield from unknown(written, tuple(content.programmes.values()), exercises, set(content.themes))


def count(text: str) -> int:
    """The words of a text."""
    return len(text.split())


def _words(location: Location, text: Text, least: int, most: int) -> Found:
    for language in LANGUAGES:
        n = count(text.in_(language))
        if not least <= n <= most:
            yield location, "warning.words", {"n": n, "language": language, "least": least, "most": most}


def _texts(of: Any, banned: tuple[str, ...]) -> Found:
    """Idea numbers, other numbers in one language than in the other, long sentences and words that are not Dutch."""
    for location, text in ((at, model) for at, model in walk(of) if isinstance(model, Text)):
        if re.search(r"\bS[0-4]-\d", text.nl + text.en):
            yield location, "warning.idea-number", {}
        if _fixed(text.nl) != _fixed(text.en):
            yield location, "warning.numbers", {}
        longest = max(map(count, measures.sentences(text.nl)))
        if longest > LONGEST_SENTENCE:
            yield location, "warning.sentence", {"n": longest, "most": LONGEST_SENTENCE}
        for word in banned if location[-1] == "title" else banned + TOOLS:
            if re.search(rf"\b{word}\b", text.nl.lower()):
                yield location, "warning.banned", {"word": word}


def _fixed(text: str) -> tuple[Counter[str], list[str]]:
    """The numbers and placeholders of a text: 8.000 and 8,000 are the same, and so are 2,5 and 2.5."""
    found = re.findall(r"(?<![\w{])\d+(?:[.,]\d+)*(?!\w*\})", text)
    numbers = Counter(re.sub(r"[.,](?=\d{3}\b)", "", number).replace(",", ".") for number in found)
    return numbers, sorted(re.findall(r"\{\w+\}", text))


def _feedback(theme: Theme[Any]) -> Found:
    models = dict(walk(theme))
    for location, model in models.items():
        name = measures.named(location)
        whose = models.get(location[: location.index(name)]) if name in location else None
        if isinstance(model, Text) and (name in EXPLAINS or (name == "text" and isinstance(whose, Note))):
            yield from _words(location, model, *FEEDBACK)
        elif type(model).__name__ in SHORT and isinstance(getattr(model, "text", None), Text):
            yield from _words((*location, "text"), model.text, *STATEMENT)


def _scenes(theme: Theme[Any]) -> Found:
    for location, scene in walk(theme):
        options = getattr(scene, "options", ())
        if not options or not all(hasattr(option, "key") for option in options):
            continue
        yield from _words((*location, "text"), scene.text, *SCENE)
        for index, option in enumerate(options):
            yield from _words((*location, "options", index, "text"), option.text, *OPTION)
        keys = Counter(option.key for option in options)
        if len(options) != OPTIONS or not all(low <= keys[key] <= high for key, (low, high) in WANTED.items()):
            yield (*location, "options"), "warning.options", {"n": len(options)}
        for language in LANGUAGES:
            lengths = [len(option.text.in_(language)) for option in options]
            if max(lengths) > LONGER * min(lengths):
                values: dict[str, object] = {"longest": max(lengths), "shortest": min(lengths), "language": language}
                yield (*location, "options"), "warning.lengths", values


def _twice(source: Source) -> Found:
    """A sentence that stands in both languages as it is."""
    for location in source.lines:
        value: Any = source.value
        for step in location:
            value = value[step]
        both = isinstance(value, dict) and set(value) == set(LANGUAGES) and value["nl"] == value["en"]
        if both and str(value["nl"]).count(" ") > 1:
            yield location, "warning.untranslated", {}
