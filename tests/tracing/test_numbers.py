import pytest

from lagebild.tracing.numbers import numbers


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("67.000 Tonnen", "de", [67000]),
        ("76 000 Tonnen", "de", [76000]),
        ("67,000 tonnes", "en", [67000]),
        ("1’400 Menschen", "de-CH", [1400]),
        ("3,5 Millionen Euro", "de", [3.5e6]),
        ("$3.2 million", "en", [3.2e6]),
        ("twenty-seven men", "en", [27]),
        ("siebenundzwanzig Häuser", "de", [27]),
        ("quatorze mille", "fr", [14000]),
        ("трёх человек", "ru", [3]),
        ("one of the men", "en", []),
        ("12 人", "ja", [12]),
    ],
)
def test_numbers_are_normalised(text: str, lang: str, values: list[float]) -> None:
    assert [n.value for n in numbers(text, lang)] == values


@pytest.mark.parametrize(
    ("text", "kind"), [("at 6:40 a.m.", "time"), ("um 6.40 Uhr", "time"), ("in 2024", "year"), ("12 per cent", "percent")]
)
def test_kinds_are_told_apart(text: str, kind: str) -> None:
    assert [n.kind for n in numbers(text, "de" if "Uhr" in text else "en")] == [kind]


def test_a_time_is_the_same_in_two_languages() -> None:
    assert numbers("at 6:40 p.m.", "en")[0].value == numbers("um 18.40 Uhr", "de")[0].value
