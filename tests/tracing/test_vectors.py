from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
import pytest

from lagebild.tracing.vectors import Cached


class Counting:
    """An encoder whose rows tell the text, and that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        return numpy.stack([numpy.full(512, float(ord(text[0])), dtype=numpy.float32) for text in texts])


def test_a_text_that_was_seen_is_not_encoded_again() -> None:
    inner = Counting()
    cached = Cached(inner, 4)
    assert cached.encode([]).shape == (0, 512)
    assert cached.encode(["a", "b", "a"])[:, 0].tolist() == [97, 98, 97]
    assert cached.encode(["c", "a"])[:, 0].tolist() == [99, 97]
    assert inner.asked == ["a", "b", "c"]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_oldest_is_forgotten_and_no_row_is_mixed_up(most: int) -> None:
    inner = Counting()
    cached = Cached(inner, most)
    for texts in ("abc", "cab", "d", "abcd", "aabbccdd"):
        assert cached.encode(list(texts))[:, 0].tolist() == [float(ord(text)) for text in texts]
    assert len(cached._places) <= most


def test_what_was_given_is_not_overwritten_later() -> None:
    cached = Cached(Counting(), 1)
    first = cached.encode(["a"])
    cached.encode(["b"])
    assert first[0, 0] == 97
