"""Bringing a store's tables up to date, by Alembic's migrations inside the package."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from lagebild.model.errors import StoreError

HEAD = "0004"
"""The newest migration; a test compares it with the folder."""
_LOCK = 5_150_001


def upgrade(engine: Engine, where: str) -> None:
    """Bring the tables up to date; raises StoreError where a newer version of the program made them."""
    with engine.connect() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    _migrate(engine, where)


def _version(connection: Connection) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(engine: Engine, where: str) -> None:
    # imported here: Alembic takes a while, and most stores are up to date
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.connect().execution_options(lagebild_writing=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            # of two programs that start at once, one makes the tables and the other waits
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if (version := _version(connection)) and version not in known:
            cause = f"made by a newer version of the program (tables {version})"
            raise StoreError(where, cause, "install that version, or give another --db")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
