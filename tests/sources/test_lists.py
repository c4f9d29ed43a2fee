"""Sitemaps and GDELT lists, good and hostile."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model.errors import SourceError
from lagebild.sources.gdelt import read_gdelt_export, read_gdelt_list
from lagebild.sources.items import Item
from lagebild.sources.sitemap import read_sitemap
from madefiles import gdelt_row, words, zipped

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/alt</loc><lastmod>2024-11-08</lastmod></url>
<url><loc> https://example.org/a?utm_source=x </loc><image:image><image:title>Bild</image:title></image:image><news:news><news:publication>
<news:name>Hafenblatt</news:name><news:language>de</news:language></news:publication>
<news:publication_date>2024-11-10T09:00:00+01:00</news:publication_date><news:title>Kiew warnt</news:title></news:news></url>
<url><loc>javascript:alert(1)</loc></url><url><lastmod>2024-11-10</lastmod></url></urlset>"""
INDEX = (
    b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc><lastmod>2024-11-10</lastmod></sitemap></sitemapindex>"
)


@pytest.mark.parametrize("data", [NEWS, gzip.compress(NEWS)], ids=words)
def test_a_news_sitemap(data: bytes) -> None:
    assert read_sitemap(data, "https://example.org/sitemap.xml").items == (
        Item(
            "https://example.org/a",
            "https://example.org/a",
            "Kiew warnt",
            date="2024-11-10T09:00:00+01:00",
            publisher="Hafenblatt",
            lang="de",
        ),
        Item("https://example.org/alt", "https://example.org/alt", date="2024-11-08"),
    )


def test_an_index_names_its_maps_newest_first() -> None:
    assert read_sitemap(INDEX, "https://example.org/sitemap.xml").maps == ("https://example.org/b.xml", "https://example.org/a.xml")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"<rss/>", "not a sitemap"),
        (b'<!DOCTYPE u [<!ENTITY a "x">]><urlset/>', "entities of its own"),
        (gzip.compress(b" " * 25_000_000), "larger than 20 MB"),
        (b"<urlset>" + b"<url>" * 3_000, "not XML"),
        (gzip.compress(NEWS)[:-30], "cut off"),
    ],
    ids=words,
)
def test_hostile_sitemaps_are_refused(data: bytes, cause: str) -> None:
    with pytest.raises(SourceError, match=cause):
        read_sitemap(data, "a")


LIST = "\n".join(
    f"1 0123456789abcdef0123456789abcdef http://data.example/{name}"
    for name in ("20241110090000.export.CSV.zip", "20241110090000.mentions.CSV.zip", "20241110091500.export.CSV.zip")
)


def test_a_gdelt_list_names_its_export_files_newest_first() -> None:
    found = read_gdelt_list(LIST + "\n1 x file:///etc/passwd.export.CSV.zip\n", "a")
    assert found == [f"http://data.example/2024111009{minute}.export.CSV.zip" for minute in ("1500", "0000")]
    with pytest.raises(SourceError, match="no list"):
        read_gdelt_list("<html>", "a")


def test_a_gdelt_export_gives_each_address_once() -> None:
    rows = [
        gdelt_row("https://example.org/a"),
        gdelt_row("https://example.org/a"),
        gdelt_row("BBC Monitoring"),
        "short\trow",
        gdelt_row("http://b.org/x"),
    ]
    found = read_gdelt_export(zipped({"20241110.export.CSV": "\n".join(rows).encode()}), "a")
    date = "2024-11-10T09:15:00+00:00"
    assert found == [Item("https://example.org/a", "https://example.org/a", date=date), Item("http://b.org/x", "http://b.org/x", date=date)]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"x", "broken zip"),
        (zipped({"a.txt": b"x"}), "without a CSV"),
        (zipped({"a.CSV": b"x"}), "no row"),
        (zipped({"a.csv": bytes(50_000_001)}), "larger than 50 MB"),
    ],
    ids=words,
)
def test_hostile_exports_are_refused(data: bytes, cause: str) -> None:
    with pytest.raises(SourceError, match=cause):
        read_gdelt_export(data, "a")


@given(st.binary(max_size=150), st.text(max_size=80))
def test_any_bytes_give_items_or_an_error(data: bytes, text: str) -> None:
    packed = zipped({"a.csv": data})
    for call in (lambda: read_sitemap(data, "a"), lambda: read_gdelt_export(packed, "a"), lambda: read_gdelt_list(text, "a")):
        with contextlib.suppress(SourceError):
            assert call() is not None
