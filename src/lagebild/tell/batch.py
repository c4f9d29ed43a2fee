"""Batches: JSON lines in, claim sheets out, in the order of the input whatever the number of processes.

Lines go in chunks to worker processes; no more chunks are under way than a small multiple of the workers, so that memory stays
bounded however long the input is.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import IO

from lagebild.model.errors import InputError, LagebildError
from lagebild.model.nouns import Document
from lagebild.packs.own import laid, lay
from lagebild.sources import batch_documents
from lagebild.tell.reading import json_line, read_one, with_given
from lagebild.tell.report import complain
from lagebild.tell.words import Words

DOCUMENTS_A_CHUNK, CHARACTERS_A_CHUNK, CHUNKS_A_WORKER = 16, 200_000, 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines: documents, or the errors of bad lines as text; `read` is how many bytes of the input were read so far."""

    items: list[Document | str]
    read: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a line gave: its line of output, or its error."""

    line: str = ""
    error: str = ""


def batch_command(arguments: argparse.Namespace, words: Words) -> int:
    """Read all lines; returns 0 if all were read, 1 if some failed, 2 if none was read."""
    not_the_same(arguments.input, arguments.output, words)
    with ExitStack() as stack:
        source = stack.enter_context(_binary(arguments.input, "rb"))
        target = stack.enter_context(_binary(arguments.output, "wb"))
        advance = stack.enter_context(_progress(source, words))
        done, failed = run(_chunks(source, arguments), arguments.jobs or processors(), target, advance, words)
    if failed:
        complain(words("batch", "done", done=done, failed=failed), words)
    return 0 if not failed else 1 if done else 2


def run(chunks: Iterator[Chunk], jobs: int, target: IO[bytes], advance: Callable[[int], None], words: Words) -> tuple[int, int]:
    """Write a line for every document and complain of every bad one; returns how many were read and how many failed."""
    done = failed = 0
    for chunk, outcomes in outcomes_of(chunks, jobs, words):
        for outcome in outcomes:
            if outcome.error:
                failed += 1
                complain(outcome.error, words)
            else:
                done += 1
                target.write(outcome.line.encode("utf-8", "replace") + b"\n")
        advance(chunk.read)
    target.flush()
    return done, failed


def outcomes_of(chunks: Iterator[Chunk], jobs: int, words: Words) -> Iterator[tuple[Chunk, list[Outcome]]]:
    """Yield every chunk with its outcomes, in order; a single chunk is not worth starting processes."""
    begin = [chunk for _, chunk in zip(range(2), chunks, strict=False)]
    if jobs == 1 or len(begin) < 2:
        yield from ((chunk, read_chunk(chunk.items)) for chunk in chain(begin, chunks))
        return
    try:
        yield from _parallel(chain(begin, chunks), jobs)
    except BrokenProcessPool:
        raise InputError("read", words("batch", "no_pool")) from None


def _parallel(chunks: Iterable[Chunk], jobs: int) -> Iterator[tuple[Chunk, list[Outcome]]]:
    import multiprocessing

    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), lay, (laid(),))
    under_way: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
    try:
        for chunk in chunks:
            with _deaf_children():
                under_way.append((chunk, pool.submit(read_chunk, chunk.items)))
            if len(under_way) >= jobs * CHUNKS_A_WORKER:
                yield _first(under_way)
        while under_way:
            yield _first(under_way)
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise


def _first(under_way: deque[tuple[Chunk, Future[list[Outcome]]]]) -> tuple[Chunk, list[Outcome]]:
    chunk, future = under_way.popleft()
    return chunk, future.result()


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started meanwhile do not hear Ctrl-C: the parent hears it and ends them, without their tracebacks."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread: then there is no Ctrl-C to hear
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def read_chunk(items: list[Document | str]) -> list[Outcome]:
    """Read some documents (in a worker process); what is an error already stays one."""
    return [Outcome(error=item) if isinstance(item, str) else _outcome(item) for item in items]


def _outcome(document: Document) -> Outcome:
    try:
        return Outcome(json_line(read_one(document)))
    except LagebildError as error:
        return Outcome(error=str(error))


def _chunks(source: IO[bytes], arguments: argparse.Namespace) -> Iterator[Chunk]:
    items: list[Document | str] = []
    size = read = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for line in source:
            read += len(line)
            yield line

    for _, found in batch_documents(counted()):
        items.append(with_given(found, arguments) if isinstance(found, Document) else f"{_name(arguments.input)}: {found}")
        size += len(found.text) if isinstance(found, Document) else 0
        if len(items) >= DOCUMENTS_A_CHUNK or size >= CHARACTERS_A_CHUNK:
            yield Chunk(items, read)
            items, size = [], 0
    if items:
        yield Chunk(items, read)


def _name(path: str) -> str:
    return "standard input" if path == "-" else path


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def not_the_same(source: str, target: str, words: Words) -> None:
    """Refuse to write into the file that is being read: opening it would empty it."""
    if "-" not in (source, target) and os.path.exists(target) and os.path.exists(source) and os.path.samefile(source, target):
        raise InputError(target, words("batch", "same_file"))


@contextmanager
def _binary(path: str, mode: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer if mode == "rb" else sys.stdout.buffer
        return
    with open(path, mode) as file:
        yield file


@contextmanager
def _progress(source: IO[bytes], words: Words) -> Iterator[Callable[[int], None]]:
    """A bar on standard error where that is a terminal; it counts bytes, for the number of lines is not known."""
    if not sys.stderr.isatty():
        yield lambda read: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words("batch", "reading"), total=_size(source))
        yield lambda read: bar.update(task, completed=read)


def _size(source: IO[bytes]) -> int | None:
    try:
        return os.fstat(source.fileno()).st_size or None
    except OSError:
        return None
