"""Leases of works that only one program may do at a time."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from lagebild.store.opening import Store
from lagebild.store.tables import leases


def take(store: Store, name: str, owner: str, now: float, seconds: float) -> bool:
    """Take the lease of a work that only one may do at a time, or hold it longer; False where another holds it."""
    try:
        with store.writing() as connection:
            known = connection.execute(sa.select(leases).where(leases.c.lease == name).with_for_update()).first()
            if known and known.owner != owner and known.until > now:
                return False
            connection.execute(sa.delete(leases).where(leases.c.lease == name))
            connection.execute(sa.insert(leases).values(lease=name, owner=owner, until=now + seconds))
            return True
    except IntegrityError:  # somebody else took it at the same moment
        return False


def owns(connection: Connection, name: str, owner: str) -> bool:
    """Whether the lease of a work is still held; it cannot be taken away until the transaction ends."""
    found = connection.execute(sa.select(leases.c.owner).where(leases.c.lease == name).with_for_update()).scalar()
    return bool(found == owner)


def release(store: Store, name: str, owner: str) -> None:
    """Give a lease back."""
    with store.writing() as connection:
        connection.execute(sa.delete(leases).where(leases.c.lease == name, leases.c.owner == owner))


def lease_until(store: Store, name: str) -> float:
    """Return when the lease of a work runs out; 0 where nobody holds it."""
    with store.reading() as connection:
        return connection.execute(sa.select(leases.c.until).where(leases.c.lease == name)).scalar() or 0.0
