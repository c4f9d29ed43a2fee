import pytest

from lagebild.packs.language import load_language
from lagebild.packs.registry import load_registry
from lagebild.reading.mentions import Finder
from lagebild.reading.parts import Token
from lagebild.reading.tokens import german_noun, read_words, tokenize


def tokens(text: str, lang: str, start: int = 0) -> list[Token]:
    return tokenize(text, start, len(text), Finder(load_language(lang), load_registry(lang), "2024-11-10"))


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "the United Arab Emirates left", "the|United Arab Emirates|left"),
        ("en", "North Korea's army", "North Korea|'s|army"),
        ("en", "didn't leave", "did|n't|leave"),
        ("en", "the Institute for the Study of War (ISW) said", "the|Institute for the Study of War (ISW)|said"),
        ("en", "the United Nations (Kenya) said", "the|United Nations|(|Kenya|)|said"),
        ("de", "die Vereinigten Staaten gingen", "die|Vereinigten Staaten|gingen"),
        ("de", "der „Financial Times“ zufolge", "der|Financial Times|zufolge"),
        ("de", "er sagte: „Wir gehen, weil wir müssen.“", "er|sagte|:|„|Wir|gehen|,|weil|wir|müssen|.|“"),
    ],
)
def test_names_are_one_token_and_short_quotes_lose_their_marks(lang: str, text: str, wanted: str) -> None:
    found = tokens(text, lang)
    assert [text[t.start : t.end] for t in found] == wanted.split("|")
    assert [t.index for t in found] == list(range(len(found)))


def test_positions_count_in_the_whole_text() -> None:
    text = "Mali left. Kenya stayed."
    assert [(t.text, t.start) for t in tokens(text, "en", start=11)][:2] == [("Kenya", 11), ("stayed", 17)]


@pytest.mark.parametrize(
    ("lang", "word", "reading"),
    [
        ("en", "attacks", ("V", "attack", "z")),
        ("en", "attacks", ("N", "attack", "p")),
        ("en", "gradually", ("R", "gradually", "")),
        ("en", "flummoxed", ("V", "flummoxed", "d")),
        ("en", "Qwxyz", ("N", "qwxyz", "prop")),
        ("en", "1,000", ("NUM", "", "")),
        ("de", "Angriffe", ("N", "angriff", "p")),
        ("de", "Raketenangriffs", ("N", "raketenangriff", "mg")),
        ("de", "24-jährig", ("NUM", "", "")),
        ("de", "angegriffen", ("V", "angreifen", "n")),
        ("de", "Verflüssigung", ("N", "verflüssigung", "f")),
        ("de", "verflixten", ("V", "verflixten", "fp")),
        ("de", "diplomatisch", ("A", "diplomatisch", "")),
        ("de", "möglicherweise", ("R", "möglicherweise", "")),
    ],
)
def test_words_get_their_readings(lang: str, word: str, reading: tuple[str, str, str]) -> None:
    found = tokens(f"x {word}", lang)
    read_words(found, load_language(lang))
    assert reading in found[1].reads


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Gasabkommen", "gasabkommen"),
        ("Waffenlieferungen", "waffenlieferung"),
        ("Xyzzy", "xyzzy"),
        pytest.param(
            "Kampf-Drohnen",
            "kampf-drohne",
            marks=pytest.mark.xfail(strict=True, reason="what stands whole behind a hyphen is not looked up"),
        ),
    ],
)
def test_an_unknown_noun_is_read_by_the_longest_known_one_at_its_end(word: str, lemma: str) -> None:
    assert german_noun(word, load_language("de"))[0].lemma == lemma


def test_words_shouted_in_a_headline_are_still_names() -> None:
    assert [t.mention.code for t in tokens("RUSSIA ATTACKS UKRAINE AGAIN", "en") if t.mention] == ["RUS", "UKR"]
