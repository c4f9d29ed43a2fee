"""Names, quotes, credits, days and states: what of a document is the same in every language."""

import pytest

from lagebild.model.nouns import Document
from lagebild.tracing.credits import cited, credited, links, names_outlet
from lagebild.tracing.days import days, named_days, published
from lagebild.tracing.names import key
from lagebild.tracing.quotes import quotes
from lagebild.tracing.states import states


@pytest.mark.parametrize(
    ("one", "other"), [("Kyrgyz", "kirgisisch"), ("Tajik", "tadschikisch"), ("Кок-Таш", "Kok-Tash"), ("Venezuela", "venezolanisch")]
)
def test_names_meet_across_languages(one: str, other: str) -> None:
    assert key(one)[:3] == key(other)[:3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("«Ja», sagte er.", ["Ja"]),
        ("„Hinweisen“", ["Hinweisen"]),
        ('"a reckless intrusion"', ["a reckless intrusion"]),
        ("“No,” she said.", ["No,"]),
        ("「断固抗議する」と述べた", ["断固抗議する"]),
        ("»Nein« und 'carried on' and don't", ["Nein", "carried on"]),
        ("no quote here", []),
    ],
)
def test_quotes_in_the_marks_of_many_languages(text: str, found: list[str]) -> None:
    assert [q.text for q in quotes(text)] == found
    assert all(text[q.start : q.end] == q.text for q in quotes(text))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("GEORGETOWN, July 9 (Reuters) - Guyana …", "Reuters"),
        ("Wien. (apa) Österreich hat …", "APA"),
        ("Bischkek/Duschanbe (dpa) - An der …", "dpa"),
        ("Caracas, Jul 11 (EFE).- Venezuela …", "EFE"),
        ("Some report without a credit.", ""),
        ("Ein Bericht. dpa/la", "dpa"),
    ],
)
def test_agencies_are_credited_in_many_forms(text: str, agency: str) -> None:
    assert credited(Document("a", text)) == agency


def test_a_publisher_that_is_an_agency_credits_itself() -> None:
    assert credited(Document("a", "Nothing else.", publisher="Yonhap")) == "Yonhap"
    assert cited(Document("a", "as AFP and Kyodo report")) == {"AFP", "Kyodo"}


def test_who_names_the_other_outlet_cites_it() -> None:
    first = Document("a", "Text.", publisher="Harbour Post", url="https://harbour.example/1")
    assert names_outlet(Document("b", "As the Harbour Post reports, …", publisher="Daily"), first)
    assert names_outlet(Document("b", "See https://harbour.example/1.", publisher="Daily"), first)
    assert not names_outlet(Document("b", "As others report, …", publisher="Daily"), first)
    assert links("see https://a.example/x, and www.b.example.") == ["https://a.example/x", "www.b.example"]


def test_days_are_resolved_against_publication() -> None:
    assert [str(day) for day, _, _ in days("am Dienstagmorgen", "de", "2023-05-23")] == ["2023-05-23"]
    assert [str(day) for day, _, _ in days("Oct. 14 and yesterday", "en", "2024-10-15")] == ["2024-10-14", "2024-10-14"]
    assert days("am Montag", "de", "") == [] == days("on 31 February", "en", "2024-02-01")
    assert published("not a date") is None
    assert [name for name, _, _ in named_days("im August, am 3. Mai", "de")] == ["month 8", "day 5-3"]


def test_states_of_languages_with_and_without_a_pack() -> None:
    assert states("South Korean officials in Moscow", "en") >= {"RUS"}
    assert states("Le Maroc et l'Algérie", "fr") == {"MAR", "DZA"}
    assert states("", "xx") == set()
