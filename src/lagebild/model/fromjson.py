"""From the JSON form back to the nouns: the inverse of `jsonform.py`, for what has been written by it.

Whoever takes JSON from elsewhere checks it against the schema first; a missing key is a KeyError here.
"""

from __future__ import annotations

from typing import Any

from lagebild.model.jsonform import Json
from lagebild.model.nouns import (
    UNATTRIBUTED,
    UNSTATED,
    Actor,
    Attribution,
    Certainty,
    Document,
    EventClaim,
    JudgementClaim,
    Note,
    Sheet,
    Source,
    Span,
    Statement,
    When,
)  # fmt: skip


def sheet_from_json(found: Json, document: Document) -> Sheet:
    """Return the sheet of a document from its JSON form."""
    return Sheet(
        document,
        tuple(claim_from_json(claim) for claim in found["claims"]),
        tuple(statement_from_json(statement) for statement in found["statements"]),
        tuple(note_from_json(note) for note in found["notes"]),
        tuple(found.get("warnings", ())),
    )


def claim_from_json(found: Json) -> EventClaim | JudgementClaim:
    """Return an event or a judgement from its JSON form."""
    common = _common(found)
    if found["kind"] == "event":
        sides: Any = {"actors": _actors(found["actors"]), "recipients": _actors(found["recipients"])}
        return EventClaim(event=found["event"], mode=found["mode"], **sides, **common)
    sides = {"subjects": _actors(found["subjects"]), "objects": _actors(found["objects"])}
    return JudgementClaim(judgement=found["judgement"], change=found.get("change", ""), **sides, **common)


def statement_from_json(found: Json) -> Statement:
    """Return a statement from its JSON form."""
    return Statement(
        speaker=_source(found["speaker"]), about=_actors(found["about"]), attribution=_attribution(found["attribution"]),
        part=found["part"], sentence=Span(*found["sentence"]), disagrees_with=found["disagrees_with"] or "",
    )  # fmt: skip


def note_from_json(found: Json) -> Note:
    """Return a note from its JSON form."""
    return Note(found["kind"], found["part"], Span(*found["span"]), found["why"])


def _common(found: Json) -> Any:
    when, certainty = found["date"], Certainty(**found["certainty"])
    return {
        **{key: found[key] for key in ("object", "polarity", "status", "stance", "part", "place", "rule")},
        "contexts": tuple(found["contexts"]),
        "certainty": UNSTATED if certainty == UNSTATED else certainty,
        "attribution": _attribution(found["attribution"]),
        "sentence": Span(*found["sentence"]),
        "trigger": Span(*found["trigger"]),
        "date": When(when["from"], when["to"], when["text"]) if when else None,
    }


def _actors(found: list[Json]) -> tuple[Actor, ...]:
    return tuple(Actor(**actor) for actor in found)


def _source(found: Json) -> Source:
    return Source(**found)


def _attribution(found: Json) -> Attribution:
    cue = Span(*found["cue"]) if found["cue"] else None
    made = Attribution(found["kind"], tuple(_source(source) for source in found["sources"]), found["speech"], cue)
    return UNATTRIBUTED if made == UNATTRIBUTED else made
