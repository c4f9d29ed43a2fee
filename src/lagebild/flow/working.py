"""Working off the queue: documents are read, then traced; several programs may work on one store at once."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from lagebild.flow import read
from lagebild.flow.tracing import MOST, LeaseHeldError, LeaseLostError, Work, trace_waiting
from lagebild.model.errors import LagebildError, SourceError
from lagebild.packs.fingerprint import fingerprint
from lagebild.store.leases import release
from lagebild.store.opening import Store
from lagebild.store.queue import Leased, fail, lease, leased_until
from lagebild.store.sheets import keep_sheet
from lagebild.store.tracing import LEASE

SECONDS = 60.0
Told = Callable[[str, int, float], None]
"""Hears what was done, how often, and in how many seconds: "read", "trace", "failed" (could not be read), "lost" (the lease)."""


def _silent(step: str, count: int, seconds: float) -> None:
    pass


@dataclass
class Worker:
    """A program that works off the queue of a store; `seconds` is how long its leases hold, `told` hears of each part."""

    store: Store
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    seconds: float = SECONDS
    told: Told = _silent
    owner: str = field(default_factory=lambda: f"{os.getpid()}-{uuid.uuid4().hex[:12]}")

    def run(self) -> tuple[int, int]:
        """Work until nothing is left to do, and return how many documents were read and how often documents were traced.

        Where another program holds a lease, this one waits until its work is done or its lease has run out: it may be dead.
        Documents that failed wait for their time and are left.
        """
        documents = traced = 0
        while True:
            documents += self.read_all()
            traced += self.trace_all()
            until = leased_until(self.store)
            if until is None:
                return documents, traced
            self.sleep(min(max(0.05, until - self.clock()), 1.0))

    def read_all(self) -> int:
        """Read what waits to be read and is free; returns how many documents were read."""
        count = 0
        while part := lease(self.store, self.owner, self.clock(), self.seconds):
            begun = time.perf_counter()
            done = sum([self._read(leased) for leased in part])
            self.told("read", done, time.perf_counter() - begun)
            count += done
        return count

    def _read(self, leased: Leased) -> bool:
        try:
            sheet = read(leased.document)
        except LagebildError as error:
            fail(self.store, leased.number, error, self.owner, self.clock())
        except Exception as error:  # the reader must not stop the desk: the fault is kept, with its name, for all to see
            cause = SourceError(leased.document.id, f"reading failed: {error!r}", "report the document as a fault of the program")
            fail(self.store, leased.number, cause, self.owner, self.clock())
        else:
            kept = keep_sheet(self.store, leased.number, sheet, fingerprint(), self.owner)
            if not kept:
                self.told("lost", 1, 0.0)
            return kept
        self.told("failed", 1, 0.0)
        return False

    def trace_all(self, most: int = MOST) -> int:
        """Trace what waits for it, after any other program that traces; returns how often documents were traced."""
        from lagebild.tracing.vectors import load_encoder

        count = 0
        work = Work(self.store, load_encoder(), self.owner, self.clock, self.seconds)
        while True:
            begun = time.perf_counter()
            try:
                done = trace_waiting(work, most)
            except LeaseLostError as error:
                if not isinstance(error, LeaseHeldError):
                    self.told("lost", 1, time.perf_counter() - begun)
                work = Work(self.store, load_encoder(), self.owner, self.clock, self.seconds)
                self.sleep(0.2)
                continue
            if not done:
                release(self.store, LEASE, self.owner)
                return count
            self.told("trace", done, time.perf_counter() - begun)
            count += done
