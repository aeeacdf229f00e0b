"""Pages without a kernel: plain HTML from Jinja templates that escape everything."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from sqlalchemy import Engine
from tornado import web  # type: ignore[attr-defined]

from workbook.content.interface import ui
from workbook.content.text import LANGUAGES, Language
from workbook.store import participants, sessions
from workbook.store.engine import StoreUnavailable
from workbook.store.participants import Participant
from workbook.store.sessions import Session
from workbook.view.tokens import as_css


@cache
def stylesheet() -> tuple[str, bytes]:
    """The one stylesheet with its address: the hash changes when the style does, so that it may be cached for ever."""
    css = (as_css() + (files("workbook.view") / "static" / "page.css").read_text("utf-8")).encode()
    return f"stijl/{hashlib.sha256(css).hexdigest()[:12]}.css", css


@cache
def _templates() -> Environment:
    loader = PackageLoader("workbook.serve", "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


class WebPage(JupyterHandler):
    """A page for one participant; `self.person` knows who, `self.language` what they read."""

    person: Participant
    language: Language = "nl"

    @property
    def engine(self) -> Engine:
        """The store."""
        engine: Engine = self.settings["workbook_engine"]
        return engine

    async def prepare(self) -> None:  # type: ignore[override]
        """Find out who is asking; a new browser starts with the language it asks for."""
        await super().prepare()
        wished: Language = "en" if self.request.headers.get("Accept-Language", "").lower().startswith("en") else "nl"
        self.language = wished
        if self.request.method in ("GET", "POST"):
            self.person = participants.recognise(self.engine, self.current_user.username, wished)
            self.language = self.person.language

    def session(self) -> Session | None:
        """The session that this person takes part in now."""
        try:
            return sessions.get(self.engine, self.person.session_id) if self.person.session_id else None
        except KeyError:
            return None

    def page(self, template: str, status: int = 200, **values: Any) -> None:
        """Answer with a template; `t` in it gives interface texts."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(self.render_page(template, **values))

    def render_page(self, template: str, **values: Any) -> str:
        """The HTML of a page."""
        language = self.language
        return (
            _templates()
            .get_template(template)
            .render(
                t=lambda key, **filled: ui(key, language, **filled),
                language=language,
                other="en" if language == "nl" else "nl",
                base=self.base_url,
                style=self.base_url + stylesheet()[0],
                xsrf=self.xsrf_token.decode(),
                here=self.request.path,
                **values,
            )
        )

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A plain page that says what to do; never a traceback."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        key = "error.page.store" if isinstance(error, StoreUnavailable) else f"error.page.{status_code}"
        if status_code == 500 and isinstance(error, StoreUnavailable):
            status_code = 503
        known = (
            key if key in ("error.page.store", "error.page.403", "error.page.404", "error.page.429") else "error.page"
        )
        self.page("error.html.j2", status_code, message=ui(known, self.language))


class Style(web.RequestHandler):
    """The stylesheet of the pages without a kernel."""

    def get(self) -> None:
        """Cacheable for ever: another style has another address."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(stylesheet()[1])


def language_or(value: str, fallback: Language) -> Language:
    """`value` where it is a language of ours."""
    return value if value in LANGUAGES else fallback  # type: ignore[return-value]
