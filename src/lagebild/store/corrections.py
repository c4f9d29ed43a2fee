"""Analysts' corrections: who said what and when; each can be undone, and all stand when documents are read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model.errors import InputError, StoreError
from lagebild.store import tables as t
from lagebild.store.amending import amended
from lagebild.store.opening import Store
from lagebild.store.sheets import rewrite_claims
from lagebild.store.ties import GRADE, MERGE, SPLIT
from lagebild.store.tracing import members_of, touch

REJECT, AMEND = "reject", "amend"
LETTERS = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class By:
    """Who corrects, when (ISO 8601) and why."""

    who: str
    at: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it was made: its number, kind, what it is about, and by whom it was undone, if it was."""

    number: int
    kind: str
    target: str
    detail: Mapping[str, Any]
    by: By
    undone_by: str = ""
    undone_at: str = ""


def reject_claim(store: Store, claim: str, by: By) -> Correction:
    """Say that a text does not claim what was read from it. Raises StoreError where there is no such claim."""
    with store.writing() as connection:
        _claim(connection, claim)
        return _correct(connection, REJECT, claim, {}, by)


def amend_claim(store: Store, claim: str, changes: Mapping[str, Any], by: By) -> Correction:
    """Say what a text claims instead: `changes` holds fields of the claim. Raises StoreError and InputError."""
    with store.writing() as connection:
        body = amended(_claim(connection, claim)["body"], changes)
        return _correct(connection, AMEND, claim, {"changes": dict(changes), "body": body}, by)


def merge_stories(store: Store, one: str, other: str, by: By) -> Correction:
    """Say that two stories are one: the stories of their first documents stay together. Raises StoreError."""
    with store.writing() as connection:
        keys = [_first(connection, name) for name in (one, other)]
        if one == other:
            raise InputError(one, "a story cannot be merged with itself", "name two stories")
        return _correct(connection, MERGE, one, {"documents": keys, "with": other}, by)


def split_story(store: Store, story: str, documents: Collection[str], by: By) -> Correction:
    """Say that some documents of a story, by key or address, tell another one. Raises StoreError and InputError."""
    with store.writing() as connection:
        d, m = t.documents.c, t.members.c
        inside = sa.select(d.key, d.address).join(t.members, m.document == d.document).where(m.story == story)
        known = {name: row.key for row in connection.execute(inside) for name in (row.key, row.address)}
        if not known:
            raise StoreError(story, "no such story", "look it up with lagebild search")
        if missing := sorted(set(documents) - set(known)):
            raise InputError(missing[0], f"no document of the story {story}", "give keys or addresses of its documents")
        keys = sorted({known[name] for name in documents})
        if len(keys) in (0, len(set(known.values()))):
            raise InputError(story, "nothing is split", "name some of its documents, not all")
        return _correct(connection, SPLIT, story, {"documents": keys}, by)


def grade_outlet(store: Store, outlet: str, letter: str, by: By) -> Correction:
    """Give an outlet a letter of reliability, A to F. Raises InputError."""
    if letter not in LETTERS:
        raise InputError(outlet, f"{letter!r} is no letter of reliability", "give A, B, C, D, E or F")
    with store.writing() as connection:
        return _correct(connection, GRADE, outlet, {"letter": letter}, by)


def undo(store: Store, number: int, by: By) -> Correction:
    """Undo a correction. Raises StoreError where there is none, or where it is undone already."""
    with store.writing() as connection:
        found = next(iter(_load(connection, t.corrections.c.correction == number)), None)
        if found is None or found.undone_at:
            raise StoreError(str(number), "no correction that stands", "lagebild corrections lists them")
        undone = {"undone_by": by.who, "undone_at": by.at}
        connection.execute(sa.update(t.corrections).where(t.corrections.c.correction == number).values(undone))
        _take_effect(connection, found)
        return next(iter(_load(connection, t.corrections.c.correction == number)))


def corrections(store: Store, standing: bool = False) -> list[Correction]:
    """Return all corrections, oldest first, or only those that stand."""
    with store.reading() as connection:
        return _load(connection, *([t.corrections.c.undone_at == ""] if standing else []))


def latest(store: Store, cursor: str = "", most: int = 50) -> tuple[list[Correction], str]:
    """Return corrections, the last one made first, and the cursor of those before; "" at the end. Raises InputError."""
    wanted = [t.corrections.c.correction < _number(cursor)] if cursor else []
    with store.reading() as connection:
        rows = _load(connection, *wanted, most=most + 1, newest=True)
    return rows[:most], str(rows[most - 1].number) if len(rows) > most else ""


def earliest(store: Store, cursor: str = "", most: int = 50) -> tuple[list[Correction], str]:
    """Return corrections, the first one made first, and the cursor of those after; "" at the end. Raises InputError."""
    wanted = [t.corrections.c.correction > _number(cursor)] if cursor else []
    with store.reading() as connection:
        rows = _load(connection, *wanted, most=most + 1)
    return rows[:most], str(rows[most - 1].number) if len(rows) > most else ""


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise InputError("cursor", f"{cursor[:40]!r} is no cursor", "take the one that the page before gave")
    return int(cursor)


def correction(store: Store, number: int) -> Correction | None:
    """Return a correction by its number."""
    with store.reading() as connection:
        return next(iter(_load(connection, t.corrections.c.correction == number)), None)


def on_claims(store: Store, document: str) -> dict[str, list[Correction]]:
    """Return the corrections that stand on claims of a document (by address), oldest first, by the claim."""
    c, found = t.corrections.c, dict[str, list[Correction]]()
    wanted = (c.kind.in_((REJECT, AMEND)), c.undone_at == "", c.target.startswith(f"{document}-", autoescape=True))
    with store.reading() as connection:
        for one in _load(connection, *wanted):
            found.setdefault(one.target, []).append(one)
    return found


def on_story(store: Store, name: str, keys: Collection[str]) -> list[Correction]:
    """Return the mergers and splits that stand and are about a story or name one of its documents (by key), oldest first."""
    wanted = (t.corrections.c.kind.in_((MERGE, SPLIT)), t.corrections.c.undone_at == "")
    with store.reading() as connection:
        return [one for one in _load(connection, *wanted) if one.target == name or set(one.detail["documents"]) & set(keys)]


def _correct(connection: Connection, kind: str, target: str, detail: Mapping[str, Any], by: By) -> Correction:
    row = {"kind": kind, "target": target, "detail": dict(detail), "why": by.why, "who": by.who, "at": by.at}
    number = connection.execute(sa.insert(t.corrections).values(row).returning(t.corrections.c.correction)).scalar_one()
    made = Correction(number, kind, target, detail, by)
    _take_effect(connection, made)
    return made


def _load(connection: Connection, *wanted: sa.ColumnElement[bool], most: int | None = None, newest: bool = False) -> list[Correction]:
    c = t.corrections.c
    asked = sa.select(t.corrections).where(*wanted).order_by(c.correction.desc() if newest else c.correction)
    rows = connection.execute(asked.limit(most))
    return [
        Correction(r.correction, r.kind, r.target, r.detail, By(r.who, r.at, r.why), r.undone_by, r.undone_at) for r in rows
    ]  # fmt: skip


def _take_effect(connection: Connection, made: Correction) -> None:
    """Write the claims anew, and let all documents wait whose stories or grades may be others now."""
    if made.kind in (REJECT, AMEND):
        numbers = _documents(connection, t.documents.c.address == made.target[:16])
        for number in numbers:
            rewrite_claims(connection, number)
    elif made.kind == GRADE:
        numbers = _documents(connection, t.documents.c.publisher == made.target)
    else:
        numbers = _documents(connection, t.documents.c.key.in_(made.detail["documents"]))
        numbers += _siblings(connection, numbers)
    touch(connection, set(numbers))


def _documents(connection: Connection, wanted: sa.ColumnElement[bool]) -> list[int]:
    return list(connection.execute(sa.select(t.documents.c.document).where(wanted)).scalars())


def _siblings(connection: Connection, numbers: Sequence[int]) -> list[int]:
    names = connection.execute(sa.select(t.members.c.story).where(t.members.c.document.in_(numbers))).scalars()
    return [number for row in members_of(connection, set(names)).values() for number in row]


def _claim(connection: Connection, name: str) -> Mapping[Any, Any]:
    found = connection.execute(sa.select(t.claims).where(t.claims.c.claim == name)).mappings().first()
    if found is None:
        raise StoreError(name, "no such claim", "lagebild search lists claims with their addresses")
    return found


def _first(connection: Connection, story: str) -> str:
    body = connection.execute(sa.select(t.stories.c.body).where(t.stories.c.story == story)).scalar()
    if body is None:
        raise StoreError(story, "no such story", "look it up with lagebild search")
    return str(body["documents"][0])


def gold(store: Store) -> Iterable[dict[str, Any]]:
    """Yield a gold line for every sentence whose claims an analyst has corrected, in the form of the project's gold sentences.

    A line holds all claims of the sentence as they stand: those that were rejected are gone, those amended are as amended.
    """
    with store.reading() as connection:
        wanted = sa.select(t.claims.c.document).where(t.claims.c.state != "").distinct().order_by(t.claims.c.document)
        for number in connection.execute(wanted).scalars().all():
            yield from _gold_of(connection, number)


def _gold_of(connection: Connection, number: int) -> Iterable[dict[str, Any]]:
    from lagebild.store.sheets import load_read

    document = load_read(connection, [number])[number]
    rows = connection.execute(sa.select(t.claims).where(t.claims.c.document == number).order_by(t.claims.c.number)).all()
    places = dict.fromkeys((row.body["part"], *row.body["sentence"]) for row in rows if row.state)
    for part, start, end in places:
        text = (document.title if part == "title" else document.text)[start:end]
        told = [row.body for row in rows if (row.body["part"], *row.body["sentence"]) == (part, start, end) and row.state != "rejected"]
        yield {
            "id": f"{document.id}:{part}:{start}", "lang": document.lang, "date": document.date, "text": text,
            "events": [_gold_claim(body) for body in told if body["kind"] == "event"],
            "judgements": [_gold_claim(body) for body in told if body["kind"] == "judgement"], "tags": ["corrected"],
        }  # fmt: skip


def _gold_claim(body: Mapping[str, Any]) -> dict[str, Any]:
    sides = ("event", "actors", "recipients") if body["kind"] == "event" else ("judgement", "subjects", "objects")
    kind, said = body["attribution"]["kind"], body["attribution"]["sources"]
    named = {name: [side["code"] for side in body[name]] for name in sides[1:]}
    return {
        sides[0]: body[sides[0]], **named, "polarity": body["polarity"], "status": body["status"],
        "attribution": {"kind": kind, "sources": [source.get("code") or source["name"] for source in said]},
        "certainty": body["certainty"]["band"], "contexts": body["contexts"],
    }  # fmt: skip
