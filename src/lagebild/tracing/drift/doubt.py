"""Doubts that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.tracing.cues import clause, cue, doubt_cue, known, outside_quotes
from lagebild.tracing.drift.kept import clause_kept
from lagebild.tracing.drift.sides import Change, Sides, passage


def doubt(sides: Sides) -> Iterator[Change]:
    """Yield the earlier text's own doubts."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    doubted = [j for j, s in enumerate(sides.columns) if doubt_cue(outside_quotes(s.text), sides.after.lang)]
    hedged = [j for j, s in enumerate(sides.columns) if cue("hedge", outside_quotes(s.text), sides.after.lang)]
    count = sum(doubt_cue(outside_quotes(s.text), sides.before.lang) is not None for s in sides.rows)
    for i, sentence in enumerate(sides.rows):
        found = doubt_cue(outside_quotes(sentence.text), sides.before.lang)
        if found is None:
            continue
        start, end = clause(sentence.text, found.start(), found.end())
        near = max(range(len(sides.columns)), key=lambda j: (float(sides.table[i, j]), -j), default=None)
        signs = sides.signs(i) | {
            "doubted_beside": sides.nearest_after(i, doubted),
            "hedged_beside": sides.nearest_after(i, hedged),
            "told": 0.0 if sides.crossing else sides.nearest_after(i),
            "told_crossing": sides.nearest_after(i) if sides.crossing else 0.0,
            "doubts_kept": min(1.0, len(doubted) / count),
            "clause_kept": clause_kept(sides, sentence.text[start:end], sides.columns[near]) if near is not None else 0.0,
            "verified": cue("verify", found.group(), sides.before.lang) is not None,
            "said": cue("says", outside_quotes(sentence.text), sides.before.lang) is not None,
        }
        yield Change("doubt_dropped", passage(sentence, start, end), None, f"the doubt “{found.group()}” is gone", signs)
