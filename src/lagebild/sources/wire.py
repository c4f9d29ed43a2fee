"""The connections of `fetch.py`: a name is resolved once, all its addresses are checked, and a checked one is connected to.

The check stands where the connection is made (httpcore's network backend), so that no second look-up can lead elsewhere (DNS
rebinding), while Host header, TLS server name and certificate check keep the name. Imported by `fetch.py` alone, when it fetches.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from lagebild.model.errors import SourceError
from lagebild.sources.address import forbidden
from lagebild.sources.failure import FetchError

if TYPE_CHECKING:
    from lagebild.sources.fetch import Limits


class Deadline:
    """The end of the time that a fetch may take, however many connections it needs."""

    def __init__(self, where: str, seconds: float) -> None:
        self.where, self.seconds, self._end = where, seconds, time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds left, `at_most` so many; raises SourceError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(self.where, f"took longer than {self.seconds:g} seconds", "try again later", passing=True)
        return left if at_most is None else min(left, at_most)

    def extend(self, seconds: float) -> None:
        """Let time that was spent on waiting one's turn not count."""
        self._end += seconds


def client(limits: Limits, deadline: Deadline, headers: Mapping[str, str]) -> httpx.Client:
    """Return a client that connects to checked addresses only, without proxies and without following redirects by itself."""
    return httpx.Client(
        transport=_Transport(limits, deadline), headers=headers, timeout=limits.total, follow_redirects=False, trust_env=False
    )


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the resolver's order; raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, limits: Limits, deadline: Deadline) -> list[str]:
    """Return the addresses of a host; raises SourceError where one of them, be it one of many, may not be reached."""
    addresses = _in_time(host, port, deadline)
    for address in addresses:
        if reason := forbidden(address, limits.allow):
            raise SourceError(deadline.where, f"{host} leads to {address}, a {reason} address", "give a public address")
    return addresses


def _in_time(host: str, port: int, deadline: Deadline) -> list[str]:
    # the system's resolver knows no time limit; a daemon thread is left behind where it hangs
    answers: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except Exception as error:
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    answer = answers[0] if answers else OSError("the name service does not answer in time")
    if isinstance(answer, Exception) or not answer:
        cause = getattr(answer, "strerror", None) or str(answer or "it has no address")
        raise FetchError(deadline.where, f"the name {host[:100]} cannot be resolved: {cause}", "check the address", passing=True)
    return answer


class _Backend(httpcore.NetworkBackend):
    """Connects to a checked address of the host, the next where one does not answer."""

    def __init__(self, limits: Limits, deadline: Deadline) -> None:
        self.limits, self.deadline, self.plain = limits, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in checked_addresses(host, port, self.limits, self.deadline):
            try:
                # the address itself goes down, not the name: nothing is resolved again
                return _Stream(self.plain.connect_tcp(address, port, self.deadline.left(self.limits.connect)), self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _Stream(httpcore.NetworkStream):
    """A connection on which no single read or write outlasts the whole: else one byte a second would go on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout)), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream

    def close(self) -> None:
        self.stream.close()


class _Transport(httpx.BaseTransport):
    """httpx over a pool of the backend above, by the public interfaces of both libraries."""

    def __init__(self, limits: Limits, deadline: Deadline) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        self.pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_Backend(limits, deadline), max_connections=2)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self.pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=typing.cast(httpx.SyncByteStream, request.stream),
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        self.pool.close()
