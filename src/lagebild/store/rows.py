"""From a claim sheet to rows of the tables, and from rows back to nouns."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lagebild.model.jsonform import Json, claim_json
from lagebild.model.nouns import Document, Sheet

Row = dict[str, Any]


def claim_bodies(sheet: Sheet, address: str) -> dict[str, Json]:
    """Return the claims of a sheet in their order, as JSON by their permanent addresses.

    An address rests on the document and on what is claimed where, not on how it was read: a reader that learns who is meant
    or how sure the text is does not change it.
    """
    seen: Counter[str] = Counter()
    found = {}
    for claim in sheet.claims:
        body = claim_json(claim)
        mark = repr((body["kind"], _type(body), body["part"], body["sentence"], body["trigger"]))
        name = f"{address}-{hashlib.sha256(mark.encode()).hexdigest()[:8]}"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}-{seen[name]}"] = body
    return found


def claim_row(name: str, number: int, body: Json, **more: Any) -> Row:
    """Return the row of a claim."""
    keys = ("kind", "polarity", "status", "rule")
    return {
        "claim": name, "number": number, "type": _type(body), **{key: body[key] for key in keys}, "band": body["certainty"]["band"],
        "attribution": body["attribution"]["kind"], "body": body, "state": "", "original": None, **more,
    }  # fmt: skip


def role_rows(name: str, place: int, body: Json) -> list[Row]:
    """Return who stands in which role of a claim, once each."""
    found = dict.fromkeys((role, side["code"]) for role, sides in _roles(body) for side in sides if side.get("code"))
    same = {"claim": name, "place": place, "kind": body["kind"], "type": _type(body)}
    return [{**same, "role": role, "code": code} for role, code in found]


def pair_rows(name: str, place: int, body: Json) -> list[Row]:
    """Return the pairs that a claim is about: who acts or is judged, and towards whom."""
    one, other = _sides(body)
    found = dict.fromkeys((a["code"], b["code"]) for a in one for b in other if a["code"] != b["code"])
    return [{"claim": name, "one": a, "other": b, "place": place} for a, b in found]


def context_rows(name: str, place: int, body: Json) -> list[Row]:
    """Return the contexts of a claim."""
    return [{"claim": name, "context": context, "place": place} for context in dict.fromkeys(body["contexts"])]


def document_of(row: Mapping[Any, Any]) -> Document:
    """Return the document of a row of `documents`."""
    keys = ("text", "title", "lang", "url", "publisher", "author", "repaired")
    return Document(id=row["key"], date=row["published"], **{key: row[key] for key in keys})


def _type(body: Json) -> str:
    return str(body["event"] if body["kind"] == "event" else body["judgement"])


def _sides(body: Json) -> tuple[list[Json], list[Json]]:
    return (body["actors"], body["recipients"]) if body["kind"] == "event" else (body["subjects"], body["objects"])


def _roles(body: Json) -> Iterator[tuple[str, list[Json]]]:
    one, other = _sides(body)
    yield ("actor" if body["kind"] == "event" else "subject"), one
    yield ("recipient" if body["kind"] == "event" else "object"), other
    yield "cited", body["attribution"]["sources"]
