"""A copy of the database while people are answering: SQLite's own online backup, checked before it gets its name."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from workbook.facilitate.trouble import Trouble, because
from workbook.store.engine import BUSY_MS, StoreUnavailable, database_path, sqlite


@dataclass(frozen=True)
class Backup:
    """A sound copy, and how much is in it."""

    path: Path
    sessions: int
    responses: int


def backup(file: Path, force: bool = False) -> Backup:
    """Copy the database to `file`: every commit so far, at one moment, while the workbook goes on.

    Raises StoreUnavailable for a missing database, Trouble for everything else that a person can solve.
    """
    source, target = _source(), file.resolve()
    live = {source, *(source.with_name(source.name + tail) for tail in ("-wal", "-shm", "-journal"))}
    if target in live or (target.exists() and source.samefile(target)):
        raise Trouble("facilitate.backup-itself", path=target)
    if target.is_dir() or (target.exists() and not force):
        raise Trouble("facilitate.backup-exists", path=target)
    if not target.parent.is_dir():
        raise Trouble("facilitate.backup-folder", path=target.parent)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # answers of people: the owner's only
        _copy(source, draft)
        sessions, responses = _checked(source, draft)
        _publish(draft, target, force)
    except sqlite.DatabaseError as error:
        raise _trouble(error, source) from None
    except OSError as error:
        raise Trouble("facilitate.backup-failed", reason=because(error)) from None
    finally:
        draft.unlink(missing_ok=True)
    return Backup(target, sessions, responses)


def _source() -> Path:
    """The file of the configured database."""
    url = os.environ.get("WORKBOOK_DATABASE_URL", "")
    parsed = make_url(url) if url else None
    if parsed and parsed.get_backend_name() != "sqlite":
        raise Trouble("facilitate.backup-server", name=parsed.get_backend_name())
    path = Path(parsed.database or "").resolve() if parsed else database_path()
    if not path.is_file():
        raise StoreUnavailable("store.missing", path=path)
    return path


def _copy(source: Path, draft: Path) -> None:
    """All pages in one step: a reader of a WAL database sees one moment and keeps no writer waiting."""
    with closing(_open(source)) as reading, closing(_open(draft)) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _checked(source: Path, draft: Path) -> tuple[int, int]:
    with closing(_open(draft)) as copy:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise Trouble("facilitate.backup-bad", path=source, reason=str(found[0]))
        return _rows(copy, "session"), _rows(copy, "response")


def _rows(connection: Any, table: str) -> int:
    counted: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return counted


def _open(path: Path) -> Any:
    connection = sqlite.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=BUSY_MS / 1000)
    connection.isolation_level = None
    return connection


def _publish(draft: Path, target: Path, force: bool) -> None:
    """Give the copy its name once it is on the disk; without `force` never over something that came meanwhile."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    if not force:
        try:
            os.link(draft, target)
            return
        except FileExistsError:
            raise Trouble("facilitate.backup-exists", path=target) from None
        except OSError:  # a disk without hard links, such as a USB stick
            pass
    os.replace(draft, target)


def _trouble(error: Exception, source: Path) -> Exception:
    if "no such table" in str(error) or "not a database" in str(error):
        return StoreUnavailable("store.not-ours", path=source)
    if "locked" in str(error):
        return StoreUnavailable("store.locked")
    return Trouble("facilitate.backup-failed", reason=error)
