"""`lagebild gather` and `lagebild watch`: new documents from the sources into the store, once or again and again."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lagebild.model.errors import InputError, SourceError
from lagebild.sources.catalogue import NewsSource, user_sources
from lagebild.tell.ownactors import Follower, tell_of
from lagebild.tell.progress import lines_from_libraries, log, progress, warn
from lagebild.tell.sources import chosen, polite_web
from lagebild.tell.storing import opened, work
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from lagebild.flow.gathering import Visit
    from lagebild.sources.polite import Web
    from lagebild.store.opening import Store
    from lagebild.tell.metrics import GatherMetrics

_LONGEST_SLEEP = 60.0


def gather_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild gather`; returns 0 if all sources could be visited, 1 if some could not, 2 if none could."""
    sources = _sources(arguments, words)
    lines_from_libraries()
    with opened(arguments) as store:
        visits = visit(store, sources, polite_web(), arguments.jobs, words)
        work(store, words)
    failed = [one for one in visits if one.cause]
    print(words("desk", "gathered", new=sum(one.new for one in visits), sources=len(visits), failed=len(failed)))
    return 0 if not failed else 2 if len(failed) == len(visits) else 1


def visit(
    store: Store, sources: Sequence[NewsSource], web: Web, jobs: int, words: Words, metrics: GatherMetrics | None = None
) -> list[Visit]:
    """Visit sources, complain of those that fail, count where it is asked for, and return what each gave."""
    from lagebild.flow.gathering import gather

    found = []
    with progress("source_gathered", words("desk", "gathering"), len(sources)) as step:
        for one in gather(store, sources, web, time.time, jobs):
            found.append(one)
            if metrics:
                metrics.visited(one)
            step(source=one.source, new=one.new, failed=one.failed, cause=one.cause)
    for one in found:
        if one.cause:
            warn("source_failed", one.cause, words, source=one.source)
    return found


def watch_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild watch`: visit each source when it is due, until the program is interrupted or told to end."""
    with opened(arguments) as store, _measured(arguments.metrics, store, words) as metrics, _ending() as ended:
        lines_from_libraries()
        web, heard, follower = polite_web(), metrics.told if metrics else None, Follower()
        # what an earlier program left is done first
        work(store, words, heard)
        while not ended.is_set():
            # between two rounds, so that what is read together is read with the same actors
            if follower.look():
                tell_of(follower, words)
            sources = _sources(arguments, words)
            if due := _due(store, sources, time.time()):
                visit(store, due, web, arguments.jobs, words, metrics)
            work(store, words, heard)
            ended.wait(_pause(store, sources, time.time()))
    return 0


@contextmanager
def _measured(port: int | None, store: Store, words: Words) -> Iterator[GatherMetrics | None]:
    """Serve metrics on a port, where one is given, and say where."""
    if port is None:
        yield None
        return
    from lagebild.tell.metrics import GatherMetrics, serving

    metrics = GatherMetrics(store)
    with serving(metrics.registry, port) as where:
        if sys.stderr.isatty():
            print(words("desk", "metrics_at", where=where), file=sys.stderr, flush=True)
        else:
            log("metrics", where=where)
        yield metrics


def _sources(arguments: argparse.Namespace, words: Words) -> list[NewsSource]:
    if arguments.jobs < 1:
        raise InputError("gather", words("errors", "jobs"))
    found = chosen(user_sources(arguments.sources), arguments.ids, words)
    if not found:
        raise SourceError("sources.toml", "no source to gather from", "add one, or leave without_default away")
    return found


def _due(store: Store, sources: Sequence[NewsSource], now: float) -> list[NewsSource]:
    from lagebild.flow.gathering import due_at
    from lagebild.store.sources import source_states

    states = source_states(store)
    return [source for source in sources if due_at(source, states.get(source.id)) <= now]


def _pause(store: Store, sources: Sequence[NewsSource], now: float) -> float:
    """Return the seconds until the next source is due; never long, for sources.toml may change and documents may be due again."""
    from lagebild.flow.gathering import due_at
    from lagebild.store.sources import source_states

    states = source_states(store)
    return max(0.0, min(_LONGEST_SLEEP, min(due_at(source, states.get(source.id)) for source in sources) - now))


@contextmanager
def _ending() -> Iterator[threading.Event]:
    """Give an event that is set when the system asks the program to end: what is under way is finished first."""
    ended = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield ended
        return

    def end(*_: object) -> None:
        ended.set()

    before: Callable[..., object] | int | None = signal.signal(signal.SIGTERM, end)
    try:
        yield ended
    finally:
        signal.signal(signal.SIGTERM, before)
