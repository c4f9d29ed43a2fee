"""Numbers and days that are no longer the same."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from lagebild.tracing.days import days, named_days
from lagebild.tracing.drift.paired import Item, Paired
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.numbers import Number, numbers
from lagebild.tracing.text import Sentence

_ROUNDED, _CONVERTED = 0.04, 0.012
_UNIT = re.compile(
    r"[\s-]*(?:k?m\b|kilomet|met[er]|miles?\b|mi\b|mille|meile|seemeil|nautical|feet|foot|ft\b|yards?|pounds?|pfund|kilo|kg\b|милл?[ья]|км)",
    re.I,
)
_UNITS = (1.609, 1.852, 3.281, 1.094, 1.151, 2.205)
"""Kilometres a mile and a nautical mile, feet and yards a metre, miles a nautical mile, pounds a kilogram: converted is not changed."""


def numbers_changed(sides: Sides) -> Iterator[Change]:
    """Yield numbers that the other text may give differently."""
    before, after = _counts(sides.rows, sides.before.lang), _counts(sides.columns, sides.after.lang)
    for one, other, signs in Paired(sides, before, after, _same):
        low, high = sorted((one.value or 0.1, other.value or 0.1))
        signs |= {"far": min(2.0, math.log10(high / low)), "plain": not one.kind, "small": low < 3}
        yield Change("number_changed", one.counting, other.counting, f"{one.value:g} became {other.value:g}", signs)


def _counts(sentences: Sequence[Sentence], lang: str) -> list[Item]:
    return [Item(n.value, n.kind, row, s, n.start, n.end) for row, s in enumerate(sentences) for n in _counting(s.text, lang)]


def _counting(text: str, lang: str) -> list[Number]:
    """The numbers of a sentence that are no part of a date."""
    dates = [(start, end) for _, start, end in named_days(text, lang)]
    return [n for n in numbers(text, lang) if n.kind != "year" and not any(s <= n.start < e for s, e in dates)]


def _same(first: Item, second: Item) -> bool:
    """The same number, rounded, with its scale written elsewhere, or in another unit."""
    one, other = first.value, second.value
    if first.kind != second.kind or not one or not other:
        return bool(one == other)
    ratio = max(one, other) / min(one, other)
    if ratio - 1 < _ROUNDED and max(one, other) > 20:
        return True
    units = _UNITS if any(_UNIT.match(item.sentence.text[item.end :]) for item in (first, second)) else ()
    return any(abs(ratio / factor - 1) < _CONVERTED for factor in (1.0, 1e3, 1e6, 1e9, *units))


def days_changed(sides: Sides) -> Iterator[Change]:
    """Yield days that the other text may give differently, named or by their date."""
    before = _days(sides.rows, sides.before.lang, sides.before.document.date)
    after = _days(sides.columns, sides.after.lang, sides.after.document.date)
    for one, other, signs in Paired(sides, before, after, _same_day):
        why = f"“{one.passage.text}” became “{other.passage.text}”"
        yield Change("date_changed", one.passage, other.passage, why, signs)


def _days(sentences: Sequence[Sentence], lang: str, date: str) -> list[Item]:
    found = []
    for row, sentence in enumerate(sentences):
        dated = {start: str(day) for day, start, _ in days(sentence.text, lang, date)}
        for name, start, end in named_days(sentence.text, lang):
            found.append(Item({name, dated.get(start, name)}, name.split()[0], row, sentence, start, end))
    return found


def _same_day(one: Item, other: Item) -> bool:
    return bool(one.value & other.value)
