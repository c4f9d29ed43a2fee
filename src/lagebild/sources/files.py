"""Files: text, pages, PDF, DOCX, mails, and those that hold many documents (JSONL, WARC); each with its bytes, one at a time."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Literal

from lagebild.model.errors import LagebildError, SourceError
from lagebild.model.nouns import Document
from lagebild.sources.batch import batch_documents
from lagebild.sources.decode import declared_in, decode, scrub
from lagebild.sources.docx import read_docx
from lagebild.sources.eml import read_eml
from lagebild.sources.fields import link
from lagebild.sources.markdown import read_markdown
from lagebild.sources.page import looks_like_page, read_page
from lagebild.sources.pdf import read_pdf
from lagebild.sources.plain import read_plain
from lagebild.sources.warc import Record, warc_document, warc_records

Form = Literal["plain", "markdown", "page"]
FORMS: dict[str, Form] = {".txt": "plain", ".text": "plain", ".md": "markdown", ".html": "page", ".htm": "page"}
_TYPES = {"plain": "text/plain", "markdown": "text/markdown", "page": "text/html"}
# what is no text: its reader and its media type
BINARY: dict[str, tuple[Callable[[bytes, str], Document], str]] = {
    ".pdf": (read_pdf, "application/pdf"),
    ".docx": (read_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".eml": (read_eml, "message/rfc822"),
}
MANY = (".jsonl", ".ndjson", ".warc", ".warc.gz")
SUFFIXES = (*FORMS, *BINARY, *MANY)
LARGEST = 50_000_000
_LONGEST_LINE = 20_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """One document of a file, or the error in its place; with the bytes that it was read from and their media type."""

    name: str
    document: Document | None
    raw: bytes = b""
    raw_type: str = ""
    error: SourceError | None = None


def open_file(path: str) -> Iterator[Opened]:
    """Yield the documents of one file, by its suffix; what is wrong with one, or with the file, is an error in its place."""
    name = scrub(path) or '""'
    suffix = _suffix(path)
    try:
        if suffix in MANY:
            yield from _many(path, name, suffix)
        else:
            yield _single(path, name, suffix)
    except SourceError as error:
        yield Opened(name, None, error=error)


def open_folder(folder: str) -> Iterator[Opened]:
    """Yield the documents of all files in a folder and below, sorted; hidden ones are passed over, others' errors come in their place."""
    blocked: list[SourceError] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: blocked.append(unreadable(str(error.filename), error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and _suffix(name) in SUFFIXES:
                yield from _regular(os.path.join(parent, name))
    yield from (Opened(error.where, None, error=error) for error in blocked)


def document_of(data: bytes, where: str, name: str, form: Form = "plain") -> Document:
    """Return the document that the bytes of one text file give; `where` names it in errors, `name` is its id.

    Text that begins as an HTML page does is read as one, whatever its form is said to be. Raises SourceError.
    """
    text, repaired = decode(data, where, declared_in(data) if form == "page" or data.lstrip().startswith(b"<") else ())
    return replace(read_text(text, where, form), id=scrub(name), repaired=repaired)


def read_text(text: str, where: str, form: Form, url: str = "") -> Document:
    """Return the document that a text of a form gives; raises SourceError where there is no text in it."""
    if form == "page" or looks_like_page(text):
        return read_page(text, where, url)
    document = read_markdown(text) if form == "markdown" else read_plain(text)
    if not document.text:
        raise SourceError(where, "no text in it", "give a file with text below its head lines")
    return document


def bounded(data: bytes, where: str) -> bytes:
    """Return the data; raises SourceError where they are larger than a file may be."""
    if len(data) > LARGEST:
        raise SourceError(where, f"larger than {LARGEST // 1_000_000} MB", "cut it into single articles")
    return data


def unreadable(path: str, error: Exception) -> SourceError:
    """Return the error of a file that the system does not open."""
    cause = getattr(error, "strerror", None) or str(error)
    return SourceError(scrub(path), f"cannot be read: {cause}", "check its name and that you may read it")


def _suffix(path: str) -> str:
    name = os.path.basename(path).lower()
    return ".warc.gz" if name.endswith(".warc.gz") else Path(name).suffix


def _regular(path: str) -> Iterator[Opened]:
    try:
        if stat.S_ISREG(os.stat(path).st_mode):  # a pipe would wait for ever
            yield from open_file(path)
        else:
            yield Opened(scrub(path), None, error=SourceError(scrub(path), "not a file", "remove it from the folder"))
    except OSError as error:
        yield Opened(scrub(path), None, error=unreadable(path, error))


def _opened(path: str, name: str) -> IO[bytes]:
    try:
        return open(path, "rb")
    except FileNotFoundError:
        raise SourceError(name, "no such file or folder", "check the path; a web address begins with https://") from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def _single(path: str, name: str, suffix: str) -> Opened:
    try:
        with _opened(path, name) as file:
            data = bounded(file.read(LARGEST + 1), name)
    except OSError as error:
        raise unreadable(path, error) from None
    if suffix in BINARY:
        reader, kind = BINARY[suffix]
        document = replace(reader(data, name), id=name)
    else:
        form = FORMS.get(suffix, "plain")
        document, kind = document_of(data, name, path, form), _TYPES[form]
        # a page on disk may name where it was published; a path is no address
        document = replace(document, url=link(document.url))
    return Opened(name, document, data, kind)


def _many(path: str, name: str, suffix: str) -> Iterator[Opened]:
    with _opened(path, name) as file:
        yield from _lines(file, name) if suffix in (".jsonl", ".ndjson") else _pages(file, name)


def _pages(file: IO[bytes], name: str) -> Iterator[Opened]:
    for found in warc_records(file, name):
        yield _page(found) if isinstance(found, Record) else Opened(found.where, None, error=found)


def _page(record: Record) -> Opened:
    try:
        return Opened(record.url, warc_document(record), record.content, "text/html")
    except SourceError as error:
        return Opened(record.url, None, record.content, "text/html", error)


def _lines(file: IO[bytes], name: str) -> Iterator[Opened]:
    for number, found in batch_documents(_bounded_lines(file)):
        where = f"{name}:{number}"
        if isinstance(found, Document):
            raw = json.dumps({slot: getattr(found, slot) for slot in Document.__slots__ if slot != "repaired"}, ensure_ascii=False)
            yield Opened(where, replace(found, url=link(found.url)), raw.encode(), "application/json")
        else:
            yield Opened(where, None, error=placed(found, where))


def _bounded_lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; one that is too long is cut off, so that it is no JSON, and passed over to its end."""
    while line := file.readline(_LONGEST_LINE):
        yield line
        while line and not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
            line = file.readline(_LONGEST_LINE)


def placed(error: LagebildError, where: str) -> SourceError:
    """Return an error as that of a source, at its place."""
    return SourceError(where, error.cause, error.way_out)
