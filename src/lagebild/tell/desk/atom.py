"""A feed after RFC 4287: entries by ids that stay, whatever the desk's own address is."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

MEDIA_TYPE = "application/atom+xml"
_SPACE = "http://www.w3.org/2005/Atom"
_DESK = uuid.uuid5(uuid.NAMESPACE_URL, "urn:lagebild:desk")
# what XML 1.0 cannot hold, in any spelling
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it is (such as "story:NAME"), its page, title, what it says, when it changed (ISO 8601), and its author."""

    what: str
    page: str
    title: str
    summary: str
    updated: str
    author: str = ""


def feed(what: str, title: str, here: str, page: str, entries: Sequence[Entry], lang: str, onward: str = "") -> bytes:
    """Return a feed as XML; `here`, `page` and `onward` are the addresses of itself, of its page, and of what is older."""
    root = ElementTree.Element("feed", {"xmlns": _SPACE, "xml:lang": lang})
    _add(root, "id", identity(what))
    _add(root, "title", title)
    _add(root, "updated", max((moment(entry.updated) for entry in entries), default=_UNKNOWN))
    _add(_add(root, "author"), "name", "Lagebild")
    for relation, address in (("self", here), ("alternate", page), ("next", onward)):
        if address:
            kind = "text/html" if relation == "alternate" else MEDIA_TYPE
            _add(root, "link", rel=relation, href=address, type=kind)
    for entry in entries:
        _entry(root, entry)
    told: str = ElementTree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{told}'.encode()


def _entry(root: ElementTree.Element, entry: Entry) -> None:
    made = _add(root, "entry")
    _add(made, "id", identity(entry.what))
    _add(made, "title", entry.title)
    _add(made, "updated", moment(entry.updated))
    _add(made, "link", rel="alternate", href=entry.page, type="text/html")
    if entry.author:
        _add(_add(made, "author"), "name", entry.author)
    _add(made, "summary", entry.summary, type="text")


def _add(parent: ElementTree.Element, name: str, text: str = "", **features: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, features)
    made.text = _UNHELD.sub("\ufffd", text) or None
    return made


def identity(what: str) -> str:
    """Return the id of something: the same at every desk and under every address.

    >>> identity("story:a") == identity("story:a") != identity("event:a")
    True
    """
    return uuid.uuid5(_DESK, what).urn


def moment(iso: str) -> str:
    """Return a time as RFC 3339 in UTC; a day is its beginning, a time without a zone is taken for UTC, none is 1970.

    >>> moment("2025-09-01T06:40:00+03:00"), moment("2025-09-01"), moment("soon")
    ('2025-09-01T03:40:00Z', '2025-09-01T00:00:00Z', '1970-01-01T00:00:00Z')
    """
    try:
        time = datetime.fromisoformat(iso)
        # the first and last days of the calendar have no neighbour to be moved to
        told = time.astimezone(UTC) if time.tzinfo else time
    except (ValueError, OverflowError):
        return _UNKNOWN
    return told.replace(tzinfo=None, microsecond=0).isoformat() + "Z"
