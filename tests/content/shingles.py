"""Runs of seven words, as hashes: enough to find a copied sentence, too little to read the articles."""

import hashlib
import re
from pathlib import Path

RUN = 7
FILE = Path(__file__).parent / "source_shingles.txt"


def words(text: str) -> list[str]:
    """The words of a text, lower-case, without signs."""
    return re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))


def hashes(text: str) -> dict[str, str]:
    """The hash of every run of seven words with the run itself."""
    found = words(text)
    runs = (" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return {hashlib.sha1(run.encode()).hexdigest()[:10]: run for run in runs}


def known() -> set[str]:
    """The hashes of the five articles."""
    return set(FILE.read_text("utf-8").split())
