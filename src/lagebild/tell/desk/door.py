"""The way into a desk that others can reach: nothing is answered without an account, and to each only what its role may do."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.store.accounts import ADMIN, ANALYST, READER, Account, of_session, of_token
from lagebild.store.audit import Entry, note
from lagebild.store.opening import Store
from lagebild.tell.api.description import BASE
from lagebild.tell.api.problems import problem
from lagebild.tell.desk.csrf import SAFE
from lagebild.tell.desk.guard import at_home
from lagebild.tell.desk.limits import Limits, neighbourhood

OPEN = frozenset({"/login", "/desk.css", "/favicon.ico"})
# what concerns nobody but oneself, and what concerns all
_OWN, _ALL = ("logout", "account", "searches", "home"), ("accounts",)
_KEYS = ("account", "accounts")
# what notes itself, in its own words
_LOG = ("login", "logout", "account", "accounts")
Refuse = Callable[[Request, int, str], Response]


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the way in needs to know: the store of accounts, the limits, the time (seconds since 1970)."""

    store: Store
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.time

    def noted(self, request: Request, who: str, action: str, target: str = "") -> None:
        """Add to the audit log."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.clock()))
        note(self.store, Entry(at, who, action, target, address_of(request)))


def address_of(request: Request) -> str:
    """Return the address that asks; behind a proxy that is trusted, the one that the proxy tells."""
    return request.client.host if request.client else "?"


def cookie_name(request: Request) -> str:
    """Return the name of the session's cookie: over TLS one that no other host or path can set."""
    return "__Host-session" if request.url.scheme == "https" else "session"


def needed(method: str, path: str) -> str:
    """Return the role that a request needs, "" for none; what is not known needs the most that its method could do.

    >>> needed("GET", "/login"), needed("GET", "/story/a"), needed("POST", "/api/v1x"), needed("GET", "/accounts")
    ('', 'reader', 'analyst', 'admin')
    """
    if path in OPEN:
        return ""
    first = _first(path.removeprefix(f"{BASE}/") if path.startswith(f"{BASE}/") else path)
    if first in _ALL:
        return ADMIN
    return READER if method in SAFE or first in _OWN else ANALYST


def _first(path: str) -> str:
    return path.lstrip("/").partition("/")[0]


class Door:
    """Lets in who has a session or a token, as far as the role goes; counts, and writes down what was changed."""

    def __init__(self, app: ASGIApp, entrance: Entrance, refuse: Refuse) -> None:
        self.app, self.entrance, self.refuse = app, entrance, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if request.url.scheme != "https" and not at_home(request):
            await self._said(request, 403, "tls_needed")(scope, receive, send)
            return
        account = await run_in_threadpool(self._who, request)
        refusal = self._refusal(request, account)
        if refusal:
            await refusal(scope, receive, send)
            return
        statuses: list[int] = []

        async def seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                message["headers"] = _unkept(message.get("headers", []))
            await send(message)

        # no copy of the scope: who stands before this door (the log) wants to know who came, too
        scope.setdefault("state", {})["account"] = account
        await self.app(scope, receive, seen)
        if account and request.method not in SAFE and _first(scope["path"]) not in _LOG:
            # what no address tells, the answer may: which list was changed
            about = scope["state"].get("about", "")
            what = " ".join(str(part) for part in (request.method, scope["path"], *statuses[:1], about) if part)
            await run_in_threadpool(self.entrance.noted, request, account.name, "change", what)

    def _who(self, request: Request) -> Account | None:
        store, now = self.entrance.store, self.entrance.clock()
        scheme, _, said = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return of_token(store, said.strip(), now)
        if scheme.lower() == "basic":
            name, secret = _basic(said)
            found = of_token(store, secret, now)
            return found if found and found.name == name else None
        secret = request.cookies.get(cookie_name(request), "")
        return of_session(store, secret, now) if secret else None

    def _refusal(self, request: Request, account: Account | None) -> Response | None:
        limits, now, role = self.entrance.limits, self.entrance.clock(), needed(request.method, request.scope["path"])
        if account:
            wait = limits.calls.take(account.name, now)
        else:
            wait = limits.strangers.take(neighbourhood(address_of(request)), now) if "authorization" in request.headers else 0.0
        if wait:
            return self._said(request, 429, "too_often", {"retry-after": str(int(wait) + 1)})
        # a token that was lost must not make others, nor keep accounts
        lent = "authorization" in request.headers and _first(request.scope["path"]) in _KEYS
        if not role or (account and account.may(role) and not lent):
            return None
        return self._said(request, 403, "not_allowed") if account else self._unknown(request)

    def _unknown(self, request: Request) -> Response:
        path = request.scope["path"]
        if for_programs(path):
            kind = "Basic" if path.endswith(".atom") else "Bearer"
            return problem(401, "give a token of an account", {"www-authenticate": f'{kind} realm="lagebild"'})
        if request.method not in SAFE:
            return self.refuse(request, 401, "login")
        query = request.scope["query_string"].decode("latin-1")
        onward = quote(path) + (f"?{query}" if query else "")
        return RedirectResponse("/login" + (f"?next={quote(onward, safe='')}" if onward != "/" else ""), 303)

    def _said(self, request: Request, status: int, why: str, headers: dict[str, str] | None = None) -> Response:
        if for_programs(request.scope["path"]):
            said = {"tls_needed": "the desk speaks to other machines over TLS alone", "too_often": "too many calls; see Retry-After"}
            return problem(status, said.get(why, "the role of this account may not do this"), headers)
        answer = self.refuse(request, status, why)
        answer.headers.update(headers or {})
        return answer


def _unkept(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers by which no browser keeps a page: after logging out, its history shows nothing."""
    found = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
    page = any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in found)
    return [*found, (b"cache-control", b"no-store")] if page else list(headers)


def for_programs(path: str) -> bool:
    """Whether an address is asked by programs, not by people."""
    return path.startswith("/api/") or path.endswith(".atom")


def _basic(said: str) -> tuple[str, str]:
    try:
        name, _, secret = base64.b64decode(said.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return name, secret
