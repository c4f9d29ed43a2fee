"""Gathering into a store, over the example dossier on a local server."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild import trace
from lagebild.flow.gathering import due_at, gather
from lagebild.flow.working import Worker
from lagebild.model.tracingform import story_json
from lagebild.sources.catalogue import NewsSource, load_sources
from lagebild.sources.polite import Web
from lagebild.store import tables as t
from lagebild.store.opening import Store, open_store
from lagebild.store.queue import due_keys, load_leased
from lagebild.store.sources import source_states
from lagebild.tell.cli import main

HOUR = 3600.0


@pytest.fixture
def store(tmp_path: Path) -> Any:
    opened = open_store(str(tmp_path / "desk.db"))
    yield opened
    opened.close()


def table(store: Store, *columns: Any) -> list[Any]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(*columns))]


def feed(*items: str) -> bytes:
    rows = "".join(f"<item><title>{name}</title><link>{link}</link></item>" for name, _, link in (item.partition(" ") for item in items))
    return f"<rss version='2.0'><channel>{rows}</channel></rss>".encode()


def test_all_reports_are_gathered_read_and_traced_once(store: Store, dossier: Any) -> None:
    sources, web = load_sources(dossier.sources), Web(dossier.limits, pause=0)
    visits = list(gather(store, sources, web, lambda: 1.7e9))
    assert (sum(visit.new for visit in visits), {visit.cause for visit in visits}) == (len(dossier.reports), {""})
    Worker(store).run()
    with store.reading() as connection:
        numbers = list(connection.execute(sa.select(t.documents.c.document)).scalars())
        documents = [leased.document for leased in load_leased(connection, numbers)]
        bodies = list(connection.execute(sa.select(t.stories.c.body).order_by(t.stories.c.rank)).scalars())
    assert bodies == json.loads(json.dumps([story_json(story) for story in trace(documents)]))
    assert all(raw for (raw,) in table(store, t.documents.c.raw))
    again = list(gather(store, sources, web, lambda: 1.7e9 + HOUR))
    assert [visit.new for visit in again] == [0] * len(sources)


def test_what_cannot_be_had_is_visited_again_until_it_can(store: Store, web: Any) -> None:
    from webserver import answer

    source = NewsSource("one", "One", web.serve("/feed", feed(f"late {web.url('/late')}", f"gone {web.url('/gone')}")), lang="en")
    web.routes["/late"] = lambda handler: answer(handler, 503, b"", {})
    fetching = Web(web.limits(), pause=0, attempts=1)
    (visit,) = gather(store, [source], fetching, lambda: 0.0)
    assert (visit.new, visit.failed) == (0, 2)
    # what is gone for good is given up at once, what is busy is due again
    assert [step for _, step in table(store, t.queue.c.key, t.queue.c.step)] == ["failed", "fetch"]
    web.serve(
        "/late",
        b"<html><head><title>Late</title></head><body><article><p>" + b"Peru seized two boats. " * 20 + b"</p></article></body></html>",
    )
    assert [one.new for one in gather(store, [source], fetching, lambda: 30.0)] == [0]
    assert due_keys(store, 61.0) == [web.url("/late")]
    assert [one.new for one in gather(store, [source], fetching, lambda: 61.0)] == [1]
    assert table(store, t.documents.c.publisher) == [("One",)]


def test_a_source_that_fails_stops_no_other_and_waits_longer_each_time(store: Store, web: Any) -> None:
    good = NewsSource("good", "Good", web.serve("/good", feed()), every=30)
    bad = NewsSource("bad", "Bad", web.url("/none"), every=30)
    fetching = Web(web.limits(), pause=0, attempts=1)
    for _ in range(2):
        found = {visit.source: visit.cause for visit in gather(store, [good, bad], fetching, lambda: 1000.0)}
    assert found["good"] == ""
    assert "404" in found["bad"]
    states = source_states(store)
    assert due_at(good, states["good"]) == 1000.0 + HOUR / 2
    assert due_at(bad, states["bad"]) == 1000.0 + 2 * HOUR
    assert due_at(bad, None) == 0.0


GATHERER = """
import sys, time
from lagebild.flow.gathering import gather
from lagebild.flow.working import Worker
from lagebild.sources.catalogue import load_sources
from lagebild.sources.fetch import Limits
from lagebild.sources.polite import Web
from lagebild.store.opening import open_store
store = open_store(sys.argv[1])
limits = Limits(allow=frozenset({"127.0.0.1"}), ports=frozenset({int(sys.argv[3])}))
list(gather(store, load_sources(sys.argv[2])[:4], Web(limits, pause=0), time.time))
Worker(store, seconds=1.0).run()
"""


def test_a_gatherer_that_is_killed_loses_nothing_and_takes_nothing_twice(dossier: Any, tmp_path: Path) -> None:
    port = dossier.base.rsplit(":", 1)[1]
    moments = random.Random(3)

    def command(name: str) -> list[str]:
        return [sys.executable, "-c", GATHERER, str(tmp_path / name), str(dossier.sources), port]

    subprocess.run(command("calm.db"), check=True)
    for _ in range(4):
        process = subprocess.Popen(command("killed.db"))
        try:
            process.wait(moments.uniform(0.6, 3.0))
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run(command("killed.db"), check=True)
    found = []
    for name in ("calm.db", "killed.db"):
        store = open_store(str(tmp_path / name))
        columns = ((t.documents.c.key, t.documents.c.raw, t.documents.c.text), (t.claims.c.claim,), (t.stories.c.rank, t.stories.c.body))
        found.append([table(store, *some[:1]) if some[-1] is t.stories.c.body else table(store, *some) for some in columns])
        store.close()
    assert found[0] == found[1]
    assert len(found[0][0]) > 20


def test_gather_from_the_command_line(
    dossier: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import lagebild.tell.gathering as gathering

    monkeypatch.setattr(gathering, "polite_web", lambda: Web(dossier.limits, pause=0))
    first = load_sources(dossier.sources)[0].id
    arguments = ["gather", first, "--sources", str(dossier.sources), "--db", str(tmp_path / "desk.db"), "--lang", "en"]
    assert main(arguments) == 0
    new = sum(report["outlet"] == first for report in dossier.reports)
    assert capsys.readouterr().out == f"new: {new}; sources visited: 1, failed: 0\n"
    assert main([*arguments, "--jobs", "0"]) == 2
    assert main(["gather", "none", *arguments[2:]]) == 2
    capsys.readouterr()
    monkeypatch.setattr(gathering, "polite_web", lambda: Web(pause=0, attempts=1))
    assert main([arguments[0], load_sources(dossier.sources)[1].id, *arguments[2:]]) == 2
    assert main(["status", "--db", str(tmp_path / "desk.db"), "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "failed 1 times in a row" in said.err
    assert f"sources visited{2:>29}" in said.out


def test_watching_visits_each_source_when_it_is_due_and_ends_when_told(
    dossier: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import lagebild.tell.gathering as gathering

    visited: list[list[str]] = []
    whole = gathering.visit

    def visit(store: Store, due: Any, *rest: Any) -> Any:
        visited.append([source.id for source in due])
        # the system asks the program to end while it works
        os.kill(os.getpid(), signal.SIGTERM)
        return whole(store, due, *rest)

    monkeypatch.setattr(gathering, "visit", visit)
    monkeypatch.setattr(gathering, "polite_web", lambda: Web(dossier.limits, pause=0))
    ids = [source.id for source in load_sources(dossier.sources)][:2]
    common = ["--sources", str(dossier.sources), "--db", str(tmp_path / "desk.db")]
    assert main(["watch", *ids, *common]) == 0
    assert visited == [ids]
    store = open_store(str(tmp_path / "desk.db"))
    assert {step for (step,) in table(store, t.queue.c.step)} == {"done"}
    # nobody is due right after a visit
    assert gathering._due(store, load_sources(dossier.sources)[:2], gathering.time.time()) == []
    store.close()
