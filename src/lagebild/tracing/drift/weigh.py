"""Which of the possible changes are changes: a fitted logistic regression a kind."""

from __future__ import annotations

import math
from collections.abc import Iterable

from lagebild.packs.tracingwords import ChangeWeights, load_drift_weights
from lagebild.tracing.drift.sides import Change


def likely(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are likely enough, of each kind the likeliest for a sentence."""
    weights = load_drift_weights()
    rows = [(probability(weights.kinds[change.kind], change), change) for change in changes if change.kind in weights.kinds]
    return choose([(p, change) for p, change in rows if p >= weights.least])


def choose(rows: Iterable[tuple[float, Change]]) -> list[Change]:
    """Keep the likeliest of changes of one kind that share a passage."""
    kept: list[Change] = []
    taken: set[tuple[object, ...]] = set()
    for _, change in sorted(rows, key=lambda row: -row[0]):
        sides = {(change.kind, "a", change.before), (change.kind, "b", change.after)} - {(change.kind, "a", None), (change.kind, "b", None)}
        if not sides & taken:
            taken |= sides
            kept.append(change)
    return kept


def probability(table: ChangeWeights, change: Change) -> float:
    """Return how likely a possible change is one."""
    score = table.bias + sum(weight * float(change.signs.get(name, 0.0)) for name, weight in table.weights.items())
    return 1 / (1 + math.exp(-score))
