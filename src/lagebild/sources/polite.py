"""The web as a program may use it: robots.txt, one request at a time to a host with a pause between, Retry-After, backoff."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from lagebild.sources.address import shown
from lagebild.sources.failure import FetchError, passing
from lagebild.sources.fetch import Asked, Fetched, Kind, Limits, fetch
from lagebild.sources.robots import Robots

AGENT = "lagebild/0.1 (early-warning desk; gathers public news)"
_MOST_HOSTS = 5_000
# a server that asks for a longer rest than the first is left for this visit; for one than the second, for that long and no longer
_PATIENCE, _LONGEST_REST = 60.0, 86_400.0


class Web:
    """Fetches politely; one object serves all sources and threads of a process.

    `pause` is the least number of seconds between two requests to one host, `attempts` how often a passing failure is tried;
    `clock` and `sleep` count seconds, `chance` gives numbers from 0 to 1 that spread the retries.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        pause: float = 1.0,
        attempts: int = 3,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.limits, self.pause, self.attempts = limits or Limits(), pause, attempts
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._free: dict[str, float] = {}
        self._rest: dict[str, float] = {}
        self._lock = threading.Lock()
        self._robots = Robots(self._rules, clock)

    def get(self, url: str, kind: Kind = "article", etag: str = "", modified: str = "") -> Fetched:
        """Fetch an address; raises SourceError, of the kind FetchError where the failure may pass."""
        return self._tried(url, Asked(kind, etag, modified, AGENT, self._admitted))

    def _rules(self, url: str) -> Fetched:
        return self._tried(url, Asked("robots", agent=AGENT, before=partial(self._turn, pause=self.pause)))

    def _tried(self, url: str, asked: Asked) -> Fetched:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        retrying = Retrying(
            retry=retry_if_exception(self._worth_while), stop=stop_after_attempt(self.attempts), wait=self._wait, sleep=self._sleep,
            reraise=True,
        )  # fmt: skip
        return retrying(self._once, url, asked)

    def _once(self, url: str, asked: Asked) -> Fetched:
        try:
            return fetch(url, self.limits, asked)
        except FetchError as error:
            if error.passing and error.wait:
                with self._lock:
                    self._rest[_host(error.where)] = self._clock() + min(error.wait, _LONGEST_REST)
            raise

    def _worth_while(self, error: BaseException) -> bool:
        return passing(error) and (getattr(error, "wait", None) or 0.0) <= _PATIENCE

    def _wait(self, state: object) -> float:
        """Exponential with jitter, from two seconds on; or what the server asks for."""
        error = state.outcome.exception()  # type: ignore[attr-defined]
        backoff = min(2.0**state.attempt_number, _PATIENCE) * (0.5 + self._chance())  # type: ignore[attr-defined]
        return float(max(getattr(error, "wait", None) or 0.0, backoff))

    def _admitted(self, url: str) -> float:
        """Wait one's turn at the host of an address that may be fetched; returns the seconds waited."""
        start = self._clock()
        asked_for = self._robots.check(url)
        self._turn(url, max(self.pause, asked_for))
        return self._clock() - start

    def _turn(self, url: str, pause: float) -> float:
        host = _host(url)
        with self._lock:
            now = self._clock()
            if (rest := self._rest.get(host, now)) > now + _PATIENCE:
                raise FetchError(
                    shown(url), f"its server asks to be left alone for {rest - now:.0f} seconds more", "wait", passing=True, wait=rest - now
                )
            turn = max(now, rest, self._free.get(host, now))
            if len(self._free) >= _MOST_HOSTS:
                self._free = {name: free for name, free in self._free.items() if free > now}
                self._rest = {name: free for name, free in self._rest.items() if free > now}
            self._free[host] = turn + pause
        if turn > now:
            self._sleep(turn - now)
        return turn - now


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
