"""Visits: what has come since somebody was last here.

A visit goes on until its visitor was away for half an hour. What came since the one before is what arrived in a story after the last number
that was seen then (`arrivals`): the order in which tracing keeps documents, so that nothing slips through between two clocks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from lagebild.store import tables as t
from lagebild.store.opening import Connection, Store

BREAK = 30 * 60.0
_OFTEN = 60.0


@dataclass(frozen=True, slots=True)
class Visit:
    """The arrival that was seen last at the visit before this one and when that ended (seconds since 1970); None at the first visit."""

    since: int | None = None
    at: float | None = None


def visit(store: Store, who: str, now: float) -> Visit:
    """Return what a visit counts from, without changing anything."""
    row = _row(store, who)
    if row is None:
        return Visit()
    return Visit(row.since, row.since_at) if now - row.last < BREAK else Visit(row.seen, row.last)


def last_arrival(store: Store) -> int:
    """Return the number of the last document that came into a story."""
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.max(t.arrivals.c.arrival))).scalar() or 0


def note_visit(store: Store, who: str, now: float, seen: int | None = None) -> None:
    """Remember that somebody was here, and the last arrival that they were shown: `seen`, None where the page told nothing of it.

    Of the pages that tell nothing, one a minute is remembered.
    """
    row = _row(store, who)
    if row is not None and seen is None and 0 <= now - row.last < _OFTEN:
        return
    with store.writing() as connection:
        _note(connection, who, now, seen or 0)


def _note(connection: Connection, who: str, now: float, seen: int) -> None:
    v = t.visits.c
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = {"who": who, "last": now, "seen": seen}
    # of two first pages at once, the second finds a row; where it was new, what follows changes nothing
    connection.execute(insert(t.visits).values(first).on_conflict_do_nothing())
    over = v.last <= now - BREAK
    changed = {
        "since": sa.case((over, v.seen), else_=v.since), "since_at": sa.case((over, v.last), else_=v.since_at),
        "seen": sa.case((v.seen < seen, seen), else_=v.seen), "last": sa.case((v.last < now, now), else_=v.last),
    }  # fmt: skip
    connection.execute(sa.update(t.visits).where(v.who == who).values(changed))


def _row(store: Store, who: str) -> sa.Row[tuple[str, float, int, int | None, float | None]] | None:
    with store.reading() as connection:
        return connection.execute(sa.select(t.visits).where(t.visits.c.who == who)).first()


def new_documents(store: Store, stories: Collection[str], since: int) -> dict[str, list[str]]:
    """Return the documents (by address) of stories that arrived after a number; a story without one is left out."""
    d, m, a = t.documents.c, t.members.c, t.arrivals.c
    joined = t.members.join(t.arrivals, a.document == m.document).join(t.documents, d.document == m.document)
    wanted = (m.story.in_(list(stories)), a.arrival > since)
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(sa.select(m.story, d.address).select_from(joined).where(*wanted).order_by(a.arrival)):
            found.setdefault(row.story, []).append(row.address)
    return found


def count_new(store: Store, since: int, most: int = 1000) -> tuple[int, int]:
    """Return how many documents arrived after a number, and in how many stories; no more than `most` documents are counted."""
    a, m = t.arrivals.c, t.members.c
    came = sa.select(a.document, m.story).join(t.members, m.document == a.document).where(a.arrival > since).limit(most).subquery()
    with store.reading() as connection:
        row = connection.execute(sa.select(sa.func.count(), sa.func.count(came.c.story.distinct())).select_from(came)).one()
    return row[0], row[1]
