"""`workbook`: serve, address, check, coverage, schema, session, prepare, report, backup."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from workbook.content.interface import ui
from workbook.content.problems import ContentError, reader_language
from workbook.facilitate import commands, session_commands
from workbook.facilitate.trouble import Trouble
from workbook.serve.address_command import address_command
from workbook.store.engine import StoreUnavailable

PORT, TRAINER_PORT = 8866, 8867
EVERYWHERE = "0.0.0.0"  # noqa: S104


class Port(click.ParamType[int]):
    """A port of one of the apps; what is none is said in one sentence, with both ways to set it."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """A number from 1 to 65535. Raises Trouble."""
        text = str(value).strip()
        if text.isdecimal() and 1 <= int(text) <= 65535:
            return int(text)
        app = "trainer" if param and param.name == "trainer_port" else "participant"
        raise Trouble("cli.bad-port", value=value, **_ways(app))


def _ways(app: str) -> dict[str, object]:
    """How to choose another port for an app."""
    if app == "trainer":
        return {"variable": "TRAINER_PORT", "option": "--trainer-port", "other": 9001}
    return {"variable": "PORT", "option": "--port", "other": 9000}


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
@click.option("--home", type=click.Path(), help="The folder with the state (default: var/).")
def main(home: str | None) -> None:
    """Eerlijk verkopen: a training workbook about honest selling."""
    if home:
        os.environ["WORKBOOK_HOME"] = home
    for name in ("WORKBOOK_HOME", "WORKBOOK_DATA"):  # kernels work in another folder: make these mean the same there
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).resolve())


@main.command()
@click.option("--host", default="", envvar="HOST", help=f"Where participants connect.  [default: {EVERYWHERE}]")
@click.option("--port", default=PORT, show_default=True, envvar="PORT", type=Port())
@click.option("--trainer-host", default="127.0.0.1", show_default=True, envvar="TRAINER_HOST")
@click.option("--trainer-port", default=TRAINER_PORT, show_default=True, envvar="TRAINER_PORT", type=Port())
def serve(host: str, port: int, trainer_host: str, trainer_port: int) -> None:
    """Start the participant app and the trainer app; Ctrl-C stops both.

    With an https address in WORKBOOK_PUBLIC_URL a proxy stands before them, and they listen on this machine only.
    """
    from workbook.exercises import load_content
    from workbook.facilitate.lan import given_url
    from workbook.serve import supervise
    from workbook.store.engine import open_store
    from workbook.store.retention import tidy

    alone = given_url().startswith("https:")  # who could go around the proxy would go without TLS
    places = {
        "participant": supervise.Place(host or ("127.0.0.1" if alone else EVERYWHERE), port),
        "trainer": supervise.Place(trainer_host, trainer_port),
    }
    if places["participant"].port == places["trainer"].port:
        raise Trouble("cli.same-port", port=port)
    for name, place in places.items():
        if place.taken():
            raise Trouble("cli.port", port=place.port, host=place.host, **_ways(name))
    load_content()
    os.umask(0o077)  # everything that is kept from here on is the owner's only
    engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""))
    tidy(engine)
    engine.dispose()
    address = supervise.publish(places["participant"])
    say("cli.starting")
    ready, stopping = partial(_announce, trainer_host, trainer_port), partial(say, "cli.stopping")
    with supervise.announced(address, places["participant"]):
        status = supervise.run(places, ready, stopping)
    say("cli.stopped" if status == 0 else "cli.failed")
    sys.exit(status)


def _announce(trainer_host: str, trainer_port: int) -> None:
    import segno

    from workbook.facilitate.lan import public_url
    from workbook.serve.address_command import warn
    from workbook.store.secrets import load_secrets

    address = public_url()
    shown = "127.0.0.1" if trainer_host == EVERYWHERE else trainer_host
    click.echo()
    warn()
    segno.make(address, error="m").terminal(compact=True, border=2)
    say("cli.participants", address=address)
    say("cli.trainer", address=f"http://{shown}:{trainer_port}")
    say("cli.key", key=load_secrets().trainer)
    say("cli.stop")
    sys.stdout.flush()


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


def show_session(made: Any) -> None:
    """Print how people join a session: where the workbook runs now, else where it will probably run."""
    import segno

    from workbook.serve.supervise import Place, public_address, running_address
    from workbook.store.secrets import shown_code

    port = os.environ.get("PORT", "")
    likely = public_address(Place(EVERYWHERE, int(port) if port.isdecimal() else PORT))
    running = running_address()
    address = likely if os.environ.get("WORKBOOK_PUBLIC_URL") else running or likely
    link = f"{address}/join/{made.code}"
    segno.make(link, error="m").terminal(compact=True, border=2)
    say("cli.session", title=made.settings.title, code=shown_code(made.code), link=link, slug=made.settings.slug)
    if not running:
        say("cli.not-running")


main.add_command(session_commands.session_group(show_session))
main.add_command(commands.prepare_command(show_session))
main.add_command(commands.report)
main.add_command(commands.backup)
main.add_command(address_command)
