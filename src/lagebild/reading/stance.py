"""Whether the outlet itself endorses or doubts what it reports: "although this claim may seem far-fetched"."""

from __future__ import annotations

from dataclasses import replace

from lagebild.model.nouns import EventClaim, JudgementClaim
from lagebild.model.values import Stance
from lagebild.packs.language import Language
from lagebild.reading.parts import Parse

AnyClaim = EventClaim | JudgementClaim


def take_stance(found: list[AnyClaim], following: Parse, language: Language) -> list[AnyClaim]:
    """Return the claims of a sentence, doubted or endorsed where the next one looks back at them and says so."""
    stance = _verdict(following, language) if found else "none"
    if stance == "none":
        return found
    return [replace(claim, stance=stance) if claim.attribution.kind != "none" else claim for claim in found]


def _verdict(parse: Parse, language: Language) -> Stance:
    words = language.notes
    if words["claim_nouns"].keys().isdisjoint(parse.lows) or words["demonstratives"].keys().isdisjoint(parse.lows):
        return "none"
    text, lows = parse.line, [t.low for t in parse.tokens]
    looks_back = any(
        lows[k] in words["demonstratives"] and any(x in words["claim_nouns"] for x in lows[k + 1 : k + 3]) for k in range(len(lows) - 1)
    )
    if not looks_back:
        return "none"
    if any(w in text for w in words["doubt"]):
        return "doubted"
    return "endorsed" if any(w in lows for w in words["endorse"]) else "none"
