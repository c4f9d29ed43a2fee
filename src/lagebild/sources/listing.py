"""What a source has: the items of its feed, its sitemap, its list; one visit, and what to remember for the next."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.errors import SourceError
from lagebild.sources.catalogue import NewsSource
from lagebild.sources.decode import decode
from lagebild.sources.feed import read_feed
from lagebild.sources.fetch import Fetched
from lagebild.sources.gdelt import read_gdelt_export, read_gdelt_list
from lagebild.sources.inflate import body
from lagebild.sources.items import Item
from lagebild.sources.polite import Web
from lagebild.sources.sitemap import read_sitemap
from lagebild.sources.xml import LARGEST

# an index names the maps of years; a list of GDELT's, files since 2015
_MAPS, _EXPORTS = 3, 4


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of a source, and the etag and modification time of the answer; `unchanged`: nothing new since those of the last visit."""

    items: tuple[Item, ...] = ()
    etag: str = ""
    modified: str = ""
    unchanged: bool = False

    @property
    def newest(self) -> str:
        """The latest date of the items, "" where none has one."""
        return max((item.date for item in self.items), default="")


def list_items(source: NewsSource, web: Web, etag: str = "", modified: str = "") -> Listed:
    """Return what a source has to offer; of the form `feed`, `sitemap` or `gdelt`. Raises SourceError where it cannot be had."""
    found = web.get(source.url, "list" if source.form == "gdelt" else "feed", etag, modified)
    if found.unchanged:
        return Listed((), found.etag, found.modified, True)
    items = {"feed": _feed, "sitemap": _sitemap, "gdelt": _gdelt}[source.form](found, web)
    return Listed(tuple(items), found.etag, found.modified)


def _feed(found: Fetched, web: Web) -> tuple[Item, ...]:
    content = found.content
    if content.startswith(b"\x1f\x8b"):
        content = body([content], "gzip", LARGEST, found.url)
    return read_feed(content, found.url, found.charset).items


def _sitemap(found: Fetched, web: Web) -> tuple[Item, ...]:
    listed = read_sitemap(found.content, found.url, found.charset)
    items = {item.key: item for item in listed.items}
    for url in listed.maps[:_MAPS]:
        below = web.get(url, "feed")
        # one level: a map of maps within a map would have no end
        items |= {item.key: item for item in read_sitemap(below.content, below.url, below.charset).items}
    return tuple(items.values())


def _gdelt(found: Fetched, web: Web) -> tuple[Item, ...]:
    if found.content.startswith(b"PK"):
        return tuple(read_gdelt_export(found.content, found.url))
    items: dict[str, Item] = {}
    failure: SourceError | None = None
    for url in read_gdelt_list(decode(found.content, found.url)[0], found.url)[:_EXPORTS]:
        try:
            export = web.get(url, "list")
            items |= {item.key: item for item in read_gdelt_export(export.content, export.url) if item.key not in items}
        except SourceError as error:  # one file of several may be missing for a while
            failure = error
    if failure is not None and not items:
        raise failure
    return tuple(items.values())
