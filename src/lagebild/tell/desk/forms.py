"""What a form sends: its fields, read up to a limit, and from a page of the desk alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.tell.desk.csrf import FIELD, fault
from lagebild.tell.desk.rendering import Ask, Desk, asked

_LONGEST, _MOST, _KIND = 200_000, 5_000, "application/x-www-form-urlencoded"
Action = Callable[[Ask], Response]


def changing(desk: Desk, action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a form: refused unless it comes from a page of the desk in the same browser."""

    async def answer(request: Request) -> Response:
        form = await read_form(request)
        ask = asked(desk, request, form)
        if wrong := fault(request, ask.said(FIELD)):
            raise HTTPException(403, ask.words("web", f"form_{wrong}"))
        return await run_in_threadpool(action, ask)

    return answer


async def read_form(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form, each with its values. Raises HTTPException where it is too long or none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise HTTPException(415, f"a form is sent as {_KIND}")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise HTTPException(413, "this form is too long")
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST)
    except ValueError as error:
        raise HTTPException(400, "this is no form") from error


def see(address: str) -> RedirectResponse:
    """Return the answer to a form that was taken: a page to be looked at, which can be loaded again without doing it twice."""
    return RedirectResponse(address, 303)
