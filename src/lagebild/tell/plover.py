"""Events as PLOVER records: field names of the codebook's chapter "JSON Data Fields" (draft of 2021), one record an event.

Fields beyond the codebook: `quad_class` (the quad class in words), `status`, `polarity`, `certainty`, `attribution` and `rule`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import Any

from lagebild.model.jsonform import claim_json
from lagebild.model.nouns import Actor, Document, EventClaim, Sheet, When
from lagebild.packs.rules import load_ontology
from lagebild.tell.view import flat, in_reading_order, part_text

QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
_CONTEXT_OF_STATUS = {"planned": "future", "possible": "hypothetical", "hypothetical": "hypothetical"}


def records(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield a record an event, in reading order.

    The codebook marks what did not happen by contexts: "negation", "future", "hypothetical"; sieve by them before counting.
    """
    for number, claim in enumerate(in_reading_order(sheet), 1):
        if isinstance(claim, EventClaim):
            yield _record(number, claim, sheet.document)


def _record(number: int, claim: EventClaim, document: Document) -> dict[str, Any]:
    facts = load_ontology()["events"][claim.event]
    said = claim_json(claim)
    own: dict[str, Any] = {
        "id": f"{document.content_id}-{number:03}",
        **_dates(claim.date, document.date),
        "source": [_actor(actor) for actor in claim.actors],
        "recipient": [_actor(actor) for actor in claim.recipients],
        "event": [claim.event],
        "mode": [claim.mode] if claim.mode else [],
        "context": [*claim.contexts, *_modal(claim)],
        "quad_code": QUADS[facts["quad"]],
        "quad_class": facts["quad"],
        "event_scale": facts["modes"].get(claim.mode, facts["score"]),
        "event_loc": {"name": claim.place} if claim.place else None,
        "event_text": [claim.trigger.of(part_text(document, claim.part))],
    }
    further = {key: said[key] for key in ("status", "polarity", "certainty", "attribution", "rule")}
    return own | _text(claim, document) | further


def _modal(claim: EventClaim) -> list[str]:
    negated = ["negation"] if claim.polarity == "negated" else []
    unreal = _CONTEXT_OF_STATUS.get(claim.status)
    return negated + ([unreal] if unreal else [])


def _actor(actor: Actor) -> dict[str, str]:
    return {"code": actor.code, "actor_text": actor.name}


def _text(claim: EventClaim, document: Document) -> dict[str, Any]:
    from lagebild import __version__

    return {
        "text": flat(claim.sentence.of(part_text(document, claim.part))),
        "text_info": {"part": claim.part, "start": claim.sentence.start, "end": claim.sentence.end},
        "cite_info": {
            "citation": document.id, "title": document.title, "url": document.url, "publication": document.publisher,
            "published": document.date, "language": document.lang, "coder": f"lagebild {__version__}", "codebook": "PLOVER 2021",
        },
    }  # fmt: skip


def _dates(when: When | None, published: str) -> dict[str, str | None]:
    """Return the first and, where it is another, the last day; the day of publication where the text tells no time."""
    if not when:
        return {"date": published[:10] or None}
    first, last = day(when.start, last=False), day(when.end, last=True)
    dates: dict[str, str | None] = {"date": first}
    return dates if last == first else dates | {"enddate": last}


def day(iso: str, last: bool) -> str:
    """Return the first or last day of an ISO year, month or day.

    >>> day("2024-02", last=True), day("2024", last=False), day("2024-02-03", last=True)
    ('2024-02-29', '2024-01-01', '2024-02-03')
    """
    if len(iso) >= 10:
        return iso[:10]
    year, month = iso[:4], iso[5:7] or ("12" if last else "01")
    return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1] if last else 1:02}"
