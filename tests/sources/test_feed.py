from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.model.errors import SourceError
from lagebild.sources.feed import Feed, read_feed
from lagebild.sources.items import Item
from madefiles import words

RSS = """<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/x.dtd">
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Hafenblatt</title><link>https://example.org</link><language>de-DE</language>
<item><title>Kiew &amp; Riga &lt;b&gt;warnen&lt;/b&gt;</title><link>/a?utm_source=rss</link><guid isPermaLink="false">17</guid>
<pubDate>Sun, 10 Nov 2024 09:00:00 +0100</pubDate><dc:creator>Anna Muster</dc:creator>
<source url="https://agentur.example/rss">Agentur Nord</source>
<description>&lt;p&gt;Pjöngjang hat Kiew gewarnt.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><title>Ohne Seite</title><guid>18</guid><description>Moskau schweigt.</description></item>
<item><title>Ganz</title><link>https://example.org/c</link><content:encoded><![CDATA[<p>{long}</p><p>Ende.</p>]]></content:encoded></item>
<item><title>Ganz, noch einmal</title><link>https://EXAMPLE.org/c#top</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Post</title>
<entry><id>urn:1</id><title type="html">Peru &amp;amp; Chile</title><link rel="alternate" href="https://example.org/1"/>
<updated>2024-11-10T09:00:00Z</updated><author><name>A. Writer</name></author><summary>Peru seized two boats.</summary>
<source><title>North Wire</title></source></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "JSON Post", "language": "en", "items": [
        {"id": 5, "url": "https://example.org/5", "title": "Talks", "content_html": "<p>Peru and Chile <i>talk</i>.</p>",
         "date_published": "2024-11-10T09:00:00Z", "authors": [{"name": "A"}, {"name": "B"}, 3], "source": {"title": "North Wire"}},
        {"id": "6", "content_text": "No page.", "url": "javascript:alert(1)"}, "no item", {"title": None, "url": ["x"]},
    ],
}  # fmt: skip


def feed(data: bytes | str) -> Feed:
    return read_feed(data.encode() if isinstance(data, str) else data, "https://example.org/rss")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_rss(encoding: str) -> None:
    long = "Kiew warnt Moskau. " * 40
    found = feed(RSS.format(encoding=encoding, long=long).encode(encoding))
    assert (found.title, found.lang, len(found.items)) == ("Hafenblatt", "de-DE", 3)
    first, second, third = found.items
    assert first == Item(
        key="https://example.org/a", url="https://example.org/a", title="Kiew & Riga warnen", text="Pjöngjang hat Kiew gewarnt.",
        date="2024-11-10T08:00:00+00:00", publisher="Agentur Nord", author="Anna Muster", lang="de-DE",
    )  # fmt: skip
    assert (second.key, second.full, second.text) == ("18", True, "Moskau schweigt.")
    assert third.full
    assert third.text == f"{long.strip()}\nEnde."


def test_atom() -> None:
    (item,) = feed(ATOM).items
    assert item == Item(
        key="https://example.org/1", url="https://example.org/1", title="Peru & Chile", text="Peru seized two boats.",
        date="2024-11-10T09:00:00+00:00", publisher="North Wire", author="A. Writer", lang="en",
    )  # fmt: skip


def test_json_feed() -> None:
    found = feed(json.dumps(JSON))
    assert found.items == (
        Item(
            key="https://example.org/5", url="https://example.org/5", title="Talks", text="Peru and Chile talk.", publisher="North Wire",
            date="2024-11-10T09:00:00+00:00", author="A, B", lang="en",
        ),
        Item(key="6", text="No page.", full=True, lang="en"),
    )  # fmt: skip


def test_an_item_gives_a_document_where_it_has_text() -> None:
    (item,) = feed(ATOM).items
    document = item.document
    assert document is not None
    assert (document.id, document.publisher, document.text) == (item.key, "North Wire", "Peru seized two boats.")
    assert Item("a", title="only a title").document is None


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\u202e"


def test_script_in_every_field_stays_text_or_vanishes() -> None:
    entry = dict.fromkeys(("id", "title", "summary", "content_html", "content_text", "date_published", "language", "url"), SCRIPT)
    items = feed(json.dumps({"title": SCRIPT, "items": [{**entry, "authors": [{"name": SCRIPT}]}]})).items
    escaped = SCRIPT.replace("<", "&lt;").replace("\x1b", "&#27;")
    xml = f"<rss version='2.0'><channel><item><title>{escaped}</title><link>javascript:alert(1)</link><guid>{escaped}</guid>"
    items += feed(f"{xml}<description>{escaped}Moskau schweigt.</description></item></channel></rss>").items
    assert len(items) == 2
    for item in items:
        fields = [getattr(item, slot) for slot in Item.__slots__ if isinstance(getattr(item, slot), str)]
        assert not any("\x1b" in field or "\u202e" in field for field in fields)
        assert (item.date, item.lang) == ("", "")
        assert not set(item.url) & set("<>\"' ")
    assert items[1].text == "[31mMoskau schweigt."


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (LAUGHS, "entities of its own"),
        (LAUGHS.encode("utf-16"), "entities of its own"),
        (LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"'), "entities of its own"),
        ('<!DOCTYPE rss [ ]><rss version="2.0"/>', "document type of its own"),
        ("<html><body>Not found</body></html>", "not a feed"),
        ("[1, 2]", "not a feed"),
        ('{"items": 3}', "not a JSON Feed"),
        ("{" * 100_000, "neither XML nor JSON"),
        ('{"items":' + "[" * 100_000, "neither XML nor JSON"),
        (b"", "empty"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<rss>" + b"a" * 20_000_001, "larger than 20 MB"),
    ],
    ids=words,
)
def test_what_is_no_feed_or_hostile_is_refused(data: bytes | str, cause: str) -> None:
    with pytest.raises(SourceError, match=cause):
        feed(data)


def test_a_feed_that_breaks_off_gives_what_came_before() -> None:
    assert [item.title for item in feed(ATOM[: ATOM.index("<source>")]).items] == ["Peru & Chile"]


def test_deep_nesting_and_many_items_are_bounded() -> None:
    deep = (
        "<rss version='2.0'><channel><item><title>T</title><description>" + "&lt;div&gt;" * 5_000 + "x</description></item></channel></rss>"
    )
    assert [item.title for item in feed(deep).items] == ["T"]
    many = (
        "<rss version='2.0'><channel>"
        + "".join(f"<item><guid>{n}</guid><title>t</title></item>" for n in range(5_500))
        + "</channel></rss>"
    )
    assert len(feed(many).items) == 5_000


PIECES = st.sampled_from(
    ["<rss version='2.0'><channel>", "<item>", "</item>", "<title>", "</title>", "<link>http://[", "<pubDate>31 Feb 99999",
     "<feed xmlns='http://www.w3.org/2005/Atom'>",
     "<entry>", "<content type='xhtml'>", "<source>", "&#0;", "&lt;script&gt;", "<![CDATA[", "]]>", "<!--", "<guid>", "<description>",
     "\ud800", "\x00",
     "http://a.org/", '{"items": [{"url": "http://[", "content_html": "<p>x', '"}]}', "<georss:point>nan inf</georss:point>", "xml:base='http://[x'"]
)  # fmt: skip


BYTES = st.binary(max_size=200) | st.lists(PIECES | st.text(max_size=10), max_size=15).map(
    lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BYTES)
def test_any_bytes_give_plain_items_or_an_error(data: bytes) -> None:
    try:
        found = feed(data)
    except SourceError:
        return
    assert len({item.key for item in found.items}) == len(found.items)
    for item in found.items:
        assert item.key
        assert not item.url or item.url.startswith(("http://", "https://"))
        assert all(getattr(item, slot).isprintable() for slot in ("key", "url", "title", "date", "publisher", "author", "lang"))
        item.text.encode()
