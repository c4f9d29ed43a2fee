"""What the desk keeps: one behaviour on SQLite and PostgreSQL; the only package that knows a database."""

from lagebild.store.opening import Store, open_store

__all__ = ["Store", "open_store"]
