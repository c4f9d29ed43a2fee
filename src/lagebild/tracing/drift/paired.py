"""Numbers and days of the two texts that may stand for one another, by what is said around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lagebild.model.tracing import Passage
from lagebild.tracing.cues import clause
from lagebild.tracing.drift.sides import Sides, passage
from lagebild.tracing.text import Sentence, fold

_NEAR, _ALIKE, _MASK, _ROOT = 0.15, 0.3, "…", 5
_NEXT = re.compile(r"[\s\W]*(\w+)")


@dataclass(frozen=True, slots=True)
class Item:
    """A number or a day: what it comes to, of which kind it is, and where it stands."""

    value: Any
    kind: str
    row: int
    sentence: Sentence
    start: int
    end: int

    @property
    def around(self) -> str:
        """The clause around it, without itself."""
        start, end = clause(self.sentence.text, self.start, self.end)
        return f"{self.sentence.text[start : self.start]}{_MASK}{self.sentence.text[self.end : end]}"

    @property
    def counted(self) -> str:
        """The beginning of the word after it."""
        found = _NEXT.match(self.sentence.text, self.end)
        return fold(found[1])[:_ROOT] if found else ""

    @property
    def passage(self) -> Passage:
        """The item itself."""
        return passage(self.sentence, self.start, self.end)

    @property
    def counting(self) -> Passage:
        """The item with the word after it, where one follows at once."""
        following = re.match(r" ?[\w-]+", self.sentence.text[self.end :])
        return passage(self.sentence, self.start, self.end + (following.end() if following else 0))


Same = Callable[[Item, Item], bool]


@dataclass
class Paired:
    """The items of both texts; `same` says whether two tell the same.

    With `close`, only items are set beside one another whose sentences are nearest, or which are so themselves by what is around them:
    names are many.
    """

    sides: Sides
    before: Sequence[Item]
    after: Sequence[Item]
    same: Same
    close: bool = False

    @cached_property
    def around(self) -> Any:
        """How alike the clauses around the items are (cosine), a row for each earlier one."""
        vectors = self.sides.before.encoder.encode([item.around for item in (*self.before, *self.after)])
        return vectors[: len(self.before)] @ vectors[len(self.before) :].T

    def __iter__(self) -> Iterator[tuple[Item, Item, dict[str, float]]]:
        """Yield the items that the other sentence lacks, with one of the same kind that it has instead, and the signs of a change."""
        if not self.before or not self.after:
            return
        for a, one in enumerate(self.before):
            for b, other in enumerate(self.after):
                if one.kind == other.kind and self._may(a, b) and (not self.close or self._close(a, b)):
                    yield one, other, self._signs(a, b)

    def _may(self, a: int, b: int) -> bool:
        one, other = self.before[a], self.after[b]
        near = self.sides.table[one.row, other.row] >= _NEAR or self.around[a, b] >= _ALIKE
        return bool(near) and not self._kept(one, other) and not self._had(one, other)

    def _close(self, a: int, b: int) -> bool:
        i, j, table = self.before[a].row, self.after[b].row, self.sides.table
        best = table[i, j] >= min(float(table[i].max()), float(table[:, j].max()))
        return (i, j) in self.sides.paired or bool(best) or self._nearest(a, b)

    def _nearest(self, a: int, b: int) -> bool:
        return bool(self.around[a, b] >= max(float(self.around[a].max()), float(self.around[:, b].max())))

    def _kept(self, one: Item, other: Item) -> bool:
        """The later sentence tells the earlier item too."""
        return any(self.same(one, item) for item in self.after if item.row == other.row)

    def _had(self, one: Item, other: Item) -> bool:
        return any(self.same(item, other) for item in self.before if item.row == one.row)

    def _signs(self, a: int, b: int) -> dict[str, float]:
        one, other, here = self.before[a], self.after[b], float(self.around[a, b])
        kept, had = any(self.same(one, item) for item in self.after), any(self.same(item, other) for item in self.before)
        return self.sides.signs(one.row, other.row) | {
            "around": 0.0 if self.sides.crossing else here,
            "around_crossing": here if self.sides.crossing else 0.0,
            "nearest": self._nearest(a, b),
            "counts_same": bool(one.counted) and one.counted == other.counted,
            "kept_elsewhere": kept,
            "had_elsewhere": had,
            "both_only_here": not kept and not had,
            "lone": self._others(self.before, one) == self._others(self.after, other) == 1,
            "best_met": float(self.sides.table[one.row, other.row])
            >= max(self.sides.nearest_after(one.row), self.sides.nearest_before(other.row)),
        }

    @staticmethod
    def _others(items: Sequence[Item], item: Item) -> int:
        return sum(other.row == item.row and other.kind == item.kind for other in items)
