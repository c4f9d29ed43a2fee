"""How near passages come to example sentences of a kind: a doubt, an act, a comment, background.

The nearest example counts (cosine of sentence vectors, one nearest neighbour), in whatever language passage and example are.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.packs.tracingwords import load_examples
from lagebild.tracing.vectors import Encoder


def typical(kind: str, passages: Sequence[str], encoder: Encoder) -> list[float]:
    """Return how near each passage comes to the nearest example of a kind, -1 to 1."""
    if not passages:
        return []
    examples = load_examples()[kind]
    rows = encoder.encode([*examples, *passages])
    return [float(value) for value in (rows[len(examples) :] @ rows[: len(examples)].T).max(axis=1)]


def natures(passage: str, encoder: Encoder) -> dict[str, float]:
    """Return how near a passage comes to each kind of example."""
    return {f"like_{kind}": typical(kind, [passage], encoder)[0] for kind in load_examples()}
