"""Percentile bootstrap of a statistic over independent units."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def bootstrap(
    units: Sequence[T], statistic: Callable[[Sequence[T]], float | None], rounds: int = 1000, level: float = 0.95
) -> tuple[float, float]:
    """Return the percentile interval (Efron and Tibshirani 1993, ch. 13) of a statistic over resampled units; seeded.

    Rounds in which the statistic is undefined (None) are left out; (0.0, 1.0) where all are.

    >>> low, high = bootstrap([0, 1] * 50, lambda xs: sum(xs) / len(xs))
    >>> 0.3 < low < 0.5 < high < 0.7
    True
    """
    draw = random.Random(20241110)
    values = []
    for _ in range(rounds if units else 0):
        value = statistic(draw.choices(units, k=len(units)))
        if value is not None:
            values.append(value)
    if not values:
        return 0.0, 1.0
    values.sort()
    cut = (1 - level) / 2
    return values[int(cut * (len(values) - 1))], values[int((1 - cut) * (len(values) - 1))]
