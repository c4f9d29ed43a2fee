"""Estimates that were strengthened or weakened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from lagebild.tracing.cues import clause, cue, cues, doubt_cue, known, outside_quotes
from lagebild.tracing.drift.kept import clause_kept, words_kept
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.text import Sentence

_LEAST, _TRIED = 0.22, 2


def certainty(sides: Sides) -> Iterator[Change]:
    """Yield what only one of two matched sentences hedges."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    yield from _of_one(sides, raised=True)
    yield from _of_one(sides, raised=False)


def _of_one(sides: Sides, raised: bool) -> Iterator[Change]:
    """Set every estimate of one text beside the sentence of the other that tells the same plainly."""
    here, there = (sides.rows, sides.columns) if raised else (sides.columns, sides.rows)
    lang, other_lang = (sides.before.lang, sides.after.lang) if raised else (sides.after.lang, sides.before.lang)
    table = sides.table if raised else sides.table.T
    hedged = [n for n, s in enumerate(there) if hedge(s, other_lang) or doubt_cue(s.text, other_lang)]
    plain = [n for n in range(len(there)) if n not in hedged]
    for place, sentence in enumerate(here):
        near = sorted((n for n in plain if table[place, n] >= _LEAST), key=lambda n: (-float(table[place, n]), n))[:_TRIED]
        for best, found in product(near, list(hedges(sentence, lang))):
            start, end = clause(sentence.text, found.start(), found.end())
            said = (sentence.text[start : found.start()] + sentence.text[found.end() : end]).strip()
            i, j = (place, best) if raised else (best, place)
            signs = sides.signs(i, j) | {
                "words_kept": words_kept(said, there[best].text, sides.crossing),
                "clause_kept": clause_kept(sides, said, there[best]),
                "hedged_beside": max((float(table[place, n]) for n in hedged), default=0.0),
                "said": cue("says", outside_quotes(sentence.text), lang) is not None,
                "said_there": cue("says", outside_quotes(there[best].text), other_lang) is not None,
                "claimed": sides.claimed(0 if raised else 1, sentence),
                "claimed_there": sides.claimed(1 if raised else 0, there[best]),
            }
            mine, theirs = passage(sentence, start, end), passage(there[best])
            if raised:
                yield Change("certainty_raised", mine, theirs, f"“{found.group()}” is gone", signs)
            else:
                yield Change("certainty_lowered", theirs, mine, f"“{found.group()}” is new", signs)


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
