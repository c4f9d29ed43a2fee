"""Which known documents may be related to a new one: by shared runs of words, or by the meaning of title and lead.

MinHash signatures in a locality-sensitive hash (Broder 1997; Indyk and Motwani 1998; package `datasketch`) find copies and rewrites;
nearest vectors of title and lead, searched in the months around, find paraphrases and translations. Adding one document to a hundred
thousand takes milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lagebild.tracing.profile import Profile

if TYPE_CHECKING:
    from lagebild.tracing.vectors import Matrix

HASHES, BANDS, ROWS, _SEED = 64, 21, 3, 1
NEAREST, NEAREST_TITLES, SIMILAR_MOST, _NEAR, _LOW_BITS = 16, 8, 24, 0.36, 0xFFFFFFFF
# vectors are compared in whole numbers: their products are exact, so that it does not matter in which order documents became known
_SCALE = 2000
NEAR = int(_NEAR * _SCALE * _SCALE)
"""From which product of whole vectors on documents are near."""


class Months:
    """Rows of vectors in buckets of months; a document without a time stands in a bucket that is always searched."""

    def __init__(self) -> None:
        self._rows: dict[int | None, Matrix] = {}
        self._places: dict[int | None, list[int]] = {}

    def add(self, month: int | None, place: int, row: Matrix) -> None:
        """Remember a vector; the table grows by doubling."""
        import numpy

        places = self._places.setdefault(month, [])
        rows = self._rows.get(month)
        if rows is None or len(places) == len(rows):
            grown = numpy.zeros((max(64, 2 * len(places)), len(row)), dtype=numpy.float32)
            grown[: len(places)] = rows[: len(places)] if rows is not None else 0
            self._rows[month] = rows = grown
        rows[len(places)] = row
        places.append(place)

    def nearest(self, month: int | None, row: Matrix) -> list[int]:
        """Return the places of the nearest vectors in the month, those beside it and without a month, best first, then earliest."""
        import numpy

        found: list[tuple[float, int]] = []
        for bucket, places in self._places.items():
            if beside(month, bucket):
                near = self._rows[bucket][: len(places)] @ row
                found += [(-float(near[i]), places[i]) for i in best(near, NEAREST, numpy.flatnonzero(near >= NEAR))]
        return [place for _, place in sorted(found)[:NEAREST]]


def beside(one: int | None, other: int | None) -> bool:
    """Whether documents of two months can be of one story; one without a month can be of any."""
    return one is None or other is None or abs(one - other) <= 1


def best(near: Matrix, most: int, passing: Matrix) -> Matrix:
    """Return, of some places, those with the `most` greatest values, and all that are as great as the last of them."""
    import numpy

    if len(passing) <= most:
        return passing
    values = near[passing]
    found: Matrix = passing[values >= numpy.partition(values, -most)[-most]]
    return found


def whole(row: Matrix) -> Matrix:
    """Return a vector of unit length in whole numbers."""
    import numpy

    found: Matrix = numpy.rint(row * _SCALE).astype(numpy.float32)
    return found


class Index:
    """All known documents, to be asked for candidates."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._similar = MinHashLSH(num_perm=HASHES, params=(BANDS, ROWS))
        self._leads, self._titles = Months(), Months()
        self.size = 0

    def add(self, profile: Profile) -> list[int]:
        """Add a document and return the places (in the order of adding) of those that may be related to it."""
        signature, month = signature_of(profile), month_of(profile)
        lead, title = whole(profile.lead_vector), whole(profile.title_vector)
        similar = sorted(int(key) for key in self._similar.query(signature)) if profile.shingles else []
        near = self._leads.nearest(month, lead) + self._titles.nearest(month, title)[:NEAREST_TITLES]
        if profile.shingles:
            self._similar.insert(str(self.size), signature, check_duplication=False)
        self._leads.add(month, self.size, lead)
        self._titles.add(month, self.size, title)
        self.size += 1
        return sorted({*similar[-SIMILAR_MOST:], *near})


def signature_of(profile: Profile) -> Any:
    """Return the MinHash signature of a document's runs of words."""
    from datasketch import MinHash

    signature = MinHash(num_perm=HASHES, seed=_SEED, hashfunc=_low)
    signature.update_batch(sorted(profile.shingles))
    return signature


def _low(value: int) -> int:
    return value & _LOW_BITS


def month_of(profile: Profile) -> int | None:
    """Return the month of publication as a number; None where the time is unknown."""
    return profile.published.year * 12 + profile.published.month if profile.published else None
