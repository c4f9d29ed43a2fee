"""The API as a web application of its own, which the desk answers under `/api/v1`."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.tell.api.answers import Bounded, Head, answer
from lagebild.tell.api.description import described
from lagebild.tell.api.endpoints import router as reading
from lagebild.tell.api.problems import HANDLERS
from lagebild.tell.api.writing import writing
from lagebild.tell.desk.rendering import Desk


def api(desk: Desk) -> FastAPI:
    """Return the API of a desk."""
    # what describes it is made here, and no page that would load a script from elsewhere
    silent: dict[str, Any] = {"openapi_url": None, "docs_url": None, "redoc_url": None, "redirect_slashes": False}
    made = FastAPI(**silent, middleware=[Middleware(Head), Middleware(Bounded)], exception_handlers=HANDLERS)
    made.state.store, made.state.desk = desk.store, desk
    # not included but added: who asks by a method that a path does not know is told all that it knows (see problems.py)
    for router in (reading, writing):
        made.router.routes.extend(router.routes)
    description = described(made.routes)
    made.add_api_route("/openapi.json", partial(_description, description), include_in_schema=False)
    made.add_api_route("/", lambda: RedirectResponse("openapi.json"), include_in_schema=False)
    return made


def _description(description: dict[str, object], request: Request) -> Response:
    return answer(request, description)
