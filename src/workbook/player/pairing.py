"""Where two people pair up: what is pressed and typed for it goes to `store.pairs`, never into somebody's answers."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Engine

from workbook.content.answers import Refused, Words
from workbook.content.models import Exercise
from workbook.player.visitor import Visitor
from workbook.store import pairs
from workbook.store.pairs import Pairing, Who
from workbook.store.secrets import load_secrets, shown_pair_code

MAKE, TYPED, JOIN = "pair.make", "pair.typed", "pair.join"
AGREE, WITHDRAW, LEAVE, LOOK = "pair.agree", "pair.withdraw", "pair.leave", "pair.look"
ACTS = frozenset((MAKE, TYPED, JOIN, AGREE, WITHDRAW, LEAVE, LOOK))
OPEN_ONLY = frozenset((MAKE, JOIN, AGREE))  # taking back stays possible when a session was closed
MOST_TRIES = 20  # wrong codes on one page


class Desk:
    """One page's desk: holds what is shown once and gone with the page, the code just made and the one being typed."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self._tries = 0

    def takes(self, exercise: Exercise, item: str) -> bool:
        """Whether this answer is for the desk."""
        return item in ACTS and bool(exercise.shared())

    def look(self, exercise: Exercise, visitor: Visitor, session_id: str) -> Pairing | None:
        """How this visitor is paired; None where nothing is kept, for then nobody else can be found."""
        if not exercise.shared() or not visitor.kept:
            return None
        found = pairs.look(visitor.engine, Who(visitor.person, session_id, exercise.id), exercise.shared())
        code = self._codes.get(exercise.id, "") if found.state == "waiting" else ""
        return replace(found, code=code, typed=self._typed.get(exercise.id, ""))

    def act(
        self, exercise: Exercise, visitor: Visitor, session_id: str, closed: bool, item: str, value: object, key: str
    ) -> None:
        """Do what was pressed. Raises Refused or StoreUnavailable."""
        if not visitor.kept:
            raise Refused("pair.refused.not-kept")
        if closed and item in OPEN_ONLY:
            raise Refused("refused.closed")
        engine, who = visitor.engine, Who(visitor.person, session_id, exercise.id)
        if item == TYPED:
            self._typed[exercise.id] = str(Words(40).check(value))
        elif item == MAKE:
            code = pairs.make(engine, who, load_secrets().resume, key)
            self._codes[exercise.id] = shown_pair_code(code) if code else self._codes.get(exercise.id, "")
        elif item == JOIN:
            self._join(exercise.id, visitor, who)
        else:
            _STEPS[item](engine, who)

    def _join(self, exercise: str, visitor: Visitor, who: Who) -> None:
        typed = self._typed.get(exercise, "").strip()
        if not typed:
            raise Refused("pair.refused.empty")
        if self._tries >= MOST_TRIES:
            raise Refused("pair.refused.tries")
        try:
            pairs.join(visitor.engine, who, typed, load_secrets().resume)
        except Refused as refused:
            self._tries += refused.key == "pair.refused.unknown"
            raise
        self._typed.pop(exercise, None)


def _nothing(_engine: Engine, _who: Who) -> None:
    """Looking again is drawing again."""


_STEPS: dict[str, Callable[[Engine, Who], None]] = {
    AGREE: pairs.agree,
    WITHDRAW: pairs.withdraw,
    LEAVE: pairs.leave,
    LOOK: _nothing,
}
