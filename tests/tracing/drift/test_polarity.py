"""Clauses that say the opposite, in ten languages."""

from collections.abc import Callable

import pytest

from lagebild.tracing.drift.polarity import polarity
from lagebild.tracing.drift.sides import Sides
from lagebild.tracing.profile import Profile


def flipped(profile: Callable[..., Profile], one: str, lang: str, other: str, there: str) -> bool:
    return any(polarity(Sides(profile(one, lang), profile(other, there), "light_rewrite")))


@pytest.mark.parametrize(
    ("one", "lang", "other", "there"),
    [
        ("The minister denied that shots had been fired.", "en", "The minister conceded that shots had been fired.", "en"),
        ("Das Ministerium wies den Vorwurf am Dienstag zurück.", "de", "The ministry confirmed the accusation on Tuesday.", "en"),
        ("Gemide silah bulunmadı.", "tr", "Weapons were found on the ship.", "en"),
        ("Никто не пострадал при аварии.", "ru", "Several people were hurt in the accident.", "en"),
        ("La nave non è stata fermata dalla guardia costiera.", "it", "Le navire a été arrêté par les garde-côtes.", "fr"),
        ("Statek nie wpłynął do portu.", "pl", "Het schip voer de haven binnen.", "nl"),
        ("El barco no llevaba armas a bordo.", "es", "O navio levava armas a bordo.", "pt"),
    ],
)
def test_reversals_are_possible_changes(profile: Callable[..., Profile], one: str, lang: str, other: str, there: str) -> None:
    assert flipped(profile, one, lang, other, there)
    assert not flipped(profile, one, lang, one, lang)


def test_what_is_denied_counts_with_its_denial(profile: Callable[..., Profile]) -> None:
    text = "Dass Soldaten die Grenze überschritten hätten, dementierte der Generalstab."
    assert not flipped(profile, text, "de", "The general staff denied that soldiers had crossed the border.", "en")


def test_a_question_asserts_nothing(profile: Callable[..., Profile]) -> None:
    assert not flipped(profile, "It is not known who sank the boat.", "en", "Who sank the boat?", "en")
