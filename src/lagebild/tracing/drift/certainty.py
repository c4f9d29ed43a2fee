"""Estimates that were strengthened or weakened, doubts that are gone, denials that became assertions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.model.tracing import Passage
from lagebild.tracing.cues import clause, cue, doubt_cue, known, outside_quotes
from lagebild.tracing.drift.sides import Change, Met, Sides, passage
from lagebild.tracing.text import Sentence, words

_FLIPPED, _KEPT_DOUBT, _KEPT_MEANING, _CLAUSE_KEPT = 0.6, 0.33, 0.5, 0.34


def certainty(sides: Sides) -> Iterator[Change]:
    """Yield matched sentences of which only one hedges."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    for met in sides.met:
        one, other = hedge(met.before, sides.before.lang), hedge(met.after, sides.after.lang)
        doubts = doubt_cue(met.before.text, sides.before.lang), doubt_cue(met.after.text, sides.after.lang)
        if one and not other and not doubts[1] and _clause_told(sides, met, one) and not _hedged_beside(sides, met, after=True):
            yield Change("certainty_raised", around(met.before, one), passage(met.after), f"“{one.group()}” is gone")
        if other and not one and not doubts[0] and sides.relation != "heavy_rewrite" and not _hedged_beside(sides, met, after=False):
            yield Change("certainty_lowered", passage(met.before), around(met.after, other), f"“{other.group()}” is new")


def hedge(sentence: Sentence, lang: str) -> re.Match[str] | None:
    """Return the first word of estimate of a sentence; "could not" is a doubt, and May a month."""
    text = outside_quotes(sentence.text)
    found = cue("hedge", text, lang)
    if found and (found.group() == "May" or text[found.end() :].startswith((" not", " nicht"))):
        return None
    return found


def _clause_told(sides: Sides, met: Met, found: re.Match[str]) -> bool:
    """The hedged clause itself is told in the later sentence (in another language the sentence must do)."""
    if sides.before.lang != sides.after.lang:
        return True
    start, end = clause(met.before.text, found.start(), found.end())
    said = {word for word in words(met.before.text[start:end]) if len(word) > 3}
    stems = {word[:5] for word in words(met.after.text)}
    return not said or sum(word[:5] in stems for word in said) / len(said) >= _CLAUSE_KEPT


def _hedged_beside(sides: Sides, met: Met, after: bool) -> bool:
    """Another sentence that tells the same hedges."""
    for other in sides.met:
        if after and other.i == met.i and other.j != met.j and hedge(other.after, sides.after.lang):
            return True
        if not after and other.j == met.j and other.i != met.i and hedge(other.before, sides.before.lang):
            return True
    return False


def around(sentence: Sentence, found: re.Match[str]) -> Passage:
    """Return the clause around a cue."""
    return passage(sentence, *clause(sentence.text, found.start(), found.end()))


def doubt(sides: Sides) -> Iterator[Change]:
    """Yield the earlier text's own doubts to which nothing in the later text answers."""
    kept = [j for j, s in enumerate(sides.after.body) if doubt_cue(outside_quotes(s.text), sides.after.lang)]
    crossing = sides.before.lang != sides.after.lang
    for i, sentence in enumerate(sides.before.body):
        found = doubt_cue(outside_quotes(sentence.text), sides.before.lang)
        if found is None or any(sides.table[i, j] >= _KEPT_DOUBT for j in kept):
            continue
        if crossing and sides.nearest_after(i) >= _KEPT_MEANING:
            continue
        yield Change("doubt_dropped", around(sentence, found), None, f"the doubt “{found.group()}” is gone")


def polarity(sides: Sides) -> Iterator[Change]:
    """Yield sentences of one language that are the same words but for a negation."""
    if sides.before.lang != sides.after.lang:
        return
    for met in sides.met:
        one, other = (cue("negation", text, sides.before.lang) for text in (met.before.text, met.after.text))
        if bool(one) == bool(other):
            continue
        said = one or other
        assert said is not None
        if _same_but(met, said.group()) >= _FLIPPED:
            yield Change("polarity_flipped", passage(met.before), passage(met.after), f"“{said.group()}” stands in one of them alone")


def _same_but(met: Met, negation: str) -> float:
    """The share of words in common, the negation left out (Jaccard)."""
    one, other = (set(words(text)) - set(words(negation)) for text in (met.before.text, met.after.text))
    return len(one & other) / max(1, len(one | other))
