"""Visible rules on what somebody wrote: two questions in one, a leading word, a sales word, a word about projects."""

import re
from collections.abc import Iterator

from workbook.content.models import Note
from workbook.exercises.guide import Guide, WordRule

WORDS_A_SECOND = 2.5  # our own rule of thumb for speaking calmly
# A second question after 'and' or 'or', in Dutch or in English.
_SECOND = re.compile(
    r"[\s,](?:en|of|and|or)[\s,]+(?:hoe|wat|waar|waarom|wanneer|wie|welke?|how|what|where|why|when|who|which)\b"
)


def words_in(text: str) -> int:
    """How many words stand in a text."""
    return len(re.findall(r"\w+(?:['’-]\w+)*", text))


def seconds(text: str) -> int:
    """How long it takes to say a text aloud, in whole seconds, rounded up."""
    return -int(-words_in(text) // WORDS_A_SECOND)


def noticed(exercise: Guide, question: str) -> Iterator[tuple[str, Note]]:
    """What the rules notice in a question, by name."""
    rules = exercise.rules
    if question.count("?") > 1 or _SECOND.search(question.casefold()):
        yield "two-in-one", rules.two_in_one
    if holds(rules.leading, question):
        yield "leading", rules.leading
    if holds(rules.sales, question):
        yield "sales", rules.sales


def holds(rule: WordRule, text: str) -> bool:
    """Whether one of the rule's words or phrases stands in the text as a whole."""
    said = f" {_plain(text)} "
    return any(f" {_plain(word)} " in said for word in rule.words)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
