"""Tracing what is in the store: new documents find their place among all, with the result that `trace` of all would give.

Two steps, each kept in one transaction. First what is new is compared with its candidates among all documents, and documents whose
candidates it changes are looked at again; all whose pairs have changed then wait to be traced too. Second, the stories of all that wait,
and of what hangs together with them, are made anew. Stories that nothing touches stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from lagebild.model.errors import StoreError
from lagebild.model.nouns import Document
from lagebild.store import tracing as kept
from lagebild.store.leases import owns, take
from lagebild.store.opening import Connection, Store
from lagebild.store.sheets import load_read

if TYPE_CHECKING:
    from lagebild.model.tracing import Relation
    from lagebild.tracing.decisions import Decision
    from lagebild.tracing.profile import Profile
    from lagebild.tracing.traits import Bucket, Known, Traits
    from lagebild.tracing.vectors import Encoder

MOST, SECONDS, _EVERYTHING = 500, 60.0, 1_000_000_000
Pair = tuple[int, int]


class LeaseLostError(StoreError):
    """Another program traces: what was made is not kept, and may be made again when that one is done."""


@dataclass
class Work:
    """One program's tracing: the store, who traces, its clock, and the documents' profiles of this pass."""

    store: Store
    encoder: Encoder
    owner: str
    clock: Callable[[], float]
    seconds: float = SECONDS
    profiles: dict[int, Profile] = field(default_factory=dict)
    _held: float = 0.0

    def hold(self) -> bool:
        """Take the lease of tracing, or hold it on; False where another program traces."""
        now = self.clock()
        if now < self._held:
            return True
        taken = take(self.store, kept.LEASE, self.owner, now, self.seconds)
        self._held = now + self.seconds / 3 if taken else 0.0
        return taken

    def check(self, connection: Connection) -> None:
        """Raise LeaseLostError where another program has taken over: what was made is not kept."""
        if not owns(connection, kept.LEASE, self.owner):
            raise LeaseLostError(self.store.name, "another program traces now", "let it finish")

    def decide(self, a: int, b: int) -> Decision:
        """Decide a pair."""
        from lagebild.tracing.decisions import decide_pair

        self.hold()
        return decide_pair(self.profiles[a], self.profiles[b])

    def need(self, connection: Connection, numbers: Collection[int]) -> None:
        """Have the profiles of documents at hand."""
        from lagebild.tracing.profile import Profile

        missing = [number for number in numbers if number not in self.profiles]
        self.profiles |= {number: Profile(document, self.encoder) for number, document in load_read(connection, missing).items()}


def trace_waiting(work: Work, most: int = MOST) -> int:
    """Trace up to `most` documents that wait for it and what they touch; returns how many are done, 0 where none wait.

    Raises LeaseLostError where another program traces.
    """
    from lagebild.flow.regrouping import regroup_waiting

    with work.store.reading() as connection:
        wanted = list(kept.waiting(connection, most))
    if not wanted:
        return 0
    if not work.hold():
        raise LeaseLostError(work.store.name, "another program traces now", "let it finish")
    work.profiles.clear()
    compare_new(work, wanted)
    return regroup_waiting(work)


def compare_new(work: Work, wanted: Sequence[int]) -> None:
    """Find the candidates of documents that have none yet, decide the pairs, and look again at documents whose candidates change."""
    with work.store.reading() as connection:
        new = kept.without_traits(connection, wanted)
        if not new:
            return
        comparing = Comparing(work, new, connection)
        comparing.find()
    with work.store.writing() as connection:
        work.check(connection)
        comparing.keep(connection)


class Comparing:
    """The candidates of new documents among all, and the decisions on them."""

    def __init__(self, work: Work, new: Sequence[int], connection: Connection) -> None:
        from lagebild.tracing.traits import traits_of

        self.work, self.new, self.connection = work, new, connection
        work.need(connection, new)
        self.traits = {number: traits_of(work.profiles[number]) for number in new}
        self.lights = sorted([*kept.load_lights(connection), *map(self._light, new)], key=lambda light: (light.date, light.key))
        self.ranks = {light.number: rank for rank, light in enumerate(self.lights)}
        # a document that was traced before and read again has decisions that rest on what it was
        self.stale = kept.load_decisions(connection, new)
        self.floors: dict[int, tuple[int, int]] = {}
        self.made: dict[Pair, kept.Decided] = {}

    def _light(self, number: int) -> kept.Light:
        document, traits = self._document(number), self.traits[number]
        return kept.Light(number, document.date, document.id, traits.month, traits.signature, (0, 0))

    def _document(self, number: int) -> Document:
        return self.work.profiles[number].document

    def find(self) -> None:
        """Find candidates and decide."""
        known = self._known()
        fresh = set(self.new)
        again = {self.lights[rank].number for rank in known.touched_by([self.ranks[number] for number in self.new])}
        again |= {b for _, b in self.stale if b not in fresh}
        before = {pair: made for pair, made in kept.load_decisions(self.connection, again, "b").items() if pair not in self.stale}
        found = known.candidates([self.ranks[number] for number in (*self.new, *sorted(again))])
        wanted = {(self.lights[a].number, self.lights[rank].number) for rank, row in found.items() for a in row.ranks}
        self.floors = {self.lights[rank].number: (row.lead_floor, row.title_floor) for rank, row in found.items()}
        self._decide(sorted(wanted), before)
        for pair, decided in before.items():
            if decided.candidate and pair not in wanted:
                self.made[pair] = _marked(decided, False)

    def _decide(self, wanted: Sequence[Pair], before: Mapping[Pair, kept.Decided]) -> None:
        missing = [pair for pair in wanted if pair not in before]
        self.work.need(self.connection, {number for pair in missing for number in pair})
        self.made = {pair: decided_of(self.work.decide(*pair), True) for pair in missing}
        self.made |= {pair: _marked(before[pair], True) for pair in wanted if pair in before and not before[pair].candidate}

    def _known(self) -> Known:
        from lagebild.tracing.traits import Known

        rows = self.lights
        return Known([r.month for r in rows], [r.signature for r in rows], [r.floors for r in rows], self._buckets)

    def _buckets(self, months: set[int] | None) -> list[Bucket]:
        from lagebild.tracing.traits import bucket_of

        rows = kept.load_vectors(self.connection, months)
        rows += [(n, x.month, x.lead, x.title) for n, x in self.traits.items() if months is None or x.month is None or x.month in months]
        by_month: dict[int | None, list[Any]] = defaultdict(list)
        for number, month, lead, title in sorted(rows, key=lambda row: self.ranks[row[0]]):
            by_month[month].append((self.ranks[number], lead, title))
        return [bucket_of(month, *(list(side) for side in zip(*found, strict=True))) for month, found in by_month.items()]

    def keep(self, connection: Connection) -> None:
        """Keep all of it, and let every document whose pairs have changed wait to be traced."""
        kept.put_traits(connection, [_row(number, traits, self.floors[number]) for number, traits in self.traits.items()])
        kept.put_floors(connection, {number: floors for number, floors in self.floors.items() if number not in self.traits})
        kept.drop_decisions(connection, self.stale)
        kept.put_decisions(connection, self.made)
        kept.touch(connection, {number for pair in (*self.made, *self.stale) for number in pair} | set(self.new))


def _row(number: int, traits: Traits, floors: tuple[int, int]) -> dict[str, Any]:
    own = {"month": traits.month, "signature": traits.signature, "lead": traits.lead, "title": traits.title}
    return {"document": number, "lead_floor": floors[0], "title_floor": floors[1], **own}


def _marked(decided: kept.Decided, candidate: bool) -> kept.Decided:
    return kept.Decided(candidate, decided.happening, decided.probabilities, decided.evidence)


def decided_of(decision: Decision, candidate: bool) -> kept.Decided:
    """Return a decision as it is kept; the evidence is only asked for again where a document may become another's parent."""
    from lagebild.tracing.relation import DESCENDS

    evidence = decision.evidence if decision.descends >= DESCENDS else {}
    return kept.Decided(candidate, decision.happening, {str(name): value for name, value in decision.probabilities.items()}, evidence)


def decision_of(decided: kept.Decided) -> Decision:
    """Return a kept decision."""
    from lagebild.tracing.decisions import Decision

    return Decision(decided.evidence, cast("dict[Relation, float]", decided.probabilities))
