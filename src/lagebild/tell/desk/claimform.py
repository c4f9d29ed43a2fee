"""The form that amends a claim: what it shows, what it offers, and what of it says something else than the claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from lagebild.model import values
from lagebild.model.jsonform import Json
from lagebild.packs.rules import load_ontology
from lagebild.store.amending import modes_of
from lagebild.tell.desk.rendering import Ask
from lagebild.tell.desk.search import code_of
from lagebild.tell.names import actor_name
from lagebild.tell.words import Words

SIDES = ("actors", "recipients", "subjects", "objects")
_WORDS = {
    "event": "events", "judgement": "judgements", "mode": "modes", "change": "changes", "polarity": "polarities", "status": "statuses",
    "stance": "stances", "certainty": "bands", "attribution": "attributions", "contexts": "contexts",
}  # fmt: skip


def changes_of(ask: Ask, body: Json) -> dict[str, Any]:
    """Return the fields that the form says otherwise than the claim. Raises InputError for an actor that nobody knows."""
    said = {name: ask.said(name) for name in fields_of(body) if name in ask.form}
    found: dict[str, Any] = {}
    for name, value in said.items():
        found[name] = [code_of(part.strip(), ask.words) for part in value.split(",") if part.strip()] if name in SIDES else value
    if "with_contexts" in ask.form:
        found["contexts"] = [name for name in load_ontology()["contexts"]["names"] if name in ask.all("contexts")]
    before = fields_of(body)
    return {name: value for name, value in found.items() if _plain(value) != _plain(before[name])}


def _plain(value: Any) -> Any:
    return sorted(set(value)) if isinstance(value, list) else value


def fields_of(body: Json) -> dict[str, Any]:
    """Return the fields of a claim as its form shows them: sides as codes, certainty and attribution as their kinds."""
    names = ("event", "mode", *SIDES[:2]) if body["kind"] == "event" else ("judgement", "change", *SIDES[2:])
    found = {name: body.get(name, "") for name in (*names, "polarity", "status", "stance", "object", "place", "contexts")}
    found |= {name: [side["code"] for side in body[name]] for name in names if name in SIDES}
    return found | {"certainty": body["certainty"]["band"], "attribution": body["attribution"]["kind"]}


def said(fields: Mapping[str, Any], words: Words) -> str:
    """Return fields of a claim in words."""
    return "; ".join(f"{words('amend', name)}: {_value(name, value, words)}" for name, value in fields.items())


def _value(name: str, value: Any, words: Words) -> str:
    if name in SIDES:
        return ", ".join(actor_name(code, words.lang) for code in value) or words("ui", "nobody")
    listed: Sequence[str] = value if isinstance(value, list) else [value] if value else []
    return ", ".join(words(_WORDS[name], one) if name in _WORDS else one for one in listed) or "–"


def offers(body: Json, words: Words) -> dict[str, list[tuple[str, str]]]:
    """Return what the lists of the form offer for a claim: value and word."""
    event = body["kind"] == "event"
    kinds = get_args(values.EventType if event else values.JudgementType)
    table = "events" if event else "judgements"
    found = {table[:-1]: [(one, f"{one} · {words(table, one)}" if event else words(table, one)) for one in kinds]}
    closed = {"polarity": values.Polarity, "status": values.Status, "stance": values.Stance, "certainty": values.Band,
              "attribution": values.AttributionKind}  # fmt: skip
    for name, kind in closed.items():
        found[name] = [(one, words(_WORDS[name], one) or words("amend", "no_stance")) for one in get_args(kind)]
    found["contexts"] = sorted(
        ((one, words("contexts", one)) for one in load_ontology()["contexts"]["names"]), key=lambda one: one[1].lower()
    )
    found["change"] = [(one, words("changes", one)) for one in ("has", "gains", "loses")]
    return found


def modes(words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the modes of each type of event: its word, and for each mode value and word."""
    rows = [(words("events", event), [(mode, words("modes", mode)) for mode in modes_of(event)]) for event in get_args(values.EventType)]
    return [row for row in rows if row[1]]


def as_sent(ask: Ask, body: Json) -> dict[str, Any]:
    """Return the fields that the form is to show: those that were sent and refused, else those of the claim."""
    found = {name: ", ".join(value) if name in SIDES else value for name, value in fields_of(body).items()}
    found |= {name: ask.said(name) for name in found if name in ask.form and name != "contexts"}
    return found | ({"contexts": ask.all("contexts")} if "with_contexts" in ask.form else {}) | {"why": ask.said("why")}
