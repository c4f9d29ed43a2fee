"""Passwords: argon2id with the library's own parameters (RFC 9106), as few at once as the memory of a small machine allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lagebild.model.errors import InputError, StoreError

SHORTEST, LONGEST, _AT_ONCE, _PATIENCE = 12, 200, 2, 5.0
_hasher, _room = PasswordHasher(), BoundedSemaphore(_AT_ONCE)


@contextmanager
def _place() -> Iterator[None]:
    # each takes 64 MB; who floods the login must not hold all threads of the desk waiting
    if not _room.acquire(timeout=_PATIENCE):
        raise StoreError("login", "too many log in at once", "try again in a moment")
    try:
        yield
    finally:
        _room.release()


def hash_password(password: str, name: str = "") -> str:
    """Return what is kept of a password. Raises InputError where it is too short, too long, or the account's name."""
    said = _normal(password)
    if not SHORTEST <= len(said) <= LONGEST or len(set(said)) < SHORTEST // 2 or (name and said.lower().strip("0123456789") == name):
        raise InputError("password", "too easy to guess, or too long", f"take {SHORTEST} to {LONGEST} signs, such as four words")
    with _place():
        return _hasher.hash(said)


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one of a hash; without a hash it takes as long, so that nobody learns which accounts there are."""
    if len(password) > LONGEST:
        return False
    with _place():
        try:
            return _hasher.verify(kept or _nobodys(), _normal(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def renewed(password: str) -> str:
    """Return a hash of a password that was let in already, whatever is asked of new ones."""
    with _place():
        return _hasher.hash(_normal(password))


def _normal(password: str) -> str:
    # the same keys give other code points on other systems
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode()


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
