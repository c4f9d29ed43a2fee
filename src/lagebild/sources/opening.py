"""Opening what a person names: standard input, a web address, a folder or a file."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.decode import declared_in, decode, scrub
from lagebild.sources.markdown import read_markdown
from lagebild.sources.page import looks_like_page, read_page
from lagebild.sources.plain import read_plain

if TYPE_CHECKING:
    from lagebild.sources.fetch import Fetched, Limits

Form = Literal["plain", "markdown", "page"]
_FORMS: dict[str, Form] = {".txt": "plain", ".text": "plain", ".md": "markdown", ".html": "page", ".htm": "page"}
_TYPES: dict[str, Form] = {
    "text/html": "page", "application/xhtml+xml": "page", "text/markdown": "markdown", "text/plain": "plain",
}  # fmt: skip
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LARGEST = 50_000_000


def open_source(source: str, date: str = "", limits: Limits | None = None) -> Iterator[Document | SourceError]:
    """Yield the documents of `source`: `-` (standard input), an http(s) address, a folder (with those below it) or a file.

    `date` (ISO 8601) overrides the publication date; `limits` bound what is fetched. A file or address that cannot be read
    raises SourceError; in a folder the error is yielded in its place and the rest goes on. Hidden files are skipped.
    """
    for found in _opened(source, limits):
        yield replace(found, date=date) if date and isinstance(found, Document) else found


def _opened(source: str, limits: Limits | None) -> Iterator[Document | SourceError]:
    if source == "-":
        yield document_of(_read_standard_input(), "standard input", "-")
    elif _SCHEME.match(source):
        yield _from_web(source, limits)
    elif source and os.path.isdir(source):
        yield from _from_folder(source)
    else:
        yield _from_file(source)


def document_of(data: bytes, where: str, name: str, form: Form = "plain") -> Document:
    """Return the document that the bytes of one file give; `where` names it in errors, `name` is its id.

    Text that begins as an HTML page does is read as one, whatever its form is said to be. Raises SourceError.
    """
    text, repaired = decode(data, where, declared_in(data) if form == "page" or data.lstrip().startswith(b"<") else ())
    return replace(_read(text, where, form), id=scrub(name), repaired=repaired)


def _read(text: str, where: str, form: Form, url: str = "") -> Document:
    if form == "page" or looks_like_page(text):
        return read_page(text, where, url)
    document = read_markdown(text) if form == "markdown" else read_plain(text)
    if not document.text:
        raise SourceError(where, "no text in it", "give a file with text below its head lines")
    return document


def _from_web(source: str, limits: Limits | None) -> Document:
    from lagebild.sources.fetch import Limits, fetch

    found = fetch(source, limits or Limits())
    form = _form(found)
    declared = [*(declared_in(found.content) if form == "page" else ()), *filter(None, [found.charset])]
    text, repaired = decode(found.content, found.url, declared)
    document = _read(text, found.url, form, found.url)
    url = document.url if _same_site(document.url, found.url) else found.url
    return replace(document, id=url, url=url, repaired=repaired, publisher=document.publisher or urlsplit(found.url).hostname or "")


def _form(found: Fetched) -> Form:
    if found.content_type in _TYPES:
        return _TYPES[found.content_type]
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
    # the errors of folders that may not be listed come in their place, too
    blocked: list[SourceError] = []
    count = 0
    for parent, folders, files in os.walk(folder, onerror=lambda error: blocked.append(_unreadable(str(error.filename), error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in _FORMS:
                count += 1
                yield _document_or_error(os.path.join(parent, name))
    yield from blocked
    if not count and not blocked:
        raise SourceError(scrub(folder), "no text file in the folder", f"put files there that end in {', '.join(_FORMS)}")


def _document_or_error(path: str) -> Document | SourceError:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would wait for ever
            return SourceError(scrub(path), "not a file", "remove it from the folder")
        return _from_file(path)
    except SourceError as error:
        return error
    except OSError as error:
        return _unreadable(path, error)


def _from_file(path: str) -> Document:
    where = scrub(path) or '""'
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise SourceError(where, "no such file or folder", "check the path; a web address begins with https://") from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    document = document_of(_bounded(data, where), where, path, _FORMS.get(Path(path).suffix.lower(), "plain"))
    return document if _same_site(document.url, document.url) else replace(document, url="")


def _read_standard_input() -> bytes:
    return _bounded(sys.stdin.buffer.read(_LARGEST + 1), "standard input")


def _bounded(data: bytes, where: str) -> bytes:
    if len(data) > _LARGEST:
        raise SourceError(where, f"larger than {_LARGEST // 1_000_000} MB", "cut it into single articles")
    return data


def _unreadable(path: str, error: Exception) -> SourceError:
    cause = getattr(error, "strerror", None) or str(error)
    return SourceError(scrub(path), f"cannot be read: {cause}", "check its name and that you may read it")
