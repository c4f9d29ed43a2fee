"""What charts and the map count, against the stories and events themselves; on both engines."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild.store import tables as t
from lagebild.store.opening import Store
from lagebild.store.orders import place_of
from lagebild.store.series import counterparts, daily_events, story_origins
from lagebild.store.views import events, stories


def rows_of(store: Store, actor: str = "", pair: tuple[str, str] | None = None) -> list[dict[str, Any]]:
    return list(events(store, actor, pair, most=200).rows)


@pytest.mark.parametrize("codes", [[], ["PER"], ["KEN", "SDN"]])
def test_origins_by_state_are_those_of_its_stories(filled: Store, codes: list[str]) -> None:
    sides: dict[str, set[str]] = {}
    for event in rows_of(filled):
        sides.setdefault(event["story"], set()).update(event["actors"] + event["recipients"])
    wanted: dict[str, list[int]] = {}
    for row in stories(filled).rows:
        if not codes or sides.get(row["story"], set()) & set(codes):
            for code in sides.get(row["story"], ()):
                wanted.setdefault(code, []).append(row["origins"])
    found = {row["code"]: (row["stories"], row["origins"]) for row in story_origins(filled, "", codes)}
    assert found == {code: (len(origins), sum(origins)) for code, origins in wanted.items()}
    assert found


def test_origins_by_state_since_a_day_are_those_of_newer_stories(filled: Store) -> None:
    assert {row["code"] for row in story_origins(filled, "2024-05-08")} == {"KEN", "SDN"}


def test_events_by_day_are_the_asserted_ones_each_once(filled: Store) -> None:
    for actor in ("PER", "CHL", "KEN", "SDN"):
        own = Counter(row["type"] for row in rows_of(filled, actor) if row["polarity"] == "asserted")
        found: Counter[str] = Counter()
        for _, kind, number in daily_events(filled, actor):
            found[kind] += number
        assert found == own
    asserted = [row for row in rows_of(filled, "PER", ("PER", "CHL")) if row["polarity"] == "asserted"]
    assert sum(number for *_, number in daily_events(filled, "PER", ("PER", "CHL"))) == len(asserted) > 0
    assert daily_events(filled, "PER", since="2024-05-08") == daily_events(filled, "PER", type="nothing") == []


def test_events_of_one_day_are_counted_together_and_those_without_a_day_left_out(filled: Store) -> None:
    row = {"story": rows_of(filled)[0]["story"], "number": 9, "polarity": "asserted", "reliability": "F", "type": "AID"}
    times = ("2021-02-03T00:00:00", "2021-02-03T23:59:59", "2021-02-04", "1900-01-01T00:00:01", "soon", "9999-12-31")
    rows = [{**row, "event": f"e{number}", "place": place_of(time, number)} for number, time in enumerate(times)]
    with filled.writing() as connection:
        connection.execute(sa.insert(t.events), rows)
        sides = [{"event": one["event"], "role": "actor", "code": "FRA", "place": one["place"]} for one in rows]
        connection.execute(sa.insert(t.event_sides), sides)
    days = [(day.isoformat(), number) for day, _, number in daily_events(filled, "FRA")]
    assert days == [("1900-01-01", 1), ("2021-02-03", 2), ("2021-02-04", 1)]


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2024-05-01", "2024-05-01", "2024-05-01"),
        ("2024-05-10", "2024-05-10", "2024-05-07"),
        ("2024-03-01", "2024-03-01", "2024-05-07"),
        ("2024-05-01", "2024-05-02", "2024-05-07"),
        ("2024", "2024", "2024-05-07"),
        ("", "", "2024-05-07"),
    ],
    ids=["told", "to come", "long ago", "not exact", "a year", "none"],
)
def test_an_event_stands_on_the_day_it_tells_where_that_is_near(filled: Store, start: str, end: str, day: str) -> None:
    with filled.writing() as connection:
        connection.execute(sa.update(t.events).values(date_from=start, date_to=end))
    assert {found for found, *_ in daily_events(filled, "PER")} == {datetime.date.fromisoformat(day)}


def test_events_of_reports_without_a_time_have_no_day(filled: Store) -> None:
    with filled.writing() as connection:
        connection.execute(sa.update(t.events).values(date_from="", date_to="", place=place_of("", 5)))
    assert daily_events(filled, "PER") == []


def test_counterparts_stand_on_the_other_side(filled: Store) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for row in rows_of(filled, "PER"):
        if row["polarity"] == "asserted":
            one, other = set(row["actors"]), set(row["recipients"])
            met = (other if "PER" in one else set()) | (one if "PER" in other else set())
            wanted.update((code, row["type"]) for code in met - {"PER"})
    assert {(code, kind): number for code, kind, number in counterparts(filled, "PER")} == wanted
    assert wanted
