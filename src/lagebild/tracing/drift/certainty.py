"""Estimates that were strengthened or weakened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from lagebild.tracing.cues import clause, clauses, cue, cues, doubt_cue, known, outside_quotes
from lagebild.tracing.drift.kept import clause_kept, words_kept
from lagebild.tracing.drift.meant import meant
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.text import Sentence

_LEAST, _TRIED = 0.22, 2


def certainty(sides: Sides) -> Iterator[Change]:
    """Yield what only one of two matched clauses hedges."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    yield from _of_one(sides, raised=True)
    yield from _of_one(sides, raised=False)


def _of_one(sides: Sides, raised: bool) -> Iterator[Change]:
    """Set every estimate of one text beside the sentences of the other that tell the same."""
    here, there = (sides.rows, sides.columns) if raised else (sides.columns, sides.rows)
    lang, other_lang = (sides.before.lang, sides.after.lang) if raised else (sides.after.lang, sides.before.lang)
    table = sides.table if raised else sides.table.T
    hedged = [n for n, s in enumerate(there) if hedge(s, other_lang) or doubt_cue(s.text, other_lang)]
    for place, sentence in enumerate(here):
        near = sorted((n for n in range(len(there)) if table[place, n] >= _LEAST), key=lambda n: (-float(table[place, n]), n))[:_TRIED]
        for best, found in product(near, list(hedges(sentence, lang))):
            start, end = clause(sentence.text, found.start(), found.end())
            said = (sentence.text[start : found.start()] + sentence.text[found.end() : end]).strip()
            told = _nearest_clause(sides, said or sentence.text, there[best])
            if hedge(told, other_lang):
                continue
            i, j = (place, best) if raised else (best, place)
            signs = sides.signs(i, j) | _kinds(found.group(), lang) | _cited(sides, i, j, raised)
            signs["hearsay_bare"] = signs["hearsay"] * (signs["state_there"] < 1)
            signs["hearsay_alleged"] = signs["hearsay"] * signs["alleges_there"]
            signs |= {
                "words_kept": words_kept(said, there[best].text, sides.crossing),
                "clause_kept": clause_kept(sides, said, there[best]),
                "clause_meant": meant(said, told.text, sides.before.encoder),
                "clause_meant_back": meant(told.text, said, sides.before.encoder),
                "hedged_there": best in hedged,
                "hedged_beside": max((float(table[place, n]) for n in hedged if n != best), default=0.0),
                "hedges": min(3, len(list(cues("hedge", outside_quotes(sentence.text), lang)))),
                "claimed": sides.claimed(0 if raised else 1, sentence),
                "claimed_there": sides.claimed(1 if raised else 0, there[best]),
            }
            mine, theirs = passage(sentence, start, end), passage(there[best])
            if raised:
                yield Change("certainty_raised", mine, theirs, f"“{found.group()}” is gone", signs)
            else:
                yield Change("certainty_lowered", theirs, mine, f"“{found.group()}” is new", signs)


def _nearest_clause(sides: Sides, said: str, sentence: Sentence) -> Sentence:
    """Return the clause of a sentence that comes nearest in meaning to some words, as a sentence of its own."""
    spans = list(clauses(sentence.text))
    rows = sides.before.encoder.encode([said, *(sentence.text[start:end] for start, end in spans)])
    start, end = spans[int((rows[1:] @ rows[0]).argmax())]
    return Sentence(sentence.part, sentence.start + start, sentence.start + end, sentence.text[start:end])


def _kinds(word: str, lang: str) -> dict[str, float]:
    """Of which kind a word of estimate is: possible, seeming, hearsay."""
    return {kind: cue(kind, word, lang) is not None for kind in ("possible", "seeming", "hearsay")}


def _cited(sides: Sides, i: int, j: int, raised: bool) -> dict[str, float]:
    """Who stands behind the hedged sentence and behind the other."""
    before, after = sides.cited
    (mine, at), (theirs, other) = ((before, i), (after, j)) if raised else ((after, j), (before, i))
    return {
        "said": mine.said[at],
        "said_there": theirs.said[other],
        "state_there": theirs.states[other],
        "reported_there": theirs.of(other)["reported"],
        "vague": mine.of(at)["weak"] or mine.of(at)["styled"],
        "alleges": mine.of(at)["alleges"],
        "alleges_there": theirs.of(other)["alleges"],
    }


def hedge(sentence: Sentence, lang: str) -> re.Match[str] | None:
    """Return the first word of estimate of a sentence."""
    return next(hedges(sentence, lang), None)


def hedges(sentence: Sentence, lang: str) -> Iterator[re.Match[str]]:
    """Yield the words of estimate of a sentence, one a clause; "could not" is a doubt, and May a month."""
    text, seen = outside_quotes(sentence.text), set()
    for found in cues("hedge", text, lang):
        if found.group() == "May" or text[found.end() :].startswith((" not", " nicht")):
            continue
        part = clause(text, found.start(), found.end())
        if part not in seen:
            seen.add(part)
            yield found
