from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

import lagebild.flow.working as working
from lagebild.flow.working import Worker
from lagebild.model.errors import InputError, StoreError
from lagebild.store import tables as t
from lagebild.store.corrections import (
    By,
    amend_claim,
    corrections,
    gold,
    grade_outlet,
    latest,
    merge_stories,
    reject_claim,
    split_story,
    undo,
)
from lagebild.store.keeping import changes, mark_for_rereading
from lagebild.store.opening import Store

ANNA = By("anna", "2024-06-01T09:00:00Z", "read again")


def claims(store: Store, key: str) -> dict[str, Any]:
    with store.reading() as connection:
        wanted = sa.select(t.claims).join(t.documents, t.documents.c.document == t.claims.c.document).where(t.documents.c.key == key)
        return {row["claim"]: dict(row) for row in connection.execute(wanted.order_by(t.claims.c.number)).mappings()}


def stories(store: Store) -> dict[str, Any]:
    with store.reading() as connection:
        return {
            row.story: row.body for row in connection.execute(sa.select(t.stories.c.story, t.stories.c.body).order_by(t.stories.c.rank))
        }


def homes(store: Store) -> list[set[str]]:
    return [set(body["documents"]) for body in stories(store).values()]


def seizure(store: Store, key: str = "a1") -> str:
    return next(name for name, row in claims(store, key).items() if row["type"] == "COERCE" and row["body"]["part"] == "text")


def again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "fingerprint", lambda: "new")
    assert mark_for_rereading(store, "new") > 0
    Worker(store).run()


def test_a_rejected_claim_tells_nothing_any_more_until_that_is_undone(filled: Store, dumped: Any) -> None:
    before, name = dumped(filled), seizure(filled)
    made = reject_claim(filled, name, ANNA)
    Worker(filled).run()
    assert claims(filled, "a1")[name]["state"] == "rejected"
    with filled.reading() as connection:
        for table in (t.claim_roles, t.event_claims):
            assert connection.execute(sa.select(table).where(table.c.claim == name)).all() == []
    undone = undo(filled, made.number, By("ben", "2024-06-02T09:00:00Z"))
    Worker(filled).run()
    assert (undone.undone_by, undone.by.who) == ("ben", "anna")
    after = dumped(filled)
    assert {table for table in before if before[table] != after[table]} == {"corrections"}


def test_an_amended_claim_is_as_the_analyst_says_also_after_rereading(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    name = seizure(filled)
    amend_claim(filled, name, {"event": "ASSAULT", "actors": ["PER", "BOL"], "certainty": "likely", "contexts": ["military"]}, ANNA)
    Worker(filled).run()
    again(filled, monkeypatch)
    found = claims(filled, "a1")[name]
    assert (found["state"], found["type"], found["band"]) == ("amended", "ASSAULT", "likely")
    assert [side["code"] for side in found["body"]["actors"]] == ["PER", "BOL"]
    assert found["original"]["event"] == "COERCE"
    assert any(event["type"] == "ASSAULT" for body in stories(filled).values() for event in body["events"])


def test_an_amended_claim_stays_where_the_reader_no_longer_finds_it(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from lagebild.model.nouns import Document, Sheet

    name = seizure(filled)
    amend_claim(filled, name, {"place": "Tacna"}, ANNA)
    rejected = next(n for n in claims(filled, "a1") if n != name)
    reject_claim(filled, rejected, ANNA)
    Worker(filled).run()

    def blind(document: Document) -> Sheet:
        return Sheet(document)

    monkeypatch.setattr(working, "read", blind)
    again(filled, monkeypatch)
    assert {n: row["state"] for n, row in claims(filled, "a1").items()} == {name: "kept"}
    found = changes(filled, "new")
    assert found.documents >= 4
    assert found.gone["COERCE"] >= 2
    assert not found.come


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event", "AIDE"),
        ("judgement", "danger"),
        ("actors", "PER"),
        ("actors", [1]),
        ("place", 3),
        ("rule", "x"),
        ("polarity", "maybe"),
        ("contexts", ["weather"]),
        ("mode", "firearms"),
    ],
)
def test_a_claim_cannot_be_amended_to_what_it_cannot_be(filled: Store, field: str, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        amend_claim(filled, seizure(filled), {field: value}, ANNA)
    assert caught.value.where == field
    assert corrections(filled) == []


def test_an_amended_claim_is_as_the_published_schema_wants_it(filled: Store) -> None:
    from jsonschema import Draft202012Validator

    from lagebild.model.jsonform import schema

    amend_claim(filled, seizure(filled), {"actors": ["BOL"], "attribution": "none"}, ANNA)
    body = claims(filled, "a1")[seizure(filled)]["body"]
    assert (body["actors"][0]["via"], body["attribution"]["sources"]) == ("analyst", [])
    assert list(Draft202012Validator(schema("claim")).iter_errors(body)) == []


def test_the_mode_of_a_claim_goes_with_its_type(filled: Store) -> None:
    name = seizure(filled)
    amend_claim(filled, name, {"event": "ASSAULT", "mode": "firearms"}, ANNA)
    amend_claim(filled, name, {"event": "AID"}, ANNA)
    assert claims(filled, "a1")[name]["body"]["mode"] == ""
    with pytest.raises(InputError, match="does not go with this type"):
        amend_claim(filled, name, {"mode": "firearms"}, ANNA)


def test_the_latest_corrections_come_first_page_by_page(filled: Store) -> None:
    for letter in "ABC":
        grade_outlet(filled, "Pacific Wire", letter, ANNA)
    rows, cursor = latest(filled, "", 2)
    assert [row.number for row in rows] == [3, 2]
    rows, end = latest(filled, cursor, 2)
    assert ([row.number for row in rows], end) == ([1], "")
    with pytest.raises(InputError):
        latest(filled, "-1")


def test_stories_are_merged_and_the_merger_undone(filled: Store, dumped: Any) -> None:
    before, together = dumped(filled), homes(filled)
    first, second = list(stories(filled))[:2]
    made = merge_stories(filled, first, second, ANNA)
    Worker(filled).run()
    merged = set.union(*(set(row) for row in together if row & {*stories(filled)[first]["documents"]} or row in together[:2]))
    assert merged in homes(filled)
    undo(filled, made.number, ANNA)
    Worker(filled).run()
    assert homes(filled) == together
    after = dumped(filled)
    assert {table for table in before if before[table] != after[table]} == {"corrections"}


def test_a_split_story_stays_split_when_documents_are_read_again(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    name, body = next((n, b) for n, b in stories(filled).items() if len(b["documents"]) > 1)
    away = body["documents"][-1]
    split_story(filled, name, [away], ANNA)
    Worker(filled).run()
    again(filled, monkeypatch)
    assert {away} in homes(filled)
    with pytest.raises(InputError):
        split_story(filled, name, ["b9"], ANNA)


def test_a_graded_outlet_changes_the_grades_of_its_events(filled: Store) -> None:
    grade_outlet(filled, "Pacific Wire", "B", ANNA)
    Worker(filled).run()
    letters = {event["reliability"] for body in stories(filled).values() if "a1" in body["documents"] for event in body["events"]}
    assert "B" in letters
    with pytest.raises(InputError):
        grade_outlet(filled, "Pacific Wire", "G", ANNA)


def test_what_is_not_there_cannot_be_corrected(filled: Store) -> None:
    first = next(iter(stories(filled)))
    made = reject_claim(filled, seizure(filled), ANNA)
    undo(filled, made.number, ANNA)
    for attempt in (
        lambda: reject_claim(filled, "none", ANNA),
        lambda: merge_stories(filled, first, "none", ANNA),
        lambda: split_story(filled, "none", ["a1"], ANNA),
        lambda: undo(filled, made.number, ANNA),
        lambda: undo(filled, 99, ANNA),
    ):
        with pytest.raises(StoreError):
            attempt()


def test_corrected_sentences_are_gold(filled: Store) -> None:
    assert list(gold(filled)) == []
    amend_claim(filled, seizure(filled), {"recipients": ["BOL"]}, ANNA)
    (line,) = gold(filled)
    assert line["text"].startswith("Peru seized")
    assert [(row["event"], row["actors"], row["recipients"]) for row in line["events"]] == [("COERCE", ["PER"], ["BOL"])]
    assert set(line) == {"id", "lang", "date", "text", "events", "judgements", "tags"}
