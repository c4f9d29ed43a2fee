"""How far the words of one passage are met by words of the same meaning in another, in one language or across two.

Each word is met by the nearest word of the other side (cosine of their vectors), as in BERTScore (Zhang et al. 2020), without context.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lagebild.tracing.rows import Rows
from lagebild.tracing.text import words
from lagebild.tracing.vectors import Encoder

_SHORTEST, _NONE = 4, 0.5


def content(text: str) -> list[str]:
    """Return the longer words of a text, each once.

    >>> content("The coast guard of the two states met the guard.")
    ['coast', 'guard', 'states']
    """
    return list(dict.fromkeys(word for word in words(text) if len(word) >= _SHORTEST and not word.isdigit()))


def meant(said: str, other: str, encoder: Encoder) -> float:
    """Return how far the words of a passage are met in another, from 0 to 1; 0.5 where one has no words."""
    mine, theirs = content(said), content(other)
    if not mine or not theirs:
        return _NONE
    rows = encoder.encode([*mine, *theirs])
    return float((rows[: len(mine)] @ rows[len(mine) :].T).max(axis=1).mean())


def worst(said: str, other: str, encoder: Encoder) -> float:
    """Return how far the third of a passage's words is met that another meets worst; 0.5 where one has no words."""
    mine, theirs = content(said), content(other)
    if not mine or not theirs:
        return _NONE
    rows = encoder.encode([*mine, *theirs])
    return lowest_third(sorted(map(float, (rows[: len(mine)] @ rows[len(mine) :].T).max(axis=1))))


def lowest_third(values: Sequence[float]) -> float:
    """Return the mean of the lowest third of values that are in order.

    >>> lowest_third([0.25, 0.75, 0.8, 0.8, 0.9, 0.9])
    0.5
    """
    few = values[: max(1, len(values) // 3)]
    return sum(few) / len(few)


class Meant:
    """How far the words of every sentence of two texts are met in the other text's."""

    def __init__(self, before: Rows, after: Rows, encoder: Encoder) -> None:
        import numpy

        self._bags = [content(s.text) for s in before.sentences], [content(s.text) for s in after.sentences]
        one, other = ([word for bag in bags for word in bag] for bags in self._bags)
        rows = encoder.encode([*one, *other])
        self._table = rows[: len(one)] @ rows[len(one) :].T
        self._cuts = [numpy.cumsum([0, *map(len, bags)]) for bags in self._bags]

    def pair(self, i: int, j: int) -> tuple[float, float]:
        """Return how far sentence `i` of the first text is met in sentence `j` of the second, and the other way round."""
        part = self._table[self._slice(0, i), self._slice(1, j)]
        return (float(part.max(axis=1).mean()), float(part.max(axis=0).mean())) if part.size else (_NONE, _NONE)

    def whole(self, side: int, at: int) -> Sequence[Any]:
        """Return how well each word of a sentence is met anywhere in the other text, the worst first."""
        table = self._table if side == 0 else self._table.T
        part = table[self._slice(side, at)]
        return sorted(map(float, part.max(axis=1))) if part.size else [_NONE]

    def _slice(self, side: int, at: int) -> slice:
        return slice(int(self._cuts[side][at]), int(self._cuts[side][at + 1]))
