"""Actors that are no longer the same: a state that became another, a coast guard that became a navy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.model.nouns import EventClaim
from lagebild.tracing.drift.named import STATE, institutions, means_same, names, placed, same
from lagebild.tracing.drift.paired import Item, Paired
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.text import Sentence

_PEOPLE = frozenset({"employees", "residents", "experts", "fishermen", "company", "shipowner"})
"""Those who are called by many words: another word is seldom somebody else."""


def actors(sides: Sides) -> Iterator[Change]:
    """Yield states and institutions that may stand for one another."""
    before, after = (_acting(p.whole.sentences, p.lang) for p in (sides.before, sides.after))
    for one, other, signs in Paired(sides, before, after, same, close=True):
        signs |= {
            "placed": placed(one, sides.before.lang),
            "placed_there": placed(other, sides.after.lang),
            "states": one.kind == STATE,
            "acts": _acts(sides, 0, one),
            "acts_there": _acts(sides, 1, other),
            "means_same": means_same(one, other, sides.before.encoder),
            "people": one.value in _PEOPLE or other.value in _PEOPLE,
            "apart": abs(one.start / len(one.sentence.text) - other.start / len(other.sentence.text)),
        }
        yield Change("actor_changed", one.passage, other.passage, f"{one.passage.text} became {other.passage.text}", signs)


def _acting(sentences: Sequence[Sentence], lang: str) -> list[Item]:
    found = [item for item in names(sentences, lang) if item.kind == STATE] + institutions(sentences, lang)
    return sorted(found, key=lambda item: (item.row, item.start))


def _acts(sides: Sides, side: int, item: Item) -> bool:
    """Whether the reader found a state as an actor in its sentence."""
    claims = sides.claims_in(side, item.sentence) if item.kind == STATE else []
    return any(actor.code == item.value for claim in claims if isinstance(claim, EventClaim) for actor in claim.actors)
