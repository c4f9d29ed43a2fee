"""Times in words, resolved against the publication date: a range of ISO dates and the words that tell it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lagebild.model.nouns import When
from lagebild.packs.language import Language, load_language
from lagebild.packs.memo import Memo
from lagebild.reading.parts import Phrase, Token

_YEAR = re.compile(r"^(19|20)\d\d$")
_ISO = re.compile(r"^(19|20)\d\d-\d\d-\d\d$")
_FIGURES = frozenset("12")  # a year begins with one of them
_DAY = re.compile(r"^(\d{1,2})\.?(?:st|nd|rd|th)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A time with the tokens it stands in."""

    first: int
    last: int
    when: When


def is_temporal(phrase: Phrase, language: Language) -> bool:
    """Whether a bare phrase tells a time ("last week", "vergangenen Mittwoch", "24 Stunden")."""
    times, low = language.times, phrase.head.low
    if phrase.names or phrase.mods:
        return False
    if low in times["weekdays"] or low in times["relative"] or low in times["day_parts"]:
        return True
    if language.grammar["word_order"] == "svo":
        return low in times["units"] and bool({t.low for t in phrase.tokens} & {"last", "this", "next", "earlier"})
    return low in times["units"] or low in times["months"] or low in times["seasons"]


def parse_date(text: str) -> date | None:
    """Read the day out of an ISO date or date and time; None where there is none.

    >>> parse_date("2024-11-10T08:00:00Z")
    datetime.date(2024, 11, 10)
    """
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def find_times(tokens: list[Token], language: Language, published: date | None) -> list[Found]:
    """Return the times of a sentence; without publication date only absolute ones resolve."""
    found: list[Found] = []
    telling = _telling(language.code).each([t.low for t in tokens])
    if True not in telling:
        return found
    last = -1
    for i, tells in enumerate(telling):
        if not tells or i <= last:
            continue
        hit = _at(tokens, i, language, published)
        if hit is not None:
            found.append(hit)
            last = hit.last
    return found


@lru_cache(maxsize=4)
def _telling(code: str) -> Memo[bool]:
    """Whether a word may tell a time: by itself, by a figure in front or with a dot behind ("Nov.")."""
    times = load_language(code).times
    words = frozenset(word for key in ("months", "relative", "weekdays", "units", "seasons") for word in times[key])
    return Memo(lambda low: low in words or low[0] in _FIGURES or low[-1] == ".")


def _words(tokens: list[Token], first: int, last: int) -> str:
    return " ".join(t.text for t in tokens[first : last + 1]).replace(" .", ".")


def _make(tokens: list[Token], first: int, last: int, start: str, end: str) -> Found:
    return Found(first, last, When(start, end, _words(tokens, first, last)))


def _at(tokens: list[Token], i: int, language: Language, published: date | None) -> Found | None:
    t = language.times
    low = tokens[i].low
    if _ISO.match(tokens[i].text):
        return _make(tokens, i, i, tokens[i].text, tokens[i].text)
    if low.rstrip(".") in t["months"]:
        absolute = _month(tokens, i, {m: k + 1 for k, m in enumerate(t["months"])}, published, language)
        if absolute is not None:
            return absolute
    if _YEAR.match(low) and (
        i == 0
        or tokens[i - 1].low in ("in", "im", "jahr", "year", "since", "seit", "of", "until", "bis", "by", "during", "for")
        or language.code == "de"
    ):
        return _make(tokens, i, i, low, low)
    if published is None:
        return None
    if low in t["relative"]:
        day = published + timedelta(days=t["relative"][low])
        return _make(tokens, i, i, day.isoformat(), day.isoformat())
    if low in t["weekdays"]:
        return _weekday(tokens, i, list(t["weekdays"]).index(low), language, published)
    if low in t["units"]:
        return _unit(tokens, i, language, published)
    if low in t["seasons"] and i > 0 and tokens[i - 1].low in ("last", "this", "next", "im", "vergangenen", "diesem", "in"):
        return _season(tokens, i, language, published)
    return None


def _month(tokens: list[Token], i: int, months: dict[str, int], published: date | None, language: Language) -> Found | None:
    low = tokens[i].low.rstrip(".")
    month = months.get(low)
    if month is None or not tokens[i].capital or (low in ("may", "march", "august") and not _month_near(tokens, i)):
        return None
    first = last = i
    day = 0
    before = i - 1
    if before >= 0 and tokens[before].text == "." and before >= 1:
        before -= 1
    if before >= 0 and (match := _DAY.match(tokens[before].low)) and 1 <= int(match[1]) <= 31:
        day, first = int(match[1]), before
    elif i + 1 < len(tokens) and (match := _DAY.match(tokens[i + 1].low)) and 1 <= int(match[1]) <= 31:
        day, last = int(match[1]), i + 1
    year = 0
    after = last + 1
    if after < len(tokens) and tokens[after].text == "," and after + 1 < len(tokens):
        after += 1
    if after < len(tokens) and _YEAR.match(tokens[after].low):
        year, last = int(tokens[after].low), after
    if not year:
        if published is None:
            return None
        year = published.year
        future = any(x.low in ("will", "wird", "werden", "next", "kommenden") for x in tokens)
        if month > published.month and not future:
            year -= 1
        elif month < published.month and future:
            year += 1
    if day:
        try:
            stamp = date(year, month, day).isoformat()
        except ValueError:
            return None
        return _make(tokens, first, last, stamp, stamp)
    return _make(tokens, first, last, f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}")


def _month_near(tokens: list[Token], i: int) -> bool:
    near = [x.low for x in tokens[max(0, i - 2) : i]] + [x.low for x in tokens[i + 1 : i + 2]]
    return any(
        w
        in (
            "in",
            "on",
            "since",
            "last",
            "next",
            "by",
            "until",
            "early",
            "late",
            "mid",
            "of",
            "im",
            "seit",
            "ende",
            "anfang",
            "mitte",
            "am",
            "bis",
        )
        or _DAY.match(w)
        or _YEAR.match(w)
        for w in near
    )


def _weekday(tokens: list[Token], i: int, number: int, language: Language, published: date) -> Found:
    before = tokens[i - 1].low if i > 0 else ""
    future = before in language.times["next"] or before.startswith(("kommend", "nächst"))
    back = (published.weekday() - number) % 7
    day = published - timedelta(days=back)
    if before in language.times["last"] and back == 0:
        day -= timedelta(days=7)
    if future or any(x.low in ("will", "wird", "werden") for x in tokens):
        day = published + timedelta(days=(number - published.weekday()) % 7 or 7)
    first = (
        i - 1
        if before in ("on", "am", "last", "next", "this") or before in language.times["last"] or before in language.times["next"]
        else i
    )
    return _make(tokens, first, i, day.isoformat(), day.isoformat())


def _shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(slots=True)
class _Lead:
    """What the words before a unit say of it: how many, and which way (1 next, -1 last, -2 ago, -3 since)."""

    first: int
    number: int = 0
    direction: int = 0
    bare: bool = False
    this: bool = False


def _lead(tokens: list[Token], i: int, language: Language) -> _Lead:
    """Read the words before a unit, from right to left."""
    t = language.times
    lead = _Lead(i)
    for k in range(i - 1, max(-1, i - 6), -1):
        word = tokens[k].low
        if word in t["last"] or word in t["next"]:
            lead.direction, lead.bare = -1 if word in t["last"] else 1, lead.number == 0
        elif word in t["this"]:
            return _Lead(k, this=True)
        elif word in t["numbers"] and not lead.number:
            lead.number = int(t["numbers"][word])
        elif word.isdecimal() and not lead.number and len(word) < 4:
            lead.number = int(word)
        elif word in _SPAN_OPENERS and (lead.number or lead.direction):
            lead.first = k
            lead.direction = _opened(word, lead.direction)
            break
        elif word not in _SPAN_ARTICLES:
            break
        lead.first = k
    return lead


_SPAN_OPENERS = ("vor", "seit", "for", "since", "in", "within", "over", "during")
_SPAN_ARTICLES = ("the", "den", "der", "dem", "die", "vergangenen")


def _opened(word: str, direction: int) -> int:
    """ "vor drei Tagen" tells a day, "seit drei Tagen" a span up to today."""
    if word == "vor":
        return -2
    return -3 if direction == 0 and word in ("seit", "for", "since") else direction


def _unit(tokens: list[Token], i: int, language: Language, published: date) -> Found | None:
    """ "last week", "vor drei Tagen", "over the past two years"."""
    unit = language.times["units"][tokens[i].low]
    lead, last = _lead(tokens, i, language), i
    if lead.this:
        return _make(tokens, lead.first, i, *_period(published, unit, 0))
    if lead.number and i + 1 < len(tokens) and tokens[i + 1].low in language.times["ago"]:
        lead.direction, last = -2, i + 1
    if lead.direction == 0:
        return None
    plural = tokens[i].low[-1] in "sne" and tokens[i].low != "woche"
    if lead.direction == -2:
        stamp = _rounded(_back(published, unit, lead.number or 1), unit)
        start, end = stamp, stamp
    elif abs(lead.direction) == 1 and lead.bare and not plural:
        start, end = _period(published, unit, lead.direction)
    elif lead.direction == 1:
        start, end = published.isoformat(), _back(published, unit, -(lead.number or 3)).isoformat()
    else:
        start, end = _rounded(_back(published, unit, lead.number or 3), unit), _rounded(published, unit)
    return _make(tokens, lead.first, last, start, end)


def _rounded(day: date, unit: str) -> str:
    """A day as exact as the unit that tells it."""
    return day.isoformat()[:7] if unit == "month" else str(day.year) if unit == "year" else day.isoformat()


def _back(day: date, unit: str, number: int) -> date:
    number = max(-500, min(500, number))
    try:
        if unit == "hour":
            return day - timedelta(hours=number)
        if unit == "day":
            return day - timedelta(days=number)
        if unit == "week":
            return day - timedelta(weeks=number)
        if unit == "decade":
            return _shift(day, -120 * number)
        return _shift(day, -number if unit == "month" else -12 * number)
    except (ValueError, OverflowError):
        return day


def _period(day: date, unit: str, step: int) -> tuple[str, str]:
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if unit == "month":
        stamp = _shift(day, step).isoformat()[:7]
        return stamp, stamp
    if unit == "year":
        return str(day.year + step), str(day.year + step)
    if unit == "decade":
        return str(day.year + 10 * step), str(day.year)
    stamp = (day + timedelta(days=step)).isoformat()
    return stamp, stamp


def _season(tokens: list[Token], i: int, language: Language, published: date) -> Found:
    start, end = language.times["seasons"][tokens[i].low]
    before = tokens[i - 1].low
    year = published.year
    if before in ("next",) or before.startswith("kommend"):
        year += 1 if published.month >= start else 0
    elif published.month < start:
        year -= 1
    last_year = year if end >= start else year + 1
    return _make(tokens, i - 1, i, f"{year:04d}-{start:02d}", f"{last_year:04d}-{end:02d}")
