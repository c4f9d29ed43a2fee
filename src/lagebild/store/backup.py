"""Backup and restore: one file for any engine, JSON lines under gzip; what was gathered and what people said, not what is derived.

SQLite and PostgreSQL read each other's files. All else is made again after restoring, as `lagebild reread` does.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from lagebild.model.errors import InputError, StoreError
from lagebild.store import tables as t
from lagebild.store.migrating import HEAD
from lagebild.store.opening import Store
from lagebild.store.queue import READ, Entry
from lagebild.store.rows import document_of

_TABLES = (t.queue, t.documents, t.corrections, t.watchlists, t.searches, t.settings)
_MARK, _PART = "lagebild-backup", 500
_WORDS = ("key", "title", "text", "lang", "published", "url", "publisher", "author", "source", "raw_type")


def backup(store: Store, path: str, since: str = "") -> int:
    """Write what cannot be made again into a file, all of one moment, and return how many documents; an older file goes only at the end.

    `since` is a day (ISO 8601): of documents and failures only those that came in on it or later.
    """
    part = Path(f"{path}.part")
    try:
        with store.reading() as connection, gzip.open(part, "wt", encoding="utf-8", compresslevel=6) as file:
            _snapshot(connection)
            count = _write(connection, file, since)
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise StoreError(path, f"the backup cannot be written: {error.strerror or error}", "give a file in a folder with room") from error
    return count


def _snapshot(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def _write(connection: Connection, file: IO[str], since: str) -> int:
    counts = {}
    file.write(json.dumps({_MARK: 1, "tables": HEAD}) + "\n")
    for table in _TABLES:
        counts[table.name] = 0
        for row in connection.execute(_wanted(table, since).order_by(*table.primary_key.columns)).mappings():
            file.write(json.dumps({table.name: {key: _plain(value) for key, value in row.items()}}, ensure_ascii=False) + "\n")
            counts[table.name] += 1
    file.write(json.dumps({"end": counts}) + "\n")
    return counts[t.documents.name]


def _wanted(table: sa.Table, since: str) -> sa.Select[Any]:
    if not since or table.name not in (t.queue.name, t.documents.name):
        return sa.select(table)
    return sa.select(table).where(table.c.document.in_(sa.select(t.queue.c.document).where(t.queue.c.entered >= since)))


def entries_of(path: str) -> Iterator[Entry]:
    """Yield the documents of a backup, with their keys, sources and raw bytes, to be entered into any store.

    Raises InputError before the first where the file is damaged.
    """
    for _ in _parts(path, dict.fromkeys((table.name for table in _TABLES), 0)):
        pass
    for name, rows in _parts(path, dict.fromkeys((table.name for table in _TABLES), 0)):
        yield from (_entry(row, path) for row in rows if name == t.documents.name)


def _entry(row: dict[str, Any], path: str) -> Entry:
    wanted = dict.fromkeys(_WORDS, str) | {"repaired": bool, "raw": bytes | None}
    if not all(name in row and isinstance(row[name], kind) for name, kind in wanted.items()):
        raise InputError(path, "the file is damaged: a document lacks what it must have", "take another backup")
    return Entry(row["key"], document_of(row), row["source"], row["raw"], row["raw_type"])


def is_backup(path: str) -> bool:
    """Whether a file begins as a backup does."""
    if not Path(path).is_file():  # what comes through a pipe can be read once
        return False
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return file.read(len(_MARK) + 3).startswith(f'{{"{_MARK}')
    except (OSError, EOFError, ValueError):
        return False


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def restore(store: Store, path: str) -> int:
    """Put a backup into an empty store and return how many documents wait to be read; all of it, or nothing after an error.

    Raises StoreError where the store is not empty, InputError naming the file and the line where it is damaged.
    """
    with store.writing() as connection:
        if any(connection.execute(sa.select(table).limit(1)).first() for table in _TABLES):
            raise StoreError(store.name, "the store is not empty", "restore into a new one: give another --db")
        counts = _fill(connection, path)
        derived = sa.select(t.documents.c.document)
        fresh = {"step": READ, "attempts": 0, "due": 0.0, "owner": None, "until": None, "cause": "", "way_out": ""}
        connection.execute(sa.update(t.queue).where(t.queue.c.document.in_(derived)).values(fresh))
        _renumber(connection)
    return counts[t.documents.name]


def _fill(connection: Connection, path: str) -> dict[str, int]:
    tables = {table.name: table for table in _TABLES}
    counts = dict.fromkeys(tables, 0)
    for name, rows in _parts(path, counts):
        try:
            connection.execute(sa.insert(tables[name]), rows)
        except SQLAlchemyError as error:
            raise InputError(path, f"the file is damaged: rows of {name} do not fit", "take another backup") from error
    return counts


def _parts(path: str, counts: dict[str, int]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of the tables in parts, and check at the end that none is missing."""
    waiting: list[dict[str, Any]] = []
    at, end = "", {}
    for number, line in _lines(path):
        (name, found), *_ = line.items()
        if number > 1 and name not in counts and name != "end":
            raise InputError(f"{path}: line {number}", "not a line of a backup", "give a file that lagebild backup wrote")
        if at and (name != at or len(waiting) == _PART):
            yield at, waiting
            waiting = []
        if name == "end":
            end = found
        at = name if name in counts else ""
        if at:
            waiting.append({key: _bytes(value) for key, value in found.items()})
            counts[at] += 1
    # an older file has not all of the tables
    if not end or dict.fromkeys(counts, 0) | end != counts:
        raise InputError(path, "the file is not whole", "take another backup")


def _lines(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                found = json.loads(line)
                if number == 1 and (not isinstance(found, dict) or _MARK not in found or found.get("tables", "") > HEAD):
                    raise InputError(path, "not a backup that this version can read", "give a file that lagebild backup wrote")
                yield number, found
    except (OSError, EOFError, ValueError) as error:
        raise InputError(path, f"not a backup that can be read: {error}", "give a file that lagebild backup wrote") from error


def _bytes(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) and set(value) == {"base64"} else value


def _renumber(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        for table, column in (("queue", "document"), ("corrections", "correction"), ("searches", "search")):
            after = f"(SELECT coalesce(max({column}), 0) + 1 FROM {table})"
            connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {after}, false)"))
