"""How two documents are related: the evidence, weighed by a fitted multinomial logistic regression.

Two questions, one after the other: do they descend from one text, tell one happening, tell the next one, or neither (`kinship`);
and if they descend from one text, how (`descent`). The probability of a relation is the product of the answers.
"""

from __future__ import annotations

import math
from typing import cast

from lagebild.model.tracing import DESCENT, Reason, Relation
from lagebild.packs.tracingwords import Weights, load_evidence_words, load_weights
from lagebild.tracing.evidence import Evidence

_REASONS, _OF_KINSHIP, _OF_DESCENT, _LEAST = 6, 4, 2, 0.05
DESCENDS, _IDENTICAL, _SURE = 0.75, 0.98, 0.994


def probabilities(evidence: Evidence) -> dict[Relation, float]:
    """Return the probability of every relation; they sum to one."""
    kinship, descent = load_weights()
    if evidence["shared_runs_all"] >= _IDENTICAL:
        # the same words need no estimate, however short they are
        rest = (1 - _SURE) / (len(descent.bias) + len(kinship.bias) - 2)
        return {cast("Relation", n): _SURE if n == "copy" else rest for n in sorted({*kinship.bias, *descent.bias} - {"same"})}
    first, second = _softmax(kinship, evidence), _softmax(descent, evidence)
    same = first.pop("same")
    found = {name: same * value for name, value in second.items()} | first
    return {cast("Relation", name): value for name, value in sorted(found.items())}


def decide(evidence: Evidence) -> tuple[Relation, float, tuple[Reason, ...]]:
    """Return the likeliest relation, its probability, and the reasons, weightiest first."""
    found = probabilities(evidence)
    best = choose(found)
    return best, round(found[best], 3), reasons(evidence, best, found)


def choose(found: dict[Relation, float]) -> Relation:
    """Return the likeliest relation; a descent only where descents together are likely enough: false links cost most."""
    descends = sum(value for name, value in found.items() if name in DESCENT) >= DESCENDS
    return max((name for name in found if (name in DESCENT) == descends), key=lambda name: found[name])


def reasons(evidence: Evidence, best: Relation, found: dict[Relation, float]) -> tuple[Reason, ...]:
    """Return what speaks for (weight above zero) and against a relation, compared with its strongest rival and a typical pair.

    Of a descent first why it is one, then why it is this one.
    """
    kinship, descent = load_weights()
    one = _class(best, kinship)
    others = {name: found[name] for name in found if _class(name, kinship) != one}
    rival = max(others, key=lambda name: others[name])
    rows = _weightiest(kinship, evidence, one, _class(rival, kinship))
    if best in DESCENT:
        like = max((name for name in DESCENT if name != best), key=lambda name: found[name])
        rows = rows[:_OF_KINSHIP] + _weightiest(descent, evidence, best, like)[:_OF_DESCENT]
    named: dict[str, float] = {}
    for name, weight in rows:
        named.setdefault(name, weight)
    return tuple(
        Reason(name, evidence[name], round(weight, 2), say(name, evidence[name])) for name, weight in list(named.items())[:_REASONS]
    )


def _weightiest(table: Weights, evidence: Evidence, one: str, other: str) -> list[tuple[str, float]]:
    rows = [(name, (row[one] - row[other]) * (evidence[name] - table.typical[name])) for name, row in table.weights.items()]
    return sorted((row for row in rows if abs(row[1]) >= _LEAST), key=lambda row: (-abs(row[1]), row[0]))


def _class(relation: str, kinship: Weights) -> str:
    return relation if relation in kinship.bias else "same"


def say(name: str, value: float) -> str:
    """Return a piece of evidence in words.

    >>> say("titles", 0.5), say("same_agency", 1.0)
    ('the titles have a likeness of 50 %', 'both credit the same agency')
    """
    words = load_evidence_words()[name]
    if "said" in words:
        return words["said"].format(percent=f"{round(100 * value)} %")
    return words["yes"] if value else words["no"]


def _softmax(table: Weights, evidence: Evidence) -> dict[str, float]:
    scores = {name: bias + sum(row[name] * evidence[key] for key, row in table.weights.items()) for name, bias in table.bias.items()}
    top = max(scores.values())
    powers = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}
