"""Watchlists: named lists of actors that all who use a store share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from lagebild.model.errors import InputError, StoreError
from lagebild.store.opening import Store
from lagebild.store.tables import watchlists as table

LONGEST, MOST = 80, 500


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A watchlist: its name, the codes of its actors, and who put it so when."""

    name: str
    codes: tuple[str, ...]
    who: str
    at: str


def put_watchlist(store: Store, name: str, codes: Collection[str], who: str, at: str, before: str = "") -> None:
    """Keep a named list of actors' codes, in place of one of that name, and of the one that was called `before`. Raises InputError."""
    # what begins with a colon is the desk's own (":home"); names stand in addresses
    if not 1 <= len(name) <= LONGEST or name.startswith(":") or not name.isprintable() or not any(sign.isalnum() for sign in name):
        cause = f"a name has 1 to {LONGEST} characters, a letter or digit among them, and no colon before all others"
        raise InputError(f"watchlist {name[:LONGEST]}".strip(), cause, "give another name")
    if not 1 <= len(kept := sorted(set(codes))) <= MOST:
        raise InputError(f"watchlist {name}", f"a list has 1 to {MOST} actors", "name some actors")
    with store.writing() as connection:
        connection.execute(sa.delete(table).where(table.c.watchlist.in_([name, before])))
        connection.execute(sa.insert(table).values(watchlist=name, codes=kept, who=who, at=at))


def drop_watchlist(store: Store, name: str) -> None:
    """Forget a watchlist. Raises StoreError where there is none of that name."""
    with store.writing() as connection:
        if not connection.execute(sa.delete(table).where(table.c.watchlist == name)).rowcount:
            raise StoreError(name, "no such watchlist", "lagebild watchlist lists them")


def kept_watchlists(store: Store) -> list[Watchlist]:
    """Return the watchlists by name."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(table)).all()
    # sorted here: the engines order letters each in their own way
    return sorted((Watchlist(r.watchlist, tuple(r.codes), r.who, r.at) for r in rows), key=lambda one: (one.name.lower(), one.name))


def watchlists(store: Store) -> dict[str, list[str]]:
    """Return the watchlists by name, each with its codes."""
    return {one.name: list(one.codes) for one in kept_watchlists(store)}
