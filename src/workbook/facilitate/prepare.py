"""From settings to a session: its notebooks through papermill, its registration in the store, both or neither."""

import ast
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from workbook.content.interface import ui
from workbook.content.places import home_dir, notebooks_dir
from workbook.content.problems import reader_language
from workbook.exercises import load_content
from workbook.facilitate.registration import by_slug, changing, refuse_change, store
from workbook.facilitate.trouble import Trouble, because
from workbook.store import sessions
from workbook.store.sessions import Session, SessionSettings, SlugTaken

_AROUND = ("00_start", "portfolio")  # in every session, whatever its themes
_ANY_THEME = "theme"


@dataclass(frozen=True)
class Prepared:
    """A session that is ready, and where its notebooks are."""

    session: Session
    folder: Path
    notebooks: tuple[str, ...]


def prepare(settings: SessionSettings, out: Path | None = None, again: bool = False) -> Prepared:
    """Write the notebooks of a session and register it; where either fails, nothing is left of both.

    `again` writes the notebooks of a session that exists, without changing its join code.
    Raises SlugTaken, StoreUnavailable, or Trouble with what to do.
    """
    engine = store()
    known = by_slug(engine, settings.slug)
    if known and not again:
        raise SlugTaken(settings.slug)
    if again and not known:
        raise Trouble("facilitate.not-yet", slug=settings.slug)
    folder = (out or home_dir() / "sessions" / settings.slug).resolve()
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        _refuse_foreign(folder, settings.slug, again)
        if known:
            refuse_change(engine, known, settings)
            _refuse_covering(folder, settings.slug, {name for name, *_ in _jobs(settings)})
        draft.mkdir(parents=True)
        names = tuple(_write(settings, draft))
        if known:
            with changing(engine, known, settings):
                _replace(draft, folder, settings.slug)
            session = sessions.get(engine, known.id)
        else:
            _replace(draft, folder, settings.slug)
            session = _register(engine, settings, folder)
    except OSError as error:
        raise Trouble("facilitate.file", path=folder, reason=because(error)) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Prepared(session, folder, names)


def _register(engine: Any, settings: SessionSettings, folder: Path) -> Session:
    """Register last; where that fails, the notebooks go again."""
    try:
        return sessions.create(engine, settings)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(settings: SessionSettings, folder: Path) -> Iterator[str]:
    language = reader_language()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    jobs = list(_jobs(settings))
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for name, template, given in progress.track(jobs, description=ui("facilitate.preparing", language)):
            nbformat.write(_parameterised(template, given), folder / name)
            yield name


def _jobs(settings: SessionSettings) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Every notebook of a session: its name, what it is made from, and its parameters. No join code, no key."""
    room = {
        "session": settings.slug,
        "language": settings.language,
        "mode": "workshop",
        "sector": settings.sector,
        "reveal": settings.reveal,
        "min_group": settings.min_group,
        "programme": settings.programme,
    }
    templates, content = notebooks_dir() / "participant", load_content()
    own = _own_notebooks(templates)
    yield f"{_AROUND[0]}.ipynb", templates / f"{_AROUND[0]}.ipynb", room
    for theme in settings.themes:
        exercises = {exercise.id for exercise in content.themes[theme].exercises}
        options = {name: chosen for name, chosen in settings.options.items() if name in exercises}
        template = own.get(theme, templates / f"{_ANY_THEME}.ipynb")
        name = template.name if theme in own else f"{_ANY_THEME}_{theme}.ipynb"
        yield name, template, {"theme": theme, **room, "options": options}
    yield f"{_AROUND[1]}.ipynb", templates / f"{_AROUND[1]}.ipynb", room


def _own_notebooks(folder: Path) -> dict[str, Path]:
    """The notebook of each theme that has one of its own: the theme in its parameters cell."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        if path.stem not in (*_AROUND, _ANY_THEME):
            given = papermill.inspect_notebook(nbformat.read(path, 4))
            if "theme" in given:
                found[ast.literal_eval(given["theme"]["default"])] = path
    return found


def _parameterised(template: Path, given: dict[str, Any]) -> Any:
    """The notebook with these parameters, without outputs and without paths of this machine."""
    read = nbformat.read(template, 4)  # given as a notebook: papermill would take braces in a path for parameters
    made = papermill.execute_notebook(read, None, parameters=given, prepare_only=True, progress_bar=False)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    made.metadata["papermill"] = {"parameters": given, "input_path": template.name}
    return made


def _is_ours(path: Path, slug: str) -> bool:
    """Whether this is a notebook that was prepared for the session `slug`."""
    if path.suffix != ".ipynb" or not path.is_file():
        return False
    try:
        metadata = nbformat.read(path, 4).metadata
    except Exception:  # whatever it is, we did not write it
        return False
    prepared: bool = metadata.get("papermill", {}).get("parameters", {}).get("session") == slug
    return prepared


def _refuse_foreign(folder: Path, slug: str, again: bool) -> None:
    """Never write among things that are not ours; a folder left by an attempt that was cut off is ours."""
    if folder.exists() and not folder.is_dir():
        raise Trouble("facilitate.folder", path=folder)
    if folder.is_dir() and not again and not all(_is_ours(path, slug) for path in folder.iterdir()):
        raise Trouble("facilitate.folder", path=folder)


def _refuse_covering(folder: Path, slug: str, names: set[str]) -> None:
    """Never write over a file that somebody else made."""
    if any((folder / name).exists() and not _is_ours(folder / name, slug) for name in names):
        raise Trouble("facilitate.folder", path=folder)


def _replace(draft: Path, folder: Path, slug: str) -> None:
    """Put the notebooks in place; what was prepared before and is not made any more goes."""
    if not folder.exists():
        draft.rename(folder)
        return
    names = {path.name for path in draft.iterdir()}
    _refuse_covering(folder, slug, names)
    for path in [path for path in folder.iterdir() if path.name not in names and _is_ours(path, slug)]:
        path.unlink()
    for path in draft.iterdir():
        os.replace(path, folder / path.name)
