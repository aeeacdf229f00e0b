"""What the rules look at: words only, in Dutch and English at once, so that somebody may write either."""

import re

BUT_WORDS = frozenset("maar echter hoewel but however although".split())
ABSOLUTE_WORDS = frozenset("altijd nooit always never".split())
_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def takes_back(text: str) -> bool:
    """Whether a word such as maar or but stands in the text."""
    return not BUT_WORDS.isdisjoint(_words(text))


def absolute(text: str) -> bool:
    """Whether altijd, nooit, always or never stands in the text."""
    return not ABSOLUTE_WORDS.isdisjoint(_words(text))


def same(one: str, other: str) -> bool:
    """Whether two texts hold the same words in the same order, apart from capitals and signs."""
    return _words(one) == _words(other)
