"""The JSON form of the nouns: what the files in `schema/` describe, made from and into dataclasses."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from lagebild.model.nouns import Actor, Attribution, Claim, EventClaim, JudgementClaim, Note, Sheet, Source, Span, Statement

Json = dict[str, Any]
_SCHEMAS = ("sheet", "compare", "story", "desk")


def schema(noun: str = "sheet") -> Json:
    """Return the JSON Schema (draft 2020-12) of a noun; raises KeyError naming the nouns there are.

    >>> schema("span")["$ref"]
    '#/$defs/span'
    """
    files = [_schema_file(name) for name in _SCHEMAS]
    for whole in files:
        if noun in whole["$defs"]:
            return {"$schema": whole["$schema"], "$id": f"{whole['$id']}:{noun}", "$ref": f"#/$defs/{noun}", "$defs": whole["$defs"]}
    known = sorted({name for whole in files for name in whole["$defs"]})
    raise KeyError(f"no schema for {noun!r}; there are: {', '.join(known)}")


def _schema_file(name: str) -> Json:
    found: Json = json.loads(resources.files("lagebild.model").joinpath(f"schema/{name}.schema.json").read_text("utf-8"))
    return found


def sheet_json(sheet: Sheet) -> Json:
    """Return one document's line of output."""
    document = sheet.document
    head: Json = {"id": document.id, "content_id": document.content_id, "lang": document.lang}
    if document.repaired:
        head["text"] = document.text
    body: Json = {
        "claims": [claim_json(claim) for claim in sheet.claims],
        "statements": [_statement(statement) for statement in sheet.statements],
        "notes": [_note(note) for note in sheet.notes],
    }
    return head | body | ({"warnings": list(sheet.warnings)} if sheet.warnings else {})


def claim_json(claim: EventClaim | JudgementClaim) -> Json:
    """Return the JSON form of an event or a judgement."""
    if isinstance(claim, EventClaim):
        own: Json = {
            "kind": "event", "event": claim.event, "mode": claim.mode,
            "actors": [_actor(a) for a in claim.actors], "recipients": [_actor(a) for a in claim.recipients],
        }  # fmt: skip
        return own | _common(claim)
    own = {
        "kind": "judgement", "judgement": claim.judgement,
        "subjects": [_actor(a) for a in claim.subjects], "objects": [_actor(a) for a in claim.objects],
    }  # fmt: skip
    return own | ({"change": claim.change} if claim.change else {}) | _common(claim)


def _common(claim: Claim) -> Json:
    when = claim.date
    return {
        "contexts": list(claim.contexts),
        "object": claim.object,
        "polarity": claim.polarity,
        "status": claim.status,
        "certainty": {"band": claim.certainty.band, "text": claim.certainty.text},
        "attribution": _attribution(claim.attribution),
        "stance": claim.stance,
        "part": claim.part,
        "sentence": _span(claim.sentence),
        "trigger": _span(claim.trigger),
        "date": {"from": when.start, "to": when.end, "text": when.text} if when else None,
        "place": claim.place,
        "rule": claim.rule,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _actor(actor: Actor) -> Json:
    return {"code": actor.code, "name": actor.name, "start": actor.start, "end": actor.end, "via": actor.via}


def _source(source: Source) -> Json:
    if not source.code:
        return {"name": source.name}
    return {"code": source.code, "name": source.name, "start": source.start, "end": source.end, "via": source.via}


def _attribution(attribution: Attribution) -> Json:
    cue = attribution.cue
    return {
        "kind": attribution.kind,
        "sources": [_source(s) for s in attribution.sources],
        "speech": attribution.speech,
        "cue": _span(cue) if cue else None,
    }


def _statement(statement: Statement) -> Json:
    return {
        "speaker": _source(statement.speaker),
        "about": [_actor(a) for a in statement.about],
        "attribution": _attribution(statement.attribution),
        "part": statement.part,
        "sentence": _span(statement.sentence),
        "disagrees_with": statement.disagrees_with or None,
    }


def _note(note: Note) -> Json:
    return {"kind": note.kind, "part": note.part, "span": _span(note.span), "why": note.why}
