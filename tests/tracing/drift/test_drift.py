"""Each kind of change on a pair of sentences, and its near miss."""

from collections.abc import Callable

import pytest

from lagebild.tracing.drift import drift
from lagebild.tracing.profile import Profile

FRAME = "The coast guard of Peru detained two boats off Tumbes on Sunday. {} The boats were taken to the port of Zorritos."
CASES = [
    ("certainty_raised", "The cable may have been cut by an anchor.", "The cable was cut by an anchor.", "en"),
    ("certainty_raised", "Das Kabel wurde möglicherweise gekappt.", "Das Kabel wurde gekappt.", "de"),
    ("certainty_lowered", "The cable was cut by an anchor.", "The cable was allegedly cut by an anchor.", "en"),
    ("doubt_dropped", "The claim could not be independently verified.", "", "en"),
    ("doubt_dropped", "Unabhängig überprüfen ließ sich das nicht.", "", "de"),
    ("attribution_dropped", "The crew threw nets overboard, the ministry said.", "The crew threw nets overboard.", "en"),
    ("attribution_upgraded", "A user who calls himself Polar Bear said he had cut the cable.", "A hacker said he had cut the cable.", "en"),
    (
        "quote_altered",
        "“We will answer in due time,” the minister said.",
        "“We will answer with all force in due time,” the minister said.",
        "en",
    ),
    ("number_changed", "On board were 19 crew members.", "On board were 91 crew members.", "en"),
    ("number_changed", "An Bord waren neunzehn Seeleute.", "An Bord waren 91 Seeleute.", "de"),
    ("date_changed", "The minister will travel to Lima in September.", "The minister will travel to Lima in August.", "en"),
    ("date_changed", "Die Gespräche beginnen am Dienstag in Genf.", "Die Gespräche beginnen am Freitag in Genf.", "de"),
    ("actor_changed", "The foreign ministry summoned the ambassador.", "The defence ministry summoned the ambassador.", "en"),
    ("actor_changed", "Die Küstenwache gab Warnschüsse ab.", "Die Kriegsmarine gab Warnschüsse ab.", "de"),
    ("place_changed", "The ship was stopped near Talara at night.", "The ship was stopped near Callao at night.", "en"),
    (
        "polarity_flipped",
        "The crew of the second boat was hurt in the chase.",
        "The crew of the second boat was not hurt in the chase.",
        "en",
    ),
]


def found(profile: Callable[..., Profile], before: str, after: str, lang: str, flipped: bool = False) -> list[str]:
    a, b = profile(FRAME.format(before), lang, date="2024-05-06"), profile(FRAME.format(after), lang, date="2024-05-06")
    changes = drift(b, a, "light_rewrite", True) if flipped else drift(a, b, "light_rewrite")
    for change in changes:
        for side, whole in ((change.a, b if flipped else a), (change.b, a if flipped else b)):
            assert side is None or whole.document.text[side.start : side.end] == side.text
    return [change.kind for change in changes]


@pytest.mark.parametrize(("kind", "before", "after", "lang"), CASES)
def test_a_change_is_found_either_way_round(profile: Callable[..., Profile], kind: str, before: str, after: str, lang: str) -> None:
    assert kind in found(profile, before, after, lang)
    assert kind in found(profile, before, after, lang, flipped=True)


@pytest.mark.parametrize(("kind", "before", "after", "lang"), CASES)
def test_the_same_text_has_no_change(profile: Callable[..., Profile], kind: str, before: str, after: str, lang: str) -> None:
    assert found(profile, before, before, lang) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It sailed 100 kilometres.", "It sailed 62 miles."),
        ("On board were 27 men.", "On board were twenty-seven men."),
        ("“We will answer in due time, and with care,” the minister said.", "The minister said they would answer “in due time”."),
        ("The cable may have been cut by an anchor.", "The cable was possibly cut by an anchor."),
        ("The crew threw nets overboard, the ministry said.", "According to the ministry the crew threw nets overboard."),
    ],
)
def test_near_misses_are_no_change(profile: Callable[..., Profile], before: str, after: str) -> None:
    assert found(profile, before, after, "en") == []


@pytest.mark.parametrize(
    ("kind", "before", "after", "lang"),
    [
        ("number_changed", "On board were 19 sailors from Kenya.", "An Bord waren 91 Seeleute aus Kenia.", "de"),
        ("number_changed", "On board were nineteen sailors from Kenya.", "A bordo iban noventa y un marineros de Kenia.", "es"),
        ("date_changed", "The talks in Geneva begin on Tuesday.", "Les pourparlers de Genève commencent vendredi.", "fr"),
        (
            "actor_changed",
            "The navy fired warning shots at the trawler.",
            "Straż przybrzeżna oddała strzały ostrzegawcze do trawlera.",
            "pl",
        ),
    ],
)
def test_a_change_is_found_across_languages(profile: Callable[..., Profile], kind: str, before: str, after: str, lang: str) -> None:
    a, b = profile(before, "en", date="2024-05-06"), profile(after, lang, date="2024-05-06")
    assert kind in [change.kind for change in drift(a, b, "translation")]


@pytest.mark.parametrize(
    ("before", "after", "lang"),
    [
        ("On board were 27 sailors from Kenya.", "An Bord waren siebenundzwanzig Seeleute aus Kenia.", "de"),
        ("The talks in Geneva begin on Tuesday.", "Les pourparlers de Genève commencent mardi.", "fr"),
        ("The foreign minister summoned the ambassador.", "El ministro de Exteriores convocó al embajador.", "es"),
    ],
)
def test_a_faithful_translation_has_no_change(profile: Callable[..., Profile], before: str, after: str, lang: str) -> None:
    assert drift(profile(before, "en", date="2024-05-06"), profile(after, lang, date="2024-05-06"), "translation") == []


def test_an_invented_sentence_of_a_free_rewrite_is_added(profile: Callable[..., Profile]) -> None:
    a = profile(FRAME.format("Ecuador asked for access."))
    b = profile(FRAME.format("Tanks are rolling through Guayaquil while frightened families flee their burning homes."))
    assert "claim_added" in [change.kind for change in drift(a, b, "heavy_rewrite")]


@pytest.mark.parametrize("after", ["The world is watching.", "What happens next is anybody's guess.", "Quito wants to be let in."])
def test_a_comment_or_the_same_in_other_words_is_no_claim_added(profile: Callable[..., Profile], after: str) -> None:
    a, b = profile(FRAME.format("Ecuador asked for access.")), profile(FRAME.format(after))
    assert "claim_added" not in [change.kind for change in drift(a, b, "heavy_rewrite")]


def test_a_denial_that_is_gone_is_left_out(profile: Callable[..., Profile]) -> None:
    a, b = profile(FRAME.format("Ecuador's fishing union denied any poaching by its members.")), profile(FRAME.format(""))
    assert "claim_left_out" in [change.kind for change in drift(a, b, "light_rewrite")]
