"""What is kept of a document so that candidates can be found among documents that are not in memory; see `candidates.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lagebild.tracing.candidates import (
    BANDS,
    HASHES,
    NEAR,
    NEAREST,
    NEAREST_TITLES,
    ROWS,
    SIMILAR_MOST,
    beside,
    best,
    month_of,
    signature_of,
    whole,
)  # fmt: skip
from lagebild.tracing.profile import Profile

if TYPE_CHECKING:
    from lagebild.tracing.vectors import Matrix

_MIXERS, _CHUNK = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9), 256


@dataclass(frozen=True, slots=True)
class Traits:
    """The month of a document, the signature of its runs of words (None without words), the vectors of its lead and title."""

    month: int | None
    signature: bytes | None
    lead: bytes
    title: bytes


def traits_of(profile: Profile) -> Traits:
    """Return the traits of a document."""
    import numpy

    signature = signature_of(profile).hashvalues.astype("<u4").tobytes() if profile.shingles else None
    lead, title = (whole(row).astype(numpy.dtype("<i2")).tobytes() for row in (profile.lead_vector, profile.title_vector))
    return Traits(month_of(profile), signature, lead, title)


@dataclass(frozen=True)
class Bucket:
    """The documents of one month: their ranks, in order, and the vectors of their leads and titles."""

    month: int | None
    ranks: Matrix
    leads: Matrix
    titles: Matrix


def bucket_of(month: int | None, ranks: Sequence[int], leads: Sequence[bytes], titles: Sequence[bytes]) -> Bucket:
    """Return a bucket from the traits of documents."""
    import numpy

    rows = [numpy.frombuffer(b"".join(side), dtype="<i2").reshape(len(ranks), -1).astype(numpy.float32) for side in (leads, titles)]
    return Bucket(month, numpy.asarray(ranks), rows[0], rows[1])


Buckets = Callable[[set[int] | None], Sequence[Bucket]]


@dataclass(frozen=True, slots=True)
class Found:
    """The ranks of a document's candidates, and what a lead or title must reach to be among them."""

    ranks: frozenset[int]
    lead_floor: int
    title_floor: int


@dataclass
class Known:
    """All documents by rank, their place in the order in which `trace` takes them.

    `buckets` gives the vectors of some months and of the documents without one, or all of them (None).
    """

    months: Sequence[int | None]
    signatures: Sequence[bytes | None]
    floors: Sequence[tuple[int, int]]
    buckets: Buckets

    @cached_property
    def _codes(self) -> Matrix:
        """One number a band for every document; equal numbers are what the locality-sensitive hash calls a collision."""
        import numpy

        empty = bytes(4 * HASHES)
        rows = numpy.frombuffer(b"".join(s or empty for s in self.signatures), dtype="<u4").reshape(-1, HASHES).astype(numpy.uint64)
        parts = [rows[:, place : BANDS * ROWS : ROWS] * numpy.uint64(mixer) for place, mixer in enumerate(_MIXERS)]
        return (parts[0] + (parts[1] ^ (parts[1] >> numpy.uint64(29))) + (parts[2] ^ (parts[2] >> numpy.uint64(31)))).T.copy()

    def alike(self, ranks: Sequence[int]) -> dict[int, set[int]]:
        """Return for documents the ranks of all others whose runs of words collide with theirs."""
        import numpy

        asking = [rank for rank in ranks if self.signatures[rank] is not None]
        found: dict[int, set[int]] = {rank: set() for rank in ranks}
        for codes in self._codes if asking else ():
            homes: dict[int, list[int]] = {}
            for place in numpy.flatnonzero(numpy.isin(codes, codes[asking])).tolist():
                if self.signatures[place] is not None:
                    homes.setdefault(int(codes[place]), []).append(place)
            for rank in asking:
                found[rank].update(homes[int(codes[rank])])
        return {rank: others - {rank} for rank, others in found.items()}

    def touched_by(self, new: Sequence[int]) -> set[int]:
        """Return the ranks of later documents whose candidates may be others because of new documents."""
        import numpy

        floors = numpy.asarray(self.floors, dtype=numpy.float32).reshape(-1, 2)
        found = {other for rank, others in self.alike(new).items() for other in others if other > rank}
        for ranks, leads, titles, bucket in self._facing(new):
            for near, floor in ((bucket.leads @ leads.T, floors[bucket.ranks, 0]), (bucket.titles @ titles.T, floors[bucket.ranks, 1])):
                hit = (near >= floor[:, None]) & (bucket.ranks[:, None] > ranks[None, :])
                found.update(bucket.ranks[hit.any(axis=1)].tolist())
        return found - set(new)

    def candidates(self, asking: Sequence[int]) -> dict[int, Found]:
        """Return the candidates of documents among those before them, as `Index.add` finds them."""
        leads: dict[int, list[tuple[float, int]]] = {rank: [] for rank in asking}
        titles: dict[int, list[tuple[float, int]]] = {rank: [] for rank in asking}
        for ranks, lead_rows, title_rows, bucket in self._facing(asking):
            _collect(leads, ranks, bucket, bucket.leads @ lead_rows.T, NEAREST)
            _collect(titles, ranks, bucket, bucket.titles @ title_rows.T, NEAREST_TITLES)
        alike = self.alike(asking)
        return {rank: _found(alike[rank], rank, sorted(leads[rank])[:NEAREST], sorted(titles[rank])[:NEAREST_TITLES]) for rank in asking}

    def _facing(self, asking: Sequence[int]) -> Iterator[tuple[Matrix, Matrix, Matrix, Bucket]]:
        """Yield the ranks and vectors of documents together with each bucket in which candidates may be."""
        import numpy

        months = {self.months[rank] for rank in asking}
        window = None if None in months else {month + step for month in months if month is not None for step in (-1, 0, 1)}
        buckets = self.buckets(window)
        for one in buckets:
            places = numpy.flatnonzero(numpy.isin(one.ranks, numpy.asarray(asking)))
            for start in range(0, len(places), _CHUNK):
                part = places[start : start + _CHUNK]
                for other in buckets:
                    if beside(one.month, other.month):
                        yield one.ranks[part], one.leads[part], one.titles[part], other


def _collect(found: dict[int, list[tuple[float, int]]], ranks: Matrix, bucket: Bucket, near: Matrix, most: int) -> None:
    import numpy

    for column, rank in enumerate(ranks.tolist()):
        values = near[:, column]
        passing = numpy.flatnonzero((values >= NEAR) & (bucket.ranks < rank))
        found[rank] += [(-float(values[i]), int(bucket.ranks[i])) for i in best(values, most, passing)]


def _found(alike: set[int], rank: int, leads: list[tuple[float, int]], titles: list[tuple[float, int]]) -> Found:
    similar = sorted(other for other in alike if other < rank)[-SIMILAR_MOST:]
    floors = (int(-rows[-1][0]) if len(rows) == most else NEAR for rows, most in ((leads, NEAREST), (titles, NEAREST_TITLES)))
    return Found(frozenset({*similar, *(r for _, r in leads), *(r for _, r in titles)}), *floors)
