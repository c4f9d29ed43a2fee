from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild.flow.working import Worker
from lagebild.model.errors import InputError
from lagebild.model.nouns import Document
from lagebild.store import questions
from lagebild.store.corrections import By, grade_outlet, reject_claim
from lagebild.store.opening import Store
from lagebild.store.questions import Filters, Page, claim, claims, count, search, sentences
from lagebild.store.queue import Entry, enter
from lagebild.store.views import document, events, outlets, places, stories, story, top_stories


def keys(page: Page) -> list[str]:
    return [row["key"] for row in page.rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("trawler", ["a2", "a1"]),
        ("TRAWLERS", ["a2", "a1"]),
        ("seize", ["a2", "a1"]),
        ("Kutter", ["a3"]),
        ("beschlagnahmen", ["a3"]),
        ("border -Kenya", []),
        ("Sudan deny", ["b2"]),
        ("pêche", ["c1"]),
        ("PÊCHE", ["c1"]),
        ("pour*", ["c1"]),
        ("traw* Chile", ["a2", "a1"]),
        ("'; DROP TABLE documents; --", []),
        ('"NEAR(a, b)" OR *', []),
        ("Peru & | ! : ( )", ["a3", "a2", "a1"]),
        ("zebra", []),
    ],
)
def test_words_find_the_same_documents_on_both_engines(filled: Store, words: str, found: list[str]) -> None:
    if words.startswith("Peru &"):
        found = sorted(found, reverse=True)
    page = search(filled, Filters(words=words))
    assert sorted(keys(page)) == sorted(found)
    assert count(filled, Filters(words=words)) == len(found)


@pytest.mark.parametrize(
    ("ask", "filters"),
    [
        (search, Filters("peru", actor="CHL")),
        (search, Filters(pair=("PER", "CHL"))),
        (search, Filters(actor="PER", kind="event", type="COERCE")),
        (search, Filters(context="military")),
        (claims, Filters(actor="PER", context="military")),
        (claims, Filters(actor="PER", outlet="Pacific Wire")),
    ],
)
def test_of_each_document_only_its_own_claims_are_looked_at(
    filled: Store, ask: Callable[..., Page], filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    # asked by the actor alone, SQLite goes through all claims of an actor for every document: half a minute in a store of 100,000
    if filled.dialect != "sqlite":
        pytest.skip("how PostgreSQL looks depends on its statistics")
    monkeypatch.setattr(questions, "_MANY", 1)
    asked: list[tuple[str, Any]] = []

    def hear(*told: Any) -> None:
        asked.append((told[2], told[3]))

    sa.event.listen(filled.engine, "before_cursor_execute", hear)
    assert ask(filled, filters).rows
    question, values = next(one for one in asked if "EXISTS" in one[0])
    with filled.reading() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values)]
    within = plan[next(number for number, step in enumerate(plan) if "CORRELATED" in step) :]
    looked = [step for step in within if "claim_" in step]
    assert looked
    assert all("place=?" in step or "(claim=?" in step for step in looked), plan


def test_kind_and_type_of_an_actors_claims_are_those_of_the_claims(filled: Store) -> None:
    whole = list(claims(filled, Filters(actor="KEN"), most=200).rows)
    for kind, name in (("event", "event"), ("judgement", "judgement")):
        own = [row["claim"] for row in whole if row["body"]["kind"] == kind]
        assert [row["claim"] for row in claims(filled, Filters(actor="KEN", kind=kind)).rows] == own
        for one in {row["body"][name] for row in whole if row["body"]["kind"] == kind}:
            found = claims(filled, Filters(actor="KEN", kind=kind, type=one)).rows
            assert [row["claim"] for row in found] == [row["claim"] for row in whole if row["body"].get(name) == one]
    assert claims(filled, Filters(actor="KEN", kind="judgement", type="ACCUSE")).rows == []
    assert whole


def test_what_is_found_comes_newest_first_and_page_by_page(filled: Store) -> None:
    whole = keys(search(filled, Filters()))
    assert whole == ["b2", "b1", "a3", "a2", "a1", "c1"]
    cursor, parts = "", []
    for _ in range(3):
        page = search(filled, Filters(), cursor, 2)
        parts += keys(page)
        cursor = page.cursor
    assert (parts, cursor) == (whole, "")


def test_documents_are_found_by_outlet_language_days_and_what_they_claim(filled: Store) -> None:
    assert keys(search(filled, Filters(outlet="Harbour Post"))) == ["b1", "a2"]
    assert keys(search(filled, Filters(lang="de"))) == ["a3"]
    assert keys(search(filled, Filters(start="2024-05-07", end="2024-05-09"))) == ["b1", "a3", "a2"]
    assert keys(search(filled, Filters(actor="KEN"))) == ["b2", "b1"]
    assert keys(search(filled, Filters(words="shelling", actor="KEN", outlet="Pacific Wire"))) == ["b2"]
    assert keys(search(filled, Filters(pair=("CHL", "PER"), lang="en"))) == ["a2", "a1"]


@pytest.mark.parametrize("words", ["-Kenya", "!!", "-", "   ", "*"])
def test_a_question_without_a_word_is_refused(filled: Store, words: str) -> None:
    with pytest.raises(InputError):
        search(filled, Filters(words=words))


@pytest.mark.parametrize("cursor", ["x", "9" * 30, "-1", "٣", "1;2"])
def test_what_is_no_cursor_is_refused(filled: Store, cursor: str) -> None:
    with pytest.raises(InputError):
        search(filled, Filters(), cursor)
    with pytest.raises(InputError):
        claims(filled, Filters(), cursor)


def test_days_that_are_none_are_refused(filled: Store) -> None:
    with pytest.raises(InputError):
        search(filled, Filters(start="yesterday"))


def every(store: Store, filters: Filters) -> list[dict[str, Any]]:
    cursor, found = "", []
    while True:
        page = claims(store, filters, cursor, 2)
        found += page.rows
        if not page.cursor:
            return found
        cursor = page.cursor


def sides(row: dict[str, Any]) -> set[str]:
    body = row["body"]
    named = [side["code"] for name in ("actors", "recipients", "subjects", "objects") for side in body.get(name, ())]
    return {*named, *(source.get("code", "") for source in body["attribution"]["sources"])} - {""}


def test_claims_are_those_that_the_filters_ask_for_and_no_others(filled: Store) -> None:
    whole = every(filled, Filters())
    assert len({row["claim"] for row in whole}) == len(whole) > 6
    asked = {
        Filters(actor="SDN"): lambda row: "SDN" in sides(row),
        Filters(actor="PER", lang="de"): lambda row: "PER" in sides(row) and row["lang"] == "de",
        Filters(kind="event"): lambda row: row["body"]["kind"] == "event",
        Filters(type="ACCUSE"): lambda row: row["body"].get("event") == "ACCUSE",
        Filters(polarity="negated"): lambda row: row["body"]["polarity"] == "negated",
        Filters(certainty="likely"): lambda row: row["body"]["certainty"]["band"] == "likely",
        Filters(attribution="named", outlet="Pacific Wire"): lambda row: (
            row["body"]["attribution"]["kind"] == "named" and row["publisher"] == "Pacific Wire"
        ),
        Filters(context="military"): lambda row: "military" in row["body"]["contexts"],
        Filters(words="trawler"): lambda row: row["title"] in ("Two trawlers seized", "Peru seizes two trawlers"),
    }
    for filters, wanted in asked.items():
        assert [row["claim"] for row in every(filled, filters)] == [row["claim"] for row in whole if wanted(row)], filters
        assert any(map(wanted, whole)), filters


def test_the_sentence_of_a_claim_is_that_of_its_document(filled: Store) -> None:
    rows = every(filled, Filters())
    found = sentences(filled, [row["claim"] for row in rows])
    assert len(found) == len(rows)
    for row in rows:
        whole = document(filled, row["document"])
        assert whole is not None
        start, end = row["body"]["sentence"]
        assert found[row["claim"]] == whole[row["body"]["part"]][start:end] != ""
    assert sentences(filled, []) == {}


def test_a_frequent_actor_is_looked_for_by_outlet_with_the_same_result(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import lagebild.store.questions as questions

    asked = [Filters(actor=code, outlet=outlet) for code in ("PER", "CHL", "SDN") for outlet in ("Harbour Post", "Pacific Wire")]
    asked.append(Filters(actor="PER", role="actor", outlet="Harbour Post", context="military"))
    wanted = [every(filled, filters) for filters in asked]
    monkeypatch.setattr(questions, "_MANY", 1)
    assert [every(filled, filters) for filters in asked] == wanted
    assert any(wanted)


def test_pairs_are_asked_for_in_either_direction(filled: Store) -> None:
    found = every(filled, Filters(pair=("PER", "CHL")))
    assert found == every(filled, Filters(pair=("CHL", "PER")))
    assert len(found) >= 2
    assert all({"PER", "CHL"} <= sides(row) for row in found)


def test_claims_by_the_grade_of_their_events(filled: Store) -> None:
    grade_outlet(filled, "Pacific Wire", "B", By("anna", ""))
    Worker(filled).run()
    graded = every(filled, Filters(reliability="B"))
    assert graded
    assert every(filled, Filters(reliability="A")) == []
    assert len(every(filled, Filters(credibility=6))) >= len(graded)


def test_a_rejected_claim_is_found_only_when_asked_for(filled: Store) -> None:
    name = every(filled, Filters(type="ACCUSE"))[0]["claim"]
    reject_claim(filled, name, By("anna", ""))
    assert name not in [row["claim"] for row in every(filled, Filters(type="ACCUSE"))]
    assert name in [row["claim"] for row in every(filled, Filters(type="ACCUSE", rejected=True))]
    found = claim(filled, name)
    assert found is not None
    assert found["state"] == "rejected"
    assert claim(filled, "none") is None


def test_top_stories_are_those_of_most_independent_origins(filled: Store) -> None:
    found = top_stories(filled)
    assert [row["origins"] for row in found] == sorted((row["origins"] for row in found), reverse=True)
    told = {event["story"] for event in events(filled).rows}
    rows = [(-row["origins"], row["story"] not in told) for row in found]
    assert rows == sorted(rows)
    assert {row["story"] for row in top_stories(filled, "2024-05-08")} < {row["story"] for row in found}
    coast = top_stories(filled, codes=["CHL"])
    assert coast
    assert all("a1" in story(filled, row["story"])["body"]["documents"] for row in coast)  # type: ignore[index]
    contradicted = top_stories(filled, contradicted=True)
    assert all(row["contradictions"] for row in contradicted)


def test_stories_page_by_page(filled: Store) -> None:
    cursor, found = "", []
    while True:
        page = stories(filled, cursor, 1)
        found += [row["story"] for row in page.rows]
        cursor = page.cursor
        if not cursor:
            break
    assert found == [row["story"] for row in stories(filled).rows]
    assert len(found) == len(set(found)) > 1


def test_a_story_is_found_by_its_old_name_after_an_earlier_document_came(filled: Store) -> None:
    old = document(filled, "a1")
    assert old is not None
    before = Document("a0", REPORT.text, REPORT.title, "2024-05-05", "en", publisher="Tacna News")
    enter(filled, [Entry("a0", before)], 0.0)
    Worker(filled).run()
    found = story(filled, old["story"])
    assert found is not None
    assert found["story"] != old["story"]
    assert {"a0", "a1"} <= set(found["body"]["documents"])
    assert story(filled, "none") is None


REPORT = Document(
    "a0", "Peru seized two Chilean trawlers off Tacna on Monday, the navy said. Chile protested at once.", "Peru seizes trawlers"
)


def test_events_of_an_actor_and_of_a_pair_page_by_page(filled: Store) -> None:
    whole = list(events(filled).rows)
    assert len({row["event"] for row in whole}) == len(whole) > 4
    cursor, found = "", []
    while True:
        page = events(filled, "PER", cursor=cursor, most=1)
        found += page.rows
        if not (cursor := page.cursor):
            break
    assert found == [row for row in whole if "PER" in (*row["actors"], *row["recipients"])]
    pair = list(events(filled, pair=("CHL", "PER")).rows)
    assert pair == list(events(filled, pair=("PER", "CHL")).rows)
    assert pair == [row for row in whole if {("CHL", "PER"), ("PER", "CHL")} & {(a, b) for a in row["actors"] for b in row["recipients"]}]
    assert [row["type"] for row in events(filled, type="ACCUSE").rows] == [row["type"] for row in whole if row["type"] == "ACCUSE"]
    assert len(events(filled, since="2024-05-08").rows) < len(whole)


def test_places_are_counted(filled: Store) -> None:
    counted = Counter(row["where"] for row in events(filled).rows if row["where"] and row["polarity"] == "asserted")
    assert counted
    assert places(filled) == dict(counted)
    assert places(filled, "2030-01-01") == {}


def test_a_document_with_all_that_was_read_from_it(filled: Store) -> None:
    found = document(filled, "b1")
    assert found is not None
    assert found == document(filled, found["document"])
    assert {row["body"]["event"] for row in found["claims"]} >= {"ACCUSE"}
    assert found["text"].startswith("Kenya accused")
    assert found["story"]
    assert document(filled, "none") is None


def test_outlets_with_their_share_of_copies(filled: Store) -> None:
    found = {row["outlet"]: row for row in outlets(filled)}
    assert {name: row["documents"] for name, row in found.items()} == {"Harbour Post": 2, "Pacific Wire": 2, "Hafenblatt": 1, "Le Port": 1}
    assert found["Harbour Post"]["copies"] == 1
    assert {name: row["last"] for name, row in found.items()} == {
        "Harbour Post": "2024-05-09", "Pacific Wire": "2024-05-10", "Hafenblatt": "2024-05-07T09:00:00", "Le Port": ""
    }  # fmt: skip
    assert found["Le Port"]["reliability"] == "F"
