"""XML from strangers: no entities of its own, no document type with a subset, nothing looked up, bounded in size and depth."""

from __future__ import annotations

import re
from typing import Any

from lagebild.model.errors import SourceError
from lagebild.sources.decode import declared_in, decode

LARGEST = 20_000_000
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(.?)", re.I | re.S)
_WAY_OUT = "it looks made to do harm; leave this source out"
# what XML 1.0 cannot hold: one such sign in a headline would lose a whole feed
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe_xml(data: bytes, where: str, charset: str = "") -> bytes:
    """Return XML as UTF-8 without declaration and document type; raises SourceError where it declares entities or is too large.

    >>> safe_xml(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "feed")
    Traceback (most recent call last):
    ...
    lagebild.model.errors.SourceError: feed: XML that declares entities of its own (it looks made to do harm; leave this source out)
    """
    if len(data) > LARGEST:
        raise SourceError(where, f"larger than {LARGEST // 1_000_000} MB", "leave this source out")
    text, _ = decode(data, where, [*filter(None, [charset]), *declared_in(data)])
    text = _UNFIT.sub("\ufffd", _DECLARATION.sub("", text))
    if re.search(r"<!ENTITY|<!ATTLIST|<!ELEMENT|<!NOTATION", text, re.I):
        # within CDATA or a comment such words would be harmless; no feed needs them
        raise SourceError(where, "XML that declares entities of its own", _WAY_OUT)
    found = _DOCTYPE.search(text)
    if found and found[1] != ">":
        raise SourceError(where, "XML with a document type of its own", _WAY_OUT)
    return _DOCTYPE.sub("", text, count=1).lstrip().encode() if found else text.lstrip().encode()


def parse_xml(data: bytes, where: str, charset: str = "") -> Any:
    """Return the root element of XML from a stranger, by lxml with all look-ups off; raises SourceError."""
    from lxml import etree

    try:
        return etree.fromstring(safe_xml(data, where, charset), parser())
    except etree.XMLSyntaxError as error:
        raise SourceError(where, f"not XML: {str(error)[:200]}", "look at it in a browser") from None


def parser(recover: bool = False) -> Any:
    """Return an lxml parser that expands, loads and asks nothing; libxml2's own limits on depth and size stay on."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
