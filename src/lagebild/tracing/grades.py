"""Grades after the NATO Admiralty code (AJP-2.1): reliability of the sources A to F, credibility of the information 1 to 6.

Reliability is not computed: it comes from a table that the user keeps, and is F ("cannot be judged") without one. Credibility comes from
independent origins, primary sources, contradictions and hedges, and never from the number of articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lagebild.model.tracing import Telling
from lagebild.tracing.primary import voice, voices

_UNKNOWN, _HALF = "F", 0.5
_OPEN = ("planned", "possible", "hypothetical", "questioned")
_UNLIKELY = ("unlikely", "very_unlikely", "almost_no_chance")


@dataclass
class Tellings:
    """The tellings for and against a happening, the origin of every document by number, and its publisher."""

    told: Sequence[Telling]
    against: Sequence[Telling]
    origins: Mapping[str, int]
    publishers: Mapping[str, str]

    @cached_property
    def origins_for(self) -> set[int]:
        """The origins that tell it."""
        return {self.origins[telling.document] for telling in self.told}

    @cached_property
    def origins_against(self) -> set[int]:
        """The origins that deny it."""
        return {self.origins[telling.document] for telling in self.against}

    @cached_property
    def voices(self) -> set[str]:
        """Who is cited for it. Where anybody is, an outlet that cites nobody may be carrying the same words and adds none."""
        cited = {voice(source) for telling in self.told for source in voices(telling.claim.attribution)}
        attributed = any(telling.claim.attribution.kind != "none" for telling in self.told)
        return cited if attributed else {f"origin {number}" for number in self.origins_for}

    @cached_property
    def open(self) -> bool:
        """No telling says that it happened."""
        return all(telling.claim.status in _OPEN for telling in self.told)

    @cached_property
    def doubted(self) -> float:
        """The share of tellings that an outlet doubts or a text calls unlikely."""
        hedged = [t.claim.stance == "doubted" or t.claim.certainty.band in _UNLIKELY for t in self.told]
        return sum(hedged) / len(hedged) if hedged else 0.0


def grade(tellings: Tellings, reliability: Mapping[str, str]) -> tuple[str, int, tuple[str, ...]]:
    """Return reliability, credibility, and a sentence of justification for each thing that decided."""
    letter, why_letter = _reliability(tellings, reliability)
    number, why = _credibility(tellings)
    return letter, number, (why_letter, *why)


def _reliability(tellings: Tellings, table: Mapping[str, str]) -> tuple[str, str]:
    known = {table[name]: name for t in tellings.told if (name := tellings.publishers.get(t.document, "")) in table}
    if not known:
        return _UNKNOWN, "Reliability F: none of the outlets is in the table of reliability."
    best = min(known)
    return best, f"Reliability {best}: the best of the outlets in the table, {known[best]}."


def _credibility(tellings: Tellings) -> tuple[int, tuple[str, ...]]:
    origins, against, named = len(tellings.origins_for), len(tellings.origins_against), len(tellings.voices)
    base = f"{origins} independent {'origin' if origins == 1 else 'origins'}, {len(tellings.told)} tellings in all."
    if tellings.open:
        return 6, (base, "Credibility 6: nobody says that it has happened; it is planned, possible or asked.")
    if against > origins and against > 1:
        return 5, (base, f"Credibility 5: {against} independent origins deny it, more than tell it.")
    if against:
        return 4, (base, f"Credibility 4: it is denied in {against} of the story's origins.")
    if tellings.doubted >= _HALF:
        return 4, (base, "Credibility 4: half of the tellings or more are doubted by the outlet or called unlikely.")
    if named <= 1 or origins == 1:
        return 3, (base, _single(tellings, origins))
    if origins > 2 and named > 2:
        return 1, (base, f"Credibility 1: {named} different sources are cited in {origins} independent origins, and nobody denies it.")
    return 2, (base, f"Credibility 2: {named} different sources are cited in {origins} independent origins, and nobody denies it.")


def _single(tellings: Tellings, origins: int) -> str:
    if origins == 1:
        return "Credibility 3: all tellings descend from one text."
    if not tellings.voices:
        return "Credibility 3: no source is named, so that one person may stand behind all tellings."
    return "Credibility 3: one source stands behind all tellings, however many carry it."
