"""What people keep in order: retention by age and source, reading again, and what the queue holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model.errors import StoreError
from lagebild.store import tables as t
from lagebild.store.leases import release, take
from lagebild.store.opening import Store
from lagebild.store.queue import DONE, FAILED, READ, TRACE, batched
from lagebild.store.tracing import LEASE, members_of, stories_of, touch
from lagebild.store.words import drop_words

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be had or read: its key, source, cause and way out, how often it was tried, and whether it was given up."""

    key: str
    source: str
    cause: str
    way_out: str
    attempts: int
    given_up: bool


@dataclass(frozen=True, slots=True)
class Status:
    """How many documents stand at which step, what the store holds, how many sheets an older reader made, and what failed."""

    steps: Mapping[str, int]
    holds: Mapping[str, int]
    outdated: int
    failures: Sequence[Failure]


def status(store: Store, reader: str, most: int = 20) -> Status:
    """Return the state of the store; of the failures the latest `most`."""
    q = t.queue.c
    with store.reading() as connection:
        steps = {row[0]: row[1] for row in connection.execute(sa.select(q.step, sa.func.count()).group_by(q.step))}
        holds = {table.name: _count(connection, table) for table in (t.documents, t.claims, t.stories, t.events, t.corrections)}
        outdated = connection.execute(sa.select(sa.func.count()).select_from(t.sheets).where(t.sheets.c.reader != reader)).scalar_one()
        rows = connection.execute(sa.select(t.queue).where(q.cause != "").order_by(q.document.desc()).limit(most))
        failures = [Failure(r.key, r.source, r.cause, r.way_out, r.attempts, r.step == FAILED) for r in rows]
    return Status(steps, holds, outdated, failures)


def _count(connection: Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def mark_for_rereading(store: Store, reader: str, everything: bool = False) -> int:
    """Let all documents be read again whose sheets another reader made, or all; returns how many. Corrections stay."""
    q, s = t.queue.c, t.sheets.c
    old = sa.select(s.document) if everything else sa.select(s.document).where(s.reader != reader)
    again = {"step": READ, "attempts": 0, "due": 0.0, "owner": None, "until": None, "cause": "", "way_out": ""}
    with store.writing() as connection:
        waiting = sa.and_(q.step.in_((TRACE, DONE)), q.document.in_(old))
        return connection.execute(sa.update(t.queue).where(waiting).values(again)).rowcount


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reader reads otherwise than the one before: documents, and claims by type that are gone, new, or told otherwise."""

    documents: int
    gone: Mapping[str, int]
    come: Mapping[str, int]
    other: Mapping[str, int]


def changes(store: Store, reader: str) -> Changes:
    """Return what changed when documents were read again by a reader."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(t.changes).where(t.changes.c.reader == reader)).all()
    return Changes(len(rows), *(Counter(kind for row in rows for kind in getattr(row, side)) for side in ("gone", "come", "other")))


def retain(store: Store, before: str, source: str = "", *, owner: str, now: float, dry: bool = False) -> int:
    """Delete documents published before a day (ISO 8601), of one source or of all, with all that was derived from them; returns how many.

    Documents without a time are kept, and what is deleted is not gathered again. Corrections stay. Raises StoreError while another
    program traces.
    """
    d = t.documents.c
    wanted = [d.published != "", d.published < before, *([d.source == source] if source else [])]
    if not dry and not take(store, LEASE, owner, now, _SECONDS):
        raise StoreError(store.name, "another program traces now", "let it finish")
    try:
        with store.writing() as connection:
            rows = connection.execute(sa.select(d.document, d.place).where(*wanted)).all()
            if not dry:
                _delete(connection, {row.document: row.place for row in rows})
    finally:
        if not dry:
            release(store, LEASE, owner)
    return len(rows)


def _delete(connection: Connection, places: Mapping[int, int]) -> None:
    """Delete documents; those that had one of them as a candidate, or share a story with one, are traced again."""
    c, gone = t.decisions.c, set(places)
    beside: set[int] = set()
    bereft: set[int] = set()
    for part in batched(places):
        homes = set(stories_of(connection, part).values())
        beside.update(number for row in members_of(connection, homes).values() for number in row)
        bereft.update(connection.execute(sa.select(c.b).where(c.a.in_(part), c.candidate)).scalars())
    for part in batched(sorted(bereft - gone)):
        # without traits a document is compared anew
        connection.execute(sa.delete(t.traits).where(t.traits.c.document.in_(part)))
    touch(connection, (beside | bereft) - gone)
    for part in batched(places):
        named = sa.select(t.members.c.story).where(t.members.c.document.in_(part))
        connection.execute(sa.delete(t.stories).where(t.stories.c.story.in_(named)))
        drop_words(connection, [places[number] for number in part])
        connection.execute(sa.delete(t.documents).where(t.documents.c.document.in_(part)))
        connection.execute(sa.update(t.queue).where(t.queue.c.document.in_(part)).values(step="gone"))
