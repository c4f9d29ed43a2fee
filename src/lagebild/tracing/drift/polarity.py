"""Denials that became assertions, and assertions that were turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lagebild.tracing.cues import cue, cues, doubt_cue, known, parts
from lagebild.tracing.drift.meant import meant
from lagebild.tracing.drift.opposites import Turn, opposite, turns
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.quotes import quotes
from lagebild.tracing.text import Sentence, words

_SHORTEST, _ALIKE, _JUST, _MATCHED, _FEW = 8, 0.35, 0.85, 0.3, 6


class Clause(NamedTuple):
    """A clause of a sentence: its negation, its denial, what it says without them, what is left without words that have opposites too."""

    row: int
    start: int
    end: int
    negation: str
    denial: str
    plain: str
    bare: str
    turns: dict[str, Turn]
    quoted: bool

    @property
    def negative(self) -> bool:
        """Whether it says that something is not so; what is denied with a negation is so."""
        return bool(self.negation) != bool(self.denial)

    def against(self, other: Clause) -> bool:
        """Whether two clauses may say the opposite."""
        return self.negative != other.negative or bool(opposite(self.turns, other.turns))


def polarity(sides: Sides) -> Iterator[Change]:
    """Yield clauses that say much the same, of which one alone is negated or which have words of opposite meaning."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    yield from _Clauses(sides).changes()


class _Clauses:
    """The clauses of both texts, and how alike they are without what turns them round."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.before, self.after = _clauses(sides.rows, sides.before.lang), _clauses(sides.columns, sides.after.lang)
        self.plain, self.bare = self._table("plain"), self._table("bare")
        self.near = (self.plain + self.bare) / 2 if self.before and self.after else self.plain

    def _table(self, name: str) -> Any:
        vectors = self.sides.before.encoder.encode([getattr(found, name) for found in (*self.before, *self.after)])
        return vectors[: len(self.before)] @ vectors[len(self.before) :].T

    def changes(self) -> Iterator[Change]:
        for a, one in enumerate(self.before):
            for b, other in enumerate(self.after):
                if one.against(other) and self._may(a, b):
                    yield self._change(a, b)

    def _may(self, a: int, b: int) -> bool:
        one, other = self.before[a], self.after[b]
        met = (one.row, other.row) in self.sides.paired and self.sides.table[one.row, other.row] >= _MATCHED
        return bool(met or max(self.plain[a, b], self.bare[a, b]) >= _ALIKE)

    def _change(self, a: int, b: int) -> Change:
        sides, one, other, near = self.sides, self.before[a], self.after[b], float(self.near[a, b])
        before, after = sides.rows[one.row], sides.columns[other.row]
        rivals = max(float(self.near[a].max()), float(self.near[:, b].max()))
        said_so = max(self._same(a, b))
        signs = sides.signs(one.row, other.row) | self._said(a, b) | _turned(one, other)
        signs |= {
            "nearest": near >= rivals,
            "behind": rivals - near,
            "said_so": said_so,
            "said_so_behind": said_so - near,
            "doubted": _doubted(before, after, sides),
            "quoted": one.quoted and other.quoted,
            "longer": abs(len(one.plain) - len(other.plain)) / max(len(one.plain), len(other.plain)),
            "short": min(1.0, 40 / len(one.plain), 40 / len(other.plain)),
            "few": min(1.0, len(words(one.plain)) / _FEW, len(words(other.plain)) / _FEW),
        }
        earlier, later = passage(before, one.start, one.end), passage(after, other.start, other.end)
        return Change("polarity_flipped", earlier, later, _why(one, other), signs)

    def _said(self, a: int, b: int) -> dict[str, float]:
        """How far two clauses say the same without what turns them round."""
        one, other, encoder = self.before[a], self.after[b], self.sides.before.encoder
        plain, bare, crossing = float(self.plain[a, b]), float(self.bare[a, b]), self.sides.crossing
        same = min(meant(one.plain, other.plain, encoder), meant(other.plain, one.plain, encoder))
        left = [meant(one.bare, other.bare, encoder), meant(other.bare, one.bare, encoder)]
        return {
            "said_same": 0.0 if crossing else plain,
            "said_same_crossing": plain if crossing else 0.0,
            "left_same": 0.0 if crossing else bare,
            "left_same_crossing": bare if crossing else 0.0,
            "only_negation": same,
            "just_negated": same >= _JUST,
            "left_met": min(left),
            "left_met_most": max(left),
        }

    def _same(self, a: int, b: int) -> tuple[float, float]:
        """How well each of two clauses is told by another that is not against it."""
        one, other = self.before[a], self.after[b]
        there = [float(self.near[a, n]) for n, found in enumerate(self.after) if not one.against(found)]
        here = [float(self.near[n, b]) for n, found in enumerate(self.before) if not found.against(other)]
        return max(there, default=0.0), max(here, default=0.0)


def _turned(one: Clause, other: Clause) -> dict[str, float]:
    shared = one.turns.keys() & other.turns.keys()
    return {
        "lost": one.negative and not other.negative,
        "gained": other.negative and not one.negative,
        "denied": bool(one.denial) != bool(other.denial),
        "denied_both": bool(one.denial and other.denial),
        "opposed": bool(opposite(one.turns, other.turns)),
        "opposed_words": any(one.turns[name].side != other.turns[name].side for name in shared) and one.negative == other.negative,
        "admitted": opposite(one.turns, other.turns) == ["admission"],
        "one_way": any(one.turns[name].side == other.turns[name].side for name in shared),
        "both_negated": bool(one.negation and other.negation),
        "turned": bool(one.turns) != bool(other.turns),
    }


def _why(one: Clause, other: Clause) -> str:
    name = next(iter(opposite(one.turns, other.turns)), "")
    if name:
        return f"“{one.turns[name].word}” became “{other.turns[name].word}”"
    alone = [one.negation or one.denial, other.negation or other.denial]
    return f"“{alone[0] if one.negative else alone[1]}” stands in one of them alone"


def _doubted(before: Sentence, after: Sentence, sides: Sides) -> bool:
    return any(doubt_cue(s.text, p.lang) for s, p in ((before, sides.before), (after, sides.after)))


def _clauses(sentences: Sequence[Sentence], lang: str) -> list[Clause]:
    found = []
    for row, sentence in enumerate(sentences):
        for start, end in _spans(sentence.text, lang):
            clause = _clause(row, sentence.text, start, end, lang)
            if len(clause.plain) >= _SHORTEST:
                found.append(clause)
    return found


def _spans(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence; what is denied, admitted or negated in the clause beside it only together with that."""
    spans = list(parts(text, lang))
    turning = [_turning(text[start:end], lang) for start, end in spans]
    for at, (start, end) in enumerate(spans):
        before, after = at > 0 and turning[at - 1], at + 1 < len(spans) and turning[at + 1]
        alone = _is_content(text[start:end], lang) and (before or after)
        if not alone and not _asks(text[start:end], lang):
            yield start, end
        if at + 1 < len(spans) and (turning[at] or (after and _is_content(text[start:end], lang))):
            yield start, spans[at + 1][1]


def _turning(said: str, lang: str) -> bool:
    """Whether a clause may deny, admit or negate what stands beside it."""
    denies = cue("denial", said, lang) is not None or "admission" in turns(said, lang)
    return denies or (cue("negation", said, lang) is not None and len(words(said)) <= _FEW)


def _asks(said: str, lang: str) -> bool:
    """Whether a clause is a question: it asserts nothing."""
    return said.rstrip(' ”“"»').endswith("?") or any(cue("asks", word, lang) for word in said.split()[: 2 if lang == "ru" else 1])


def _is_content(said: str, lang: str) -> bool:
    """Whether a clause opens as what somebody says, or is an infinitive with its sign before the last word ("…, Häfen zu schließen")."""
    found = said.split()
    return any(cue("content", word, lang) for word in (*found[:1], *found[-2:-1]))


def _clause(row: int, text: str, start: int, end: int, lang: str) -> Clause:
    said = text[start:end]
    negation, denial = cue("negation", said, lang), cue("denial", said, lang)
    if negation and denial and negation.start() < denial.end() and denial.start() < negation.end():
        negation = None
    gone = [match.span() for kind in ("negation", "denial") for match in cues(kind, said, lang)]
    plain, found = _without(said, gone), turns(said, lang)
    quoted = any(quote.start < end and start < quote.end for quote in quotes(text))
    bare = _without(said, [*gone, *((turn.start, turn.end) for turn in found.values())])
    no, deny = (match.group() if match else "" for match in (negation, denial))
    return Clause(row, start, end, no, deny, plain, bare or plain, found, quoted)


def _without(said: str, spans: Sequence[tuple[int, int]]) -> str:
    chars = list(said)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return " ".join("".join(chars).split())
