"""The day a text is about: its first weekday or date, against the day of publication."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from lagebild.packs.tracingwords import load_number_words

_WEEK = 7


def published(date: str) -> datetime.datetime | None:
    """Return the time of publication; None where there is none that can be read.

    >>> published("2024-05-03").day, published("")
    (3, None)
    """
    try:
        moment = datetime.datetime.fromisoformat(date) if date else None
    except ValueError:
        return None
    return moment.replace(tzinfo=None) - (moment.utcoffset() or datetime.timedelta()) if moment else None


def days(text: str, lang: str, date: str) -> list[tuple[datetime.date, int, int]]:
    """Return the days that a text names, with code points: dates in words, and weekdays and "yesterday" before publication.

    >>> [str(d) for d, _, _ in days("Talks began on Monday; the ship left on 3 May.", "en", "2024-05-08")]
    ['2024-05-06', '2024-05-03']
    """
    known = load_number_words().get(lang.split("-")[0])
    moment = published(date)
    if known is None:
        return []
    found = []
    for match in _pattern(lang.split("-")[0]).finditer(text):
        word = (match["plain"] or "").lower()
        day = _dated(match, known.months, moment) if _month(match, known.months) else _relative(word, known.days, known.relative, moment)
        if day:
            found.append((day, match.start(), match.end()))
    return found


def named_days(text: str, lang: str) -> list[tuple[str, int, int]]:
    """Return the days that a text names as it names them, with code points: weekday by number, month, or day and month.

    >>> named_days("on Monday, 3 May, or in June", "en")
    [('weekday 0', 3, 9), ('day 5-3', 11, 16), ('month 6', 24, 28)]
    """
    known = load_number_words().get(lang.split("-")[0])
    found = []
    for match in _pattern(lang.split("-")[0]).finditer(text) if known else ():
        word, day = (match["plain"] or "").lower(), _day(match)
        month = _month(match, known.months) if known else 0
        if month:
            found.append((f"day {month}-{day}" if day else f"month {month}", match.start(), match.end()))
        elif known and word in known.days:
            found.append((f"weekday {known.days[word]}", match.start(), match.end()))
    return found


def _relative(word: str, weekdays: dict[str, int], relative: dict[str, int], moment: datetime.datetime | None) -> datetime.date | None:
    if moment is None:
        return None
    if word in relative:
        return moment.date() + datetime.timedelta(days=relative[word])
    return moment.date() - datetime.timedelta(days=(moment.weekday() - weekdays[word]) % _WEEK) if word in weekdays else None


def _dated(match: re.Match[str], months: dict[str, int], moment: datetime.datetime | None) -> datetime.date | None:
    year = int(match["year"]) if match["year"] else moment.year if moment else 0
    try:
        return datetime.date(year, _month(match, months), _day(match)) if _day(match) and year else None
    except ValueError:
        return None


def _month(match: re.Match[str], months: dict[str, int]) -> int:
    word = (match["month"] or match["short"] or match["short_first"] or "").lower()
    return next((number for name, number in months.items() if word and name.startswith(word)), 0)


def _day(match: re.Match[str]) -> int:
    day = match["before"] or match["after"] or match["before_short"] or match["after_short"] or "0"
    return int(re.sub(r"\D", "", day))


@lru_cache(maxsize=32)
def _pattern(lang: str) -> re.Pattern[str]:
    known = load_number_words()[lang]
    months = "|".join(sorted(map(re.escape, known.months), key=len, reverse=True))
    short = "|".join(
        sorted({re.escape(name[:size]) for name in known.months for size in (3, 4) if size < len(name)}, key=len, reverse=True)
    )
    plain = "|".join(sorted(map(re.escape, (*known.days, *known.relative)), key=len, reverse=True))
    part = "(?:morgen|vormittag|mittag|nachmittag|abend|nacht|früh)?" if lang == "de" else ""
    day = r"\d{1,2}(?:\.|st|nd|rd|th|er|º|ª)?"
    month = rf"(?:(?P<before>{day})\s(?:de\s)?)?(?P<month>{months})(?:\s(?P<after>\d{{1,2}})(?!\d))?(?:,?\s(?:de\s)?(?P<year>\d{{4}}))?"
    brief = rf"(?P<before_short>{day})\s(?P<short>{short})\.?|(?P<short_first>{short})\.?\s(?P<after_short>\d{{1,2}})(?!\d)"
    return re.compile(rf"(?<!\w)(?:{month}|{brief}|(?P<plain>{plain}){part})(?!\w)", re.I)
