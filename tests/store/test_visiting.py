"""What is new since somebody was last here."""

from __future__ import annotations

import sqlalchemy as sa

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.store import tables as t
from lagebild.store.corrections import By, grade_outlet
from lagebild.store.keeping import mark_for_rereading, retain
from lagebild.store.opening import Store
from lagebild.store.questions import Filters, claims, count, count_claims, search
from lagebild.store.queue import Entry, enter
from lagebild.store.views import document, top_stories
from lagebild.store.visiting import BREAK, Visit, count_new, last_arrival, new_documents, note_visit, visit

LATE = Document("a9", "Peru released the two Chilean trawlers off Tacna. Chile thanked Peru.", "Trawlers released", "2024-05-08", "en",
                publisher="Late News")  # fmt: skip


def later(store: Store, made: Document = LATE) -> str:
    enter(store, [Entry(made.id, made, "test")], 0.0)
    Worker(store).run()
    found = document(store, made.id)
    assert found is not None
    return str(found["document"])


def test_the_first_visit_counts_from_nothing(filled: Store) -> None:
    assert visit(filled, "anna", 0.0) == Visit()
    note_visit(filled, "anna", 0.0, last_arrival(filled))
    assert visit(filled, "anna", BREAK - 1) == Visit()


def test_a_visit_counts_from_the_end_of_the_one_before(filled: Store) -> None:
    note_visit(filled, "anna", 100.0, 4)
    note_visit(filled, "anna", 200.0, 6)
    again = 200.0 + BREAK
    assert visit(filled, "anna", again) == Visit(6, 200.0)
    note_visit(filled, "anna", again, 9)
    # the same visit goes on: what it counts from stays, whatever it has seen since
    note_visit(filled, "anna", again + BREAK - 1, 11)
    assert visit(filled, "anna", again + 2 * BREAK - 2) == Visit(6, 200.0)
    assert visit(filled, "anna", again + 3 * BREAK) == Visit(11, again + BREAK - 1)
    assert visit(filled, "ben", again) == Visit()


def test_pages_that_tell_nothing_new_prolong_a_visit_once_a_minute(filled: Store) -> None:
    note_visit(filled, "anna", 100.0, 4)
    for now, last in ((130.0, 100.0), (170.0, 170.0)):
        note_visit(filled, "anna", now)
        with filled.reading() as connection:
            row = connection.execute(sa.select(t.visits)).one()
        assert (row.last, row.seen) == (last, 4)
    # a clock that is set back takes nothing away
    note_visit(filled, "anna", 50.0, 3)
    assert visit(filled, "anna", 180.0 + BREAK) == Visit(4, 170.0)


def test_what_came_is_new_and_nothing_else(filled: Store) -> None:
    seen = last_arrival(filled)
    assert count_new(filled, seen) == (0, 0)
    assert top_stories(filled, arrived=seen) == []
    name = later(filled)
    assert count_new(filled, seen) == (1, 1)
    (row,) = top_stories(filled, arrived=seen)
    assert new_documents(filled, [row["story"]], seen) == {row["story"]: [name]}
    assert count_new(filled, 0, most=3)[0] == 3


def test_what_is_read_traced_or_corrected_again_is_not_new(filled: Store) -> None:
    seen = last_arrival(filled)
    mark_for_rereading(filled, "x", everything=True)
    grade_outlet(filled, "Pacific Wire", "B", By("anna", ""))
    Worker(filled).run()
    assert last_arrival(filled) == seen


def test_what_is_deleted_gives_its_number_to_nobody(filled: Store) -> None:
    seen = last_arrival(filled)
    retain(filled, "2030-01-01", owner="w", now=0.0)
    later(filled)
    assert last_arrival(filled) > seen


def test_questions_are_asked_of_what_came(filled: Store) -> None:
    seen = last_arrival(filled)
    name = later(filled)
    new = Filters(arrived=seen)
    assert [row["document"] for row in search(filled, new).rows] == [name]
    assert [row["document"] for row in search(filled, Filters("trawlers", actor="PER", arrived=seen)).rows] == [name]
    assert search(filled, Filters("Kenya", arrived=seen)).rows == []
    told = claims(filled, Filters(actor="CHL", arrived=seen)).rows
    assert told
    assert {row["document"] for row in told} == {name}
    assert count(filled, new) == 1
    assert count(filled, Filters(), most=3) == 3
    assert count_claims(filled, Filters(actor="CHL", arrived=seen), 99) == len(told)
    assert count_claims(filled, Filters(), 2) == 2
