import pytest

from lagebild.model.nouns import Document
from lagebild.tracing.text import fold, sentences, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("At 6:40 a.m. on Tuesday it left. It came back.", 2),
        ("Sie müssen das Land bis 20. Februar verlassen. Dr. Meier schwieg.", 2),
        ("日本海に向けて発射した。韓国軍が発表した。", 2),
        ("هل غادرت السفينة؟ نعم غادرت.", 2),
        ("He said: “We stay.” They stayed!", 2),
        ("Subscribe to our newsletter\nThe ship left.", 1),
        ("", 0),
        (" \n\t… !", 0),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert len(sentences(Document("a", text))) == count


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("He put the number of men held at 41. None of them was hurt.", "en", 2),
        ("Sie müssen bis zum 20. Februar gehen. Er bleibt.", "de", 2),
        ("Im 3. Quartal stieg der Umsatz.", "de", 1),
        ("Es waren 41. Das sagte er.", "de", 2),
    ],
)
def test_a_number_ends_a_sentence_unless_it_is_an_ordinal(text: str, lang: str, count: int) -> None:
    assert len(sentences(Document("a", text, lang=lang))) == count


def test_spans_cover_the_words() -> None:
    document = Document("a", "One ship. Another\n\nThird one here.", title="A title. Twice")
    for sentence in sentences(document):
        whole = document.title if sentence.part == "title" else document.text
        assert whole[sentence.start : sentence.end] == sentence.text


def test_words_meet_across_spellings() -> None:
    assert words("Außenministerium") == words("Aussenministerium")
    assert fold("Kök-Tasch") == "kok-tasch"
