"""Doubts that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.tracing.cues import clause, clauses, cue, doubt_cue, known, outside_quotes
from lagebild.tracing.drift.kept import clause_kept
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.drift.typical import natures, typical
from lagebild.tracing.text import Sentence

_LIKE, _SURE = 0.42, 0.5


def doubt(sides: Sides) -> Iterator[Change]:
    """Yield the earlier text's own doubts: words of doubt, and clauses that come near to an example of one."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    doubted = _doubting(sides)
    hedged = [j for j, s in enumerate(sides.columns) if cue("hedge", outside_quotes(s.text), sides.after.lang)]
    found = [(i, *span) for i, s in enumerate(sides.rows) if (span := _doubts(sides, s))]
    for i, start, end in found:
        sentence = sides.rows[i]
        said = sentence.text[start:end]
        word = doubt_cue(outside_quotes(sentence.text), sides.before.lang)
        near = max(range(len(sides.columns)), key=lambda j: (float(sides.table[i, j]), -j), default=None)
        signs = sides.signs(i) | {
            "doubted_beside": sides.nearest_after(i, doubted),
            "hedged_beside": sides.nearest_after(i, hedged),
            "told": 0.0 if sides.crossing else sides.nearest_after(i),
            "told_crossing": sides.nearest_after(i) if sides.crossing else 0.0,
            "doubts_kept": min(1.0, len(doubted) / len(found)),
            "clause_kept": clause_kept(sides, said, sides.columns[near]) if near is not None else 0.0,
            "verified": word is not None and cue("verify", word.group(), sides.before.lang) is not None,
            "said": cue("says", outside_quotes(sentence.text), sides.before.lang) is not None,
            "word": word is not None,
            "negated": cue("negation", said, sides.before.lang) is not None,
            **natures(said, sides.before.encoder),
        }
        why = f"the doubt “{word.group() if word else said}” is gone"
        yield Change("doubt_dropped", passage(sentence, start, end), None, why, signs)


def _doubts(sides: Sides, sentence: Sentence) -> tuple[int, int] | None:
    """Return the clause of a sentence that doubts."""
    text, lang = outside_quotes(sentence.text), sides.before.lang
    word = doubt_cue(text, lang)
    if word is not None:
        return clause(sentence.text, word.start(), word.end())
    spans = list(clauses(sentence.text))
    like = typical("doubt", [text[start:end] for start, end in spans], sides.before.encoder)
    best = max(range(len(spans)), key=like.__getitem__, default=None)
    return spans[best] if best is not None and like[best] >= _LIKE else None


def _doubting(sides: Sides) -> Sequence[int]:
    """Return the places of the later sentences that doubt."""
    texts = [outside_quotes(s.text) for s in sides.columns]
    like = typical("doubt", texts, sides.after.encoder)
    return [j for j, text in enumerate(texts) if like[j] >= _SURE or doubt_cue(text, sides.after.lang)]
