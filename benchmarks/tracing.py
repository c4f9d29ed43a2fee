"""How well documents are traced: `python benchmarks/tracing.py [--split dev|test] [--rounds N] [--json]`, or `--write`.

Measured on the labelled pairs in `tests/tracing/pairs` (their format: `tests/tracing/pairs/README.md`). All clusters of a split are
traced together, so that a document could be put into another cluster's story. Intervals: bootstrap over clusters. Figures only: nothing of
the test half is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from driftscore import agreed, pair_up
from pairs import document, load_clusters

from lagebild.flow import read
from lagebild.model.nouns import Document, Sheet
from lagebild.model.tracing import DESCENT, Comparison, DriftKind, Story
from lagebild.stats.bootstrap import bootstrap
from lagebild.tracing.compare import compare_sheets
from lagebild.tracing.trace import trace_sheets
from lagebild.tracing.vectors import load_encoder

ROOT = Path(__file__).resolve().parent.parent
Homes = dict[str, frozenset[str]]
NEAR, FAR = ("copy", "light_rewrite"), ("heavy_rewrite", "translation")


@dataclass
class Score:
    """What was right in one cluster: counts (right, of how many) by figure, and of drift (found and right, found, labelled) by kind."""

    rates: dict[str, list[float]] = field(default_factory=dict)
    drift: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """Note one value between 0 and 1 for a figure."""
        self.rates.setdefault(name, []).append(value)


def score_pair(score: Score, pair: dict[str, Any], a: Sheet, b: Sheet) -> None:
    """Compare a labelled pair and note what was right."""
    found = compare_sheets(a, b, load_encoder())
    wanted, linked = pair["relation"], found.relation in DESCENT
    score.add("relation right", found.relation == wanted)
    name = (
        "copies and light rewrites found" if wanted in NEAR else "heavy rewrites and translations found" if wanted in FAR else "false links"
    )
    score.add(name, linked)
    if pair["earlier"]:
        score.add("earlier right", found.earlier == pair["earlier"])
    _score_drift(score, found, pair, a.document, b.document)


def _score_drift(score: Score, found: Comparison, pair: dict[str, Any], a: Document, b: Document) -> None:
    wanted = pair.get("drift", [])
    for change in found.drift:
        score.drift.setdefault(change.kind, Counter())["found"] += 1
    for label in wanted:
        score.drift.setdefault(label["kind"], Counter())["labelled"] += 1
    for place, _ in pair_up(found.drift, wanted, a, b):
        score.drift[found.drift[place].kind]["right"] += 1


def homes(rows: Sequence[Sequence[str]]) -> Homes:
    """Return each document's group."""
    return {name: frozenset(row) for row in rows for name in row}


def bcubed(name: str, wanted: Homes, found: Homes, score: Score) -> None:
    """Note B-cubed precision and recall (Bagga and Baldwin 1998) of every document of a cluster."""
    for document_id, row in wanted.items():
        both = len(row & found[document_id])
        score.add(f"{name} precision", both / len(found[document_id]))
        score.add(f"{name} recall", both / len(row))


def score_split(split: str) -> list[Score]:
    """Return a score for every cluster of a split."""
    clusters = load_clusters(split)
    sheets = {row["id"]: read(document(row)) for cluster in clusters for row in cluster["documents"]}
    stories = trace_sheets(sheets.values(), load_encoder())
    by_story, by_origin = _traced(stories)
    scores = []
    for cluster in clusters:
        score = Score()
        for pair in cluster["pairs"]:
            score_pair(score, pair, sheets[pair["a"]], sheets[pair["b"]])
        bcubed("stories", homes(cluster["stories"]), by_story, score)
        bcubed("origins", homes(cluster["origins"]), by_origin, score)
        scores.append(score)
    return scores


def _traced(stories: Sequence[Story]) -> tuple[Homes, Homes]:
    origins = [[member.id for member in origin.members] for story in stories for origin in story.origins]
    return homes([story.documents for story in stories]), homes(origins)


def rate(name: str) -> Callable[[Sequence[Score]], float | None]:
    """Return the statistic "mean of a figure"."""

    def value(scores: Sequence[Score]) -> float | None:
        row = [v for score in scores for v in score.rates.get(name, ())]
        return sum(row) / len(row) if row else None

    return value


def harmonic(name: str) -> Callable[[Sequence[Score]], float | None]:
    """Return the statistic "B-cubed F1"."""

    def value(scores: Sequence[Score]) -> float | None:
        one, other = rate(f"{name} precision")(scores), rate(f"{name} recall")(scores)
        return 2 * one * other / (one + other) if one and other else None

    return value


def drift_f1(kinds: Sequence[str]) -> Callable[[Sequence[Score]], float | None]:
    """Return the statistic "F1 of the drift of some kinds together"."""

    def value(scores: Sequence[Score]) -> float | None:
        total = sum((score.drift[kind] for score in scores for kind in kinds if kind in score.drift), Counter[str]())
        return 2 * total["right"] / (total["found"] + total["labelled"]) if total["labelled"] else None

    return value


FIGURES: dict[str, Callable[[Sequence[Score]], float | None]] = {
    "relation right": rate("relation right"),
    "copies and light rewrites found": rate("copies and light rewrites found"),
    "heavy rewrites and translations found": rate("heavy rewrites and translations found"),
    "false links": rate("false links"),
    "earlier right": rate("earlier right"),
    "stories B-cubed F1": harmonic("stories"),
    "origins B-cubed F1": harmonic("origins"),
    "drift F1": drift_f1(get_args(DriftKind)),
}
BY_KIND = {f"drift F1, {kind}": drift_f1([kind]) for kind in get_args(DriftKind)}


def agreement() -> float:
    """Return the F1 of two annotators' drift, of the pairs that both have labelled."""
    path = ROOT / "tests/tracing/second/drift.jsonl"
    second = {(row["a"], row["b"]): row["drift"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    both = total = 0
    for cluster in load_clusters("dev"):
        documents = {row["id"]: document(row) for row in cluster["documents"]}
        for pair in cluster["pairs"]:
            mine, theirs = pair.get("drift", []), second.get((pair["a"], pair["b"]))
            if theirs is not None:
                both += agreed(mine, theirs, documents[pair["a"]], documents[pair["b"]])
                total += len(mine) + len(theirs)
    return 2 * both / total


def measured() -> dict[str, dict[str, float]]:
    """Return all figures with a floor, by set."""
    found = {}
    for split in ("dev", "test"):
        scores = score_split(split)
        values = {name: statistic(scores) for name, statistic in FIGURES.items()}
        found[f"tracing {split}"] = {name: value for name, value in values.items() if value is not None}
    return found


def table(split: str, rounds: int) -> dict[str, tuple[float, float, float]]:
    """Return every figure with its interval."""
    scores = score_split(split)
    found = {}
    for name, statistic in {**FIGURES, **BY_KIND}.items():
        value = statistic(scores)
        if value is not None:
            found[name] = (value, *bootstrap(scores, statistic, rounds))
    return found


def write(rounds: int) -> None:
    """Write the table of figures into docs/tracing.md, and the bundled comparison into README.md."""
    columns = {split: table(split, rounds) for split in ("dev", "test")}
    lines = ["|  | dev | test |", "| --- | ---: | ---: |"]
    for name in columns["dev"] | columns["test"]:
        lines.append(f"| {name} | {_cell(columns['dev'].get(name))} | {_cell(columns['test'].get(name))} |")
    lines.append(f"| drift F1, two annotators | {agreement():.3f} | |")
    _fill(ROOT / "docs/tracing.md", "tracing", "\n".join(lines))
    command = [
        sys.executable,
        "-m",
        "lagebild.tell.cli",
        "compare",
        "examples/buoys/agency.en.txt",
        "examples/buoys/rewrite.en.txt",
        "--lang",
        "en",
    ]
    shown = subprocess.run(command, cwd=ROOT, env=os.environ | {"COLUMNS": "100"}, check=True, capture_output=True, encoding="utf-8").stdout
    _fill(ROOT / "README.md", "compare", f"```text\n{shown.strip()}\n```")


def _cell(found: tuple[float, float, float] | None) -> str:
    return f"{found[0]:.3f} ({found[1]:.3f}–{found[2]:.3f})" if found else "–"


def _fill(path: Path, name: str, block: str) -> None:
    before, rest = path.read_text("utf-8").split(f"<!-- {name}:begin -->")
    after = rest.split(f"<!-- {name}:end -->")[1]
    path.write_text(f"{before}<!-- {name}:begin -->\n{block}\n<!-- {name}:end -->{after}", "utf-8")


def main() -> None:
    """Print the figures of one split or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="write the table of docs/tracing.md and the example of README.md")
    given = parser.parse_args()
    if given.write:
        write(given.rounds)
        return
    for split in (given.split,) if given.split else ("dev", "test"):
        rows = table(split, given.rounds)
        if given.json:
            print(json.dumps({split: rows}))
            continue
        print(split)
        for name, (value, low, high) in rows.items():
            print(f"  {name:42} {value:.3f} ({low:.3f}–{high:.3f})")


if __name__ == "__main__":
    main()
