"""Zip archives from strangers: one member, by name, never more of it than asked for; nothing is ever written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from lagebild.model.errors import SourceError

_MOST_MEMBERS = 5_000
# others' decompressors yield what they like from one piece; deflate can be told how much
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def members(data: bytes, where: str) -> dict[str, Callable[[int], bytes]]:
    """Return what reads each member of a zip archive: called with the number of bytes that it may have at most.

    Raises SourceError where the archive is none; the call raises it where the member is larger, locked or broken.
    """
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise SourceError(where, f"a zip archive with more than {_MOST_MEMBERS} members", "unpack it yourself")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise SourceError(where, f"a broken zip archive: {str(error)[:100]}", "fetch it again") from None
    return {info.filename: _reader(archive, info, where) for info in archive.infolist()}


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if info.compress_type not in _BOUNDED:
            raise SourceError(where, "a zip archive with an unusual compression", "unpack it yourself")
        try:
            with archive.open(info) as member:
                content = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
            raise SourceError(where, f"a broken or locked zip archive: {str(error)[:100]}", "unpack it yourself") from None
        if len(content) > most:
            raise SourceError(where, f"what is packed in it is larger than {most / 1_000_000:g} MB", "unpack it yourself")
        return content

    return read
