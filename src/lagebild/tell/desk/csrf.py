"""Against forms that another page sends in the browser's name: a token tied to the browser, and where the browser says it comes from.

A form of the desk holds the token of the browser's cookie once more (double submit). A page elsewhere can make a browser send a form, but
neither read nor set that cookie; and every browser says in `Sec-Fetch-Site` or `Origin` from where a form was sent, the port included,
which cookies are blind to.
"""

from __future__ import annotations

import hmac
import re
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = FIELD = "csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def token_of(request: Request) -> str:
    """Return the token in the browser's cookie, "" where there is none that the desk could have made."""
    said = request.cookies.get(COOKIE, "")
    return said if _TOKEN.fullmatch(said) else ""


def new_token() -> str:
    """Return a new token, of 256 random bits.

    >>> len(new_token()), new_token() == new_token()
    (43, False)
    """
    return secrets.token_urlsafe(32)


def give(answer: Response, request: Request, token: str) -> None:
    """Let the browser keep a token, until it is closed, where it has another or none."""
    if token_of(request) != token:
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")


def fault(request: Request, given: str) -> str:
    """Say what is wrong with a request that changes something: "foreign", "stale" (the token is not the browser's), or "" if nothing is.

    `given` is the token that the form holds. A request that says nothing of where it comes from is foreign.
    """
    if request.method in SAFE:
        return ""
    if not _from_here(request):
        return "foreign"
    return "" if given and hmac.compare_digest(given.encode(), token_of(request).encode()) else "stale"


def from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site's page sent this; a program, which says nothing of where, is none."""
    said = "sec-fetch-site" in request.headers or "origin" in request.headers
    return said and not _from_here(request)


def _from_here(request: Request) -> bool:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is None and origin is None:
        return False
    return site in (None, "same-origin") and (origin is None or _place(origin) == request.headers.get("host", "").lower())


def _place(origin: str) -> str:
    # the host and the port, not the scheme: a proxy may speak TLS for the desk
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
