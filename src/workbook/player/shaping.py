"""A theme as a session wants it: own cases, options; and the session that a prepared notebook names."""

import logging
import os

from workbook.content.interface import ui
from workbook.content.models import Exercise, Theme
from workbook.player.parameters import BadParameters, Parameters, reshape, set_options
from workbook.store import sessions
from workbook.store.engine import open_store

log = logging.getLogger(__name__)


def prepared_session(given: Parameters) -> sessions.Session | None:
    """The session that a prepared notebook names. Raises BadParameters where it is not registered here."""
    if not given.session:
        return None
    found = sessions.by_slug_or_code(open_store(os.environ.get("WORKBOOK_DATABASE_URL", "")), given.session)
    if found is None:
        raise BadParameters([ui("parameter.session", given.language, value=given.session)])
    return found


def shaped_for(theme: Theme[Exercise], session: sessions.Session | None) -> Theme[Exercise]:
    """The theme with the session's own cases and options, where it takes part in that session."""
    if session is None or theme.id not in session.settings.themes:
        return theme
    return reshape(theme, lambda exercise: _as_session_wants(exercise, session.settings))


def _as_session_wants(exercise: Exercise, settings: sessions.SessionSettings) -> Exercise:
    """The exercise with the session's own case and options; what does not fit was refused when it was prepared."""
    case = settings.cases.get(exercise.id)
    try:
        shaped = exercise.with_case(case) if case else exercise
        return set_options(shaped, settings.options.get(exercise.id), settings.language)
    except (BadParameters, ValueError):
        log.exception("session %s: settings of %s do not fit the content any more", settings.slug, exercise.id)
        return exercise
