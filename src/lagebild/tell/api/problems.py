"""What went wrong, as `application/problem+json` after RFC 9457."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from lagebild.model.errors import InputError, LagebildError

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, headers: Any = None, **more: Any) -> Response:
    """Return a problem; its kind is told by the status alone."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False), status, headers, MEDIA_TYPE)


def refused(request: Request, error: HTTPException) -> Response:
    """Answer what the application refuses: 404, 405, 406."""
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods(request))) or headers.get("Allow", "GET")
    return problem(error.status_code, error.detail, headers)


def _methods(request: Request) -> set[str]:
    """Return the methods that a path knows: each is a route of its own."""
    routes = [route for route in request.app.routes if isinstance(route, Route) and route.matches(request.scope)[0] != Match.NONE]
    return {method for route in routes for method in route.methods or ()}


def invalid(request: Request, error: RequestValidationError) -> Response:
    """Answer fields that are not as the description says."""
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return problem(400, "the body is no JSON")
    wrong = [{"parameter": ".".join(str(part) for part in one["loc"][1:]), "detail": str(one["msg"])} for one in error.errors()]
    return problem(422, "the question is not as the description at openapi.json says", errors=wrong)


def failed(request: Request, error: LagebildError) -> Response:
    """Answer what the program says on purpose: a question that cannot be answered, or a store that is busy or gone."""
    # where a store is, is nobody's business who asks from elsewhere
    detail = f"{error.where}: {error.cause}" if isinstance(error, InputError) else error.cause
    return problem(400 if isinstance(error, InputError) else 503, detail, **({"way_out": error.way_out} if error.way_out else {}))


def broken(request: Request, error: Exception) -> Response:
    """Answer a fault of the program itself; what it was goes to the log alone."""
    return problem(500, "the desk has a fault; its log says which")


HANDLERS: dict[Any, Any] = {HTTPException: refused, RequestValidationError: invalid, LagebildError: failed, Exception: broken}
