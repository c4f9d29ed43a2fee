"""Quotes whose words are no longer the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lagebild.model.nouns import Document
from lagebild.model.tracing import Passage
from lagebild.tracing.cues import cue
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.quotes import Quote

_ALIKE, _MEANT, _LEAST, _LONG, _SAME_BUT = 0.4, 0.35, 2, 4, 0.8


def quotes_altered(sides: Sides) -> Iterator[Change]:
    """Yield the later quotes that are not an earlier one's words; a shortened quote is no change.

    A later quote of some length that nobody said in the earlier text is set beside the earlier quote that is gone and nearest in meaning.
    """
    if sides.before.lang != sides.after.lang:
        return
    spoken, heard = sides.before.words, sides.after.words
    gone = [quote for quote in sides.before.quotes if not _stands_in(quote.words, heard)]
    for quote in sides.after.quotes:
        if _stands_in(quote.words, spoken):
            continue
        source = _source(sides, gone, quote)
        if source is not None:
            gone.remove(source)
            one, other = _passage(sides.before.document, source), _passage(sides.after.document, quote)
            flipped = _negated(sides, source) != _negated(sides, quote) and _alike(source, quote) >= _SAME_BUT
            why = "a negation in the quote is new or gone" if flipped else "the words in quotation marks changed"
            yield Change("polarity_flipped" if flipped else "quote_altered", one, other, why)


def _source(sides: Sides, gone: Sequence[Quote], quote: Quote) -> Quote | None:
    best = max(gone, key=lambda one: (_alike(one, quote), -one.start), default=None)
    if best is None or _alike(best, quote) >= _ALIKE:
        return best
    rows = sides.before.encoder.encode([quote.text, *(one.text for one in gone)])
    near = rows[1:] @ rows[0]
    place = int(near.argmax())
    invented = len(quote.words) >= _LONG and len(gone[place].words) >= _LEAST
    return gone[place] if float(near[place]) >= _MEANT or (invented and len(gone) == 1) else None


def _negated(sides: Sides, quote: Quote) -> bool:
    return cue("negation", quote.text, sides.before.lang) is not None


def _stands_in(row: tuple[str, ...], words: list[str]) -> bool:
    return not row or any(tuple(words[at : at + len(row)]) == row for at in range(len(words) - len(row) + 1))


def _alike(one: Quote, other: Quote) -> float:
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()


def _passage(document: Document, quote: Quote) -> Passage:
    return Passage("text", quote.start, quote.end, document.text[quote.start : quote.end])
