"""What must hold of every page: nothing runs, nothing leaves, everybody can read and reach it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from lagebild.model.errors import InputError
from lagebild.store.opening import open_store
from lagebild.store.views import document
from lagebild.tell.desk.application import ACTIONS, application
from lagebild.tell.desk.serving import listening

Desk = Any
PATHS = (
    "/?days=all", "/search", "/search?what=claims", "/search?q=Armenia&type=ASSAULT", "/actor", "/actor/PER", "/pair/PER/CHL", "/sources",
    "/nothing", "document", "story", "compare", "/corrections", "correct", "/sources?grade=Meridian",
    "/searches", "/watchlists", "/watchlists?change=Caucasus", "/watchlists?gone=x&actors=PER",
)  # fmt: skip


@pytest.fixture(params=PATHS)
def path(request: pytest.FixtureRequest, desk: Desk) -> str:
    """An address of each page; of document and story those that are hostile."""
    given: str = request.param
    if given.startswith("/"):
        return given
    found = document(desk.store, "javascript:alert(1)")
    assert found is not None
    if given == "compare":
        return f"/compare/{found['document']}/{document(desk.store, 'https://dossier.example/cable-wire')['document']}"  # type: ignore[index]
    if given == "correct":
        return f"/document/{found['document']}?correct={found['claims'][0]['claim']}"
    return f"/{given}/{found[given]}"


def test_a_page_is_well_formed_and_nothing_hostile_is_markup(desk: Desk, seen: Any, path: str) -> None:
    for lang in ("en", "de"):
        page = seen(desk.get(path, **{"accept-language": lang}).text)
        assert (page.open, page.wrong) == ([], [])
        assert page.all("html") == [{"lang": lang}]
        names = {name for _, attributes in page.tags for name in attributes}
        assert not [name for name in names if name.startswith("on") or name == "style"]
        assert [one for one in page.all("script") if one not in ({"src": "/page.js", "defer": ""}, {"src": "/pair.js", "defer": ""})] == []
        assert page.all("img") + page.all("iframe") + page.all("style") == []
        assert "1337" not in page.text


def test_a_page_loads_from_the_desk_alone_and_links_run_nothing(desk: Desk, path: str) -> None:
    page = desk.page(path, 404 if path == "/nothing" else 200)
    loaded = [link["href"] for link in page.all("link") if link["rel"] != "alternate"]
    assert loaded == ["/desk.css"]
    assert all(link["href"].startswith("/") for link in page.all("link"))
    for link in page.all("a"):
        assert re.match(r"[/?#]|https?://", link["href"]), link
        if link["href"].startswith("http"):
            assert "noreferrer" in link["rel"]


def test_hostile_words_are_shown_as_they_are(desk: Desk, hostile: str, path: str) -> None:
    if path.startswith(("/document", "/sources", "/corrections")):
        assert hostile in desk.page(path).text
    if path.startswith(("/searches", "/watchlists", "/?")):
        assert hostile[:80] in desk.page(path).text


def test_every_page_can_be_reached_and_heard(desk: Desk, path: str) -> None:
    page = desk.page(path, 404 if path == "/nothing" else 200)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert next(link["href"] for link in page.all("a")) == "#main"
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert attributes.get(name, ids[0]) in ids
    for link in page.links():
        assert not link.startswith("#") or link[1:] in ids, link
    labelled = {one["for"] for one in page.all("label")}
    fields = [one for one in page.all("input") + page.all("select") + page.all("textarea") if one.get("type") != "hidden"]
    assert {one["id"] for one in fields} == labelled


def test_every_answer_has_a_strict_policy(desk: Desk, path: str) -> None:
    headers = desk.get(path).headers
    rules = dict(rule.strip().split(" ", 1) for rule in headers["content-security-policy"].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert rules["script-src"] == ("'self'" if path.startswith(("/document", "/compare")) else "'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7", "localhost.evil", "", "127.0.0.1@evil.example"])
def test_a_name_that_is_rebound_to_this_machine_gets_nothing(desk: Desk, host: str) -> None:
    answer = desk.get("/sources", host=host)
    assert answer.status_code == 400
    assert "Meridian" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080"])
def test_this_machine_is_answered_under_its_own_names(desk: Desk, host: str) -> None:
    assert desk.get("/sources", host=host).status_code == 200


def test_nothing_can_be_changed_without_a_form_of_the_desk(desk: Desk) -> None:
    for path in ("/", "/search", "/sources", "/desk.css"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert desk.client.request(method, path).status_code == 405
    for path in ACTIONS:
        made = re.sub(r"{\w+}", "1", path)
        assert desk.client.post(made, data={"a": "b"}).status_code == 403, path
        for method in ("PUT", "DELETE", "PATCH"):
            assert desk.client.request(method, made).status_code == 405, path


def test_the_language_is_that_of_the_address_then_of_the_cookie_then_of_the_browser(desk: Desk) -> None:
    assert 'lang="de"' in desk.get("/sources", **{"accept-language": "de-AT,en;q=0.5"}).text[:60]
    answer = desk.get("/sources?lang=de")
    assert "Abschriften" in answer.text
    cookie = answer.headers["set-cookie"]
    assert "lang=de" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Abschriften" in desk.get("/sources", cookie="lang=de").text
    assert "Abschriften" not in desk.get("/sources?lang=xx", cookie="lang=../..").text


def test_the_other_language_is_one_link_away_and_keeps_the_question(desk: Desk) -> None:
    link = next(one for one in desk.page("/search?q=Armenia&what=claims").all("a") if one.get("class") == "other")
    assert (link["href"], link["lang"]) == ("?q=Armenia&what=claims&lang=de", "de")


def test_an_empty_store_is_no_fault(tmp_path: Any) -> None:
    store = open_store(str(tmp_path / "empty.db"))
    client = TestClient(application(store, "en"), base_url="http://127.0.0.1")
    for path in ("/", "/search", "/search?what=claims&form=csv", "/search?form=json", "/actor", "/actor/PER", "/sources"):
        assert client.get(path).status_code == 200, path
    assert "The store is empty" in client.get("/").text
    store.close()


def test_a_port_that_is_taken_is_told() -> None:
    with listening("127.0.0.1", 0) as bound:
        with pytest.raises(InputError, match="--port"):
            listening("127.0.0.1", bound.getsockname()[1])
        with pytest.raises(InputError, match="--port"):
            listening("127.0.0.1", 70000)


def test_the_command_serves_until_it_is_interrupted(tmp_path: Any) -> None:
    command = [sys.executable, "-m", "lagebild.tell.cli", "desk", "--lang", "en", "--port", "0", "--db", str(tmp_path / "desk.db")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())
        assert found
        with urllib.request.urlopen(found[0], timeout=30) as answer:
            assert b"The store is empty" in answer.read()
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
    finally:
        running.kill()
        running.communicate()
