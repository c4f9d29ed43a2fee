"""One behaviour, two engines: every test of the store runs on SQLite and, where the machine has its programs, on PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild.model.nouns import Document
from lagebild.store.opening import Store, open_store
from lagebild.store.queue import Entry, enter
from lagebild.store.tables import metadata

ENGINES = ("sqlite", "postgresql")
MISSING = "no PostgreSQL on this machine (its programs initdb and postgres)"
_NUMBERS = count(1)


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; those that Debian installs are not on the path."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def other_user() -> dict[str, Any]:
    """Return what starts a program as another user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {row.pw_name: row for row in pwd.getpwall()}
    found = names.get("postgres") or names["nobody"]
    return {"user": found.pw_name, "group": found.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of this test session alone, on a socket in a folder of its own; its URL without a database."""
    folder = programs()
    if folder is None:
        pytest.skip(MISSING)
    home = Path(tempfile.mkdtemp(prefix="lagebild-pg-"))
    who = other_user()
    if who:
        shutil.chown(home, who["user"])
    run: dict[str, Any] = {"cwd": home, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **who}
    subprocess.run(
        [folder / "initdb", "-D", home / "data", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], check=True, **run
    )
    quick = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "listen_addresses="]
    process = subprocess.Popen([folder / "postgres", "-D", home / "data", "-k", home, *quick], **run)
    try:
        url = f"postgresql://desk@/{{}}?host={home}"
        _wait(url.format("postgres"), process)
        yield url
    finally:
        # at once: the gentle signal would wait for a connection that a failed test left open
        process.send_signal(signal.SIGINT)
        process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Return a function that gives the URL of an empty store of an engine."""

    def make(engine: str) -> str:
        number = next(_NUMBERS)
        if engine == "sqlite":
            return f"sqlite:///{tmp_path}/desk{number}.db"
        import psycopg

        server: str = request.getfixturevalue("server")
        name = f"desk{number}"
        with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.format(name)

    return make


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, fresh: Callable[[str], str]) -> str:
    """The URL of an empty store, on each engine."""
    return fresh(request.param)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store, on each engine."""
    opened = open_store(url)
    yield opened
    opened.close()


REPORTS = (
    Document("a1", "Peru seized two Chilean trawlers off Tacna on Monday, the navy said. Chile protested.", "Peru seizes two trawlers",
             "2024-05-06", "en", publisher="Pacific Wire"),
    Document("a2", "Peru seized two Chilean trawlers off Tacna on Monday, the navy said. Chile protested on Tuesday.",
             "Two trawlers seized", "2024-05-07", "en", publisher="Harbour Post"),
    Document("a3", "Die peruanische Marine hat zwei chilenische Fischkutter beschlagnahmt. Chile protestierte.", "Peru setzt Kutter fest",
             "2024-05-07T09:00:00", "de", publisher="Hafenblatt"),
    Document("b1", "Kenya accused Sudan of shelling a border post. Sudan will probably attack Kenya, experts said.", "Kenya accuses Sudan",
             "2024-05-09", "en", publisher="Harbour Post"),
    Document("b2", "Sudan denied shelling a border post in Kenya. Its army did not attack Kenya, Sudan said.", "Sudan denies attack",
             "2024-05-10", "en", publisher="Pacific Wire"),
    Document("c1", "Le Pérou et le Chili ouvrent des pourparlers sur la pêche.", "Pourparlers", "", "fr", publisher="Le Port"),
)  # fmt: skip


@pytest.fixture
def reports() -> tuple[Document, ...]:
    """Six reports on three happenings, in three languages."""
    return REPORTS


@pytest.fixture
def filled(store: Store) -> Store:
    """A store in which the reports are read and traced."""
    from lagebild.flow.working import Worker

    enter(store, [Entry(document.id, document, "test") for document in REPORTS], 0.0)
    Worker(store).run()
    return store


def dump(store: Store) -> dict[str, list[Any]]:
    """Return what a store holds in a form that does not depend on numbers, times or the order of arrival."""
    with store.reading() as connection:
        rows = {t.name: [dict(row) for row in connection.execute(sa.select(t)).mappings()] for t in metadata.sorted_tables}
        words = connection.execute(sa.text("SELECT count(*) FROM lemmas")).scalar()
    keys = {row["document"]: row["key"] for row in rows["queue"]}
    named = {"document", "a", "b", "parent"}
    loose = {"entered", "until", "owner", "touched", "due", "at", "undone_at", "correction", "place", "attempts", "arrival"}
    found: dict[str, list[Any]] = {"words": [words]}
    for name, table in rows.items():
        if name not in ("leases", "traits"):
            clean = ({k: keys.get(v) if k in named else v for k, v in row.items() if k not in loose} for row in table)
            found[name] = sorted(json.dumps(row, sort_keys=True, default=repr) for row in clean)
    found["traits"] = sorted((keys[row["document"]], row["lead_floor"], row["title_floor"]) for row in rows["traits"])
    return found


@pytest.fixture
def dumped() -> Callable[[Store], dict[str, list[Any]]]:
    """Return what makes two stores comparable."""
    return dump
