"""The head lines of an article: date, author and outlet, in English and German."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

_MONTHS = (
    "january|januar|jänner|jan", "february|februar|feber|feb", "march|märz|maerz|mar|mär|mrz", "april|apr", "may|mai", "june|juni|jun",
    "july|juli|jul", "august|aug", "september|sept|sep", "october|oktober|oct|okt", "november|nov", "december|dezember|dec|dez",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_DAYS = (
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|wed|sat|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|mo|di|mi|do|fr|sa|so)\.?,?\s+"
)
_ZONE = r"(?:[A-Z]{1,5}|[+-]\d{2}:?\d{2})"
_CLOCK = rf"(?:\s*(?:[,T|–—-]|um|at)?\s*\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\.\d{{1,9}})?\s*(?:Uhr|h|[ap]\.?m\.?)?\s*{_ZONE}?)?"
_LABEL = r"(?:(?:date|datum|published|updated|veröffentlicht|erschienen|stand)(?:\s+(?:on|am))?\s*:?\s+)?"
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_FORMS = tuple(
    re.compile(f"{_LABEL}(?:{_DAYS})?{form}{_CLOCK}", re.I)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<m>{_NAME})\.?,?\s+(?P<y>\d{{4}})",
        rf"(?P<m>{_NAME})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
    )
)
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?")
_AUTHOR = re.compile(r"(?:autor(?:/?in|en|innen)?|verfasser(?:in)?|authors?|byline)\s*:\s*(?P<who>\S.*)", re.I)
_BY = re.compile(r"(?:by|von)\s+(?P<who>\S.*)", re.I)
_OUTLET = re.compile(r"(?:quelle|source|publisher|outlet|medium)\s*:\s*(?P<who>\S.*)", re.I)
# the small words that a byline may have between its names; anything else in lower case makes it a sentence
_SMALL = frozenset({
    "and", "und", "the", "of", "von", "vom", "van", "der", "den", "dem", "de", "da", "di", "du", "la", "le", "del", "dos", "al", "el",
    "bin", "ibn", "in", "aus", "for", "für", "at", "our", "unserem", "unserer",
})  # fmt: skip
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Head:
    """What the head lines of an article say; empty where they say nothing."""

    date: str = ""
    author: str = ""
    publisher: str = ""

    def with_line(self, line: str) -> Head | None:
        """Return the head with what `line` adds (what is known already stays); None where the line is none of a head."""
        for key, value in (("date", read_date(line)), ("author", read_author(line)), ("publisher", read_outlet(line))):
            if value:
                return self if getattr(self, key) else replace(self, **{key: value})
        return None


def read_date(line: str) -> str:
    """Return the ISO form of a line that is a date and nothing else, "" where it is not one.

    The time of day is kept where the line has ISO form; other forms give the day.

    >>> read_date("Sonntag, 10. November 2024, 14:30 Uhr"), read_date("November 10, 2024"), read_date("30.02.2024")
    ('2024-11-10', '2024-11-10', '')
    """
    line = line.strip()
    if len(line) > _LONGEST or not line.isprintable():
        return ""
    if _ISO_TIME.fullmatch(line):
        return _moment(line)
    return next((_day(match) for form in _FORMS if (match := form.fullmatch(line))), "")


def read_author(line: str) -> str:
    """Return whom a byline names, "" where the line is none.

    >>> read_author("By the Harbour Desk"), read_author("Autorin: Anna Muster"), read_author("Von Russland gelieferte Waffen")
    ('the Harbour Desk', 'Anna Muster', '')
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return ""
    if match := _AUTHOR.fullmatch(line):
        return match["who"].strip()
    match = _BY.fullmatch(line)
    return match["who"] if match and _names(match["who"]) else ""


def read_outlet(line: str) -> str:
    """Return which outlet a line "Quelle: …" or "Source: …" names, "" where the line is none."""
    line = line.strip()
    match = _OUTLET.fullmatch(line) if len(line) <= _LONGEST else None
    return match["who"].strip() if match else ""


def _names(who: str) -> bool:
    words = re.findall(r"[^\s,;/&|]+", who)
    if len(words) > 12 or who[-1] in "!?:;,…" or (who[-1] == "." and len(words[-1]) > 4):
        return False
    return any(word[0].isupper() for word in words) and all(word[0].isupper() or word in _SMALL for word in words)


def _moment(line: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(line)
    except ValueError:
        return ""
    return moment.isoformat()


def _day(match: re.Match[str]) -> str:
    month = match["m"].lower()
    try:
        return datetime.date(int(match["y"]), _MONTH.get(month) or int(month), int(match["d"])).isoformat()
    except ValueError:
        return ""
