"""The plain text form: a title, up to four head lines, then the text."""

from __future__ import annotations

from lagebild.model.nouns import Document
from lagebild.sources.heads import Head, read_date

_TITLE = 250
_HEAD_LINES = 4


def read_plain(text: str) -> Document:
    """Return the document that a plain text gives: title, date, author, outlet and text; its id is left empty.

    >>> d = read_plain("Kiew warnt\\n2024-11-10\\nVon Anna Muster\\nMoskau droht Kiew.")
    >>> d.title, d.date, d.author, d.text
    ('Kiew warnt', '2024-11-10', 'Anna Muster', 'Moskau droht Kiew.')
    """
    lines = lines_of(text)
    # a date above the title is no title
    early = Head(date=read_date(lines[0])) if len(lines) > 1 else Head()
    lines = skip_empty(lines[1:] if early.date else lines)
    first, rest = (lines[0].strip(), lines[1:]) if lines else ("", [])
    head, body = take_head(rest, early)
    if not body:
        return _document("", [first], head)
    return _document(first, body, head) if len(first) <= _TITLE else _document("", lines, early)


def _document(title: str, body: list[str], head: Head) -> Document:
    return Document(id="", title=title, text="\n".join(body).strip(), date=head.date, author=head.author, publisher=head.publisher)


def take_head(lines: list[str], head: Head) -> tuple[Head, list[str]]:
    """Return what the first lines say about date, author and outlet, and the lines that are left."""
    lines = skip_empty(lines)
    for _ in range(_HEAD_LINES):
        more = head.with_line(lines[0]) if lines else None
        if more is None:
            break
        head, lines = more, skip_empty(lines[1:])
    return head, lines


def lines_of(text: str) -> list[str]:
    """Return the lines, whatever ends them, without empty ones at the start.

    >>> lines_of("\\r\\na\\rb")
    ['a', 'b']
    """
    return skip_empty(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def skip_empty(lines: list[str]) -> list[str]:
    """Return the lines from the first that has words on."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    return lines[start:]
