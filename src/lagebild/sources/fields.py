"""The single fields of what strangers wrote: one line, a block of text, an address; bounded, and nothing in them that steers."""

from __future__ import annotations

import datetime
import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from lagebild.sources.decode import scrub

# controls (but line feed and tab) and the signs that turn the direction of writing, which can make a name look like another
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
# what outlets and mailers hang on an address to count clicks: the same article without it
_COUNTING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|wt_?mc|wt\.\w+|at_(?:medium|campaign|custom\d|link_\w+)|cmpid|cmp|ns_\w+|ref_src"
    r"|xtor|smid|smtyp|ocid|ftag|traffic_source",
    re.I,
)
_LONGEST_URL = 2000
_SAFE = "%/:@!$&()*+,;=~"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def line(value: object, most: int = 500) -> str:
    """Return a value as one line of text without signs that steer; "" where it is no text.

    >>> line("Kiew\\x1b[31m\\n warnt"), line(None)
    ('Kiew[31m warnt', '')
    """
    text = _STEERS.sub("", scrub(value[: 4 * most])) if isinstance(value, str) else ""
    return " ".join(text.split())[:most]


def block(value: object, most: int = 1_000_000) -> str:
    """Return a value as a block of text: blanks joined, at most one empty line on end, no signs that steer."""
    text = scrub(value[:most]) if isinstance(value, str) else ""
    text = _STEERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    rows = (_BLANKS.sub(" ", row).strip() for row in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(rows)).strip()


def link(value: object, base: str = "", *, counting: bool = False) -> str:
    """Return an address in its canonical form, "" where it is none of the web: no `javascript:`, no `file:`.

    Host in small letters, no fragment, no default port, no parameters that only count clicks (with `counting` they stay): two addresses of
    one article become equal.

    >>> link("HTTPS://Example.org:443/a?utm_source=x&id=3#top"), link("javascript:alert(1)"), link("/b", "https://example.org/a")
    ('https://example.org/a?id=3', '', 'https://example.org/b')
    """
    text = line(value, _LONGEST_URL + 1)
    if not text or len(text) > _LONGEST_URL:
        return ""
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password or re.search(r"[\s\"'<>\\]", host):
        return ""
    place = f"[{host}]" if ":" in host else host
    place += "" if port in (None, 80 if parts.scheme == "http" else 443) else f":{port}"
    # in an attribute of a page no sign of it ends the attribute
    return urlunsplit((parts.scheme, place, quote(parts.path, safe=_SAFE) or "/", _query(parts.query, counting), ""))


def _query(query: str, counting: bool) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = [(key, value) for key, value in pairs if counting or not _COUNTING.fullmatch(key)]
    # what is not changed stays as it was written: some servers know only that
    return quote(query, safe=_SAFE + "?") if len(kept) == len(pairs) else urlencode(kept)


def tag(value: object) -> str:
    """Return a BCP 47 language tag, "" where the value is none.

    >>> tag("de_AT"), tag("<b>")
    ('de-AT', '')
    """
    text = line(value, 40)
    return text.replace("_", "-") if _TAG.fullmatch(text) else ""


def moment(value: object) -> str:
    """Return the ISO 8601 form of a moment: a struct_time in UTC, a datetime, or its text; "" where it is none of 1970 to 2100.

    >>> moment("2024-11-10T09:00:00Z"), moment("soon"), moment((2024, 11, 10, 9, 0, 0, 6, 315, 0))
    ('2024-11-10T09:00:00+00:00', '', '2024-11-10T09:00:00+00:00')
    """
    found = _moment(value)
    return found if found and 1970 <= int(found[:4]) <= 2100 else ""


def _moment(value: object) -> str:
    try:
        if isinstance(value, tuple) and len(value) >= 6:
            return datetime.datetime(*map(int, value[:6]), tzinfo=datetime.UTC).isoformat()  # type: ignore[misc, arg-type]
        if isinstance(value, datetime.datetime):
            return value.isoformat(timespec="seconds")
        text = line(value, 60)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.date.fromisoformat(text).isoformat()
        return datetime.datetime.fromisoformat(text).isoformat(timespec="seconds") if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else ""
    except (ValueError, OverflowError, TypeError):
        return ""
