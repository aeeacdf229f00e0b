"""A theme as a session wants it: own cases, options; and the session that a prepared notebook names."""

import logging
import os

from workbook.content.interface import ui
from workbook.content.models import Exercise, Theme
from workbook.content.sectors import for_sector
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


def takes_part(theme: Theme[Exercise], session: sessions.Session | None) -> bool:
    """Whether this theme is one of the session's."""
    return session is not None and theme.id in session.settings.themes


def sector_of(theme: Theme[Exercise], session: sessions.Session | None, given: Parameters) -> Parameters:
    """These parameters with the sector of the session, where it has one that the theme has texts for."""
    if session is None or not takes_part(theme, session) or session.settings.sector not in theme.sectors:
        return given
    return given.model_copy(update={"sector": session.settings.sector})


def shaped_for(theme: Theme[Exercise], session: sessions.Session | None) -> Theme[Exercise]:
    """The theme in the session's sector, with its own cases and options, where it takes part in that session."""
    if not takes_part(theme, session):
        return theme
    assert session is not None
    if session.settings.sector in theme.sectors:
        theme = for_sector(theme, session.settings.sector)
    return reshape(theme, lambda exercise: _as_session_wants(exercise, session.settings))


def as_told_to(theme: Theme[Exercise], session: sessions.Session | None) -> Theme[Exercise]:
    """The theme as it is announced: as the session wants it, and without one in the words of the default sector."""
    default = Parameters().sector if Parameters().sector in theme.sectors else theme.sectors[0]
    return shaped_for(theme, session) if takes_part(theme, session) else for_sector(theme, default)


def _as_session_wants(exercise: Exercise, settings: sessions.SessionSettings) -> Exercise:
    """The exercise with the session's own case and options; what does not fit was refused when it was prepared."""
    case = settings.cases.get(exercise.id)
    try:
        shaped = exercise.with_case(case) if case else exercise
        return set_options(shaped, settings.options.get(exercise.id), settings.language)
    except (BadParameters, ValueError):
        log.exception("session %s: settings of %s do not fit the content any more", settings.slug, exercise.id)
        return exercise
