"""The confined process of `pdf.py`: a PDF on standard input, JSON on standard output."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

from lagebild.sources.confined import confine

_MOST_PAGES, _MOST_CHARACTERS = 1_000, 5_000_000


def main() -> None:
    """Read the PDF; whatever goes wrong in the library is an answer too."""
    confine()
    logging.disable(logging.CRITICAL)
    try:
        answer = _read(sys.stdin.buffer.read())
    except Exception as error:
        answer = {"error": f"the PDF cannot be read: {type(error).__name__}"}
    sys.stdout.write(json.dumps(answer))


def _read(data: bytes) -> dict[str, str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "the PDF is locked with a password"}
    pages: list[str] = []
    left = _MOST_CHARACTERS
    for page, _ in zip(reader.pages, range(_MOST_PAGES), strict=False):
        pages.append(page.extract_text()[:left])
        left -= len(pages[-1])
        if left <= 0:
            break
    head: Any = reader.metadata or {}
    fields = {"title": _field(head, "/Title"), "author": _field(head, "/Author"), "date": _field(head, "/CreationDate")}
    return {"text": "\n\n".join(pages), **fields}


def _field(head: Any, key: str) -> str:
    try:
        return str(head.get(key) or "")[:2000]
    except Exception:  # a broken property loses itself, not the text
        return ""


if __name__ == "__main__":
    main()
