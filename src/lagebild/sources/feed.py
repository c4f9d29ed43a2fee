"""Feeds: RSS and Atom by feedparser, JSON Feed by the standard library; to items whose fields are plain text."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

from lagebild.model.errors import SourceError
from lagebild.sources.decode import decode
from lagebild.sources.fields import block, line, link, moment, tag
from lagebild.sources.htmltext import html_text
from lagebild.sources.items import Item, key_of
from lagebild.sources.xml import safe_xml

_MOST = 5_000
# a feed that carries whole articles carries more than a teaser of some sentences
_WHOLE = 600


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its language, its items in its own order."""

    title: str
    lang: str
    items: tuple[Item, ...]


def read_feed(data: bytes, where: str, charset: str = "") -> Feed:
    """Return what a feed says, RSS, Atom or JSON Feed; `where` is its address. Raises SourceError where it is none, or hostile.

    >>> feed = read_feed(b"<rss version='2.0'><channel><title>A</title><item><title>Kiew warnt</title></item></channel></rss>", "a")
    >>> feed.title, feed.items[0].title
    ('A', 'Kiew warnt')
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, where)
    return _xml_feed(safe_xml(data, where, charset), where)


def _xml_feed(data: bytes, where: str) -> Feed:
    import feedparser

    base = link(where)
    try:
        # as a stream: a string could be taken for an address or a file's name; without its address: an item's number would become one
        found = feedparser.parse(io.BytesIO(data), response_headers={"content-type": "application/xml; charset=utf-8"})
    except Exception as error:  # what strangers send can break the parser in ways that it does not declare
        raise SourceError(where, f"the feed cannot be parsed: {type(error).__name__}", "look at it in a browser") from error
    if not found.version and not found.entries:
        raise SourceError(where, "not a feed", "give the address of an RSS, Atom or JSON feed")
    lang = tag(found.feed.get("language"))
    items = (_entry(entry, base, lang) for entry in found.entries[:_MOST])
    return Feed(_title(found.feed), lang, _each_once(items))


def _each_once(items: Any) -> tuple[Item, ...]:
    return tuple({item.key: item for item in reversed([item for item in items if item.url or item.text or item.title])}.values())[::-1]


def _entry(entry: Any, base: str, lang: str) -> Item:
    url, title = _page(entry, base), _title(entry)
    body, summary = _content(entry), _words(entry.get("summary"), entry.get("summary_detail"))
    # what has no page of its own, or is as long as an article, is the whole
    full = len(body) >= _WHOLE or (bool(body or summary) and not url)
    text = body if len(body) >= len(summary) else summary
    source = entry.get("source") or {}
    return Item(
        key=key_of(url, line(entry.get("id"), 1000), title, text), url=url, title=title, text=text, full=full,
        date=moment(entry.get("published_parsed")) or moment(entry.get("updated_parsed")),
        publisher=line(source.get("title"), 200), author=line(entry.get("author"), 200), lang=_language(entry) or lang,
    )  # fmt: skip


def _page(entry: Any, base: str) -> str:
    # feedparser takes a <guid> that does not say otherwise for the address, as the standard has it, even where it is but a number
    if not entry.get("guidislink") or link(entry.get("id")):
        return link(entry.get("link"), base)
    return next((found for one in entry.get("links") or () if (found := link(one.get("href"), base))), "")


def _content(entry: Any) -> str:
    parts = [part for part in entry.get("content") or () if isinstance(part, dict)]
    return max((_words(part.get("value"), part) for part in parts), key=len, default="")


def _words(value: Any, detail: Any) -> str:
    if not isinstance(value, str):
        return ""
    kind = (detail or {}).get("type", "text/html")
    return block(value) if kind == "text/plain" else html_text(value)


def _title(entry: Any) -> str:
    return line(_words(entry.get("title"), entry.get("title_detail")))


def _language(entry: Any) -> str:
    details = (entry.get(key) or {} for key in ("title_detail", "summary_detail"))
    return next((found for detail in details if (found := tag(detail.get("language")))), "")


def _json_feed(data: bytes, where: str) -> Feed:
    try:
        found = json.loads(decode(data, where)[0])
    except (ValueError, RecursionError):
        raise SourceError(where, "neither XML nor JSON that can be read", "look at it in a browser") from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise SourceError(where, "JSON, but not a JSON Feed", 'give a feed with "version", "title" and "items"')
    base, lang = link(where), tag(found.get("language"))
    items = (_json_item(item, base, lang) for item in found["items"][:_MOST] if isinstance(item, dict))
    return Feed(line(found.get("title")), lang, _each_once(items))


def _json_item(item: dict[str, Any], base: str, lang: str) -> Item:
    url = link(item.get("url"), base) or link(item.get("external_url"), base)
    title = line(item.get("title"))
    body = html_text(item["content_html"]) if isinstance(item.get("content_html"), str) else block(item.get("content_text"))
    summary = block(item.get("summary"))
    own = item.get("id")
    text = body if len(body) >= len(summary) else summary
    return Item(
        key=key_of(url, line(str(own) if isinstance(own, int | float) else own, 1000), title, text), url=url, title=title, text=text,
        full=len(body) >= _WHOLE or (bool(text) and not url),
        date=moment(item.get("date_published")) or moment(item.get("date_modified")),
        publisher=_source_of(item), author=_author(item), lang=tag(item.get("language")) or lang,
    )  # fmt: skip


def _source_of(item: dict[str, Any]) -> str:
    # no field of the standard; aggregators that write JSON put it as RSS has it
    source = item.get("source")
    return line(source.get("title") or source.get("name"), 200) if isinstance(source, dict) else line(source, 200)


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [line(author.get("name"), 100) for author in (authors or [])[:10] if isinstance(author, dict)]
    return ", ".join(filter(None, names))
