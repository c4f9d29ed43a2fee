"""Fetching one page from the web, guarded: no address inside, no endless answer, nothing that is not text.

With `wire.py`, which makes the connections, the only module that touches the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lagebild.model.errors import SourceError
from lagebild.sources.address import checked_url, shown
from lagebild.sources.inflate import body

if TYPE_CHECKING:
    import httpx

    from lagebild.sources.wire import Deadline

_HEADERS = {
    "User-Agent": "lagebild/0.1 (early-warning desk; one page at a person's request)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, text/*;q=0.8, application/xml;q=0.7",
    # nothing but what `inflate.py` can undo within bounds
    "Accept-Encoding": "gzip, deflate",
}
_TEXT = re.compile(r"text/[\w.+-]+|application/(?:xhtml\+xml|xml|json)")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.I)
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take: seconds in all and to connect, bytes (compressed and not), redirects, ports.

    `allow` lists IP addresses that may be reached although they are not public; it is meant for tests and for a desk's own archive.
    """

    total: float = 20.0
    connect: float = 5.0
    size: int = 10_000_000
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    allow: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the address after redirects, the bare content type, the charset ("" where none is declared), the bytes."""

    url: str
    content_type: str
    charset: str
    content: bytes


def fetch(url: str, limits: Limits = Limits()) -> Fetched:
    """Fetch one text page by http or https; every refusal and failure raises SourceError that says why."""
    from lagebild.sources.wire import Deadline, client

    deadline = Deadline(shown(url), limits.total)
    at = checked_url(url, limits.ports)
    with _told(shown(url), deadline), client(limits, deadline, _HEADERS) as session:
        for _ in range(limits.redirects + 1):
            with session.stream("GET", at) as response:
                if response.status_code not in _MOVED:
                    return _read(response, at, limits)
                at = _next(response, at, limits)
    raise SourceError(shown(url), f"more than {limits.redirects} redirects", "give the address it leads to")


def _next(response: httpx.Response, at: httpx.URL, limits: Limits) -> httpx.URL:
    import httpx

    target = response.headers.get("location", "")
    if not target:
        raise SourceError(shown(str(at)), f"HTTP {response.status_code} without an address to go to", "open it in a browser")
    try:
        joined = str(at.join(target))
    except (httpx.InvalidURL, ValueError):
        raise SourceError(shown(str(at)), "redirects to what is not a web address", "open it in a browser") from None
    try:
        return checked_url(joined, limits.ports)
    except SourceError as error:
        raise SourceError(shown(str(at)), f"redirects to {error.where}: {error.cause}", "give the article's own address") from None


def _read(response: httpx.Response, at: httpx.URL, limits: Limits) -> Fetched:
    where = shown(str(at))
    if not 200 <= response.status_code < 300:
        raise SourceError(where, f"HTTP {response.status_code} {response.reason_phrase}".strip(), "check the address in a browser")
    declared = response.headers.get("content-type", "")
    kind = declared.split(";")[0].strip().lower()
    if not _TEXT.fullmatch(kind):
        raise SourceError(where, f"not text but {kind[:60] or 'of no declared type'}", "give the address of an article's page")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > limits.size:
        raise SourceError(where, f"larger than {limits.size / 1_000_000:g} MB", "save the article's text as a file and open that")
    content = body(response.iter_raw(), response.headers.get("content-encoding", ""), limits.size, where)
    charset = _CHARSET.search(declared)
    return Fetched(str(at), kind, charset[1].lower() if charset else "", content)


@contextmanager
def _told(where: str, deadline: Deadline) -> Iterator[None]:
    """Turn what the HTTP libraries raise into SourceError."""
    import httpcore
    import httpx

    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        deadline.left()  # says so where it is the whole that took too long
        raise SourceError(where, "the server does not answer in time", "try again later") from error
    except (httpcore.NetworkError, OSError) as error:
        raise SourceError(where, f"no connection: {error}", "check the address and the network") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise SourceError(where, f"not a proper HTTP answer: {error}", "open it in a browser") from error
    except ValueError as error:  # h11 and the cookie jar let some through where a server answers with nonsense
        raise SourceError(where, f"not a proper HTTP answer: {type(error).__name__}", "open it in a browser") from error
