"""`sources.toml`: which sources are gathered; the shipped pack, and over it the user's own file.

A file is read strictly: an unknown key, a value of the wrong kind or an id that stands twice is an error with file and line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from lagebild.model.errors import PackError
from lagebild.packs.entries import Entry, read_entries

KINDS = ("agency", "public-broadcaster", "newspaper", "state-media", "think-tank", "government", "ngo", "organisation")
FORMS = ("feed", "sitemap", "page", "gdelt", "folder")
VARIABLE = "LAGEBILD_SOURCES"
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_COUNTRY = re.compile(r"[A-Z]{3}")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class NewsSource:
    """One source to gather from.

    `form` says what lies at `url`: a feed (RSS, Atom, JSON Feed), a news sitemap, a single page, a GDELT 2.0 list; or `folder`: files
    under `path`. `country` is ISO 3166-1 alpha-3, `kind` one of KINDS, `every` the minutes between two visits, `most` how many items
    one visit takes. `full_text`: the pages of items are fetched where the feed has only a summary.
    """

    id: str
    outlet: str
    url: str = ""
    path: str = ""
    form: str = "feed"
    site: str = ""
    country: str = ""
    lang: str = ""
    kind: str = ""
    full_text: bool = True
    every: int = 30
    most: int = 200
    off: bool = False

    @property
    def place(self) -> str:
        """The address or path that the source lies at."""
        return self.url or self.path


_KEYS: dict[str, type] = {field.name: {"bool": bool, "int": int}.get(str(field.type), str) for field in fields(NewsSource)}


def load_sources(user: str | Path | None = None) -> tuple[NewsSource, ...]:
    """Return the sources of the shipped pack with those of a user's file over them; raises PackError naming file, line and way out.

    An entry of the user's with the id of a shipped one changes the keys it has; `off = true` takes a source out; a line
    `without_default = true` at the top of the file leaves the shipped pack away.

    >>> len(load_sources()) >= 60
    True
    """
    shipped = _shipped()
    if user is None:
        return tuple(source for source in shipped if not source.off)
    path = Path(user)
    text = _text(path)
    entries, top = read_entries(text, str(path), "source", _KEYS, {"without_default": bool})
    base = {} if top.get("without_default") else {source.id: source for source in shipped}
    merged = _merged(base, entries, path.parent)
    return tuple(source for source in merged.values() if not source.off)


def user_file() -> Path:
    """Return where the user's `sources.toml` lies: `LAGEBILD_SOURCES`, else the user's configuration folder."""
    from platformdirs import user_config_path

    given = os.environ.get(VARIABLE, "")
    return Path(given) if given else user_config_path("lagebild", appauthor=False) / "sources.toml"


def user_sources(given: str | Path | None = None) -> tuple[NewsSource, ...]:
    """Return the sources of a file that the user names, or of the user's own where there is one, over the shipped pack."""
    path = Path(given) if given else user_file()
    return load_sources(path if given or path.exists() else None)


def write_source(source: NewsSource) -> str:
    """Return a source as the TOML that `load_sources` takes; keys that are as they always are stay away.

    >>> print(write_source(NewsSource("hafen", "Hafenblatt", "https://example.org/rss")), end="")
    [[source]]
    id = "hafen"
    outlet = "Hafenblatt"
    url = "https://example.org/rss"
    """
    usual = NewsSource("", "")
    rows = [(key, getattr(source, key)) for key in _KEYS]
    return "[[source]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in rows if value != getattr(usual, key))


def _value(value: Any) -> str:
    import json

    # a JSON string is a TOML string, but for DEL
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _shipped() -> list[NewsSource]:
    text = resources.files("lagebild.packs").joinpath("sources/feeds.toml").read_text("utf-8")
    entries, _ = read_entries(text, "packs/sources/feeds.toml", "source", _KEYS, {})
    return list(_merged({}, entries, Path()).values())


def _text(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise PackError(str(path), f"larger than {_LARGEST // 1_000_000} MB", "divide it; a source takes some ten lines")
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise PackError(str(path), "no such file", f"write it, or name another with {VARIABLE}") from None
    except UnicodeDecodeError as error:
        raise PackError(str(path), f"not UTF-8: {error.reason}", "save it as UTF-8") from None
    except OSError as error:
        raise PackError(str(path), f"cannot be read: {error.strerror or error}", "check that you may read it") from None


def _merged(base: dict[str, NewsSource], entries: Iterable[Entry], folder: Path) -> dict[str, NewsSource]:
    merged, own = dict(base), dict[str, str]()
    for entry in entries:
        name = entry.table.get("id", "")
        if not _ID.fullmatch(name):
            raise PackError(entry.at("id"), f"{name!r} is not an id", "give it one of small letters, digits and hyphens, at most 80")
        if name in own:
            raise PackError(entry.at("id"), f"the id {name!r} stands already at {own[name]}", "give each source its own")
        own[name] = entry.at("id")
        given = dict(entry.table)
        if given.get("path"):
            given["path"] = str((folder / given["path"]).expanduser())
        source = replace(base[name], **given) if name in base else _fresh(entry, given)
        _check(source, entry)
        merged[name] = source
    return merged


def _fresh(entry: Entry, given: dict[str, Any]) -> NewsSource:
    if not given.get("outlet"):
        raise PackError(entry.at(), '"outlet" is missing', "say what the outlet is called")
    return NewsSource(**given)


def _check(source: NewsSource, entry: Entry) -> None:
    # a source of the network never names a file, and a folder is never fetched
    wanted, other = ("path", "url") if source.form == "folder" else ("url", "path")
    if not getattr(source, wanted) or getattr(source, other):
        raise PackError(entry.at(), f'a source of the form "{source.form}" has "{wanted}" and no "{other}"', f'give "{wanted}" alone')
    for key, good, way_out in (
        ("form", source.form in FORMS, f"one of {', '.join(FORMS)}"),
        ("kind", source.kind in ("", *KINDS), f"one of {', '.join(KINDS)}"),
        ("country", not source.country or _COUNTRY.fullmatch(source.country), "three letters of ISO 3166-1, such as DEU"),
        ("lang", not source.lang or _TAG.fullmatch(source.lang), "a BCP 47 tag, such as de"),
        ("url", not source.url or _web(source.url), "an address that begins with https:// or http://"),
        ("site", not source.site or _web(source.site), "an address that begins with https:// or http://"),
        ("every", 1 <= source.every <= 44_640, "minutes, 1 to 44640"),
        ("most", 1 <= source.most <= 100_000, "a number of items, 1 to 100000"),
    ):
        if not good:
            raise PackError(entry.at(key), f'"{key}" is {getattr(source, key)!r}', f"give {way_out}")


def _web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and url.isprintable() and " " not in url and len(url) <= 2000
