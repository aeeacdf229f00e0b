"""Names at a seat: a pseudonym that can be swapped, or a name of one's own."""

from sqlalchemy import Engine, select

from workbook.store.engine import writing
from workbook.store.pseudonyms import pseudonym
from workbook.store.tables import seat

SHORTEST, LONGEST = 2, 20  # characters of an own name


class NameRefused(Exception):
    """A name that cannot be taken; `key` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def rename(engine: Engine, session_id: str, person: str, wished: str = "") -> str:
    """Give somebody the name they wish, or with '' another pseudonym; returns it. Raises NameRefused."""
    plain = " ".join("".join(sign for sign in wished if sign.isprintable()).split())
    if wished and not SHORTEST <= len(plain) <= LONGEST:
        raise NameRefused("lobby.name-length")
    with writing(engine) as connection:
        others = select(seat.c.pseudonym).where(seat.c.session_id == session_id)
        taken = set(connection.scalars(others))
        if plain.casefold() in {name.casefold() for name in taken}:
            raise NameRefused("lobby.name-taken")
        name = plain or pseudonym(taken)
        mine = (seat.c.session_id == session_id) & (seat.c.participant_id == person)
        connection.execute(seat.update().where(mine).values(pseudonym=name))
    return name
