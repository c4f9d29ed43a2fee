"""Cutting a text where marks begin and end, so that the page can show every claim inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagebild.model.nouns import EventClaim, JudgementClaim, Note, Sheet, Span
from lagebild.tell.view import ClaimView, in_reading_order, part_text, sides

WHOLE_SENTENCES = {"headline_question", "headline_stronger_than_body", "outlet_voice_claim"}
"""Notes on whole sentences are listed, not marked in the text: they would underline all of it."""


_PARAGRAPH = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stretch of text is to a claim: role t(rigger), l(eft side), r(ight side), s(ource), c(ue), x (its sentence)."""

    span: Span
    number: int
    role: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that no mark begins or ends within.

    `roles` are tokens "<claim number><role>"; `claims` the claims it triggers; `ends` those whose trigger ends here.
    """

    text: str
    roles: str
    claims: tuple[ClaimView, ...]
    ends: tuple[ClaimView, ...]
    noted: bool
    paragraph: bool


def segments(sheet: Sheet, views: Sequence[ClaimView], part: str) -> list[Segment]:
    """Return the segments of a part of the document; their texts joined are the part's text."""
    text = part_text(sheet.document, part)
    claims = [(n, claim) for n, claim in enumerate(in_reading_order(sheet), 1) if claim.part == part]
    marks = [mark for n, claim in claims for mark in _marks(n, claim) if 0 <= mark.span.start < mark.span.end <= len(text)]
    notes = [note.span for note in sheet.notes if _markable(note, part, text)]
    breaks = [Span(*found.span()) for found in _PARAGRAPH.finditer(text)]
    cuts = sorted({0, len(text), *_ends(mark.span for mark in marks), *_ends(notes), *_ends(breaks)})
    return [_segment(text, start, end, marks, notes, views) for start, end in pairwise(cuts)]


def _markable(note: Note, part: str, text: str) -> bool:
    return note.part == part and note.kind not in WHOLE_SENTENCES and 0 <= note.span.start < note.span.end <= len(text)


def _ends(spans: Iterable[Span]) -> Iterable[int]:
    return (end for span in spans for end in (span.start, span.end))


def _marks(number: int, claim: EventClaim | JudgementClaim) -> Iterable[Mark]:
    yield Mark(claim.sentence, number, "x")
    yield Mark(claim.trigger, number, "t")
    left, right = sides(claim)
    for role, people in (("l", left), ("r", right), ("s", claim.attribution.sources)):
        yield from (Mark(Span(one.start, one.end), number, role) for one in people)
    if claim.attribution.cue:
        yield Mark(claim.attribution.cue, number, "c")


def _segment(text: str, start: int, end: int, marks: Sequence[Mark], notes: Sequence[Span], views: Sequence[ClaimView]) -> Segment:
    here = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
    triggers = dict.fromkeys(mark.number for mark in here if mark.role == "t")
    ends = dict.fromkeys(mark.number for mark in here if mark.role == "t" and mark.span.end == end)
    return Segment(
        text[start:end],
        " ".join(dict.fromkeys(f"{mark.number}{mark.role}" for mark in here)),
        tuple(views[number - 1] for number in triggers),
        tuple(views[number - 1] for number in ends),
        any(span.start <= start and end <= span.end for span in notes),
        "\n" in text[start:end],
    )
