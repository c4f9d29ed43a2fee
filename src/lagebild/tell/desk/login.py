"""Logging in and out: a new session each time, failures that wait, and a way on that never leaves the desk."""

from __future__ import annotations

import re

from starlette.responses import RedirectResponse, Response

from lagebild.store.accounts import LONGEST, begin_session, end_session, password_of, rehash
from lagebild.tell.desk.csrf import give, new_token
from lagebild.tell.desk.door import Entrance, address_of, cookie_name
from lagebild.tell.desk.passwords import matches, outdated, renewed
from lagebild.tell.desk.rendering import Ask, show

_LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")


def entrance_of(ask: Ask) -> Entrance:
    """Return the way in to the desk that is asked."""
    entrance: Entrance = ask.request.app.state.entrance
    return entrance


def local(onward: str) -> str:
    """Return an address of the desk, "/" for any other: who logs in must not be led away by a link.

    >>> local("/story/a?x=1"), local("//evil.example"), local("https://evil.example"), local("/\\\\evil.example")
    ('/story/a?x=1', '/', '/', '/')
    """
    return onward if _LOCAL.fullmatch(onward) else "/"


def login_page(ask: Ask) -> Response:
    """Answer `/login`."""
    return show(ask, "login.html", onward=local(ask("next")), wrong="")


def login(ask: Ask) -> Response:
    """Answer the form of `/login`."""
    entrance, name, onward = entrance_of(ask), ask.said("name")[:60].lower(), local(ask.said("next"))
    wait = entrance.limits.login(name, address_of(ask.request), entrance.clock())
    if wait:
        entrance.noted(ask.request, name, "login refused")
        late = show(ask, "login.html", 429, onward=onward, wrong=ask.words("accounts", "too_often", minutes=int(wait // 60) + 1))
        late.headers["retry-after"] = str(int(wait) + 1)
        return late
    # not stripped, as other fields are
    password = next(iter(ask.form.get("password", ())), "")
    kept = password_of(ask.store, name)
    if not matches(kept, password):
        entrance.noted(ask.request, name, "login failed")
        return show(ask, "login.html", 403, onward=onward, wrong=ask.words("accounts", "login_failed"))
    if outdated(kept):
        rehash(ask.store, name, kept, renewed(password))
    entrance.limits.logged_in(name, address_of(ask.request))
    answer = RedirectResponse(onward, 303)
    begin(ask, answer, name)
    entrance.noted(ask.request, name, "login")
    return answer


def begin(ask: Ask, answer: Response, name: str) -> None:
    """Begin a session in the asking browser; the one before ends, and forms of before the login are worth nothing."""
    cookie = cookie_name(ask.request)
    secret = begin_session(ask.store, name, entrance_of(ask).clock(), ask.request.cookies.get(cookie, ""))
    # not strict: a link in a mail to a story would otherwise lead to the login; forms have their own guard
    secure = ask.request.url.scheme == "https"
    answer.set_cookie(cookie, secret, int(LONGEST), httponly=True, samesite="lax", secure=secure)
    give(answer, ask.request, new_token())


def logout(ask: Ask) -> Response:
    """Answer the form that logs out."""
    cookie = cookie_name(ask.request)
    end_session(ask.store, ask.request.cookies.get(cookie, ""))
    if ask.account:
        entrance_of(ask).noted(ask.request, ask.account.name, "logout")
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie, httponly=True, samesite="lax", secure=ask.request.url.scheme == "https")
    return answer
