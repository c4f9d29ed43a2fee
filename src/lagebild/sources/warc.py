"""WARC archives: the pages in them, by fastwarc; read as a stream, so that an archive of any size takes the memory of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.decode import declared_in, decode
from lagebild.sources.fields import link, moment
from lagebild.sources.inflate import body
from lagebild.sources.page import read_page

_LARGEST = 10_000_000
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Record:
    """One page of an archive: its address, when it was fetched, the bytes, the declared charset."""

    url: str
    date: str
    content: bytes
    charset: str


def warc_records(stream: IO[bytes], where: str) -> Iterator[Record | SourceError]:
    """Yield the pages of an archive (compressed or not); a bad record is an error in its place, a broken archive the last one."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        wanted = WarcRecordType.response | WarcRecordType.resource
        for number, record in enumerate(ArchiveIterator(stream, record_types=wanted, max_content_length=_LARGEST), 1):
            try:
                found = _record(record, f"{where}#{number}")
            except SourceError as error:
                yield error
                continue
            if found is not None:
                yield found
    except Exception as error:  # the library declares few of its errors
        yield SourceError(where, f"the archive is broken from here on: {str(error)[:150]}", "fetch it again, or mend it with a WARC tool")


def warc_document(record: Record) -> Document:
    """Return the article of a page in an archive; raises SourceError where it has none."""
    declared = [*declared_in(record.content), *filter(None, [record.charset])]
    text, repaired = decode(record.content, record.url, declared)
    found = read_page(text, record.url, record.url)
    # a page without a date was there at the latest when it was fetched; but that day is not when it was published
    return replace(found, id=record.url, url=record.url, repaired=repaired)


def _record(record: Any, where: str) -> Record | None:
    url = link((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    http = record.http_headers
    if not url or (http is not None and http.status_code != 200):
        return None
    head = http if http is not None else record.headers
    kind, _, more = (head.get("Content-Type") or "").partition(";")
    if kind.strip().lower() not in _PAGES:
        return None
    # decompressed and unchunked within bounds: `auto_decode` would do it without any
    content = body([_payload(record, where)], (http.get("Content-Encoding") or "") if http is not None else "", _LARGEST, where)
    return Record(url, moment(record.headers.get("WARC-Date")), content, more.rpartition("charset=")[2].strip("\"' ")[:40])


def _payload(record: Any, where: str) -> bytes:
    data = bytes(record.reader.read(_LARGEST + 1))
    chunked = record.http_headers is not None and "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower()
    return unchunk(data, where) if chunked else data


def unchunk(data: bytes, where: str) -> bytes:
    """Return a body that was sent in chunks in one piece; what is not in chunks stays as it is (many archives keep it so).

    >>> unchunk(b"4\\r\\nKiew\\r\\n0\\r\\n\\r\\n", "a"), unchunk(b"<html>", "a")
    (b'Kiew', b'<html>')
    """
    at, pieces = 0, list[bytes]()
    while at < len(data):
        end = data.find(b"\r\n", at, at + 40)
        size = data[at : end if end > 0 else at].split(b";")[0].strip()
        try:
            length = int(size, 16) if 0 < len(size) <= 16 else -1
        except ValueError:
            length = -1
        if length < 0:
            if not pieces:
                return data
            raise SourceError(where, "broken chunks", "fetch it again")
        if length == 0:
            break
        pieces.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(pieces)
