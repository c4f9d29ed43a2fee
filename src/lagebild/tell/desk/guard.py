"""What every answer bears, and which requests are answered at all: those that a person at this machine made for this desk."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
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


class Guard:
    """Refuses hosts that are not this machine, as a name rebound to it would be; adds the headers that every answer bears."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with(message.get("headers", []))
            await send(message)

        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and _HOST.fullmatch(hosts[0]):
            await self.app(scope, receive, guarded)
        else:
            await PlainTextResponse("this desk answers under 127.0.0.1 or localhost alone", 400)(scope, receive, guarded)


def _with(headers: Any) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in headers}
    more = {**HEADERS, "content-security-policy": policy()}
    return [*headers, *((name.encode(), value.encode()) for name, value in more.items() if name.encode() not in given)]
