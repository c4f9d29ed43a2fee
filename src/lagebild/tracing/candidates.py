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

_HASHES, _BANDS, _ROWS, _SEED = 64, 21, 3, 1
_NEAREST, _NEAR, _SIMILAR_MOST, _LOW_BITS = 16, 0.36, 24, 0xFFFFFFFF


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
        """Return the places of the nearest vectors in the month, those beside it and without a month, best first."""
        import numpy

        found: list[tuple[float, int]] = []
        for bucket in sorted(self._places, key=lambda m: (m is not None, m or 0)):
            if month is not None and bucket is not None and abs(bucket - month) > 1:
                continue
            places = self._places[bucket]
            near = self._rows[bucket][: len(places)] @ row
            best = numpy.argpartition(-near, min(_NEAREST, len(near) - 1))[:_NEAREST] if len(near) > _NEAREST else numpy.arange(len(near))
            found += [(-round(float(near[i]), 4), places[i]) for i in best if near[i] >= _NEAR]
        return [place for _, place in sorted(found)[:_NEAREST]]


class Index:
    """All known documents, to be asked for candidates."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._similar = MinHashLSH(num_perm=_HASHES, params=(_BANDS, _ROWS))
        self._leads, self._titles = Months(), Months()
        self.size = 0

    def add(self, profile: Profile) -> list[int]:
        """Add a document and return the places (in the order of adding) of those that may be related to it."""
        signature, month = _signature(profile), _month(profile)
        similar = sorted(int(key) for key in self._similar.query(signature)) if profile.shingles else []
        near = self._leads.nearest(month, profile.lead_vector) + self._titles.nearest(month, profile.title_vector)[: _NEAREST // 2]
        if profile.shingles:
            self._similar.insert(str(self.size), signature, check_duplication=False)
        self._leads.add(month, self.size, profile.lead_vector)
        self._titles.add(month, self.size, profile.title_vector)
        self.size += 1
        return sorted({*similar[-_SIMILAR_MOST:], *near})


def _signature(profile: Profile) -> Any:
    from datasketch import MinHash

    signature = MinHash(num_perm=_HASHES, seed=_SEED, hashfunc=_low)
    signature.update_batch(sorted(profile.shingles))
    return signature


def _low(value: int) -> int:
    return value & _LOW_BITS


def _month(profile: Profile) -> int | None:
    return profile.published.year * 12 + profile.published.month if profile.published else None
