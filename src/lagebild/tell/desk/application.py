"""The desk as a web application: which address is answered by which page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lagebild.model.errors import InputError, LagebildError
from lagebild.store.opening import Store
from lagebild.tell.desk.actors import actor_page, actors_page, pair_page
from lagebild.tell.desk.document import claim_address, document_page
from lagebild.tell.desk.guard import Guard
from lagebild.tell.desk.measuring import Measured, metrics_page
from lagebild.tell.desk.rendering import Ask, Desk, asked, own, show
from lagebild.tell.desk.search import search_page
from lagebild.tell.desk.sources import sources_page
from lagebild.tell.desk.story import event_address, story_page
from lagebild.tell.desk.today import today_page
from lagebild.tell.metrics import DeskMetrics
from lagebild.tell.page import asset

Page = Callable[[Ask], Response]
PAGES: dict[str, Page] = {
    "/": today_page, "/story/{story}": story_page, "/event/{event}": event_address, "/document/{document}": document_page,
    "/claim/{claim}": claim_address, "/search": search_page, "/actor": actors_page, "/actor/{code}": actor_page,
    "/pair/{one}/{other}": pair_page, "/sources": sources_page,
}  # fmt: skip


def application(store: Store, lang: str = "en") -> Starlette:
    """Return the desk of a store; `lang` is the language of who has said none."""
    desk = Desk(store, lang)
    routes = [Route(path, _answering(desk, page), methods=["GET"]) for path, page in PAGES.items()]
    style, script = asset("page.css") + asset("tracing.css") + own("desk.css"), asset("page.js")
    routes.append(Route("/desk.css", _file(style, "text/css")))
    # there is no icon; without an answer browsers ask again and again
    routes.append(Route("/favicon.ico", lambda request: Response(status_code=204)))
    routes.append(Route("/page.js", _file(script, "text/javascript")))
    metrics = DeskMetrics()
    routes.append(Route("/metrics", metrics_page(metrics)))
    handlers: dict[Any, Any] = {HTTPException: _missing(desk), LagebildError: _refused(desk)}
    middleware = [Middleware(Measured, metrics=metrics, routes=routes), Middleware(Guard)]
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


def _answering(desk: Desk, page: Page) -> Callable[[Request], Response]:
    # no coroutine: Starlette answers it in a thread, as the store's questions wait for the disk
    return lambda request: page(asked(desk, request))


def _file(content: str, kind: str) -> Callable[[Request], Response]:
    return lambda request: Response(content, media_type=kind)


def _missing(desk: Desk) -> Callable[[Request, HTTPException], Response]:
    def answer(request: Request, error: HTTPException) -> Response:
        ask = asked(desk, request)
        said = ask.words("web", "not_found") if error.status_code == 404 else error.detail
        return show(ask, "error.html", error.status_code, said=said, way_out="")

    return answer


def _refused(desk: Desk) -> Callable[[Request, LagebildError], Response]:
    def answer(request: Request, error: LagebildError) -> Response:
        status = 400 if isinstance(error, InputError) else 503
        return show(asked(desk, request), "error.html", status, said=f"{error.where}: {error.cause}", way_out=error.way_out)

    return answer
