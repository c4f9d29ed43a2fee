"""Fit the weights of drift on the development half of the labelled pairs: `python benchmarks/fit_drift.py [--try]`.

Writes `src/lagebild/packs/tracing/drift.toml`: for every kind of change a logistic regression with an L2 penalty (scikit-learn, a
development dependency) over its possible changes; one for all kinds that weighs their probabilities, each fitted without its cluster, by
what else has changed in the pair; and how likely a change must be to be told: the probability that gave the best F1 when each cluster was
left out in turn. `--try` prints that cross-validated F1 and writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from driftscore import agrees, matches, pair_up
from pairs import document, load_clusters

from lagebild.flow import read
from lagebild.model.tracing import Drift, DriftKind
from lagebild.packs.tracingwords import ChangeWeights
from lagebild.tracing.decisions import decide_pair
from lagebild.tracing.drift import candidates, written
from lagebild.tracing.drift.sides import Change, Signs
from lagebild.tracing.drift.weigh import choose, context, probability
from lagebild.tracing.earlier import earlier
from lagebild.tracing.profile import Profile
from lagebild.tracing.vectors import load_encoder

WHERE = Path(__file__).resolve().parent.parent / "src/lagebild/packs/tracing/drift.toml"
STRENGTH, STEPS, FEWEST, ALWAYS, HALF = 2.0, 40, 3, 2.0, 0.3
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


def fit(kind: str, pairs: list[Labelled], strength: float) -> ChangeWeights | None:
    """Return the weights of a kind; None where too few were seen."""
    rows = [(change, right, weight) for pair in pairs for change, right, weight in pair.judged if change.kind == kind]
    if sum(right for _, right, _ in rows) < FEWEST:
        return None
    if all(right for _, right, _ in rows):
        return ChangeWeights(ALWAYS, {})
    return regression([(change.signs, right, weight) for change, right, weight in rows], strength)


def regression(rows: Sequence[tuple[Signs, bool, float]], strength: float) -> ChangeWeights:
    """Return a logistic regression over signs."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for signs, *_ in rows for name in signs})
    table = [[float(signs.get(name, 0.0)) for name in names] for signs, *_ in rows]
    weights = [weight for *_, weight in rows]
    judged = [right for _, right, _ in rows]
    model = LogisticRegression(C=strength, max_iter=5_000, solver="newton-cholesky").fit(table, judged, sample_weight=weights)
    return ChangeWeights(float(model.intercept_[0]), dict(zip(names, map(float, model.coef_[0]), strict=True)))


def left_out(kind: str, pairs: list[Labelled], strength: float) -> list[tuple[Labelled, list[tuple[float, Change]]]]:
    """Return every pair with the probabilities of its changes, fitted without its cluster."""
    found = []
    for cluster in sorted({pair.cluster for pair in pairs}):
        model = fit(kind, [pair for pair in pairs if pair.cluster != cluster], strength)
        for pair in (p for p in pairs if p.cluster == cluster):
            changes = [change for change in pair.changes if change.kind == kind]
            found.append((pair, [(probability(model, change.signs), change) for change in changes] if model else []))
    return found


def together(rows: Rows) -> list[tuple[Labelled, list[tuple[float, Change]]]]:
    """Return every pair with the changes of all kinds."""
    columns = list(rows.values())
    return [(row[0][0], [weighed for _, changes in row for weighed in changes]) for row in zip(*columns, strict=True)]


def in_context(rows: Rows) -> tuple[Rows, ChangeWeights]:
    """Return the probabilities after what else has changed was weighed, fitted without the pair's cluster; and the weights from all."""
    pairs = [(pair, changes, context(changes)) for pair, changes in together(rows)]
    table = {pair.cluster: list[tuple[Signs, bool, float]]() for pair, *_ in pairs}
    for pair, changes, signs in pairs:
        judged = {id(change): (right, weight) for change, right, weight in pair.judged}
        table[pair.cluster] += [(row, *judged[id(change)]) for (_, change), row in zip(changes, signs, strict=True)]
    found: Rows = {kind: [] for kind in rows}
    models = {name: regression([row for other in table if other != name for row in table[other]], 1.0) for name in table}
    for pair, changes, signs in pairs:
        told = [(probability(models[pair.cluster], row), change) for (_, change), row in zip(changes, signs, strict=True)]
        for kind, column in found.items():
            column.append((pair, [weighed for weighed in told if weighed[1].kind == kind]))
    return found, regression([row for rows_of in table.values() for row in rows_of], 1.0)


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
    alone = {kind: left_out(kind, pairs, given.strength) for kind in get_args(DriftKind)}
    rows, others = in_context(alone)
    least = best_least(rows)
    show(rows, least)
    if not given.only_try:
        WHERE.write_text("\n".join(written_out(pairs, given.strength, least, others)), "utf-8")


def written_out(pairs: list[Labelled], strength: float, least: float, others: ChangeWeights) -> list[str]:
    """Return the lines of the file of weights."""
    head = "# Written by benchmarks/fit_drift.py from the development half of tests/tracing/pairs; do not edit by hand."
    lines = [head, f"least = {least:.3f}", "", *_table("context", others)]
    for kind in get_args(DriftKind):
        model = fit(kind, pairs, strength)
        lines += _table(f"kinds.{kind}", model) if model else []
    return lines


def _table(name: str, model: ChangeWeights) -> list[str]:
    weights = ", ".join(f"{sign} = {value:.3f}" for sign, value in model.weights.items())
    return [f"[{name}]", f"bias = {model.bias:.3f}", f"weights = {{ {weights} }}", ""]


if __name__ == "__main__":
    main()
