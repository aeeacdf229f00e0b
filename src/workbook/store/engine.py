"""The database: an SQLite file by default, another one by `WORKBOOK_DATABASE_URL`."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, inspect, make_url, select
from sqlalchemy.exc import DatabaseError, OperationalError

from workbook.content.places import home_dir
from workbook.store import migrations
from workbook.store.tables import VERSION, meta, metadata

try:
    from pysqlite3 import dbapi2 as _bundled

    sqlite: Any = _bundled
except ImportError:  # no wheel for this platform: Python's own (from conda), if new enough
    sqlite = sqlite3

# Older versions can lose a commit when several processes write to a WAL database (sqlite.org, release 3.51.3).
OLDEST_SQLITE = (3, 51, 3)
_VERSION = select(meta.c.value).where(meta.c.name == "version")
_BEGIN = "BEGIN IMMEDIATE"
BUSY_MS = 5000
LOOK_S = 0.004  # a look takes 0.02 ms: thirty who wait take some 15 % of one core


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
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable("store.folder", path=path.parent, reason=error.strerror) from None
        url = f"sqlite:///{path}"
    engine = _sqlite(url) if url.startswith("sqlite") else create_engine(url)
    place = engine.url.database or ""  # a plain path, and never a password
    try:
        _prepare_tables(engine, url)
    except OperationalError as error:
        raise StoreUnavailable("store.locked" if "locked" in str(error) else "store.open", path=place) from None
    except DatabaseError:
        raise StoreUnavailable("store.not-ours", path=place) from None
    if engine.dialect.name == "sqlite":
        _keep_private(place)
    return engine


def _prepare_tables(engine: Engine, url: str) -> None:
    """Make the tables, or see that those that are there are of this version. Raises StoreUnavailable."""
    if not inspect(engine).has_table("response"):
        with writing(engine) as connection:  # one of several openers makes the tables, the others wait for it
            metadata.create_all(connection)
            if not connection.scalar(_VERSION):
                connection.execute(meta.insert().values(name="version", value=str(VERSION)))
    elif not inspect(engine).has_table("meta"):  # they are made together: these are from before there were versions
        raise StoreUnavailable("store.other-version", path=_plain(url))
    with reading(engine) as connection:
        found = connection.scalar(_VERSION)
    if migrations.can_bring(found):
        with writing(engine) as connection:  # one of several openers brings it along, the others find that it was
            found = connection.scalar(_VERSION)
            if migrations.can_bring(found):
                migrations.bring(connection, str(found))
                found = str(VERSION)
    if found != str(VERSION):
        raise StoreUnavailable("store.other-version", path=_plain(url))


def _plain(url: str) -> str:
    return url.removeprefix("sqlite:///")


def in_memory() -> Engine:
    """A database that lives as long as this process: for a made-up respondent, or a page that keeps nothing."""
    return open_store("sqlite://")


def _sqlite(url: str) -> Engine:
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise StoreUnavailable("store.old-sqlite", found=sqlite.sqlite_version, needed=needed)
    options: dict[str, Any] = {"poolclass": StaticPool} if url == "sqlite://" else {}
    _make_private(make_url(url).database or "")
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
        if connection.get_execution_options().get("workbook_write"):
            _begin_to_write(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_to_write(connection: Connection) -> None:
    """Begin as soon as nobody else writes, within BUSY_MS. Raises OperationalError.

    SQLite itself looks ever more seldom, at last ten times a second (sqliteDefaultBusyCallback): of thirty people who
    answered at once the last waited half a second, in which most of the time nobody wrote.
    """
    cursor = connection.connection.cursor()
    deadline = time.monotonic() + BUSY_MS / 1000
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                cursor.execute(_BEGIN)
                return
            except sqlite.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise OperationalError(_BEGIN, None, error) from error
            time.sleep(LOOK_S)
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.close()


def empty_wal(engine: Engine) -> None:
    """Write the log into the database and empty it: what was erased is then in neither. A reader may hold it up."""
    if engine.dialect.name == "sqlite":
        with suppress(OperationalError), engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make_private(place: str) -> None:
    """A new file is the owner's only, before SQLite opens it: its -wal and -shm get the same mode.

    Never opens a file that exists: closing it again would let go of the locks that SQLite holds in this process.
    """
    if place and not place.startswith((":", "file:")):
        with suppress(OSError):  # what is wrong with the place is said when it is opened
            os.close(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _keep_private(place: str) -> None:
    """A database that others can read, from an earlier version or a copy, becomes the owner's only."""
    for name in (place, f"{place}-wal", f"{place}-shm") if place else ():
        with suppress(OSError):  # it belongs to somebody else, or there is none
            if os.stat(name).st_mode & 0o077:
                os.chmod(name, 0o600)


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
