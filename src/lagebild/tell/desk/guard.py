"""What every answer bears, and which requests are answered at all: those that a person at this machine made for this desk."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_PORT = re.compile(r":\d{1,5}$", re.ASCII)
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"})
_SCRIPT, _NONE = "script-src 'self'", "script-src 'none'"
POLICY = (
    "default-src 'none'; style-src 'self'; {script}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)  # fmt: skip
# same-origin, not no-referrer: under that browsers send forms with the origin "null", which tells nothing (see csrf.py)
HEADERS = {
    "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "cache-control": "private, no-cache",
    "vary": "Cookie, Accept-Language",
}  # fmt: skip


def policy(script: bool = False) -> str:
    """Return the Content-Security-Policy of a page: everything from the desk itself, and a script only where a page has one."""
    return POLICY.format(script=_SCRIPT if script else _NONE)


def at_home(request: Request) -> bool:
    """Whether a request comes from this machine, to a name of this machine."""
    try:
        near = bool(request.client) and ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
    return near and bool(_HOST.fullmatch(request.headers.get("host", "")))


class Guard:
    """Refuses hosts that are not this machine or one of `names`, as a name rebound to it would be; adds what every answer bears.

    Where no proxy is known of, what came through one is refused: the desk would take strangers for who works at this machine.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = (), proxied: bool = False) -> None:
        self.app, self.names, self.proxied = app, {name.lower() for name in names}, proxied

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with(message.get("headers", []), scope.get("scheme") == "https")
            await send(message)

        why = self._wrong(scope)
        await (PlainTextResponse(why, 400) if why else self.app)(scope, receive, guarded)

    def _wrong(self, scope: Scope) -> str:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not (_HOST.fullmatch(hosts[0]) or _PORT.sub("", hosts[0].lower()) in self.names):
            known = "".join(f", {name}" for name in sorted(self.names))
            return f"this desk answers under 127.0.0.1 or localhost alone{known and ', and under'}{known[1:]}"
        if not self.proxied and _FORWARDED & {name.lower() for name, _ in scope["headers"]}:
            return "this came through a proxy; behind one, a desk needs --proxy and accounts"
        return ""


def _with(headers: Any, secure: bool) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in headers}
    more = {**HEADERS, "content-security-policy": policy(), **({"strict-transport-security": "max-age=31536000"} if secure else {})}
    return [*headers, *((name.encode(), value.encode()) for name, value in more.items() if name.encode() not in given)]
