"""The API is asked at the same desk as the pages."""

from __future__ import annotations

from store.conftest import filled, fresh, server, store, url
from tell.desk.conftest import desk, full

__all__ = ["desk", "filled", "fresh", "full", "server", "store", "url"]
