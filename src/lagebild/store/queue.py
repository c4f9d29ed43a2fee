"""The queue that every document passes through: fetch, read, trace, done; or failed, for people to see.

A worker takes documents with a lease. What it makes of them is kept only while the lease is its own, together with the step they go on to,
in one transaction: whoever dies leaves nothing half done, and when the lease has run out another does the work.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from lagebild.model.errors import LagebildError
from lagebild.model.nouns import Document
from lagebild.store.opening import Store
from lagebild.store.orders import address_of, place_of
from lagebild.store.rows import document_of
from lagebild.store.tables import documents, queue

FETCH, READ, TRACE, DONE, FAILED = "fetch", "read", "trace", "done", "failed"
MOST_ATTEMPTS, _FIRST_WAIT, _LONGEST_WAIT = 8, 60.0, 6 * 3600.0

Number = TypeVar("Number")


@dataclass(frozen=True, slots=True)
class Entry:
    """What came from a source: a document, or the error that stood in its place; `key` tells it from all others.

    A `final` error will not pass: it is given up at once.
    """

    key: str
    document: Document | None
    source: str = ""
    raw: bytes | None = None
    raw_type: str = ""
    error: LagebildError | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Leased:
    """A document that a worker has taken, and its number."""

    number: int
    document: Document


def enter(store: Store, entries: Iterable[Entry], now: float) -> int:
    """Put entries into the queue, all or none, and return how many documents are new; what is known by its key stays as it is.

    An error becomes a failure that is due again later; a document that comes at last takes its place.
    """
    with store.writing() as connection:
        return sum([_enter(connection, entry, now) for entry in entries])


def _enter(connection: Connection, entry: Entry, now: float) -> int:
    key = _clean(entry.key)
    known: Mapping[Any, Any] | None = connection.execute(sa.select(queue).where(queue.c.key == key)).mappings().first()
    if known and (entry.document is None or known["step"] not in (FETCH, FAILED) or _has_document(connection, known["document"])):
        if known["step"] == FETCH and entry.error is not None:
            _failed(connection, known, entry.error, now, entry.final)
        return 0
    known = known or _new(connection, key, entry.source, now)
    if entry.document is None:
        if entry.error is not None:
            _failed(connection, known, entry.error, now, entry.final)
        return 0
    connection.execute(sa.insert(documents).values(_row(known["document"], key, entry, entry.document)))
    advance(connection, [known["document"]], READ)
    return 1


def _new(connection: Connection, key: str, source: str, now: float) -> Mapping[Any, Any]:
    row = {"key": key, "source": source, "step": FETCH, "attempts": 0, "due": now, "entered": iso(now)}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # of two programs that enter the same at once, the second waits here and finds it
    connection.execute(insert(queue).values(row).on_conflict_do_nothing(index_elements=[queue.c.key]))
    return connection.execute(sa.select(queue).where(queue.c.key == key)).mappings().one()


def _has_document(connection: Connection, number: int) -> bool:
    return connection.execute(sa.select(documents.c.document).where(documents.c.document == number)).first() is not None


def _row(number: int, key: str, entry: Entry, document: Document) -> dict[str, Any]:
    words: Any = {name: _clean(getattr(document, name)) for name in ("title", "text", "lang", "url", "publisher", "author")}
    cleaned = Document(id=key, date=document.date, **words)
    return {
        "document": number, "key": key, "address": address_of(key), "place": place_of(document.date, number),
        "content": cleaned.content_id, "published": document.date, "repaired": document.repaired, "source": entry.source,
        "raw": entry.raw, "raw_type": entry.raw_type, **words,
    }  # fmt: skip


def _clean(text: str) -> str:
    # PostgreSQL holds no NUL; both engines keep the same
    return text.replace("\0", "\ufffd")


def advance(connection: Connection, numbers: Sequence[int], step: str) -> None:
    """Let documents go on to a step; their lease ends and their failures are forgotten."""
    fresh: dict[str, Any] = {"step": step, "attempts": 0, "due": 0.0, "owner": None, "until": None, "cause": "", "way_out": ""}
    if step == TRACE:
        fresh["touched"] = queue.c.touched + 1
    for part in batched(numbers):
        connection.execute(sa.update(queue).where(queue.c.document.in_(part)).values(fresh))


def batched(rows: Collection[Number], size: int = 5000) -> Iterator[list[Number]]:
    """Yield parts of some rows that a database takes as parameters at once.

    >>> list(batched([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    listed = list(rows)
    yield from (listed[start : start + size] for start in range(0, len(listed), size))


def lease(store: Store, owner: str, now: float, seconds: float, most: int = 16) -> list[Leased]:
    """Take up to `most` documents that wait to be read, for some seconds; who died over a document before gets it alone."""
    free = sa.and_(queue.c.step == READ, queue.c.due <= now, sa.or_(queue.c.until.is_(None), queue.c.until <= now))
    with store.writing() as connection:
        found = sa.select(queue.c.document, queue.c.attempts).where(free).order_by(queue.c.attempts, queue.c.document).limit(most)
        rows = connection.execute(found.with_for_update(skip_locked=True)).all()
        if rows and rows[-1].attempts:
            rows = [row for row in rows if not row.attempts] or rows[:1]
        lost = [row.document for row in rows if row.attempts >= MOST_ATTEMPTS]
        numbers = [row.document for row in rows if row.document not in lost]
        _give_up(connection, lost)
        held = {"owner": owner, "until": now + seconds, "attempts": queue.c.attempts + 1}
        connection.execute(sa.update(queue).where(queue.c.document.in_(numbers)).values(held))
        return load_leased(connection, numbers)


def load_leased(connection: Connection, numbers: Sequence[int]) -> list[Leased]:
    """Return documents by their numbers, as they were gathered."""
    rows = connection.execute(sa.select(documents).where(documents.c.document.in_(numbers)).order_by(documents.c.document)).mappings()
    return [Leased(row["document"], document_of(row)) for row in rows]


def holds(connection: Connection, number: int, owner: str) -> bool:
    """Whether a document is still leased to a worker; its row stays locked until the transaction ends."""
    mine = sa.select(queue.c.document).where(queue.c.document == number, queue.c.owner == owner, queue.c.step == READ)
    return connection.execute(mine.with_for_update()).first() is not None


def fail(store: Store, number: int, error: LagebildError, owner: str, now: float) -> None:
    """Note that a worker could not read a document: it is due again later, and given up after some attempts."""
    with store.writing() as connection:
        if holds(connection, number, owner):
            row = connection.execute(sa.select(queue).where(queue.c.document == number)).mappings().one()
            _failed(connection, {**row, "attempts": row["attempts"] - 1}, error, now)


def _failed(connection: Connection, row: Mapping[Any, Any], error: LagebildError, now: float, final: bool = False) -> None:
    attempts = row["attempts"] + 1
    step = FAILED if final or attempts >= MOST_ATTEMPTS else row["step"]
    said = {"cause": _clean(f"{error.where}: {error.cause}"), "way_out": _clean(error.way_out)}
    later = {"step": step, "attempts": attempts, "due": now + backoff(attempts), "owner": None, "until": None}
    connection.execute(sa.update(queue).where(queue.c.document == row["document"]).values(later | said))


def backoff(attempts: int) -> float:
    """Return the seconds until the next attempt: a minute, doubled each time, six hours at most.

    >>> backoff(1), backoff(3), backoff(20)
    (60.0, 240.0, 21600.0)
    """
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(attempts - 1, 20))


def _give_up(connection: Connection, numbers: Sequence[int]) -> None:
    said = {"step": FAILED, "owner": None, "until": None, "cause": "every program that read it ended before it was done"}
    known = sa.case((queue.c.cause == "", said["cause"]), else_=queue.c.cause)
    way_out = "look at the document; lagebild status --retry queues it again"
    connection.execute(sa.update(queue).where(queue.c.document.in_(numbers)).values({**said, "cause": known, "way_out": way_out}))


def retry(store: Store, now: float) -> int:
    """Queue again what was given up or waits after a failure; returns how many documents and addresses these are."""
    with store.writing() as connection:
        has = sa.select(documents.c.document).where(documents.c.document == queue.c.document).exists()
        again = {"step": sa.case((has, READ), else_=FETCH), "attempts": 0, "due": now}
        failed = sa.or_(queue.c.step == FAILED, sa.and_(queue.c.cause != "", queue.c.step.in_((FETCH, READ))))
        return connection.execute(sa.update(queue).where(failed).values(again)).rowcount


def waits(store: Store, keys: Collection[str]) -> int:
    """Return how many of some documents, by key, wait to be traced again."""
    count = 0
    with store.reading() as connection:
        for part in batched(keys):
            waiting = sa.select(sa.func.count()).where(queue.c.key.in_(part), queue.c.step == TRACE)
            count += connection.execute(waiting).scalar_one()
    return count


def leased_until(store: Store) -> float | None:
    """Return when the first lease of a document runs out that a program holds, perhaps a dead one; None where none is held."""
    with store.reading() as connection:
        held = sa.select(sa.func.min(queue.c.until)).where(queue.c.step == READ, queue.c.owner.is_not(None))
        return connection.execute(held).scalar()


def queue_length(store: Store) -> dict[str, int]:
    """Return how many documents stand at each step."""
    with store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(sa.select(queue.c.step, sa.func.count()).group_by(queue.c.step))}


def due_keys(store: Store, now: float, source: str = "") -> list[str]:
    """Return the keys (addresses) that could not be had and are due to be tried again, oldest first."""
    wanted = [queue.c.step == FETCH, queue.c.due <= now, *([queue.c.source == source] if source else [])]
    with store.reading() as connection:
        return list(connection.execute(sa.select(queue.c.key).where(*wanted).order_by(queue.c.due, queue.c.document)).scalars())


class Settled:
    """The keys that need no visit: of documents that are there, were there or were given up, and of failures that are not due again yet."""

    def __init__(self, store: Store, now: float) -> None:
        self.store, self.now = store, now

    def __contains__(self, key: object) -> bool:
        """Whether a key needs no visit."""
        asked = sa.select(queue.c.step, queue.c.due).where(queue.c.key == _clean(str(key)))
        with self.store.reading() as connection:
            row = connection.execute(asked).first()
        return row is not None and not (row.step == FETCH and row.due <= self.now)


def known_keys(store: Store, keys: Sequence[str]) -> set[str]:
    """Return those of some keys that the queue knows, so that nobody fetches them again."""
    with store.reading() as connection:
        return set(connection.execute(sa.select(queue.c.key).where(queue.c.key.in_([_clean(key) for key in keys]))).scalars())


def iso(moment: float) -> str:
    """Return seconds since 1970 as ISO 8601 in UTC.

    >>> iso(0.0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
