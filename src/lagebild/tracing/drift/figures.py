"""Numbers and days that are no longer the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from lagebild.model.tracing import Passage
from lagebild.tracing.days import days, named_days
from lagebild.tracing.drift.sides import Change, Met, Sides, passage
from lagebild.tracing.numbers import Number, numbers
from lagebild.tracing.text import fold

_ROUNDED, _CONVERTED, _ALIKE, _FARTHEST = 0.04, 0.012, 0.55, 12
_UNIT = re.compile(
    r"[\s-]*(?:k?m\b|kilomet|met[er]|miles?\b|mi\b|mille|meile|seemeil|nautical|feet|foot|ft\b|yards?|pounds?|pfund|kilo|kg\b|милл?[ья]|км)",
    re.I,
)
_UNITS = (1.609, 1.852, 3.281, 1.094, 1.151, 2.205)
"""Kilometres a mile and a nautical mile, feet and yards a metre, miles a nautical mile, pounds a kilogram: converted is not changed."""


def numbers_changed(sides: Sides) -> Iterator[Change]:
    """Yield numbers of matched sentences where the other sentence has another number in their place."""
    for met in sides.met:
        for one, other in _in_place(sides, met):
            why = f"{one.value:g} became {other.value:g}"
            yield Change("number_changed", _counted(met.before.text, one, met, True), _counted(met.after.text, other, met, False), why)


def _counted(text: str, number: Number, met: Met, before: bool) -> Passage:
    """The number with the word that it counts."""
    end = number.end + len(text[number.end :]) - len(text[number.end :].lstrip(" "))
    word = text[end:].split(" ", 1)[0].rstrip(".,;:!?")
    return passage(met.before if before else met.after, number.start, end + len(word) if word else number.end)


def _in_place(sides: Sides, met: Met) -> Iterator[tuple[Number, Number]]:
    """Pair the numbers that one sentence has and the other has not; first those that count the same thing."""
    here = _counting(met.before.text, sides.before.lang)
    there = _counting(met.after.text, sides.after.lang)
    gone = [n for n in here if not any(_same(met, n, m) for m in there)]
    new = [n for n in there if not any(_same(met, m, n) for m in here)]
    known = {n.value for n in sides.before.numbers}, {n.value for n in sides.after.numbers}
    ranked = sorted(product(gone, new), key=lambda pair: (-_same_thing(met, *pair), abs(pair[0].start - pair[1].start)))
    if len(gone) == len(new) == 2 and met.likeness >= _ALIKE and not any(_same_thing(met, *pair) for pair in ranked):
        ranked = list(zip(gone, new, strict=True))
    used: set[Number] = set()
    for one, other in ranked:
        counted = _same_thing(met, one, other)
        unknown = one.value not in known[1] and other.value not in known[0]
        lone = len(gone) == len(new) < 3 and (sides.relation == "translation" or (met.likeness >= _ALIKE and unknown))
        lone = lone and max(one.value, other.value) <= _FARTHEST * min(one.value, other.value)
        if one.kind == other.kind and not {one, other} & used and (counted or lone):
            used |= {one, other}
            yield one, other


def _counting(text: str, lang: str) -> list[Number]:
    """The numbers of a sentence that are no part of a date."""
    dates = [(start, end) for _, start, end in named_days(text, lang)]
    return [n for n in numbers(text, lang) if n.kind != "year" and not any(s <= n.start < e for s, e in dates)]


def _same_thing(met: Met, one: Number, other: Number) -> bool:
    first, second = (fold(" ".join(text.split()[:1]))[:5] for text in (met.before.text[one.end :], met.after.text[other.end :]))
    return len(first) > 2 and first == second


def _same(met: Met, first: Number, second: Number) -> bool:
    """The same number, rounded, with its scale written elsewhere, or in another unit."""
    one, other = first.value, second.value
    if not one or not other:
        return one == other
    ratio = max(one, other) / min(one, other)
    if ratio - 1 < _ROUNDED and max(one, other) > 20:
        return True
    units = _UNITS if _UNIT.match(met.before.text[first.end :]) or _UNIT.match(met.after.text[second.end :]) else ()
    return any(abs(ratio / factor - 1) < _CONVERTED for factor in (1.0, 1e3, 1e6, 1e9, *units))


def days_changed(sides: Sides) -> Iterator[Change]:
    """Yield days of matched sentences that the other text does not name, neither so nor by their date."""
    texts = [s.text for s in sides.before.sentences], [s.text for s in sides.after.sentences]
    here = {day for text in texts[0] for day in _both_ways(text, sides.before.lang, sides.before.document.date)}
    there = {day for text in texts[1] for day in _both_ways(text, sides.after.lang, sides.after.document.date)}
    for met in sides.met:
        gone = _only(met.before.text, sides.before.lang, sides.before.document.date, there)
        new = _only(met.after.text, sides.after.lang, sides.after.document.date, here)
        if len(gone) == 1 and len(new) == 1 and gone[0][0].split()[0] == new[0][0].split()[0]:
            one, other = passage(met.before, *gone[0][1:]), passage(met.after, *new[0][1:])
            yield Change("date_changed", one, other, f"“{one.text}” became “{other.text}”")


def _both_ways(text: str, lang: str, date: str) -> set[str]:
    return {name for name, _, _ in named_days(text, lang)} | {str(day) for day, _, _ in days(text, lang, date)}


def _only(text: str, lang: str, date: str, other: set[str]) -> list[tuple[str, int, int]]:
    dated = {start: str(day) for day, start, _ in days(text, lang, date)}
    return [row for row in named_days(text, lang) if row[0] not in other and dated.get(row[1]) not in other]
