"""The trainer app: nothing is answered without the key."""

import re

import pytest
import websocket

from tests.serve.running import App, Phone
from tests.serve.test_attacks import PATHS, raw
from workbook.serve.assets import asset
from workbook.serve.throttle import PER_MINUTE

STYLE = f"/{asset('page.css').address}"
EVERY_PATH = [
    "/", "/login", STYLE, "/live", "/gezond", "/mijn", "/join/AAAAAA", "/voila/render/dashboard.ipynb",
    "/voila/render/00_start.ipynb", "/voila/static/voila.js", "/voila/templates/lab/static/voila.js",
    "/voila/templates/workbook/static/x.css", "/voila/api/themes/x", "/voila/labextensions/anywidget/package.json",
    "/api/kernels/00000000-0000-0000-0000-000000000000", "/voila/api/shutdown/00000000-0000-0000-0000-000000000000",
    "/api/kernels/00000000-0000-0000-0000-000000000000/channels", "/logout", "/static/logo/logo.png",
    "/draaiboek/de-brug",
]  # fmt: skip


def log_in(phone: Phone, key: str):
    token = re.search(r'name="_xsrf" value="([^"]+)"', phone.get("/login").text).group(1)
    return phone.post("/login", data={"_xsrf": token, "key": key}, allow_redirects=False)


@pytest.mark.parametrize("path", [*EVERY_PATH, *PATHS])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
def test_without_the_key_nothing_is_ever_answered(method, path, trainers_app):
    reply = raw(trainers_app, path, method)
    assert reply.status in (302, 400, 403, 404, 405), f"{method} {path}"
    if reply.status == 302:
        assert reply.getheader("Location").partition("?")[0] == "/login"


def test_the_form_for_the_key_is_403_and_has_no_link_out(trainers_app):
    page = Phone(trainers_app).get("/login")
    assert (page.status_code, "Trainersleutel" in page.text) == (403, True)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "http" not in re.sub(r"<style>.*?</style>", "", page.text, flags=re.DOTALL)


def test_the_key_opens_the_app(trainers_app):
    trainer = Phone(trainers_app)
    reply = log_in(trainer, trainers_app.secrets.trainer)
    cookie = reply.headers["Set-Cookie"]
    assert (reply.status_code, reply.headers["Location"]) == (302, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert trainers_app.secrets.trainer not in cookie
    assert trainer.get("/", allow_redirects=False).headers["Location"] == "/voila/render/dashboard.ipynb"
    assert trainer.get(f"/{asset('page.css').address}").status_code == 200


def test_the_run_sheet_of_a_session_is_there_to_print(trainers_app):
    session = trainers_app.session("met-papier", title="Met papier")
    trainer = Phone(trainers_app)
    log_in(trainer, trainers_app.secrets.trainer)
    page = trainer.get(f"/draaiboek/{session.id}?begin=9.00&taal=en")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert "Run sheet: Met papier" in page.text
    assert "09:00" in page.text
    assert trainer.get(f"/draaiboek/{session.settings.slug}").status_code == 200
    wrong = trainer.get(f"/draaiboek/{session.id}?begin=<script>&taal=xx")
    assert wrong.status_code == 400
    assert "is geen tijd. Schrijf een tijd zoals 09:00." in wrong.text
    assert "<script>" not in wrong.text
    assert trainer.get("/draaiboek/bestaat-niet").status_code == 404


def test_a_key_in_the_address_or_a_header_opens_nothing(trainers_app):
    key = trainers_app.secrets.trainer
    for path, headers in (
        (f"/?token={key}", {}),
        (f"/?key={key}", {}),
        ("/", {"Authorization": f"token {key}"}),
        ("/", {"X-Workbook-User": "trainer"}),
    ):
        reply = Phone(trainers_app).get(path, headers=headers, allow_redirects=False)
        assert (reply.status_code, reply.headers["Location"]) == (302, "/login")


def test_a_cookie_of_the_participant_app_opens_nothing(trainers_app, phone):
    phone.get("/")
    trainer = Phone(trainers_app)
    trainer.cookies.set("werkboek-trainer", phone.cookies["werkboek"], domain="127.0.0.1", path="/")
    assert trainer.get("/", allow_redirects=False).headers["Location"] == "/login"


def test_the_live_channel_asks_for_the_key(trainers_app):
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(f"ws://127.0.0.1:{trainers_app.port}/live", origin=trainers_app.address, timeout=60)


def test_who_leaves_has_to_give_the_key_again(trainers_app):
    trainer = Phone(trainers_app)
    log_in(trainer, trainers_app.secrets.trainer)
    trainer.get("/bestaat-niet")
    trainer.post("/logout", data={"_xsrf": trainer.cookies["_xsrf"]}, allow_redirects=False)
    assert trainer.get("/", allow_redirects=False).headers["Location"] == "/login"


def test_a_wrong_key_is_403_and_guessing_is_slowed(tmp_path):
    app = App("trainer", tmp_path / "var").start()
    try:
        guesser = Phone(app)
        token = re.search(r'name="_xsrf" value="([^"]+)"', guesser.get("/login").text).group(1)

        def guess(key: str):
            return guesser.post("/login", data={"_xsrf": token, "key": key}, allow_redirects=False)

        first = guess("é" * 32)
        assert (first.status_code, "Dat is niet de sleutel." in first.text) == (403, True)
        assert [guess("x").status_code for _ in range(PER_MINUTE - 1)] == [403] * (PER_MINUTE - 1)
        assert guess(app.secrets.trainer).status_code == 429
    finally:
        app.stop()
