"""What the program measures of itself, in the text format of Prometheus: gathering, the queue, and the desk's answers."""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from lagebild.model.errors import InputError

if TYPE_CHECKING:
    from lagebild.flow.gathering import Visit
    from lagebild.store.opening import Store

LOOPBACK = "127.0.0.1"
_HTTP = re.compile(r"\bHTTP (\d{3})\b")
_KINDS = (
    ("robots", ("robots.txt",)),
    ("timeout", ("timed out", "timeout", "longer than", "seconds")),
    ("name", ("cannot be resolved", "leads to")),
    ("connection", ("connect", "refused", "reset", "closed", "unreachable", "proper http answer")),
    ("redirect", ("redirect",)),
    ("too_large", ("larger than", "unpacked", "too many", "too long")),
    ("no_text", ("not text", "no text", "empty")),
    ("form", ("not xml", "xml", "feed", "not a", "cannot be read", "damaged")),
    ("reading", ("reading failed",)),
)
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0)


def kind_of(cause: str) -> str:
    """Return the kind of a failure: a short word, as a cause has too many forms to be counted one by one.

    >>> kind_of("https://example.org/a: HTTP 503"), kind_of("the name x.example cannot be resolved: none"), kind_of("what?")
    ('http_503', 'name', 'other')
    """
    if found := _HTTP.search(cause):
        return f"http_{found[1]}"
    low = cause.lower()
    return next((kind for kind, signs in _KINDS if any(sign in low for sign in signs)), "other")


def fresh_registry() -> CollectorRegistry:
    """Return a registry with what is told of every program: its version, processor time and memory."""
    from lagebild import __version__

    registry = CollectorRegistry(auto_describe=True)
    ProcessCollector(registry=registry)
    Info("lagebild", "The program.", registry=registry).info({"version": __version__})
    return registry


class GatherMetrics:
    """What `gather` and `watch` did since they began, and how the store's queue stands at the moment of asking."""

    def __init__(self, store: Store) -> None:
        self.registry = registry = fresh_registry()
        registry.register(_Standing(store))
        self._fetched = Counter("lagebild_documents_fetched", "New documents, by source.", ["source"], registry=registry)
        self._failed = Counter(
            "lagebild_failures", "What failed, by step (visit, item, read) and kind of cause.", ["step", "cause"], registry=registry
        )
        self._done = {
            step: Counter(f"lagebild_documents_{name}", f"How often documents were {name}.", registry=registry)
            for step, name in (("read", "read"), ("trace", "traced"))
        }
        self._seconds = {
            step: Counter(f"lagebild_{name}_seconds", f"Seconds spent {name}.", registry=registry)
            for step, name in (("read", "reading"), ("trace", "tracing"))
        }
        self._lost = Counter("lagebild_lease_losses", "How often another program had taken the work over.", registry=registry)

    def visited(self, visit: Visit) -> None:
        """Count what a visit to a source gave."""
        self._fetched.labels(visit.source).inc(visit.new)
        for cause in visit.causes:
            self._failed.labels("item", kind_of(cause)).inc()
        if visit.cause:
            self._failed.labels("visit", kind_of(visit.cause)).inc()

    def told(self, step: str, count: int, seconds: float) -> None:
        """Count what a worker tells: documents read, traced or failed, and leases lost."""
        if step in self._done:
            self._done[step].inc(count)
            self._seconds[step].inc(seconds)
        elif step == "lost":
            self._lost.inc(count)
        else:
            self._failed.labels("read", "reading").inc(count)


class _Standing(Collector):
    """The queue by step, and when each source last succeeded, asked of the store anew each time."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def describe(self) -> Iterable[Metric]:
        # the store need not be asked for the names of what it tells
        return []

    def collect(self) -> Iterator[Metric]:
        from lagebild.store.queue import queue_length
        from lagebild.store.sources import source_states

        length = GaugeMetricFamily("lagebild_queue_documents", "Documents in the queue, by the step for which they wait.", labels=["step"])
        for step, count in sorted(queue_length(self.store).items()):
            length.add_metric([step], count)
        yield length
        success = GaugeMetricFamily(
            "lagebild_source_last_success_timestamp_seconds", "When a source was last visited with success.", labels=["source"]
        )
        failures = GaugeMetricFamily("lagebild_source_failures", "Failed visits to a source since its last success.", labels=["source"])
        for source, state in sorted(source_states(self.store).items()):
            if state.get("succeeded"):
                success.add_metric([source], datetime.datetime.fromisoformat(state["succeeded"]).timestamp())
            failures.add_metric([source], state.get("failures", 0))
        yield from (success, failures)


class DeskMetrics:
    """How many requests the desk answered, and how quickly."""

    def __init__(self) -> None:
        self.registry = registry = fresh_registry()
        labels = ["page", "method", "status"]
        self._requests = Counter("lagebild_desk_requests", "Requests, by page, method and status.", labels, registry=registry)
        self._seconds = Histogram(
            "lagebild_desk_request_seconds", "Seconds to the end of the answer, by page.", ["page"], buckets=_SECONDS, registry=registry
        )

    def answered(self, page: str, method: str, status: int, seconds: float) -> None:
        """Count an answer; `page` is the pattern of its address, never the address: what is looked at is nobody's business."""
        self._requests.labels(page, method, str(status)).inc()
        self._seconds.labels(page).observe(seconds)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    timeout = 10

    def log_message(self, format: str, *arguments: Any) -> None:
        # a scrape every few seconds is no news
        return


@contextmanager
def serving(registry: CollectorRegistry, port: int) -> Iterator[str]:
    """Serve metrics to this machine alone while the block runs, and give the address. Raises InputError where the port is taken or none."""
    try:
        server = make_server(LOOPBACK, port, _guarded(make_wsgi_app(registry)), _Server, _Quiet)
    except (OSError, OverflowError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise InputError("--metrics", f"cannot listen on {LOOPBACK}, port {port}: {cause}", "give another port, or 0 for any") from error
    thread = threading.Thread(target=server.serve_forever, daemon=True, name="metrics")
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}/metrics"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
_HOST = re.compile(r"(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)


def _guarded(application: Application) -> Application:
    """Refuse every name but this machine's, as one that was made to lead here, and every address but that of the metrics."""

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if not _HOST.fullmatch(environ.get("HTTP_HOST", "")):
            start("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"answered under 127.0.0.1 or localhost alone\n"]
        if environ.get("PATH_INFO") != "/metrics":
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"/metrics\n"]
        return application(environ, start)

    return answer
