"""Fit the weights of drift on the development half of the labelled pairs: `python benchmarks/fit_drift.py [--try]`.

Writes `src/lagebild/packs/tracing/drift.toml`: for every kind of change a logistic regression with an L2 penalty (scikit-learn, a
development dependency) over its possible changes; and, one for all kinds, how likely a change must be to be told: the probability that
gave the best F1 when each cluster was left out in turn. `--try` prints that cross-validated F1 and writes nothing.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from driftscore import agrees, matches, pair_up
from pairs import document, load_clusters

from lagebild.flow import read
from lagebild.model.tracing import Drift, DriftKind
from lagebild.tracing.decisions import decide_pair
from lagebild.tracing.drift import candidates, written
from lagebild.tracing.drift.sides import Change
from lagebild.tracing.drift.weigh import choose
from lagebild.tracing.earlier import earlier
from lagebild.tracing.profile import Profile
from lagebild.tracing.vectors import load_encoder

WHERE = Path(__file__).resolve().parent.parent / "src/lagebild/packs/tracing/drift.toml"
STRENGTH, STEPS, FEWEST, ALWAYS, HALF = 5.0, 40, 3, 2.0, 0.3
Rows = dict[str, list[tuple["Labelled", list[tuple[float, Change]]]]]


@dataclass
class Labelled:
    """A labelled pair of one cluster with everything that may have changed, or nothing where no descent was seen."""

    cluster: str
    a: Any
    b: Any
    drift: list[dict[str, Any]]
    flipped: bool
    changes: list[Change]

    @cached_property
    def judged(self) -> list[tuple[Change, bool, float]]:
        """The possible changes, whether each is a labelled one, and its weight: what tells half of one is no good example of an error."""
        rows = [(change, self.right(change)) for change in self.changes]
        return [(change, right, HALF if not right and self.near(change) else 1.0) for change, right in rows]

    def right(self, change: Change) -> bool:
        """Whether a possible change is a labelled one."""
        return any(matches(self.written(change), label, self.a, self.b) for label in self.drift)

    def near(self, change: Change) -> bool:
        """Whether a possible change has one side in common with a labelled one of its kind."""
        made = self.written(change)
        labels = [label for label in self.drift if label["kind"] == made.kind]
        return any(True in (agrees(made.a, self.a, label["a"]), agrees(made.b, self.b, label["b"])) for label in labels)

    def written(self, change: Change) -> Drift:
        """Return a change as it is told."""
        return written(change, self.flipped)


def labelled(split: str) -> list[Labelled]:
    """Return the labelled pairs of a split."""
    found = []
    for cluster in load_clusters(split):
        sheets = {row["id"]: read(document(row)) for row in cluster["documents"]}
        profiles = {name: Profile(sheet.document, load_encoder()) for name, sheet in sheets.items()}
        for pair in cluster["pairs"]:
            a, b = profiles[pair["a"]], profiles[pair["b"]]
            decision = decide_pair(a, b)
            flipped = earlier(a, b, decision.relation) == "b"
            claims = sheets[pair["a"]].claims, sheets[pair["b"]].claims
            changes = list(candidates(a, b, decision.drifts, flipped, claims)) if decision.drifts else []
            if pair.get("drift") or changes:
                found.append(Labelled(cluster["cluster"], a.document, b.document, pair.get("drift", []), flipped, changes))
    return found


def fit(kind: str, pairs: list[Labelled], strength: float) -> tuple[float, dict[str, float]] | None:
    """Return bias and weights of a kind; None where too few were seen."""
    from sklearn.linear_model import LogisticRegression

    rows = [(change, right, weight) for pair in pairs for change, right, weight in pair.judged if change.kind == kind]
    if sum(right for _, right, _ in rows) < FEWEST:
        return None
    if all(right for _, right, _ in rows):
        return ALWAYS, {}
    names = sorted({name for change, *_ in rows for name in change.signs})
    table = [[float(change.signs.get(name, 0.0)) for name in names] for change, *_ in rows]
    weights = [weight for *_, weight in rows]
    model = LogisticRegression(C=strength, max_iter=5_000).fit(table, [right for _, right, _ in rows], sample_weight=weights)
    return float(model.intercept_[0]), dict(zip(names, map(float, model.coef_[0]), strict=True))


def scored(model: tuple[float, dict[str, float]], change: Change) -> float:
    """Return the probability of a change."""
    from lagebild.packs.tracingwords import ChangeWeights
    from lagebild.tracing.drift.weigh import probability

    return probability(ChangeWeights(*model), change)


def left_out(kind: str, pairs: list[Labelled], strength: float) -> list[tuple[Labelled, list[tuple[float, Change]]]]:
    """Return every pair with the probabilities of its changes, fitted without its cluster."""
    found = []
    for cluster in sorted({pair.cluster for pair in pairs}):
        model = fit(kind, [pair for pair in pairs if pair.cluster != cluster], strength)
        for pair in (p for p in pairs if p.cluster == cluster):
            changes = [change for change in pair.changes if change.kind == kind]
            found.append((pair, [(scored(model, change), change) for change in changes] if model else []))
    return found


def counts(kind: str, rows: list[tuple[Labelled, list[tuple[float, Change]]]], least: float) -> tuple[int, int, int]:
    """Return how many changes are right, found and labelled."""
    right = found = wanted = 0
    for pair, changes in rows:
        told = [pair.written(change) for change in choose([row for row in changes if row[0] >= least])]
        labels = [label for label in pair.drift if label["kind"] == kind]
        right += len(pair_up(told, labels, pair.a, pair.b))
        found += len(told)
        wanted += len(labels)
    return right, found, wanted


def f1(right: int, found: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / max(1, found + wanted)


def best_least(rows: Rows) -> float:
    """Return how likely a change must be for the best F1 of all kinds together."""

    def value(least: float) -> float:
        return f1(*(sum(column) for column in zip(*(counts(kind, rows[kind], least) for kind in rows), strict=True)))

    return max((n / STEPS for n in range(2, STEPS)), key=lambda least: (value(least), least))


def show(rows: Rows, least: float) -> None:
    """Print the cross-validated F1 of every kind and of all."""
    total = [0, 0, 0]
    for kind, row in rows.items():
        found = counts(kind, row, least)
        total = [a + b for a, b in zip(total, found, strict=True)]
        print(f"{kind:22} F1 {f1(*found):.2f}  right {found[0]:3} found {found[1]:3} labelled {found[2]:3}")
    print(f"all, each cluster left out, told from {least:.3f}: F1 {f1(*total):.3f}")


def main() -> None:
    """Fit and write, or try."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", action="store_true", dest="only_try")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    given = parser.parse_args()
    pairs = labelled("dev")
    rows = {kind: left_out(kind, pairs, given.strength) for kind in get_args(DriftKind)}
    least = best_least(rows)
    show(rows, least)
    if not given.only_try:
        WHERE.write_text("\n".join(written_out(pairs, given.strength, least)), "utf-8")


def written_out(pairs: list[Labelled], strength: float, least: float) -> list[str]:
    """Return the lines of the file of weights."""
    head = "# Written by benchmarks/fit_drift.py from the development half of tests/tracing/pairs; do not edit by hand."
    lines = [head, f"least = {least:.3f}", ""]
    for kind in get_args(DriftKind):
        model = fit(kind, pairs, strength)
        if model:
            weights = ", ".join(f"{name} = {value:.3f}" for name, value in model[1].items())
            lines += [f"[kinds.{kind}]", f"bias = {model[0]:.3f}", f"weights = {{ {weights} }}", ""]
    return lines


if __name__ == "__main__":
    main()
