"""How many requests the desk answers and how quickly, for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.tell.metrics import DeskMetrics

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_OTHER = "other"


class Measured:
    """Counts every answer and the seconds until its end, under the pattern of its address."""

    def __init__(self, app: ASGIApp, metrics: DeskMetrics, routes: Sequence[BaseRoute]) -> None:
        self.app, self.metrics, self.routes = app, metrics, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else _OTHER
            self.metrics.answered(self._page(scope), method, status, time.perf_counter() - begun)

    def _page(self, scope: Scope) -> str:
        # strangers can ask for any address: those without a page count as one
        known = (route for route in self.routes if isinstance(route, Route | Mount) and route.matches(scope)[0] != Match.NONE)
        return next((route.path for route in known), _OTHER)


def everybody(request: Request) -> bool:
    """Let everybody see the metrics: on the loopback, who asks is the user of this machine."""
    return True


def metrics_page(metrics: DeskMetrics, allowed: Callable[[Request], bool] = everybody) -> Callable[[Request], Response]:
    """Return the answer of `/metrics`; `allowed` says who may see it, once the desk listens on other addresses and has accounts."""

    def answer(request: Request) -> Response:
        if not allowed(request):
            return Response(status_code=403)
        return Response(generate_latest(metrics.registry), headers={"content-type": CONTENT_TYPE_LATEST})

    return answer
