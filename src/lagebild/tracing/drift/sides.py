"""The earlier and the later document with their sentences matched, and how a change is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lagebild.model.tracing import DriftKind, Passage, Relation
from lagebild.tracing.align import align, likeness
from lagebild.tracing.profile import Profile
from lagebild.tracing.text import Sentence

MATCHED, SURE = 0.38, 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A change from the earlier to the later text."""

    kind: DriftKind
    before: Passage | None
    after: Passage | None
    why: str


@dataclass(frozen=True, slots=True)
class Met:
    """A sentence of the earlier text and the one of the later that tells it, with their places and likeness."""

    before: Sentence
    after: Sentence
    i: int
    j: int
    likeness: float


@dataclass
class Sides:
    """Two documents, the earlier first."""

    before: Profile
    after: Profile
    relation: Relation

    @cached_property
    def table(self) -> Any:
        """How alike each earlier sentence is to each later one."""
        return likeness(self.before, self.after)

    @cached_property
    def met(self) -> list[Met]:
        """Matched sentences: the best one-to-one pairs, and for every sentence left over its nearest."""
        pairs = {(p.a, p.b) for p in align(self.table) if p.likeness >= MATCHED}
        if self.table.size:
            pairs |= {(int(self.table[:, j].argmax()), j) for j in range(self.table.shape[1]) if self.table[:, j].max() >= SURE}
            pairs |= {(i, int(self.table[i].argmax())) for i in range(self.table.shape[0]) if self.table[i].max() >= SURE}
        return [Met(self.before.body[i], self.after.body[j], i, j, float(self.table[i, j])) for i, j in sorted(pairs)]

    def nearest_after(self, i: int) -> float:
        """How well the later text tells an earlier sentence."""
        return float(self.table[i].max()) if self.table.size else 0.0

    def nearest_before(self, j: int) -> float:
        """How well the earlier text tells a later sentence."""
        return float(self.table[:, j].max()) if self.table.size else 0.0

    def told_by(self, i: int) -> Iterator[Sentence]:
        """Yield the later sentences that tell an earlier one."""
        yield from (met.after for met in self.met if met.i == i)


def passage(sentence: Sentence, start: int = 0, end: int | None = None) -> Passage:
    """Return words of a sentence as a passage; code points count within the sentence.

    >>> passage(Sentence("text", 10, 20, "It was so."), 3, 6).text
    'was'
    """
    last = len(sentence.text) if end is None else end
    return Passage(sentence.part, sentence.start + start, sentence.start + last, sentence.text[start:last])
