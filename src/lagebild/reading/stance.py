"""Whether the outlet itself endorses or doubts what it reports: "although this claim may seem far-fetched"."""

from __future__ import annotations

import itertools
from dataclasses import replace

from lagebild.model.nouns import EventClaim, JudgementClaim
from lagebild.model.values import Part, Stance
from lagebild.packs.language import Language
from lagebild.reading.parts import Parse

AnyClaim = EventClaim | JudgementClaim


def take_stance(claims: list[AnyClaim], parses: list[tuple[Part, Parse, list[AnyClaim]]], language: Language) -> list[AnyClaim]:
    """Return the claims, those of a sentence doubted or endorsed where the next one looks back at them and says so."""
    out: dict[int, AnyClaim] = {}
    for (_, _, found), (_, following, _) in itertools.pairwise(parses):
        if not found:
            continue
        stance = _verdict(following, language)
        if stance != "none":
            for claim in found:
                if claim.attribution.kind != "none":
                    out[id(claim)] = replace(claim, stance=stance)
    return [out.get(id(c), c) for c in claims]


def _verdict(parse: Parse, language: Language) -> Stance:
    words = language.notes
    lows = [t.low for t in parse.tokens]
    text = " ".join(lows)
    looks_back = any(
        lows[k] in words["demonstratives"] and any(x in words["claim_nouns"] for x in lows[k + 1 : k + 3]) for k in range(len(lows) - 1)
    )
    if not looks_back:
        return "none"
    if any(w in text for w in words["doubt"]):
        return "doubted"
    return "endorsed" if any(w in lows for w in words["endorse"]) else "none"
