"""Gathering into the store: every new document of a source is in the queue before the next one is asked for.

What is remembered of a source is kept after its visit: whoever dies in between visits it again and finds the documents known.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from typing import Any

from lagebild.model.errors import StoreError
from lagebild.sources.catalogue import NewsSource
from lagebild.sources.gathered import Gathered
from lagebild.sources.gathering import Gathering, SourceState
from lagebild.sources.polite import Web
from lagebild.store.opening import Store
from lagebild.store.queue import Entry, Settled, enter
from lagebild.store.sources import keep_source_state, source_states

_LONGEST = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit to a source gave: new documents, items that could not be had, and why; `cause` is that of the whole source."""

    source: str
    new: int
    failed: int
    cause: str = ""
    causes: tuple[str, ...] = ()


def gather(store: Store, sources: Sequence[NewsSource], web: Web, clock: Callable[[], float], jobs: int = 8) -> Iterator[Visit]:
    """Visit sources, some at once, and yield what each gave, in the order in which the visits end. Raises StoreError."""
    states = source_states(store)
    with ThreadPoolExecutor(jobs) as pool:
        under_way = [pool.submit(_visit, store, source, states.get(source.id), web, clock) for source in sources]
        try:
            for one in as_completed(under_way):
                yield one.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _visit(store: Store, source: NewsSource, known: Mapping[str, Any] | None, web: Web, clock: Callable[[], float]) -> Visit:
    before = SourceState(**known) if known else None

    def now() -> datetime.datetime:
        return datetime.datetime.fromtimestamp(clock(), datetime.UTC)

    visit = Gathering(source, before, Settled(store, clock()), web, now)
    new, causes = 0, list[str]()
    try:
        for found in visit:
            taken = enter(store, [_entry(found)], clock())
            new += taken
            if found.document is None:
                causes.append(found.error.cause if found.error else "")
        state = visit.state
    except StoreError:
        raise
    except Exception as error:  # what strangers send can break the libraries below in ways that none of them declares
        cause = f"{source.place}: the source cannot be read: {type(error).__name__} (please report it with this address)"
        state = replace(visit.state, cause=cause, failures=visit.state.failures + 1)
    keep_source_state(store, source.id, asdict(state))
    return Visit(source.id, new, len(causes), state.cause, tuple(causes))


def _entry(found: Gathered) -> Entry:
    # what the feed alone has is kept where its page cannot be had: the feed may not have it tomorrow
    error = found.error if found.document is None else None
    return Entry(found.key, found.document, found.source, found.raw, found.raw_type, error, final=error is not None and not found.again)


def due_at(source: NewsSource, known: Mapping[str, Any] | None) -> float:
    """Return when a source is to be visited again, in seconds since 1970; later after failures, and when its server asks for rest.

    >>> due_at(NewsSource("a", "A", every=30), {"tried": "1970-01-01T00:00:00+00:00"})
    1800.0
    """
    if not known or not known.get("tried"):
        return 0.0
    state = SourceState(**known)
    tried = datetime.datetime.fromisoformat(state.tried).timestamp()
    rest = min(_LONGEST, 60.0 * source.every * 2.0 ** min(state.failures, 10))
    return tried + max(rest, state.wait)
