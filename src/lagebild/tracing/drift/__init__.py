"""What changed between two documents that descend from one text, one kind a module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.model.nouns import Claim
from lagebild.model.tracing import Drift, Relation
from lagebild.tracing.drift.actors import actors
from lagebild.tracing.drift.certainty import certainty
from lagebild.tracing.drift.claims import added, left_out
from lagebild.tracing.drift.doubt import doubt
from lagebild.tracing.drift.figures import days_changed, numbers_changed
from lagebild.tracing.drift.places import places
from lagebild.tracing.drift.polarity import polarity
from lagebild.tracing.drift.quoted import quotes_altered
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.drift.sources import attribution
from lagebild.tracing.drift.weigh import likely
from lagebild.tracing.profile import Profile

_KINDS = (certainty, doubt, attribution, quotes_altered, numbers_changed, days_changed, places, actors, polarity, added, left_out)
Claims = tuple[Sequence[Claim], Sequence[Claim]]


def drift(a: Profile, b: Profile, relation: Relation, flipped: bool = False, claims: Claims = ((), ())) -> list[Drift]:
    """Return what changed from `a` to `b` (from `b` to `a` where `flipped`), in the order of the earlier text."""
    found = dict.fromkeys(written(change, flipped) for change in likely(candidates(a, b, relation, flipped, claims)))
    return sorted(found, key=lambda d: _place(d, flipped))


def candidates(a: Profile, b: Profile, relation: Relation, flipped: bool = False, claims: Claims = ((), ())) -> Iterator[Change]:
    """Yield everything that may have changed, with its signs."""
    sides = Sides(b, a, relation, (claims[1], claims[0])) if flipped else Sides(a, b, relation, claims)
    for kind in _KINDS:
        yield from kind(sides)


def written(change: Change, flipped: bool) -> Drift:
    """Return a change as the noun, with the sides in the order asked for."""
    a, b = (change.after, change.before) if flipped else (change.before, change.after)
    return Drift(change.kind, a, b, change.why)


def _place(found: Drift, flipped: bool) -> tuple[bool, int, str]:
    first = (found.b or found.a) if flipped else (found.a or found.b)
    return (first.part == "text", first.start, found.kind) if first else (True, 0, found.kind)
