"""Which changes of pairs of known documents bear on stories: only their documents need to be traced again.

A new document changes the candidates of others all over the store. Most of these pairs are of documents that tell nothing in common:
whether they count or not, no story is grouped otherwise by it and none follows another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.store import tracing as kept
from lagebild.store.opening import Connection

Pair = tuple[int, int]


@dataclass
class Bearing:
    """The marks of pairs that are kept (True: a candidate), the documents to be traced again, and the pairs that count no longer."""

    marks: Mapping[Pair, bool]
    touched: set[int]
    loose: Sequence[Pair] = ()

    @classmethod
    def of(cls, connection: Connection, made: Mapping[Pair, kept.Decided], marks: Mapping[Pair, bool]) -> Bearing:
        """Weigh decisions that were made between known documents, and pairs that came to be candidates or ceased to be."""
        changed = {pair: (decided, True) for pair, decided in made.items()}
        changed |= {pair: (decided, marks[pair]) for pair, decided in kept.load_pairs(connection, marks).items()}
        judge = _Judge(connection, {number for pair in changed for number in pair})
        bears = {pair for pair, (decided, now) in changed.items() if judge.bears(pair, decided, now)}
        loose = [pair for pair, now in marks.items() if not now and pair not in bears]
        kept_marks = {pair: now for pair, now in marks.items() if now or pair in bears}
        return cls(kept_marks, {number for pair in bears for number in pair}, loose)

    def keep(self, connection: Connection) -> None:
        """Keep the marks, and forget pairs that count no longer."""
        kept.mark_decisions(connection, self.marks)
        kept.drop_decisions(connection, self.loose)


class _Judge:
    def __init__(self, connection: Connection, numbers: set[int]) -> None:
        from lagebild.tracing.stories import FOLLOWS, JOINS

        self.joins, self.follows = JOINS, FOLLOWS
        self.homes = kept.homes_of(connection, numbers)
        self.company = kept.in_company(connection, numbers, JOINS)
        self.company |= {number for number, home in self.homes.items() if home.documents > 1}

    def bears(self, pair: Pair, decided: kept.Decided, now: bool) -> bool:
        """Whether a story may be another by a pair that has come to count (`now`) or has ceased to."""
        one, other = (self.homes.get(number) for number in pair)
        if decided.happening > self.joins or one is None or other is None:
            return True
        # two documents can only stand in one neighbourhood where each has company there
        if self.company.issuperset(pair) or one.story == other.follows or other.story == one.follows:
            return True
        follow_up: float = decided.probabilities["follow_up"]
        if now:
            return follow_up >= self.follows
        # without a low value the mean of those that are left is higher
        return follow_up < self.follows and max(one.documents, other.documents) > 1
