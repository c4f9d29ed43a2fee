"""What is new since the last visit, what concerns a home, and searches that were saved: on each engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.store.own import put_setting, save_search, searches, setting
from lagebild.store.queue import Entry, enter
from lagebild.store.views import document
from lagebild.store.visiting import BREAK

Browser = Any
SEIZED = "Peru seized two Chilean trawlers off Tacna on Monday, the navy said. Chile protested on Tuesday."
LATE = Document("a9", SEIZED, "Two trawlers seized", "2024-05-08", "en", publisher="Late News")
OTHER = Document("d1", "Norway expelled two Russian diplomats.", "Norway expels diplomats", "2024-05-09", "en", publisher="Late News")


def come(browser: Browser, *made: Document) -> None:
    enter(browser.store, [Entry(one.id, one, "test") for one in made], 0.0)
    Worker(browser.store).run()


def story_of(browser: Browser, key: str) -> str:
    found = document(browser.store, key)
    assert found is not None
    return f"/story/{found['story']}"


def flat(page: Any) -> str:
    return " ".join(page.text.split())


def rows(browser: Browser, path: str) -> list[str]:
    return [f"/story/{row['story']}" for row in json.loads(browser.client.get(path).text)]


def test_what_came_since_the_last_visit_is_marked_until_the_visit_ends(browser: Browser) -> None:
    page = browser.page("/?days=all")
    assert "Your first visit" in page.text
    assert "since the last visit" not in page.text
    come(browser, LATE, OTHER)
    assert "new documents" not in browser.page("/?days=all").text
    browser.time += 2 * BREAK
    come(browser, Document("d2", "Kenya praised Sudan.", "Kenya praises Sudan", "2024-05-10", "en"))
    for _ in range(2):
        page = browser.page("/?days=all")
        assert "new documents: 1, in stories: 1" in flat(page)
        browser.time += BREAK - 1
    browser.page("/search")
    browser.time += BREAK - 1
    assert "new documents: 1, in stories: 1" in flat(browser.page("/?days=all"))
    browser.time += BREAK
    assert "nothing new." in flat(browser.page("/?days=all"))


def test_a_new_story_and_new_documents_in_a_story_are_told_apart(browser: Browser) -> None:
    browser.page("/")
    browser.time += BREAK
    come(browser, LATE, OTHER)
    page = browser.page("/?days=all")
    assert "Since your last visit on 1 June 2024, 09:00 UTC: new documents: 2, in stories: 2" in flat(page)
    cards = page.text.split("Independent origins")
    assert sum("new documents: 1" in card for card in cards) == 1
    tags = [attributes for tag, attributes in page.tags if attributes.get("class") == "tag fresh"]
    assert len(tags) == 2
    assert set(rows(browser, "/?days=visit&form=json")) == {story_of(browser, "a9"), story_of(browser, "d1")}
    assert "?days=visit" in page.links()
    assert "Documents: 2." in flat(browser.page("/?days=visit"))
    told = browser.page(story_of(browser, "a9"))
    assert len([1 for _, attributes in told.tags if attributes.get("class") == "tag fresh"]) == 2


def test_a_file_or_a_refused_question_is_no_visit(browser: Browser) -> None:
    browser.client.get("/?form=json")
    browser.client.get("/?days=x")
    assert "Your first visit" in browser.page("/").text


def test_a_home_shows_what_concerns_it_or_its_members(browser: Browser) -> None:
    come(browser, OTHER)
    page = browser.send("/", "/home", home_name="Chile")
    assert setting(browser.store, "anna", "home") == "CHL"
    assert "What concerns Chile" in page.text
    assert story_of(browser, "a1") in rows(browser, "/?days=all&watch=:home&form=json")
    assert story_of(browser, "d1") not in rows(browser, "/?days=all&watch=:home&form=json")
    browser.send("/", "/home", home_name="NATO")
    assert story_of(browser, "d1") in rows(browser, "/?days=all&watch=:home&form=json")
    assert "?days=all&watch=%3Ahome" in browser.page("/?days=all").links()
    page = browser.send("/", "/home", home_name="")
    assert setting(browser.store, "anna", "home") is None
    assert "What concerns" not in page.text


def test_a_home_that_nobody_knows_is_said_and_kept_in_its_field(browser: Browser) -> None:
    page = browser.send("/", "/home", 400, home_name="Atlantis")
    assert "no actor is called so" in page.text
    assert "Atlantis" in [one.get("value") for one in page.all("input")]
    put_setting(browser.store, "anna", "home", "GONE")
    assert "What concerns" not in browser.page("/").text


def test_a_search_is_saved_opened_and_deleted(browser: Browser) -> None:
    asked = "/search?what=claims&actor=Peru&type=COERCE"
    page = browser.send(asked, "/searches", name="Boats & more")
    assert "Saved as “Boats & more”" in page.text
    (one,) = searches(browser.store, "anna")
    assert one.question == {"what": "claims", "actor": "Peru", "type": "COERCE"}
    assert asked in browser.page("/").links()
    assert asked in browser.page("/search").links()
    page = browser.page("/searches")
    assert "Actor: Peru" in flat(page)
    assert "Type: coercion" in flat(page)
    page = browser.send("/searches", f"/searches/{one.number}/delete")
    assert "None yet" in page.text
    assert searches(browser.store, "anna") == []


def test_saved_searches_count_what_came_since_the_last_visit(browser: Browser) -> None:
    browser.send("/search?q=trawlers", "/searches", name="texts")
    browser.send("/search?what=claims&actor=CHL", "/searches", name="claims")
    browser.send("/search?q=volcano", "/searches", name="none")
    assert "new:" not in browser.page("/").text
    browser.time += BREAK
    come(browser, LATE)
    page = browser.page("/")
    found = [link for link in page.links() if "arrived=" in link]
    assert len(found) == 2
    for link in found:
        shown = browser.page(link)
        assert "Only what has come since your last visit" in shown.text
        assert {one for one in shown.links() if one.startswith("/document/")} == {f"/document/{document(browser.store, 'a9')['document']}"}
    assert flat(page).count("new: 1") == 1
    assert "nothing new" in flat(page)


def test_searches_of_others_are_not_shown_nor_deleted(browser: Browser) -> None:
    number = save_search(browser.store, "ben", "his own", {"q": "boats"}, "")
    browser.send("/search?q=Kenya", "/searches", name="mine")
    for path in ("/", "/search", "/searches", f"/search?q=x&kept={number}"):
        assert "his own" not in browser.page(path).text
    mine = searches(browser.store, "anna")[0].number
    fields = browser.fields("/searches", f"/searches/{mine}/delete")
    assert browser.post(f"/searches/{number}/delete", fields).status_code == 200
    assert len(searches(browser.store, "ben")) == 1
    assert browser.post("/searches/x/delete", fields).status_code == 404


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"name": "x" * 81}, {"name": "a", "actor": "Atlantis"}, {"name": "a", "credibility": "9"}]
)
def test_what_cannot_be_saved_is_said(browser: Browser, changes: dict[str, str]) -> None:
    page = browser.send("/search?q=Kenya", "/searches", 400, **{"name": "a", **changes})
    assert [attributes for _, attributes in page.tags if attributes.get("role") == "alert"]
    assert searches(browser.store, "anna") == []


def test_a_saved_search_for_who_is_no_longer_known_says_so(browser: Browser) -> None:
    save_search(browser.store, "anna", "old", {"actor": "Atlantis"}, "")
    browser.page("/")
    browser.time += BREAK
    assert "no actor is called so" in browser.page("/").text
    browser.page("/search?arrived=x", 400)
