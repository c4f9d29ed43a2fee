"""What gathering and the desk tell Prometheus."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from lagebild.flow.gathering import Visit
from lagebild.flow.working import Worker
from lagebild.model.errors import InputError
from lagebild.model.nouns import Document
from lagebild.store.opening import open_store
from lagebild.store.queue import Entry, enter
from lagebild.store.sources import keep_source_state
from lagebild.tell.cli import main
from lagebild.tell.metrics import GatherMetrics, serving


def asked(where: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(where, headers=headers)) as answer:
        text: str = answer.read().decode()
        return text


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_gathering_tells_what_it_did_and_how_the_queue_stands(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "desk.db"))
    metrics = GatherMetrics(store)
    enter(store, [Entry("p", Document("p", "Peru seized two boats.", lang="en"))], 0.0)
    keep_source_state(store, "wire", {"succeeded": "2024-05-03T10:00:00+00:00", "failures": 0})
    metrics.visited(Visit("wire", 3, 2, causes=("HTTP 404", "the name x.example cannot be resolved: none")))
    metrics.visited(Visit("post", 0, 0, cause="https://post.example/feed: HTTP 503"))
    with serving(metrics.registry, 0) as where:
        assert where.startswith("http://127.0.0.1:")
        before = samples(asked(where))
        Worker(store, told=metrics.told).run()
        metrics.told("lost", 1, 0.0)
        metrics.told("failed", 1, 0.0)
        after = samples(asked(where))
    store.close()
    assert before["lagebild_queue_documents", ("read",)] == 1
    assert after["lagebild_queue_documents", ("done",)] == 1
    assert ("lagebild_queue_documents", ("read",)) not in after
    assert after["lagebild_documents_fetched_total", ("wire",)] == 3
    assert after["lagebild_failures_total", ("http_404", "item")] == after["lagebild_failures_total", ("item", "name")] == 1
    assert after["lagebild_failures_total", ("http_503", "visit")] == after["lagebild_failures_total", ("read", "reading")] == 1
    assert after["lagebild_documents_read_total", ()] == after["lagebild_documents_traced_total", ()] == 1
    assert after["lagebild_reading_seconds_total", ()] > 0 < after["lagebild_tracing_seconds_total", ()]
    assert after["lagebild_lease_losses_total", ()] == 1
    assert after["lagebild_source_last_success_timestamp_seconds", ("wire",)] == 1714730400.0


def test_metrics_answer_this_machine_alone_and_stop_with_the_block(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "desk.db"))
    with serving(GatherMetrics(store).registry, 0) as where:
        for address, host in ((where, "evil.example"), (where, "127.0.0.1.evil.example"), (where.replace("metrics", "other"), "localhost")):
            with pytest.raises(urllib.error.HTTPError, match=r"400|404"):
                asked(address, host=host)
        port = int(where.split(":")[2].split("/")[0])
        with pytest.raises(InputError, match="cannot listen"), serving(GatherMetrics(store).registry, port):
            pass
    with pytest.raises(urllib.error.URLError):
        asked(where)
    with pytest.raises(InputError, match="port 99999"), serving(GatherMetrics(store).registry, 99999):
        pass
    store.close()


def test_watching_serves_metrics_and_logs_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import os
    import signal

    import lagebild.tell.gathering as gathering

    found: dict[str, Any] = {}

    def visit(store: Any, due: Any, web: Any, jobs: Any, words: Any, metrics: Any) -> Any:
        where = json.loads(capsys.readouterr().err.splitlines()[-1])["where"]
        found.update(samples(asked(where)))
        os.kill(os.getpid(), signal.SIGTERM)
        return []

    monkeypatch.setattr(gathering, "visit", visit)
    store = open_store(str(tmp_path / "desk.db"))
    enter(store, [Entry("p", Document("p", "Peru seized two boats.", lang="en"))], 0.0)
    store.close()
    monkeypatch.setattr(gathering, "_measured", _said_again(gathering._measured, monkeypatch))
    assert main(["watch", "--metrics", "0", "--db", str(tmp_path / "desk.db")]) == 0
    assert found["lagebild_documents_read_total", ()] == 1


def _said_again(whole: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The address is the last line that is logged before a visit: the worker's own lines are left out."""
    import lagebild.tell.progress as progress

    log = progress.log
    monkeypatch.setattr(progress, "log", lambda event, *rest, **fields: None if event in ("read", "trace") else log(event, *rest, **fields))
    return whole
