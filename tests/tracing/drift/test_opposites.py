"""Words that turn a clause round."""

import pytest

from lagebild.packs.tracingwords import load_cues, load_opposites
from lagebild.tracing.drift.opposites import opposed


@pytest.mark.parametrize(
    ("one", "lang", "other", "there", "found"),
    [
        ("Addis Abeba stimmt dem Zeitplan zu.", "de", "Addis Ababa rejects the timetable.", "en", ["consent"]),
        ("The vessel stayed inside the zone.", "en", "El buque estaba fuera de la zona.", "es", ["within"]),
        ("Le ministère a démenti la vente.", "fr", "Das Ministerium bestätigte den Verkauf.", "de", ["admission"]),
        ("The army will respect the truce.", "en", "The army will not respect the truce.", "en", ["respect"]),
        ("The army will respect the truce.", "en", "The army will not violate the truce.", "en", []),
        ("The minister arrived on Monday.", "en", "The minister left no statement.", "en", []),
    ],
)
def test_sides_of_opposites(one: str, lang: str, other: str, there: str, found: list[str]) -> None:
    assert opposed(one, lang, other, there) == found


def test_a_passage_with_both_words_stands_on_neither_side() -> None:
    assert opposed("Some agreed and some refused.", "en", "All refused.", "en") == []


def test_every_language_with_cues_has_all_opposites() -> None:
    assert set(load_opposites()) == set(load_cues())
    assert len({frozenset(row) for row in load_opposites().values()}) == 1
