"""Who may use a desk that others can reach: accounts with a role, their sessions and tokens. Of secrets only hashes are kept."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model.errors import InputError, StoreError
from lagebild.store import tables as t
from lagebild.store.opening import Store

READER, ANALYST, ADMIN = ROLES = ("reader", "analyst", "admin")
LONGEST, IDLE, _SELDOM = 7 * 24 * 3600.0, 12 * 3600.0, 300.0
"""Seconds that a session lasts at most, and without being used."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in, and what they may do."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether the account may do what a role may.

        >>> Account("ana", "analyst").may("reader"), Account("ana", "analyst").may("admin")
        (True, False)
        """
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as a list shows it: its number, account, name, when it was made (ISO 8601) and when it ends (seconds since 1970)."""

    number: int
    account: str
    name: str
    at: str
    until: float | None


def add_account(store: Store, name: str, role: str, password: str, at: str) -> Account:
    """Add an account; `password` is a hash. Raises InputError where the name is none or taken, or the role is unknown."""
    if not _NAME.fullmatch(name):
        raise InputError(name[:60], "no name for an account", "take up to 40 of a-z, 0-9, dot, hyphen and underscore")
    _known_role(role)
    with store.writing() as connection:
        if _account(connection, name):
            raise InputError(name, "there is such an account already", "lagebild account list shows them")
        connection.execute(sa.insert(t.accounts).values(account=name, role=role, password=password, at=at))
    return Account(name, role)


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise InputError(role[:20], "no role", f"take one of {', '.join(ROLES)}")


def remove_account(store: Store, name: str) -> None:
    """Remove an account with its sessions and tokens, and what it kept for itself. Raises StoreError where there is none."""
    with store.writing() as connection:
        # told one by one: SQLite enforces foreign keys for each connection anew
        for table in (t.sessions, t.tokens):
            connection.execute(sa.delete(table).where(table.c.account == name))
        # another person may get the name one day
        for table in (t.searches, t.settings, t.visits):
            connection.execute(sa.delete(table).where(table.c.who == name))
        _some(connection.execute(sa.delete(t.accounts).where(t.accounts.c.account == name)).rowcount, name)


def set_password(store: Store, name: str, password: str) -> None:
    """Give an account another password (a hash), and end its sessions. Raises StoreError."""
    with store.writing() as connection:
        changed = sa.update(t.accounts).where(t.accounts.c.account == name).values(password=password)
        _some(connection.execute(changed).rowcount, name)
        connection.execute(sa.delete(t.sessions).where(t.sessions.c.account == name))


def set_role(store: Store, name: str, role: str) -> None:
    """Give an account another role. Raises InputError and StoreError."""
    _known_role(role)
    with store.writing() as connection:
        _some(connection.execute(sa.update(t.accounts).where(t.accounts.c.account == name).values(role=role)).rowcount, name)


def _some(count: int, name: str) -> None:
    if not count:
        raise StoreError(name, "no such account", "lagebild account list shows them")


def accounts(store: Store) -> list[Account]:
    """Return all accounts by name."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(t.accounts.c.account, t.accounts.c.role).order_by(t.accounts.c.account))
        return [Account(row.account, row.role) for row in rows]


def password_of(store: Store, name: str) -> str:
    """Return the hash of an account's password, "" where there is no such account."""
    with store.reading() as connection:
        return str(connection.execute(sa.select(t.accounts.c.password).where(t.accounts.c.account == name)).scalar() or "")


def rehash(store: Store, name: str, old: str, new: str) -> None:
    """Keep a newer hash of the same password, unless the password was changed meanwhile."""
    with store.writing() as connection:
        a = t.accounts.c
        connection.execute(sa.update(t.accounts).where(a.account == name, a.password == old).values(password=new))


def _account(connection: Connection, name: str) -> Account | None:
    row = connection.execute(sa.select(t.accounts.c.account, t.accounts.c.role).where(t.accounts.c.account == name)).first()
    return Account(row.account, row.role) if row else None


def hashed(secret: str) -> str:
    """Return what is kept of a session or a token: they are random enough for a plain hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def begin_session(store: Store, name: str, now: float, before: str = "") -> str:
    """Begin a session and return its secret; the one that the browser had before ends, and so do all that are too old."""
    secret, s = secrets.token_urlsafe(32), t.sessions.c
    with store.writing() as connection:
        old = sa.or_(s.since < now - LONGEST, s.last < now - IDLE, s.session == hashed(before))
        connection.execute(sa.delete(t.sessions).where(old))
        connection.execute(sa.insert(t.sessions).values(session=hashed(secret), account=name, since=now, last=now))
    return secret


def end_session(store: Store, secret: str) -> None:
    """End a session, if there is one."""
    with store.writing() as connection:
        connection.execute(sa.delete(t.sessions).where(t.sessions.c.session == hashed(secret)))


def of_session(store: Store, secret: str, now: float) -> Account | None:
    """Return whose session it is, None where there is none or it has ended."""
    s, name = t.sessions.c, hashed(secret)
    asked = sa.select(s.last, t.accounts.c.account, t.accounts.c.role).join(t.accounts, t.accounts.c.account == s.account)
    with store.reading() as connection:
        alive = (s.session == name, s.since >= now - LONGEST, s.last >= now - IDLE)
        row = connection.execute(asked.where(*alive)).first()
    if row is None:
        return None
    if row.last < now - _SELDOM:
        with store.writing() as connection:
            connection.execute(sa.update(t.sessions).where(s.session == name).values(last=now))
    return Account(row.account, row.role)


def make_token(store: Store, account: str, name: str, at: str, until: float | None = None) -> tuple[Token, str]:
    """Make a token of an account and return it with its secret, which nobody can be told again. Raises StoreError."""
    secret = f"lagebild_{secrets.token_urlsafe(32)}"
    with store.writing() as connection:
        _some(int(_account(connection, account) is not None), account)
        row = {"account": account, "name": name[:80], "hash": hashed(secret), "at": at, "until": until}
        number = connection.execute(sa.insert(t.tokens).values(row).returning(t.tokens.c.token)).scalar_one()
    return Token(number, account, name[:80], at, until), secret


def revoke_token(store: Store, number: int, account: str = "") -> Token:
    """Revoke a token; with `account`, only one of this account. Raises StoreError where there is none."""
    c = t.tokens.c
    wanted = [c.token == number, *([c.account == account] if account else [])]
    with store.writing() as connection:
        found = _tokens(connection, *wanted)
        if not found:
            raise StoreError(str(number), "no such token", "lagebild account tokens shows them")
        connection.execute(sa.delete(t.tokens).where(*wanted))
    return found[0]


def tokens(store: Store, account: str = "") -> list[Token]:
    """Return the tokens of an account, or all, oldest first."""
    with store.reading() as connection:
        return _tokens(connection, *([t.tokens.c.account == account] if account else []))


def _tokens(connection: Connection, *wanted: sa.ColumnElement[bool]) -> list[Token]:
    rows = connection.execute(sa.select(t.tokens).where(*wanted).order_by(t.tokens.c.token))
    return [Token(row.token, row.account, row.name, row.at, row.until) for row in rows]


def of_token(store: Store, secret: str, now: float) -> Account | None:
    """Return whose token it is, None where there is none or it has ended."""
    k = t.tokens.c
    asked = sa.select(t.accounts.c.account, t.accounts.c.role).join(t.tokens, k.account == t.accounts.c.account)
    with store.reading() as connection:
        row = connection.execute(asked.where(k.hash == hashed(secret), sa.or_(k.until.is_(None), k.until > now))).first()
    return Account(row.account, row.role) if row else None
