"""Documents from JSONL: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lagebild.model.errors import InputError
from lagebild.model.nouns import Document
from lagebild.sources.decode import scrub
from lagebild.sources.heads import read_date

_NEEDED = ("id", "text")
_OPTIONAL = ("title", "date", "url", "publisher", "lang", "author")
_FORM = '{"id": "…", "text": "…"} and, if known, title, date, url, publisher, lang, author'


def batch_documents(lines: Iterable[str | bytes]) -> Iterator[tuple[int, Document | InputError]]:
    """Yield each line's number (from 1) and its document, or the error that says what is wrong with it; blank lines are skipped.

    >>> [(n, str(d)) for n, d in batch_documents(['{"id": "a"}'])]
    [(1, 'line 1: "text" is missing (give {"id": "…", "text": "…"} and, if known, title, date, url, publisher, lang, author)')]
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, _document(_object(line, f"line {number}"), f"line {number}")
        except InputError as error:
            yield number, error


def _object(line: str | bytes, where: str) -> dict[str, Any]:
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        found = json.loads(text.removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise InputError(where, f"not UTF-8 (byte {error.start + 1})", "save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON: {error.msg} at column {error.colno}", f"give {_FORM}") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets within brackets without end
        raise InputError(where, "not JSON that can be read", f"give {_FORM}") from None
    if not isinstance(found, dict):
        raise InputError(where, "not a JSON object", f"give {_FORM}")
    return found


def _document(found: dict[str, Any], where: str) -> Document:
    fields: dict[str, Any] = {key: _string(found, key, where) for key in (*_NEEDED, *_OPTIONAL)}
    for key in _NEEDED:
        if not fields[key].strip():
            raise InputError(where, f'"{key}" is missing', f"give {_FORM}")
    if fields["date"].strip():
        fields["date"] = _date(fields["date"], where)
    return Document(**fields)


def _string(found: dict[str, Any], key: str, where: str) -> str:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(where, f'"{key}" is not a string', f'quote the value of "{key}"')
    return scrub(value or "")


def _date(value: str, where: str) -> str:
    date = read_date(value)
    if not date:
        raise InputError(where, '"date" is not a date', 'give it as "2024-11-10" or leave it out')
    return date
