"""Keeping what has been worked out for a word: news repeats its words, and a pack's tables are too large to stay near at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """A table that works out what it is first asked for; it starts anew when it is full.

    >>> lows = Memo(str.lower)
    >>> lows["Oslo"], len(lows)
    ('oslo', 1)
    """

    __slots__ = ("make", "size")

    def __init__(self, make: Callable[[K], V], size: int = 50_000) -> None:
        super().__init__()
        self.make, self.size = make, size

    def __missing__(self, key: K) -> V:
        value = self.make(key)
        if len(self) >= self.size:
            self.clear()
        self[key] = value
        return value
