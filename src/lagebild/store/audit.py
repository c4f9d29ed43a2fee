"""The audit log: who did what, when, and from where. It is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from lagebild.store import tables as t
from lagebild.store.opening import Store

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done: the time (ISO 8601), who, what, to what, and from which address."""

    at: str
    who: str
    action: str
    target: str
    origin: str


def note(store: Store, entry: Entry) -> None:
    """Add an entry; what is longer than 300 signs is cut, as anybody may have written it."""
    row = {name: getattr(entry, name)[:_LONGEST].replace("\x00", "\ufffd") for name in ("at", "who", "action", "target", "origin")}
    with store.writing() as connection:
        connection.execute(sa.insert(t.audit).values(row))


def entries(store: Store, most: int = 100, who: str = "") -> list[Entry]:
    """Return the latest entries, newest first, of all or of one account."""
    a = t.audit.c
    asked = sa.select(a.at, a.who, a.action, a.target, a.origin).where(*([a.who == who] if who else [])).order_by(a.entry.desc())
    with store.reading() as connection:
        return [Entry(*row) for row in connection.execute(asked.limit(most))]
