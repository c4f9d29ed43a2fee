"""HTML pages: the article's text and what the page says about it, by trafilatura, without the network."""

from __future__ import annotations

import re
from typing import Any

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.decode import scrub
from lagebild.sources.fields import moment

_LANG = re.compile(r"<html\b[^<>]{0,2000}?\blang\s{0,9}=\s{0,9}[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\b", re.I)
_LOOKS = re.compile(r"\s*(?:<\?xml[^<>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html\b|head\b|body\b)", re.I | re.S)
# no article has so many; the extraction takes minutes over them
_MOST_TAGS = 100_000
_WAY_OUT = "save the article's text as .txt"


def read_page(text: str, where: str, url: str = "") -> Document:
    """Return the article of an HTML page; `url` is the page's address where it is known.

    Raises SourceError where no main text can be found.
    """
    if text.count("<") > _MOST_TAGS:
        raise SourceError(where, "the page is too large to find an article in", _WAY_OUT)
    found = _extracted(text, where, url)
    title = _words(found.title)
    body = scrub(found.text or "").strip()
    # the heading stands in the text too
    body = body.removeprefix(f"{title}\n").lstrip() if title else body
    if not body:
        raise SourceError(where, "no main text found in the page", _WAY_OUT)
    language = _LANG.search(text[:10_000])
    return Document(
        id="", text=body, title=title, date=_date(_words(found.date)), lang=_words(found.language) or (language[1] if language else ""),
        url=_words(found.url), publisher=_words(found.sitename), author=_words(found.author),
    )  # fmt: skip


def looks_like_page(text: str) -> bool:
    """Whether a text of unknown form begins as an HTML page does.

    >>> looks_like_page("<!DOCTYPE html><p>x"), looks_like_page("Kiew warnt")
    (True, False)
    """
    return bool(_LOOKS.match(text[:2000]))


def _extracted(text: str, where: str, url: str) -> Any:
    import logging

    import trafilatura

    # where nobody listens, Python would print the library's warnings to standard error
    for name in ("trafilatura", "htmldate"):
        _quiet(logging.getLogger(name))
    # without `extensive_search`, which takes any date on the page (a copyright line's) for the article's
    dates = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%dT%H:%M:%S%z"}
    try:
        found = trafilatura.bare_extraction(text, url=url or None, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except Exception as error:  # a hostile page can break the parsers below in ways that none of them declares
        raise SourceError(where, f"the page cannot be parsed: {type(error).__name__}", _WAY_OUT) from error
    if found is None:
        raise SourceError(where, "no main text found in the page", _WAY_OUT)
    return found


def _quiet(logger: Any) -> None:
    import logging

    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _date(found: str) -> str:
    # a page that tells the day alone comes with midnight
    published = moment(found)
    return published[:10] if published[10:19] == "T00:00:00" else published


def _words(value: str | None) -> str:
    return " ".join(scrub(value or "").split())
