"""One's own account, and all of them for who keeps them: passwords, tokens, roles, the audit log."""

from __future__ import annotations

import time

from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.model.errors import InputError, LagebildError
from lagebild.store.accounts import (
    ROLES,
    Account,
    accounts,
    add_account,
    make_token,
    password_of,
    remove_account,
    revoke_token,
    set_password,
    set_role,
    tokens,
)
from lagebild.store.audit import entries
from lagebild.tell.desk.door import address_of
from lagebild.tell.desk.login import begin, entrance_of
from lagebild.tell.desk.passwords import hash_password, matches
from lagebild.tell.desk.rendering import Ask, show

_ENTRIES = 100


def account_page(ask: Ask) -> Response:
    """Answer `/account`."""
    return _own(ask)


def _own(ask: Ask, status: int = 200, error: LagebildError | None = None, said: str = "", secret: str = "") -> Response:
    mine = tokens(ask.store, _me(ask).name)
    return show(ask, "account.html", status, me=_me(ask), tokens=mine, error=error, said=said, secret=secret)


def _me(ask: Ask) -> Account:
    if ask.account is None:
        raise HTTPException(404)
    return ask.account


def _new_password(ask: Ask, name: str) -> str:
    return hash_password(next(iter(ask.form.get("password", ())), ""), name)


def change_password(ask: Ask) -> Response:
    """Change one's own password; all other sessions end."""
    me, entrance, old = _me(ask), entrance_of(ask), next(iter(ask.form.get("old", ())), "")
    if entrance.limits.login(me.name, address_of(ask.request), entrance.clock()):
        raise HTTPException(429, ask.words("accounts", "too_often", minutes=15))
    if not matches(password_of(ask.store, me.name), old):
        entrance.noted(ask.request, me.name, "login failed", "change of password")
        return _own(ask, 403, InputError(ask.words("accounts", "old_password"), ask.words("accounts", "login_failed")))
    try:
        set_password(ask.store, me.name, _new_password(ask, me.name))
    except InputError as error:
        return _own(ask, 400, error)
    entrance.noted(ask.request, me.name, "password set", me.name)
    answer = _own(ask, said=ask.words("accounts", "password_changed"))
    begin(ask, answer, me.name)
    return answer


def add_token(ask: Ask) -> Response:
    """Make a token of one's own, and show it once."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(entrance_of(ask).clock()))
    made, secret = make_token(ask.store, _me(ask).name, ask.said("label"), at)
    entrance_of(ask).noted(ask.request, _me(ask).name, "token made", f"{made.number} {made.account}")
    answer = _own(ask, secret=secret)
    answer.headers["cache-control"] = "no-store"
    return answer


def drop_token(ask: Ask) -> Response:
    """Revoke a token of one's own."""
    number = _number(ask.path("number"))
    try:
        gone = revoke_token(ask.store, number, _me(ask).name)
    except LagebildError:
        raise HTTPException(404) from None
    entrance_of(ask).noted(ask.request, _me(ask).name, "token revoked", f"{gone.number} {gone.account}")
    return _own(ask, said=ask.words("accounts", "account_changed"))


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise HTTPException(404)
    return int(said)


def accounts_page(ask: Ask) -> Response:
    """Answer `/accounts`: all of them, and the end of the audit log."""
    return _all(ask)


def _all(ask: Ask, status: int = 200, error: LagebildError | None = None, said: str = "") -> Response:
    rows, log = accounts(ask.store), entries(ask.store, _ENTRIES)
    return show(ask, "accounts.html", status, me=_me(ask), rows=rows, roles=ROLES, log=log, error=error, said=said)


def new_account(ask: Ask) -> Response:
    """Add an account."""
    name, role = ask.said("name"), ask.said("role")
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(entrance_of(ask).clock()))
    try:
        made = add_account(ask.store, name, role, _new_password(ask, name), at)
    except InputError as error:
        return _all(ask, 400, error)
    return _changed(ask, "account added", f"{made.name} {made.role}")


def drop_account(ask: Ask) -> Response:
    """Remove an account that is not one's own."""
    name = _other(ask)
    remove_account(ask.store, name)
    return _changed(ask, "account removed", name)


def new_role(ask: Ask) -> Response:
    """Give an account that is not one's own another role."""
    name = _other(ask)
    try:
        set_role(ask.store, name, ask.said("role"))
    except InputError as error:
        return _all(ask, 400, error)
    return _changed(ask, "role set", f"{name} {ask.said('role')}")


def _other(ask: Ask) -> str:
    name = ask.path("name")
    if name == _me(ask).name:
        raise HTTPException(400, ask.words("accounts", "not_yourself"))
    if all(one.name != name for one in accounts(ask.store)):
        raise HTTPException(404)
    return name


def _changed(ask: Ask, action: str, target: str) -> Response:
    entrance_of(ask).noted(ask.request, _me(ask).name, action, target)
    return _all(ask, said=ask.words("accounts", "account_changed"))
