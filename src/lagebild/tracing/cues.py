"""Words of doubt, estimate, attribution and denial in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.packs.tracingwords import load_cues
from lagebild.tracing.quotes import quotes

_NEAR, _FEW = 32, 3
_CLAUSE = re.compile(r"[,;:–—]\s|\s[–—-]\s")


def cue(kind: str, text: str, lang: str) -> re.Match[str] | None:
    """Return the first cue of a kind in a sentence, None where there is none or the language has no cues.

    >>> cue("doubt", "Reuters could not independently verify the position.", "en").group()
    'could not independently verify'
    """
    patterns = load_cues().get(lang)
    return patterns[kind].search(text) if patterns else None


def cues(kind: str, text: str, lang: str) -> Iterator[re.Match[str]]:
    """Yield the cues of a kind in a sentence."""
    patterns = load_cues().get(lang)
    yield from patterns[kind].finditer(text) if patterns else ()


def doubt_cue(text: str, lang: str) -> re.Match[str] | None:
    """Return the words by which a text doubts what it tells: a word of doubt, or a negation close to a word of verifying.

    >>> doubt_cue("It has so far not been possible to verify this.", "en").group()
    'verify'
    """
    found = cue("doubt", text, lang)
    if found is not None or lang not in load_cues():
        return found
    patterns = load_cues()[lang]
    denied = [match.start() for match in patterns["negation"].finditer(text)]
    near = (match for match in patterns["verify"].finditer(text) if any(abs(match.start() - at) <= _NEAR for at in denied))
    return next(near, None)


def outside_quotes(text: str) -> str:
    """Return a sentence with the quoted words blanked: what somebody says does not hedge what the outlet says."""
    chars = list(text)
    for quote in quotes(text):
        chars[quote.start : quote.end] = " " * (quote.end - quote.start)
    return "".join(chars)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the code points of the clause around some words of a sentence.

    >>> text = "It stopped, and it was unclear why."
    >>> text[slice(*clause(text, 19, 26))]
    'and it was unclear why.'
    """
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    left = max(cut for cut in cuts if cut <= start)
    right = min((cut for cut in cuts if cut >= end), default=len(text))
    while right > left and text[right - 1] in " ,;:–—":
        right -= 1
    return left, right


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the code points of the clauses of a sentence in order.

    >>> [("It stopped, and nobody knew why."[start:end]) for start, end in clauses("It stopped, and nobody knew why.")]
    ['It stopped', 'and nobody knew why.']
    """
    found = (clause(text, cut, cut + 1) for cut in (0, *(match.end() for match in _CLAUSE.finditer(text))))
    yield from ((start, end) for start, end in found if start < end)


def parts(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield the code points of the clauses of a sentence, cut before words that join clauses too, where a few words stand on both sides.

    >>> text = "No one was hurt and the ship went on to Genoa, the owner said."
    >>> [text[start:end] for start, end in parts(text, "en")]
    ['No one was hurt', 'and the ship went on to Genoa', 'the owner said.']
    """
    for start, end in clauses(text):
        begin = start
        for found in cues("joins", text[start:end], lang):
            at = start + found.start()
            if len(text[begin:at].split()) >= _FEW and len(text[at:end].split()) > _FEW:
                yield begin, begin + len(text[begin:at].rstrip())
                begin = at
        yield begin, end


def known(lang: str) -> bool:
    """Whether the language has cues."""
    return lang in load_cues()
