"""The database: an SQLite file by default, another one by `WORKBOOK_DATABASE_URL`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from workbook.content.places import home_dir
from workbook.store.tables import metadata

try:
    from pysqlite3 import dbapi2 as _bundled

    sqlite: Any = _bundled
except ImportError:  # no wheel for this platform: Python's own (from conda), if new enough
    sqlite = sqlite3

# Older versions can lose a commit when several processes write to a WAL database (sqlite.org, release 3.51.3).
OLDEST_SQLITE = (3, 51, 3)
BUSY_MS = 5000


class StoreUnavailable(Exception):
    """The database cannot be used now; `key` and `values` name a sentence in the interface texts."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}")
        self.key, self.values = key, values


def database_path() -> Path:
    """The file of the default database."""
    return home_dir() / "workbook.sqlite"


def open_store(url: str = "", create: bool = True) -> Engine:
    """Open the database at `url` (default: the file under the home folder) and make its tables.

    With `create=False` a missing file is an error. Raises StoreUnavailable with what to do.
    """
    if not url:
        path = database_path()
        if not path.exists() and not create:
            raise StoreUnavailable("store.missing", path=path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable("store.folder", path=path.parent, reason=error.strerror) from None
        url = f"sqlite:///{path}"
    engine = _sqlite(url) if url.startswith("sqlite") else create_engine(url)
    try:
        if not inspect(engine).has_table("release_member"):
            with writing(engine) as connection:  # one of several openers makes the tables, the others wait for it
                metadata.create_all(connection)
    except OperationalError as error:
        raise StoreUnavailable("store.locked" if "locked" in str(error) else "store.open", path=url) from None
    except DatabaseError:
        raise StoreUnavailable("store.not-ours", path=url) from None
    return engine


def in_memory() -> Engine:
    """A database that lives as long as this process: for a made-up respondent, or a page that keeps nothing."""
    return open_store("sqlite://")


def _sqlite(url: str) -> Engine:
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise StoreUnavailable("store.old-sqlite", found=sqlite.sqlite_version, needed=needed)
    options: dict[str, Any] = {"poolclass": StaticPool} if url == "sqlite://" else {}
    engine = create_engine(url, module=sqlite, connect_args={"check_same_thread": False}, **options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # "Bewaard" promises that a power cut does not take it away
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # erased means erased
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A write takes its lock at the start: a read that later turns into a write fails at once when another wrote.
        writes = connection.get_execution_options().get("workbook_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is committed at the end, or none. Raises StoreUnavailable."""
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(workbook_write=True)
            with connection.begin():
                yield connection
    except OperationalError as error:
        raise StoreUnavailable("store.locked" if "locked" in str(error) else "store.write") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the database. Raises StoreUnavailable."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except OperationalError as error:
        raise StoreUnavailable("store.locked" if "locked" in str(error) else "store.read") from error
