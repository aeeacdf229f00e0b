"""Plain HTML from Jinja templates that escape everything, and errors as a page that says what to do."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler

from workbook.content.interface import known, ui
from workbook.content.text import Language
from workbook.serve.assets import EVERY_PAGE, asset
from workbook.store.engine import StoreUnavailable
from workbook.view.look import brand


@cache
def _templates() -> Environment:
    loader = PackageLoader("workbook.serve", "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


class PlainPages(JupyterHandler):
    """Answers with our templates, errors included; never with a traceback or another host's stylesheet."""

    leads_to_notebooks = False  # then the browser fetches ahead what a notebook's page runs

    @property
    def language(self) -> Language:
        """The language of whoever is asking, as far as the browser tells."""
        return "en" if self.request.headers.get("Accept-Language", "").lower().startswith("en") else "nl"

    def set_cookie(self, name: str, value: str | bytes, *args: Any, **kwargs: Any) -> None:
        """Set a cookie; one that was given over https never travels over plain http."""
        super().set_cookie(name, value, *args, **{"secure": self.request.protocol == "https"} | kwargs)

    def page(self, template: str, status: int = 200, **values: Any) -> None:
        """Answer with a template; `t` in it gives interface texts."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.render_page(template, **values))

    def render_page(self, template: str, **values: Any) -> str:
        """The HTML of a page."""
        language = self.language
        shared = {
            "t": lambda key, **filled: ui(key, language, **filled),
            "language": language,
            "other": "",
            "brand": brand(None),
            "base": self.base_url,
            "style": self.base_url + asset("page.css").address,
            "live_script": asset("live.js").address,
            "ahead": [self.base_url + asset(name).address for name in EVERY_PAGE] if self.leads_to_notebooks else [],
            "inline_style": "",
            "xsrf": self.xsrf_token.decode(),
            "here": self.request.uri if self.request.method == "GET" else self.base_url,
        }
        return _templates().get_template(template).render(shared | values)

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """A database that is busy is one line in the log, not three tracebacks."""
        if isinstance(error, StoreUnavailable):
            self.log.error("%s %s: %s", self.request.method, self.request.path, error)
        else:
            super().log_exception(kind, error, trace)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A plain page that says what to do; a full house says when it lets people in, and tries again by itself."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if status_code == 503 and not isinstance(error, StoreUnavailable):
            self.set_header("Retry-After", "5")
            self.page("wait.html.j2", 503)
            return
        key = f"error.page.{status_code}"
        if isinstance(error, StoreUnavailable):
            status_code, key = 503, "error.page.store"
        self.page("error.html.j2", status_code, message=ui(key if known(key) else "error.page", self.language))
