"""From bytes to text: byte order mark, declared charset, UTF-8, else the likeliest encoding of the web."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from lagebild.model.errors import SourceError

# the longer mark first: UTF-32's begins with UTF-16's
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip archive or office file", b"{\\rtf": "an RTF file", b"\x1f\x8b": "gzip-compressed",
    b"\x89PNG": "a picture", b"GIF8": "a picture", b"\xff\xd8\xff": "a picture", b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office file", b"BZh": "bzip2-compressed", b"7z\xbc\xaf": "an archive", b"\xfd7zXZ": "xz-compressed",
    b"(\xb5/\xfd": "zstd-compressed", b"OggS": "a sound or film", b"ID3": "a sound",
}  # fmt: skip
# what pages mean by these names (WHATWG Encoding Standard): nobody writes the C1 controls that the narrow readings have
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
# Python codecs that are no charset of a page; some of them yield lone surrogates or run for long
_UNFIT = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "undefined", "mbcs", "oem", "unicode-escape"})
# the guess is kept to the web's encodings: among all of Python's, a short Latin text is often taken for a rare one
_LIKELY = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "cp932", "euc_jp", "gb18030",
    "big5", "cp949", "iso8859_2",
]  # fmt: skip
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{1,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_.:-]{1,40})""", re.I)
_CONTROLS = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, where: str, declared: Iterable[str] = ()) -> tuple[str, bool]:
    """Return the text of `data` and whether it was anything but plain UTF-8; `where` names it in errors.

    `declared` are charset names in the order they are believed. Raises SourceError where the bytes are empty or no text.

    >>> decode("Pjöngjang".encode("cp1252"), "a.txt", ["iso-8859-1"])
    ('Pjöngjang', True)
    """
    refuse_binary(data, where)
    mark, codec = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", ""))
    data = data[len(mark) :]
    codec = codec or _codec(data, declared)
    text = data.decode(codec, "replace")
    if not text.strip():
        raise SourceError(where, "empty", "give a file with text in it")
    if _binary(text):
        raise SourceError(where, "not text", "give plain text, Markdown or HTML")
    text = scrub(text)
    return text, text.encode() != data


def declared_in(data: bytes) -> list[str]:
    """Return the charset that an HTML or XML page names in its head, as a list of one or none.

    >>> declared_in(b'<html><meta charset="windows-1251">')
    ['windows-1251']
    """
    match = _XML.search(data[:300]) or _META.search(data[:4096])
    name = match.group(1).decode("ascii").lower() if match else ""
    # a page whose meta could be read as ASCII is not in UTF-16, whatever it says
    return ["utf-8" if name.startswith("utf-16") else name] if name else []


def scrub(text: str) -> str:
    """Replace lone surrogates, which no file can hold, by U+FFFD.

    >>> scrub("a\\ud800") == "a\\ufffd"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise SourceError where the first bytes are those of a known format that is no text."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), "")
    if kind:
        raise SourceError(where, f"not text but {kind}", "save its text as .txt, .md or .html")


def _codec(data: bytes, declared: Iterable[str]) -> str:
    for codec in (*filter(None, map(_known, declared)), "utf-8"):
        try:
            data.decode(codec)
        except UnicodeError:
            continue
        return codec
    return "utf-8" if _nearly_utf8(data) else _guess(data)


def _known(name: str) -> str:
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    codec = _MEANT.get(codec, codec)
    try:
        b"a".decode(codec)
    except LookupError:  # what Python keeps among codecs without its being a charset: rot13, base64, zip
        return ""
    except UnicodeError:  # no whole character in UTF-16
        pass
    return "" if codec in _UNFIT else codec


def _nearly_utf8(data: bytes) -> bool:
    # one broken byte must not turn every other umlaut of the text into two odd characters
    text = data.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") * 20 <= beyond


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=_LIKELY).best()
    return best.encoding if best else "cp1252"


def _binary(text: str) -> bool:
    controls, size = len(_CONTROLS.findall(text)), len(text)
    return controls * 4 > size or (controls > 3 and controls * 100 > size) or text.count("\ufffd") * 3 > size
