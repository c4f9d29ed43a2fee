"""`lagebild import`, `status`, `reread`, `retain`, `backup`, `restore`, `watchlist`: what goes into a store, and what is kept in it."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from lagebild.model.errors import InputError, LagebildError, StoreError
from lagebild.model.nouns import Document
from lagebild.tell.progress import warn, working
from lagebild.tell.report import complain
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from lagebild.flow.working import Told
    from lagebild.store.opening import Store
    from lagebild.store.queue import Entry

_PART, _LINES, IMPORT = 100, (".jsonl", ".ndjson"), "import"


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Store]:
    """Open the store that is meant, and close it."""
    from lagebild.store.opening import open_store

    store = open_store(arguments.db)
    try:
        yield store
    finally:
        store.close()


def work(store: Store, words: Words, heard: Told | None = None) -> None:
    """Read and trace what waits, and say how far that has come; `heard` hears it too."""
    from lagebild.flow.working import Worker
    from lagebild.store.queue import queue_length

    with working(words, queue_length(store)) as said:

        def told(step: str, count: int, seconds: float) -> None:
            said(step, count, seconds)
            if heard is not None:
                heard(step, count, seconds)

        Worker(store, told=told).run()


def import_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild import`; returns 0 if all was taken in, 1 if some failed, 2 if nothing was."""
    from lagebild.store.queue import enter

    failed, new, known = 0, 0, 0
    with opened(arguments) as store:
        part: list[Entry] = []
        for source in arguments.sources:
            for found in _entries(source, arguments.source):
                if isinstance(found, LagebildError):
                    failed += 1
                    warn("not_imported", str(found), words, source=source)
                else:
                    part.append(found)
                if len(part) == _PART:
                    new, known, part = new + (taken := enter(store, part, time.time())), known + _PART - taken, []
        taken = enter(store, part, time.time())
        new, known = new + taken, known + len(part) - taken
        print(words("desk", "imported", new=new, known=known, failed=failed))
        work(store, words)
    return 0 if not failed else 1 if new or known else 2


def _entries(source: str, name: str) -> Iterator[Entry | LagebildError]:
    """Yield what a source holds; a bundle or a backup holds documents that know their keys and sources already."""
    from lagebild.store.backup import entries_of, is_backup
    from lagebild.store.queue import Entry
    from lagebild.tell.bundle.sums import data_of

    try:
        with data_of(source) as data:
            if is_backup(data):
                yield from entries_of(data)
                return
    except LagebildError as error:
        yield error
        return
    for found in _documents(source):
        yield found if isinstance(found, LagebildError) else Entry(_key(found, source, name), found, name)


def _key(document: Document, source: str, name: str) -> str:
    """Return what tells a document from all others: its address; else its id in JSON lines, under the source's name; else name and text."""
    if document.url:
        return document.url
    if source.endswith(_LINES):
        return document.id if name == IMPORT else f"{name}/{document.id}"
    # files of one name may lie in many folders, and change
    return f"{document.id}#{document.content_id}"


def _documents(source: str) -> Iterator[Document | LagebildError]:
    from lagebild.sources import open_source
    from lagebild.tell.tracing import lines_of

    try:
        yield from lines_of(source) if source.endswith(_LINES) else open_source(source)
    except LagebildError as error:
        yield error
    except OSError as error:
        yield InputError(source, error.strerror or str(error), "check the path")


def status_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild status`; returns 1 where something was given up, else 0."""
    from lagebild.packs.fingerprint import fingerprint
    from lagebild.store.keeping import status
    from lagebild.store.queue import retry
    from lagebild.store.sources import source_states

    with opened(arguments) as store:
        if arguments.retry:
            retry(store, time.time())
            work(store, words)
        found, where, states = status(store, fingerprint()), store.name, source_states(store)
    if arguments.format == "json":
        print(json.dumps({"store": where, **asdict(found), "sources": states}, ensure_ascii=False, indent=2))
    else:
        print(where)
        visited = (("outdated", found.outdated), ("sources", len(states)))
        for name, count in (*sorted(found.steps.items()), *found.holds.items(), *visited):
            print(f"{words('desk', f'count_{name}'):<34}{count:>10}")
        for source, state in states.items():
            if state["cause"]:
                complain(f"{source}: {state['cause']}; {words('desk', 'source_failed', count=state['failures'])}", words)
        for row in found.failures:
            complain(f"{row.cause} ({row.way_out}); {words('desk', 'given_up' if row.given_up else 'tried', count=row.attempts)}", words)
    return 1 if found.steps.get("failed") else 0


def reread_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild reread`: read again what an older reader read, and say what has changed."""
    from lagebild.packs.fingerprint import fingerprint
    from lagebild.store.keeping import changes, mark_for_rereading

    with opened(arguments) as store:
        count = mark_for_rereading(store, fingerprint(), arguments.all)
        work(store, words)
        found = changes(store, fingerprint())
    print(words("desk", "reread", count=count, changed=found.documents))
    for side in ("gone", "come", "other"):
        for kind, number in sorted(getattr(found, side).items()):
            print(f"{words('desk', side):<14}{kind:<14}{number:>8}")
    return 0


def retain_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild retain`: delete old documents, of one source or of all."""
    from lagebild.store.keeping import retain

    try:
        day = time.strptime(arguments.before, "%Y-%m-%d")
    except ValueError:
        raise InputError("--before", f"{arguments.before!r} is not a day", "write YYYY-MM-DD") from None
    owner = f"retain-{os.getpid()}"
    with opened(arguments) as store:
        before = time.strftime("%Y-%m-%d", day)
        count = retain(store, before, arguments.source, owner=owner, now=time.time(), dry=arguments.dry_run)
        print(words("desk", "would_retain" if arguments.dry_run else "retained", count=count))
        if not arguments.dry_run:
            work(store, words)
    return 0


def backup_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild backup`."""
    from lagebild.store.backup import backup

    with opened(arguments) as store:
        print(words("desk", "backed_up", count=backup(store, arguments.file), file=arguments.file))
    return 0


def restore_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild restore`: into an empty store, then read and trace all of it."""
    from lagebild.store.backup import restore
    from lagebild.tell.bundle.sums import data_of

    with data_of(arguments.file) as data, opened(arguments) as store:
        print(words("desk", "restored", count=restore(store, data), file=arguments.file))
        work(store, words)
    return 0


def watchlist_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild watchlist`: list, put or drop."""
    from lagebild.store.watchlists import drop_watchlist, put_watchlist, watchlists

    with opened(arguments) as store:
        if arguments.drop:
            drop_watchlist(store, arguments.name)
        elif arguments.codes:
            put_watchlist(store, arguments.name, [known_code(code) for code in arguments.codes], who(""), now())
        found = watchlists(store)
    if arguments.name and not arguments.drop and arguments.name not in found:
        raise StoreError(arguments.name, "no such watchlist", "lagebild watchlist lists them")
    for name, codes in found.items():
        if arguments.name in ("", name):
            print(f"{name}: {' '.join(codes)}")
    return 0


def known_code(code: str) -> str:
    """Return a code that the registry knows. Raises InputError."""
    from lagebild.packs.registry import load_registry

    if code not in load_registry("en").entities:
        raise InputError(code, "no actor of the registry", "lagebild registry NAME tells codes")
    return code


def who(given: str) -> str:
    """Return who works: as given, else the user of the operating system."""
    if given:
        return given
    with contextlib.suppress(KeyError, OSError, ImportError):
        return getpass.getuser()
    return "?"


def now() -> str:
    """Return the time in UTC as ISO 8601."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
