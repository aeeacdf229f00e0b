"""A room of made-up people who answer live, so that a trainer can rehearse alone: everything goes through the store."""

import random
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Engine

from workbook.content.answers import AGAIN, CHALLENGE, DONE, Refused, Value
from workbook.content.interface import ui
from workbook.content.loading import Content
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.player.room import Room, room_of
from workbook.player.shaping import shaped_for
from workbook.player.vote import CHOICE, place_here, vote_of
from workbook.scoring import Kind, Respondent, simulate
from workbook.store import participants, sessions, shares
from workbook.store.engine import StoreUnavailable
from workbook.store.responses import histories, save
from workbook.store.sessions import Session

BEAT_S = 0.5
ARRIVE_S = 20.0  # everybody has joined by then
KINDS: tuple[Kind, ...] = ("strong", "random", "weak")


@dataclass
class Someone:
    """One made-up person: how they answer, and what they are about to answer, one item at a time."""

    id: str
    respondent: Respondent
    arrives: float  # seconds after the start
    answers: dict[str, Iterator[tuple[str, Value]]] = field(default_factory=dict)


class Crowd:
    """`people` made-up participants of one session; `speed` 1 answers about as fast as a quick reader, 10 for tests."""

    def __init__(self, engine: Engine, content: Content, session: Session, people: int, speed: float = 1.0) -> None:
        self.engine, self.content, self.session_id, self.speed = engine, content, session.id, speed
        self.language: Language = session.settings.language
        self.chance = random.Random(people)
        self.people = [
            Someone(secrets.token_hex(24), Respondent(KINDS[number % 3], number), number * ARRIVE_S / people / speed)
            for number in range(people)
        ]
        self._seconds = 0.0

    def run(self, stop: threading.Event) -> None:
        """Take part until `stop` is set; a store that is busy for a moment is tried again at the next beat."""
        while not stop.wait(BEAT_S):
            with suppress(StoreUnavailable):
                self.beat(BEAT_S)

    def beat(self, seconds: float) -> None:
        """Let `seconds` pass: some arrive, some answer. Raises StoreUnavailable."""
        self._seconds += seconds
        session = sessions.get(self.engine, self.session_id)
        room = room_of(self.engine, session)
        exercise = self._current(session)
        for person in self.people:
            if person.arrives > self._seconds:
                continue
            self._arrive(person)
            acts = session.open and exercise is not None and self.chance.random() < seconds * self.speed / 2
            if acts and exercise is not None:
                with suppress(Refused):  # it closed at this very moment
                    self._act(person, exercise, room)

    def _current(self, session: Session) -> Exercise | None:
        if session.now not in self.content.exercises():
            return None
        return shaped_for(self.content.theme_of(session.now), session).exercise(session.now)

    def _arrive(self, person: Someone) -> None:
        if participants.find(self.engine, person.id) is None:
            participants.recognise(self.engine, person.id, self.language)
            sessions.take_seat(self.engine, self.session_id, person.id)

    def _act(self, person: Someone, exercise: Exercise, room: Room) -> None:
        """One answer, one vote, or, when everything is done, sometimes something to share."""
        if exercise.id in room.walks:
            self._vote(person, exercise, room)
        elif room.stage(exercise).answering and not self._answer(person, exercise, room):
            self._share(person, exercise, room)

    def _answer(self, person: Someone, exercise: Exercise, room: Room) -> bool:
        """The next answer of this person's attempt; False when the attempt is finished."""
        second = room.stage(exercise).second
        name = f"{exercise.id}:{second}"
        if name not in person.answers:
            person.answers[name] = self._attempt(person, exercise, second)
        item, value = next(person.answers[name], ("", None))
        if item:
            save(self.engine, person.id, self.session_id, exercise, item, value, secrets.token_hex(9))
        return bool(item)

    def _attempt(self, person: Someone, exercise: Exercise, second: bool) -> Iterator[tuple[str, Value]]:
        """What this person answers; in a second round two of three have learnt from the talk."""
        respondent = person.respondent
        if second:
            yield AGAIN, True
            learnt = respondent.seed % 3 != 0
            respondent = Respondent("strong" if learnt else respondent.kind, respondent.seed)
        yield from simulate(exercise, respondent).items()

    def _vote(self, person: Someone, exercise: Exercise, room: Room) -> None:
        path = room.walks[exercise.id]
        place = place_here(exercise, path, self.language)
        if not place.options:
            return
        vote = vote_of(exercise, path, place)
        told = histories(self.engine, person.id, self.session_id).get(vote.id)
        if told is None or not told.done:
            line = self.chance.choice(place.options).value
            for item, value in ((CHOICE, line), (DONE, True)):
                save(self.engine, person.id, self.session_id, vote, item, value, secrets.token_hex(9))

    def _share(self, person: Someone, exercise: Exercise, room: Room) -> None:
        """One in eight disagrees with the makers once the key is open."""
        given = shares.given_by(self.engine, self.session_id, person.id)
        if not room.feedback(exercise) or person.respondent.seed % 8 or (exercise.id, CHALLENGE) in given:
            return
        text = ui(f"demo.challenge-{person.respondent.seed // 8 % 3 + 1}", self.language)
        save(self.engine, person.id, self.session_id, exercise, CHALLENGE, text, secrets.token_hex(9))
        shares.give(self.engine, self.session_id, person.id, exercise.id, CHALLENGE, "challenge", text)
