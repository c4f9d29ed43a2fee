"""Events over time as columns: cooperation above the line, conflict below it, both counted from zero."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lagebild.packs.rules import load_ontology
from lagebild.tell.words import Words

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
# in pixels: the room for columns, that above and below them, and the least height of one event
HIGH, EDGE, _TALLEST = 150, 8, 24
_WEEKS, _MONTHS, _LABELS, _TICKS, _WIDEST = 30, 30, 4, 4, 6.0
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a column: its quad class, and top and height in pixels."""

    quad: str
    top: float
    high: float


@dataclass(frozen=True, slots=True)
class Column:
    """A week, a month or a year: first day, said in words, left edges of its time and of its blocks and their width in percent, counts."""

    start: datetime.date
    said: str
    left: float
    inner: float
    wide: float
    counts: Counts
    blocks: tuple[Block, ...] = field(default=())

    @property
    def cooperation(self) -> int:
        """The number of cooperative events."""
        return self.counts[QUADS[0]] + self.counts[QUADS[1]]

    @property
    def conflict(self) -> int:
        """The number of conflictual events."""
        return self.counts[QUADS[2]] + self.counts[QUADS[3]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what a column is ("week", "month", "year"), first and last day said, columns, height, zero line, labels of both axes."""

    unit: str
    span: str
    columns: tuple[Column, ...]
    high: float
    zero: float
    counted: tuple[tuple[float, int], ...]
    dated: tuple[tuple[float, str], ...]

    @property
    def total(self) -> int:
        """The number of events shown."""
        return sum(sum(column.counts.values()) for column in self.columns)


def quad_of(kind: str) -> str:
    """Return the quad class of an event's type, "" for a judgement.

    >>> quad_of("AID"), quad_of("intent")
    ('material-cooperation', '')
    """
    return str(load_ontology()["events"].get(kind, {}).get("quad", "")).replace(" ", "-")


def chart(events: Iterable[tuple[datetime.date, str, int]], words: Words) -> Chart | None:
    """Return the chart of events (day, type, number), None where there are none; judgements are left out."""
    told = [(day, quad, number) for day, kind, number in events if (quad := quad_of(kind))]
    if not told:
        return None
    days = [day for day, *_ in told]
    unit = unit_of(min(days), max(days))
    starts = list(_starts(min(days), max(days), unit))
    counts = {start: dict.fromkeys(QUADS, 0) for start in starts}
    for day, quad, number in told:
        counts[beginning(day, unit)][quad] += number
    width = 100 / len(starts)
    wide = min(0.76 * width, _WIDEST)
    columns = [
        Column(start, say(start, unit, words), round(n * width, 3), round((n + 0.5) * width - wide / 2, 3), round(wide, 3), counts[start])
        for n, start in enumerate(starts)
    ]
    up, down = max(column.cooperation for column in columns), max(column.conflict for column in columns)
    pixel = min(_TALLEST, HIGH / (up + down))
    zero = EDGE + up * pixel
    built = tuple(_built(column, zero, pixel) for column in columns)
    high = 2 * EDGE + (up + down) * pixel
    return Chart(unit, _span(starts, unit, words), built, high, zero, _counted(up, down, zero, pixel), _dated(built, unit, words))


def unit_of(first: datetime.date, last: datetime.date) -> str:
    """Return what a column is, so that there are some thirty at most, as far as years allow it.

    >>> unit_of(datetime.date(2025, 1, 1), datetime.date(2025, 3, 1)), unit_of(datetime.date(2024, 1, 1), datetime.date(2025, 3, 1))
    ('week', 'month')
    """
    days = (last - first).days
    return "week" if days <= 7 * _WEEKS else "month" if days <= 30 * _MONTHS else "year"


def beginning(day: datetime.date, unit: str) -> datetime.date:
    """Return the first day of the week (Monday), the month or the year that a day lies in."""
    if unit == "week":
        return day - datetime.timedelta(day.weekday()) if day > datetime.date(1, 1, 7) else day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _starts(first: datetime.date, last: datetime.date, unit: str) -> Iterator[datetime.date]:
    start = beginning(first, unit)
    while start <= last:
        yield start
        start = _next(start, unit)


def _next(start: datetime.date, unit: str) -> datetime.date:
    return beginning(start + datetime.timedelta({"week": 7, "month": 31, "year": 366}[unit]), unit)


def say(start: datetime.date, unit: str, words: Words) -> str:
    """Return a column's time in words: exact days of a week, else the month or the year."""
    from babel.dates import format_date, format_interval

    if unit == "week":
        return str(format_interval(start, start + datetime.timedelta(6), "yMMMMd", locale=locale_of(words.lang)))
    return str(format_date(start, "MMMM y" if unit == "month" else "y", locale=words.lang))


def _span(starts: Sequence[datetime.date], unit: str, words: Words) -> str:
    from babel.dates import format_interval

    last = _next(starts[-1], unit) - datetime.timedelta(1)
    return str(format_interval(starts[0], last, "yMMMMd", locale=locale_of(words.lang)))


def locale_of(lang: str) -> str:
    """Return the locale that days are said in: days before months, as elsewhere on the desk."""
    return {"en": "en_GB"}.get(lang, lang)


def _built(column: Column, zero: float, pixel: float) -> Column:
    blocks, above, below = [], zero, zero
    for quad in QUADS:
        high = column.counts[quad] * pixel
        if quad.endswith("cooperation"):
            above -= high
        top = above if quad.endswith("cooperation") else below
        if not quad.endswith("cooperation"):
            below += high
        if high:
            blocks.append(Block(quad, round(top, 2), round(high, 2)))
    return replace(column, blocks=tuple(blocks))


def _counted(up: int, down: int, zero: float, pixel: float) -> tuple[tuple[float, int], ...]:
    step = next(size * 10**power for power in range(9) for size in (1, 2, 5) if max(up, down) <= _TICKS * size * 10**power)
    values = [*range(step, up + 1, step), *(-value for value in range(step, down + 1, step))]
    return tuple((round(zero - value * pixel, 2), abs(value)) for value in [0, *values])


def _dated(columns: Sequence[Column], unit: str, words: Words) -> tuple[tuple[float, str], ...]:
    from babel.dates import format_date, format_skeleton

    every = -(-len(columns) // _LABELS)
    locale = locale_of(words.lang)
    if unit == "year":
        return tuple((column.left, str(format_date(column.start, "y", locale=locale))) for column in columns[::every])
    # the years are said above the chart: on a phone there is no room for them here
    skeleton = "MMMd" if unit == "week" else "yMMM"
    return tuple((column.left, str(format_skeleton(skeleton, column.start, locale=locale))) for column in columns[::every])
