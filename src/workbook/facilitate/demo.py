"""A room of made-up people in memory, so that a report can be looked at and checked without a database."""

import json
from collections.abc import Iterator

from sqlalchemy import Engine

from workbook.content.answers import Value
from workbook.content.loading import Content
from workbook.content.models import Exercise
from workbook.content.text import Language
from workbook.player.plan import plan_of
from workbook.player.shaping import shaped_for
from workbook.scoring import Kind, Respondent, simulate
from workbook.store import participants, sessions
from workbook.store.clock import now
from workbook.store.engine import in_memory, writing
from workbook.store.sessions import Session, SessionSettings
from workbook.store.tables import response

PEOPLE = 12


def demo_room(
    content: Content,
    kind: Kind = "random",
    seed: int = 0,
    language: Language = "nl",
    people: int = PEOPLE,
    title: str = "",
) -> tuple[Engine, Session]:
    """A session in which `people` made-up respondents have finished every exercise of every theme."""
    engine = in_memory()
    settings = SessionSettings(slug="demo", title=title or "Demo", language=language, themes=tuple(content.themes))
    session = sessions.create(engine, settings)
    for number in range(people):
        answer_all(engine, session, content, Respondent(kind, seed + number))
    return engine, session


def answer_all(engine: Engine, session: Session, content: Content, respondent: Respondent) -> str:
    """Let one more made-up respondent join and finish everything. Returns their id."""
    person = participants.new_id()
    participants.recognise(engine, person)
    sessions.take_seat(engine, session.id, person)
    rows = []
    for theme in (shaped_for(content.themes[name], session) for name in session.settings.themes):
        for exercise in (*theme.exercises, plan_of(theme)):
            shared = {"participant_id": person, "session_id": session.id, "version": exercise.version, "at": now()}
            rows += [{**shared, **answer} for answer in _answers(exercise, respondent)]
    with writing(engine) as connection:  # at once: one commit for each answer takes seconds for a room
        connection.execute(response.insert(), rows)
    return person


def _answers(exercise: Exercise, respondent: Respondent) -> Iterator[dict[str, str]]:
    """A made-up response, each answer checked as the store would."""
    answers: dict[str, Value] = {}
    for number, (item, value) in enumerate(simulate(exercise, respondent).items()):
        answers[item] = exercise.check(item, value, answers)
        told = json.dumps(answers[item], ensure_ascii=False)
        yield {"exercise": exercise.id, "item": item, "value": told, "key": f"{exercise.id}-{number}"}
