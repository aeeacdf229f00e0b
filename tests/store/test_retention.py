"""Answers of a session go 60 days after it was closed, and not a day before."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from workbook.exercises import load_content
from workbook.scoring import Respondent, simulate
from workbook.store import participants, responses, sessions
from workbook.store.clock import now
from workbook.store.retention import tidy
from workbook.store.sessions import SessionSettings

C1 = load_content().exercises()["c1-rolkiezer"]


def _answered(engine: Engine) -> tuple[str, str]:
    made = sessions.create(engine, SessionSettings(slug="oud", title="Oud", themes=("op-stap-met-de-baas",)))
    person = participants.new_id()
    participants.recognise(engine, person)
    sessions.take_seat(engine, made.id, person)
    for where in (made.id, ""):
        for index, (item, value) in enumerate(list(simulate(C1, Respondent("strong")).items())[:3]):
            responses.save(engine, person, where, C1, item, value, f"{where}{index}")
    return made.id, person


@pytest.mark.parametrize(("days", "kept"), [(59, 6), (61, 3)])
def test_answers_go_sixty_days_after_the_session_was_closed(engine: Engine, days: int, kept: int) -> None:
    session_id, person = _answered(engine)
    sessions.close(engine, session_id)
    tidy(engine, now() + timedelta(days=days))
    assert len(responses.everything(engine, person)) == kept


@pytest.mark.parametrize(("days", "kept"), [(59, 6), (61, 3)])
def test_a_session_that_nobody_closed_counts_from_its_last_answer(engine: Engine, days: int, kept: int) -> None:
    _, person = _answered(engine)
    tidy(engine, now() + timedelta(days=days))
    assert len(responses.everything(engine, person)) == kept
