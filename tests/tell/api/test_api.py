"""The API says what the pages show, page by page, and says what is wrong with a question."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.store.corrections import By, grade_outlet
from lagebild.store.opening import Store, open_store
from lagebild.store.own import save_search
from lagebild.store.questions import Filters, claims
from lagebild.store.queue import Entry, enter
from lagebild.store.sources import keep_source_state
from lagebild.store.views import document, outlets, top_stories
from lagebild.store.watchlists import put_watchlist
from lagebild.tell.desk.application import application

Desk = Any
API = "/api/v1"


def got(desk: Desk, path: str, status: int = 200, **headers: str) -> Any:
    answer = desk.get(API + path, accept="application/json", **headers)
    assert answer.status_code == status, (path, answer.text)
    assert answer.headers["content-type"] == ("application/json" if status == 200 else "application/problem+json")
    return answer.json()


def every(desk: Desk, path: str, limit: int) -> list[Any]:
    found, cursor = [], ""
    for _ in range(500):
        page = got(desk, f"{path}{'&' if '?' in path else '?'}limit={limit}&cursor={cursor}")
        found += page["items"]
        if not (cursor := page["next"]):
            return found
    raise AssertionError("a list without an end")


def test_the_api_and_the_pages_say_the_same(desk: Desk) -> None:
    html = desk.get("/search?what=claims&form=json&actor=ARM").json()
    assert [row["claim"] for row in every(desk, "/claims?actor=ARM", 7)] == [row["claim"] for row in html]
    html = desk.get("/search?form=json&q=Armenia").json()
    assert [row["document"] for row in every(desk, "/documents?q=Armenia", 3)] == [row["document"] for row in html]
    html = desk.get("/pair/ARM/AZE?form=json&list=events").json()
    assert every(desk, "/pairs/ARM/AZE/events", 2) == html != []
    assert every(desk, "/events?actor=ARM&other=AZE", 200) == html
    assert every(desk, "/outlets", 3) == sorted(outlets(desk.store), key=lambda row: row["outlet"].lower())
    assert got(desk, "/today?days=all")["stories"] == top_stories(desk.store, most=30)


@pytest.mark.parametrize("path", ["/stories", "/events", "/documents", "/claims", "/actors", "/actors/ARM/events"])
def test_pages_of_any_length_give_the_same_whole(desk: Desk, path: str) -> None:
    whole = every(desk, path, 200)
    assert every(desk, path, 7) == whole
    assert len(whole) > 14


@pytest.mark.parametrize(
    ("path", "field", "number"),
    [("/outlets", "outlet", 9), ("/sources", "source", 6), ("/watchlists", "watchlist", 9), ("/corrections", "number", 6),
     ("/searches", "name", 6)],
)  # fmt: skip
def test_short_lists_are_given_page_by_page_too(filled: Store, path: str, field: str, number: int) -> None:
    fill(filled)
    client = TestClient(application(filled, name="me"), base_url="http://127.0.0.1")
    found, cursor = [], ""
    for _ in range(number):
        page = client.get(f"{API}{path}", params={"limit": 1, "cursor": cursor}).json()
        found += [row[field] for row in page["items"]]
        cursor = page["next"] or ""
    assert cursor == ""
    assert len(set(found)) == number
    assert found == [row[field] for row in client.get(f"{API}{path}").json()["items"]]
    plain = [one for one in found if len(str(one)) < 100]
    assert plain == sorted(plain, key=lambda one: (one == "", str(one).lower()))


def fill(store: Store) -> None:
    for number in range(6):
        put_watchlist(store, f"{'aB'[number % 2]}{number}", ["PER"], "me", "")
        save_search(store, "me", f"{'aB'[number % 2]}{number}", {"q": str(number)}, "")
        grade_outlet(store, "Harbour Post", "ABCDEF"[number], By("me", ""))
        state = {"tried": "", "succeeded": "", "cause": "", "failures": 0}
        keep_source_state(store, f"s{number}", state)
    for name in ("+ & ? 1", "Ärger", "x" * 80):
        put_watchlist(store, name, ["PER"], "me", "")
    long = [Document(f"n{number}", "Peru accused Chile.", publisher=publisher) for number, publisher in enumerate(NAMES)]
    enter(store, [Entry(one.id, one) for one in long], 0.0)
    Worker(store).run()


# the first signs of both long names are the same, one outlet has none
NAMES = ("x" * 600 + "a", "x" * 600 + "b", "", "ärger", "+ & ?")


def test_the_link_leads_to_the_next_page(desk: Desk) -> None:
    answer = desk.get(f"{API}/claims?limit=2&actor=ARM")
    link, relation = answer.headers["link"].split("; ")
    assert relation == 'rel="next"'
    after = desk.get(link.strip("<>"))
    names = [row["claim"] for row in answer.json()["items"] + after.json()["items"]]
    assert names == [row["claim"] for row in claims(desk.store, Filters(actor="ARM"), most=4).rows]


def test_a_document_has_its_claims_and_they_have_their_sentences(desk: Desk) -> None:
    kept = document(desk.store, "https://dossier.example/cable-wire")
    assert kept is not None
    found = got(desk, f"/documents/{kept['document']}")
    assert found == kept
    for row in found["claims"]:
        one = got(desk, f"/claims/{row['claim']}")
        start, end = one["body"]["sentence"]
        assert one["sentence"] == found[one["body"]["part"]][start:end]
        assert got(desk, f"/documents/{one['document']}")["story"] == found["story"]


def test_every_event_of_a_story_has_an_address(desk: Desk) -> None:
    for row in every(desk, "/stories", 200):
        for event in got(desk, f"/stories/{row['story'].replace('#', '%23')}")["body"]["events"]:
            assert got(desk, f"/events/{event['event'].replace('#', '%23')}")["body"] == event


def test_rejected_claims_are_told_apart(desk: Desk) -> None:
    plain, every_one = every(desk, "/claims", 200), every(desk, "/claims?rejected=true", 200)
    assert [row["state"] for row in every_one if row not in plain] == ["rejected"]


def test_an_actor_is_found_by_its_name_in_either_language(desk: Desk) -> None:
    for name in ("Armenien", "Armenia", "ARM"):
        assert [row["code"] for row in got(desk, f"/actors?name={name}")["items"]] == ["ARM"]
    assert got(desk, "/actors?name=Atlantis")["items"] == []
    assert got(desk, "/actors/ARM")["names"] == {"de": "Armenien", "en": "Armenia"}


def test_what_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    answer = desk.get(f"{API}/status")
    etag = answer.headers["etag"]
    assert etag.startswith('"')
    for said in (etag, f'"x", W/{etag}', "*"):
        again = desk.get(f"{API}/status", **{"if-none-match": said})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert desk.get(f"{API}/status", **{"if-none-match": '"x"'}).status_code == 200
    assert desk.get(f"{API}/outlets").headers["etag"] != etag


ANDES = {"watchlist": "Andes", "codes": ["CHL", "PER"], "who": "me", "at": "2024-05-01T00:00:00Z"}


def test_an_etag_changes_with_what_is_told(url: str) -> None:
    store = open_store(url)
    client = TestClient(application(store), base_url="http://127.0.0.1")
    before = client.get(f"{API}/watchlists")
    put_watchlist(store, "Andes", ["PER", "CHL"], "me", "2024-05-01T00:00:00Z")
    after = client.get(f"{API}/watchlists", headers={"if-none-match": before.headers["etag"]})
    assert (after.status_code, after.json()["items"]) == (200, [ANDES])
    store.close()


def test_both_engines_answer_alike(filled: Store) -> None:
    client = TestClient(application(filled), base_url="http://127.0.0.1")
    rows = client.get(f"{API}/claims?actor=PER&other=CHL&type=COERCE").json()["items"]
    assert {row["document"] for row in rows} == {document(filled, key)["document"] for key in ("a1", "a2", "a3")}  # type: ignore[index]
    assert client.get(f"{API}/documents?q=trawlers&end=2024-05-06").json()["items"][0]["key"] == "a1"
    assert client.get(f"{API}/stories?contradicted=true").json()["items"][0]["contradictions"] > 0
    assert client.get(f"{API}/documents?q=%00&cursor=%00").status_code == 400
    assert client.get(f"{API}/documents/%00").status_code == 404


def test_head_is_get_without_the_body(desk: Desk) -> None:
    for path in ("/status", "/stories", "/openapi.json"):
        whole, head = desk.get(API + path), desk.client.head(API + path)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", whole.headers["etag"])
        assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/stories/none", 404), ("/events/none-1", 404), ("/documents/none", 404), ("/claims/none", 404),
     ("/actors/XXX", 404), ("/pairs/ARM/ARM", 404), ("/pairs/ARM/XXX/events", 404), ("/stories?watchlist=none", 404),
     ("/stories/a%0Ab", 404),
     ("/claims?cursor=x", 400),
     ("/corrections?cursor=x", 400), ("/outlets?limit=0", 422), ("/claims?actor=XXX", 400), ("/documents?q=-only", 400),
     ("/events?actor=ARM&other=ARM", 400),
     ("/claims?limit=0", 422), ("/claims?limit=201", 422), ("/claims?type=WAR", 422), ("/claims?start=2024-02-30", 422),
     ("/claims?acter=ARM", 422), ("/claims?credibility=7", 422), ("/today?days=2", 422), ("/actors/arm", 422), ("/status?failures=x", 422)],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem_with_its_cause(desk: Desk, path: str, status: int) -> None:
    problem = got(desk, path, status)
    assert problem["status"] == status
    assert problem["detail"]
    if status == 422:
        assert all(one["parameter"] and one["detail"] for one in problem["errors"])


def test_nothing_else_is_done_and_nothing_else_is_answered(desk: Desk) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = desk.client.request(method, f"{API}/claims")
        assert (answer.status_code, answer.headers["allow"], answer.json()["status"]) == (405, "GET", 405)
    for accept in ("text/html", "application/json;q=0", "application/xml, text/*"):
        assert desk.get(f"{API}/status", accept=accept).status_code == 406
    for accept in ("*/*", "application/*;q=0.2", "text/html, application/json;q=0.1", "nonsense", ""):
        assert desk.get(f"{API}/status", accept=accept).status_code == 200


def test_whoever_comes_by_the_front_door_is_led_to_the_description(desk: Desk) -> None:
    answer = desk.client.get(API)
    assert (answer.status_code, answer.url.path, answer.json()["openapi"]) == (200, f"{API}/openapi.json", "3.1.0")


def test_a_fault_tells_nothing_of_the_inside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("lagebild.tell.api.endpoints.outlets", broken)
    client = TestClient(desk.client.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.get(f"{API}/outlets")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


def test_every_reference_of_the_description_leads_somewhere(desk: Desk) -> None:
    import json
    import re

    text = desk.get(f"{API}/openapi.json").text
    spec = json.loads(text)
    assert spec["openapi"] == "3.1.0"
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) <= set(spec["components"]["schemas"])
    assert "urn:lagebild" not in text
