"""Whatever the text: reading ends, never raises, and all it finds lies in the text, names it and fits the schema."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild import read
from lagebild.model.jsonform import sheet_json

SETTINGS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
FRAGMENTS = tomllib.loads(Path(__file__).with_name("fragments.toml").read_text("utf-8"))
WORDS = {
    lang: [word.strip() for line in text.splitlines() for word in line.split(" | ") if word.strip()] for lang, text in FRAGMENTS.items()
}
SIGNS = [",", ".", ";", ":", "-", "–", "(", ")", '"', "“", "”", "„", "‚", "»", "«", "'", "!", "?", "…", "\n", "[", "]", "/"]
LANGS = st.sampled_from(["de", "en"])
DATES = st.sampled_from(["", "2024-11-10", "2024-02-29", "2024", "2024-11-10T23:59:59+02:00", "n.d."])
LETTERS = st.characters(codec=None, categories=None)


def fragments(lang: str, size: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS[lang]) | st.sampled_from(SIGNS), max_size=size).map(" ".join)


@pytest.fixture
def sound(misplaced, validator):
    def check(text: str, lang: str, title: str = "", date: str = "2024-11-10") -> None:
        sheet = read(text, title=title, lang=lang, date=date)
        assert misplaced(sheet) == []
        assert [error.message for error in validator.iter_errors(sheet_json(sheet))] == []

    return check


@SETTINGS
@given(text=st.text(alphabet=LETTERS, max_size=200), title=st.text(alphabet=LETTERS, max_size=40), lang=LANGS, date=DATES)
def test_any_text(sound, text: str, title: str, lang: str, date: str) -> None:
    sound(text, lang, title, date)


@settings(SETTINGS, max_examples=400)
@given(data=st.data(), lang=LANGS, date=DATES)
def test_any_mixture_of_names_verbs_quotes_and_signs(sound, data: st.DataObject, lang: str, date: str) -> None:
    sound(data.draw(fragments(lang, 40)), lang, data.draw(fragments(lang, 8)), date)


@settings(SETTINGS, max_examples=60)
@given(data=st.data(), lang=LANGS)
def test_the_words_of_another_language(sound, data: st.DataObject, lang: str) -> None:
    sound(data.draw(fragments("de" if lang == "en" else "en", 30)), lang)


@settings(SETTINGS, max_examples=60)
@given(data=st.data(), lang=LANGS, times=st.integers(20, 400))
def test_a_few_words_again_and_again(sound, data: st.DataObject, lang: str, times: int) -> None:
    """Sentences far longer than any writer's: what grows faster than the text would show as a test that does not end."""
    unit = data.draw(st.lists(st.sampled_from(WORDS[lang]) | st.sampled_from(SIGNS), min_size=1, max_size=3).map(" ".join))
    sound(data.draw(fragments(lang, 3)) + " " + f"{unit} " * times, lang)


@SETTINGS
@given(data=st.data(), lang=LANGS)
def test_glued_words(sound, data: st.DataObject, lang: str) -> None:
    """Names inside of words, doubled signs, lost spaces."""
    parts = data.draw(
        st.lists(
            st.sampled_from(WORDS[lang]) | st.sampled_from([*SIGNS, "-", "'s", "U.S.", "\u0301", "ß", "İ", "²", "٣", "\ud800"]), max_size=12
        )
    )
    sound("".join(parts), lang)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\t", "\u00a0", "\ufeff", "\x00", ".", "…", "''", "``", '"', "„“", "()", "-", "'s", "0", "😀" * 50, "\ud800"]
)
def test_next_to_nothing(sound, lang: str, text: str) -> None:
    sound(text, lang)
    assert read(text, lang=lang).claims == ()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "text", ["KYIV (Reuters) - ", "U.S. - tsunami", "MOSKAU (dpa) ", "Marine seit ² Wochen in Hamas", "Iran in last ² weeks."]
)
def test_a_dateline_without_sentence_and_a_figure_that_is_no_number(sound, lang: str, text: str) -> None:
    sound(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "NATO according to"),
        ("en", "U.S.-led " + "'s " * 600),
        ("en", "according against " + "Kyiv's " * 250),
        ("de", "Die Drohung des Kreml gilt vor allem"),
    ],
)
def test_texts_that_once_broke_the_reader(sound, lang: str, text: str) -> None:
    sound(text, lang)


def test_two_clauses_each_under_the_other_end(sound) -> None:
    text = "des Lesotho früh gewarnt, Angriff wichtigsten China, Polizisten beide haben spricht falls südlich Belgien, China liefern dem"
    sound(text, "de")
    sound(text.upper(), "de")
