"""PDF files: text, title, author and day, by pypdf in a confined process."""

from __future__ import annotations

import re

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.confined import confined
from lagebild.sources.fields import block, line, moment

# what office programs write into the title by themselves
_NO_TITLE = re.compile(r"(?:microsoft word|untitled|unbenannt|document\d*|dokument\d*)\b.*|.*\.(?:docx?|pdf|indd|odt|qxd)", re.I)
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_HYPHEN = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])")
_LINE = re.compile(r"(?<![.!?:;\"“”’»)\n])\n(?=[^\n\s•·–—-])")


def read_pdf(data: bytes, where: str) -> Document:
    """Return the text of a PDF file with its lines joined to paragraphs; raises SourceError where it has none (a scan) or is locked."""
    found = confined("lagebild.sources.pdfprocess", data, where)
    text = reflow(block(found["text"]))
    if not text:
        raise SourceError(where, "no text in the PDF; it may be a scan", "recognise its text (OCR) and save that as .txt")
    title = line(found["title"])
    day = _DAY.match(line(found["date"], 40))
    return Document(
        id="", text=text, title="" if _NO_TITLE.fullmatch(title) else title, date=moment("-".join(day.groups())) if day else "",
        author=line(found["author"], 200),
    )  # fmt: skip


def reflow(text: str) -> str:
    """Return a text that was broken into the lines of a page as paragraphs: a line that ends no sentence goes on in the next.

    >>> reflow("Kiew warnt vor der Ver-\\nlegung von\\nTruppen.\\nMoskau schweigt.")
    'Kiew warnt vor der Verlegung von Truppen.\\nMoskau schweigt.'
    """
    return _LINE.sub(" ", _HYPHEN.sub("", text))
