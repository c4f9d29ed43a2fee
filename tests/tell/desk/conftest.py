"""A desk over the example dossier, filled once for all tests that look at it and change nothing."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.store.corrections import By, grade_outlet, reject_claim
from lagebild.store.opening import Store, open_store
from lagebild.store.own import put_setting, save_search
from lagebild.store.queue import Entry, enter
from lagebild.store.sources import keep_source_state
from lagebild.store.views import document
from lagebild.store.visiting import note_visit
from lagebild.store.watchlists import put_watchlist
from lagebild.tell.desk.application import application
from store.conftest import filled, fresh, reports, server, store, url

# fixtures of the store: a small one on each engine, for tests that change something
__all__ = ["filled", "fresh", "reports", "server", "store", "url"]
HOSTILE = '</title><script>alert(1)</script>" onfocus="alert(2)\' {{ 7 * 191 }}'
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Seen(HTMLParser):
    """Gathers the tags of a page with their attributes, its text, and what is opened and never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open[-1:] == ["textarea"]:
            self.all("textarea")[-1]["value"] = data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        return [link["href"] for link in self.all("a")]


@dataclass
class Client:
    """Asks the desk as a browser does that speaks a language."""

    client: TestClient
    store: Store

    def get(self, path: str, **headers: str) -> Any:
        self.client.cookies.clear()
        return self.client.get(path, headers={"accept-language": "en", **headers}, follow_redirects=False)

    def page(self, path: str, status: int = 200) -> Seen:
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-600:])
        return Seen(answer.text)


@dataclass
class Browser:
    """A browser that keeps its cookies, fills in forms and sends them as one does."""

    client: TestClient
    store: Store
    time: float = 1_717_232_400.0

    def page(self, path: str, status: int = 200) -> Seen:
        answer = self.client.get(path, headers={"accept-language": "en"})
        assert answer.status_code == status, (path, answer.status_code, answer.text[-600:])
        return Seen(answer.text)

    def fields(self, path: str, action: str) -> dict[str, list[str]]:
        """Return what the form of a page that is sent to an address holds."""
        found: dict[str, list[str]] = {}
        inside, name = False, ""
        for tag, attributes in self.page(path).tags:
            if tag == "form":
                inside = attributes.get("action") == action
            if inside and tag == "input" and (attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes):
                found.setdefault(attributes["name"], []).append(attributes.get("value", ""))
            if inside and tag == "textarea":
                found[attributes["name"]] = [attributes.get("value", "")]
            if inside and tag == "select":
                name, found[attributes["name"]] = attributes["name"], []
            if inside and tag == "option" and ("selected" in attributes or not found[name]):
                found[name] = [attributes["value"]]
        assert found, (path, action)
        return found

    def send(self, path: str, action: str, wanted: int = 200, /, **changes: str | list[str]) -> Seen:
        """Fill in a form of a page, send it, and return the page that follows."""
        answer = self.post(action, self.fields(path, action) | changes)
        assert answer.status_code == wanted, (answer.status_code, answer.text[-600:])
        return Seen(answer.text)

    def post(self, action: str, fields: Any, **headers: str) -> Any:
        said = {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin", "accept-language": "en", **headers}
        return self.client.post(action, data=fields, headers={name: value for name, value in said.items() if value})


def dossier_entries() -> list[Entry]:
    spec = importlib.util.spec_from_file_location("dossier_serve", Path(__file__).parents[3] / "examples/dossier/serve.py")
    assert spec is not None
    assert spec.loader is not None
    serve = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(serve)
    outlets, reports = serve.load()
    by = {outlet["id"]: outlet for outlet in outlets}
    found = []
    for report in reports:
        outlet, key = by[report["outlet"]], f"https://dossier.example/{report['id']}"
        text = "\n\n".join(report["paragraphs"])
        made = Document(key, text, report["title"], str(report["date"]), outlet["lang"], key, outlet["name"])
        found.append(Entry(key, made, report["outlet"]))
    return found


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the dossier, a hostile document, a watchlist, a grade, a claim rejected, a source that failed, a search saved."""
    store = open_store(str(tmp_path_factory.mktemp("desk") / "desk.db"))
    text = f"Peru attacked Chile on Monday. {HOSTILE} Bolivia accused Peru."
    hostile = Document("javascript:alert(1)", text, f"Peru attacks {HOSTILE}", "2025-10-09", "en", "javascript:alert(1)", HOSTILE, HOSTILE)
    enter(store, [*dossier_entries(), Entry(hostile.id, hostile, HOSTILE)], 0.0)
    put_watchlist(store, "Caucasus", ["ARM", "AZE"], "me", "2025-10-01T00:00:00Z")
    put_watchlist(store, HOSTILE[:80], ["PER"], HOSTILE, "")
    grade_outlet(store, "Meridian", "B", By("me", "2025-10-02T00:00:00Z", HOSTILE))
    keep_source_state(store, "baltic-wire", {"tried": "2025-10-10T10:00:00+00:00", "succeeded": "", "cause": HOSTILE, "failures": 3})
    Worker(store).run()
    found = document(store, "https://dossier.example/post-wire")
    assert found is not None
    reject_claim(store, found["claims"][0]["claim"], By("me", "2025-10-03T00:00:00Z"))
    Worker(store).run()
    save_search(store, "me", HOSTILE[:80], {"q": HOSTILE, "outlet": HOSTILE}, "2025-10-03T00:00:00Z")
    put_setting(store, "me", "home", "ARM")
    note_visit(store, "me", 0.0, 5)
    yield store
    store.close()


@pytest.fixture
def desk(full: Store) -> Client:
    """A browser at the desk, of somebody who was there before, with a home and a saved search."""
    return Client(TestClient(application(full, name="me"), base_url="http://127.0.0.1:8080"), full)


@pytest.fixture
def browser(filled: Store) -> Browser:
    """A browser at a desk over six reports, on each engine; anna works there, and the clock is the browser's."""
    made = Browser(TestClient(application(filled, name="anna", clock=lambda: made.time), base_url="http://127.0.0.1:8080"), filled)
    return made


@pytest.fixture
def seen() -> Callable[[str], Seen]:
    return Seen


@pytest.fixture
def hostile() -> str:
    return HOSTILE
