"""From what a page shows to HTML: templates in which everything is escaped, in the language of who looks."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lagebild.model.errors import StoreError
from lagebild.store.accounts import ANALYST, Account
from lagebild.store.corrections import Correction, correction
from lagebild.store.opening import Store
from lagebild.store.visiting import note_visit
from lagebild.tell.desk.csrf import give, new_token, token_of
from lagebild.tell.desk.guard import policy
from lagebild.tell.desk.retracing import Retracer
from lagebild.tell.names import actor_name, language_name, say_date
from lagebild.tell.ownactors import Follower
from lagebild.tell.page import asset
from lagebild.tell.words import LANGUAGES, Words, load_words

if TYPE_CHECKING:
    from jinja2 import Environment

COOKIE, _YEAR = "lang", 365 * 24 * 3600
# pieces that the pages in files use too
_SHARED = ("marks.html", "pairparts.html")


@dataclass(frozen=True, slots=True)
class Desk:
    """The store that is looked at, the language of who has said none, and who works here: on the loopback, the user of the machine.

    `follower` follows the file of the user's own actors, where one does.
    """

    store: Store
    lang: str
    who: str
    retracer: Retracer
    clock: Callable[[], float] = time.time
    follower: Follower | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the desk, what is asked, the words to answer in, the browser's token, and the fields of the form that it sends."""

    desk: Desk
    request: Request
    words: Words
    token: str
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The store that is looked at."""
        return self.desk.store

    def __call__(self, name: str) -> str:
        """Return what a field of the address says, "" where it is not there."""
        return _clean(self.request.query_params.get(name, "").strip())

    @property
    def who(self) -> str:
        """Who asks."""
        return self.account.name if self.account else self.desk.who

    @property
    def corrects(self) -> bool:
        """Whether who asks may correct: what a reader could not send is not offered."""
        return self.account is None or self.account.may(ANALYST)

    @property
    def account(self) -> Account | None:
        """The account that asks; none at a desk that answers this machine alone."""
        found: Account | None = self.request.scope.get("state", {}).get("account")
        return found

    @property
    def now(self) -> float:
        """The time, in seconds since 1970."""
        return self.desk.clock()

    def said(self, name: str) -> str:
        """Return what a field of the form says, "" where it is not there."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """Return all that a field of the form says."""
        return [_clean(one.strip()) for one in self.form.get(name, ())]

    def path(self, name: str) -> str:
        """Return a part of the address's path."""
        return _clean(str(self.request.path_params[name]))

    def again(self, **changes: str) -> str:
        """Return this address with some fields changed; a field that is empty is left out, and what a form led to is told once."""
        gone = {*changes, "done", "kept"}
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if value and name not in gone]
        return "?" + urlencode(kept + [(name, value) for name, value in changes.items() if value])


def _clean(said: str) -> str:
    # PostgreSQL holds no NUL; the store keeps it as this sign too
    return said.replace("\x00", "\ufffd")


def asked(desk: Desk, request: Request, form: Mapping[str, Sequence[str]] | None = None) -> Ask:
    """Return the request with its language: that of `?lang=`, of the cookie, of the browser, of the desk."""
    said = (request.query_params.get("lang", ""), request.cookies.get(COOKIE, ""), request.headers.get("accept-language", "")[:2].lower())
    words = load_words(next((lang for lang in said if lang in LANGUAGES), desk.lang))
    return Ask(desk, request, words, token_of(request) or new_token(), form or {})


def show(ask: Ask, name: str, status: int = 200, script: bool = False, **values: Any) -> HTMLResponse:
    """Return a page."""
    from lagebild import __version__

    words = ask.words
    other = next(lang for lang in LANGUAGES if lang != words.lang)
    html = environment().get_template(name).render(
        w=words, ask=ask, version=__version__, other=load_words(other), url=url, name=lambda code: actor_name(code, words.lang),
        say=lambda iso: say_time(iso, words.lang), language=lambda tag: language_name(tag, words.lang), **values,
    )  # fmt: skip
    answer = HTMLResponse(html, status, {"content-security-policy": policy(script), "content-language": words.lang})
    give(answer, ask.request, ask.token)
    if ask.request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(COOKIE, words.lang, _YEAR, httponly=True, samesite="strict")
    return answer


def remember(ask: Ask, seen: int | None = None) -> BackgroundTask:
    """Return what is to be done after an answer: to remember the visit, and the last arrival that the page told of, if it told any."""
    return BackgroundTask(_remember, ask.store, ask.who, ask.now, seen)


def _remember(store: Store, who: str, now: float, seen: int | None) -> None:
    # a store that is locked or full shows its pages all the same
    with contextlib.suppress(StoreError):
        note_visit(store, who, now, seen)


def done(ask: Ask) -> Correction | None:
    """Return the correction that the form before this page made or undid."""
    said = ask("done")
    return correction(ask.store, int(said)) if said.isascii() and said.isdigit() and len(said) < 19 else None


def url(*parts: str, **fields: str) -> str:
    """Return an address on the desk.

    >>> url("story", "a#2"), url("search", actor="PER")
    ('/story/a%232', '/search?actor=PER')
    """
    asked = urlencode({name: value for name, value in fields.items() if value})
    return "/" + "/".join(quote(part, safe="") for part in parts) + (f"?{asked}" if asked else "")


def web_link(address: str) -> str:
    """Return an address that may be a link, "" for any other: a document's address may be anything, javascript: too."""
    return address if address.lower().startswith(("https://", "http://")) else ""


def say_time(iso: str, lang: str) -> str:
    """Return a day, and the minute where one is told, in words and in the time zone of its outlet.

    >>> say_time("2025-09-01T06:40:00+03:00", "en"), say_time("2025-09-01", "de"), say_time("", "de")
    ('1 September 2025, 06:40 +03:00', '1. September 2025', '')
    """
    day = say_date(iso, lang)
    try:
        time = datetime.fromisoformat(iso)
    except ValueError:
        return day
    zone = {"+00:00": "UTC", "": ""}.get(found := time.isoformat()[19:][-6:] if time.tzinfo else "", found)
    return f"{day}, {time:%H:%M} {zone}".rstrip() if len(iso) > len("2025-09-01") else day


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates: everything escaped, nothing undefined."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_template),
        auto_reload=False,
    )


def _template(name: str) -> str:
    return asset(name) if name in _SHARED else own(name)


def own(name: str) -> str:
    """Return a file of the desk's pages."""
    return resources.files("lagebild.tell").joinpath("desk", "pages", name).read_text("utf-8")


def fields(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return some fields of a row."""
    return {name: row[name] for name in names}
