"""Watchlists in a page: made, changed, called otherwise and deleted, by analysts alone; on each engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lagebild.store.watchlists import kept_watchlists, put_watchlist, watchlists

Browser = Any
PAGE, DELETE = "/watchlists", "/watchlists/delete"


def test_a_list_is_made_by_names_and_codes_and_leads_to_its_stories(browser: Browser) -> None:
    page = browser.send(PAGE, PAGE, name="The coast", actors="Peru, CHL;\nBolivien\n")
    assert "Saved as “The coast”." in page.text
    (one,) = kept_watchlists(browser.store)
    assert (one.name, one.codes, one.who, one.at) == ("The coast", ("BOL", "CHL", "PER"), "anna", "2024-06-01T09:00:00Z")
    assert {"/?watch=The+coast", "/stories.atom?watch=The+coast", "/actor/BOL"} <= set(page.links())
    assert "Peru" in browser.page("/?watch=The+coast&days=all").text
    assert "The coast" in browser.page("/?days=all").text
    assert json.loads(browser.client.get(f"{PAGE}?form=json").text)[0]["codes"] == ["BOL", "CHL", "PER"]
    assert "BOL CHL PER" in browser.client.get(f"{PAGE}?form=csv").text


def test_a_list_is_changed_and_called_otherwise(browser: Browser) -> None:
    put_watchlist(browser.store, "coast", ["PER", "CHL"], "ben", "")
    put_watchlist(browser.store, "hills", ["BOL"], "ben", "")
    held = browser.fields(f"{PAGE}?change=coast", PAGE)
    assert (held["name"], held["before"]) == (["coast"], ["coast"])
    browser.send(f"{PAGE}?change=coast", PAGE, actors="Chile, Peru, Kenya")
    assert watchlists(browser.store) == {"coast": ["CHL", "KEN", "PER"], "hills": ["BOL"]}
    browser.send(f"{PAGE}?change=coast", PAGE, name="sea/shore?", actors="KEN")
    assert watchlists(browser.store) == {"hills": ["BOL"], "sea/shore?": ["KEN"]}
    assert [one.who for one in kept_watchlists(browser.store)] == ["ben", "anna"]
    page = browser.send(f"{PAGE}?change=hills", PAGE, 400, name="sea/shore?", actors="PER")
    assert "there is a watchlist of this name" in page.text
    assert watchlists(browser.store)["sea/shore?"] == ["KEN"]


def test_the_form_of_a_list_holds_what_the_list_does(browser: Browser) -> None:
    from lagebild.packs.registry import load_registry

    codes = sorted(load_registry("en").entities)[:200]
    put_watchlist(browser.store, "many", codes, "ben", "")
    asked = f"{PAGE}?change=many"
    browser.send(asked, PAGE)
    assert watchlists(browser.store) == {"many": codes}
    assert kept_watchlists(browser.store)[0].who == "anna"


def test_a_list_is_deleted_and_offered_once_more(browser: Browser) -> None:
    put_watchlist(browser.store, "coast", ["PER", "CHL"], "ben", "")
    page = browser.send(PAGE, DELETE)
    assert "The watchlist “coast” is deleted." in page.text
    assert watchlists(browser.store) == {}
    browser.send(PAGE, PAGE, name="x", actors="PER")
    assert browser.post(DELETE, browser.fields(PAGE, DELETE) | {"name": ["none"]}).status_code == 200
    assert list(watchlists(browser.store)) == ["x"]
    again = browser.fields(f"{PAGE}?gone=coast&actors=CHL,+PER", PAGE)
    assert (again["name"], again["before"], again["actors"]) == (["coast"], [""], ["Chile, Peru"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"name": ""}, "a name has"), ({"name": ":home"}, "a name has"), ({"name": "x" * 81}, "a name has"),
     ({"actors": " , "}, "nobody is named"), ({"actors": "PER, Nobody at all"}, "Nobody at all"), ({"name": "there"}, "of this name")],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_beside_the_form_as_it_was_filled_in(browser: Browser, changes: Any, said: str) -> None:
    put_watchlist(browser.store, "there", ["PER"], "ben", "")
    page = browser.send(PAGE, PAGE, 400, **{"name": "coast", "actors": "PER, CHL", **changes})
    assert said in page.text
    assert page.all("input")[-1]["value"] == changes.get("name", "coast")
    assert changes.get("actors", "PER, CHL").strip() in page.text
    assert watchlists(browser.store) == {"there": ["PER"]}


def test_a_form_from_elsewhere_changes_no_list(browser: Browser) -> None:
    put_watchlist(browser.store, "coast", ["PER"], "ben", "")
    for action, fields in ((PAGE, {"name": "a", "actors": "PER"}), (DELETE, {"name": "coast"})):
        sent = browser.fields(PAGE, action) | fields
        assert browser.post(action, sent, **{"sec-fetch-site": "cross-site", "origin": "http://elsewhere.example"}).status_code == 403
        assert browser.post(action, sent | {"csrf": "x"}).status_code == 403
    assert watchlists(browser.store) == {"coast": ["PER"]}
