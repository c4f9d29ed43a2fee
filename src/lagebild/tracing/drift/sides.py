"""The earlier and the later document with their sentences matched, and how a change is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lagebild.model.nouns import Claim, EventClaim, JudgementClaim
from lagebild.model.tracing import DriftKind, Passage, Relation
from lagebild.tracing.align import align, likeness
from lagebild.tracing.drift.cited import Cited
from lagebild.tracing.drift.meant import Meant
from lagebild.tracing.drift.told import Told
from lagebild.tracing.profile import Profile
from lagebild.tracing.text import Sentence

Signs = Mapping[str, float]
_BY_WORDS, _BESIDE = 0.25, 0.08


@dataclass(frozen=True, slots=True)
class Change:
    """A possible change from the earlier to the later text, with the signs that it is one."""

    kind: DriftKind
    before: Passage | None
    after: Passage | None
    why: str
    signs: Signs = field(default_factory=dict, hash=False, compare=False)


@dataclass
class Sides:
    """Two documents, the earlier first, and the claims read in them."""

    before: Profile
    after: Profile
    relation: Relation
    claims: tuple[Sequence[Claim], Sequence[Claim]] = ((), ())

    @property
    def crossing(self) -> bool:
        """Whether the texts are of two languages."""
        return self.before.lang != self.after.lang

    @property
    def rows(self) -> Sequence[Sentence]:
        """The sentences of the earlier title and text."""
        return self.before.whole.sentences

    @property
    def columns(self) -> Sequence[Sentence]:
        """The sentences of the later title and text."""
        return self.after.whole.sentences

    @cached_property
    def table(self) -> Any:
        """How alike each earlier sentence is to each later one: as a whole, by its words, and, across languages, by its neighbours."""
        import numpy

        words = numpy.array([[sum(self.meant.pair(i, j)) - 1.0 for j in range(len(self.columns))] for i in range(len(self.rows))])
        table = (1 - _BY_WORDS) * likeness(self.before.whole, self.after.whole) + _BY_WORDS * numpy.clip(words, 0.0, 1.0)
        if not self.crossing or not table.size:
            return table
        around = table.copy()
        around[1:, 1:] += _BESIDE * table[:-1, :-1]
        around[:-1, :-1] += _BESIDE * table[1:, 1:]
        return around / (1 + _BESIDE)

    @cached_property
    def paired(self) -> frozenset[tuple[int, int]]:
        """The places of the best one-to-one pairs of sentences."""
        return frozenset((pair.a, pair.b) for pair in align(self.table))

    @cached_property
    def cited(self) -> tuple[Cited, Cited]:
        """Who stands behind the sentences of the earlier and of the later text."""
        return Cited(self.before), Cited(self.after)

    @cached_property
    def clauses(self) -> Told:
        """How well clauses are told, and sentences by two together."""
        return Told(self.before, self.after)

    @cached_property
    def meant(self) -> Meant:
        """How far the words of each sentence are met in the other text."""
        return Meant(self.before.whole, self.after.whole, self.before.encoder)

    def signs(self, i: int | None = None, j: int | None = None) -> dict[str, float]:
        """Return what is asked of every kind of change: the relation, the languages, and how well the sentences meet."""
        found: dict[str, float] = {
            "heavy": self.relation == "heavy_rewrite",
            "light": self.relation == "light_rewrite",
            "crossing": self.crossing,
        }
        if i is not None:
            found["from_title"] = self.rows[i].part == "title"
        if j is not None:
            found["to_title"] = self.columns[j].part == "title"
        if i is not None and j is not None:
            met = float(self.table[i, j])
            found |= {"alike": 0.0 if self.crossing else met, "alike_crossing": met if self.crossing else 0.0}
            found["best"] = met >= float(self.table[:, j].max())
            found["best_back"] = met >= float(self.table[i].max())
            found["paired"] = (i, j) in self.paired
            found["meant"], found["meant_back"] = self.meant.pair(i, j)
        return found

    def nearest_after(self, i: int, among: Sequence[int] | None = None) -> float:
        """How well the later text, or some sentences of it, tells an earlier sentence."""
        row = self.table[i] if among is None else self.table[i, list(among)]
        return float(row.max()) if row.size else 0.0

    def nearest_before(self, j: int, among: Sequence[int] | None = None) -> float:
        """How well the earlier text, or some sentences of it, tells a later sentence."""
        row = self.table[:, j] if among is None else self.table[list(among), j]
        return float(row.max()) if row.size else 0.0

    def claims_in(self, side: int, sentence: Sentence) -> list[Claim]:
        """Return the claims that the reader found in a sentence of the earlier (0) or the later (1) text."""
        here = (c for c in self.claims[side] if c.part == sentence.part)
        return [c for c in here if c.sentence.start < sentence.end and sentence.start < c.sentence.end]

    def claimed(self, side: int, sentence: Sentence) -> bool:
        """Whether the reader found a claim in a sentence."""
        return bool(self.claims_in(side, sentence))

    def claims_new(self, side: int, sentence: Sentence) -> bool:
        """Whether a sentence makes a claim whose type and sides the other text has nowhere."""
        other = [_said(claim) for claim in self.claims[1 - side]]
        said = map(_said, self.claims_in(side, sentence))
        return any(not any(kind == known and codes & named for known, named in other) for kind, codes in said)


def _said(claim: Claim) -> tuple[str, set[str]]:
    """The type of a claim and the codes of its sides."""
    if isinstance(claim, EventClaim):
        return claim.event, {actor.code for actor in (*claim.actors, *claim.recipients)}
    assert isinstance(claim, JudgementClaim)
    return claim.judgement, {actor.code for actor in (*claim.subjects, *claim.objects)}


def passage(sentence: Sentence, start: int = 0, end: int | None = None) -> Passage:
    """Return words of a sentence as a passage; code points count within the sentence.

    >>> passage(Sentence("text", 10, 20, "It was so."), 3, 6).text
    'was'
    """
    last = len(sentence.text) if end is None else end
    return Passage(sentence.part, sentence.start + start, sentence.start + last, sentence.text[start:last])
