"""Reading a TOML file of entries strictly, so that an error can name the line: `tomllib` does not tell it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lagebild.model.errors import PackError

_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[name]]` of a file: its table, and the lines that the entry and its keys stand in."""

    table: dict[str, Any]
    file: str
    line: int
    lines: Mapping[str, int]

    def at(self, key: str = "") -> str:
        """Return the place of the entry, or of one of its keys, as errors name it.

        >>> Entry({}, "sources.toml", 3, {"id": 4}).at("id")
        'sources.toml:4'
        """
        return f"{self.file}:{self.lines.get(key, self.line)}"


def read_entries(
    text: str, file: str, name: str, kinds: Mapping[str, type], top_kinds: Mapping[str, type]
) -> tuple[list[Entry], dict[str, Any]]:
    """Return the entries `[[name]]` of a TOML text and what stands at its top; raises PackError for what is not known.

    >>> entries, top = read_entries('[[source]]\\nid = "a"\\n', "sources.toml", "source", {"id": str}, {})
    >>> entries[0].table, entries[0].at("id")
    ({'id': 'a'}, 'sources.toml:2')
    """
    try:
        whole = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackError(file, str(error) or "not TOML", "mend the TOML there") from None
    tables = whole.pop(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise PackError(file, f'"{name}" is not a list of tables', f"begin each with a line [[{name}]]")
    _known(whole, top_kinds, lambda key: f"{file}:{_line_of(text, key)}")
    places = _places(text, name)
    entries = [Entry(table, file, *(places[at] if at < len(places) else (1, {}))) for at, table in enumerate(tables)]
    for entry in entries:
        _known(entry.table, kinds, entry.at)
    return entries, whole


def _known(table: Mapping[str, Any], kinds: Mapping[str, type], at: Any) -> None:
    for key, value in table.items():
        if key not in kinds:
            raise PackError(at(key), f"unknown key {key!r}", f"known keys: {', '.join(kinds)}")
        # True is an int to Python, not to the writer of a file
        if not isinstance(value, kinds[key]) or (kinds[key] is int and isinstance(value, bool)):
            raise PackError(at(key), f"{key!r} is {type(value).__name__}", f"it must be {kinds[key].__name__}")


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"(?m)^\s*(?:\[\[?\s*)?{re.escape(key)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _places(text: str, name: str) -> list[tuple[int, dict[str, int]]]:
    places: list[tuple[int, dict[str, int]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", line):
            places.append((number, {}))
        elif places and (key := _KEY.match(line)):
            places[-1][1].setdefault(key[1], number)
    return places
