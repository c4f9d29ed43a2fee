"""Tracing again what a correction has touched, beside the pages: a page waits for it a moment, never longer."""

from __future__ import annotations

import logging
import threading

from lagebild.flow.working import Worker
from lagebild.packs.own import held
from lagebild.store.opening import Store

PATIENCE = 5.0
_LOG = logging.getLogger(__name__)


class Retracer:
    """Traces what waits in a store, in one thread that ends when nothing waits any more."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._asked = self._done = 0
        self._running = False
        self._change = threading.Condition()

    def trace(self, patience: float = PATIENCE) -> bool:
        """Have what waits traced; returns whether all was done within some seconds. It goes on after them."""
        with self._change:
            self._asked += 1
            mine = self._asked
            if not self._running:
                self._running = True
                # a daemon: whoever ends the desk need not wait, as nothing is half written and the next program goes on
                threading.Thread(target=self._run, name="retracing", daemon=True).start()
            return self._change.wait_for(lambda: self._done >= mine, patience)

    def _run(self) -> None:
        while True:
            with self._change:
                asked = self._asked
            try:
                with held():
                    Worker(self.store).trace_all()
            except Exception:  # the thread must not end and be waited for: documents wait on, pages say so, and what comes next tries again
                _LOG.exception("tracing after a correction failed")
            with self._change:
                self._done = asked
                self._running = self._asked > asked
                self._change.notify_all()
                if not self._running:
                    return
