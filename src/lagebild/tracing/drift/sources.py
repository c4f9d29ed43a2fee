"""Sources that are gone, or that became weightier than they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lagebild.tracing.cues import clause, cue, cues, known, outside_quotes
from lagebild.tracing.drift.cited import Cited, acts
from lagebild.tracing.drift.kept import clause_kept, words_kept
from lagebild.tracing.drift.meant import meant
from lagebild.tracing.drift.sides import Change, Sides, passage
from lagebild.tracing.quotes import quotes
from lagebild.tracing.text import Sentence

_LEAST, _WINDOW, _TRIED, _NEAR = 0.22, 45, 3, 2
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
    before = sides.cited[0]
    for i in (n for n, said in enumerate(before.said) if said):
        at, content = before.content(i)
        told = sides.after.whole.vectors @ sides.before.encoder.encode([content])[0]
        nearest = sorted(range(len(sides.columns)), key=lambda j: (-float(sides.table[at, j]), j))[:_TRIED]
        for j in (j for j in nearest if sides.table[at, j] >= _LEAST):
            said = cue("says", before.plain[i], sides.before.lang)
            assert said is not None
            signs = sides.signs(at, j) | _source_signs(sides, i, j, said, content) | _cited(sides, i, j)
            signs |= {
                "told": float(told[j]),
                "told_best": bool(told[j] >= told.max()),
                "only_source": at != i,
                "lead": _opens(sides.rows, i),
                "lead_there": _opens(sides.columns, j),
            }
            signs["bare"] = not any(signs[name] for name in _SOURCED)
            signs["content_bare"] = signs["content_kept"] * signs["bare"]
            signs["alleged_bare"] = signs["alleges"] * signs["bare"]
            signs["vague_bare"] = max(signs[name] for name in ("weak", "styled", "nameless")) * signs["bare"]
            why = f"“{said.group()}” is gone: told as fact"
            yield Change("attribution_dropped", passage(sides.rows[i]), passage(sides.columns[j]), why, signs)


def _opens(sentences: Sequence[Sentence], at: int) -> bool:
    """Whether a sentence is the first of the text."""
    return sentences[at].part == "text" and (at == 0 or sentences[at - 1].part == "title")


def _source_signs(sides: Sides, i: int, j: int, said: re.Match[str], content: str) -> dict[str, float]:
    """How much of the source and of what it said the later sentence keeps."""
    sentence, other = sides.rows[i], sides.columns[j]
    start, end = clause(sentence.text, said.start(), said.end())
    beside = " ".join(s.text for s in sides.columns[max(0, j - 1) : j + 2])
    source = sentence.text[max(0, said.start() - _WINDOW) : said.end() + _WINDOW]
    return {
        "source_kept": words_kept(sentence.text[start:end], other.text, sides.crossing),
        "names_kept": words_kept(source, other.text, True),
        "names_beside": words_kept(source, beside, True),
        "content_kept": clause_kept(sides, content, other),
        "content_meant": meant(content, other.text, sides.before.encoder),
        "source_meant": meant(sentence.text[start:end], beside, sides.before.encoder),
        "quotes": bool(quotes(sentence.text)),
        "quotes_there": bool(quotes(other.text)),
        "hedged": _cue("hedge", sentence.text, sides.before.lang) is not None,
        "hedged_there": _cue("hedge", other.text, sides.after.lang) is not None,
        "doubted_there": _cue("doubt", other.text, sides.after.lang) is not None,
    }


def _cited(sides: Sides, i: int, j: int) -> dict[str, float]:
    """Who stands behind the two sentences, by their words and by what the reader found."""
    before, after = sides.cited
    here, there = sides.claims_in(0, sides.rows[i]), sides.claims_in(1, sides.columns[j])
    one, other = before.institutions(i), after.institutions(j)
    found = before.of(i) | {f"{name}_there": value for name, value in after.of(j).items()} | acts(here)
    return found | {
        "state_there": after.states[j],
        "said_there": after.said[j],
        "said_beside": sides.nearest_after(i, [n for n, said in enumerate(after.said) if said and n != j]),
        "said_next": any(after.said[j + 1 : j + 2]),
        "said_last": j > 0 and after.said[j - 1],
        "said_share": sum(after.said) / len(after.said),
        "said_less": max(0.0, sum(before.said) / len(before.said) - sum(after.said) / len(after.said)),
        "cited": any(claim.attribution.kind != "none" for claim in here),
        "cited_there": any(claim.attribution.kind != "none" for claim in there),
        "told_there": bool(there) and all(claim.attribution.kind == "none" for claim in there),
        "institution": bool(one),
        "institution_kept": bool(one & other),
        "institution_beside": bool(one & after.institutions(j, 2)),
        "institution_gone": bool(one - other),
        "somebody": _somebody(sides.rows[i].text, sides.before.lang) is not None,
    }


def _upgraded(sides: Sides) -> Iterator[Change]:
    before, after = sides.cited
    vague = [any(_vague(after, j)) for j in range(len(sides.columns))]
    for i, sentence in enumerate(sides.rows):
        found = _vaguest(sentence.text, sides.before.lang)
        if found is None:
            continue
        nearest = sorted(range(len(sides.columns)), key=lambda j: (-float(sides.table[i, j]), j))[:_NEAR]
        start, end = clause(sentence.text, found.start(), found.end())
        for j in (j for j in nearest if sides.table[i, j] >= _LEAST):
            other = sides.columns[j]
            here, there = before.of(i), after.of(j)
            less = sum(_vague(before, i)) - sum(_vague(after, j))
            signs = sides.signs(i, j) | here | {f"{name}_there": value for name, value in there.items()}
            signs |= {
                "vaguer": less > 0,
                "vaguer_by": less,
                "vague_there": vague[j],
                "styled_gone": here["styled"] and not there["styled"],
                "nameless_gone": here["nameless"] and not there["nameless"],
                "platform_gone": here["platform"] and not there["platform"],
                "somebody": _somebody(sentence.text, sides.before.lang) is not None,
                "somebody_there": _somebody(other.text, sides.after.lang) is not None,
                "institution": bool(before.institutions(i)),
                "institution_there": bool(after.institutions(j)),
                "institution_new": bool(after.institutions(j) - before.institutions(i)),
                "vague_beside": sides.nearest_after(i, [n for n, is_vague in enumerate(vague) if is_vague and n != j]),
                "said": before.said[i],
                "said_there": after.said[j],
                "state_there": after.states[j],
                "quotes_there": bool(quotes(other.text)),
                "doubted_there": _cue("doubt", other.text, sides.after.lang) is not None,
                "cue_kept": words_kept(found.group(), other.text, False),
                "source_kept": words_kept(sentence.text[start:end], other.text, sides.crossing),
                "source_meant": meant(sentence.text[start:end], other.text, sides.before.encoder),
                "clause_kept": clause_kept(sides, sentence.text[start:end], other),
                "lead": _opens(sides.rows, i),
                "lead_there": _opens(sides.columns, j),
            }
            why = f"“{found.group()}” is gone: the source is more definite than it was"
            yield Change("attribution_upgraded", passage(sentence, start, end), passage(other), why, signs)


def _vague(cited: Cited, at: int) -> list[bool]:
    """How a sentence's source is left vague: styled by itself, weak, nameless, met with on a platform."""
    marks = cited.of(at)
    return [bool(marks[kind]) for kind in ("styled", "weak", "nameless", "platform")]


def _vaguest(text: str, lang: str) -> re.Match[str] | None:
    """Return the words by which a source is left vague."""
    return _cue("styled", text, lang) or _cue("nameless", text, lang) or _cue("weak", text, lang) or _somebody(text, lang)


def _somebody(text: str, lang: str) -> re.Match[str] | None:
    """Return the "a", "one", "two" of a source that has no name: "a broker said", "according to two analysts"."""
    plain = outside_quotes(text)
    said = [found.span() for found in cues("says", plain, lang)]
    near = ((word, start, end) for word in cues("someone", plain, lang) for start, end in said)
    return next((word for word, start, end in near if 0 <= start - word.end() <= _REACH or 0 <= word.start() - end <= _BEHIND), None)


def _cue(kind: str, text: str, lang: str) -> re.Match[str] | None:
    return cue(kind, outside_quotes(text), lang)
