"""`workbook`: serve, address, check, coverage, schema, session, prepare, report, runsheet, demo, backup."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from workbook.content.interface import ui
from workbook.content.problems import ContentError, reader_language
from workbook.facilitate import commands, session_commands, sheet_command
from workbook.serve.address_command import address_command
from workbook.serve.start_commands import EVERYWHERE, PORT, demo, say, serve
from workbook.store.engine import StoreUnavailable


class Workbook(click.Group):
    """A group whose expected troubles end in one sentence and exit status 1, never in a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; trouble that we know is said in the reader's language."""
        from workbook.player.parameters import BadParameters
        from workbook.store.sessions import SlugTaken

        try:
            return super().invoke(context)
        except StoreUnavailable as error:
            raise SystemExit(_said(ui(error.key, reader_language(), **error.values))) from None
        except (ContentError, BadParameters) as error:
            raise SystemExit(_said(str(error))) from None
        except SlugTaken as error:
            raise SystemExit(_said(ui("cli.slug-taken", reader_language(), slug=error))) from None


def _said(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


@click.group(cls=Workbook)
@click.option("--home", type=click.Path(), help="The folder with the state (default: var/).")
def main(home: str | None) -> None:
    """Eerlijk verkopen: a training workbook about honest selling."""
    if home:
        os.environ["WORKBOOK_HOME"] = home
    for name in ("WORKBOOK_HOME", "WORKBOOK_DATA"):  # kernels work in another folder: make these mean the same there
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).resolve())


@main.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Check all content; every problem at once, with file and line. What is only worth a look leaves the status 0."""
    from workbook.content.places import data_dir
    from workbook.content.rules import warnings
    from workbook.exercises import load_content

    if folder:
        os.environ["WORKBOOK_DATA"] = str(folder)
    content = load_content(folder.resolve() if folder else None)
    for problem in warnings(content, folder.resolve() if folder else data_dir()):
        click.echo(problem.sentence(reader_language()))
    say("cli.checked", themes=len(content.themes), exercises=len(content.exercises()))


@main.command()
def coverage() -> None:
    """List the ideas that no exercise teaches yet; exit status 1 while one has no reason for that."""
    from workbook.content.coverage import excused, uncovered
    from workbook.exercises import load_content

    content = load_content()
    left, reasons = uncovered(content), excused(content)
    for idea in left:
        click.echo(f"{idea.id}  {idea.title.in_(reader_language())}")
    for idea in reasons:
        why = idea.exception.in_(reader_language()) if idea.exception else ""
        say("cli.coverage-excused", id=idea.id, title=idea.title.in_(reader_language()), why=why)
    teachable = sum(idea.kind == "idea" for idea in content.ideas().values())
    covered = teachable - len(left) - len(reasons)
    say("cli.coverage", covered=covered, of=teachable, total=len(content.ideas()))
    sys.exit(1 if left else 0)


@main.command()
def schema() -> None:
    """Write the JSON Schema of the content to data/schema/, so that editors complete and check the YAML."""
    from workbook.content.places import data_dir
    from workbook.content.schema import write_schemas
    from workbook.exercises import WorkbookTheme

    for path in write_schemas(data_dir() / "schema", WorkbookTheme):
        click.echo(path)


def join_address(made: Any) -> str:
    """The address by which people join a session: where the workbook runs now, else where it will probably run."""
    from workbook.serve.supervise import Place, public_address, running_address

    port = os.environ.get("PORT", "")
    likely = public_address(Place(EVERYWHERE, int(port) if port.isdecimal() else PORT))
    address = likely if os.environ.get("WORKBOOK_PUBLIC_URL") else running_address() or likely
    return f"{address}/join/{made.code}"


def show_session(made: Any) -> None:
    """Print how people join a session."""
    import segno

    from workbook.serve.supervise import running_address
    from workbook.store.secrets import shown_code

    link = join_address(made)
    segno.make(link, error="m").terminal(compact=True, border=2)
    say("cli.session", title=made.settings.title, code=shown_code(made.code), link=link, slug=made.settings.slug)
    if not running_address():
        say("cli.not-running")


main.add_command(serve)
main.add_command(demo)
main.add_command(session_commands.session_group(show_session))
main.add_command(commands.prepare_command(show_session))
main.add_command(commands.report)
main.add_command(sheet_command.runsheet_command(join_address))
main.add_command(commands.backup)
main.add_command(address_command)
