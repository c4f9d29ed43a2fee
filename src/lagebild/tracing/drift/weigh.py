"""Which of the possible changes are changes: a fitted logistic regression a kind, and one for what else has changed in the pair.

A text that changed one thing is likelier to have changed others too: the second regression weighs each change by what its own signs say, by
what the signs of the other changes of the pair say, and by a rival of another kind at the same words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from lagebild.model.tracing import Passage
from lagebild.packs.tracingwords import ChangeWeights, load_drift_weights
from lagebild.tracing.drift.sides import Change, Signs

_COUNTED, _SUREST = 0.1, 1e-5
Weighed = tuple[float, Change]


def likely(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are likely enough, of each kind the likeliest for a sentence."""
    weights = load_drift_weights()
    rows = [(probability(weights.kinds[change.kind], change.signs), change) for change in changes if change.kind in weights.kinds]
    told = [(probability(weights.context, signs), change) for (_, change), signs in zip(rows, context(rows), strict=True)]
    return choose([(p, change) for p, change in told if p >= weights.least])


def context(rows: Sequence[Weighed]) -> list[dict[str, float]]:
    """Return the signs that the pair's other changes give to each change; `rows` have the probabilities by the changes' own signs."""
    chosen = {id(change) for change in choose([row for row in rows if row[0] >= _COUNTED])}
    mass: dict[str, float] = {}
    for p, change in rows:
        mass[change.kind] = mass.get(change.kind, 0.0) + (p if id(change) in chosen else 0.0)
    total, many = sum(mass.values()), math.log1p(len(rows))
    return [
        {
            "possible": many,
            "own": _log_odds(p),
            "other_kinds": math.log1p(total - mass[change.kind]),
            "same_kind": math.log1p(max(0.0, mass[change.kind] - p)),
            "rival": max((q for q, other in rows if other.kind != change.kind and _overlap(change.before, other.before)), default=0.0),
        }
        for p, change in rows
    ]


def _log_odds(p: float) -> float:
    return math.log(max(p, _SUREST) / max(_SUREST, 1 - p))


def choose(rows: Iterable[Weighed]) -> list[Change]:
    """Keep the likeliest of changes of one kind whose passages overlap."""
    kept: list[Change] = []
    for _, change in sorted(rows, key=lambda row: -row[0]):
        rivals = (other for other in kept if other.kind == change.kind)
        if not any(_overlap(change.before, other.before) or _overlap(change.after, other.after) for other in rivals):
            kept.append(change)
    return kept


def _overlap(one: Passage | None, other: Passage | None) -> bool:
    return one is not None and other is not None and one.part == other.part and one.start < other.end and other.start < one.end


def probability(table: ChangeWeights, signs: Signs) -> float:
    """Return how likely something is by its signs."""
    score = table.bias + sum(weight * float(signs.get(name, 0.0)) for name, weight in table.weights.items())
    return 1 / (1 + math.exp(-score))
