"""`workbook`: serve, check, coverage, schema, session, prepare, report, backup."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from workbook.content.interface import ui
from workbook.content.problems import ContentError, reader_language
from workbook.facilitate import commands
from workbook.store.engine import StoreUnavailable


def say(key: str, /, **values: object) -> None:
    """Print an interface text in the reader's language."""
    click.echo(ui(key, reader_language(), **values))


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
@click.option("--home", type=click.Path(file_okay=False), help="The folder with the state (default: var/).")
def main(home: str | None) -> None:
    """Eerlijk verkopen: a training workbook about honest selling."""
    if home:
        os.environ["WORKBOOK_HOME"] = home
    for name in ("WORKBOOK_HOME", "WORKBOOK_DATA"):  # kernels work in another folder: make these mean the same there
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).resolve())


@main.command()
@click.option("--host", default="0.0.0.0", show_default=True, envvar="HOST", help="Where participants connect.")  # noqa: S104
@click.option("--port", default=8866, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--trainer-host", default="127.0.0.1", show_default=True, envvar="TRAINER_HOST")
@click.option("--trainer-port", default=8867, show_default=True, envvar="TRAINER_PORT", type=click.IntRange(1, 65535))
def serve(host: str, port: int, trainer_host: str, trainer_port: int) -> None:
    """Start the participant app and the trainer app; Ctrl-C stops both."""
    from workbook.exercises import load_content
    from workbook.serve import supervise
    from workbook.store.engine import open_store
    from workbook.store.retention import tidy

    places = {
        "participant": supervise.Place(host, port),
        "trainer": supervise.Place(trainer_host, trainer_port),
    }
    if places["participant"].port == places["trainer"].port:
        raise SystemExit(_said(ui("cli.same-port", reader_language(), port=port)))
    for name, place in places.items():
        if place.taken():
            option = "--port" if name == "participant" else "--trainer-port"
            values = {"port": place.port, "host": place.host, "option": option}
            raise SystemExit(_said(ui("cli.port", reader_language(), **values)))
    load_content()
    engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""))
    tidy(engine)
    engine.dispose()
    os.environ["WORKBOOK_PUBLIC_URL"] = supervise.public_address(places["participant"])
    say("cli.starting")
    status = supervise.run(places, lambda: _announce(places["trainer"].host, places["trainer"].port))
    say("cli.stopped" if status == 0 else "cli.failed")
    sys.exit(status)


def _announce(trainer_host: str, trainer_port: int) -> None:
    import segno

    from workbook.store.secrets import load_secrets

    address = os.environ["WORKBOOK_PUBLIC_URL"]
    shown = "127.0.0.1" if trainer_host == "0.0.0.0" else trainer_host  # noqa: S104
    click.echo()
    segno.make(address, error="m").terminal(compact=True, border=2)
    say("cli.participants", address=address)
    say("cli.trainer", address=f"http://{shown}:{trainer_port}")
    say("cli.key", key=load_secrets().trainer)
    say("cli.stop")
    sys.stdout.flush()


@main.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Check all content; every problem at once, with file and line."""
    from workbook.exercises import load_content

    if folder:
        os.environ["WORKBOOK_DATA"] = str(folder)
    content = load_content(folder.resolve() if folder else None)
    say("cli.checked", themes=len(content.themes), exercises=len(content.exercises()))


@main.command()
def coverage() -> None:
    """List the ideas of the articles that no exercise teaches yet; exit status 1 while there are any."""
    from workbook.content.coverage import uncovered
    from workbook.exercises import load_content

    content = load_content()
    left = uncovered(content)
    for idea in left:
        click.echo(f"{idea.id}  {idea.title.in_(reader_language())}")
    teachable = sum(idea.kind == "idea" for idea in content.ideas().values())
    say("cli.coverage", covered=teachable - len(left), of=teachable, total=len(content.ideas()))
    sys.exit(1 if left else 0)


@main.command()
def schema() -> None:
    """Write the JSON Schema of the content to data/schema/, so that editors complete and check the YAML."""
    from workbook.content.places import data_dir
    from workbook.content.schema import write_schemas
    from workbook.exercises import WorkbookTheme

    for path in write_schemas(data_dir() / "schema", WorkbookTheme):
        click.echo(path)


@main.group()
def session() -> None:
    """Sessions: make one, list them, close one."""


@session.command("new")
@click.option("--title", required=True, help="What participants read, e.g. 'Eerlijk verkopen bij De Brug'.")
@click.option("--client", default="", help="Whose people they are.")
@click.option("--programme", default="half_day", show_default=True)
@click.option("--language", default="nl", show_default=True)
@click.option("--sector", default="business", show_default=True)
@click.option("--themes", default="", help="Theme ids, comma-separated (default: all).")
@click.option("--reveal", default="by_trainer", show_default=True, help="by_trainer or at_once")
@click.option("--slug", default="", help="A short name for files (default: made from the title).")
def session_new(themes: str, **given: str) -> None:
    """Register a session; prints its join code and QR."""
    from workbook.facilitate.session_file import checked_settings
    from workbook.store import sessions
    from workbook.store.engine import open_store

    values: dict[str, Any] = {name: value for name, value in given.items() if value}
    if themes:
        values["themes"] = [name.strip() for name in themes.split(",") if name.strip()]
    settings = checked_settings(values)
    made = sessions.create(open_store(os.environ.get("WORKBOOK_DATABASE_URL", "")), settings)
    show_session(made)


def show_session(made: Any) -> None:
    """Print how people join a session."""
    import segno

    from workbook.serve.supervise import Place, public_address
    from workbook.store.secrets import shown_code

    address = public_address(Place("0.0.0.0", int(os.environ.get("PORT", "8866"))))  # noqa: S104
    link = f"{address}/join/{made.code}"
    segno.make(link, error="m").terminal(compact=True, border=2)
    say("cli.session", title=made.settings.title, code=shown_code(made.code), link=link, slug=made.settings.slug)


@session.command("list")
def session_list() -> None:
    """List every session, newest first."""
    from workbook.store import sessions
    from workbook.store.engine import open_store
    from workbook.store.secrets import shown_code

    found = sessions.all_sessions(open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""), create=False))
    for item in found:
        state = "" if item.open else ui("cli.closed", reader_language())
        click.echo(f"{shown_code(item.code)}  {item.settings.slug}  {item.settings.title} {state}".rstrip())
    if not found:
        say("cli.no-sessions")


@session.command("close")
@click.argument("name")
def session_close(name: str) -> None:
    """Close a session, by its join code or slug: nobody can join or answer any more."""
    from workbook.store import sessions
    from workbook.store.engine import open_store

    engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""), create=False)
    found = sessions.by_slug_or_code(engine, name)
    if found is None:
        raise SystemExit(_said(ui("cli.no-session", reader_language(), name=name)))
    sessions.close(engine, found.id)
    say("cli.session-closed", title=found.settings.title)


main.add_command(commands.prepare_command(show_session))
main.add_command(commands.report)
main.add_command(commands.backup)
