"""News sitemaps (and plain ones, and indexes of them): which pages an outlet has published, by lxml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lagebild.model.errors import SourceError
from lagebild.sources.fields import line, link, moment, tag
from lagebild.sources.inflate import body
from lagebild.sources.items import Item, key_of
from lagebild.sources.xml import LARGEST, parse_xml

_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: items, or further sitemaps; both newest first."""

    items: tuple[Item, ...] = ()
    maps: tuple[str, ...] = ()


def read_sitemap(data: bytes, where: str, charset: str = "") -> Sitemap:
    """Return what a sitemap lists, gzip-compressed or not; raises SourceError where it is none.

    >>> read_sitemap(b"<urlset><url><loc>https://example.org/a</loc><lastmod>2024-11-10</lastmod></url></urlset>", "a").items[0].date
    '2024-11-10'
    """
    root = parse_xml(body([data], "gzip", LARGEST, where) if data.startswith(b"\x1f\x8b") else data, where, charset)
    name = _local(root)
    if name not in ("urlset", "sitemapindex"):
        raise SourceError(where, f"not a sitemap: it begins with <{line(name, 60)}>", "give the address of a sitemap")
    rows = [_fields(entry) for entry in list(root)[:_MOST]]
    rows = sorted((row for row in rows if link(row.get("loc"), where)), key=_date, reverse=True)
    if name == "sitemapindex":
        return Sitemap(maps=tuple(dict.fromkeys(link(row["loc"], where) for row in rows)))
    return Sitemap(items=tuple({item.key: item for item in (_item(row, where) for row in rows)}.values()))


def _item(row: dict[str, str], where: str) -> Item:
    url = link(row["loc"], where)
    return Item(
        key=key_of(url, "", "", ""), url=url, title=line(row.get("title")), date=_date(row), publisher=line(row.get("name"), 200),
        lang=tag(row.get("language")),
    )  # fmt: skip


def _date(row: dict[str, str]) -> str:
    return moment(row.get("publication_date")) or moment(row.get("lastmod"))


def _fields(entry: Any) -> dict[str, str]:
    # an image's or a video's title is not that of the page
    found: dict[str, str] = {}
    for element in entry.iter():
        if isinstance(element.tag, str) and element.text and "image/" not in element.tag and "video/" not in element.tag:
            found.setdefault(_local(element), element.text.strip())
    return found


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
