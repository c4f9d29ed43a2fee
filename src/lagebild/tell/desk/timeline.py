"""The documents of a story on a line of time: a band for each origin, who descends from whom, from left to right."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.tell.desk.charts import locale_of
from lagebild.tell.words import Words

# in pixels: a row of documents, the label of a band, the room above and below all
ROW, HEAD, EDGE = 18, 20, 4
_DEEPEST, _INSET, _TICKS = 5, 3.0, 3
_HOUR, _DAY, _START = 3600, 24 * 3600, datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_STEPS = tuple(hours * _HOUR for hours in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760, 17520, 87600))


@dataclass(frozen=True, slots=True)
class Dot:
    """A document: where it stands in percent and pixels, and the document it descends from."""

    member: Mapping[str, Any]
    left: float
    top: float
    parent: Dot | None


@dataclass(frozen=True, slots=True)
class Band:
    """An origin: its number, the top of its label, its documents."""

    number: int
    top: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bands, the height of all, and the labels of the axis in percent."""

    bands: tuple[Band, ...]
    high: float
    ticks: tuple[tuple[float, str], ...]


def timeline(origins: Sequence[Any], words: Words) -> Timeline | None:
    """Return the timeline of a story's origins, None where fewer than two documents tell their time."""
    times = {branch.member["key"]: moment(branch.member["published"]) for origin in origins for branch in origin.branches}
    known = [time for time in times.values() if time is not None]
    if len(known) < 2:
        return None
    first, span = min(known), max(max(known) - min(known), _HOUR)
    bands, top = [], float(EDGE)
    for origin in origins:
        dots: dict[str, Dot] = {}
        for branch in origin.branches:
            if (time := times[branch.member["key"]]) is not None:
                left = _INSET + (100 - 2 * _INSET) * (time - first) / span
                place = top + HEAD + ROW * (min(branch.depth, _DEEPEST) + 0.5)
                parent = dots.get(branch.parent_document)
                dots[branch.member["document"]] = Dot(branch.member, round(left, 2), place, parent)
        if dots:
            bands.append(Band(origin.number, top, tuple(dots.values())))
            top = max(dot.top for dot in dots.values()) + ROW / 2 + EDGE
    return Timeline(tuple(bands), top + EDGE, tuple(_ticks(first, span, words)))


def moment(iso: str) -> float | None:
    """Return a time in seconds (UTC), None where none is told.

    >>> moment("1970-01-01T01:00:00+01:00"), moment("soon")
    (0.0, None)
    """
    try:
        time = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return None
    known = time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
    return (known - _START).total_seconds()


def _ticks(first: float, span: float, words: Words) -> list[tuple[float, str]]:
    step = next((step for step in _STEPS if span / step <= _TICKS), _STEPS[-1])
    found: list[tuple[float, str]] = []
    at = -(-first // step) * step
    while at <= first + span and len(found) <= _TICKS:
        found.append((round(_INSET + (100 - 2 * _INSET) * (at - first) / span, 2), _said(at, step, words)))
        at += step
    return found


def _said(at: float, step: int, words: Words) -> str:
    from babel.dates import format_skeleton

    try:
        time = _START + datetime.timedelta(seconds=at)
    except OverflowError:
        return ""
    day = format_skeleton("yMMMd" if step >= _DAY else "MMMd", time, locale=locale_of(words.lang))
    return f"{day}" if step >= _DAY else f"{day}, {time:%H:%M}"
