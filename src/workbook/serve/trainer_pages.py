"""The trainer app's own addresses, and the key in front of all of them."""

import hmac
from typing import Any

import segno
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado import web  # type: ignore[attr-defined]

from workbook.content.problems import reader_language
from workbook.content.text import Language
from workbook.room.views import join_link
from workbook.serve import run_sheet_page
from workbook.serve.assets import asset
from workbook.serve.plain import PlainPages
from workbook.serve.throttle import Throttle
from workbook.store import sessions
from workbook.store.secrets import shown_code
from workbook.view.look import brand

_tries = Throttle()


class Login(PlainPages):
    """Asks for the key. Even this page is not answered with 200 to somebody who has not given it."""

    @allow_unauthenticated
    def get(self) -> None:
        """The form."""
        self._form("")

    @allow_unauthenticated
    def post(self) -> None:
        """Let in whoever knows the key."""
        if _tries.full():
            self._form("trainer.slow", 429)
            return
        given = self.get_body_argument("key", "").strip()
        if not hmac.compare_digest(given.encode(), self.settings["workbook_secrets"].trainer.encode()):
            _tries.wrong()
            self._form("trainer.wrong")
            return
        self.identity_provider.set_trainer_cookie(self)
        self.redirect(self.base_url)

    @property
    def language(self) -> Language:
        """The language of the window in which the workbook was started."""
        return reader_language()

    def _form(self, problem: str, status: int = 403) -> None:
        self.page("login.html.j2", status, problem=problem, style="", inline_style=asset("page.css").content.decode())


class Logout(JupyterHandler):
    """Forget the key in this browser."""

    def post(self) -> None:
        """Back to the form."""
        self.clear_cookie(self.identity_provider.cookie_name, path=self.base_url)
        self.redirect(f"{self.base_url}login")


class Home(JupyterHandler):
    """The trainer's first page."""

    @web.authenticated
    def get(self) -> None:
        """The dashboard."""
        self.redirect(f"{self.base_url}voila/render/dashboard.ipynb")


class Invitation(PlainPages):
    """The way into one session, large enough for a room; holds no key and nobody's answers."""

    def get(self, session_id: str) -> None:
        """The QR code, the join code and the address."""
        found = sessions.by_id_or_slug(self.settings["workbook_engine"], session_id)
        if found is None:
            raise web.HTTPError(404)
        link = join_link(found)
        drawing = segno.make(link, error="m").svg_inline(dark="#1B2430", light="#FFFFFF", border=2, omitsize=True)
        code, title = shown_code(found.code), found.settings.title
        look = brand(found.settings)
        self.page("invitation.html.j2", title=title, link=link, code=code, drawing=drawing, brand=look)


def behind_key(entry: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same address, answered only to whoever gave the key: 302 to the form for pages, else 403."""
    path, handler, *rest = entry
    if handler is Login:
        return entry

    class Guarded(handler):  # type: ignore[misc,valid-type]
        async def prepare(self) -> None:
            provider = self.settings["identity_provider"]
            if provider.get_user(self) is None:
                if self.request.method in ("GET", "HEAD") and "Upgrade" not in self.request.headers:
                    self.redirect(f"{self.settings['base_url']}login")
                    return
                raise web.HTTPError(403)
            answered = super().prepare()
            if answered is not None:
                await answered

    Guarded.__name__ = handler.__name__
    return (path, Guarded, *rest)


HANDLERS = [
    ("/", Home),
    ("/login", Login),
    ("/logout", Logout),
    (r"/uitnodiging/([a-z0-9-]{1,60})", Invitation),
    *run_sheet_page.HANDLERS,
]
