"""The bundled example dossier: its reports, and that all of them are found over a local server."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest

from lagebild import Document, trace
from lagebild.sources.catalogue import load_sources
from lagebild.sources.gathering import Gathered, Gathering, SourceState
from lagebild.sources.polite import Web


def gather(dossier: Any, states: dict[str, SourceState], seen: set[str]) -> list[Gathered]:
    web, found = Web(dossier.limits, pause=0), []
    for source in load_sources(dossier.sources):
        visit = Gathering(source, states.get(source.id), seen, web)
        found += list(visit)
        states[source.id] = visit.state
    return found


@pytest.fixture
def documents(dossier: Any) -> list[Document]:
    return [one.document for one in gather(dossier, {}, set()) if one.document is not None]


def test_the_dossier_is_what_it_says(dossier: Any) -> None:
    reports = dossier.reports
    assert len(reports) >= 60
    assert all(80 <= len(report["text"].split()) <= 250 for report in reports)
    days = sorted(datetime.datetime.fromisoformat(report["date"]).date() for report in reports)
    assert datetime.timedelta(35) <= days[-1] - days[0] <= datetime.timedelta(42)
    kinds = Counter(report.get("relation", "first") for report in reports)
    wanted = {"first", "copy", "light", "heavy", "translation", "independent", "contradiction", "follow-up", "noise"}
    assert kinds.keys() == wanted
    known = {report["id"] for report in reports}
    assert all(report["of"] in known for report in reports if report.get("relation", "noise") != "noise")


def test_every_report_is_found_with_all_that_is_known_of_it(dossier: Any) -> None:
    states: dict[str, SourceState] = {}
    found = gather(dossier, states, set())
    assert not [one.error for one in found if one.error]
    assert all(state.succeeded and state.etag for state in states.values())
    outlets = {source.id: source for source in load_sources(dossier.sources)}
    by_url = {one.key: one.document for one in found}
    assert len(by_url) == len(found) == len(dossier.reports)
    for report in dossier.reports:
        document = by_url[f"{dossier.base}/{report['outlet']}/{report['id']}.html"]
        outlet = outlets[report["outlet"]]
        assert document is not None
        assert document.text.split() == report["text"].split()
        assert (document.title, document.publisher, document.lang) == (report["title"], outlet.outlet, outlet.lang)
        assert datetime.datetime.fromisoformat(document.date) == datetime.datetime.fromisoformat(report["date"])
    # a second visit hears that nothing is new
    assert gather(dossier, states, set()) == []


def test_copies_and_translations_stand_in_the_stories_of_their_originals(dossier: Any, documents: list[Document]) -> None:
    story_of = {document: number for number, story in enumerate(trace(documents)) for document in story.documents}
    place = {report["id"]: story_of[f"{dossier.base}/{report['outlet']}/{report['id']}.html"] for report in dossier.reports}
    for report in dossier.reports:
        if report.get("relation") in ("copy", "translation", "light"):
            assert place[report["id"]] == place[report["of"]], report["id"]
        if report.get("relation") == "noise":
            assert list(place.values()).count(place[report["id"]]) == 1, report["id"]
