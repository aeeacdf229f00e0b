"""The command `runsheet`: the run sheet of a session, with its exercises on paper, as one HTML file."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.content.text import LANGUAGES, Language
from workbook.exercises import load_content
from workbook.facilitate.session_commands import find_session
from workbook.facilitate.trouble import Trouble, because
from workbook.store.sessions import Session


def runsheet_command(link_of: Callable[[Session], str]) -> click.Command:
    """The command `runsheet`; `link_of` gives the address by which people join a session."""

    @click.command()
    @click.argument("name", metavar="CODE", nargs=-1, required=True)
    @click.option("--start", default="", help="When a day begins, as 09:00 (default: times from 0:00).")
    @click.option("-o", "--out", type=click.Path(path_type=Path), help="The file (default: runsheet-<slug>.html here).")
    @click.option("--language", type=click.Choice(LANGUAGES), help="The language (default: the session's).")
    @click.option("--spare", is_flag=True, help="Also the paper of the exercises for time that is left.")
    def runsheet(name: tuple[str, ...], start: str, out: Path | None, language: Language | None, spare: bool) -> None:
        """Write the run sheet of a session, by its join code or slug, with its exercises on paper: HTML to print."""
        from workbook.facilitate.sheet_page import BadStart, Wanted, minutes_of, sheet_page

        try:
            minutes_of(start, reader_language())
        except BadStart:
            raise Trouble("sheet.bad-start", value=start[:20]) from None
        found = find_session(name)
        path = (out or Path(f"runsheet-{found.settings.slug}.html")).resolve()
        _write(path, sheet_page(found, load_content(), link_of(found), Wanted(start, language, spare)))
        click.echo(ui("sheet.written", reader_language(), path=path))

    return runsheet


def _write(path: Path, page: str) -> None:
    """The whole file or nothing. Raises Trouble."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(page, "utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise Trouble("sheet.file", path=path, reason=because(error)) from None
    finally:
        draft.unlink(missing_ok=True)
