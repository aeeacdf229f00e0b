"""The address in the QR codes: the right network card, a choice that is remembered, also without internet."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from workbook.cli import main
from workbook.facilitate import lan
from workbook.facilitate.lan import Address, chosen, lan_address, named, public_url, ranked, remember, remembered
from workbook.facilitate.registration import store
from workbook.facilitate.session_file import checked_settings
from workbook.facilitate.trouble import Trouble
from workbook.room.views import join_link
from workbook.serve import supervise
from workbook.store import sessions

LAPTOP = [
    ("lo", "127.0.0.1"), ("docker0", "172.17.0.1"), ("eth0", "169.254.7.7"), ("tun0", "10.8.0.2"),
    ("enp3s0", "10.0.0.4"), ("wlp2s0", "192.168.43.12"),
]  # fmt: skip


def workbook(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_without_a_way_to_the_internet_the_wifi_address_comes_first():
    assert [one.ip for one in ranked(LAPTOP)] == ["192.168.43.12", "10.0.0.4", "172.17.0.1", "10.8.0.2"]


def test_the_way_to_the_internet_wins_unless_it_is_a_tunnel():
    assert ranked(LAPTOP, "10.0.0.4")[0] == Address("10.0.0.4", "enp3s0")
    assert ranked(LAPTOP, "10.8.0.2")[0] == Address("192.168.43.12", "wlp2s0")


def test_containers_and_virtual_machines_come_last_and_loopback_never():
    cards = ["vEthernet (WSL)", "VirtualBox Host-Only", "vmnet8", "br-4f2a", "utun3", "Wi-Fi", "en0"]
    found = ranked([(card, f"10.0.0.{number}") for number, card in enumerate(cards, 1)])
    assert [one.card for one in found if not one.virtual] == ["Wi-Fi", "en0"]
    assert [one.virtual for one in found] == [False] * 2 + [True] * 5
    assert ranked([("lo", "127.0.0.1"), ("eth0", "169.254.1.1"), ("x", "geen adres"), ("", "")]) == []


def test_an_address_is_named_by_itself_by_its_number_or_by_its_card():
    found = ranked(LAPTOP)
    assert {named(typed, found) for typed in ("192.168.43.12", "1", " WLP2S0 ")} == {found[0]}
    assert {named(typed, found) for typed in ("", "0", "5", "-1", "9" * 5000, "²", "auto", "192.168.43", "lo")} == {
        None
    }


@given(st.text())
def test_nothing_that_is_typed_breaks_it(typed):
    assert named(typed, ranked(LAPTOP)) in (*ranked(LAPTOP), None)


def test_a_choice_is_remembered_and_can_be_forgotten(home):
    found = ranked(LAPTOP)
    remember("10.0.0.4")
    assert chosen(found) == (found[1], "")
    remember("docker0")  # by its card: whatever address that has
    assert chosen(found) == (found[2], "")
    remember("auto")
    remember("auto")
    assert (chosen(found), list(home.iterdir())) == ((found[0], ""), [])


def test_a_choice_that_is_not_here_now_gives_way_and_is_named():
    remember("192.168.1.77")
    assert chosen(ranked(LAPTOP)) == (ranked(LAPTOP)[0], "192.168.1.77")
    assert chosen([]) == (None, "192.168.1.77")


def test_a_file_that_is_no_choice_counts_as_none(home):
    home.mkdir()
    for bytes_ in (b"\xff\xfe", b"", b"1\n", b"x" * 10_000):
        (home / "lan-address").write_bytes(bytes_)
        assert chosen(ranked(LAPTOP))[0] == ranked(LAPTOP)[0]


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_lists_the_addresses_and_remembers_a_choice(home):
    here = lan.addresses()
    listed = workbook("address")
    assert (listed.exit_code, not home.exists()) == (0, True)
    assert listed.output.startswith(f"→ 1  {here[0].ip}")
    assert "dat koos het werkboek zelf" in listed.output
    for typed, kept in ((here[0].ip, here[0].ip), ("1", here[0].ip), (here[0].card.upper(), here[0].card)):
        assert f"naar {here[0].ip}; dat koos jij." in workbook("address", typed).output
        assert remembered() == kept
    assert "dat koos het werkboek zelf" in workbook("address", "auto").output
    assert remembered() == ""


@pytest.mark.parametrize(
    ("language", "begin"), [("nl", "'{}' is geen adres, nummer"), ("en", "'{}' is not an address, number")]
)
@pytest.mark.parametrize("typed", ["999", "192.168.43", "8.8.8.8", "geen", "http://10.0.0.4", ""])
def test_what_is_no_address_of_this_machine_is_refused_in_one_sentence(language, begin, typed, home, monkeypatch):
    monkeypatch.setenv("WORKBOOK_LANGUAGE", language)
    done = workbook("address", typed)
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(begin.format(typed))
    assert lan.addresses()[0].ip in done.output
    assert not home.exists()


def test_a_home_that_cannot_be_written_is_said_in_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "bestand").write_text("")
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "bestand"))
    done = workbook("address", "1")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(f"De keuze kan niet bewaard worden in {tmp_path / 'bestand' / 'lan-address'} (")


def test_a_choice_does_not_count_where_the_address_is_fixed_and_that_is_said(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "https://werkboek.example")
    assert "het adres staat vast op https://werkboek.example" in workbook("address").output


@pytest.mark.parametrize(
    "url", ["werkboek.example", "ftp://x.example", "https://", "https://x/y", "https://u@x", "http://x:y", "http://[", "https://x?y"]
)  # fmt: skip
def test_a_public_address_that_is_none_is_refused_in_one_sentence(url, home, monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", url)
    done = workbook("serve")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert done.output.startswith(f"'{url}' is geen adres voor WORKBOOK_PUBLIC_URL.")
    assert not home.exists()


def test_an_address_that_was_set_is_taken_without_its_last_slash(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", " https://werkboek.example:8443/ ")
    assert lan.given_url() == "https://werkboek.example:8443"


# -- while it runs ----------------------------------------------------------------------------------------------------


@pytest.fixture
def published(monkeypatch):
    """As in an app or a kernel of `workbook serve` on every network card."""
    for name in ("WORKBOOK_PUBLIC_URL", lan.PORT_VARIABLE):
        monkeypatch.setenv(name, "")  # put back afterwards
    return supervise.publish(supervise.Place("0.0.0.0", 9123))


def test_the_join_link_follows_a_choice_without_a_restart(published, monkeypatch):
    monkeypatch.setattr(lan, "addresses", lambda: ranked(LAPTOP))
    session = sessions.create(store(), checked_settings({"title": "De Brug"}))
    assert join_link(session) == f"http://192.168.43.12:9123/join/{session.code}"
    remember("enp3s0")
    assert join_link(session) == f"http://10.0.0.4:9123/join/{session.code}"


def test_an_address_that_was_set_never_moves(monkeypatch):
    monkeypatch.setenv(lan.PORT_VARIABLE, "1")
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "https://werkboek.example/")
    assert supervise.publish(supervise.Place("0.0.0.0", 9123)) == public_url() == "https://werkboek.example"
    monkeypatch.delenv("WORKBOOK_PUBLIC_URL")
    assert supervise.publish(supervise.Place("10.0.0.4", 9123)) == public_url() == "http://10.0.0.4:9123"


def test_a_choice_while_the_workbook_runs_reaches_the_open_pages(participants_app, published, home, monkeypatch):
    session = sessions.create(store(), checked_settings({"title": "De Brug"}))
    with supervise.announced(published, supervise.Place("127.0.0.1", participants_app.port)):
        said = workbook("address", "1").output
        assert f"gebruikt dit adres meteen: http://{lan_address()}:" in said
        assert sessions.get(store(), session.id).version == session.version + 1
        sessions.close(store(), session.id)
        workbook("address")
        workbook("address", "auto")
        assert sessions.get(store(), session.id).version == session.version + 2  # closed: nobody waits for it


# -- a phone's hotspot: a network of its own, and no way to anywhere --------------------------------------------------


def _separate() -> list[str]:
    """A command that runs another one in a network of its own, where this system lets us."""
    tries = (["unshare", "-n"], ["unshare", "-rn"]) if shutil.which("unshare") and shutil.which("ip") else ()
    return next(
        (one for one in tries if subprocess.run([*one, "ip", "link", "set", "lo", "up"], check=False).returncode == 0),
        [],
    )


@pytest.mark.skipif(not _separate(), reason="this system gives no separate network (Linux with unshare and ip)")
@pytest.mark.parametrize(
    ("card", "expected"), [("ip addr add 192.168.43.12/24 dev lo &&", "192.168.43.12"), ("", "127.0.0.1")]
)
def test_on_a_network_without_a_way_out_the_address_is_found(card, expected, home):
    script = f"ip link set lo up && {card} exec {sys.executable} -c 'from workbook.cli import main; main()' address"
    done = subprocess.run(
        [*_separate(), "sh", "-c", script], cwd=ROOT, env={**os.environ}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    if expected == lan.NOBODY_ELSE:
        assert done.stdout.startswith("Deze computer zit niet op een netwerk")
    else:
        assert re.match(rf"→ 1  {expected}\s+lo\n.*QR-codes gaan naar {expected};", done.stdout)


def test_no_network_at_all_is_an_address_of_this_machine_only(monkeypatch):
    monkeypatch.setattr(lan, "addresses", lambda: [])
    assert lan_address() == "127.0.0.1"


def test_an_address_is_no_trouble_of_its_own_for_a_kernel(monkeypatch):
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "onzin")
    with pytest.raises(Trouble):
        lan.given_url()
    assert public_url() == "onzin"  # `workbook serve` refused it before any kernel started
