from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model.errors import SourceError
from lagebild.sources.catalogue import load_sources
from lagebild.sources.opml import read_opml, write_opml
from madefiles import words

NESTED = b"""<?xml version="1.0" encoding="UTF-8"?><opml version="1.1"><head><title>x</title></head><body>
<outline text="Ausland"><outline text="Hafenblatt" xmlUrl="https://example.org/rss?utm_source=opml" htmlUrl="https://example.org"/>
<outline text="Hafenblatt" xmlUrl="https://example.org/zwei"/></outline>
<outline text="b&#246;se" xmlUrl="javascript:alert(1)"/><outline text="Datei" xmlUrl="file:///etc/passwd"/><outline text="leer"/>
</body></opml>"""


def test_the_shipped_sources_go_out_and_come_in_again() -> None:
    sources = load_sources()
    again = read_opml(write_opml(sources), "a.opml")
    known = [(s.outlet, s.url, s.site.rstrip("/"), s.country, s.lang, s.kind) for s in sources]
    assert [(s.outlet, s.url, s.site.rstrip("/"), s.country, s.lang, s.kind) for s in again] == known


def test_nested_outlines_are_found_and_addresses_that_are_none_of_the_web_are_not() -> None:
    found = read_opml(NESTED, "a.opml", {"hafenblatt"})
    assert [(s.id, s.url) for s in found] == [
        ("hafenblatt-2", "https://example.org/rss?utm_source=opml"),
        ("hafenblatt-3", "https://example.org/zwei"),
    ]


BOMB = b"<!DOCTYPE o [%s]><opml>&c;</opml>"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (BOMB % b'<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">', "entities of its own"),
        (BOMB % b'<!ENTITY c SYSTEM "file:///etc/passwd">', "entities of its own"),
        ((BOMB % b'<!ENTITY c "x">').decode().encode("utf-16"), "entities of its own"),
        (b'<!DOCTYPE o [ <!-- x --> %d; ]><opml/>', "document type of its own"),
        (b"<rss/>", "not OPML"),
        (b"<opml>" + b"<outline>" * 5000, "not XML"),
        (b"", "empty"),
        (b"{}", "not XML"),
        (b"PK\x03\x04", "zip"),
    ],
    ids=words,
)  # fmt: skip
def test_what_is_hostile_or_no_opml_is_refused(data: bytes, cause: str) -> None:
    with pytest.raises(SourceError, match=cause):
        read_opml(data, "a.opml")


@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda t: f"<opml><outline text='x' xmlUrl='{t}'/></opml>".encode()))
def test_any_bytes_give_sources_or_an_error(data: bytes) -> None:
    try:
        found = read_opml(data, "a.opml")
    except SourceError:
        return
    assert all(source.url.startswith(("http://", "https://")) for source in found)
