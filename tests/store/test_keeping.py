from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild import Document, trace
from lagebild.flow.working import Worker
from lagebild.model.errors import InputError, StoreError
from lagebild.model.tracingform import story_json
from lagebild.packs.fingerprint import fingerprint
from lagebild.store import tables as t
from lagebild.store.backup import backup, entries_of, is_backup, restore
from lagebild.store.corrections import By, grade_outlet
from lagebild.store.keeping import retain, status
from lagebild.store.leases import take
from lagebild.store.opening import Store, open_store
from lagebild.store.queue import Entry, enter
from lagebild.store.watchlists import put_watchlist, watchlists

Dump = Callable[[Store], dict[str, list[Any]]]


def stories(store: Store) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(t.stories.c.body).order_by(t.stories.c.rank)).scalars())


@pytest.mark.parametrize(("before", "source", "left"), [("2024-05-07", "", 5), ("2024-05-10", "", 2), ("2024-05-10", "other", 6)])
def test_what_is_left_is_traced_as_if_the_rest_had_never_been(
    filled: Store, reports: tuple[Document, ...], before: str, source: str, left: int
) -> None:
    counted = retain(filled, before, source, owner="w", now=0.0, dry=True)
    assert retain(filled, before, source, owner="w", now=0.0) == counted == len(reports) - left
    Worker(filled).run()
    gone = {d.id for d in reports if d.date and d.date < before} if not source else set()
    wanted = [story_json(story) for story in trace([d for d in reports if d.id not in gone])]
    assert stories(filled) == json.loads(json.dumps(wanted))
    with filled.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM lemmas")).scalar() == left
    assert enter(filled, [Entry(d.id, d) for d in reports], 0.0) == 0


def test_nothing_is_deleted_while_another_program_traces(filled: Store) -> None:
    assert take(filled, "trace", "other", 0.0, 10.0)
    with pytest.raises(StoreError):
        retain(filled, "2030-01-01", owner="w", now=5.0)


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_of_either_engine_is_restored_into_either(
    filled: Store, fresh: Callable[[str], str], target: str, tmp_path: Path, dumped: Dump, reports: tuple[Document, ...]
) -> None:
    grade_outlet(filled, "Pacific Wire", "B", By("anna", "2024-06-01"))
    put_watchlist(filled, "coast", ["PER", "CHL"], "anna", "2024-06-01")
    enter(filled, [Entry("late", reports[0], "test", raw=b"\x00\xff<html>", raw_type="text/html")], 0.0)
    Worker(filled).run()
    path = str(tmp_path / "desk.jsonl.gz")
    assert backup(filled, path) == 7
    other = open_store(fresh(target))
    assert restore(other, path) == 7
    Worker(other).run()
    assert dumped(other) == dumped(filled)
    # new rows are numbered after those that came with their numbers
    assert enter(other, [Entry("new", reports[0], "test")], 0.0) == 1
    with pytest.raises(StoreError, match="not empty"):
        restore(other, path)
    other.close()


@pytest.mark.parametrize("damage", ["cut", "short", "plain", "other", "newer"])
def test_a_damaged_backup_leaves_the_store_empty(filled: Store, fresh: Callable[[str], str], tmp_path: Path, damage: str) -> None:
    path = tmp_path / "desk.jsonl.gz"
    backup(filled, str(path))
    lines = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
    made = {
        "cut": path.read_bytes()[:-40], "short": gzip.compress("".join(lines[:3] + lines[4:]).encode()), "plain": b"none",
        "other": gzip.compress("".join([*lines[:2], '{"secrets": {}}\n', *lines[2:]]).encode()),
        "newer": gzip.compress("".join([lines[0].replace('"0', '"9'), *lines[1:]]).encode()),
    }  # fmt: skip
    path.write_bytes(made[damage])
    other = open_store(fresh("sqlite"))
    with pytest.raises(InputError):
        restore(other, str(path))
    assert status(other, "").holds["documents"] == 0
    other.close()


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_documents_of_a_backup_are_added_to_what_a_store_has(
    filled: Store, fresh: Callable[[str], str], target: str, tmp_path: Path, dumped: Dump, reports: tuple[Document, ...]
) -> None:
    path = str(tmp_path / "desk.jsonl.gz")
    other = open_store(fresh(target))
    enter(other, [Entry(reports[0].id, reports[0], "test"), Entry("own", Document("own", "Brazil opened a school.", lang="en"))], 0.0)
    Worker(other).run()
    backup(filled, path)
    assert is_backup(path)
    assert not is_backup(str(tmp_path / "none"))
    assert enter(other, entries_of(path), 5.0) == len(reports) - 1
    Worker(other).run()
    enter(filled, [Entry("own", Document("own", "Brazil opened a school.", lang="en"))], 0.0)
    Worker(filled).run()
    found, wanted = dumped(other), dumped(filled)
    assert {name: rows for name, rows in found.items() if rows != wanted[name]} == {}
    other.close()


def test_a_backup_since_a_day_has_what_came_in_on_it_or_later(
    filled: Store, fresh: Callable[[str], str], tmp_path: Path, reports: tuple[Document, ...]
) -> None:
    path = str(tmp_path / "new.jsonl.gz")
    enter(filled, [Entry("late", reports[0], "wire", b"\x00<html>", "text/html")], 86_400.0 * 3)
    put_watchlist(filled, "coast", ["PER"], "anna", "")
    assert backup(filled, path, "1970-01-04") == 1
    (entry,) = entries_of(path)
    assert (entry.key, entry.source, entry.raw, entry.raw_type) == ("late", "wire", b"\x00<html>", "text/html")
    assert entry.document is not None
    assert (entry.document.text, entry.document.date) == (reports[0].text, reports[0].date)
    other = open_store(fresh("sqlite"))
    assert restore(other, path) == 1
    assert watchlists(other) == {"coast": ["PER"]}
    other.close()


@pytest.mark.parametrize("damage", ['"text": 7', '"texts": "a"'])
def test_no_document_of_a_damaged_backup_is_taken(filled: Store, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "desk.jsonl.gz"
    backup(filled, str(path))
    lines = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith('{"documents"'))
    row = json.loads(lines[place])
    name, value = json.loads("{" + damage + "}").popitem()
    row["documents"] = {key: held for key, held in row["documents"].items() if key != "text"} | {name: value}
    path.write_bytes(gzip.compress("".join([*lines[:place], json.dumps(row) + "\n", *lines[place + 1 :]]).encode()))
    with pytest.raises(InputError, match="damaged"):
        list(entries_of(str(path)))


def test_a_backup_that_cannot_be_written_says_so(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        backup(filled, str(tmp_path / "none" / "desk.gz"))


def test_the_status_counts_what_there_is(filled: Store, reports: tuple[Document, ...]) -> None:
    from lagebild.model.errors import SourceError

    enter(filled, [Entry("gone", None, "wire", error=SourceError("https://example.org", "answered 404", "look"))], 0.0)
    found = status(filled, fingerprint())
    assert found.steps == {"done": 6, "fetch": 1}
    assert (found.holds["documents"], found.outdated) == (len(reports), 0)
    assert [(row.key, row.cause, row.given_up) for row in found.failures] == [("gone", "https://example.org: answered 404", False)]
    assert status(filled, "another").outdated == len(reports)
