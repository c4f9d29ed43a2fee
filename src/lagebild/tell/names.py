"""Names, languages and dates as a reader of German or English writes them."""

from __future__ import annotations

import datetime
import re

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def actor_name(code: str, lang: str) -> str:
    """Return the name of an actor's code (states from CLDR), the code itself where the registry has none.

    >>> actor_name("BLR", "de"), actor_name("HOUTHI", "en"), actor_name("NOBODY", "en")
    ('Belarus', 'Houthis', 'NOBODY')
    """
    own = _labels(lang).get(code, code)
    return _labels("en").get(code, code) if own == code and lang != "en" else own


def _labels(lang: str) -> dict[str, str]:
    from lagebild.packs.registry import load_registry

    return load_registry(lang).labels


def language_name(tag: str, lang: str) -> str:
    """Return the name of a BCP 47 language tag, the tag itself where it is unknown.

    >>> language_name("en", "de"), language_name("xx-y", "de")
    ('Englisch', 'xx-y')
    """
    from babel import Locale

    return str(Locale(lang).languages.get(tag.split("-")[0].lower(), tag))


def say_date(iso: str, lang: str) -> str:
    """Return an ISO date (year, month or day; a time is left out) in words, and what is no date as it stands.

    >>> say_date("2025-06-18", "en"), say_date("2025-06", "de"), say_date("2025", "de"), say_date("soon", "en")
    ('18 June 2025', 'Juni 2025', '2025', 'soon')
    """
    from babel.dates import format_date

    try:
        day = datetime.date.fromisoformat(iso[:10] if len(iso) > 7 else f"{iso}-01")
    except ValueError:
        return iso
    pattern = "MMMM y" if len(iso) == 7 else {"de": "d. MMMM y"}.get(lang, "d MMMM y")
    return str(format_date(day, pattern, locale=lang))


def visible(text: str) -> str:
    """Return the text without what steers a terminal or turns the writing direction: each such sign becomes U+FFFD.

    >>> visible("a\\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _UNSEEN.sub("\ufffd", text)
