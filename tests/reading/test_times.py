from datetime import date

import pytest

from lagebild.packs.language import load_language
from lagebild.packs.registry import load_registry
from lagebild.reading.mentions import Finder
from lagebild.reading.times import find_times, parse_date
from lagebild.reading.tokens import tokenize


def times(text: str, lang: str, published: str = "2024-11-10") -> list[tuple[str, str, str]]:
    tokens = tokenize(text, 0, len(text), Finder(load_language(lang), load_registry(lang), published))
    return [(f.when.start, f.when.end, f.when.text) for f in find_times(tokens, load_language(lang), parse_date(published))]


def bug(*row: str, why: str):
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=why))


@pytest.mark.parametrize(
    ("lang", "words", "start", "end"),
    [
        ("en", "on Monday", "2024-11-04", ""),
        ("en", "on Sunday", "2024-11-10", ""),
        ("en", "last Sunday", "2024-11-03", ""),
        ("en", "next Monday", "2024-11-11", ""),
        ("en", "yesterday", "2024-11-09", ""),
        ("en", "tomorrow", "2024-11-11", ""),
        ("en", "two months ago", "2024-09", ""),
        ("en", "five days ago", "2024-11-05", ""),
        ("en", "24 hours ago", "2024-11-09", ""),
        ("en", "last month", "2024-10", ""),
        ("en", "last week", "2024-10-28", "2024-11-03"),
        ("en", "next week", "2024-11-11", "2024-11-17"),
        ("en", "this year", "2024", ""),
        ("en", "in recent months", "2024-08", "2024-11"),
        ("en", "over the past three weeks", "2024-10-20", "2024-11-10"),
        ("en", "for two years", "2022", "2024"),
        ("en", "in the coming days", "2024-11-10", "2024-11-13"),
        ("en", "May 5", "2024-05-05", ""),
        ("en", "5 May 2024", "2024-05-05", ""),
        ("en", "December 2023", "2023-12", ""),
        ("en", "2024-11-01", "2024-11-01", ""),
        ("en", "last summer", "2024-06", "2024-08"),
        ("en", "last winter", "2023-12", "2024-02"),
        ("en", "next winter", "2024-12", "2025-02"),
        ("de", "am Montag", "2024-11-04", ""),
        ("de", "vergangenen Montag", "2024-11-04", ""),
        ("de", "kommenden Montag", "2024-11-11", ""),
        ("de", "gestern", "2024-11-09", ""),
        ("de", "vorgestern", "2024-11-08", ""),
        ("de", "übermorgen", "2024-11-12", ""),
        ("de", "vor zwei Monaten", "2024-09", ""),
        ("de", "vor fünf Tagen", "2024-11-05", ""),
        ("de", "vor einer Woche", "2024-11-03", ""),
        ("de", "vergangene Woche", "2024-10-28", "2024-11-03"),
        ("de", "in der vergangenen Woche", "2024-10-28", "2024-11-03"),
        ("de", "nächste Woche", "2024-11-11", "2024-11-17"),
        ("de", "diesem Jahr", "2024", ""),
        ("de", "letztes Jahr", "2023", ""),
        ("de", "in den letzten Monaten", "2024-08", "2024-11"),
        ("de", "in den vergangenen drei Wochen", "2024-10-20", "2024-11-10"),
        ("de", "seit zwei Jahren", "2022", "2024"),
        ("de", "5. Mai", "2024-05-05", ""),
        ("de", "5. Mai 2024", "2024-05-05", ""),
        ("de", "Dezember 2023", "2023-12", ""),
        ("de", "im Sommer", "2024-06", "2024-08"),
        ("de", "in den kommenden Tagen", "2024-11-10", "2024-11-13"),
        bug("en", "a decade ago", "2014", "", why="a decade is resolved to a day"),
        bug("de", "vor einem Jahrzehnt", "2014", "", why="a decade is resolved to a day"),
        bug("en", "Nov. 3", "2024-11-03", "", why="months in short are not known"),
        bug("en", "May 5, 2024", "2024-05-05", "", why="the words come out with a space before the comma"),
    ],
)
def test_times_in_words(lang: str, words: str, start: str, end: str) -> None:
    assert times(f"Mali left {words}." if lang == "en" else f"Mali ging {words}.", lang) == [(start, end or start, words)]


@pytest.mark.parametrize(
    ("lang", "text", "month"),
    [
        ("en", "Mali left in December.", "2023-12"),
        ("en", "Mali will leave in December.", "2024-12"),
        ("en", "Mali left in May.", "2024-05"),
        ("en", "Mali will leave in May.", "2025-05"),
        ("de", "Mali ging im Dezember.", "2023-12"),
        ("de", "Mali wird im Dezember gehen.", "2024-12"),
    ],
)
def test_a_month_without_year_is_the_last_one_or_the_next_one(lang: str, text: str, month: str) -> None:
    assert [start for start, _, _ in times(text, lang)] == [month]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They march on Mali."),
        ("en", "the May government"),
        ("en", "Mali may leave"),
        ("en", "31 February 2024"),
        ("en", "a day"),
        ("en", "Mali lost 1914 men"),
        ("de", "die Tage"),
        ("de", "ein Jahr"),
    ],
)
def test_what_is_no_time(lang: str, text: str) -> None:
    assert times(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "on Monday, yesterday, in 2023 and in May 2022", ["2023", "2022-05"]),
        ("de", "am Montag, gestern und im Mai 2022", ["2022-05"]),
    ],
)
def test_without_a_publication_date_only_absolute_times_resolve(lang: str, text: str, found: list[str]) -> None:
    assert [start for start, _, _ in times(text, lang, published="")] == found


@pytest.mark.parametrize("published", ["2024-02-29", "2024-12-31", "2025-01-01", "2024-03-31"])
@pytest.mark.parametrize(
    "words", ["last month", "two months ago", "last year", "one year ago", "last week", "next week", "on Friday", "in recent months"]
)
def test_a_time_is_in_order_and_valid_on_the_edges_of_the_calendar(published: str, words: str) -> None:
    ((start, end, _),) = times(f"Mali left {words}.", "en", published)
    assert start <= end
    for stamp in (start, end):
        date.fromisoformat((stamp + "-01-01")[:10] if len(stamp) == 4 else (stamp + "-01")[:10])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-11-10", date(2024, 11, 10)),
        ("2024-11-10T08:00:00Z", date(2024, 11, 10)),
        ("2024-02-30", None),
        ("2024-11", None),
        ("", None),
        ("n.d.", None),
    ],
)
def test_a_publication_date(text: str, wanted: date | None) -> None:
    assert parse_date(text) == wanted
