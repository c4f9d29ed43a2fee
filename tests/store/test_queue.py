from __future__ import annotations

import pytest
import sqlalchemy as sa

from lagebild.flow.working import Worker
from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document, Sheet
from lagebild.store import tables as t
from lagebild.store.leases import lease_until, release, take
from lagebild.store.opening import Store
from lagebild.store.queue import MOST_ATTEMPTS, Entry, due_keys, enter, fail, known_keys, lease, leased_until, queue_length, retry
from lagebild.store.sheets import keep_sheet

PERU = Document("p", "Peru seized two Chilean trawlers.")


def steps(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {row.key: row.step for row in connection.execute(sa.select(t.queue.c.key, t.queue.c.step))}


def test_what_is_known_is_not_entered_again(store: Store) -> None:
    assert enter(store, [Entry("p", PERU), Entry("q", PERU), Entry("p", PERU)], 0.0) == 2
    assert enter(store, [Entry("p", Document("p", "Something else."))], 9.0) == 0
    assert [leased.document.text for leased in lease(store, "w", 10.0, 5.0)] == [PERU.text, PERU.text]
    assert known_keys(store, ["p", "z"]) == {"p"}


def test_a_failed_entry_is_due_again_and_takes_its_document_when_it_comes(store: Store) -> None:
    error = SourceError("https://example.org/p", "answered 503", "try later")
    enter(store, [Entry("p", None, "wire", error=error)], 100.0)
    assert due_keys(store, 100.0) == []
    assert due_keys(store, 161.0) == ["p"]
    assert enter(store, [Entry("p", PERU, "wire")], 161.0) == 1
    assert steps(store) == {"p": "read"}
    with store.reading() as connection:
        assert connection.execute(sa.select(t.queue.c.cause)).scalar() == ""


def test_what_cannot_be_had_is_given_up_visibly_and_can_be_tried_again(store: Store) -> None:
    error = SourceError("https://example.org/p", "answered 503", "try later")
    for attempt in range(MOST_ATTEMPTS):
        enter(store, [Entry("p", None, "wire", error=error)], 1e6 * attempt)
    assert steps(store) == {"p": "failed"}
    assert queue_length(store) == {"failed": 1}
    with store.reading() as connection:
        assert connection.execute(sa.select(t.queue.c.cause, t.queue.c.way_out)).one() == (
            "https://example.org/p: answered 503",
            "try later",
        )
    assert retry(store, 5.0) == 1
    assert due_keys(store, 5.0) == ["p"]


def test_a_lease_keeps_others_away_until_it_runs_out(store: Store) -> None:
    enter(store, [Entry("p", PERU)], 0.0)
    assert len(lease(store, "one", 1.0, 10.0)) == 1
    assert lease(store, "two", 10.9, 10.0) == []
    assert leased_until(store) == 11.0
    (leased,) = lease(store, "two", 11.0, 10.0)
    assert not keep_sheet(store, leased.number, Sheet(PERU), "r", "one")
    assert keep_sheet(store, leased.number, Sheet(PERU), "r", "two")
    assert steps(store) == {"p": "trace"}


def test_who_dies_over_a_document_again_and_again_gets_it_alone_and_then_no_more(store: Store) -> None:
    enter(store, [Entry("bad", PERU), Entry("good", PERU)], 0.0)
    now = 0.0
    lease(store, "w", now, 1.0)
    for _ in range(1, MOST_ATTEMPTS):
        now += 10
        assert [row.document.id for row in lease(store, "w", now, 1.0, most=1)] == ["bad"]
        enter(store, [], now)
        with store.writing() as connection:
            connection.execute(sa.update(t.queue).where(t.queue.c.key == "good").values(until=now + 1e6))
    assert lease(store, "w", now + 10, 1.0) == []
    assert steps(store)["bad"] == "failed"


def test_a_reader_that_fails_is_tried_again_later(store: Store) -> None:
    enter(store, [Entry("p", PERU)], 0.0)
    (leased,) = lease(store, "w", 0.0, 10.0)
    fail(store, leased.number, SourceError("p", "no", "none"), "w", 1.0)
    assert lease(store, "w", 2.0, 10.0) == []
    assert len(lease(store, "w", 62.0, 10.0)) == 1


def test_a_fault_of_the_reader_is_kept_and_does_not_stop_the_rest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import lagebild.flow.working as working

    def faulty(document: Document) -> Sheet:
        if document.id == "bad":
            raise RuntimeError("a fault")
        return Sheet(document)

    monkeypatch.setattr(working, "read", faulty)
    enter(store, [Entry("bad", PERU), Entry("good", PERU)], 0.0)
    Worker(store, clock=lambda: 1.0).run()
    assert steps(store) == {"bad": "read", "good": "done"}
    with store.reading() as connection:
        assert "a fault" in str(connection.execute(sa.select(t.queue.c.cause).where(t.queue.c.key == "bad")).scalar())


def test_a_work_that_only_one_may_do(store: Store) -> None:
    assert take(store, "trace", "one", 0.0, 10.0)
    assert take(store, "trace", "one", 5.0, 10.0)
    assert not take(store, "trace", "two", 14.0, 10.0)
    assert lease_until(store, "trace") == 15.0
    assert take(store, "trace", "two", 15.0, 10.0)
    release(store, "trace", "one")
    assert lease_until(store, "trace") == 25.0


def test_signs_that_an_engine_cannot_hold_are_replaced_on_both(store: Store) -> None:
    enter(store, [Entry("p\0", Document("p", "Peru\0 and Chile.", title="\0"))], 0.0)
    (leased,) = lease(store, "w", 0.0, 10.0)
    assert (leased.document.id, leased.document.text) == ("p\ufffd", "Peru\ufffd and Chile.")
