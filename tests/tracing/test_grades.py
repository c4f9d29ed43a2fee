"""Events over documents and their grades."""

from __future__ import annotations

from dataclasses import replace

from lagebild import Attribution, Document, EventClaim, Sheet, Source, Span
from lagebild.model.nouns import Actor, When
from lagebild.tracing.events import contradictions, events, gather
from lagebild.tracing.primary import primary_sources

TEXT = "Peru seized boats of Ecuador."
PERU, ECUADOR = Actor("PER", "Peru", 0, 4), Actor("ECU", "Ecuador", 21, 28)


def claim(**more: object) -> EventClaim:
    base = EventClaim(event="COERCE", actors=(PERU,), recipients=(ECUADOR,), sentence=Span(0, 29), trigger=Span(5, 11), rule="en.test")
    return replace(base, **more)  # type: ignore[arg-type]


def said(name: str, code: str = "") -> Attribution:
    return Attribution("named", (Source(name, code),), "indirect")


def sheet(name: str, *claims: EventClaim) -> Sheet:
    return Sheet(Document(name, TEXT, publisher=f"Outlet {name}"), claims)


def graded(sheets: list[Sheet], origins: dict[str, int] | None = None, table: dict[str, str] | None = None) -> list[tuple[str, int]]:
    home = origins or {s.document.id: n for n, s in enumerate(sheets)}
    return [(e.reliability, e.credibility) for e in events("s", sheets, home, table or {})]


def test_one_statement_in_many_outlets_is_possibly_true_at_best() -> None:
    assert graded([sheet(str(n), claim(attribution=said("Peru", "PER"))) for n in range(10)]) == [("F", 3)]


def test_an_outlet_that_names_no_source_adds_no_voice() -> None:
    carried = [sheet("a", claim(attribution=said("Peru", "PER"))), *(sheet(name, claim()) for name in "bcd")]
    assert graded(carried) == [("F", 3)]


def test_two_and_three_sources_in_as_many_origins() -> None:
    rows = [sheet(name, claim(attribution=said(name))) for name in ("a", "b", "c")]
    assert graded(rows[:2]) == [("F", 2)]
    assert graded(rows) == [("F", 1)]
    assert graded(rows, {"a": 0, "b": 0, "c": 0}) == [("F", 3)]


def test_denied_is_never_merged_with_asserted() -> None:
    rows = [sheet("a", claim(attribution=said("Peru", "PER"))), sheet("b", claim(polarity="negated", attribution=said("Ecuador", "ECU")))]
    found = events("s", rows, {"a": 0, "b": 1}, {})
    assert [(e.polarity, e.credibility) for e in found] == [("asserted", 4), ("negated", 4)]
    assert [c.events for c in contradictions(found)] == [("s-1", "s-2")]
    assert graded([rows[0], rows[1], sheet("c", claim(polarity="negated"))])[0] == ("F", 5)


def test_what_nobody_says_has_happened_cannot_be_judged() -> None:
    assert graded([sheet("a", claim(status="planned"))]) == [("F", 6)]


def test_reliability_comes_from_the_users_table() -> None:
    rows = [sheet("a", claim()), sheet("b", claim())]
    assert [letter for letter, _ in graded(rows, table={"Outlet a": "C", "Outlet b": "B"})] == ["B"]
    assert [letter for letter, _ in graded(rows, table={"Outlet x": "A"})] == ["F"]


def test_days_apart_are_two_happenings() -> None:
    days = [When(day, day, "") for day in ("2024-05-01", "2024-05-02", "2024-05-20")]
    assert [len(h.tellings) for h in gather([sheet(str(n), claim(date=day)) for n, day in enumerate(days)])] == [2, 1]


def test_other_sides_or_types_are_other_happenings() -> None:
    rows = [sheet("a", claim()), sheet("b", claim(actors=(Actor("CHL", "Chile", 0, 4),))), sheet("c", claim(event="AID"))]
    assert len(gather(rows)) == 3


def test_media_are_no_primary_sources() -> None:
    rows = [
        sheet("a", claim(attribution=said("Peru", "PER"))),
        sheet("b", claim(attribution=said("Lt. Rojas"))),
        sheet("c", claim(attribution=said("Peru", "PER"))),
    ]
    assert [(s.name, s.code, s.documents) for s in primary_sources(rows)] == [("Peru", "PER", ("a", "c")), ("Lt. Rojas", "", ("b",))]
