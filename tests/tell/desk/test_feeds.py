"""Feeds as a reader of feeds takes them: well formed, with ids that stay and links that lead to pages of the desk."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from starlette.testclient import TestClient

from lagebild.store.opening import open_store
from lagebild.store.own import save_search
from lagebild.store.views import document, events, stories
from lagebild.tell.desk.application import application

Desk = Any
FEEDS = ("/stories.atom", "/events.atom", "/stories.atom?watch=Caucasus", "/events.atom?actor=ARM&other=AZE&type=ASSAULT",
         "/search.atom?q=Armenia", "/search.atom?what=claims&actor=PER", "/search.atom")  # fmt: skip


def read(desk: Desk, path: str) -> Any:
    answer = desk.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml"
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_what_atom_asks_for(desk: Desk, path: str) -> None:
    found = read(desk, path)
    assert found.entries
    ids = [found.feed.id, *(entry.id for entry in found.entries)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    assert found.feed.title.startswith("Lagebild")
    assert found.feed.author == "Lagebild"
    assert {link.rel for link in found.feed.links} >= {"self", "alternate"}
    times = [entry.updated for entry in found.entries]
    assert found.feed.updated == max(times)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times)
    for entry in found.entries:
        assert entry.title
    assert "<script>" not in desk.get(path).text


@pytest.mark.parametrize("path", FEEDS)
def test_its_links_lead_to_pages(desk: Desk, path: str) -> None:
    found = read(desk, path)
    for link in [found.feed.links[1].href, *(entry.link for entry in found.entries[:5])]:
        assert link.startswith("http://127.0.0.1:8080/")
        parts = urlsplit(link)
        assert desk.get(f"{parts.path}?{parts.query}").status_code in (200, 302), link
    itself = next(link.href for link in found.feed.links if link.rel == "self")
    assert itself.removeprefix("http://127.0.0.1:8080") == path


def test_feeds_tell_what_the_pages_tell(desk: Desk) -> None:
    names = [row["story"] for row in stories(desk.store, most=50).rows]
    assert [entry.link.rpartition("/")[2].replace("%23", "#") for entry in read(desk, "/stories.atom").entries] == names
    names = [row["event"] for row in events(desk.store, pair=("ARM", "AZE"), most=50).rows]
    assert [entry.link.rpartition("/")[2].replace("%23", "#") for entry in read(desk, "/events.atom?actor=ARM&other=AZE").entries] == names
    rows = desk.get("/search?q=Armenia&form=json").json()
    assert [entry.link.rpartition("/")[2] for entry in read(desk, "/search.atom?q=Armenia").entries] == [row["document"] for row in rows]


def test_what_is_older_is_behind_the_next_link_and_ids_stay(desk: Desk) -> None:
    path, ids = "/events.atom", []
    while path:
        found = read(desk, path)
        ids += [entry.id for entry in found.entries]
        path = next((link.href.removeprefix("http://127.0.0.1:8080") for link in found.feed.links if link.rel == "next"), "")
    assert len(ids) == len(set(ids)) > 100
    other = desk.get("/events.atom", host="localhost:9000", **{"accept-language": "de"})
    german = feedparser.parse(other.content)
    assert [entry.id for entry in german.entries] == ids[:50]
    assert german.entries[0].link.startswith("http://localhost:9000/")
    assert german.feed.language == "de"


def test_a_feed_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    etag = desk.get("/stories.atom").headers["etag"]
    assert desk.get("/stories.atom", **{"if-none-match": etag}).status_code == 304
    assert desk.get("/stories.atom", **{"if-none-match": etag, "accept-language": "de"}).status_code == 200


def test_pages_name_their_feeds(desk: Desk) -> None:
    found = document(desk.store, "https://dossier.example/cable-wire")
    assert found is not None
    for path, own in (("/", ""), (f"/document/{found['document']}", ""), ("/search?q=Armenia&lang=en", "/search.atom?q=Armenia"),
                      ("/pair/ARM/AZE", "/events.atom?actor=ARM&other=AZE"), ("/actor/ARM", "/events.atom?actor=ARM")):  # fmt: skip
        links = [link["href"] for link in desk.page(path).all("link") if link["rel"] == "alternate"]
        assert links == ["/stories.atom", "/events.atom", *([own] if own else [])]
        assert all(desk.get(link).status_code == 200 for link in links)


def test_a_saved_search_has_a_feed_that_stays(tmp_path: Any) -> None:
    store = open_store(str(tmp_path / "own.db"))
    client = TestClient(application(store, "en"), base_url="http://127.0.0.1")
    number = save_search(store, "me", "Cables <&>", {"q": "cable", "outlet": "Baltic Wire"}, "2024-05-01T00:00:00Z")
    first = feedparser.parse(client.get(f"/searches/{number}.atom").content)
    assert "Lagebild · Cables" in first.feed.title
    save_search(store, "me", "Cables <&>", {"what": "claims", "actor": "PER"}, "2024-05-02T00:00:00Z")
    second = feedparser.parse(client.get(f"/searches/{number}.atom").content)
    assert (first.bozo, second.bozo, second.feed.id) == (False, False, first.feed.id)
    assert next(link.href for link in second.feed.links if link.rel == "alternate") == "http://127.0.0.1/search?what=claims&actor=PER"
    for path in ("/searches/99.atom", "/searches/x.atom", f"/searches/{'9' * 30}.atom"):
        assert client.get(path).status_code == 404
    store.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/stories.atom?watch=none", 404), ("/events.atom?actor=Atlantis", 400), ("/events.atom?since=x", 400), ("/search.atom?cursor=x", 400),
     ("/stories.atom?cursor=%00", 400)],
)  # fmt: skip
def test_a_feed_of_what_is_not_there_is_refused(desk: Desk, path: str, status: int) -> None:
    assert desk.get(path).status_code == status


def test_an_empty_store_has_empty_feeds(tmp_path: Any) -> None:
    store = open_store(str(tmp_path / "empty.db"))
    client = TestClient(application(store, "en"), base_url="http://127.0.0.1")
    for path in ("/stories.atom", "/events.atom", "/search.atom"):
        found = feedparser.parse(client.get(path).content)
        assert (found.bozo, found.entries, found.feed.updated) == (False, [], "1970-01-01T00:00:00Z")
    store.close()
