"""Quotes whose words are no longer the same."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from lagebild.model.nouns import Document
from lagebild.model.tracing import Passage
from lagebild.tracing.cues import cue
from lagebild.tracing.drift.meant import worst
from lagebild.tracing.drift.opposites import opposed
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.quotes import Quote

_LONG = 8


def quotes_altered(sides: Sides) -> Iterator[Change]:
    """Yield the later quotes that are not an earlier one's words, each beside the nearest earlier one; a shortened quote is no change."""
    spoken, heard = sides.before.words, sides.after.words
    gone = [quote for quote in sides.before.quotes if sides.crossing or not _stands_in(quote.words, heard)]
    new = [quote for quote in sides.after.quotes if sides.crossing or not _stands_in(quote.words, spoken)]
    if not gone or not new:
        return
    encode = sides.before.encoder.encode
    near = encode([quote.text for quote in new]) @ encode([quote.text for quote in gone]).T
    for n, quote in enumerate(new):
        place = max(range(len(gone)), key=lambda m: (max(_alike(gone[m], quote), float(near[n, m])), -m))
        source, meant = gone[place], float(near[n, place])
        signs = sides.signs() | {
            "same_words": 0.0 if sides.crossing else _alike(source, quote),
            "meant": 0.0 if sides.crossing else meant,
            "meant_crossing": meant if sides.crossing else 0.0,
            "length": min(1.0, len(quote.words) / _LONG),
            "source_length": min(1.0, len(source.words) / _LONG),
            "longer": len(quote.words) / max(1, len(source.words)) > 1,
            "lone": len(gone) == 1,
            "nearest_back": int(near[:, place].argmax()) == n,
            "worst": worst(source.text, quote.text, sides.before.encoder),
            "worst_back": worst(quote.text, source.text, sides.before.encoder),
            "opposed": bool(opposed(source.text, sides.before.lang, quote.text, sides.after.lang)),
            "negated": _negated(source, sides.before.lang) != _negated(quote, sides.after.lang),
        }
        one, other = _passage(sides.before.document, source), _passage(sides.after.document, quote)
        yield Change("quote_altered", one, other, "the words in quotation marks changed", signs)


def _negated(quote: Quote, lang: str) -> bool:
    return cue("negation", quote.text, lang) is not None


def _stands_in(row: tuple[str, ...], words: list[str]) -> bool:
    return not row or any(tuple(words[at : at + len(row)]) == row for at in range(len(words) - len(row) + 1))


def _alike(one: Quote, other: Quote) -> float:
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()


def _passage(document: Document, quote: Quote) -> Passage:
    return Passage("text", quote.start, quote.end, document.text[quote.start : quote.end])
