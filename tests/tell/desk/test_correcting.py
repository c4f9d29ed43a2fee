"""Corrections in the pages, as somebody makes them without a script: on each engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lagebild.store.corrections import corrections
from lagebild.store.views import document, outlets, stories, story

Browser = Any


def report(browser: Browser, key: str) -> dict[str, Any]:
    found = document(browser.store, key)
    assert found is not None
    return found


def claim(browser: Browser, key: str = "a1", kind: str = "COERCE") -> dict[str, Any]:
    return next(row for row in report(browser, key)["claims"] if row["body"].get("event") == kind and row["body"]["part"] == "text")


def form_of(browser: Browser, row: dict[str, Any]) -> str:
    return f"/document/{row['claim'][:16]}?correct={row['claim']}"


def test_a_claim_is_rejected_where_it_stands_and_taken_back(browser: Browser) -> None:
    row = claim(browser)
    page = browser.send(form_of(browser, row), f"/claim/{row['claim']}/reject", why="a drill")
    assert "Correction 1 is kept" in page.text
    assert "Rejected by anna, 1 June 2024, 09:00 UTC: a drill" in " ".join(page.text.split())
    assert claim(browser)["state"] == "rejected"
    page = browser.send(f"/document/{row['claim'][:16]}", "/correction/1/undo")
    assert "Correction 1 is undone" in page.text
    assert claim(browser)["state"] == ""
    (made,) = corrections(browser.store)
    assert (made.kind, made.by.who, made.by.why, made.undone_by) == ("reject", "anna", "a drill", "anna")


def test_the_form_of_a_claim_shows_it_as_it_stands(browser: Browser) -> None:
    row = claim(browser)
    fields = browser.fields(form_of(browser, row), f"/claim/{row['claim']}/amend")
    assert fields["event"] == ["COERCE"]
    assert fields["actors"] == ["PER"]
    assert fields["recipients"] == ["CHL"]
    assert fields["mode"] == [row["body"]["mode"]]
    assert fields["attribution"] == [row["body"]["attribution"]["kind"]]
    assert fields["certainty"] == ["unstated"]
    assert fields.get("contexts", []) == row["body"]["contexts"]


def test_a_claim_is_amended_by_names_and_says_what_was_read_before(browser: Browser) -> None:
    row = claim(browser)
    said = {
        "event": "ASSAULT", "mode": "firearms", "actors": "Peru, BOL", "certainty": "likely", "status": "planned", "stance": "doubted",
        "polarity": "negated", "place": "Tacna", "contexts": ["military", "economic"], "why": "second sentence",
    }  # fmt: skip
    page = browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", **said)
    now = claim(browser, kind="ASSAULT")
    assert now["claim"] == row["claim"]
    assert now["state"] == "amended"
    assert [side["code"] for side in now["body"]["actors"]] == ["PER", "BOL"]
    assert [side["code"] for side in now["body"]["recipients"]] == ["CHL"]
    assert now["body"]["certainty"]["band"] == "likely"
    for name in ("mode", "status", "polarity", "stance", "place"):
        assert now["body"][name] == said[name]
    assert set(now["body"]["contexts"]) == {"military", "economic"}
    text = " ".join(page.text.split())
    assert "Amended by anna, 1 June 2024, 09:00 UTC: second sentence" in text
    assert "The program had read: Type: coercion" in text
    assert "Bolivia BOL added by an analyst" in text
    (made,) = corrections(browser.store)
    assert "recipients" not in made.detail["changes"]
    told = story(browser.store, report(browser, "a1")["story"])
    assert told is not None
    assert any(event["type"] == "ASSAULT" and "BOL" in event["actors"] for event in told["body"]["events"])


def test_another_type_takes_the_mode_away_that_does_not_go_with_it(browser: Browser) -> None:
    row = claim(browser)
    browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", event="ASSAULT", mode="firearms")
    browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", event="AID")
    assert claim(browser, kind="AID")["body"]["mode"] == ""
    page = browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", 400, mode="firearms")
    assert "does not go with this type" in page.text


def test_who_cites_nobody_has_no_sources(browser: Browser) -> None:
    row = next(row for row in report(browser, "b1")["claims"] if row["body"]["certainty"]["band"] != "unstated")
    body = row["body"]
    assert body["kind"] == "event"
    browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", attribution="none", certainty="unlikely")
    now = next(one for one in report(browser, "b1")["claims"] if one["claim"] == row["claim"])["body"]
    assert (now["certainty"]["band"], now["attribution"]) == ("unlikely", {"kind": "none", "sources": [], "speech": "none", "cue": None})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "nothing is other than before"),
        ({"actors": "Atlantis"}, "no actor is called so"),
        ({"event": "AIDE"}, "not one of its values"),
        ({"polarity": ""}, "not one of its values"),
    ],
)
def test_what_a_claim_cannot_be_is_said_beside_the_form_which_keeps_what_was_typed(browser: Browser, changes: Any, said: str) -> None:
    row = claim(browser)
    page = browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", 400, **changes, why="so it is")
    alerts = [attributes for _, attributes in page.tags if attributes.get("role") == "alert"]
    assert len(alerts) == 1
    assert said in page.text
    typed = {one["name"]: one.get("value", "") for one in page.all("input") if "name" in one}
    assert typed["actors"] == changes.get("actors", "PER")
    assert "so it is" in [one.get("value") for one in page.all("input")]
    assert corrections(browser.store) == []


def test_two_stories_are_merged_and_the_merger_undone(browser: Browser) -> None:
    one, other = report(browser, "a1")["story"], report(browser, "b1")["story"]
    page = browser.send(f"/story/{one}", f"/story/{one}/merge", address=f"http://127.0.0.1:8080/story/{other}?done=3#e2", why="same")
    assert "Merged by anna, 1 June 2024, 09:00 UTC: same" in " ".join(page.text.split())
    assert report(browser, "a1")["story"] == report(browser, "b1")["story"]
    page = browser.send("/corrections", "/correction/1/undo")
    assert "Stories merged" in page.text
    assert "Undone by anna" in page.text
    assert report(browser, "a1")["story"] != report(browser, "b1")["story"]


def test_stories_with_the_same_actors_are_offered(browser: Browser) -> None:
    names = {row["story"] for row in stories(browser.store).rows}
    one = report(browser, "b1")["story"]
    offered = {option["value"] for option in browser.page(f"/story/{one}").all("option")} & names
    assert offered == {report(browser, "b2")["story"]} - {one}


@pytest.mark.parametrize("given", ["", "none", "itself"])
def test_what_is_no_other_story_is_refused_in_words(browser: Browser, given: str) -> None:
    one = report(browser, "a1")["story"]
    page = browser.send(f"/story/{one}", f"/story/{one}/merge", 400, address=one if given == "itself" else given)
    assert [attributes for _, attributes in page.tags if attributes.get("role") == "alert"]
    assert corrections(browser.store) == []


def test_documents_are_split_off_and_put_back(browser: Browser) -> None:
    one = report(browser, "a1")["story"]
    away = report(browser, "a2")
    assert away["story"] == one
    browser.send(f"/story/{one}", f"/story/{one}/split", documents=[away["document"]])
    assert report(browser, "a2")["story"] != one
    page = browser.page(f"/story/{report(browser, 'a2')['story']}")
    assert "Split by anna" in page.text
    browser.send(f"/story/{one}", "/correction/1/undo")
    assert report(browser, "a2")["story"] == one
    everything = [row["document"] for row in (story(browser.store, one) or {})["members"]]
    for wrong in ([], everything, ["none"]):
        browser.send(f"/story/{one}", f"/story/{one}/split", 400, documents=wrong)
    assert len(corrections(browser.store)) == 1


def test_an_outlet_is_graded_and_its_stories_with_it(browser: Browser) -> None:
    page = browser.send("/sources?grade=Pacific+Wire", "/sources/grade", letter="B", why="ten years of reading")
    assert "Pacific Wire B, anna: ten years of reading" in " ".join(page.text.split())
    letters = {row["outlet"]: row["reliability"] for row in outlets(browser.store)}
    assert letters["Pacific Wire"] == "B"
    told = story(browser.store, report(browser, "a1")["story"])
    assert told is not None
    assert "B" in {event["reliability"] for event in told["body"]["events"]}
    browser.send("/sources", "/correction/1/undo")
    assert {row["reliability"] for row in outlets(browser.store)} == {"F"}
    browser.send("/sources?grade=Pacific+Wire", "/sources/grade", 400, letter="G")
    browser.send("/sources?grade=Pacific+Wire", "/sources/grade", 404, outlet="Nobody", letter="A")


def test_all_corrections_are_listed_and_lead_to_what_they_are_about(browser: Browser) -> None:
    row, one = claim(browser), report(browser, "a1")["story"]
    assert "Nothing has been corrected yet" in browser.page("/corrections").text
    browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", recipients="", status="planned")
    browser.send("/sources?grade=Pacific+Wire", "/sources/grade", letter="B")
    browser.send(f"/story/{one}", f"/story/{one}/split", documents=[report(browser, "a2")["document"]])
    page = browser.page("/corrections")
    text = " ".join(page.text.split())
    assert text.index("Story split") < text.index("Outlet graded") < text.index("Claim amended")
    assert "Recipients: no actor named; Status: planned" in text
    for link in (f"/claim/{row['claim']}", f"/story/{one}"):
        assert link in page.links()
        browser.page(link)
    rows = json.loads(browser.client.get("/corrections?form=json").text)
    assert [(one["kind"], one["who"]) for one in rows] == [("amend", "anna"), ("grade", "anna"), ("split", "anna")]
    assert browser.page("/corrections?cursor=2").text.count("Number") == 1
    browser.page("/corrections?cursor=x", 400)


def test_a_correction_is_undone_once_however_often_the_button_is_pressed(browser: Browser) -> None:
    browser.send("/sources?grade=Pacific+Wire", "/sources/grade", letter="B")
    fields = browser.fields("/corrections", "/correction/1/undo")
    for _ in range(2):
        assert browser.post("/correction/1/undo", fields).status_code == 200
    for number in ("2", "x", "9" * 30):
        assert browser.post(f"/correction/{number}/undo", fields).status_code == 404


def test_no_form_is_taken_without_its_token_or_from_elsewhere(browser: Browser) -> None:
    row = claim(browser)
    action = f"/claim/{row['claim']}/reject"
    fields = browser.fields(form_of(browser, row), action)
    assert browser.post(action, fields, origin="http://evil.example", **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.post(action, fields, origin="", **{"sec-fetch-site": ""}).status_code == 403
    answer = browser.post(action, fields | {"csrf": "x" * 43})
    assert answer.status_code == 403
    assert "too old" in answer.text
    browser.client.cookies.clear()
    assert browser.post(action, fields).status_code == 403
    assert corrections(browser.store) == []


def test_what_is_no_form_is_refused(browser: Browser) -> None:
    fields = browser.fields("/sources?grade=Pacific+Wire", "/sources/grade")
    assert browser.post("/sources/grade", None, **{"content-type": "application/json"}).status_code == 415
    assert browser.post("/sources/grade", fields | {"why": "x" * 300_000}).status_code == 413
    kind = {"content-type": "application/x-www-form-urlencoded", "origin": "http://127.0.0.1:8080"}
    assert browser.client.post("/sources/grade", content=b"a=\xff", headers=kind).status_code == 400
    assert browser.client.post("/sources/grade", content=b"a=1&" * 6000, headers=kind).status_code == 400


def test_what_is_not_there_cannot_be_corrected(browser: Browser) -> None:
    fields = browser.fields("/sources?grade=Pacific+Wire", "/sources/grade")
    for action in ("/claim/none/reject", "/claim/none/amend", "/story/none/merge", "/story/none/split", "/claim/%00/reject"):
        assert browser.post(action, fields).status_code == 404


def test_a_claim_that_only_its_amendment_keeps_can_be_rejected_too(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    import lagebild.flow.working as working
    from lagebild.model.nouns import Document, Sheet
    from lagebild.store.keeping import mark_for_rereading

    row = claim(browser)
    browser.send(form_of(browser, row), f"/claim/{row['claim']}/amend", place="Ilo")

    def blind(document: Document) -> Sheet:
        return Sheet(document)

    monkeypatch.setattr(working, "read", blind)
    mark_for_rereading(browser.store, "x", everything=True)
    working.Worker(browser.store).run()
    assert "amended, no longer read" in browser.page(f"/document/{row['claim'][:16]}").text
    page = browser.send(form_of(browser, row), f"/claim/{row['claim']}/reject")
    assert "Correction 2 is kept" in page.text
    assert report(browser, "a1")["claims"] == []
    page = browser.send("/corrections", "/correction/2/undo")
    assert "Correction 2 is undone" in page.text
    assert len(report(browser, "a1")["claims"]) == 1


def test_a_page_says_that_tracing_is_not_done_yet(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    import lagebild.tell.desk.retracing as retracing

    def broken(self: Any) -> int:
        raise OSError("gone")

    monkeypatch.setattr(retracing.Worker, "trace_all", broken)
    row = claim(browser)
    page = browser.send(form_of(browser, row), f"/claim/{row['claim']}/reject")
    assert "story is being traced again: 1" in page.text
    monkeypatch.undo()
    page = browser.send("/corrections", "/correction/1/undo")
    assert "being traced again" not in browser.page(f"/document/{row['claim'][:16]}").text
