"""Numbers in figures and in words, normalised over languages and formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lagebild.packs.tracingwords import NumberWords, load_number_words

_FIGURES = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d{2})\s*(a\.?m\b|p\.?m\b|uhr\b|h\b|ore\b|uur\b)?", re.I)
_GROUPED = re.compile(r"^\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number at its code points: its value, and whether it is a year, a time of day, a percentage or just a number."""

    value: float
    kind: str
    start: int
    end: int


def numbers(text: str, lang: str) -> list[Number]:
    """Return the numbers of a text in order; of a language without number words, those in figures.

    >>> [(n.value, n.kind) for n in numbers("1,400 people, 3.5 million euros at 6:40 a.m. in 2024", "en")]
    [(1400.0, ''), (3500000.0, ''), (640.0, 'time'), (2024.0, 'year')]
    >>> [n.value for n in numbers("1.400 Menschen, siebenundzwanzig Häuser, dreieinhalb Tonnen", "de")]
    [1400.0, 27.0, 3.5]
    """
    found = [*_times(text)]
    taken = [(n.start, n.end) for n in found]
    for number in _plain(text, lang.split("-")[0]):
        if not any(start < number.end and number.start < end for start, end in taken):
            found.append(number)
    return sorted(found, key=lambda n: n.start)


def _times(text: str) -> Iterator[Number]:
    for match in _TIME.finditer(text):
        hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower().replace(".", "")
        if hour > 24 or minute > 59 or (not half and text[match.start(1) : match.end(2)].find(":") < 0):
            continue
        yield Number((hour % 12 + 12 if half == "pm" else hour) * 100.0 + minute, "time", match.start(), match.end())


def _plain(text: str, lang: str) -> Iterator[Number]:
    known = load_number_words().get(lang)
    pattern = _pattern(lang)
    held: Number | None = None
    for match in pattern.finditer(text):
        value = _value(match, known)
        if value is None:
            continue
        kind = _kind(match, text, value)
        if held is not None:
            yield held
        held = Number(value, kind, match.start(), match.end())
    if held is not None:
        yield held


def _kind(match: re.Match[str], text: str, value: float) -> str:
    after = text[match.end() : match.end() + 12].lower()
    if re.match(r"\s?(%|per ?cent|prozent|pour cent|por ciento|procent|pct|процент|yüzde)", after):
        return "percent"
    year = match["figures"] and not match["scale"] and 1900 <= value <= 2100 and len(match["figures"]) == 4
    return "year" if year else ""


def _value(match: re.Match[str], known: NumberWords | None) -> float | None:
    scale = known.scales.get((match["scale"] or "").lower(), 1.0) if known else 1.0
    if match["figures"]:
        return _figure(match["figures"]) * scale
    if match["word"] is None or known is None:
        return None
    value = known.words.get(match["word"].lower())
    return None if value is None or (value == 1 and scale == 1) else value * scale


def _figure(text: str) -> float:
    """Read figures: a point or comma before three digits parts thousands, else decimals."""
    grouped = _GROUPED.match(text)
    whole = grouped.group() if grouped else ""
    digits = re.sub(r"\D", "", whole) if grouped else ""
    rest = text[len(whole) :].replace(",", ".")
    return float((digits + rest)[:_LONGEST] or 0)


@lru_cache(maxsize=32)
def _pattern(lang: str) -> re.Pattern[str]:
    known = load_number_words().get(lang)
    if known is None:
        return re.compile(rf"(?<![\w.,])(?P<figures>{_FIGURES})(?P<scale>(?!))?(?P<word>(?!))?")
    scales = "|".join(sorted(map(re.escape, known.scales), key=len, reverse=True))
    word = "|".join(sorted(map(re.escape, known.words), key=len, reverse=True))
    scale = rf"(?:[\s\u00a0-]?(?P<scale>{scales})(?!\w))?"
    return re.compile(rf"(?<![\w.,])(?:(?P<figures>{_FIGURES})(?!\w*\d)|(?P<word>{word})(?!\w)){scale}", re.I)
