"""What holds in every language pack."""

import re

import pytest

from lagebild.model.errors import PackError
from lagebild.model.values import BAND_RANGES
from lagebild.packs.language import Language, _check_classes, available, load_language
from lagebild.packs.rules import RuleBook, Trigger


@pytest.fixture(scope="module", params=available())
def pack(request: pytest.FixtureRequest) -> Language:
    return load_language(request.param)


def test_there_are_packs_for_german_and_english() -> None:
    assert {"de", "en"} <= set(available())


def test_word_forms_are_in_lower_case_and_without_space(pack: Language) -> None:
    assert [word for word in pack.words if word != word.lower() or re.search(r"\s", word)] == []


def test_forms_have_known_parts_of_speech(pack: Language) -> None:
    assert {reading.pos for readings in pack.words.values() for reading in readings} == set("VNAR")


def test_no_form_has_the_same_reading_twice(pack: Language) -> None:
    assert [word for word, readings in pack.words.items() if len(set(readings)) < len(readings)] == []


def test_a_hedge_belongs_to_one_band(pack: Language) -> None:
    bands: dict[str, set[str]] = {}
    for band in BAND_RANGES:
        for words in pack.hedges[band]:
            bands.setdefault(words, set()).add(band)
    assert {words: found for words, found in bands.items() if len(found) > 1} == {}


def test_what_is_hearsay_is_no_hedge(pack: Language) -> None:
    hedges = {words for phrases in pack.hedges.values() for words in phrases}
    assert hedges & set(pack.speech["hearsay_adverbs"]) == set()


def test_an_office_is_not_an_unnamed_source(pack: Language) -> None:
    assert set(pack.speech["anonymous"]) & set(pack.offices["offices"]) == set()


def test_calendar_words_are_complete(pack: Language) -> None:
    times = pack.times
    assert (len(times["weekdays"]), len(times["months"])) == (7, 12)
    assert set(times["units"].values()) == {"hour", "day", "week", "month", "year", "decade"}
    assert all(1 <= month <= 12 for season in times["seasons"].values() for month in season)
    assert times["relative"]


def test_a_separable_verb_is_known_by_its_parts() -> None:
    separable = load_language("de").separable
    assert separable["an", "greifen"] == "angreifen"
    assert all(prefix + base == verb for (prefix, base), verb in separable.items())


@pytest.mark.parametrize(
    ("lang", "noun", "kind"),
    [
        ("en", "missile", "weapon"),
        ("en", "troops", "troops"),
        ("de", "rakete", "weapon"),
        ("de", "truppen", "troops"),
        ("de", "kampfpanzer", "weapon"),
    ],
)
def test_nouns_have_the_class_that_rules_ask_for(lang: str, noun: str, kind: str) -> None:
    from lagebild.reading.sides import object_class

    found = object_class(lang, noun)
    assert found is not None
    assert found.kind == kind


def test_a_rule_with_an_unknown_class_of_words_is_refused() -> None:
    rule = load_language("en").rules.rules[0]
    language = Language(
        "en", {"classes": {"trade": {"export": None}}}, RuleBook(verbs={"halt": [Trigger(rule, ("@trade",)), Trigger(rule, ("@joy",))]})
    )
    with pytest.raises(PackError, match="unknown class '@joy'"):
        _check_classes(language)
