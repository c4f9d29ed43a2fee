"""The labelled pairs of `tests/tracing/pairs`, with their evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from lagebild.model.nouns import Document
from lagebild.tracing.evidence import Evidence, evidence
from lagebild.tracing.profile import Profile
from lagebild.tracing.vectors import load_encoder

PAIRS = Path(__file__).parent.parent / "tests/tracing/pairs"
Cluster = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of a cluster; `relation` is empty where the pair itself is not labelled."""

    a: str
    b: str
    kinship: str
    relation: str
    evidence: Evidence


def load_clusters(split: str) -> list[Cluster]:
    """Return the clusters of a split."""
    lines = [line for path in sorted(PAIRS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [cluster for cluster in map(json.loads, lines) if cluster["split"] == split]


def document(row: dict[str, Any]) -> Document:
    """Return a cluster's document as the noun."""
    return Document(row["id"], row["text"], row["title"], row["published"] or "", row["lang"], publisher=row["publisher"])


def every_pair(cluster: Cluster) -> Iterator[Pair]:
    """Yield all pairs of a cluster's documents; their kinship follows from stories, origins and `follows`."""
    profiles = {row["id"]: Profile(document(row), load_encoder()) for row in cluster["documents"]}
    labelled = {frozenset((pair["a"], pair["b"])): pair["relation"] for pair in cluster["pairs"]}
    for a, b in combinations(profiles, 2):
        yield Pair(a, b, kinship(cluster, a, b), labelled.get(frozenset((a, b)), ""), evidence(profiles[a], profiles[b]))


def kinship(cluster: Cluster, a: str, b: str) -> str:
    """Return "same" (one origin), "independent", "follow_up" or "unrelated"."""
    story = {name: place for place, row in enumerate(cluster["stories"]) for name in row}
    if any(a in row and b in row for row in cluster["origins"]):
        return "same"
    if story[a] == story[b]:
        return "independent"
    follows = {frozenset((story[one], story[other])) for one, other in cluster["follows"]}
    return "follow_up" if frozenset((story[a], story[b])) in follows else "unrelated"
