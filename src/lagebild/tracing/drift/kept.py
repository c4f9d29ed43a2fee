"""How much of some words of one text is kept in a sentence of the other."""

from __future__ import annotations

from lagebild.tracing.cues import clauses
from lagebild.tracing.drift.sides import Sides
from lagebild.tracing.names import key
from lagebild.tracing.text import Sentence, fold, words

_STEM, _SHORTEST = 5, 4


def stems(text: str) -> set[str]:
    """Return the beginnings of the longer words of a text.

    >>> sorted(stems("The ministry said ministers agreed"))
    ['agree', 'minis', 'said']
    """
    return {word[:_STEM] for word in words(text) if len(word) >= _SHORTEST}


def words_kept(said: str, other: str, crossing: bool) -> float:
    """Return the share of some words' stems that another text has; across languages, of the names' keys; 0.5 where there are none."""
    if crossing:
        mine = {key(word) for word in said.split() if word[:1].isupper() and len(key(word)) > 1}
        return len(mine & {key(word) for word in other.split()}) / len(mine) if mine else 0.5
    mine = stems(said)
    return len(mine & {fold(word)[:_STEM] for word in words(other)}) / len(mine) if mine else 0.5


def clause_kept(sides: Sides, said: str, sentence: Sentence) -> float:
    """Return how near the nearest clause of a sentence comes in meaning to some words (cosine)."""
    parts = [sentence.text[start:end] for start, end in clauses(sentence.text)]
    rows = sides.before.encoder.encode([said, *parts, sentence.text])
    return float((rows[1:] @ rows[0]).max())
