"""Tracing what is in the store: new documents find their place among all, with the result that `trace` of all would give.

Two steps, each kept in one transaction. First what is new is compared with its candidates among all documents, and documents whose
candidates it changes are looked at again; those of them whose stories may change by it then wait to be traced too. Second, the stories of
all that wait, and of what hangs together with them, are made anew. Stories that nothing touches stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from lagebild.flow.bearing import Bearing
from lagebild.flow.profiles import Profiles
from lagebild.model.errors import StoreError
from lagebild.store import tracing as kept
from lagebild.store.leases import owns, take
from lagebild.store.opening import Connection, Store

if TYPE_CHECKING:
    from lagebild.model.tracing import Relation
    from lagebild.tracing.decisions import Decision
    from lagebild.tracing.traits import Bucket, Known, Traits
    from lagebild.tracing.vectors import Encoder

MOST, SECONDS, _PAIRS = 500, 60.0, 200
Pair = tuple[int, int]


class LeaseLostError(StoreError):
    """Another program traces: what was made is not kept, and may be made again when that one is done."""


class LeaseHeldError(LeaseLostError):
    """Another program traces: nothing was begun."""


@dataclass
class Work:
    """One program's tracing: the store, who traces, its clock, and the documents' profiles at hand."""

    store: Store
    encoder: Encoder
    owner: str
    clock: Callable[[], float]
    seconds: float = SECONDS
    profiles: Profiles = field(init=False)
    _held: float = 0.0
    _until: float = 0.0

    def __post_init__(self) -> None:
        self.profiles = Profiles(self.encoder)

    def hold(self) -> bool:
        """Take the lease of tracing, or hold it on; False where another program traces."""
        now = self.clock()
        if now < self._held:
            return True
        taken = take(self.store, kept.LEASE, self.owner, now, self.seconds)
        if now > self._until:
            # another may have traced in between, what was read again with other words
            self.profiles.clear()
        self._until = now + self.seconds
        self._held = now + self.seconds / 3 if taken else 0.0
        return taken

    def check(self, connection: Connection) -> None:
        """Raise LeaseLostError where another program has taken over: what was made is not kept."""
        if not owns(connection, kept.LEASE, self.owner):
            raise LeaseLostError(self.store.name, "another program traces now", "let it finish")

    def decide(self, connection: Connection, pairs: Iterable[Pair], candidate: bool) -> dict[Pair, kept.Decided]:
        """Decide pairs, as many at a time as can be done with the profiles at hand."""
        from lagebild.tracing.decisions import decide_pair

        listed, made = list(pairs), dict[Pair, kept.Decided]()
        for start in range(0, len(listed), _PAIRS):
            part = listed[start : start + _PAIRS]
            profiles = self.profiles.need(connection, dict.fromkeys(number for pair in part for number in pair), compared=True)
            for a, b in part:
                self.hold()
                made[a, b] = decided_of(decide_pair(profiles[a], profiles[b]), candidate)
        return made


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
        raise LeaseHeldError(work.store.name, "another program traces now", "let it finish")
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

        self.work, self.new, self.connection, self.fresh = work, new, connection, set(new)
        # what is read again may have other words
        work.profiles.drop(new)
        profiles = work.profiles.need(connection, new, compared=True)
        self.documents = {number: profile.document for number, profile in profiles.items()}
        self.traits = {number: traits_of(profiles[number]) for number in new}
        self.lights = sorted([*kept.load_lights(connection), *map(self._light, new)], key=lambda light: (light.date, light.key))
        self.ranks = {light.number: rank for rank, light in enumerate(self.lights)}
        # a document that was traced before and read again has decisions that rest on what it was
        self.stale = kept.load_decisions(connection, new)
        self.floors: dict[int, tuple[int, int]] = {}
        self.made: dict[Pair, kept.Decided] = {}
        self.bearing = Bearing({}, set())

    def _light(self, number: int) -> kept.Light:
        document, traits = self.documents[number], self.traits[number]
        return kept.Light(number, document.date, document.id, traits.month, traits.signature, (0, 0))

    def find(self) -> None:
        """Find candidates and decide."""
        known = self._known()
        again = {self.lights[rank].number for rank in known.touched_by([self.ranks[number] for number in self.new])}
        again |= {b for _, b in self.stale if b not in self.fresh}
        before = {pair: mark for pair, mark in kept.load_candidates(self.connection, again).items() if pair not in self.stale}
        found = known.candidates([self.ranks[number] for number in (*self.new, *sorted(again))])
        wanted = {(self.lights[a].number, self.lights[rank].number) for rank, row in found.items() for a in row.ranks}
        self.floors = {self.lights[rank].number: (row.lead_floor, row.title_floor) for rank, row in found.items()}
        # documents that are known are taken one after the other, so that each is measured once
        missing = sorted(wanted - before.keys(), key=lambda pair: pair if pair[1] in self.fresh else pair[::-1])
        self.made = self.work.decide(self.connection, missing, True)
        marks = {pair: pair in wanted for pair, mark in before.items() if mark != (pair in wanted)}
        changed = {pair: decided for pair, decided in self.made.items() if not self.fresh.intersection(pair)}
        self.bearing = Bearing.of(self.connection, changed, marks)

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
        """Keep all of it, and let every document whose story may change wait to be traced."""
        kept.put_traits(connection, [_row(number, traits, self.floors[number]) for number, traits in self.traits.items()])
        kept.put_floors(connection, {number: floors for number, floors in self.floors.items() if number not in self.traits})
        kept.drop_decisions(connection, self.stale)
        kept.put_decisions(connection, self.made)
        self.bearing.keep(connection)
        kept.touch(connection, {number for pair in self.stale for number in pair} | self.bearing.touched | self.fresh)


def _row(number: int, traits: Traits, floors: tuple[int, int]) -> dict[str, Any]:
    own = {"month": traits.month, "signature": traits.signature, "lead": traits.lead, "title": traits.title}
    return {"document": number, "lead_floor": floors[0], "title_floor": floors[1], **own}


def decided_of(decision: Decision, candidate: bool) -> kept.Decided:
    """Return a decision as it is kept; the evidence is only asked for again where a document may become another's parent."""
    from lagebild.tracing.relation import DESCENDS

    evidence = decision.evidence if decision.descends >= DESCENDS else {}
    return kept.Decided(candidate, decision.happening, {str(name): value for name, value in decision.probabilities.items()}, evidence)


def decision_of(decided: kept.Decided) -> Decision:
    """Return a kept decision."""
    from lagebild.tracing.decisions import Decision

    return Decision(decided.evidence, cast("dict[Relation, float]", decided.probabilities))
