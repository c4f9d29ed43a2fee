"""What somebody keeps for themselves: searches under a name, and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from lagebild.model.errors import InputError, StoreError
from lagebild.store.opening import Store
from lagebild.store.tables import searches as table
from lagebild.store.tables import settings

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search: its number, who saved it when under which name, and the fields of its question."""

    number: int
    who: str
    name: str
    question: Mapping[str, str]
    at: str


def save_search(store: Store, who: str, name: str, question: Mapping[str, str], at: str) -> int:
    """Keep a search under a name, in place of one of theirs of that name, and return its number, which stays. Raises InputError."""
    if not name or len(name) > LONGEST:
        raise InputError("search", f"a name has 1 to {LONGEST} characters", "give another name")
    c, row = table.c, {"question": dict(question), "at": at}
    with store.writing() as connection:
        known = connection.execute(sa.select(c.search).where(c.who == who, c.name == name).with_for_update()).scalar()
        if known is None:
            known = connection.execute(sa.insert(table).values(who=who, name=name, **row).returning(c.search)).scalar_one()
        else:
            connection.execute(sa.update(table).where(c.search == known).values(row))
        return int(known)


def drop_search(store: Store, who: str, number: int) -> None:
    """Forget a search of theirs. Raises StoreError where there is none of that number."""
    with store.writing() as connection:
        if not connection.execute(sa.delete(table).where(table.c.who == who, table.c.search == number)).rowcount:
            raise StoreError(str(number), "no such saved search", "it may be deleted already")


def searches(store: Store, who: str) -> list[Search]:
    """Return somebody's saved searches by name."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(table).where(table.c.who == who)).all()
    # sorted here: the engines order letters each in their own way
    return sorted((Search(r.search, r.who, r.name, r.question, r.at) for r in rows), key=lambda one: (one.name.lower(), one.name))


def saved_search(store: Store, number: int) -> Search | None:
    """Return a saved search by its number, whoever saved it."""
    with store.reading() as connection:
        r = connection.execute(sa.select(table).where(table.c.search == number)).first()
    return Search(r.search, r.who, r.name, r.question, r.at) if r else None


def put_setting(store: Store, who: str, name: str, value: Any) -> None:
    """Keep a setting of somebody's; None forgets it."""
    with store.writing() as connection:
        connection.execute(sa.delete(settings).where(settings.c.who == who, settings.c.setting == name))
        if value is not None:
            connection.execute(sa.insert(settings).values(who=who, setting=name, value=value))


def setting(store: Store, who: str, name: str) -> Any:
    """Return a setting of somebody's, None where there is none."""
    with store.reading() as connection:
        return connection.execute(sa.select(settings.c.value).where(settings.c.who == who, settings.c.setting == name)).scalar()
