"""Opening a store: by URL, `LAGEBILD_DB`, or SQLite in a file of the user's; the tables are brought up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from lagebild.model.errors import StoreError
from lagebild.store.migrating import upgrade

__all__ = ["VARIABLE", "Connection", "Store", "open_store"]
VARIABLE, _WAIT = "LAGEBILD_DB", 60
_WRITING = "lagebild_writing"


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; `reading` and `writing` give connections, each in one transaction."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store."""
        with self._refusals(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept all together at the end, or not at all after an error."""
        with self._refusals(), self.engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Tell in the program's own words that the engine could not do it: locked, full, gone."""
        try:
            yield
        except OperationalError as error:
            cause = str(error.orig).strip().split("\n")[0]
            raise StoreError(self.name, cause, "nothing is half written; try again") from error

    @property
    def dialect(self) -> str:
        """The engine's name: "sqlite" or "postgresql"."""
        return str(self.engine.dialect.name)

    @property
    def name(self) -> str:
        """The URL, without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_store(url: str = "") -> Store:
    """Open the store at a URL (`LAGEBILD_DB`, else SQLite under the user's data directory), made or brought up to date where needed.

    A path without a scheme is an SQLite file. Raises StoreError.
    """
    made = _url(url or os.environ.get(VARIABLE, "") or _default())
    shown = made.render_as_string(hide_password=True)
    engine = _engine(made)
    try:
        upgrade(engine, shown)
    except StoreError:
        engine.dispose()
        raise
    except (DBAPIError, OSError) as error:
        engine.dispose()
        cause = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        raise StoreError(shown, f"the store cannot be opened: {cause}", f"check --db or {VARIABLE}") from error
    return Store(engine)


def _default() -> str:
    from platformdirs import user_data_path

    return str(user_data_path("lagebild", appauthor=False) / "desk.db")


def _url(given: str) -> URL:
    if "://" not in given:
        return URL.create("sqlite", database=str(Path(given).expanduser()))
    try:
        url = make_url(given)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError("--db", "not the URL of a database", "give sqlite:///path or postgresql://user@host/name") from error
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError("--db", f"{backend} is not a database that is supported", "give sqlite:///path or postgresql://user@host/name")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return sa.create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError("--db", "the driver for PostgreSQL is not installed", "pip install 'lagebild[postgres]'") from error


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("--db", "SQLite keeps a store in a file, not in memory", "give sqlite:///path")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(url.database, f"its folder cannot be made: {error.strerror}", f"check --db or {VARIABLE}") from error
    engine = sa.create_engine(url, connect_args={"timeout": _WAIT})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any) -> None:
    # the driver's own transactions begin too late for a lock that is taken at once (see _begin)
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # who reads first and writes later in one transaction is refused where somebody else wrote in between; IMMEDIATE waits instead
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
