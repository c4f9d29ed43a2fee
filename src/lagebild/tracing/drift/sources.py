"""Sources that are gone, or that became weightier than they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.tracing.cues import clause, cue, cues, known, outside_quotes
from lagebild.tracing.drift.kept import clause_kept, words_kept
from lagebild.tracing.drift.meant import meant
from lagebild.tracing.drift.named import institutions_in
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.quotes import quotes

_LEAST, _WINDOW, _TRIED = 0.22, 45, 3
_REACH, _BEHIND = 60, 2
"""Code points from the word of a nameless source to the word of saying behind it, or before it."""
_SOURCED = ("said_there", "weak_there", "cited_there", "institution_kept", "doubted_there", "quotes_there")


def attribution(sides: Sides) -> Iterator[Change]:
    """Yield matched sentences whose source is gone, and those whose unnamed or weak source may be a plain one now."""
    if not known(sides.before.lang) or not known(sides.after.lang):
        return
    yield from _dropped(sides)
    yield from _upgraded(sides)


def _dropped(sides: Sides) -> Iterator[Change]:
    said_there = [j for j, s in enumerate(sides.columns) if _cue("says", s.text, sides.after.lang)]
    for i, sentence in enumerate(sides.rows):
        said = _cue("says", sentence.text, sides.before.lang)
        nearest = sorted(range(len(sides.columns)), key=lambda j: (-float(sides.table[i, j]), j))[:_TRIED]
        for j in nearest:
            if said is None or sides.table[i, j] < _LEAST:
                break
            signs = sides.signs(i, j) | _source_signs(sides, i, j, said) | _cited(sides, i, j)
            signs |= {
                "said_there": j in said_there,
                "said_beside": sides.nearest_after(i, [other for other in said_there if other != j]),
                "said_share": len(said_there) / len(sides.columns),
            }
            signs["bare"] = not any(signs[name] for name in _SOURCED)
            signs["content_bare"] = signs["content_kept"] * signs["bare"]
            why = f"“{said.group()}” is gone: told as fact"
            yield Change("attribution_dropped", passage(sentence), passage(sides.columns[j]), why, signs)


def _source_signs(sides: Sides, i: int, j: int, said: re.Match[str]) -> dict[str, float]:
    """How much of the source and of what it said the later sentence keeps."""
    sentence, other = sides.rows[i], sides.columns[j]
    start, end = clause(sentence.text, said.start(), said.end())
    content = (sentence.text[:start] + sentence.text[end:]).strip(" ,;") or sentence.text
    beside = " ".join(s.text for s in sides.columns[max(0, j - 1) : j + 2])
    source = sentence.text[max(0, said.start() - _WINDOW) : said.end() + _WINDOW]
    return {
        "source_kept": words_kept(sentence.text[start:end], other.text, sides.crossing),
        "names_kept": words_kept(source, other.text, True),
        "content_kept": clause_kept(sides, content, other),
        "content_meant": meant(content, other.text, sides.before.encoder),
        "source_meant": meant(sentence.text[start:end], beside, sides.before.encoder),
        "said_next": _said_next(sides, j),
        "quotes": bool(quotes(sentence.text)),
        "quotes_there": bool(quotes(other.text)),
        "hedged": _cue("hedge", sentence.text, sides.before.lang) is not None,
        "hedged_there": _cue("hedge", other.text, sides.after.lang) is not None,
        "weak_there": _cue("weak", other.text, sides.after.lang) is not None,
        "doubted_there": _cue("doubt", other.text, sides.after.lang) is not None,
    }


def _cited(sides: Sides, i: int, j: int) -> dict[str, float]:
    """Whether the reader found somebody cited in the two sentences, and which of the institutions of the first the second names too."""
    here, there = sides.claims_in(0, sides.rows[i]), sides.claims_in(1, sides.columns[j])
    one, other = _institutions(sides.rows[i].text, sides.before.lang), _institutions(sides.columns[j].text, sides.after.lang)
    return {
        "cited": any(claim.attribution.kind != "none" for claim in here),
        "cited_there": any(claim.attribution.kind != "none" for claim in there),
        "told_there": bool(there) and all(claim.attribution.kind == "none" for claim in there),
        "institution_kept": bool(one & other),
        "institution_gone": bool(one - other),
    }


def _said_next(sides: Sides, j: int) -> bool:
    """The next sentence names the source ("That is what the ministry said.")."""
    following = sides.columns[j + 1 : j + 2]
    return any(_cue("says", s.text, sides.after.lang) for s in following if len(s.text) < 0.8 * len(sides.columns[j].text))


def _upgraded(sides: Sides) -> Iterator[Change]:
    for i, sentence in enumerate(sides.rows):
        styled, weak = _cue("styled", sentence.text, sides.before.lang), _cue("weak", sentence.text, sides.before.lang)
        found = styled or weak or _somebody(sentence.text, sides.before.lang)
        # who only called himself something may be told of without that in words that are weak still
        strong = [j for j, s in enumerate(sides.columns) if not (_styled if styled else _weak)(s.text, sides.after.lang)]
        best = max(strong, key=lambda j: (float(sides.table[i, j]), -j), default=None)
        if found is None or best is None or sides.table[i, best] < _LEAST:
            continue
        other = sides.columns[best]
        weak_there = [j for j in range(len(sides.columns)) if j not in strong]
        start, end = clause(sentence.text, found.start(), found.end())
        signs = sides.signs(i, best) | {
            "styled": styled is not None,
            "weak": weak is not None,
            "somebody_there": _somebody(other.text, sides.after.lang) is not None,
            "institution_new": bool(_institutions(other.text, sides.after.lang) - _institutions(sentence.text, sides.before.lang)),
            "weak_beside": sides.nearest_after(i, weak_there),
            "said": _cue("says", sentence.text, sides.before.lang) is not None,
            "said_there": _cue("says", other.text, sides.after.lang) is not None,
            "cue_kept": words_kept(found.group(), other.text, False),
            "source_kept": words_kept(sentence.text[start:end], other.text, sides.crossing),
            "clause_kept": clause_kept(sides, sentence.text[start:end], other),
        }
        why = f"“{found.group()}” is gone: the source is more definite than it was"
        yield Change("attribution_upgraded", passage(sentence, start, end), passage(other), why, signs)


def _somebody(text: str, lang: str) -> re.Match[str] | None:
    """Return the "a", "one", "two" of a source that has no name: "a broker said", "according to two analysts"."""
    plain = outside_quotes(text)
    said = [found.span() for found in cues("says", plain, lang)]
    near = ((word, start, end) for word in cues("someone", plain, lang) for start, end in said)
    return next((word for word, start, end in near if 0 <= start - word.end() <= _REACH or 0 <= word.start() - end <= _BEHIND), None)


def _institutions(text: str, lang: str) -> set[str]:
    return {name for name, *_ in institutions_in(text, lang)}


def _weak(text: str, lang: str) -> bool:
    return _styled(text, lang) or _cue("weak", text, lang) is not None


def _styled(text: str, lang: str) -> bool:
    return _cue("styled", text, lang) is not None


def _cue(kind: str, text: str, lang: str) -> re.Match[str] | None:
    return cue(kind, outside_quotes(text), lang)
