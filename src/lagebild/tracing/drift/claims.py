"""Assertions with no basis in the earlier text, and acts that are missing from the later."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.tracing.cues import cue, outside_quotes
from lagebild.tracing.drift.kept import stems, words_kept
from lagebild.tracing.drift.meant import lowest_third
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.drift.typical import natures
from lagebild.tracing.numbers import numbers
from lagebild.tracing.profile import Profile
from lagebild.tracing.quotes import quotes
from lagebild.tracing.states import states
from lagebild.tracing.text import Sentence

_SHORTEST, _TOLD, _TOLD_PART, _UNMET = 3, 0.75, 0.4, 0.55


def added(sides: Sides) -> Iterator[Change]:
    """Yield later sentences that the earlier text may not tell."""
    for j, sentence in enumerate(sides.columns):
        near = sides.nearest_before(j)
        if len(stems(sentence.text)) >= _SHORTEST and (found := _told(sides, 1, j, near)):
            signs = sides.signs(j=j) | _signs(sides, sentence, near, sides.after, sides.before, 1) | _met(sides, 1, j) | found
            yield Change("claim_added", None, passage(sentence), "nothing in the earlier text says so", signs)


def left_out(sides: Sides) -> Iterator[Change]:
    """Yield earlier sentences that the later text may not tell."""
    for i, sentence in enumerate(sides.rows):
        near = sides.nearest_after(i)
        if len(stems(sentence.text)) >= _SHORTEST and (found := _told(sides, 0, i, near)):
            signs = sides.signs(i=i) | _signs(sides, sentence, near, sides.before, sides.after, 0) | _met(sides, 0, i) | found
            yield Change("claim_left_out", passage(sentence), None, "the later text does not tell it", signs)


def _told(sides: Sides, side: int, at: int, near: float) -> dict[str, float]:
    """How well a sentence is told in the other text as against its neighbours, and its worst clause; nothing where it is told wholly."""
    part = sides.clauses.worst(side, at)
    if near >= _TOLD and part >= _TOLD_PART:
        return {}
    rows = sides.columns if side else sides.rows
    mean = float((sides.table.max(axis=0) if side else sides.table.max(axis=1)).mean())
    back = float((sides.table.max(axis=1) if side else sides.table.max(axis=0)).mean())
    ratio = len(sides.after.document.text) / max(1, len(sides.before.document.text))
    return {
        "worst_part": part,
        "window": sides.clauses.window(side, at),
        "told_less": mean - near,
        "told_mean": mean,
        "told_mean_back": back,
        "place": at / max(1, len(rows) - 1),
        "last": at == len(rows) - 1,
        "lead": at > 0 and rows[at - 1].part == "title",
        "ratio": min(2.0, ratio),
        "alone": at not in {pair[side] for pair in sides.paired},
        "state": sides.cited[side].states[at],
        **sides.cited[side].of(at),
    }


def _met(sides: Sides, side: int, at: int) -> dict[str, float]:
    """How well the words are met anywhere in the other text, and together in one of its sentences."""
    found, others = sides.meant.whole(side, at), range(len(sides.rows if side else sides.columns))
    pairs = [sides.meant.pair(other, at)[1] if side else sides.meant.pair(at, other)[0] for other in others]
    table = sides.table.T if side else sides.table
    rivals = table.max(axis=0) if table.size else table
    partner = int(table[at].argmax()) if table.size else 0
    return {
        "chosen": bool(table.size) and bool((table.argmax(axis=0) == at).any()),
        "outdone": float(rivals[partner] - table[at, partner]) if table.size else 1.0,
        "words_met": sum(found) / len(found),
        "worst_met": lowest_third(found),
        "unmet": sum(value < _UNMET for value in found) / len(found),
        "met_together": max(pairs, default=0.5),
    }


def _signs(sides: Sides, sentence: Sentence, near: float, here: Profile, there: Profile, side: int) -> dict[str, float]:
    text, plain = sentence.text, outside_quotes(sentence.text)
    whole = " ".join(s.text for s in there.whole.sentences)
    figures = [n for n in numbers(text, here.lang) if n.kind != "year"]
    return {
        "told": 0.0 if sides.crossing else near,
        "told_crossing": near if sides.crossing else 0.0,
        "words_kept": 0.5 if sides.crossing else words_kept(text, whole, False),
        "names_kept": words_kept(text, whole, True),
        "new_number": any(n.value not in {m.value for m in there.numbers} for n in figures),
        "new_state": bool(states(text, here.lang) - there.all_states),
        "also": cue("also", plain, here.lang) is not None,
        "said": cue("says", plain, here.lang) is not None,
        "denied": cue("denial", plain, here.lang) is not None,
        "hedged": cue("hedge", plain, here.lang) is not None,
        "doubted": cue("doubt", plain, here.lang) is not None,
        "negated": cue("negation", plain, here.lang) is not None,
        "quoted": bool(quotes(text)),
        "asked": text.rstrip(' ”“"»!').endswith("?"),
        "cried": text.rstrip(' ”“"»').endswith("!"),
        "length": min(1.0, len(text) / 200),
        "claimed": sides.claimed(side, sentence),
        "claims_new": sides.claims_new(side, sentence),
        **natures(text, here.encoder),
    }
