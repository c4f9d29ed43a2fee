"""The API as a web application of its own, which the desk answers under `/api/v1`."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.store.opening import Store
from lagebild.tell.api.answers import Head, answer
from lagebild.tell.api.description import described
from lagebild.tell.api.endpoints import router
from lagebild.tell.api.problems import HANDLERS


def api(store: Store) -> FastAPI:
    """Return the API of a store."""
    # what describes it is made here, and no page that would load a script from elsewhere
    silent: dict[str, Any] = {"openapi_url": None, "docs_url": None, "redoc_url": None, "redirect_slashes": False}
    made = FastAPI(**silent, middleware=[Middleware(Head)], exception_handlers=HANDLERS)
    made.state.store = store
    made.include_router(router)
    description = described(made.routes)
    made.add_api_route("/openapi.json", partial(_description, description), include_in_schema=False)
    made.add_api_route("/", lambda: RedirectResponse("openapi.json"), include_in_schema=False)
    return made


def _description(description: dict[str, object], request: Request) -> Response:
    return answer(request, description)
