"""Finding words in what somebody wrote, in Dutch and English at once: what was written decides, not the page."""

import re
from collections.abc import Iterable
from functools import cache

_APOSTROPHES = re.compile("[‘’`´]")


def plain(text: str) -> str:
    """The text in lower case, with straight apostrophes and single spaces."""
    return " ".join(_APOSTROPHES.sub("'", text.casefold()).split())


def count(text: str) -> int:
    """How many words a text has; signs alone are no words."""
    return len(re.findall(r"\w[\w'’-]*", text))


def first_of(text: str, phrases: Iterable[str]) -> str:
    """The first of these words or phrases in the text, as it stands there in lower case; '' for none.

    Only whole words count; a phrase that ends in * may go on: 'aanbevel*' finds 'aanbevelen'.
    """
    match = _pattern(tuple(phrases)).search(plain(text))
    return match[0] if match else ""


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    written = (re.escape(p.removesuffix("*")) + (r"\w*" if p.endswith("*") else "") for p in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")
