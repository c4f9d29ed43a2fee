"""Who is credited or cited: news agencies in their forms, other outlets by "as X reports", and links."""

from __future__ import annotations

import re

from lagebild.model.nouns import Document
from lagebild.packs.tracingwords import load_agencies
from lagebild.tracing.text import fold

_LINK = re.compile(r"https?://[^\s)>\"”“«»]+|\bwww\.[^\s)>\"”“«»]+")
_HEAD, _TAIL = 120, 160


def credited(document: Document) -> str:
    """Return the agency that a text is credited to, at its head, its end or as its publisher; "" where there is none.

    >>> credited(Document("a", "LIMA, May 3 (Reuters) - Peru said on Friday …"))
    'Reuters'
    """
    text = document.text.strip()
    for place in (text[:_HEAD], text[-_TAIL:], document.publisher, document.author):
        found = agencies_in(place)
        if found:
            return found[0]
    # apa, (dpa): agencies also sign in lower case
    signed = re.search(r"\(([a-zäöü/]{2,14})\)", text[:_HEAD] + " " + text[-_TAIL:])
    known = {fold(form): name for form, name in load_agencies()[1].items() if form.isupper()}
    return next((known[part] for part in (signed[1].split("/") if signed else ()) if part in known), "")


def cited(document: Document) -> set[str]:
    """Return the agencies that a text names anywhere.

    >>> cited(Document("a", "Das berichtete AFP unter Berufung auf Yonhap.")) == {"AFP", "Yonhap"}
    True
    """
    return set(agencies_in(document.text)) | set(agencies_in(document.publisher))


def names_outlet(document: Document, other: Document, folded: str = "") -> bool:
    """Return whether a text names the other's publisher or links to its address; `folded` is the text without case, where it is at hand."""
    publisher = other.publisher.strip()
    named = len(publisher) > 3 and publisher != document.publisher and fold(publisher) in (folded or fold(document.text))
    return named or bool(other.url and any(link.rstrip("/") in other.url for link in links(document.text)))


def links(text: str) -> list[str]:
    """Return the web addresses in a text."""
    return [match.group().rstrip(".,;:") for match in _LINK.finditer(text)]


def agencies_in(text: str) -> list[str]:
    """Return the agencies named in a text, in order."""
    pattern, forms = load_agencies()
    return [forms[match.group()] for match in pattern.finditer(text)]
