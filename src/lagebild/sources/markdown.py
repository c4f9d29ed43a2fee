"""Markdown: front matter, title and head lines; links and emphasis stripped to their words."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

from lagebild.model.nouns import Document
from lagebild.sources.heads import Head, read_date
from lagebild.sources.plain import lines_of, read_plain, skip_empty, take_head

_FRONT = re.compile(r"(\w[\w-]{0,30})\s*:\s*(.*)")
_KEYS = {
    "title": "title", "date": "date", "published": "date", "author": "author", "authors": "author", "publisher": "publisher",
    "source": "publisher", "outlet": "publisher", "site": "publisher", "lang": "lang", "language": "lang", "url": "url", "link": "url",
}  # fmt: skip
_LINES = (
    (re.compile(r"\[[^\]\n]{1,200}\]:\s+\S.*"), ""),  # the address of a link given by reference
    (re.compile(r"(?:```|~~~).*"), ""),
    (re.compile(r"[-*_=](?:\s*[-*_=]){2,}\s*"), ""),
    (re.compile(r"(?=[^|]*\|)[\s:|-]+"), ""),  # the rule below a table's head
    (re.compile(r"#{1,6}\s+(.*)"), r"\1"),
    (re.compile(r"(?:>\s?)+(.*)"), r"\1"),
    (re.compile(r"[-*+]\s+(.*)"), r"\1"),
)
_BLOCK = re.compile(r"#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||```|~~~|\[[^\]\n]{1,200}\]:\s")
_WORDS = (
    (re.compile(r"<!--(?:(?!-->|<!--).)*-->", re.S), ""),
    (re.compile(r"!\[[^\[\]]*\](?:\([^()\n]*\)|\[[^\[\]]*\])"), ""),
    (re.compile(r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]*)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]*>"), ""),
    (re.compile(r"(`{1,3})([^`\n]+)\1"), r"\2"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
)
# a star inside a word is no emphasis: "Bürger*innen"
_EMPHASIS = re.compile(r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=\S)((?:[^*_\n]|(?<=\w)[*_](?=\w))+)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(text: str) -> Document:
    """Return the document that a Markdown text gives: front matter first, then `# title`, then head lines as in plain text.

    >>> d = read_markdown("# Kiew *warnt*\\n\\nMoskau [droht](https://example.org)\\nKiew.")
    >>> d.title, d.text
    ('Kiew warnt', 'Moskau droht Kiew.')
    """
    front, lines = _front(lines_of(text))
    title, lines = _title(skip_empty(lines))
    if not (title or front.get("title")):
        plain = read_plain("\n".join(lines))
        document = replace(plain, title=words(plain.title), text=_text(plain.text.split("\n")))
    else:
        head, lines = take_head(lines, Head())
        document = Document(
            "", _text(lines) or title, title if _text(lines) else "", head.date, publisher=head.publisher, author=head.author
        )
    return replace(document, **front)


def words(text: str) -> str:
    """Return a piece of Markdown without its links, pictures and emphasis.

    >>> words("**Bürger*innen** in _Kiew_ [warnen](x)")
    'Bürger*innen in Kiew warnen'
    """
    for pattern, by in _WORDS:
        text = pattern.sub(by, text)
    for _ in range(3):  # emphasis within emphasis
        text = _EMPHASIS.sub(r"\2", text)
    return html.unescape(_ESCAPE.sub(r"\1", text)).strip()


def _front(lines: list[str]) -> tuple[dict[str, Any], list[str]]:
    if not lines or lines[0].strip() != "---":
        return {}, lines
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    pairs = [match.groups() for line in lines[1:end] if (match := _FRONT.fullmatch(line.strip()))]
    if not pairs:
        return {}, lines
    found = {_KEYS[key.lower()]: _value(value) for key, value in reversed(pairs) if key.lower() in _KEYS}
    found["date"] = read_date(found.get("date", ""))
    return {key: value for key, value in found.items() if value}, lines[end + 1 :]


def _value(value: str) -> str:
    return ", ".join(part for part in (item.strip().strip("\"'").strip() for item in _items(value.strip())) if part)


def _items(value: str) -> list[str]:
    return value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]


def _title(lines: list[str]) -> tuple[str, list[str]]:
    if lines and (match := re.fullmatch(r"#\s+(.*)", lines[0].strip())):
        return words(_open(match.group(1))), lines[1:]
    if len(lines) > 1 and lines[0].strip() and re.fullmatch(r"={2,}\s*", lines[1].strip()):
        return words(lines[0]), lines[2:]
    return "", lines


def _text(lines: list[str]) -> str:
    # a line break within a paragraph is a space in Markdown; the reader takes one for a sentence's end
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        bare = _bare(line.strip())
        if not bare or _BLOCK.match(line.strip()):
            paragraphs.append([])
        paragraphs[-1].append(bare)
        if line.lstrip().startswith("#"):
            paragraphs.append([])
    joined = (words(" ".join(filter(None, paragraph))) for paragraph in paragraphs)
    return "\n".join(filter(None, joined))


def _bare(line: str) -> str:
    for _ in range(3):  # a list within a quotation
        before = line
        for pattern, by in _LINES:
            line = pattern.sub(by, line) if pattern.fullmatch(line) else line
        if line == before:
            break
    return _open(line)


def _open(heading: str) -> str:
    """Return a heading without the `##` that may close it."""
    bare = heading.rstrip("#")
    return bare.rstrip() if bare.endswith(" ") else heading
