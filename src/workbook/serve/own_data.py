"""A participant's own data: resume code, print, export, erase, and leaving a shared phone."""

import csv
import io
import json

from tornado import web  # type: ignore[attr-defined]

from workbook.content.interface import ui
from workbook.exercises import load_content
from workbook.player.portfolio import kept_by, portfolio_blocks
from workbook.player.visitor import Visitor
from workbook.serve.web_page import WebPage
from workbook.store import participants, responses, sessions
from workbook.store.clock import now
from workbook.store.secrets import shown_resume_code
from workbook.view.html import as_html
from workbook.view.numbers import day


class Mine(WebPage):
    """What is kept of me, and what I can do with it."""

    def get(self) -> None:
        """The page."""
        self.show()

    def show(self, code: str = "") -> None:
        """The page; `code` is shown this once."""
        count = len(responses.everything(self.engine, self.me.id))
        has_code = participants.recognise(self.engine, self.me.id).has_code
        self.page("mine.html.j2", code=code, count=count, has_code=has_code)


class ResumeCode(Mine):
    """A new resume code."""

    def post(self) -> None:
        """Make it and show it once; an older one stops working."""
        key = self.settings["workbook_secrets"].resume
        self.show(shown_resume_code(participants.give_resume_code(self.engine, self.me.id, key)))


class Print(WebPage):
    """The portfolio as one page to print or to save."""

    def get(self) -> None:
        """All of it, or one exercise."""
        content, only = load_content(), self.get_argument("oefening", "")
        session = self.session()
        pseudonym = sessions.pseudonym_of(self.engine, session.id, self.me.id) if session else ""
        visitor = Visitor(self.engine, self.me.id, self.language, session, pseudonym, True, self.base_url)
        kept = kept_by(visitor, only)
        blocks = portfolio_blocks(kept, content, self.language)
        empty = ui("portfolio.none", self.language) if only and not kept else ""
        title = kept[0].exercise.title.in_(self.language) if only and kept else ui("portfolio.title", self.language)
        made = ui("portfolio.made", self.language, day=day(now().date(), self.language))
        body = "" if empty else as_html(blocks, ui("own", self.language))
        self.page("print.html.j2", title=title, body=body, empty=empty, made=made)


class Export(WebPage):
    """Everything that is kept of me, as a file."""

    def get(self, kind: str) -> None:
        """JSON, or CSV that a spreadsheet takes as text."""
        answers = responses.everything(self.engine, self.me.id)
        self.set_header("Content-Disposition", f'attachment; filename="eerlijk-verkopen.{kind}"')
        self.set_header("Cache-Control", "no-store")
        if kind == "json":
            self.set_header("Content-Type", "application/json; charset=utf-8")
            self.finish(json.dumps({"language": self.me.language, "answers": answers}, ensure_ascii=False, indent=1))
        else:
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.finish("\ufeff" + as_csv(answers))


def as_csv(answers: list[dict[str, object]]) -> str:
    """Answers as CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP)."""
    out = io.StringIO()
    columns = ["session", "exercise", "item", "value", "at"]
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    for answer in answers:
        writer.writerow({name: _harmless(answer[name]) for name in columns})
    return out.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


class Erase(WebPage):
    """Take away everything that is kept of me."""

    def post(self) -> None:
        """Erase, forget the cookie, and clear the browser's storage."""
        if self.get_body_argument("zeker", "") != "ja":
            raise web.HTTPError(400)
        responses.erase(self.engine, self.me.id)
        self.identity_provider.clear_login_cookie(self)
        self.page("goodbye.html.j2", erased=True)


class AnotherPerson(WebPage):
    """'Klaar, ander persoon': the next one on this phone starts afresh; my answers stay with my resume code."""

    def post(self) -> None:
        """Forget the cookie, and clear the browser's storage."""
        self.identity_provider.clear_login_cookie(self)
        self.page("goodbye.html.j2", erased=False)


HANDLERS = [
    ("/mijn", Mine),
    ("/mijn/code", ResumeCode),
    ("/mijn/print", Print),
    (r"/mijn/export\.(json|csv)", Export),
    ("/mijn/wis", Erase),
    ("/klaar", AnotherPerson),
]
