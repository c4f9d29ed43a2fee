"""Maximum-weight one-to-one matching of two short lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache


def match(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return pairs (row, column), each row and column at most once, whose weights (above zero) sum highest.

    Exact for up to 12 columns by dynamic programming over subsets (Held and Karp 1962); beyond, the heaviest pair first.

    >>> match([[1.0, 2.0], [0.0, 3.0]])
    [(0, 0), (1, 1)]
    """
    columns = len(weights[0]) if weights else 0
    if columns > 12:
        return _greedy(weights)

    @cache
    def best(row: int, used: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if row == len(weights):
            return 0.0, ()
        top = best(row + 1, used)
        for column in range(columns):
            if weights[row][column] > 0 and not used >> column & 1:
                value, pairs = best(row + 1, used | 1 << column)
                if value + weights[row][column] > top[0]:
                    top = value + weights[row][column], ((row, column), *pairs)
        return top

    return list(best(0, 0)[1])


def _greedy(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    cells = sorted(((w, r, c) for r, row in enumerate(weights) for c, w in enumerate(row) if w > 0), reverse=True)
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, r, c in cells:
        if r not in rows and c not in columns:
            rows.add(r)
            columns.add(c)
            pairs.append((r, c))
    return sorted(pairs)
