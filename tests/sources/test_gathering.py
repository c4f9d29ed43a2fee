"""Gathering over a local server: every form of source, what is remembered, and that one bad item never loses the others."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import json
from dataclasses import asdict, replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from lagebild.model.nouns import Document
from lagebild.sources import gathered
from lagebild.sources.catalogue import NewsSource
from lagebild.sources.gathering import Gathered, Gathering, SourceState, open_item
from lagebild.sources.items import Item
from lagebild.sources.listing import list_items
from lagebild.sources.polite import Web
from madefiles import gdelt_row, zipped

NOW = datetime.datetime(2024, 11, 11, tzinfo=datetime.UTC)
LONG = "Russland hat die NATO am Sonntag vor einer Stationierung von Truppen in der Ukraine gewarnt, und das sehr deutlich. " * 2


def page(title: str, text: str = LONG) -> bytes:
    head = f'<title>{title}</title><meta property="og:site_name" content="Seite">'
    return (
        f'<!DOCTYPE html><html lang="de"><head>{head}</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>'.encode()
    )


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Feed</title>{''.join(items)}</channel></rss>".encode()


def item(url: str, title: str = "Titel", text: str = "Kurz.", more: str = "") -> str:
    link = f"<link>{escape(url)}</link>" if url else ""
    return (
        f"<item><title>{title}</title>{link}<description>{text}</description><pubDate>Sun, 10 Nov 2024 09:00:00 GMT</pubDate>{more}</item>"
    )


class Desk:
    """A source of the test's web and the remembered state, as a flow keeps it."""

    def __init__(self, web, source: NewsSource) -> None:
        self.source, self.state, self.seen = source, SourceState(), set[str]()
        self.polite = Web(web.limits(), pause=0, attempts=1)

    def gather(self) -> list[Gathered]:
        visit = Gathering(self.source, self.state, self.seen, self.polite, lambda: NOW)
        found = list(visit)
        self.state = visit.state
        self.seen |= {one.key for one in found if not one.again}
        return found


@pytest.fixture
def desk(web) -> Desk:
    return Desk(web, NewsSource("blatt", "Das Blatt", web.url("/rss"), lang="de"))


def test_full_texts_come_from_the_pages_and_heads_from_the_feed(web, desk: Desk) -> None:
    web.serve("/1", page("Anders"))
    web.serve(
        "/rss",
        rss(item(web.url("/1?utm_source=x"), "Kiew warnt", more="<source url='http://a.org'>Agentur</source>"), item("", "Nur hier")),
    )
    one, two = desk.gather()
    url = web.url("/1")
    assert one == Gathered(
        url,
        Document(url, LONG.strip(), "Kiew warnt", "2024-11-10T09:00:00+00:00", "de", url, "Agentur"),
        page("Anders"),
        "text/html",
        "blatt",
    )
    assert two.document is not None
    assert (two.document.title, two.document.text, two.document.publisher) == ("Nur hier", "Kurz.", "Das Blatt")
    assert two.raw_type == "application/json"
    assert json.loads(two.raw)["title"] == "Nur hier"
    assert two.document.id == two.key
    assert desk.state == SourceState(tried=NOW.isoformat(), succeeded=NOW.isoformat())


def test_without_full_text_the_feed_is_enough(web, desk: Desk) -> None:
    desk.source = replace(desk.source, full_text=False)
    web.serve("/rss", rss(item(web.url("/1"))))
    (one,) = desk.gather()
    assert one.document is not None
    assert one.document.text == "Kurz."
    assert [path for path, _ in web.seen] == ["/robots.txt", "/rss"]


def test_what_was_seen_is_passed_over_and_an_unchanged_feed_gives_nothing(web, desk: Desk) -> None:
    web.serve("/1", page("Eins"))
    web.serve("/2", page("Zwei"))
    web.serve("/rss", rss(item(web.url("/1"))), "application/rss+xml", ETag='"1"')
    assert len(desk.gather()) == 1
    assert desk.state.etag == '"1"'
    web.serve("/rss", rss(item(web.url("/2")), item(web.url("/1"))), "application/rss+xml", ETag='"2"')
    assert [one.key for one in desk.gather()] == [web.url("/2")]
    assert web.seen[-2][1]["if-none-match"] == '"1"'

    def not_modified(handler) -> None:
        handler.send_response(304)
        handler.end_headers()

    web.routes["/rss"] = not_modified
    assert desk.gather() == []
    assert (desk.state.etag, desk.state.failures, desk.state.cause) == ('"2"', 0, "")


def test_one_bad_item_never_loses_the_others(web, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    web.serve("/good", page("Gut"))
    web.serve("/empty", b"<html><body></body></html>")
    web.serve("/binary", b"\x89PNG", "image/png")
    web.serve("/breaks", page("Bricht"))
    read = gathered.fetched_document
    monkeypatch.setattr(gathered, "fetched_document", lambda found: 1 / 0 if "breaks" in found.url else read(found))
    loop = web.redirect("/loop", "/loop")
    urls = [*map(web.url, ("/none", "/empty", "/binary", "/breaks")), loop, "http://169.254.169.254/", web.url("/good")]
    web.serve("/rss", rss(*(item(url, text="") for url in urls), item("", "", "")), ETag='"1"')
    found = desk.gather()
    assert [one.key for one in found] == [one.key for one in found if not one.again]
    causes = [one.error.cause if one.error else "" for one in found]
    parts = [
        "HTTP 404",
        "no main text",
        "not text but image/png",
        "cannot be read: ZeroDivisionError",
        "more than 5 redirects",
        "link-local",
        "",
    ]
    assert all(part in cause for part, cause in zip(parts, causes, strict=True))
    assert [one.document is not None for one in found] == [False] * 6 + [True]
    # all failed for good: the feed need not be read again until it changes
    assert desk.state.etag == '"1"'


def test_a_page_that_cannot_be_had_leaves_the_summary(web, desk: Desk) -> None:
    web.serve("/rss", rss(item(web.url("/none"))))
    (one,) = desk.gather()
    assert one.document is not None
    assert one.document.text == "Kurz."
    assert "HTTP 404" in str(one.error)


def test_a_passing_failure_is_gathered_at_the_next_visit(web, desk: Desk) -> None:
    web.routes["/1"] = lambda handler: handler.send_error(503)
    web.serve("/rss", rss(item(web.url("/1"))), ETag='"1"')
    (one,) = desk.gather()
    assert one.again
    assert desk.state.etag == ""
    web.serve("/1", page("Eins"))
    (one,) = desk.gather()
    assert one.error is None
    assert desk.state.etag == '"1"'


def test_more_than_the_most_is_left_for_the_next_visits(web, desk: Desk) -> None:
    desk.source = replace(desk.source, most=2, full_text=False)
    web.serve("/rss", rss(*(item(f"https://example.org/{n}") for n in range(5))), ETag='"1"')
    assert [len(desk.gather()) for _ in range(3)] == [2, 2, 1]
    assert desk.state.etag == '"1"'


def test_a_source_that_fails_is_told_and_counted(web, desk: Desk) -> None:
    assert desk.gather() == []
    assert desk.gather() == []
    assert desk.state.failures == 2
    assert desk.state.cause.startswith(f"{web.url('/rss')}: HTTP 404")
    assert (desk.state.succeeded, desk.state.tried) == ("", NOW.isoformat())
    web.serve("/rss", rss())
    assert desk.gather() == []
    assert (desk.state.failures, desk.state.cause) == (0, "")

    def busy(handler) -> None:
        handler.send_response(503)
        handler.send_header("Retry-After", "600")
        handler.end_headers()

    web.routes["/rss"] = busy
    desk.gather()
    assert desk.state.wait == 600


def test_a_hostile_feed_is_a_failure_of_its_source(web, desk: Desk) -> None:
    web.serve("/rss", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss><channel><title>&b;</title></channel></rss>')
    assert desk.gather() == []
    assert "entities of its own" in desk.state.cause


def test_a_sitemap_and_an_index_of_sitemaps(web, desk: Desk) -> None:
    web.serve("/1", page("Eins"))
    web.serve("/news.xml", f"<urlset><url><loc>{web.url('/1')}</loc></url></urlset>".encode(), "application/xml")
    web.serve("/index.xml", b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>", "application/xml")
    for path in ("/news.xml", "/index.xml"):
        desk.source, desk.seen = NewsSource("karte", "Das Blatt", web.url(path), form="sitemap"), set()
        (one,) = desk.gather()
        assert one.document is not None
        assert (one.document.title, one.document.publisher, one.document.lang) == ("Eins", "Das Blatt", "de")


def test_a_list_of_gdelt_finds_pages_of_others(web, desk: Desk) -> None:
    web.serve("/1", page("Eins"))
    web.serve("/2.export.CSV.zip", zipped({"2.export.CSV": gdelt_row(web.url("/1")).encode()}), "application/zip")
    rows = [f"1 0123456789abcdef0123456789abcdef {web.url(f'/{n}.export.CSV.zip')}" for n in (1, 2)]
    web.serve("/lastupdate.txt", "\n".join(rows).encode(), "text/plain")
    desk.source = NewsSource("gdelt", "GDELT", web.url("/lastupdate.txt"), form="gdelt")
    (one,) = desk.gather()
    assert one.document is not None
    assert (one.document.publisher, one.document.date) == ("Seite", "2024-11-10T09:15:00+00:00")


def test_a_single_page_is_new_when_its_text_is(web, desk: Desk) -> None:
    desk.source = NewsSource("seite", "Das Amt", web.url("/1"), form="page")
    web.serve("/1", page("Eins"), ETag='"1"')
    (one,) = desk.gather()
    assert one.document is not None
    assert one.document.publisher == "Das Amt"
    assert desk.state.etag == '"1"'
    assert desk.gather() == []
    web.serve("/1", page("Eins", LONG + "Und mehr."))
    assert len(desk.gather()) == 1


def test_a_folder_gives_its_files_and_changed_ones_again(web, desk: Desk, tmp_path: Path) -> None:
    desk.source = NewsSource("akten", "Akten", path=str(tmp_path), form="folder", lang="de")
    assert desk.gather() == []
    assert "no file in the folder" in desk.state.cause
    (tmp_path / "a.txt").write_text("Kiew warnt.")
    (tmp_path / "b.pdf").write_bytes(b"no pdf")
    one, two = desk.gather()
    assert one.document is not None
    assert (one.document.publisher, one.document.lang, one.raw, one.document.id) == ("Akten", "de", b"Kiew warnt.", one.key)
    assert two.error is not None
    assert desk.gather() == []
    (tmp_path / "a.txt").write_text("Kiew schweigt.")
    assert len(desk.gather()) == 1


def test_a_visit_can_be_broken_off_without_forgetting_anything(web, desk: Desk) -> None:
    desk.source = replace(desk.source, full_text=False)
    web.serve("/rss", rss(*(item(f"https://example.org/{n}") for n in range(3))), ETag='"1"')
    visit = Gathering(desk.source, desk.state, desk.seen, desk.polite, lambda: NOW)
    first = next(iter(visit))
    assert visit.state.etag == ""
    desk.seen.add(first.key)
    assert len(desk.gather()) == 2


def test_an_item_can_wait_in_a_queue_as_json(web, desk: Desk) -> None:
    web.serve("/1", page("Eins"))
    web.serve("/rss", rss(item(web.url("/1"), "Kiew warnt")))
    (listed,) = list_items(desk.source, desk.polite).items
    again = Item(**json.loads(json.dumps(asdict(listed))))
    assert again == listed
    assert [open_item(again, desk.source, desk.polite)] == desk.gather()


def endless(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"<item><title>" + b"a" * 100_000)


def bomb(handler) -> None:
    packed = gzip.compress(bytes(50_000_000))
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(packed)))
    handler.end_headers()
    with contextlib.suppress(OSError):
        handler.wfile.write(packed)


def inside(handler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://169.254.169.254/latest/meta-data/")
    handler.end_headers()


def to_a_file(handler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "file:///etc/passwd")
    handler.end_headers()


def rubbish(handler) -> None:
    with contextlib.suppress(OSError):
        handler.wfile.write(b"\x00" * 100_000)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (endless, "larger than 10 MB"), (bomb, "larger than 10 MB"), (inside, "link-local"), (to_a_file, "only http and https"),
        (rubbish, "not a proper HTTP answer"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)  # fmt: skip
@pytest.mark.parametrize("path", ["/rss", "/1", "/robots.txt"])
def test_a_hostile_server_harms_itself_alone(web, desk: Desk, answer, cause: str, path: str) -> None:
    web.serve("/1", page("Eins"))
    web.serve("/2", page("Zwei"))
    web.serve("/rss", rss(item(web.url("/1")), item(web.url("/2"))))
    web.routes[path] = answer
    found = desk.gather()
    if path == "/1":
        assert cause in str(found[0].error)
        assert found[1].error is None
    else:
        assert found == []
        assert cause in desk.state.cause
