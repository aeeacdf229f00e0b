"""`workbook address`: at which address of this machine phones find the workbook, and how to choose another."""

import os

import click
from sqlalchemy import Engine

from workbook.content.interface import ui
from workbook.content.problems import reader_language
from workbook.facilitate import lan
from workbook.facilitate.registration import store
from workbook.facilitate.trouble import Trouble
from workbook.serve.supervise import on_the_lan, running_address
from workbook.store.engine import StoreUnavailable, writing
from workbook.store.tables import session


@click.command("address")
@click.argument("choice", required=False)
def address_command(choice: str | None) -> None:
    """Show at which address phones find the workbook, or choose it.

    CHOICE is an address, its number in the list, the name of a network card, or `auto`.
    """
    found = lan.addresses()
    if choice is not None:
        _choose(choice, found)
    _show(found)
    warn(found)
    running = running_address()
    fixed = running if running and not on_the_lan() else "" if running else lan.given_url()
    if fixed:
        _say("address.fixed", address=fixed)
    elif running and choice is not None:
        _redraw()
        _say("address.running", address=running)


def warn(found: list[lan.Address] | None = None) -> None:
    """Say what is wrong with the address, if anything: no network, or a choice that is not on this machine now."""
    if os.environ.get("WORKBOOK_PUBLIC_URL") and lan.PORT_VARIABLE not in os.environ:
        return
    seen = lan.addresses() if found is None else found
    use, lost = lan.chosen(seen)
    if use is None:
        _say("address.none")
    elif lost:
        _say("address.gone", choice=lost, address=use.ip)


def _choose(choice: str, found: list[lan.Address]) -> None:
    """Remember what was typed. Raises Trouble with the list where it is not on this machine."""
    typed = choice.strip().lower()
    wanted = lan.named(typed, found)
    if wanted is None and typed != lan.AUTO:
        known = ", ".join(f"{one.ip} ({one.card})" for one in found) or "–"
        raise Trouble("address.unknown", value=choice, known=known)
    by_card = wanted is not None and typed == wanted.card.lower()
    lan.remember(lan.AUTO if wanted is None else wanted.card if by_card else wanted.ip)


def _show(found: list[lan.Address]) -> None:
    """The list, the one that counts marked."""
    use, lost = lan.chosen(found)
    for number, one in enumerate(found, 1):
        kind = f" {ui('address.virtual', reader_language())}" if one.virtual else ""
        click.echo(f"{'→' if one == use else ' '} {number}  {one.ip:<15}  {one.card}{kind}")
    if use:
        _say("address.chosen" if lan.remembered() and not lost else "address.auto", address=use.ip)


def _redraw() -> None:
    """Let every open page of an open session look again, so that its QR code leads to the new address."""
    try:
        engine: Engine = store(create=False)
        with writing(engine) as connection:
            still_open = session.update().where(session.c.closed_at.is_(None))
            connection.execute(still_open.values(version=session.c.version + 1))
    except StoreUnavailable:
        return  # they see it when they are loaded again


def _say(key: str, /, **values: object) -> None:
    click.echo(ui(key, reader_language(), **values))
