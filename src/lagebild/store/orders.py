"""Addresses that stay, and the order of time as one number."""

from __future__ import annotations

import datetime
import hashlib

_BITS, _LAST, _EPOCH = 28, (1 << 34) - 1, datetime.datetime(1900, 1, 1)
DAY, DATED = 86_400 << _BITS, (1 << _BITS, (_LAST << _BITS) - 1)
"""How far the places of two days lie apart; the first and the last place whose day is known."""


def address_of(key: str) -> str:
    """Return the permanent address of a document: a hash of the key it came with.

    >>> address_of("https://example.org/a")
    'b5b10dd0429e69ac'
    """
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def place_of(published: str, document: int) -> int:
    """Return the place of a document in the order of time: seconds since 1900 above its number; unknown times come first.

    >>> place_of("2024-05-03", 7) < place_of("2024-05-03T10:00:00+02:00", 3), place_of("soon", 3)
    (True, 3)
    """
    return start_of(published) | (document & ((1 << _BITS) - 1))


def start_of(moment: str) -> int:
    """Return the place before which all documents published earlier than an ISO time stand.

    >>> start_of("2024-05-03") < place_of("2024-05-03", 1), start_of("")
    (True, 0)
    """
    try:
        time = datetime.datetime.fromisoformat(moment)
    except ValueError:
        return 0
    if offset := time.utcoffset():
        # the first and last days of the calendar have no neighbour to be moved to
        time = time - offset if datetime.MINYEAR < time.year < datetime.MAXYEAR else time
    # what is dated a thousand years ahead stands at the end
    return min(max(0, int((time.replace(tzinfo=None) - _EPOCH).total_seconds())), _LAST) << _BITS


def day_of(place: int) -> datetime.date | None:
    """Return the day of a place in the order of time (UTC), None where the time is unknown.

    >>> day_of(place_of("2024-05-03T23:00:00-02:00", 7)), day_of(place_of("soon", 3))
    (datetime.date(2024, 5, 4), None)
    """
    seconds = place >> _BITS
    return (_EPOCH + datetime.timedelta(seconds=seconds)).date() if 0 < seconds < _LAST else None
