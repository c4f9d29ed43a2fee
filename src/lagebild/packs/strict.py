"""Reading TOML strictly: an unknown key or a value of the wrong kind is an error that names file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from sys import intern
from typing import Any

from lagebild.model.errors import PackError

Table = dict[str, Any]
Kind = type | tuple[type, ...]


def read_toml(where: str) -> Table:
    """Read a pack's file, `where` relative to the packs; raises PackError with the line where it is not TOML."""
    try:
        text = resources.files("lagebild.packs").joinpath(where).read_text("utf-8")
        table: Table = _interned(tomllib.loads(text))
        return table
    except FileNotFoundError as error:
        raise PackError(where, "no such file in the packs", "add it or take the language out of the list") from error
    except UnicodeDecodeError as error:
        raise PackError(where, f"not UTF-8: {error.reason}", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(where, str(error), "mend the TOML there") from error


def _interned(value: Any) -> Any:
    """Make one object of all words that are equal: the reader looks words up without end, and an object is known at sight."""
    if isinstance(value, str):
        return intern(value)
    if isinstance(value, dict):
        return {intern(key): _interned(entry) for key, entry in value.items()}
    return [_interned(entry) for entry in value] if isinstance(value, list) else value


def pack_files(folder: str) -> list[str]:
    """Return the pack files of a folder, sorted, as paths that `read_toml` takes."""
    root = resources.files("lagebild.packs").joinpath(folder)
    return sorted(f"{folder}/{Path(entry.name).name}" for entry in root.iterdir() if entry.name.endswith(".toml"))


def check(table: Table, kinds: Mapping[str, Kind], where: str, required: tuple[str, ...] = ()) -> Table:
    """Return the table if it has only known keys of the right kind and all required ones; else raise PackError.

    >>> check({"id": "a"}, {"id": str}, "rules.toml")
    {'id': 'a'}
    """
    for key, value in table.items():
        if key not in kinds:
            raise PackError(where, f"unknown key {key!r}", f"known keys: {', '.join(sorted(kinds))}")
        if not isinstance(value, kinds[key]):
            raise PackError(where, f"{key!r} is {type(value).__name__}", f"it must be {kinds[key]}")
    for key in required:
        if key not in table:
            raise PackError(where, f"{key!r} is missing", "add it")
    return table
