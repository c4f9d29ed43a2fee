"""The desk as a web application: which address is answered by which page."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from lagebild.model.errors import InputError, LagebildError
from lagebild.store.opening import Store
from lagebild.tell.api.application import api
from lagebild.tell.api.description import BASE
from lagebild.tell.api.problems import refused
from lagebild.tell.desk.accounts import (
    account_page,
    accounts_page,
    add_token,
    change_password,
    drop_account,
    drop_token,
    new_account,
    new_role,
)
from lagebild.tell.desk.actors import actor_page, actors_page, pair_page
from lagebild.tell.desk.compare import compare_address, compare_page
from lagebild.tell.desk.correcting import amend, corrections_page, reject, undo_page
from lagebild.tell.desk.document import claim_address, document_page
from lagebild.tell.desk.door import Door, Entrance, Refuse
from lagebild.tell.desk.feeds import events_feed, saved_feed, search_feed, stories_feed
from lagebild.tell.desk.following import Following
from lagebild.tell.desk.forms import changing
from lagebild.tell.desk.guard import Guard
from lagebild.tell.desk.login import login, login_page, logout
from lagebild.tell.desk.measuring import Measured, metrics_page
from lagebild.tell.desk.regrouping import merge, split
from lagebild.tell.desk.rendering import Ask, Desk, asked, own, remember, show
from lagebild.tell.desk.retracing import Retracer
from lagebild.tell.desk.search import search_page
from lagebild.tell.desk.searches import delete, save, searches_page
from lagebild.tell.desk.sources import grade, sources_page
from lagebild.tell.desk.story import event_address, story_page
from lagebild.tell.desk.today import home, today_page
from lagebild.tell.desk.watchlists import delete_watchlist, keep_watchlist, watchlists_page
from lagebild.tell.metrics import DeskMetrics
from lagebild.tell.ownactors import Follower
from lagebild.tell.page import asset
from lagebild.tell.storing import who
from lagebild.tell.words import load_words

Page = Callable[[Ask], Response]
PAGES: dict[str, Page] = {
    "/": today_page, "/story/{story}": story_page, "/event/{event}": event_address, "/document/{document}": document_page,
    "/claim/{claim}": claim_address, "/search": search_page, "/actor": actors_page, "/actor/{code}": actor_page,
    "/pair/{one}/{other}": pair_page, "/sources": sources_page, "/corrections": corrections_page,
    "/compare": compare_address, "/compare/{a}/{b}": compare_page,
    "/stories.atom": stories_feed, "/events.atom": events_feed, "/search.atom": search_feed,
    "/searches/{number}.atom": saved_feed,
    "/searches": searches_page, "/watchlists": watchlists_page,
}  # fmt: skip
ACTIONS: dict[str, Page] = {
    "/claim/{claim}/reject": reject, "/claim/{claim}/amend": amend, "/correction/{number}/undo": undo_page,
    "/story/{story}/merge": merge, "/story/{story}/split": split, "/sources/grade": grade,
    "/searches": save, "/searches/{number}/delete": delete, "/home": home,
    "/watchlists": keep_watchlist, "/watchlists/delete": delete_watchlist,
}  # fmt: skip

ACCOUNT_PAGES: dict[str, Page] = {"/login": login_page, "/account": account_page, "/accounts": accounts_page}
ACCOUNT_ACTIONS: dict[str, Page] = {
    "/login": login, "/logout": logout, "/account/password": change_password, "/account/token": add_token,
    "/account/token/{number}/revoke": drop_token, "/accounts/add": new_account, "/accounts/{name}/remove": drop_account,
    "/accounts/{name}/role": new_role,
}  # fmt: skip


def application(
    store: Store, lang: str = "en", name: str = "", clock: Callable[[], float] = time.time, entrance: Entrance | None = None,
    names: Collection[str] = (), proxied: bool = False, follower: Follower | None = None,
) -> Starlette:  # fmt: skip
    """Return the desk of a store; `lang` is the language of who has said none, `name` who works here (else the user of the machine).

    With an `entrance` it answers accounts alone, also under `names`, and, `proxied`, through a proxy whose word has been checked.
    With a `follower` it takes up changes of the user's own actors.
    """
    desk = Desk(store, lang, who(name), Retracer(store), clock, follower)
    pages, actions = (PAGES | ACCOUNT_PAGES, ACTIONS | ACCOUNT_ACTIONS) if entrance else (PAGES, ACTIONS)
    routes: list[BaseRoute] = [Route(path, _answering(desk, page), methods=["GET"]) for path, page in pages.items()]
    routes += [Route(path, changing(desk, action), methods=["POST"]) for path, action in actions.items()]
    style = asset("page.css") + asset("tracing.css") + own("desk.css")
    routes.append(Route("/desk.css", _file(style, "text/css")))
    # there is no icon; without an answer browsers ask again and again
    routes.append(Route("/favicon.ico", lambda request: Response(status_code=204)))
    routes += [Route(f"/{script}", _file(asset(script), "text/javascript")) for script in ("page.js", "pair.js")]
    routes.append(Mount(BASE, api(desk)))
    metrics = DeskMetrics()
    routes.append(Route("/metrics", metrics_page(metrics)))
    handlers: dict[Any, Any] = {HTTPException: _missing(desk), LagebildError: _refused(desk)}
    outer = [Middleware(Measured, metrics=metrics, routes=routes), Middleware(Guard, names, proxied)]
    outer += [Middleware(Door, entrance, _unwelcome(desk))] if entrance else []
    outer += [Middleware(Following, follower, load_words(lang))] if follower else []
    made = Starlette(routes=routes, middleware=outer, exception_handlers=handlers)
    made.state.entrance = entrance
    return made


def _unwelcome(desk: Desk) -> Refuse:
    def answer(request: Request, status: int, why: str) -> Response:
        ask = asked(desk, request)
        role = ask.words("accounts", f"role_{ask.account.role}") if ask.account else ""
        return show(ask, "error.html", status, said=ask.words("accounts", why, role=role, minutes=1), way_out="")

    return answer


def _answering(desk: Desk, page: Page) -> Callable[[Request], Response]:
    # no coroutine: Starlette answers it in a thread, as the store's questions wait for the disk
    def answer(request: Request) -> Response:
        ask = asked(desk, request)
        found = page(ask)
        if isinstance(found, HTMLResponse) and found.background is None:
            found.background = remember(ask)
        return found

    return answer


def _file(content: str, kind: str) -> Callable[[Request], Response]:
    return lambda request: Response(content, media_type=kind)


def _missing(desk: Desk) -> Callable[[Request, HTTPException], Response]:
    def answer(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith(BASE):
            # a mounted application is not asked for paths with a line break
            return refused(request, error)
        ask = asked(desk, request)
        said = ask.words("web", "not_found") if error.status_code == 404 else error.detail
        return show(ask, "error.html", error.status_code, said=said, way_out="")

    return answer


def _refused(desk: Desk) -> Callable[[Request, LagebildError], Response]:
    def answer(request: Request, error: LagebildError) -> Response:
        status = 400 if isinstance(error, InputError) else 503
        return show(asked(desk, request), "error.html", status, said=f"{error.where}: {error.cause}", way_out=error.way_out)

    return answer
