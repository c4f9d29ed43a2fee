"""The closed lists of values that the nouns use, as in the PLOVER codebook and ICD 203."""

from __future__ import annotations

from typing import Literal

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
JudgementType = Literal["danger", "capability", "intent", "influence", "alliance"]
Polarity = Literal["asserted", "negated"]
Status = Literal["occurred", "ongoing", "planned", "possible", "hypothetical", "questioned"]
AttributionKind = Literal["none", "named", "anonymous", "media"]
Speech = Literal["direct", "indirect", "none"]
Stance = Literal["endorsed", "doubted", "none"]
Part = Literal["title", "text"]
Band = Literal[
    "almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely", "almost_certain", "unstated",
]  # fmt: skip
NoteKind = Literal[
    "headline_stronger_than_body", "headline_question", "unnamed_source", "unnamed_experts", "unnamed_reports",
    "quote_without_speaker", "garbled_words", "outlet_voice_claim", "no_date", "no_author",
]  # fmt: skip

BAND_RANGES: dict[str, tuple[float, float]] = {
    "almost_no_chance": (0.0, 0.05),
    "very_unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly_even": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very_likely": (0.80, 0.95),
    "almost_certain": (0.95, 1.0),
}
"""Probability ranges of ICD 203 (2015, section D.6.e.2), half-open; what lies below 1 % or above 99 % joins the end bands."""


def band_of(probability: float) -> Band:
    """Name the ICD 203 band that a probability (0 to 1) falls into.

    >>> band_of(0.8), band_of(0.999)
    ('very_likely', 'almost_certain')
    """
    for name, (low, high) in BAND_RANGES.items():
        if low <= probability < high:
            return name  # type: ignore[return-value]
    if probability == 1.0:
        return "almost_certain"
    raise ValueError(f"not a probability: {probability}")
