"""What is counted of a whole exercise or of all themes: how heavy its Dutch is, reading time, statements, names.

Warnings, like those of `rules`. What only a reader can decide is listed in `data/README.md`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbook.content.loading import walk
from workbook.content.models import Exercise, Theme
from workbook.content.sectors import is_for
from workbook.content.text import LANGUAGES, Text
from workbook.content.yaml_source import Location

MEAN_SENTENCE = 15  # words, in Dutch
LONG_WORD, LONG_SHARE = 12, 8  # letters; per cent of an exercise's words
TERMS = frozenset("opdrachtgever opdrachtgevers testjeklantgerichtheid reflectiegesprek verkoopgesprek".split())
WORDS_A_MINUTE = 180
REVERSED = 0.25  # of the statements of one scale
EXERCISES_A_NAME = 4
JUDGED = ("CustomerStatement", "Item", "Sentence")  # besides what can be reversed: what somebody says 'how often' to
UNCLEAR = {"nl": {"en", "of", "altijd", "nooit"}, "en": {"and", "or", "always", "never"}}
END = re.compile(r"(?<=[.!?:;…])['’”]?\s+|\n+")  # where a sentence ends
QUOTED = re.compile(r"(?<!\w)['‘\"“].*?['’\"”](?!\w)", re.S)
NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿş]{2,}")  # a capital within a sentence

Found = Iterator[tuple[Location, str, dict[str, object]]]


def named(location: Location) -> str:
    """The field that holds a text; a sector's wording goes by the name of the text that it stands for."""
    at = location[:-2] if location[-2:-1] == ("by_sector",) else location
    return str(at[-1]) if at else ""


def texts(of: Any) -> Iterator[tuple[Location, Text]]:
    """Every text inside `of` with its place."""
    return ((at, model) for at, model in walk(of) if isinstance(model, Text))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one for one in END.split(text) if one.strip()]


def spoken(text: str) -> str:
    """A text without what stands between quotes: what somebody says in it."""
    return QUOTED.sub(" ", text)


def found(theme: Theme[Any]) -> Found:
    """Everything that this theme gives to warn of."""
    for at, model in walk(theme):
        if isinstance(model, Exercise):
            yield from ((at, key, values) for key, values in _heavy(model))
            yield from (((*at, "minutes"), key, values) for key, values in _too_long(theme, model))
        yield from _formal(at, model)
        yield from _unclear(at, model)
        yield from _reversed(at, model)


def _heavy(exercise: Exercise) -> Iterator[tuple[str, dict[str, object]]]:
    said = [text.nl for _, text in texts(exercise)]
    lengths = [len(one.split()) for text in said for one in sentences(text)]
    if sum(lengths) > MEAN_SENTENCE * len(lengths):
        yield "warning.sentences", {"n": round(sum(lengths) / len(lengths)), "most": MEAN_SENTENCE}
    words = [word for text in said for word in re.findall(r"[a-zà-ÿ]+", text.lower())]
    long = [word for word in words if len(word) > LONG_WORD and word not in TERMS]
    if 100 * len(long) > LONG_SHARE * len(words):
        values: dict[str, object] = {"n": round(100 * len(long) / len(words)), "most": LONG_SHARE}
        yield "warning.long-words", values | {"words": ", ".join(list(dict.fromkeys(long))[:5])}


def _too_long(theme: Theme[Any], exercise: Exercise) -> Iterator[tuple[str, dict[str, object]]]:
    """All that can be read, every feedback included, must leave time to do something."""
    notes = sum(len(text.nl.split()) for _, text in texts(exercise.room))
    other = sum(len(text.nl.split()) for at, text in texts(exercise) if "by_sector" in at)
    read = (sum(len(text.nl.split()) for _, text in texts(exercise)) - notes - other) / WORDS_A_MINUTE
    if read > exercise.minutes and any(is_for(exercise, sector) for sector in theme.sectors):
        yield "warning.minutes", {"read": round(read), "minutes": exercise.minutes}


def _formal(at: Location, model: Any) -> Found:
    """'u' belongs to what customers say, and that stands between quotes."""
    if isinstance(model, Text) and re.search(r"\b[Uu]w?\b", spoken(model.nl)):
        yield at, "warning.formal", {}


def _unclear(at: Location, model: Any) -> Found:
    """Two things in one statement, or a word that makes it untrue for everybody."""
    if type(model).__name__ not in JUDGED and not hasattr(model, "reversed"):
        return
    for name in type(model).model_fields:
        text = getattr(model, name)
        if isinstance(text, Text) and name != "feedback":
            for language in LANGUAGES:
                words = set(re.findall(r"\w+", text.in_(language).lower())) & UNCLEAR[language]
                yield from (
                    ((*at, name), "warning.unclear", {"word": word, "language": language}) for word in sorted(words)
                )


def _reversed(at: Location, model: Any) -> Found:
    """Each scale of an exercise in which statements may be reversed."""
    for field, info in getattr(type(model), "model_fields", {}).items():
        scales: dict[str, list[bool]] = {}
        members = getattr(model, field)
        for one in members if isinstance(members, tuple) else ():
            if hasattr(one, "subscale") and hasattr(one, "reversed"):
                scales.setdefault(one.subscale, []).append(one.reversed)
        for name, turned in scales.items():
            if sum(turned) < REVERSED * len(turned):
                yield (
                    (*at, info.alias or field),
                    "warning.reversed",
                    {"name": name, "n": sum(turned), "of": len(turned)},
                )


def names(themes: Mapping[str, Theme[Any]]) -> dict[str, list[tuple[Location, dict[str, object]]]]:
    """By theme: names that stand in too many exercises, each at the exercise that is one too many."""
    capitals = {name for theme in themes.values() for _, text in texts(theme) for name in NAME.findall(text.nl)}
    where: dict[str, list[tuple[str, Location]]] = {}
    for theme in themes.values():
        for at, model in walk(theme):
            if isinstance(model, Exercise):
                words = {word for _, text in texts(model) for word in re.findall(r"\w+", text.nl)}
                for name in words & capitals:
                    where.setdefault(name, []).append((theme.id, at))
    found: dict[str, list[tuple[Location, dict[str, object]]]] = {}
    for name, places in sorted(where.items()):
        if len(places) > EXERCISES_A_NAME:
            theme_id, at = places[EXERCISES_A_NAME]
            values = {"name": name, "n": len(places), "most": EXERCISES_A_NAME}
            found.setdefault(theme_id, []).append((at, values))
    return found
