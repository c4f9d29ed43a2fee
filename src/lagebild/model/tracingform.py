"""The JSON form of comparisons and stories: what `schema/compare.schema.json` and `schema/story.schema.json` describe."""

from __future__ import annotations

from lagebild.model.jsonform import Json
from lagebild.model.tracing import Comparison, Drift, Event, Member, Origin, Passage, Reason, Story, Telling


def comparison_json(comparison: Comparison) -> Json:
    """Return the output of `compare`."""
    return {
        "a": comparison.a,
        "b": comparison.b,
        "relation": comparison.relation,
        "probability": comparison.probability,
        "earlier": comparison.earlier,
        "reasons": [_reason(reason) for reason in comparison.reasons],
        "drift": [_drift(drift) for drift in comparison.drift],
    }


def story_json(story: Story) -> Json:
    """Return one story's line of output."""
    body: Json = {
        "story": story.story,
        "title": story.title,
        "documents": list(story.documents),
        "origins": [_origin(origin) for origin in story.origins],
        "primary_sources": [{"name": s.name, "code": s.code, "documents": list(s.documents)} for s in story.primary_sources],
        "events": [_event(event) for event in story.events],
        "contradictions": [{"events": list(c.events), "why": c.why} for c in story.contradictions],
    }
    return body | ({"follows": story.follows} if story.follows else {})


def _reason(reason: Reason) -> Json:
    return {"evidence": reason.evidence, "value": reason.value, "weight": reason.weight, "text": reason.text}


def _passage(passage: Passage | None) -> Json | None:
    return {"part": passage.part, "start": passage.start, "end": passage.end, "text": passage.text} if passage else None


def _drift(drift: Drift) -> Json:
    return {"kind": drift.kind, "a": _passage(drift.a), "b": _passage(drift.b), "why": drift.why}


def _member(member: Member) -> Json:
    return {
        "id": member.id,
        "parent": member.parent,
        "relation": member.relation,
        "probability": member.probability,
        "reasons": [_reason(reason) for reason in member.reasons],
    }


def _origin(origin: Origin) -> Json:
    head: Json = {"origin": origin.origin, "first": origin.first}
    return head | ({"agency": origin.agency} if origin.agency else {}) | {"members": [_member(member) for member in origin.members]}


def _event(event: Event) -> Json:
    return {
        "event": event.event,
        "type": event.type,
        "polarity": event.polarity,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "date": {"from": event.start, "to": event.end} if event.start else None,
        "place": event.place,
        "claims": [_telling(telling) for telling in event.claims],
        "independent_origins": event.independent_origins,
        "reliability": event.reliability,
        "credibility": event.credibility,
        "why": list(event.why),
    }


def _telling(telling: Telling) -> Json:
    claim = telling.claim
    return {
        "document": telling.document,
        "part": claim.part,
        "start": claim.sentence.start,
        "end": claim.sentence.end,
        "text": telling.text,
        "rule": claim.rule,
        "polarity": claim.polarity,
        "certainty": claim.certainty.band,
        "attribution": claim.attribution.kind,
    }
