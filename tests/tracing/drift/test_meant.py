"""Words met by words of the same meaning."""

from lagebild.tracing.drift.meant import content, meant
from lagebild.tracing.vectors import load_encoder


def test_a_translation_is_met_and_another_matter_is_not() -> None:
    said = "Soldaten schossen auf das Schiff"
    assert (
        meant(said, "soldiers fired at the vessel", load_encoder()) > meant(said, "rain will fall over the weekend", load_encoder()) + 0.1
    )


def test_no_words_are_neither_met_nor_unmet() -> None:
    assert meant("12", "soldiers fired", load_encoder()) == meant("soldiers", "", load_encoder()) == 0.5


def test_figures_and_short_words_are_no_content() -> None:
    assert content("On 2024 he was told that he was told") == ["told", "that"]
