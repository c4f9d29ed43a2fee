"""A browser at a desk that was filled from the example dossier's feeds: the system's Chromium, driven by Playwright; none is downloaded."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lagebild.flow.gathering import gather
from lagebild.flow.working import Worker
from lagebild.sources.catalogue import load_sources
from lagebild.sources.polite import Web
from lagebild.store.opening import Store, open_store
from lagebild.store.views import document, stories
from lagebild.store.watchlists import put_watchlist
from lagebild.tell.desk.application import application
from lagebild.tell.desk.serving import listening
from webserver import served_dossier

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WIDE, PHONE = 1280, 360
# axe calls these faults serious: whoever needs them mended cannot use the page, or only with great trouble
GRAVE = ("serious", "critical")
_WATCH = (
    "window.refused = []; document.addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective + ' ' + e.blockedURI))"
)


@dataclass
class Served:
    """The desk: its address, its store, and the addresses of pages in it."""

    base: str
    store: Store

    def document(self, report: str) -> str:
        """Return the address of a report of the dossier, called after its outlet and file."""
        row = next(row for row in self._documents() if row["key"].endswith(f"/{report}.html"))
        return f"/document/{row['document']}"

    def story(self, report: str) -> str:
        """Return the address of the story that a report stands in."""
        return f"/story/{document(self.store, self.document(report).rpartition('/')[2])['story']}"  # type: ignore[index]

    def _documents(self) -> list[dict[str, Any]]:
        from lagebild.store.questions import Filters, search

        return list(search(self.store, Filters(), most=200).rows)

    def stories(self) -> list[dict[str, Any]]:
        """Return all stories."""
        return list(stories(self.store, most=200).rows)


@dataclass
class Seat:
    """A page of the browser, and what went wrong or out while it was looked at."""

    page: Any
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        """Open an address and return the answer."""
        return self.page.goto(address)

    def refused(self) -> list[str]:
        """Return what the policy of the page forbade."""
        return list(self.page.evaluate("window.refused"))

    def outside(self, base: str) -> list[str]:
        """Return the requests that went anywhere but to the desk."""
        return [url for url in self.requests if not url.startswith(base)]

    def grave(self) -> list[str]:
        """Return what axe finds that is serious or critical: rule, and where."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found if one["impact"] in GRAVE for node in one["nodes"]]

    def overhang(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="no browser tests: playwright is not installed")
    if not (found := next(filter(None, map(shutil.which, NAMES)), None)):
        pytest.skip("no browser tests: this machine has no Chromium (Debian: apt install chromium)")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The desk over a store that was filled from the dossier's feeds, on loopback; filled once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "browser"
    try:
        folder.mkdir()
    except FileExistsError:
        _await(folder / "filled")
    else:
        try:
            _fill(folder)
        finally:
            (folder / "filled").touch()
    store = open_store(str(folder / "desk.db"))
    with serving(store) as address:
        yield Served(address, store)
    store.close()


def _fill(folder: Path) -> None:
    store = open_store(str(folder / "desk.db"))
    with served_dossier(folder) as dossier:
        visits = gather(store, load_sources(dossier.sources), Web(dossier.limits, pause=0), time.time)
        assert sum(visit.new for visit in visits) == len(dossier.reports)
    Worker(store).run()
    put_watchlist(store, "Caucasus", ["ARM", "AZE"], "anna", "2025-10-01T00:00:00Z")
    store.close()


def _await(sign: Path) -> None:
    for _ in range(1200):
        if sign.exists():
            return
        time.sleep(0.2)
    raise TimeoutError(f"another process has not filled the desk: no {sign}")


class serving:
    """Serve a store's desk in a thread while the block lasts; gives its address."""

    def __init__(self, store: Store) -> None:
        import uvicorn

        self.socket = listening("127.0.0.1", 0)
        self.server = uvicorn.Server(uvicorn.Config(application(store), log_level="warning", access_log=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *raised: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)


def seat(browser: Any, lang: str = "en", dark: bool = False, width: int = WIDE) -> Seat:
    """Return a fresh page of a browser that speaks a language."""
    # without smooth scrolling, so that what is asked of a place holds at once
    how = {"locale": lang, "color_scheme": "dark" if dark else "light", "viewport": {"width": width, "height": 800}}
    context = browser.new_context(**how, reduced_motion="reduce")
    page = context.new_page()
    # a busy machine may take long for the first comparison, which loads the sentence vectors
    page.set_default_timeout(120_000)
    found = Seat(page)
    page.add_init_script(_WATCH)
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("console", lambda message: found.said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.said.append(str(error)))
    page.on("requestfailed", lambda request: found.said.append(f"failed: {request.url}"))
    return found
