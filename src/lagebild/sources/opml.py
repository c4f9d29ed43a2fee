"""OPML, in which feed readers hand on lists of feeds: in and out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from lagebild.model.errors import SourceError
from lagebild.sources.catalogue import KINDS, NewsSource
from lagebild.sources.fields import line, link, tag
from lagebild.sources.xml import parse_xml

_MOST = 10_000
_COUNTRY = re.compile(r"[A-Z]{3}")


def read_opml(data: bytes, where: str, taken: Collection[str] = ()) -> list[NewsSource]:
    """Return the feeds of an OPML file as sources; an id that is `taken` gets a number. Raises SourceError where it is none.

    Country and kind are read from `category`, where `write_opml` puts them; an outline without an address of the web is passed over.
    """
    root = parse_xml(data, where)
    if root.tag != "opml":
        raise SourceError(where, f"not OPML: it begins with <{line(str(root.tag), 60)}>", "export the feeds of your reader as OPML")
    ids, found = set(taken), dict[str, NewsSource]()
    for outline in root.iter("outline"):
        # a feed is asked for as it was handed on; only an article's address is a key
        url = link(outline.get("xmlUrl"), counting=True)
        if not url or url in found:
            continue
        if len(found) >= _MOST:
            raise SourceError(where, f"more than {_MOST} feeds", "divide it")
        outlet = line(outline.get("title") or outline.get("text"), 200) or url
        found[url] = _source(outline, url, outlet, _fresh(slug(outlet), ids))
    return list(found.values())


def _source(outline: object, url: str, outlet: str, name: str) -> NewsSource:
    get = outline.get  # type: ignore[attr-defined]
    words = [line(word, 80).strip("/") for word in (get("category") or "").split(",")]
    country = next((word for word in words if _COUNTRY.fullmatch(word)), "")
    kind = next((word for word in words if word in KINDS), "")
    return NewsSource(name, outlet, url, site=link(get("htmlUrl")), country=country, lang=tag(get("language")), kind=kind)


def write_opml(sources: Iterable[NewsSource]) -> bytes:
    """Return the feeds among sources as OPML 2.0, UTF-8.

    >>> b'xmlUrl="https://example.org/rss"' in write_opml([NewsSource("a", "A & B", "https://example.org/rss")])
    True
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Lagebild"
    body = etree.SubElement(root, "body")
    for source in sources:
        if source.form == "feed":
            given = {
                "type": "rss", "text": source.outlet, "title": source.outlet, "xmlUrl": source.url, "htmlUrl": source.site,
                "language": source.lang, "category": ",".join(filter(None, (source.kind, source.country))),
            }  # fmt: skip
            etree.SubElement(body, "outline", {key: value for key, value in given.items() if value})
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def slug(name: str) -> str:
    """Return a name as an id.

    >>> slug("Süddeutsche Zeitung"), slug("朝日新聞")
    ('suddeutsche-zeitung', 'source')
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "source"


def _fresh(name: str, ids: set[str]) -> str:
    number, fresh = 1, name
    while fresh in ids:
        number += 1
        fresh = f"{name}-{number}"
    ids.add(fresh)
    return fresh
