"""Denials that became assertions, and assertions that were turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lagebild.tracing.cues import clauses, cue, doubt_cue, known
from lagebild.tracing.drift.meant import meant
from lagebild.tracing.drift.opposites import Turn, opposite, turns
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.text import Sentence

_SHORTEST, _ALIKE, _JUST = 8, 0.35, 0.85


class Clause(NamedTuple):
    """A clause of a sentence: its negation, what it says without it, and on which side of which opposites it stands."""

    row: int
    start: int
    end: int
    negation: str
    plain: str
    turns: dict[str, Turn]


def polarity(sides: Sides) -> Iterator[Change]:
    """Yield clauses that say much the same, of which one alone is negated or which have words of opposite meaning."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    before, after = _clauses(sides.rows, sides.before.lang), _clauses(sides.columns, sides.after.lang)
    vectors = sides.before.encoder.encode([found.plain for found in (*before, *after)])
    table = vectors[: len(before)] @ vectors[len(before) :].T
    for a, one in enumerate(before):
        for b, other in enumerate(after):
            if table[a, b] >= _ALIKE and (bool(one.negation) != bool(other.negation) or opposite(one.turns, other.turns)):
                rivals = max(float(table[a].max()), float(table[:, b].max()))
                yield _change(sides, one, other, float(table[a, b]), rivals)


def _change(sides: Sides, one: Clause, other: Clause, alike: float, rivals: float) -> Change:
    before, after = sides.rows[one.row], sides.columns[other.row]
    signs = sides.signs(one.row, other.row) | {
        "said_same": 0.0 if sides.crossing else alike,
        "said_same_crossing": alike if sides.crossing else 0.0,
        "nearest": alike >= rivals,
        "behind": rivals - alike,
        "only_negation": (same := _only_negation(sides, one, other)),
        "just_negated": same >= _JUST,
        "lost": bool(one.negation),
        "doubted": _any("doubt", before, after, sides),
        "denied": _any("denial", before, after, sides),
        "longer": abs(len(one.plain) - len(other.plain)) / max(len(one.plain), len(other.plain)),
        "short": min(1.0, 40 / len(one.plain), 40 / len(other.plain)),
        "opposed": bool(opposed := opposite(one.turns, other.turns)),
        "one_way": any(one.turns[name].side == other.turns[name].side for name in one.turns.keys() & other.turns.keys()),
        "both_negated": bool(one.negation) == bool(other.negation),
    }
    name = next(iter(opposed), "")
    alone = f"“{one.negation or other.negation}” stands in one of them alone"
    why = f"“{one.turns[name].word}” became “{other.turns[name].word}”" if name else alone
    return Change("polarity_flipped", passage(before, one.start, one.end), passage(after, other.start, other.end), why, signs)


def _only_negation(sides: Sides, one: Clause, other: Clause) -> float:
    """How far two clauses have words of the same meaning, the negation left out: the smaller share."""
    encoder = sides.before.encoder
    return min(meant(one.plain, other.plain, encoder), meant(other.plain, one.plain, encoder))


def _any(kind: str, before: Sentence, after: Sentence, sides: Sides) -> bool:
    both = ((before, sides.before), (after, sides.after))
    return any(doubt_cue(s.text, p.lang) if kind == "doubt" else cue(kind, s.text, p.lang) for s, p in both)


def _clauses(sentences: Sequence[Sentence], lang: str) -> list[Clause]:
    found = []
    for row, sentence in enumerate(sentences):
        for start, end in clauses(sentence.text):
            said = sentence.text[start:end]
            match = cue("negation", said, lang) or cue("denial", said, lang)
            plain = said[: match.start()] + said[match.end() :] if match else said
            if len(plain) >= _SHORTEST:
                found.append(Clause(row, start, end, match.group() if match else "", plain, turns(said, lang)))
    return found
