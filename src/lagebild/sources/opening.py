"""Opening what a person names: standard input, a web address, a folder or a file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.decode import declared_in, decode, scrub
from lagebild.sources.files import LARGEST, SUFFIXES, Form, Opened, bounded, document_of, open_file, open_folder, read_text
from lagebild.sources.pdf import read_pdf

if TYPE_CHECKING:
    from lagebild.sources.fetch import Fetched, Limits

_MEDIA: dict[str, Form] = {
    "text/html": "page", "application/xhtml+xml": "page", "text/markdown": "markdown", "text/plain": "plain",
}  # fmt: skip
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def open_source(source: str, date: str = "", limits: Limits | None = None) -> Iterator[Document | SourceError]:
    """Yield the documents of `source`: `-` (standard input), an http(s) address, a folder (with those below it) or a file.

    `date` (ISO 8601) overrides the publication date; `limits` bound what is fetched. A file or address that cannot be read
    raises SourceError; in a folder, a JSONL file or an archive the error is yielded in its place and the rest goes on. Hidden files are
    skipped.
    """
    for found in _opened(source, limits):
        yield replace(found, date=date) if date and isinstance(found, Document) else found


def _opened(source: str, limits: Limits | None) -> Iterator[Document | SourceError]:
    if source == "-":
        yield document_of(bounded(sys.stdin.buffer.read(LARGEST + 1), "standard input"), "standard input", "-")
    elif _SCHEME.match(source):
        yield _from_web(source, limits)
    elif source and os.path.isdir(source):
        yield from _from_folder(source)
    else:
        yield from _from_file(source)


def _from_web(source: str, limits: Limits | None) -> Document:
    from lagebild.sources.fetch import Limits, fetch

    return fetched_document(fetch(source, limits or Limits()))


def fetched_document(found: Fetched) -> Document:
    """Return the document that a fetched page gives; its canonical address only where that is of the same site. Raises SourceError."""
    if found.content_type == "application/pdf":
        document, repaired = read_pdf(found.content, found.url), False
    else:
        form = _form(found)
        declared = [*(declared_in(found.content) if form == "page" else ()), *filter(None, [found.charset])]
        text, repaired = decode(found.content, found.url, declared)
        document = read_text(text, found.url, form, found.url)
    url = document.url if _same_site(document.url, found.url) else found.url
    return replace(document, id=url, url=url, repaired=repaired, publisher=document.publisher or urlsplit(found.url).hostname or "")


def _form(found: Fetched) -> Form:
    if found.content_type in _MEDIA:
        return _MEDIA[found.content_type]
    if "xml" in found.content_type and b"<html" in found.content[:2000].lower():
        return "page"
    if "xml" in found.content_type or "json" in found.content_type:
        raise SourceError(found.url, f"{found.content_type} is not an article", "give the address of the article's page")
    return "plain"


def _same_site(claimed: str, fetched: str) -> bool:
    # a page may name its canonical address, but not one of somebody else's
    try:
        one, other = urlsplit(claimed), urlsplit(fetched)
        hosts = {(part.hostname or "").removeprefix("www.") for part in (one, other)}
    except ValueError:
        return False
    return one.scheme in ("http", "https") and len(hosts) == 1


def _from_folder(folder: str) -> Iterator[Document | SourceError]:
    found = None
    for found in open_folder(folder):
        yield _told(found)
    if found is None:
        raise SourceError(scrub(folder), "no text file in the folder", f"put files there that end in {', '.join(SUFFIXES)}")


def _from_file(path: str) -> Iterator[Document | SourceError]:
    for found in open_file(path):
        # of a file as a whole: there is nothing else to go on with
        if found.error is not None and found.name == (scrub(path) or '""'):
            raise found.error
        yield _told(found)


def _told(found: Opened) -> Document | SourceError:
    return found.document or found.error or SourceError(found.name, "nothing in it", "look at it")
