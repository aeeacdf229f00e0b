"""At which address of this machine phones find the workbook: seen on its network cards, or chosen by hand."""

import ipaddress
import os
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

from workbook.content.places import home_dir
from workbook.facilitate.trouble import Trouble, because

NOBODY_ELSE = "127.0.0.1"
AUTO = "auto"
PORT_VARIABLE = "WORKBOOK_LAN_PORT"  # set by `workbook serve` for its apps and their kernels, by nobody else
# Beginnings of the names of cards that no phone can reach: containers, virtual machines, tunnels.
_VIRTUAL = (
    "docker br- veth virbr vmnet vmware vboxnet virtualbox vethernet podman cni flannel cali lxc lxd incus "
    "tun tap utun wg tailscale zt ppp"
).split()
_WIRELESS = ("wl", "wi-fi", "wifi")
_PRIVATE = [ipaddress.ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]


@dataclass(frozen=True)
class Address:
    """One IPv4 address of this machine, the network card that has it, and whether that card is a virtual one."""

    ip: str
    card: str
    virtual: bool = False


def addresses() -> list[Address]:
    """Every address that another device might reach, the likeliest first; empty without any network."""
    found: list[tuple[str, str]] = []
    with suppress(OSError):  # a system that does not let us look: the routing table knows one of them
        up = {name for name, state in psutil.net_if_stats().items() if state.isup}
        cards = psutil.net_if_addrs().items()
        found = [(name, one.address) for name, all_ in cards for one in all_ if one.family == socket.AF_INET]
        found = [(name, ip) for name, ip in found if name in up]
    routed = _routed()
    return ranked(found or [("", routed)], routed)


def ranked(found: Iterable[tuple[str, str]], routed: str = "") -> list[Address]:
    """`found` (card, IPv4 address) without loopback and link-local, the likeliest to be reached by phones first.

    Virtual cards come last. Before them: the address `routed` of the way to the internet, private ones, Wi-Fi.
    """
    usable = {ip: card for card, ip in found if _usable(ip)}

    def rank(one: Address) -> tuple[bool, ...]:
        private = any(ipaddress.ip_address(one.ip) in net for net in _PRIVATE)
        return (one.virtual, one.ip != routed, not private, not one.card.lower().startswith(_WIRELESS))

    return sorted(
        (Address(ip, card, card.lower().startswith(tuple(_VIRTUAL))) for ip, card in usable.items()), key=rank
    )


def _usable(ip: str) -> bool:
    try:
        address = ipaddress.IPv4Address(ip)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast)


def _routed() -> str:
    """The address that the routing table would use to go outside, '' where no way leads there. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737): only asks which way it would go
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def named(typed: str, found: list[Address]) -> Address | None:
    """The address that somebody typed: as such, by its number in the list (from 1), or by its card's name."""
    wish = typed.strip().lower()
    if wish.isascii() and wish.isdecimal():
        number = int(wish) if len(wish) < 4 else 0
        return found[number - 1] if 0 < number <= len(found) else None
    return next((one for one in found if wish and wish in (one.ip, one.card.lower())), None)


def remembered() -> str:
    """What was chosen with `workbook address`: an address, or a card's name; '' for none."""
    try:
        return (home_dir() / "lan-address").read_text("utf-8")[:80].strip()
    except (OSError, ValueError):
        return ""


def remember(choice: str) -> None:
    """Keep a choice in the home folder; `auto` forgets it. Raises Trouble where that cannot be written."""
    kept = home_dir() / "lan-address"
    try:
        if choice == AUTO:
            kept.unlink(missing_ok=True)
            return
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = kept.with_suffix(".new")
        draft.write_text(choice + "\n", "utf-8")
        draft.replace(kept)
    except OSError as error:
        raise Trouble("address.not-kept", path=kept, reason=because(error)) from None


def chosen(found: list[Address]) -> tuple[Address | None, str]:
    """The address to use, None without a network; and the remembered choice that is not on this machine now, or ''."""
    wish = remembered()
    wanted = named(wish, found) if not wish.isdecimal() else None
    return wanted or next(iter(found), None), wish if wish and wanted is None else ""


def lan_address() -> str:
    """The address that phones use: the chosen one, else the likeliest; 127.0.0.1 without a network."""
    use, _ = chosen(addresses())
    return use.ip if use else NOBODY_ELSE


def given_url() -> str:
    """WORKBOOK_PUBLIC_URL without a slash at its end, '' where it is not set. Raises Trouble for what is no address."""
    url = os.environ.get("WORKBOOK_PUBLIC_URL", "").strip()
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if url and (not whole or "@" in parts.netloc or parts.path not in ("", "/") or parts.query or parts.fragment):
        raise Trouble("cli.bad-url", value=url)
    return url.removesuffix("/")


def public_url() -> str:
    """Where the QR codes lead, now: on a local network that may change while the workbook runs."""
    port = os.environ.get(PORT_VARIABLE)
    if port:
        return f"http://{lan_address()}:{port}"
    return os.environ.get("WORKBOOK_PUBLIC_URL", "").rstrip("/") or f"http://{NOBODY_ELSE}:8866"
