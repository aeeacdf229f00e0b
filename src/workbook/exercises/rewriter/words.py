"""Checks on the words of a line, in Dutch and English at once: what somebody wrote decides, not the page's language."""

import re

I_WORDS = frozenset("ik mij me mijn mezelf mijzelf i my mine myself".split())
WE_WORDS = frozenset("wij we ons onze onszelf us our ours ourselves".split())
# Capitals that name nobody.
_NO_NAMES = frozenset(
    "nederlands nederlandse nederland engels engelse dutch english monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPENING = re.compile(r"(?:^|[.!?:…\n‘“(]|\s['\"])[\s‘’'\"“”(]*$")  # what stands before the first word of a sentence


def words(text: str) -> frozenset[str]:
    """The words of a text in lower case; I'll counts as I, and m'n as mijn."""
    plain = re.sub(r"\bm['’`]n\b", "mijn", text.casefold())
    plain = re.sub(r"(?<!\w)['’`]k\b", "ik", plain)
    return frozenset(_WORD.findall(plain))


def says_i(text: str) -> bool:
    """Whether ik, mij, mijn (I, me, my) stands in the text as a word."""
    return bool(words(text) & I_WORDS)


def says_we(text: str) -> bool:
    """Whether wij, we, ons, onze (we, us, our) stands in the text as a word."""
    return bool(words(text) & WE_WORDS)


def same(one: str, other: str) -> bool:
    """Whether two texts hold the same words in the same order, apart from capitals and signs."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def names(text: str, known: str = "", colleagues: str = "") -> frozenset[str]:
    """The words of `text` that look like somebody's name.

    That is a capitalised word inside a sentence, or one that stands so in `colleagues` (the situation), wherever it
    comes. Words of `known` (the line as it was) and days, months and languages name nobody.
    """
    inside = _capitals(text, sentence_start=False)
    told = _capitals(colleagues, sentence_start=False) & _capitals(text, sentence_start=True)
    return frozenset(name for name in inside | told if name not in set(_NAME.findall(known)))


def _capitals(text: str, sentence_start: bool) -> frozenset[str]:
    found = []
    for match in _NAME.finditer(text):
        word = match.group()
        named = word[0].isupper() and len(word) > 1 and not word.isupper() and word.casefold() not in _NO_NAMES
        if named and (sentence_start or not _OPENING.search(text[: match.start()])):
            found.append(word)
    return frozenset(found)
