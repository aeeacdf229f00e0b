"""`workbook serve` and `workbook demo`: both start the two apps and say where they are."""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.facilitate.trouble import Trouble

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


def _places(command: Any) -> Any:
    """The options that say where the two apps listen."""
    options = (
        click.option("--host", default="", envvar="HOST", help=f"Where participants connect.  [default: {EVERYWHERE}]"),
        click.option("--port", default=PORT, show_default=True, envvar="PORT", type=Port()),
        click.option("--trainer-host", default="127.0.0.1", show_default=True, envvar="TRAINER_HOST"),
        click.option("--trainer-port", default=TRAINER_PORT, show_default=True, envvar="TRAINER_PORT", type=Port()),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_places
def serve(host: str, port: int, trainer_host: str, trainer_port: int) -> None:
    """Start the participant app and the trainer app; Ctrl-C stops both.

    With an https address in WORKBOOK_PUBLIC_URL a proxy stands before them, and they listen on this machine only.
    """
    _serve(host, port, trainer_host, trainer_port)


@click.command()
@_places
@click.option("--people", default=24, show_default=True, type=click.IntRange(1, 200), help="How many made-up people.")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, 50), help="How fast they answer.")
@click.option("--language", default="", type=click.Choice(["nl", "en", ""]), help="The language of the room.")
def demo(people: int, speed: float, language: str, **places: Any) -> None:
    """Rehearse: a session with made-up people who answer as soon as you open an exercise. Ctrl-C stops it.

    Starts the workbook too, unless it is running already.
    """
    from workbook.room.rehearsal import Rehearsal
    from workbook.serve.supervise import running_address

    rehearsal = Rehearsal(people, speed, "en" if (language or reader_language()) == "en" else "nl")
    if running_address():
        rehearsal.until_interrupted()
    else:
        _serve(**places, beside=rehearsal.start)
        rehearsal.stop()


def _serve(
    host: str, port: int, trainer_host: str, trainer_port: int, beside: Callable[[], None] = lambda: None
) -> None:
    """Start both apps; `beside` is called once they are there. Ends with the exit status of what was served."""
    from workbook.exercises import load_content
    from workbook.facilitate import warm
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
    warm.ready_pages()  # a wrong number is said before anything starts
    load_content()
    os.umask(0o077)  # everything that is kept from here on is the owner's only
    engine = open_store(os.environ.get("WORKBOOK_DATABASE_URL", ""))
    tidy(engine)
    engine.dispose()
    address = supervise.publish(places["participant"])
    say("cli.starting")
    ready, stopping = partial(_announce, trainer_host, trainer_port, beside), partial(say, "cli.stopping")
    with supervise.announced(address, places["participant"]):
        status = supervise.run(places, ready, stopping, lambda app: say(f"cli.again-{app}"))
    say("cli.stopped" if status == 0 else "cli.failed")
    sys.exit(status)


def _announce(trainer_host: str, trainer_port: int, beside: Callable[[], None]) -> None:
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
    beside()
    say("cli.stop")
    sys.stdout.flush()
