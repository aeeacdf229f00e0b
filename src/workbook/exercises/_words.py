"""Finding words in what somebody wrote, in Dutch and English at once: what was written decides, not the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from workbook.content.answers import Initials
from workbook.view.inputs import TextField

NEAR = 3  # words
_APOSTROPHES = re.compile("[‘’`´]")


@dataclass(frozen=True)
class Seen:
    """What a rule saw: its id, and the words it stumbled over ('' where something is missing)."""

    rule: str
    words: str = ""


def initials_field(item: str, label: str, value: str, hint: str) -> TextField:
    """Where initials go: takes more than is kept, so that a name is answered by the one sentence that refuses it."""
    return TextField(item, label, value, 1, 10 * Initials.longest, hint)


def plain(text: str) -> str:
    """The text in lower case, with straight apostrophes and single spaces."""
    return " ".join(_APOSTROPHES.sub("'", text.casefold()).split())


def count(text: str) -> int:
    """How many words a text has; signs alone are no words."""
    return len(re.findall(r"\w[\w'’-]*", text))


def first_of(text: str, phrases: Iterable[str], unless: frozenset[str] = frozenset()) -> str:
    """The first of these words or phrases in the text, as it stands there in lower case; '' for none.

    Only whole words count; a phrase that ends in * may go on: 'aanbevel*' finds 'aanbevelen'. What has a word of
    `unless` among the three before it does not count: 'not', say.
    """
    said = plain(text)
    for match in _pattern(tuple(phrases)).finditer(said):
        before = re.findall(r"[\w']+", said[: match.start()])[-NEAR:]
        if not unless.intersection(before):
            return match[0]
    return ""


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    written = (re.escape(p.removesuffix("*")) + (r"\w*" if p.endswith("*") else "") for p in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")
