"""Undoing a body's compression without ever holding more than its limit: bombs are stopped, not measured."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from lagebild.model.errors import SourceError

# 47: zlib finds out by itself whether the data are gzip's or zlib's; -15: deflate without any head, as some servers send
_AUTO, _RAW = 47, -15
_PIECE = 65_536
_MEMBERS = 100
_WAY_OUT = "save the article's text as a file and open that"


def body(chunks: Iterable[bytes], encoding: str, size: int, where: str) -> bytes:
    """Return the body that `chunks` carry under a Content-Encoding; `size` bounds its bytes before and after decompression.

    Raises SourceError where it is larger, broken, cut off, or compressed in another way than gzip or deflate.
    """
    encoding = encoding.strip().lower()
    received = _capped(chunks, size, where)
    if encoding in ("", "identity"):
        return b"".join(received)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(where, f"the server sent it as {encoding[:40]!r}, which was not asked for", _WAY_OUT)
    try:
        return b"".join(_capped(_inflated(received, where), size, where))
    except zlib.error as error:
        raise SourceError(where, f"broken {encoding} data: {error}", _WAY_OUT) from None


def _capped(chunks: Iterable[bytes], size: int, where: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > size:
            raise SourceError(where, f"larger than {size / 1_000_000:g} MB", _WAY_OUT)
        yield chunk


def _inflated(chunks: Iterable[bytes], where: str) -> Iterator[bytes]:
    engine, members = None, 1
    for chunk in filter(None, chunks):
        engine = engine or _engine(chunk)
        while chunk:
            yield engine.decompress(chunk, _PIECE)
            chunk = engine.unused_data if engine.eof else engine.unconsumed_tail
            if engine.eof and chunk:
                # a gzip file may have several members; what follows the last and is none is passed over
                if not chunk.startswith(b"\x1f\x8b") or members >= _MEMBERS:
                    return
                engine, members = zlib.decompressobj(_AUTO), members + 1
    if engine is not None and not engine.eof:
        yield engine.flush()
        if not engine.eof:
            raise SourceError(where, "the compressed page was cut off", "try again")


def _engine(first: bytes) -> zlib._Decompress:
    try:
        zlib.decompressobj(_AUTO).decompress(first, 1)
    except zlib.error:
        return zlib.decompressobj(_RAW)
    return zlib.decompressobj(_AUTO)
