"""From what the store says to an answer: JSON with a strong ETag, a link to the next page, 304 where nothing has changed, 406."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.store.orders import address_of
from lagebild.store.questions import Page

JSON, _LONGEST, _NAME = "application/json", 200_000, 200
_ETAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+)\s*((?:;[^,]*)?)", re.IGNORECASE)
_ZERO = re.compile(r";\s*q\s*=\s*0(?:\.0{0,3})?\s*(?:;|$)", re.IGNORECASE)


def answer(request: Request, content: Any, page: str = "") -> Response:
    """Return something as JSON; `page` is the address of the desk's page that shows it."""
    more = {"link": f'<{page}>; rel="alternate"; type="text/html"'} if page else {}
    return tagged(request, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), JSON, more)


def listed(request: Request, page: Page) -> Response:
    """Return a page of a list: `items`, and `next` for the next page, which the Link header leads to as well."""
    onward = {}
    if page.cursor:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        onward = {"link": f'<{request.url.path}?{urlencode([*kept, ("cursor", page.cursor)])}>; rel="next"'}
    body = {"items": list(page.rows), "next": page.cursor or None}
    return tagged(request, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), JSON, onward)


def by_name(rows: Iterable[dict[str, Any]], field: str, cursor: str, most: int) -> Page:
    """Return a page of rows in the order of a name that no two of them share, that without a name last.

    The cursor is the last name of the page before: nothing is left out or told twice where rows come or go meanwhile.

    >>> by_name([{"name": "b"}, {"name": ""}, {"name": "A"}], "name", "A", 1)
    Page(rows=[{'name': 'b'}], cursor='b', total=None)
    """
    kept = (row for row in rows if not cursor or _place(row[field]) > _place(cursor))
    after = sorted(kept, key=lambda row: _place(row[field]))
    some = after[:most]
    return Page(some, _short(some[-1][field]) if len(after) > len(some) else "")


def _place(name: str) -> tuple[bool, str, str]:
    return not name, _short(name).lower(), _short(name)


def _short(name: str) -> str:
    # an outlet may call itself anything, and cursors stand in addresses
    return name if len(name) <= _NAME else f"{name[: _NAME - 16]}{address_of(name)}"


def tagged(request: Request, body: bytes, kind: str, headers: dict[str, str]) -> Response:
    """Return a body with a strong ETag, or 304 without it where the asker has the same."""
    etag = f'"{hashlib.sha256(kind.encode() + body).hexdigest()[:32]}"'
    headers = {**headers, "etag": etag, "vary": "Accept, Authorization, Cookie"}
    if _has(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=kind)


def _has(said: str, etag: str) -> bool:
    return said.strip() == "*" or etag in _ETAG.findall(said)


def acceptable(accept: str, kind: str) -> bool:
    """Whether an Accept header takes a media type; what cannot be understood is no reason to refuse (RFC 9110, 12.5.1).

    >>> acceptable("", JSON), acceptable("text/html, */*;q=0.1", JSON), acceptable("text/html", JSON)
    (True, True, False)
    """
    # the nearest range counts: the type itself before its family before all
    for wanted in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        found = [features for name, features in _RANGE.findall(accept) if name.lower() == wanted]
        if found:
            return not all(_ZERO.search(features) for features in found)
    return not _RANGE.search(accept)


def wants_json(request: Request) -> None:
    """Refuse a request that takes no JSON."""
    if not acceptable(request.headers.get("accept", ""), JSON):
        raise HTTPException(406, "this is answered as application/json alone")


class Head:
    """Answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, bare)


class Bounded:
    """Reads no body of more than 200 kB: nothing that is sent here is longer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        read = 0

        async def some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > _LONGEST:
                raise HTTPException(413, "this is too long")
            return message

        await self.app(scope, some, send)
