"""Which sentence of one document says what a sentence of the other says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.stats.matching import match
from lagebild.tracing.rows import Rows

Bags = Sequence[frozenset[str]]
Places = Mapping[str, Sequence[int]]
_LEAST = 0.35
_FEW_WORDS, _FEW_ANCHORS = 4, 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentence `a` of one body and `b` of the other (their places), and how alike they are, 0 to 1."""

    a: int
    b: int
    likeness: float


def likeness(a: Rows, b: Rows) -> Any:
    """Return how alike each sentence of `a` is to each of `b` (a matrix, 0 to 1).

    Half of it is meaning (the cosine of the sentences' vectors), half shared words; across languages a quarter is shared names and numbers.
    Shares are overlap coefficients (Szymkiewicz and Simpson), so that a sentence cut in two still meets its whole.
    """
    import numpy

    meaning = numpy.clip(a.vectors @ b.vectors.T, 0.0, 1.0)
    if a.lang == b.lang:
        return 0.5 * meaning + 0.5 * _overlap(a.bags, b.bags, a.word_places, b.word_places, _FEW_WORDS)
    return 0.75 * meaning + 0.25 * _overlap(a.anchors, b.anchors, a.anchor_places, b.anchor_places, _FEW_ANCHORS)


def _overlap(rows: Bags, columns: Bags, here: Places, there: Places, few: int) -> Any:
    """Count what sentences share by what both texts have at all: that is little, and sentences are many."""
    import numpy

    table = numpy.zeros((len(rows), len(columns)), dtype=numpy.float32)
    for item in here.keys() & there.keys():
        for i in here[item]:
            for j in there[item]:
                table[i, j] += 1
    sizes = numpy.array([len(row) for row in rows])[:, None], numpy.array([len(column) for column in columns])[None, :]
    return table / numpy.maximum(numpy.minimum(*sizes), few) if table.size else table


def align(table: Any) -> list[Pair]:
    """Return the best one-to-one pairs of sentences of a table of likeness, in the order of `a`; order of the text is not asked for."""
    if not table.size:
        return []
    weights = [[float(v) if v >= _LEAST else 0.0 for v in row] for row in table]
    flipped = len(weights[0]) > len(weights)
    found = match([list(row) for row in zip(*weights, strict=True)] if flipped else weights)
    pairs = [(j, i) if flipped else (i, j) for i, j in found]
    return [Pair(i, j, float(table[i, j])) for i, j in sorted(pairs)]


def in_order(pairs: list[Pair]) -> float:
    """Return the share of pairs of pairs that keep their order (Kendall's tau, scaled to 0 to 1); 0.5 where there is one pair.

    >>> in_order([Pair(0, 0, 1.0), Pair(1, 1, 1.0), Pair(2, 2, 1.0)])
    1.0
    """
    steps = [(p.b < q.b) for i, p in enumerate(pairs) for q in pairs[i + 1 :]]
    return sum(steps) / len(steps) if steps else 0.5
