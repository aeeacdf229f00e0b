"""What the rules see in a message of slots: words only, Dutch and English at once, no judgement of quality."""

import re
from collections.abc import Sequence

from workbook.exercises._words import Seen, first_of, plain

SLOT_OPEN, BUT, QUESTION_MISSING, WHOLE = RULES = ("slot-open", "but", "question-missing", "whole")
BUTS = "maar,echter,but,however".split(",")
NO_BUTS = re.compile(r"\b(?:zeg maar|alleen maar|maar (?:één|een) |nothing but|anything but|no buts?)")
# A last slot that begins so asks something, also without the sign.
ASKS = re.compile(
    r"^(?:en )?(?:wat|hoe|wie|waar|welke|vind|zie|wil|klopt|past|mag|kan|zou|"
    r"what|how|which|who|where|would|do|does|is|are|could|can|may)\b"
)


def noticed(slots: Sequence[str]) -> tuple[Seen, ...]:
    """What is to be said of the texts of the slots, the last of which holds the question; () for a whole message."""
    found = []
    if not all(text.strip() for text in slots):
        found.append(Seen(SLOT_OPEN))
    but = first_of(NO_BUTS.sub(" ", plain(" \n ".join(slots))), BUTS)
    if but:
        found.append(Seen(BUT, but))
    last = plain(slots[-1])
    if last and "?" not in last and not ASKS.match(last):
        found.append(Seen(QUESTION_MISSING))
    return tuple(found)


def joined(opening: str, text: str) -> str:
    """One slot as it is said: the opening, unless it was typed again, and a full stop where a sign is missing."""
    said = text.strip().strip('‘’“”"')
    if not said:
        return ""
    if opening and not plain(said).startswith(plain(opening)):
        said = f"{opening} {said}"
    return said if said[-1] in ".!?…" else f"{said}."
