"""Actors of the user's own: laid beside the world's by whoever starts the program, before anything is read.

Nothing here looks for a file: the text of one is handed over. What is laid on holds for this process, and the registry, the readers and
the fingerprint follow it. It may be exchanged between two pieces of work; one that goes on meanwhile keeps to what it began with (`held`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lagebild.model.errors import PackError
from lagebild.packs.entries import Entry, read_entries
from lagebild.packs.strict import Table

KINDS = ("state", "organisation", "alliance", "bloc", "armed_group", "region", "agency", "institute", "ngo")
LANGUAGES = ("de", "en")
_KEYS: dict[str, type] = {
    "code": str, "kind": str, "names": list, "aliases": list, "since": str, "until": str, "state": str, "part_of": str, "members": list,
    "de": dict, "en": dict,
}  # fmt: skip
_CODE, _DATE = re.compile(r"[A-Z][A-Z0-9_]{1,39}"), re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_MOST, _LONGEST = 5000, 100


@dataclass(frozen=True, slots=True)
class OwnActors:
    """The text of a file of actors, and the file's name for errors; without a text there are none."""

    text: str = ""
    file: str = "actors.toml"

    @property
    def mark(self) -> str:
        """A hash of the text, "" where there is none."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.text else ""


_laid = OwnActors()
# what a piece of work holds to; none: what is laid on at the moment
_held: ContextVar[OwnActors | None] = ContextVar("held", default=None)


def lay(actors: OwnActors) -> OwnActors:
    """Lay actors beside the world's from now on, in place of those laid before, which are returned. Raises PackError.

    >>> before = lay(OwnActors('[[actor]]\\ncode = "HARBOUR_FRONT"\\nkind = "armed_group"\\nnames = ["Harbour Front"]\\n'))
    >>> from lagebild.packs.registry import load_registry
    >>> load_registry("en").labels["HARBOUR_FRONT"], lay(before).text == before.text
    ('Harbour Front', False)
    """
    global _laid
    own_actors(actors)
    before, _laid = _laid, actors
    return before


def laid() -> OwnActors:
    """Return the actors that are laid on; within `held`, those that were when it began."""
    return _held.get() or _laid


@contextmanager
def held() -> Iterator[None]:
    """Let what is laid on hold for a piece of work, whatever another thread lays on meanwhile.

    >>> with held():
    ...     before = lay(OwnActors('[[actor]]\\ncode = "FRONT"\\nkind = "bloc"\\nnames = ["Front"]\\n'))
    ...     laid() == before
    True
    >>> laid() == before, laid() == lay(before)
    (False, True)
    """
    token = _held.set(laid())
    try:
        yield
    finally:
        _held.reset(token)


@dataclass(frozen=True, slots=True)
class OwnActor:
    """One entry of the user's: its table in the form of the world's, the dates between which it stands, and where it is written."""

    code: str
    table: Table
    since: str
    until: str
    entry: Entry

    @property
    def adds(self) -> bool:
        """Whether it only adds names, to an actor that is there."""
        return "kind" not in self.table


@lru_cache(maxsize=4)
def own_actors(actors: OwnActors) -> tuple[OwnActor, ...]:
    """Return the entries of a file; raises PackError naming file, line and way out."""
    if not actors.text.strip():
        return ()
    entries, _ = read_entries(actors.text, actors.file, "actor", _KEYS, {})
    if len(entries) > _MOST:
        raise PackError(actors.file, f"{len(entries)} actors", f"give {_MOST} at most")
    seen: dict[str, Entry] = {}
    for entry in entries:
        code = str(entry.table.get("code", ""))
        if not _CODE.fullmatch(code):
            raise PackError(entry.at("code"), f"{code!r} is no code", "give 2 to 40 capital letters, digits and _, a letter first")
        if code in seen:
            raise PackError(entry.at("code"), f"{code} stands already in line {seen[code].line}", "put the two entries together")
        seen[code] = entry
    return tuple(_actor(entry) for entry in entries)


def _actor(entry: Entry) -> OwnActor:
    table = entry.table
    if "kind" in table and table["kind"] not in KINDS:
        raise PackError(entry.at("kind"), f"{table['kind']!r} is no kind of actor", "take one of " + ", ".join(KINDS))
    since, until = _day(entry, "since"), _day(entry, "until")
    if since and until and until < since:
        raise PackError(entry.at("until"), "the actor ends before it begins", "turn the two dates round")
    everywhere = [*_names(entry, "names", table), *_names(entry, "aliases", table)]
    spoken: dict[str, Any] = {}
    for lang in LANGUAGES:
        own = dict(table.get(lang, {}))
        own["names"] = [*_names(entry, "names", own), *everywhere]
        spoken[lang] = own
    if not any(spoken[lang]["names"] for lang in LANGUAGES):
        raise PackError(entry.at(), "an actor without a name", 'give names = ["…"]')
    kept: Table = {key: table[key] for key in ("kind", "state", "part_of", "members") if key in table}
    return OwnActor(table["code"], kept | spoken, since, until, entry)


def _names(entry: Entry, key: str, table: Mapping[str, Any]) -> Iterator[str]:
    for name in table.get(key, ()):
        if not isinstance(name, str) or not 1 < len(name) <= _LONGEST or not any(letter.isalpha() for letter in name):
            raise PackError(entry.at(key), f"{str(name)[:40]!r} is no name", f"give texts of 2 to {_LONGEST} characters, with a letter")
        yield name


def _day(entry: Entry, key: str) -> str:
    day = str(entry.table.get(key, ""))
    if day and not _DATE.fullmatch(day):
        raise PackError(entry.at(key), f"{day[:20]!r} is no date", "write 2024, 2024-05 or 2024-05-06, in quotation marks")
    return day


def check_codes(own: tuple[OwnActor, ...], known: Mapping[str, Any]) -> None:
    """Raise PackError where an entry takes the code of the world's or speaks of one that nobody has; `known` are the world's."""
    there = {*known, *(one.code for one in own)}
    for one in own:
        if one.code in known and not one.adds:
            raise PackError(one.entry.at("kind"), f"{one.code} is an actor of the world's registry", "take another code; or leave kind out")
        if one.code not in known and one.adds:
            raise PackError(one.entry.at(), f"{one.code} has no kind", "give its kind: " + ", ".join(KINDS))
        if one.adds and set(one.table) - set(LANGUAGES):
            raise PackError(one.entry.at(), f"{one.code} is an actor of the world's registry", "give it names and dates of names alone")
        for key, code in _spoken_of(one):
            if code not in there:
                raise PackError(one.entry.at(key), f"{code!r} is the code of no actor", "lagebild registry NAME tells codes")


def _spoken_of(one: OwnActor) -> Iterator[tuple[str, str]]:
    yield from ((key, one.table[key]) for key in ("state", "part_of") if one.table.get(key))
    for member in one.table.get("members", ()):
        fine = isinstance(member, str) or (isinstance(member, list) and len(member) == 3 and all(isinstance(x, str) for x in member))
        if not fine:
            raise PackError(one.entry.at("members"), "a member is a code or [code, from, to]", 'write ["PER", ["CHL", "2020-01-01", ""]]')
        yield "members", member if isinstance(member, str) else member[0]
