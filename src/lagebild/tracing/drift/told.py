"""How well the clauses of each sentence are told by clauses of the other text, and sentences by two of its sentences together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from lagebild.tracing.cues import clauses
from lagebild.tracing.profile import Profile
from lagebild.tracing.text import Sentence

_SHORTEST = 20
"""Code points of the shortest clause that is worth asking for."""


class Told:
    """The clauses and neighbouring sentences of two texts, set beside each other by meaning (cosine)."""

    def __init__(self, before: Profile, after: Profile) -> None:
        self._sides = before, after
        self._parts = [_parts(profile.whole.sentences) for profile in self._sides]

    @cached_property
    def _near(self) -> Any:
        texts = [[text for _, text in parts] for parts in self._parts]
        rows = self._sides[0].encoder.encode([*texts[0], *texts[1]])
        return rows[: len(texts[0])] @ rows[len(texts[0]) :].T

    @cached_property
    def _windows(self) -> tuple[Any, Any]:
        """How near each earlier sentence comes to two later ones together, and each later one to two earlier ones."""
        before, after = self._sides
        return tuple(_windows(here, there) for here, there in ((before, after), (after, before)))

    def worst(self, side: int, at: int) -> float:
        """Return how well the clause of a sentence is told that is told worst."""
        table = self._near.T if side else self._near
        rows = [n for n, (row, _) in enumerate(self._parts[side]) if row == at]
        return min((float(table[n].max()) for n in rows), default=1.0) if table.size else 0.0

    def window(self, side: int, at: int) -> float:
        """Return how well a sentence is told by two sentences together."""
        return float(self._windows[side][at])


def _windows(here: Profile, there: Profile) -> Any:
    rows = there.whole.sentences
    pairs = [f"{one.text} {two.text}" for one, two in pairwise(rows)] or [s.text for s in rows]
    return (here.whole.vectors @ here.encoder.encode(pairs).T).max(axis=1)


def _parts(sentences: Sequence[Sentence]) -> list[tuple[int, str]]:
    """Return the clauses of some length with the places of their sentences."""
    return [(row, s.text[start:end]) for row, s in enumerate(sentences) for start, end in clauses(s.text) if end - start >= _SHORTEST] or [
        (row, s.text) for row, s in enumerate(sentences)
    ]
