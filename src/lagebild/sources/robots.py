"""robots.txt (RFC 9309), read by protego: what a site lets programs fetch, and how long they should pause."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lagebild.model.errors import SourceError
from lagebild.sources.address import shown
from lagebild.sources.failure import FetchError
from lagebild.sources.fetch import Fetched

# RFC 9309: a day at most; a site that does not answer is asked again sooner
_KEPT, _KEPT_FAILURE = 86_400.0, 600.0
_MOST_SITES = 2_000
_MOST_LINES, _LONGEST_LINE = 20_000, 2_000
# a site that asks for more is asked that seldom anyway
_LONGEST_PAUSE = 60.0
TOKEN = "lagebild"


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Any
    failure: str
    until: float
    passing: bool = True


class Robots:
    """The rules of the sites met so far; `get` fetches an address, `clock` gives seconds."""

    def __init__(self, get: Callable[[str], Fetched], clock: Callable[[], float]) -> None:
        self._get, self._clock = get, clock
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> float:
        """Return the seconds that the site asks to pause between requests, 0 where it does not; raises FetchError where refused."""
        site = self._site(url)
        if site.failure:
            cause = f"its robots.txt cannot be had ({site.failure}), so nothing may be fetched for now"
            raise FetchError(shown(url), cause, "try again later", passing=site.passing)
        if site.rules is None:
            return 0.0
        if not site.rules.can_fetch(url, TOKEN):
            raise FetchError(shown(url), "the site's robots.txt asks programs not to fetch it", "leave the source out, or read it by hand")
        # the order matters: what is no number is neither more nor less
        return max(0.0, min(_LONGEST_PAUSE, float(site.rules.crawl_delay(TOKEN) or 0.0)))

    def _site(self, url: str) -> _Known:
        parts = urlsplit(url)
        name = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            known = self._known.get(name)
        if known is None or known.until < self._clock():
            known = self._asked(f"{name}/robots.txt")
            with self._lock:
                if len(self._known) >= _MOST_SITES:
                    self._known.pop(next(iter(self._known)))
                self._known[name] = known
        return known

    def _asked(self, url: str) -> _Known:
        from protego import Protego

        now = self._clock()
        try:
            content = self._get(url).content
        except FetchError as error:
            # RFC 9309: 4xx means that there are no rules; an unreachable site must be taken to forbid all
            if 400 <= error.status < 500 and not error.passing:
                return _Known(None, "", now + _KEPT)
            return _Known(None, error.cause, now + _KEPT_FAILURE)
        except SourceError as error:  # an address inside, an answer too large: it will not pass
            return _Known(None, error.cause, now + _KEPT_FAILURE, passing=False)
        lines = content.decode("utf-8-sig", "replace").splitlines()[:_MOST_LINES]
        try:
            rules = Protego.parse("\n".join(line for line in lines if len(line) <= _LONGEST_LINE))
        except Exception as error:  # a line that breaks the parser is no leave to fetch
            return _Known(None, f"it cannot be read: {type(error).__name__}", now + _KEPT_FAILURE)
        return _Known(rules, "", now + _KEPT)
