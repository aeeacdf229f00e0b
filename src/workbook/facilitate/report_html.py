"""The report notebook, executed and put into one HTML file: no code, no widget state, no scripts, nothing to fetch."""

import errno
import os
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workbook.content.interface import ui
from workbook.content.places import home_dir, notebooks_dir
from workbook.content.text import Language
from workbook.facilitate.kernel import run
from workbook.facilitate.report import BODY
from workbook.facilitate.stylesheet import stylesheet
from workbook.facilitate.trouble import Trouble, because
from workbook.store.sessions import Session


def write_report(session: Session, file: Path | None = None, language: Language | None = None) -> Path:
    """Execute the report notebook for a session and write it as HTML, whole or not at all. Returns the file.

    Raises Trouble with what to do.
    """
    chosen = session.settings
    path = (file or home_dir() / "reports" / f"{chosen.slug}.html").resolve()
    _refuse_place(path, made_here=file is None)
    reads = language or chosen.language
    given = {"session": chosen.slug, "language": reads, "min_group": chosen.min_group, "respondent": ""}
    executed = run(notebooks_dir() / "facilitator" / "report.ipynb", given)
    page = report_page(ui("facilitate.report.title", reads, title=chosen.title), executed, reads)
    try:
        if file is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, page)
    except OSError as error:
        raise Trouble("facilitate.file", path=path, reason=because(error)) from None
    return path


def _refuse_place(path: Path, made_here: bool) -> None:
    """Say beforehand what would go wrong after a minute of work. Raises Trouble."""
    if path.is_dir():
        raise Trouble("facilitate.report-folder", path=path)
    if not made_here and not path.parent.is_dir():
        raise Trouble("facilitate.backup-folder", path=path.parent)
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        raise Trouble("facilitate.file", path=path, reason=os.strerror(errno.EACCES))


def report_page(title: str, notebook: Any, language: Language) -> str:
    """One HTML page of everything that the cells of an executed notebook show as parts of a report."""
    shown = (output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ()))
    parts = [Markup("".join(data[BODY])) for data in shown if BODY in data]  # made by view.html  # noqa: S704
    pages = Environment(
        loader=PackageLoader("workbook.facilitate", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    style = Markup(stylesheet())  # ours  # noqa: S704
    return pages.get_template("report.html.j2").render(title=title, parts=parts, style=style, language=language)


def _write_whole(path: Path, page: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(page, "utf-8")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
