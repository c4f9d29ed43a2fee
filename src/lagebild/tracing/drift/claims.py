"""Assertions with no basis in the earlier text, and denials that are missing from the later."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.tracing.cues import cue, outside_quotes
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.text import words

_BASELESS, _KNOWN, _SHORTEST, _TOLD = 0.38, 0.45, 5, 0.42


def added(sides: Sides) -> Iterator[Change]:
    """Yield sentences of a free rewrite that nothing in the earlier text tells.

    Only within one language: across languages a freely told sentence is not told from a new one. Questions and appeals to the reader, and
    what is attributed, are no additions of the outlet's own.
    """
    if sides.relation != "heavy_rewrite" or sides.before.lang != sides.after.lang:
        return
    stems = {word[:5] for s in sides.before.sentences for word in words(s.text)}
    for j, sentence in enumerate(sides.after.body):
        said = [word for word in words(sentence.text) if len(word) > 3]
        known = sum(word[:5] in stems for word in said) / max(1, len(said))
        if sides.nearest_before(j) >= _BASELESS or known >= _KNOWN or sentence.text.rstrip(" !").endswith("?") or len(said) < _SHORTEST:
            continue
        if not cue("says", outside_quotes(sentence.text), sides.after.lang):
            yield Change("claim_added", None, passage(sentence), "nothing in the earlier text says so")


def left_out(sides: Sides) -> Iterator[Change]:
    """Yield denials and rejections of the earlier text that the later does not tell."""
    if sides.before.lang != sides.after.lang:
        return
    for i, sentence in enumerate(sides.before.body):
        denied = cue("denial", outside_quotes(sentence.text), sides.before.lang)
        if denied and sides.nearest_after(i) < _TOLD:
            yield Change("claim_left_out", passage(sentence), None, f"“{denied.group()}”: the later text does not tell it")
