"""Sources that are gone, or that became weightier than they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.tracing.cues import cue, known, outside_quotes
from lagebild.tracing.drift.certainty import around
from lagebild.tracing.drift.sides import Change, Met, Sides, passage
from lagebild.tracing.quotes import quotes

_ALIKE, _BESIDE = 0.42, 0.3


def attribution(sides: Sides) -> Iterator[Change]:
    """Yield matched sentences whose source is gone, and those whose unnamed or weak source became a plain one."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    for met in sides.met:
        if met.likeness < _ALIKE:
            continue
        said, weak = _cue("says", met.before.text, sides.before.lang), _cue("weak", met.before.text, sides.before.lang)
        still = _cue("says", met.after.text, sides.after.lang)
        styled = _cue("styled", met.before.text, sides.before.lang)
        if styled and not _beside("styled", sides, met):
            why = f"“{styled.group()}” is gone: the source is more definite than it was"
            yield Change("attribution_upgraded", around(met.before, styled), passage(met.after), why)
        elif (
            said
            and not still
            and not quotes(met.after.text)
            and sides.relation in ("light_rewrite", "heavy_rewrite")
            and not _said_beside(sides, met)
        ):
            yield Change("attribution_dropped", passage(met.before), passage(met.after), f"“{said.group()}” is gone: told as fact")
        elif weak and said and still and not _beside("weak", sides, met):
            why = f"“{weak.group()}” became “{still.group()}” without it"
            yield Change("attribution_upgraded", around(met.before, weak), passage(met.after), why)


def _cue(kind: str, text: str, lang: str) -> re.Match[str] | None:
    return cue(kind, outside_quotes(text), lang)


def _said_beside(sides: Sides, met: Met) -> bool:
    """Another sentence that tells the same has a source, or the next one names it ("That is what the ministry said.")."""
    near = [j for j in range(len(sides.after.body)) if sides.table[met.i, j] >= _BESIDE and j != met.j]
    texts = [sides.after.body[j].text for j in near]
    following = sides.after.body[met.j + 1 : met.j + 2]
    short = [s.text for s in following if len(s.text) < 0.8 * len(met.after.text)]
    return any(_cue("says", text, sides.after.lang) for text in [*texts, *short])


def _beside(kind: str, sides: Sides, met: Met) -> bool:
    near = [j for j in range(len(sides.after.body)) if sides.table[met.i, j] >= _BESIDE] + [met.j]
    return any(cue(kind, sides.after.body[j].text, sides.after.lang) for j in near)
