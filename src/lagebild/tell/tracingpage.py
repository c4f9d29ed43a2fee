"""Comparisons and stories as self-contained pages: no request to anywhere, no inline handlers, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagebild.tell.page import asset, policy, template
from lagebild.tell.tracingview import DriftView, PairView, StoryView
from lagebild.tell.words import Words

_CERTAINTY, _SOURCES = ("certainty_raised", "certainty_lowered", "doubt_dropped"), ("attribution_dropped", "attribution_upgraded")
_CLAIMS = ("claim_added", "claim_left_out", "polarity_flipped")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that no change begins or ends within; `numbers` of the changes it belongs to, `ends` of those that end here."""

    text: str
    numbers: tuple[int, ...]
    ends: tuple[int, ...]
    colour: str


def pair_page(view: PairView, words: Words) -> str:
    """Return a page with both texts side by side, the changes marked, numbered and joined by lines."""
    sides = [
        {
            "title": pieces(view.drift, side, "title", getattr(view, side).title),
            "text": pieces(view.drift, side, "text", getattr(view, side).text),
        }
        for side in "ab"
    ]
    return _render("pair.html", "pair.js", words, v=view, a=sides[0], b=sides[1], colours={d.number: colour(d.kind) for d in view.drift})


def stories_page(views: Sequence[StoryView], words: Words) -> str:
    """Return a page of stories with their origins, sources and events."""
    return _render("stories.html", "", words, stories=views)


def _render(name: str, script: str, words: Words, **values: object) -> str:
    from markupsafe import Markup

    from lagebild import __version__

    style, code = asset("page.css") + asset("tracing.css"), asset(script) if script else ""
    return template(name).render(
        w=words, version=__version__, style=Markup(style), script=Markup(code), policy=policy(style, code), **values
    )


def pieces(changes: Sequence[DriftView], side: str, part: str, text: str) -> list[Piece]:
    """Cut a text where changes begin and end; the pieces joined are the text."""
    spans = [(d.number, p.start, p.end, d.kind) for d in changes if (p := getattr(d, side)) is not None and p.part == part]
    cuts = sorted({0, len(text), *(at for _, start, end, _ in spans for at in (start, end) if 0 <= at <= len(text))})
    found = []
    for start, end in pairwise(cuts):
        here = [span for span in spans if span[1] <= start and end <= span[2]]
        numbers, ends = tuple(n for n, *_ in here), tuple(n for n, _, last, _ in here if last == end)
        found.append(Piece(text[start:end], numbers, ends, colour(here[0][3]) if here else ""))
    return found


def colour(kind: str) -> str:
    """Return the colour class of a kind of change: those of the claim sheet, so that a page has five colours and no more.

    >>> colour("number_changed"), colour("doubt_dropped")
    ('verbal-cooperation', 'material-conflict')
    """
    if kind in _CERTAINTY:
        return "material-conflict"
    if kind in _SOURCES:
        return "verbal-conflict"
    if kind in _CLAIMS:
        return "judgement"
    return "material-cooperation" if kind == "quote_altered" else "verbal-cooperation"
