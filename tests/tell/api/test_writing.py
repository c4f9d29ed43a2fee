"""What programs may change: the same as the pages, under the same names, and never for a page of another site."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from lagebild.store.accounts import add_account, make_token
from lagebild.store.audit import entries
from lagebild.store.corrections import corrections
from lagebild.store.opening import Store, open_store
from lagebild.store.views import document, outlets, stories
from lagebild.tell.desk.application import application
from lagebild.tell.desk.door import Entrance

API, AT = "/api/v1", "2024-05-01T00:00:00Z"


def of(store: Store) -> TestClient:
    return TestClient(application(store, name="me"), base_url="http://127.0.0.1", raise_server_exceptions=False)


def made(client: TestClient, status: int = 201, **body: Any) -> Any:
    answer = client.post(f"{API}/corrections", json=body)
    assert answer.status_code == status, answer.text
    if status == 201:
        assert client.get(answer.headers["location"]).json() == answer.json()
    return answer.json()


def claims_of(client: TestClient, store: Store, key: str) -> list[Any]:
    found = document(store, key)
    assert found is not None
    return list(client.get(f"{API}/documents/{found['document']}").json()["claims"])


def test_a_claim_is_rejected_amended_and_given_back(filled: Store) -> None:
    client = of(filled)
    first = claims_of(client, filled, "b1")[0]
    row = made(client, kind="reject", claim=first["claim"], why="a test")
    assert (row["kind"], row["target"], row["who"], row["why"], row["undone_at"]) == ("reject", first["claim"], "me", "a test", "")
    assert claims_of(client, filled, "b1")[0]["state"] == "rejected"
    undone = client.delete(f"{API}/corrections/{row['number']}")
    assert (undone.status_code, undone.json()["undone_by"]) == (200, "me")
    assert client.delete(f"{API}/corrections/{row['number']}").status_code == 409
    made(client, kind="amend", claim=first["claim"], changes={"event": "THREATEN", "actors": ["KEN"], "certainty": "likely"})
    now = claims_of(client, filled, "b1")[0]
    assert (now["state"], now["body"]["event"], now["body"]["certainty"]["band"]) == ("amended", "THREATEN", "likely")
    assert now["original"] == first["body"]
    assert [one.kind for one in corrections(filled)] == ["reject", "amend"]


def test_stories_and_grades_are_corrected(filled: Store) -> None:
    client = of(filled)
    rows = stories(filled).rows
    assert len(rows) > 1
    made(client, kind="merge", story=rows[0]["story"], other=rows[1]["story"])
    merged = stories(filled).rows
    assert len(merged) == len(rows) - 1
    whole = max(merged, key=lambda row: row["documents"])
    inside = client.get(f"{API}/stories/{whole['story'].replace('#', '%23')}").json()["members"]
    made(client, kind="split", story=whole["story"], documents=[inside[-1]["document"]])
    made(client, kind="grade", outlet="Harbour Post", letter="B", why="known for years")
    assert next(row["reliability"] for row in outlets(filled) if row["outlet"] == "Harbour Post") == "B"


@pytest.mark.parametrize(
    ("body", "status"),
    [({"kind": "reject", "claim": "none"}, 404), ({"kind": "grade", "outlet": "Nobody", "letter": "B"}, 404),
     ({"kind": "merge", "story": "none", "other": "none"}, 404), ({"kind": "split", "story": "none", "documents": ["a"]}, 404),
     ({"kind": "grade", "outlet": "Harbour Post", "letter": "Z"}, 422), ({"kind": "erase", "claim": "x"}, 422),
     ({"claim": "x"}, 422), ({}, 422), ({"kind": "reject", "claim": "x", "who": "somebody"}, 422),
     ({"kind": "split", "story": "x", "documents": []}, 422)],
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(filled: Store, body: Any, status: int) -> None:
    made(of(filled), status, **body)
    assert corrections(filled) == []


def test_what_does_not_fit_the_claim_is_said(filled: Store) -> None:
    client = of(filled)
    name = claims_of(client, filled, "b1")[0]["claim"]
    for changes in ({}, {"judgement": "danger"}, {"mode": "no such mode"}, {"actors": ["XXX"]}, {"contexts": ["no such"]}):
        assert made(client, 400, kind="amend", claim=name, changes=changes)["detail"]
    story = stories(filled).rows[0]["story"]
    assert made(client, 400, kind="merge", story=story, other=story)["detail"]
    assert corrections(filled) == []


def test_bodies_are_json_and_not_endless(tmp_path: Any) -> None:
    store = open_store(str(tmp_path / "desk.db"))
    client = of(store)
    path, whole = f"{API}/corrections", b'{"kind": "reject", "claim": "x"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert client.post(path, content=whole, headers={"content-type": kind}).status_code == 415
    assert client.post(path, content=b"{", headers={"content-type": "application/json"}).status_code == 400
    assert client.post(path, content=b" " * 200_001, headers={"content-type": "application/json"}).status_code == 413
    assert client.post(path, content=b"\xff", headers={"content-type": "application/json"}).status_code == 400
    assert client.put(path, json={}).headers["allow"] == "GET, POST"
    assert client.post(f"{API}/corrections/1", json={}).headers["allow"] == "DELETE, GET"
    store.close()


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"origin": "http://127.0.0.1:9000"}],
)  # fmt: skip
def test_a_page_of_another_site_changes_nothing(filled: Store, headers: dict[str, str]) -> None:
    client = of(filled)
    name = claims_of(client, filled, "b1")[0]["claim"]
    assert client.post(f"{API}/corrections", json={"kind": "reject", "claim": name}, headers=headers).status_code == 403
    assert client.post(f"{API}/searches", json={"name": "a", "question": {}}, headers=headers).status_code == 403
    assert client.delete(f"{API}/searches/1", headers=headers).status_code == 403
    assert client.post(f"{API}/watchlists", json={"watchlist": "a", "codes": ["PER"]}, headers=headers).status_code == 403
    assert client.delete(f"{API}/watchlists/a", headers=headers).status_code == 403
    assert corrections(filled) == []


def test_searches_are_saved_and_forgotten(store: Store) -> None:
    client = of(store)
    kept = client.post(f"{API}/searches", json={"name": "Cables", "question": {"what": "claims", "actor": "PER", "q": ""}})
    assert kept.status_code == 201
    assert kept.json()["question"] == {"what": "claims", "actor": "PER"}
    assert client.get(kept.headers["location"]).json() == kept.json() == client.get(f"{API}/searches").json()["items"][0]
    assert "Cables" in client.get("/searches", headers={"accept-language": "en"}).text
    for question in ({"nonsense": "x"}, {"actor": "Atlantis"}, {"credibility": "9"}):
        assert client.post(f"{API}/searches", json={"name": "x", "question": question}).status_code == 400
    assert client.delete(kept.headers["location"]).json()["name"] == "Cables"
    assert client.delete(kept.headers["location"]).status_code == client.get(kept.headers["location"]).status_code == 404


def test_with_accounts_roles_hold_here_too(tmp_path: Any) -> None:
    store = open_store(str(tmp_path / "desk.db"))
    secrets = {}
    for name, role in (("rea", "reader"), ("ana", "analyst")):
        add_account(store, name, role, "no hash", AT)
        secrets[name] = {"authorization": f"Bearer {make_token(store, name, '', AT)[1]}"}
    client = TestClient(application(store, entrance=Entrance(store), names=("desk.example",)), base_url="https://desk.example")
    body = {"kind": "reject", "claim": "none"}
    assert client.post(f"{API}/corrections", json=body).status_code == 401
    assert client.post(f"{API}/corrections", json=body, headers=secrets["rea"]).status_code == 403
    assert client.delete(f"{API}/corrections/1", headers=secrets["rea"]).status_code == 403
    assert client.post(f"{API}/corrections", json=body, headers=secrets["ana"]).status_code == 404
    kept = client.post(f"{API}/searches", json={"name": "mine", "question": {}}, headers=secrets["rea"])
    assert kept.status_code == 201
    assert client.get(kept.headers["location"], headers=secrets["ana"]).status_code == 404
    assert client.delete(kept.headers["location"], headers=secrets["ana"]).status_code == 404
    done = [(one.who, one.target) for one in entries(store)]
    assert ("ana", f"POST {API}/corrections 404") in done
    assert ("rea", f"POST {API}/searches 201") in done
    store.close()


def test_watchlists_are_made_changed_and_deleted(store: Store) -> None:
    client = of(store)
    made = client.post(f"{API}/watchlists", json={"watchlist": "Anden/Andes?", "codes": ["PER", "CHL", "PER"]})
    assert made.status_code == 201, made.text
    assert {key: made.json()[key] for key in ("watchlist", "codes", "who")} == {
        "watchlist": "Anden/Andes?",
        "codes": ["CHL", "PER"],
        "who": "me",
    }
    where = made.headers["location"]
    assert where == f"{API}/watchlists/Anden%2FAndes%3F"
    assert client.get(where).json() == made.json() == client.get(f"{API}/watchlists").json()["items"][0]
    client.post(f"{API}/watchlists", json={"watchlist": "Anden/Andes?", "codes": ["BOL"]})
    assert client.get(where).json()["codes"] == ["BOL"]
    assert "Anden/Andes?" in client.get("/watchlists").text
    assert client.delete(where).json()["codes"] == ["BOL"]
    assert client.delete(where).status_code == client.get(where).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [({"watchlist": "a", "codes": []}, 422), ({"watchlist": "a", "codes": ["XXX"]}, 400), ({"watchlist": ":home", "codes": ["PER"]}, 400),
     ({"watchlist": "..", "codes": ["PER"]}, 400), ({"watchlist": "a" * 81, "codes": ["PER"]}, 422), ({"watchlist": "a"}, 422),
     ({"watchlist": "a", "codes": ["PER"], "who": "you"}, 422)],
)  # fmt: skip
def test_what_is_no_watchlist_is_not_kept(store: Store, body: Any, status: int) -> None:
    client = of(store)
    assert client.post(f"{API}/watchlists", json=body).status_code == status
    assert client.get(f"{API}/watchlists").json()["items"] == []
