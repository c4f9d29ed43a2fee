"""What changed between two documents that descend from one text, one kind a module."""

from __future__ import annotations

from lagebild.model.tracing import Drift, Relation
from lagebild.tracing.drift.certainty import certainty, doubt, polarity
from lagebild.tracing.drift.claims import added, left_out
from lagebild.tracing.drift.figures import days_changed, numbers_changed
from lagebild.tracing.drift.places import places
from lagebild.tracing.drift.quoted import quotes_altered
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.drift.sources import attribution
from lagebild.tracing.profile import Profile

_KINDS = (certainty, doubt, attribution, quotes_altered, numbers_changed, days_changed, places, polarity, added, left_out)


def drift(a: Profile, b: Profile, relation: Relation, flipped: bool = False) -> list[Drift]:
    """Return what changed from `a` to `b` (from `b` to `a` where `flipped`), in the order of the earlier text."""
    sides = Sides(b, a, relation) if flipped else Sides(a, b, relation)
    changes = [change for kind in _KINDS for change in kind(sides)]
    found = dict.fromkeys(_drift(change, flipped) for change in changes)
    return sorted(found, key=lambda d: _place(d, flipped))


def _drift(change: Change, flipped: bool) -> Drift:
    a, b = (change.after, change.before) if flipped else (change.before, change.after)
    return Drift(change.kind, a, b, change.why)


def _place(found: Drift, flipped: bool) -> tuple[bool, int, str]:
    first = (found.b or found.a) if flipped else (found.a or found.b)
    return (first.part == "text", first.start, found.kind) if first else (True, 0, found.kind)
