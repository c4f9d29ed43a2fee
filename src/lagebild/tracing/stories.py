"""From documents to stories and origins: candidates, decisions, groups, trees, and which story follows which."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from lagebild.tracing.candidates import Index
from lagebild.tracing.decisions import Decision, decide_pair
from lagebild.tracing.descent import Link, order, trees
from lagebild.tracing.graph import components, groups, vote
from lagebild.tracing.profile import Profile
from lagebild.tracing.relation import DESCENDS

SECOND_LOOK, JOINS, FOLLOWS, _BATCH, _REMEMBERED = 40, 0.5, 0.5, 128, 2000


@dataclass(frozen=True, slots=True)
class Group:
    """A story by places of documents: its origins as trees, and the place of the group that it follows."""

    places: list[int]
    origins: list[list[Link]]
    follows: int | None = None


@dataclass
class Weaver:
    """Takes documents one by one, keeps the decisions between them, and gives the stories whenever asked."""

    index: Index = field(default_factory=Index)
    profiles: list[Profile] = field(default_factory=list)
    decisions: dict[tuple[int, int], Decision] = field(default_factory=dict)

    def add(self, profile: Profile) -> None:
        """Add a document: find candidates among those known, and decide on each."""
        place = len(self.profiles)
        self.profiles.append(profile)
        if place >= _REMEMBERED:
            self.profiles[place - _REMEMBERED].forget()
        for other in self.index.add(profile):
            self._decide(other, place)

    def add_all(self, profiles: Sequence[Profile]) -> None:
        """Add many documents; their heads are encoded together, which takes a fraction of the time."""
        for start in range(0, len(profiles), _BATCH):
            batch = profiles[start : start + _BATCH]
            if batch:
                batch[0].encoder.encode([text for profile in batch for text in profile.heads])
            for profile in batch:
                self.add(profile)

    def _decide(self, a: int, b: int) -> None:
        if (a, b) not in self.decisions:
            decision = decide_pair(self.profiles[a], self.profiles[b])
            # the evidence is only asked for again where a document may become another's parent
            self.decisions[a, b] = decision if decision.descends >= DESCENDS else replace(decision, evidence={})

    def groups(self) -> list[Group]:
        """Return all stories, in the order of their first documents."""
        for near in self._neighbourhoods():
            if len(near) <= SECOND_LOOK:
                for a, b in combinations(near, 2):
                    self._decide(a, b)
        votes = {pair: vote(decision.happening) for pair, decision in self.decisions.items()}
        found = groups(len(self.profiles), votes)
        rows = [sorted(row, key=lambda place: order(self.profiles[place])) for row in found]
        rows.sort(key=lambda row: order(self.profiles[row[0]]))
        follows = self._follows(rows)
        return [Group(row, trees(row, self.profiles, self.decisions), follows.get(number)) for number, row in enumerate(rows)]

    def _neighbourhoods(self) -> Iterator[list[int]]:
        """Documents that are joined by decisions for one happening; in these no pair may stay undecided."""
        joined = (pair for pair, decision in self.decisions.items() if decision.happening > JOINS)
        yield from (row for row in components(range(len(self.profiles)), joined) if len(row) > 1)

    def _follows(self, rows: Sequence[Sequence[int]]) -> dict[int, int]:
        """Return which group follows which: the pairs between them are on average follow-ups, and it begins later."""
        home = {place: number for number, row in enumerate(rows) for place in row}
        between: dict[tuple[int, int], list[float]] = defaultdict(list)
        for (a, b), decision in self.decisions.items():
            if home[a] != home[b]:
                between[max(home[a], home[b]), min(home[a], home[b])].append(decision.probabilities["follow_up"])
        return followed(between)


def followed(between: Mapping[tuple[int, int], Sequence[float]]) -> dict[int, int]:
    """Return which story follows which, from the probabilities that the pairs between a later and an earlier one are follow-ups.

    >>> followed({(2, 0): [0.9, 0.1], (2, 1): [0.8]})
    {2: 1}
    """
    best: dict[int, tuple[float, int]] = {}
    for (later, earlier), values in sorted(between.items()):
        mean = math.fsum(values) / len(values)
        if mean >= FOLLOWS and mean > best.get(later, (0.0, 0))[0]:
            best[later] = (mean, earlier)
    return {later: earlier for later, (_, earlier) in best.items()}
