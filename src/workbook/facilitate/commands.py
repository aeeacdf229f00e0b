"""The facilitator's commands: prepare, report, backup."""

from collections.abc import Callable
from pathlib import Path

import click

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.content.text import LANGUAGES, Language
from workbook.facilitate.session_commands import find_session
from workbook.facilitate.trouble import Trouble
from workbook.store.sessions import Session, SlugTaken


def prepare_command(show: Callable[[Session], None]) -> click.Command:
    """The command `prepare`; `show` prints how people join the session."""

    @click.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--out", type=click.Path(path_type=Path), help="Another folder for the notebooks.")
    @click.option(
        "--again", is_flag=True, help="Write the notebooks of a session that exists; its code stays the same."
    )
    def prepare(file: Path, out: Path | None, again: bool) -> None:
        """Make a session from a session file: its notebooks and its join code. Start from examples/session.yaml."""
        from workbook.facilitate.prepare import prepare as make
        from workbook.facilitate.session_file import read_session_file

        try:
            made = make(read_session_file(file), out, again)
        except SlugTaken as error:
            raise Trouble("facilitate.taken", slug=error, file=file) from None
        click.echo(ui("facilitate.prepared", reader_language(), n=len(made.notebooks), path=made.folder))
        show(made.session)

    return prepare


@click.command()
@click.argument("name", metavar="CODE", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), help="Another file (default: reports/<slug>.html at home).")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the report (default: the session's).")
def report(name: tuple[str, ...], out: Path | None, language: Language | None) -> None:
    """Write the report of a session, by its join code or slug: HTML that stands by itself."""
    from workbook.facilitate.report_html import write_report

    found = find_session(name)
    click.echo(ui("facilitate.reported", reader_language(), path=write_report(found, out, language)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
def backup(file: Path, force: bool) -> None:
    """Copy the database to FILE, checked, while the workbook goes on running."""
    from workbook.facilitate.backup import backup as copy

    made = copy(file, force)
    values = {"path": made.path, "sessions": made.sessions, "responses": made.responses}
    click.echo(ui("facilitate.backed-up", reader_language(), **values))
