"""DOCX files: paragraphs and properties from the XML within, by lxml; no macro, picture or link in it is touched."""

from __future__ import annotations

from typing import Any

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.archive import members
from lagebild.sources.fields import block, line, moment, tag
from lagebild.sources.xml import LARGEST, parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_TITLES = {"Title", "Titel", "Heading1", "berschrift1", "Überschrift1"}


def read_docx(data: bytes, where: str) -> Document:
    """Return the document in a DOCX file: the title from its properties or its first heading; raises SourceError."""
    parts = members(data, where)
    if "word/document.xml" not in parts:
        raise SourceError(where, "a zip archive, but no DOCX file", "save it as .docx, .txt or .html")
    root = parse_xml(parts["word/document.xml"](LARGEST), where)
    rows = [(_style(paragraph), block(_text(paragraph))) for paragraph in root.iter(f"{_W}p")]
    rows = [(style, text) for style, text in rows if text]
    if not rows:
        raise SourceError(where, "no text in it", "save its text as .txt")
    head = _properties(parts, where)
    title = line(head.get("title")) or (line(rows[0][1]) if rows[0][0] in _TITLES else "")
    body = [text for at, (_, text) in enumerate(rows) if at or line(text) != title]
    if not body:
        title, body = "", [text for _, text in rows]
    date = moment(head.get("created")) or moment(head.get("modified"))
    return Document(
        id="", text="\n".join(body), title=title, date=date, lang=tag(head.get("language")), author=line(head.get("creator"), 200)
    )


def _text(paragraph: Any) -> str:
    # what was deleted under "track changes" is `delText`, and no part of the text
    return "".join(_BREAKS.get(e.tag) or (e.text or "" if e.tag == f"{_W}t" else "") for e in paragraph.iter())


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val", ""))


def _properties(parts: Any, where: str) -> dict[str, str]:
    try:
        root = parse_xml(parts["docProps/core.xml"](1_000_000), where)
    except (KeyError, SourceError):  # the text is there all the same
        return {}
    return {str(e.tag).rsplit("}", 1)[-1]: e.text or "" for e in root}
