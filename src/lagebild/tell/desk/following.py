"""The user's own actors while the desk runs: looked for at each request, and the same until it is answered."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from lagebild.packs.own import held
from lagebild.tell.ownactors import Follower, tell_of
from lagebild.tell.words import Words


class Following:
    """Lays on the actors of a file that has changed, and lets each request keep to those with which it began."""

    def __init__(self, app: ASGIApp, follower: Follower, words: Words) -> None:
        self.app, self.follower, self.words = app, follower, words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and self.follower.is_due():
            await run_in_threadpool(self._look)
        with held():
            await self.app(scope, receive, send)

    def _look(self) -> None:
        if self.follower.look():
            tell_of(self.follower, self.words)
