"""Map, columns and timeline: nothing is lost, nothing exaggerated, nothing drawn outside."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import lagebild
from lagebild.tell.desk.charts import QUADS, chart, quad_of
from lagebild.tell.desk.timeline import moment, timeline
from lagebild.tell.desk.worldmap import LEVELS, bounds, level, world_map
from lagebild.tell.words import load_words

WORDS = load_words("en")
PACK = Path(lagebild.__file__).parent / "packs/world"
STATES = [
    code
    for part in ("west", "east", "territories")
    for code, one in tomllib.loads((PACK / f"states_{part}.toml").read_text("utf-8")).items()
    if "iso2" in one
]
NUMBERS = st.dictionaries(st.sampled_from([*STATES, "NATO", "NOBODY"]), st.integers(0, 10**6))
EVENTS = st.lists(
    st.tuples(
        st.dates(datetime.date(1900, 1, 1), datetime.date(2400, 1, 1)), st.sampled_from(["AID", "AGREE", "ACCUSE", "ASSAULT", "intent"]),
        st.integers(1, 500),
    ),
    max_size=30,
)  # fmt: skip


def test_every_state_has_its_place_on_the_map() -> None:
    found = world_map(dict.fromkeys(STATES, 1), "en")
    assert found.codes == set(STATES)
    for place in found.places:
        assert place.shape or place.dot
        if place.dot:
            assert 0 <= place.dot[0] <= found.width
            assert 0 <= place.dot[1] <= found.height


@given(NUMBERS)
def test_the_map_shows_each_state_once_and_more_is_never_paler(numbers: dict[str, int]) -> None:
    found = world_map(numbers, "en")
    assert found.codes == {code for code, number in numbers.items() if number and code in STATES}
    ordered = sorted(found.places, key=lambda place: place.number)
    assert [place.level for place in ordered] == sorted(place.level for place in ordered)
    assert all(1 <= place.level <= LEVELS for place in found.places)
    assert all(low <= high for _, low, high in found.legend)
    for place in found.places:
        assert any(shade == place.level and low <= place.number <= high for shade, low, high in found.legend)
        assert not place.shape or place.shape not in found.ground


@given(st.integers(1, 10**7))
def test_the_most_has_the_last_class_and_few_are_not_dark(most: int) -> None:
    lows = bounds(most)
    assert (lows[0], lows[-1] <= most) == (1, True)
    assert lows == sorted(set(lows))
    assert level(most, lows) == (LEVELS if most > 2 else most + 1)


def test_a_state_about_which_a_map_is_stands_apart() -> None:
    found = world_map({"CHN": 2}, "en", "PHL")
    assert found.home is not None
    assert (found.home.code, found.home.shape in found.ground) == ("PHL", False)
    assert world_map({"CHN": 2}, "en", "NATO").home is None


@given(EVENTS)
def test_columns_count_every_event_and_are_as_high_as_their_number(events: list[tuple[datetime.date, str, int]]) -> None:
    counted = [(day, kind, number) for day, kind, number in events if quad_of(kind)]
    found = chart(events, WORDS)
    if not counted:
        assert found is None
        return
    assert found is not None
    assert found.total == sum(number for *_, number in counted)
    ratios = [block.high / column.counts[block.quad] for column in found.columns for block in column.blocks]
    assert max(ratios) - min(ratios) < 0.02
    for column in found.columns:
        assert {block.quad for block in column.blocks} == {quad for quad in QUADS if column.counts[quad]}
        assert column.left <= column.inner
        assert column.inner + column.wide <= 100.01
        for block in column.blocks:
            assert block.top >= -0.1
            assert block.top + block.high <= found.high + 0.1
            # cooperation ends at the line or above it, conflict begins there or below
            above = block.quad.endswith("cooperation")
            assert block.top + block.high <= found.zero + 0.1 if above else block.top >= found.zero - 0.1
    assert (found.zero, 0) in [(top, number) for top, number in found.counted if not number] or found.counted[0][1] == 0


@given(EVENTS)
def test_an_event_stands_in_the_column_of_its_day(events: list[tuple[datetime.date, str, int]]) -> None:
    for event in events:
        if quad_of(event[1]) and (found := chart([event], WORDS)):
            (column,) = found.columns
            assert column.start <= event[0] < column.start + datetime.timedelta(7)
            assert column.start.weekday() == 0


def test_columns_say_exact_days() -> None:
    days = [datetime.date(2025, 9, 3), datetime.date(2025, 9, 30)]
    found = chart([(day, "AID", 1) for day in days], WORDS)
    assert found is not None
    assert re.fullmatch("1–7 Sept?(ember)? 2025", found.columns[0].said)
    assert re.fullmatch("29 Sept?(ember)?\\s–\\s5 Oct(ober)? 2025", found.columns[-1].said)
    german = chart([(days[0], "AID", 1), (datetime.date(2027, 1, 1), "AID", 2)], load_words("de"))
    assert german is not None
    assert (german.unit, german.columns[0].said, german.columns[-1].said) == ("month", "September 2025", "Januar 2027")


@dataclass
class Branch:
    depth: int
    member: dict[str, Any]
    parent_document: str = ""


@dataclass
class Grown:
    number: int
    branches: tuple[Branch, ...]


def grown(*times: str) -> list[Grown]:
    members = [{"key": f"k{n}", "document": f"d{n}", "published": time} for n, time in enumerate(times)]
    rest = tuple(Branch(1, member, "d0") for member in members[1:-1])
    return [Grown(1, (Branch(0, members[0]), *rest)), Grown(2, (Branch(0, members[-1]),))]


@given(st.lists(st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2400, 1, 1)).map(lambda time: time.isoformat()), min_size=3))
def test_later_stands_further_right(times: list[str]) -> None:
    found = timeline(grown(*times), WORDS)
    assert found is not None
    dots = [dot for band in found.bands for dot in band.dots]
    assert len(dots) == len(times)
    assert all(0 <= dot.left <= 100 and 0 <= dot.top <= found.high for dot in dots)
    by_time = sorted(dots, key=lambda dot: moment(dot.member["published"]) or 0)
    assert [dot.left for dot in by_time] == sorted(dot.left for dot in dots)
    assert all(0 <= left <= 100 and said for left, said in found.ticks)
    assert all((dot.parent is None) == (dot.member["document"] in ("d0", f"d{len(times) - 1}")) for dot in dots)


def test_what_has_no_time_is_not_on_the_line() -> None:
    found = timeline(grown("2025-09-01T06:00:00+02:00", "soon", "2025-09-01T12:00:00+00:00"), WORDS)
    assert found is not None
    assert [dot.member["document"] for band in found.bands for dot in band.dots] == ["d0", "d2"]
    assert [said[-5:] for _, said in found.ticks] == ["06:00", "09:00", "12:00"]
    assert timeline(grown("2025-09-01", "", ""), WORDS) is None


def test_the_first_and_last_days_of_the_calendar_break_nothing() -> None:
    for time in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        assert timeline(grown(time, time, time), WORDS) is not None


def test_shapes_are_paths_of_numbers_alone() -> None:
    found = world_map(dict.fromkeys(STATES, 1), "de")
    assert all(re.fullmatch(r"[Mlz0-9, -]*", place.shape) for place in found.places)
