"""What is remembered of sources between visits, as JSON: the store does not look into it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from lagebild.store.opening import Store
from lagebild.store.tables import sources


def source_states(store: Store) -> dict[str, dict[str, Any]]:
    """Return what is remembered of every source that was visited."""
    with store.reading() as connection:
        return {row.source: row.state for row in connection.execute(sa.select(sources).order_by(sources.c.source))}


def keep_source_state(store: Store, source: str, state: dict[str, Any]) -> None:
    """Remember something of a source, in place of what was remembered."""
    with store.writing() as connection:
        connection.execute(sa.delete(sources).where(sources.c.source == source))
        connection.execute(sa.insert(sources).values(source=source, state=state))
