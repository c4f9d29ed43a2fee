"""Fit the weights of tracing on the development half of the labelled pairs: `python benchmarks/fit_tracing.py`.

Writes `src/lagebild/packs/tracing/weights.toml`. Two multinomial logistic regressions with an L2 penalty (scikit-learn, a
development dependency): over all pairs of documents of a cluster, whether they descend from one text, tell one happening, tell the next
one, or neither; over the labelled pairs that descend from one text, how. Labelled pairs weigh double, and all are
shown once more with a smaller weight and without their times, so that the texts count where times are missing or wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pairs import every_pair, load_clusters

from lagebild.tracing.evidence import TIMES

HERE = Path(__file__).parent
WHERE = HERE.parent / "src/lagebild/packs/tracing/weights.toml"
STRENGTH, WITHOUT_TIMES, ONE_SIDED = 3.0, 0.3, 0.15


def fit(rows: list[dict[str, float]], classes: list[str], weights: list[float]) -> dict[str, Any]:
    """Return bias, weights by evidence and class, and typical values."""
    from sklearn.linear_model import LogisticRegression

    names = sorted(rows[0])
    table = [[row[name] for name in names] for row in rows]
    model = LogisticRegression(C=STRENGTH, max_iter=10_000).fit(table, classes, sample_weight=weights)
    return {
        "bias": dict(zip(model.classes_, model.intercept_, strict=True)),
        "typical": {name: sum(row[name] for row in rows) / len(rows) for name in names},
        "weights": {name: dict(zip(model.classes_, model.coef_[:, place], strict=True)) for place, name in enumerate(names)},
    }


def written(name: str, table: dict[str, Any]) -> list[str]:
    """Return a model as lines of TOML."""

    def row(values: dict[str, float]) -> str:
        return "{ " + ", ".join(f"{key} = {float(value):.3f}" for key, value in values.items()) + " }"

    lines = [f"[{name}]", f"bias = {row(table['bias'])}", "", f"[{name}.weights]"]
    lines += [f"{key} = {row(values)}" for key, values in table["weights"].items()]
    return [*lines, "", f"[{name}.typical]", *(f"{key} = {float(value):.3f}" for key, value in table["typical"].items()), ""]


def main() -> None:
    """Fit both models and write them."""
    found, weights = [], []
    for cluster in load_clusters("dev"):
        pairs = list(every_pair(cluster))
        # a cluster in which all descends from one text would teach that descent, and many changes on the way, are common
        alone = ONE_SIDED if all(p.kinship == "same" for p in pairs) else 1.0
        found += pairs
        weights += [alone * (2.0 if p.relation else 1.0) for p in pairs]
    timeless = [p.evidence | dict.fromkeys(TIMES, 0.0) for p in found]
    kinship = fit(
        [*(p.evidence for p in found), *timeless], [p.kinship for p in found] * 2, weights + [WITHOUT_TIMES * weight for weight in weights]
    )
    told = [(p, weight / 2) for p, weight in zip(found, weights, strict=True) if p.kinship == "same" and p.relation]
    descent = fit([p.evidence for p, _ in told], [p.relation for p, _ in told], [weight for _, weight in told])
    head = ["# Written by benchmarks/fit_tracing.py from the development half of tests/tracing/pairs; do not edit by hand.", ""]
    WHERE.write_text("\n".join([*head, *written("kinship", kinship), *written("descent", descent)]), "utf-8")


if __name__ == "__main__":
    main()
