"""Stories of a part of the documents that is closed: no document outside it tells the same happening as one inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from lagebild.tracing.decisions import Decision
from lagebild.tracing.descent import order, trees
from lagebild.tracing.graph import components, groups, vote
from lagebild.tracing.profile import Profile
from lagebild.tracing.stories import JOINS, SECOND_LOOK, Group

Pair = tuple[int, int]


def second_looks(size: int, candidates: Mapping[Pair, Decision]) -> set[Pair]:
    """Return the pairs of places that must be decided though neither was a candidate: those of small neighbourhoods."""
    near = components(range(size), (pair for pair, decision in candidates.items() if decision.happening > JOINS))
    small = (sorted(row) for row in near if 1 < len(row) <= SECOND_LOOK)
    return {pair for row in small for pair in combinations(row, 2)} - set(candidates)


def regroup(
    profiles: Sequence[Profile], decisions: Mapping[Pair, Decision], amend: Callable[[list[list[int]]], list[list[int]]]
) -> list[Group]:
    """Return the stories of documents, in the order of their first; `amend` does what analysts said to the groups of places."""
    votes = {pair: vote(decision.happening) for pair, decision in decisions.items()}
    rows = [sorted(row, key=lambda place: order(profiles[place])) for row in amend(groups(len(profiles), votes))]
    rows.sort(key=lambda row: order(profiles[row[0]]))
    return [Group(row, trees(row, profiles, decisions)) for row in rows]


def order_text(profile: Profile) -> str:
    """Return the order of time as a text: sorted by it, documents stand as `order` puts them."""
    late, moment, words, name = order(profile)
    return f"{late:d} {moment.isoformat(timespec='microseconds')} {10**9 + words:010} {name}"
