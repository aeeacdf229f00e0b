"""The commands around a session: make one, list them, close, open again, delete."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, get_args

import click

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.content.text import LANGUAGES, Sector
from workbook.facilitate.registration import delete, store
from workbook.facilitate.trouble import Trouble
from workbook.store import sessions
from workbook.store.secrets import shown_code
from workbook.store.sessions import Programme, Reveal, Session

PATIENCE_S = 2.0
_YES = {"ja", "j", "yes", "y"}


class Named(click.Choice[str]):
    """Choices that the help shows; a wrong one is refused later, with everything else, in the reader's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As it was typed."""
        return str(value)


@contextmanager
def patiently() -> Iterator[None]:
    """Say that we wait for the database when the block takes longer than people expect."""
    said = ui("facilitate.waiting", reader_language())
    timer = threading.Timer(PATIENCE_S, lambda: click.echo(said, err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def find_session(words: tuple[str, ...]) -> Session:
    """The session that was named by its slug or its join code, which may be typed as two words. Raises Trouble."""
    name = " ".join(words)
    with patiently():
        found = sessions.by_slug_or_code(store(create=False), name)
    if found is None:
        raise Trouble("cli.no-session", name=name)
    return found


def session_group(show: Callable[[Session], None]) -> click.Group:
    """The group `session`; `show` prints how people join a session."""

    @click.group()
    def session() -> None:
        """Sessions: make one, list them, close one, open it again, delete one."""

    @session.command("new")
    @click.option("--title", required=True, help="What participants read, e.g. 'Eerlijk verkopen bij De Brug'.")
    @click.option("--client", default="", help="Whose people they are; they see it.")
    @click.option("--programme", default="half_day", show_default=True, type=Named(get_args(Programme)))
    @click.option("--language", default="nl", show_default=True, type=Named(LANGUAGES))
    @click.option("--sector", default="business", show_default=True, type=Named(get_args(Sector)))
    @click.option("--themes", default="", help="Theme ids, comma-separated (default: all).")
    @click.option("--reveal", default="by_trainer", show_default=True, type=Named(get_args(Reveal)))
    @click.option("--slug", default="", help="A short name for files (default: made from the title).")
    def new(themes: str, **given: str) -> None:
        """Register a session; prints its join code and QR."""
        from workbook.facilitate.session_file import checked_settings

        values: dict[str, Any] = {name: value for name, value in given.items() if value}
        if themes:
            values["themes"] = [name.strip() for name in themes.split(",") if name.strip()]
        settings = checked_settings(values)
        with patiently():
            made = sessions.create(store(), settings)
        show(made)

    for command in (_list, _close, _open, _delete):
        session.add_command(command)
    return session


@click.command("list")
def _list() -> None:
    """List every session, newest first."""
    found = sessions.all_sessions(store(create=False))
    for item in found:
        state = "" if item.open else ui("cli.closed", reader_language())
        click.echo(f"{shown_code(item.code)}  {item.settings.slug}  {item.settings.title} {state}".rstrip())
    if not found:
        click.echo(ui("cli.no-sessions", reader_language()))


@click.command("close")
@click.argument("name", nargs=-1, required=True)
def _close(name: tuple[str, ...]) -> None:
    """Close a session, by its join code or slug: nobody can join or answer any more."""
    found = find_session(name)
    with patiently():
        sessions.close(store(create=False), found.id)
    click.echo(ui("cli.session-closed", reader_language(), title=found.settings.title))


@click.command("open")
@click.argument("name", nargs=-1, required=True)
def _open(name: tuple[str, ...]) -> None:
    """Open a closed session again, by its join code or slug: people can join and answer once more."""
    found = find_session(name)
    with patiently():
        sessions.close(store(create=False), found.id, closed=False)
    told = {"title": found.settings.title, "code": shown_code(found.code)}
    click.echo(ui("cli.session-opened", reader_language(), **told))


@click.command("delete")
@click.argument("name", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
def _delete(name: tuple[str, ...], yes: bool) -> None:
    """Delete a session with every answer that was given in it, by its join code or slug. Cannot be undone."""
    language = reader_language()
    found = find_session(name)
    title = found.settings.title
    if not yes:
        asked = ui("cli.session-delete", language, title=title, n=sessions.seated(store(create=False), found.id))
        if click.prompt(asked, default="", show_default=False, prompt_suffix=" ").strip().lower() not in _YES:
            raise Trouble("cli.session-kept", title=title)
    with patiently():
        answers = delete(store(create=False), found)
    click.echo(ui("cli.session-deleted", language, title=title, answers=answers))
