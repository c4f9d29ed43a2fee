"""Fetching one page from the web, guarded: no address inside, no endless answer, nothing that is not text.

With `wire.py`, which makes the connections, the only module that touches the network.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lagebild.model.errors import SourceError
from lagebild.sources.address import checked_url, shown
from lagebild.sources.failure import FetchError
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
Kind = Literal["page", "article", "feed", "list", "robots"]
_TEXT = r"text/[\w.+-]+|application/(?:xhtml\+xml|xml|json)"
# what each kind of address may answer with; feeds are sent under many names
_TYPES: dict[Kind, re.Pattern[str]] = {
    "page": re.compile(_TEXT),
    "article": re.compile(rf"{_TEXT}|application/pdf"),
    "feed": re.compile(rf"{_TEXT}|application/(?:[\w.-]+\+(?:xml|json)|x-rss|rss|atom)|application/(?:x-)?gzip|application/octet-stream|"),
    "list": re.compile(rf"{_TEXT}|application/(?:zip|x-zip-compressed|octet-stream)"),
    "robots": re.compile(r".*"),
}
_ACCEPT: dict[Kind, str] = {
    "article": "text/html, application/xhtml+xml, application/pdf;q=0.8, text/plain;q=0.7",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, text/xml;q=0.8, */*;q=0.1",
    "list": "text/plain, application/zip",
    "robots": "text/plain",
}
# what may be gone another time (RFC 9110): timeouts, too many requests, and the server's own troubles
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
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
    """What came back: the address after redirects, the bare content type, the charset ("" where none is declared), the bytes.

    `etag` and `modified` are what the next request may give to learn whether there is anything new; `unchanged`: there was not.
    """

    url: str
    content_type: str
    charset: str
    content: bytes
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How to ask: the kind of answer that is wanted, `etag` and `modified` of the last one, and who asks.

    `before` is called with every address that will be asked, redirects too; it may raise, and returns how many seconds it waited.
    """

    kind: Kind = "page"
    etag: str = ""
    modified: str = ""
    agent: str = _HEADERS["User-Agent"]
    before: Callable[[str], float] | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the request."""
        more = {
            "If-None-Match": self.etag,
            "If-Modified-Since": self.modified,
            "User-Agent": self.agent,
            "Accept": _ACCEPT.get(self.kind, ""),
        }
        return _HEADERS | {name: value for name, value in more.items() if value and value.isascii() and value.isprintable()}


def fetch(url: str, limits: Limits = Limits(), asked: Asked = Asked()) -> Fetched:
    """Fetch one address by http or https, by default a page of text; every refusal and failure raises SourceError that says why."""
    from lagebild.sources.wire import Deadline, client

    deadline = Deadline(shown(url), limits.total)
    at = checked_url(url, limits.ports)
    with _told(shown(url), deadline), client(limits, deadline, asked.headers) as session:
        for _ in range(limits.redirects + 1):
            if asked.before is not None:
                deadline.extend(asked.before(str(at)))
            with session.stream("GET", at) as response:
                if response.status_code not in _MOVED:
                    return _read(response, at, limits, asked)
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


def _read(response: httpx.Response, at: httpx.URL, limits: Limits, asked: Asked) -> Fetched:
    where = shown(str(at))
    etag, modified = (response.headers.get(name, "")[:500] for name in ("etag", "last-modified"))
    if response.status_code == 304 and (asked.etag or asked.modified):
        return Fetched(str(at), "", "", b"", etag or asked.etag, modified or asked.modified, unchanged=True)
    if not 200 <= response.status_code < 300:
        raise _refusal(response, where)
    declared = response.headers.get("content-type", "")
    kind = declared.split(";")[0].strip().lower()
    if not _TYPES[asked.kind].fullmatch(kind):
        raise SourceError(where, f"not text but {kind[:60] or 'of no declared type'}", "give the address of an article's page")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > limits.size:
        raise SourceError(where, f"larger than {limits.size / 1_000_000:g} MB", "save the article's text as a file and open that")
    content = body(response.iter_raw(), response.headers.get("content-encoding", ""), limits.size, where)
    charset = _CHARSET.search(declared)
    return Fetched(str(at), kind, charset[1].lower() if charset else "", content, etag, modified)


def _refusal(response: httpx.Response, where: str) -> FetchError:
    status = response.status_code
    after = response.headers.get("retry-after", "").strip()
    return FetchError(
        where, f"HTTP {status} {response.reason_phrase[:100]}".strip(), "check the address in a browser", status=status,
        passing=status in _PASSING, wait=_seconds(after),
    )  # fmt: skip


def _seconds(after: str) -> float | None:
    """The seconds of a Retry-After, which gives them or a date."""
    if after.isdecimal() and after.isascii():
        return float(after[:9])
    from email.utils import parsedate_to_datetime

    try:
        then = parsedate_to_datetime(after[:100])
        return max(0.0, (then - datetime.datetime.now(then.tzinfo)).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


@contextmanager
def _told(where: str, deadline: Deadline) -> Iterator[None]:
    """Turn what the HTTP libraries raise into SourceError."""
    import httpcore
    import httpx

    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        deadline.left()  # says so where it is the whole that took too long
        raise FetchError(where, "the server does not answer in time", "try again later", passing=True) from error
    except (httpcore.NetworkError, OSError) as error:
        raise FetchError(where, f"no connection: {error}", "check the address and the network", passing=True) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(where, f"not a proper HTTP answer: {error}", "open it in a browser", passing=True) from error
    except ValueError as error:  # h11 and the cookie jar let some through where a server answers with nonsense
        raise SourceError(where, f"not a proper HTTP answer: {type(error).__name__}", "open it in a browser") from error
