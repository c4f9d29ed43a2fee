"""From a story's documents to its origins: each document under the earlier one that it most likely descends from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.tracing.decisions import Decision
from lagebild.tracing.profile import Profile
from lagebild.tracing.relation import DESCENDS

Decisions = Mapping[tuple[int, int], Decision]


@dataclass(frozen=True, slots=True)
class Link:
    """A document (its place), its parent's place or None, and the decision between them."""

    child: int
    parent: int | None = None
    decision: Decision | None = None


def trees(places: Sequence[int], profiles: Sequence[Profile], decisions: Decisions) -> list[list[Link]]:
    """Return the origins among some documents, each a tree as links in the order of time; its first link has no parent."""
    roots: list[list[Link]] = []
    home: dict[int, list[Link]] = {}
    for child in sorted(places, key=lambda place: order(profiles[place])):
        parent = max(home, key=lambda place: (_descends(place, child, decisions), -place), default=None)
        if parent is None or _descends(parent, child, decisions) < DESCENDS:
            home[child] = [Link(child)]
            roots.append(home[child])
        else:
            home[child] = home[parent]
            home[child].append(Link(child, parent, decisions[_pair(parent, child)]))
    return roots


def _descends(a: int, b: int, decisions: Decisions) -> float:
    decision = decisions.get(_pair(a, b))
    return decision.descends if decision else 0.0


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def order(profile: Profile) -> tuple[bool, datetime.datetime, int, str]:
    """The order of time; a document without a time comes last, but an agency's own text comes first."""
    own = bool(profile.agency) and profile.document.publisher == profile.agency
    late = profile.published is None and not own
    moment = profile.published or (datetime.datetime.min if own else datetime.datetime.max)
    return late, moment, -profile.length, profile.document.id
