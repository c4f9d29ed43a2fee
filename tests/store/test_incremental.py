"""Documents that arrive in any order and in any parts give the stories that `trace` gives for all of them at once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild import Document, trace
from lagebild.flow.working import Worker
from lagebild.model.tracingform import story_json
from lagebild.store import tables as t
from lagebild.store.opening import Store, open_store
from lagebild.store.queue import Entry, enter

PAIRS = Path(__file__).parents[1] / "tracing" / "pairs"
Dump = Callable[[Store], dict[str, list[Any]]]


def articles(most: int) -> list[Document]:
    """Articles of the development clusters, some of them twice and some without a time."""
    found = []
    for line in (PAIRS / "a.jsonl").read_text("utf-8").splitlines():
        cluster = json.loads(line)
        if cluster["split"] == "dev":
            found += [Document(**{k: v for k, v in d.items() if k in Document.__slots__}) for d in cluster["documents"]]
    found = found[:most]
    return found + [Document(f"{d.id}-again", d.text, d.title, d.date if n % 2 else "", d.lang) for n, d in enumerate(found[::4])]


def stories(store: Store) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(t.stories.c.body).order_by(t.stories.c.rank)).scalars())


@pytest.mark.parametrize("seed", [1, 2])
def test_parts_in_any_order_give_what_the_whole_gives(store: Store, seed: int) -> None:
    documents = articles(36)
    wanted = json.loads(json.dumps([story_json(story) for story in trace(documents)]))
    random.Random(seed).shuffle(documents)
    for start in range(0, len(documents), 11):
        enter(store, [Entry(d.id, d) for d in documents[start : start + 11]], 0.0)
        Worker(store).run()
    assert stories(store) == wanted


def test_few_candidates_and_few_profiles_at_hand_change_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from lagebild.flow import profiles
    from lagebild.tracing import candidates, traits

    # with so few candidates a document, each that comes takes the place of others; the pair whose place it takes is the same in both
    for module in (candidates, traits):
        monkeypatch.setattr(module, "NEAREST", 3)
        monkeypatch.setattr(module, "NEAREST_TITLES", 2)
        monkeypatch.setattr(module, "SIMILAR_MOST", 2)
    monkeypatch.setattr(profiles.Profiles.__init__, "__defaults__", (6,))
    documents = articles(60)
    wanted = json.loads(json.dumps([story_json(story) for story in trace(documents)]))
    random.Random(5).shuffle(documents)
    for start in range(0, len(documents), 9):
        enter(store, [Entry(d.id, d) for d in documents[start : start + 9]], 0.0)
        Worker(store).run()
    assert stories(store) == wanted
    assert any(story.get("follows") for story in wanted)


def test_a_new_document_makes_only_stories_anew_that_it_bears_on(store: Store) -> None:
    documents = articles(24)
    enter(store, [Entry(d.id, d) for d in documents], 0.0)
    Worker(store).run()
    enter(store, [Entry("new", Document("new", "Brazil opened a library in Manaus.", "A library", "2024-05-01", "en"))], 0.0)
    told: list[tuple[str, int]] = []
    Worker(store, told=lambda step, count, seconds: told.append((step, count))).run()
    assert told == [("read", 1), ("trace", 1)]


WORKER = """
import json, sys
from lagebild import Document
from lagebild.flow.working import Worker
from lagebild.store.opening import open_store
from lagebild.store.queue import Entry, enter
store = open_store(sys.argv[1])
for line in open(sys.argv[2], encoding="utf-8"):
    document = Document(**json.loads(line))
    enter(store, [Entry(document.id, document, "killed")], 0.0)
Worker(store, seconds=1.0).run()
"""


def test_killed_at_any_moment_and_started_again_the_store_ends_the_same(
    url: str, fresh: Callable[[str], str], tmp_path: Path, dumped: Dump
) -> None:
    documents, file = articles(24), tmp_path / "documents.jsonl"
    names = ("id", "text", "title", "date", "lang", "publisher")
    file.write_text("".join(json.dumps({name: getattr(d, name) for name in names}) + "\n" for d in documents), "utf-8")
    undisturbed = open_store(fresh("sqlite"))
    command = [sys.executable, "-c", WORKER]
    subprocess.run([*command, undisturbed.engine.url.render_as_string(False), file], check=True)
    wanted, moments = dumped(undisturbed), random.Random(7)
    undisturbed.close()
    for _ in range(8):
        process = subprocess.Popen([*command, url, file])
        try:
            process.wait(moments.uniform(0.7, 3.5))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run([*command, url, file], check=True)
    store = open_store(url)
    found = dumped(store)
    store.close()
    assert {name: rows for name, rows in found.items() if rows != wanted[name]} == {}
    assert len(found["documents"]) == len(documents)


def test_what_was_traced_too_slowly_is_not_kept(store: Store, reports: tuple[Document, ...]) -> None:
    from lagebild.flow.tracing import LeaseLostError, Work, trace_waiting
    from lagebild.store.leases import take
    from lagebild.tracing.vectors import load_encoder

    enter(store, [Entry(d.id, d) for d in reports], 0.0)
    Worker(store, clock=lambda: 0.0).read_all()
    # the clock of a program that slept: between two looks at it another program has taken the work over
    moments = iter([0.0, *[float(n) for n in range(1000, 2000)]])

    def late() -> float:
        moment = next(moments)
        if moment == 1000.0:
            assert take(store, "trace", "other", moment, 1e6)
        return moment

    with pytest.raises(LeaseLostError):
        trace_waiting(Work(store, load_encoder(), "slow", late, 10.0))
    with store.reading() as connection:
        assert connection.execute(sa.select(t.stories)).all() == connection.execute(sa.select(t.decisions)).all() == []


def test_a_store_that_another_program_has_locked_says_so(tmp_path: Path) -> None:
    import sqlite3

    from lagebild.model.errors import StoreError

    path = tmp_path / "desk.db"
    store = open_store(str(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with store.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    with pytest.raises(StoreError, match="locked"):
        enter(store, [], 0.0)
    other.close()
    store.close()


def test_several_programs_share_the_work(store: Store, url: str, reports: tuple[Document, ...], dumped: Dump) -> None:
    import threading

    enter(store, [Entry(d.id, d) for d in reports], 0.0)
    stores = [open_store(url) for _ in range(3)]
    threads = [threading.Thread(target=Worker(one).run) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = dumped(store)
    assert (len(found["sheets"]), len(found["members"])) == (len(reports), len(reports))
    assert found["words"] == [len(reports)]
    for one in stores:
        one.close()
