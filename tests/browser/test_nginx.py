"""docs/hosting.md as it is written: Debian's nginx with TLS before both apps, from the very files of the docs."""

import http.client
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, anchor, becomes, press
from tests.browser.proxy import DOCUMENTED, NAME, SITE, UNIT, Hosted, environment_of_the_unit, find_or_install
from tests.conftest import ROOT
from tests.serve.running import PATIENCE_S
from workbook.facilitate.registration import store
from workbook.facilitate.session_file import checked_settings
from workbook.room.views import join_link
from workbook.serve.apps import behind_proxy
from workbook.store import sessions

TRAINER = f"trainer.{NAME}"


@pytest.fixture(scope="module")
def hosted() -> Iterator[Hosted]:
    server = Hosted()
    try:
        yield server.start()
    finally:
        server.stop()


def cookies(reply) -> dict[str, str]:
    """Every cookie that was set: its name and all that was said of it, without its value."""
    given = reply.headers.getlist("Set-Cookie")
    return {one.partition("=")[0]: one.partition(";")[2] for one in given}


def test_plain_http_leads_to_https_and_answers_only_the_certificates_question(hosted):
    connection = http.client.HTTPConnection("127.0.0.1", hosted.http, timeout=PATIENCE_S)
    connection.request("GET", "/join/ABC234?x=1", headers={"Host": NAME})
    reply = connection.getresponse()
    assert (reply.status, reply.getheader("Location")) == (301, f"{hosted.address}/join/ABC234?x=1")
    assert reply.getheader("Set-Cookie") is None
    reply.read()
    connection.request("GET", "/.well-known/acme-challenge/proof", headers={"Host": NAME})
    assert connection.getresponse().read() == b"proven"


def test_the_landing_page_comes_over_https_with_cookies_for_https_only(hosted):
    reply = hosted.get("/")
    assert (reply.status, "Eerlijk verkopen" in reply.data.decode()) == (200, True)
    assert "default-src 'self'" in reply.headers["Content-Security-Policy"]
    assert reply.headers["Strict-Transport-Security"].startswith("max-age=")
    given = cookies(reply)
    assert set(given) == {"werkboek", "_xsrf"}
    assert all("Secure" in told and "Path=/" in told for told in given.values())
    assert "HttpOnly" in given["werkboek"]
    assert "SameSite=Lax" in given["werkboek"]


def test_each_browser_is_somebody_and_stays_somebody(hosted):
    first, second = (hosted.get("/").headers.getlist("Set-Cookie") for _ in range(2))
    mine, other = (next(c for c in one if c.startswith("werkboek=")).partition(";")[0] for one in (first, second))
    assert mine != other
    again = hosted.get("/", Cookie=mine, **{"X-Workbook-User": "0" * 48, "X-Forwarded-For": "10.0.0.1"})
    assert (again.status, "werkboek" in cookies(again)) == (200, False)


def test_what_a_client_says_of_the_protocol_does_not_count(hosted):
    given = cookies(hosted.get("/", **{"X-Forwarded-Proto": "http", "X-Scheme": "http"}))
    assert "Secure" in given["werkboek"]


def test_the_apps_listen_on_this_machine_only_and_believe_the_proxy_there(monkeypatch, hosted):
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if line.split()[3] == "0A"]
    ours = {
        address for address in listening if int(address.rpartition(":")[2], 16) in (hosted.port, hosted.trainer_port)
    }
    assert {address.partition(":")[0] for address in ours} == {"0100007F"}
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", hosted.address)
    assert (behind_proxy("127.0.0.1"), behind_proxy("0.0.0.0")) == (True, False)
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", "http://10.0.0.4:8866")
    assert not behind_proxy("127.0.0.1")


def test_the_join_link_is_the_public_address(hosted, monkeypatch):
    assert json.loads((hosted.home / "address.json").read_text())["address"] == hosted.address
    monkeypatch.setenv("WORKBOOK_PUBLIC_URL", hosted.address)
    session = sessions.create(store(), checked_settings({"title": "De Brug"}))
    assert join_link(session) == f"{hosted.address}/join/{session.code}"


def test_the_live_channel_opens_over_wss_for_our_own_pages_only(hosted):
    cookie = next(c for c in hosted.get("/").headers.getlist("Set-Cookie") if c.startswith("werkboek=")).partition(";")[
        0
    ]
    url = f"wss://{NAME}:{hosted.https}/live"

    def connect(origin: str) -> websocket.WebSocket:
        return websocket.create_connection(
            url, socket=hosted.socket(), cookie=cookie, origin=origin, timeout=PATIENCE_S
        )

    channel = connect(hosted.address)
    assert channel.recv() == "beat"
    channel.close()
    for origin in ("https://example.org", hosted.trainer_address):
        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            connect(origin)


def test_the_trainer_app_asks_for_its_key_and_then_gives_a_cookie_for_https_only(hosted):
    closed = hosted.get("/", TRAINER)
    assert (closed.status, closed.headers["Location"]) == (302, "/login")
    form = hosted.get("/login", TRAINER)
    assert (form.status, "Trainersleutel" in form.data.decode()) == (403, True)
    assert "Secure" in cookies(form)["_xsrf"]
    assert "werkboek" not in cookies(form)


# -- a real browser ---------------------------------------------------------------------------------------------------


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone that takes our certificate; any name under `localhost` is this machine to it."""
    context = chromium.new_context(ignore_https_errors=True, locale="nl-NL", viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_S * 1000)
    yield context.new_page()
    context.close()


def test_a_theme_page_comes_up_through_the_proxy_and_stays_where_it_was(hosted, page):
    sockets: list[str] = []
    page.on("websocket", lambda one: sockets.append(one.url))
    page.goto(f"{hosted.address}/voila/render/01_anti_verkopen.ipynb")
    page.wait_for_selector(".wb-title")
    press(page, "Begin")
    here = anchor(page)
    page.reload()
    becomes(page, "here => document.querySelector('.wb')?.dataset.anchor === here", here)
    channels = {re.sub(r"[0-9a-f-]{36}.*", "…", url) for url in sockets}
    assert channels == {f"wss://{NAME}:{hosted.https}/{path}" for path in ("live", "api/kernels/…")}


def test_the_trainer_logs_in_and_sees_the_dashboard(hosted, page):
    page.goto(hosted.trainer_address)
    page.get_by_label("Trainersleutel").fill(json.loads((hosted.home / "secrets.json").read_text())["trainer"])
    page.get_by_role("button").first.click()
    page.wait_for_selector(".wb-title")
    assert page.url == f"{hosted.trainer_address}/voila/render/dashboard.ipynb"
    given = {one["name"]: one for one in page.context.cookies()}
    assert set(given) == {"werkboek-trainer", "_xsrf"}
    assert all(one["secure"] and one["domain"] == TRAINER for one in given.values())


# -- the files themselves ---------------------------------------------------------------------------------------------


def test_without_nginx_and_without_rights_to_install_it_the_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(RuntimeError, match="apt-get install nginx"):
        find_or_install()


def test_the_documented_files_and_the_recipe_name_the_same_places():
    recipe = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    documented = environment_of_the_unit()
    assert documented["WORKBOOK_PUBLIC_URL"] == f"https://{DOCUMENTED}"
    for name in ("PORT", "TRAINER_PORT"):
        assert f"server 127.0.0.1:{documented[name]};" in SITE.read_text("utf-8")
    for told in (SITE.name, UNIT.name, DOCUMENTED, f"trainer.{DOCUMENTED}", documented["WORKBOOK_HOME"]):
        assert told in recipe
    assert "docs/hosting.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_takes_the_unit(tmp_path):
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text("utf-8"), flags=re.MULTILINE))
    said = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert (said.returncode, [line for line in said.stderr.splitlines() if UNIT.name in line]) == (0, [])
