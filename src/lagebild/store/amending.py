"""What analysts' corrections make of a document's claims; pure but for the one question to the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model import values
from lagebild.model.errors import InputError
from lagebild.model.jsonform import Json
from lagebild.packs.rules import load_ontology
from lagebild.store.rows import claim_row
from lagebild.store.tables import corrections

ON_CLAIMS = ("reject", "amend")
_CLOSED = {
    "event": values.EventType, "judgement": values.JudgementType, "polarity": values.Polarity, "status": values.Status,
    "stance": values.Stance, "certainty": values.Band, "attribution": values.AttributionKind,
    "change": Literal["has", "gains", "loses", ""],
}  # fmt: skip
_SIDES, _OPEN = ("actors", "recipients", "subjects", "objects"), ("mode", "object", "place")


def standing_on_claims(connection: Connection, address: str) -> list[Mapping[str, Any]]:
    """Return the corrections of a document's claims that were not undone, oldest first."""
    c = corrections.c
    wanted = (c.kind.in_(ON_CLAIMS), c.undone_at == "", c.target.startswith(f"{address}-", autoescape=True))
    return [dict(row) for row in connection.execute(sa.select(corrections).where(*wanted).order_by(c.correction)).mappings()]


def apply(bodies: Mapping[str, Json], said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of claims as corrected; the last word on a claim holds.

    An amended claim stays even where the reader no longer finds it (state "kept"): the analyst has said that it is there.
    """
    last = {row["target"]: row for row in said}
    rows = [_row(name, number, body, last.get(name)) for number, (name, body) in enumerate(bodies.items())]
    kept = [row for name, row in last.items() if name not in bodies and row["kind"] == "amend"]
    return rows + [claim_row(row["target"], len(rows) + n, row["detail"]["body"], state="kept") for n, row in enumerate(kept)]


def _row(name: str, number: int, body: Json, correction: Mapping[str, Any] | None) -> dict[str, Any]:
    if correction is None:
        return claim_row(name, number, body)
    if correction["kind"] == "reject":
        return claim_row(name, number, body, state="rejected")
    return claim_row(name, number, correction["detail"]["body"], state="amended", original=body)


def amended(body: Json, changes: Mapping[str, Any]) -> Json:
    """Return a claim's body with fields changed; sides are lists of codes. Raises InputError naming the field and what it takes.

    >>> amended({"kind": "event", "event": "AID", "actors": []}, {"event": "AGREE", "actors": ["PER"]})["actors"][0]["code"]
    'PER'
    """
    found = dict(body)
    for field, value in changes.items():
        if field not in allowed(body):
            raise InputError(field, "no field of this claim that can be amended", "amend " + ", ".join(allowed(body)))
        found[field] = _value(field, value, body)
    _fit(found, changes)
    return found


def modes_of(event: str) -> list[str]:
    """Return the modes that an event of a type may have.

    >>> modes_of("CONSULT")
    ['visit', 'third-party', 'multilateral', 'phone']
    """
    return list(load_ontology()["events"][event]["modes"])


def _fit(found: Json, changes: Mapping[str, Any]) -> None:
    """Take away what does not go with the type that a claim has now; raises InputError where it was asked for."""
    own, modes = ("mode", modes_of(found["event"])) if found["kind"] == "event" else ("change", ["has", "gains", "loses"])
    if own == "change" and found["judgement"] != "influence":
        modes = []
    if found.get(own) and found[own] not in modes:
        if changes.get(own):
            raise InputError(own, f"{found[own]!r} does not go with this type", "give " + (", ".join(modes) or "none"))
        found[own] = ""
    if not found.get("change", "none"):
        del found["change"]


def allowed(body: Json) -> list[str]:
    """Return the fields of a claim that can be amended."""
    own = ("event", "mode", "actors", "recipients") if body["kind"] == "event" else ("judgement", "change", "subjects", "objects")
    return sorted({*own, "polarity", "status", "stance", "certainty", "attribution", "contexts", "object", "place"})


def _value(field: str, value: Any, body: Json) -> Any:
    if field in _CLOSED and value not in get_args(_CLOSED[field]):
        raise InputError(field, f"{value!r} is not one of its values", "give " + ", ".join(get_args(_CLOSED[field])))
    if field == "certainty":
        return {**body[field], "band": value}
    if field == "attribution":
        return {**body[field], "kind": value, **({"sources": [], "speech": "none", "cue": None} if value == "none" else {})}
    if field in _SIDES or field == "contexts":
        if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
            raise InputError(field, "not a list of codes", 'give them as ["PER", "CHL"]')
        if field == "contexts" and (unknown := sorted(set(value) - set(load_ontology()["contexts"]["names"]))):
            raise InputError(field, f"{unknown[0]!r} is no context", "give " + ", ".join(load_ontology()["contexts"]["names"]))
        return [_side(code, body.get(field, [])) for code in value] if field in _SIDES else value
    if field in _OPEN and not isinstance(value, str):
        raise InputError(field, "not a text", "give a text")
    return value


def _side(code: str, known: Sequence[Json]) -> Json:
    # a side that the reader found keeps the words that name it; one that it missed has none
    return next((side for side in known if side["code"] == code), {"code": code, "name": "", "start": 0, "end": 0, "via": "analyst"})
