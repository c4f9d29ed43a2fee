import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.packs.language import load_language
from lagebild.reading.text import dateline, repair, sentences

NAME = pytest.mark.xfail(strict=True, reason="a name with another in brackets, or a pair of names, is taken for a dateline")


def cut(text: str, lang: str) -> list[str]:
    return [span.of(text) for span in sentences(text, load_language(lang))]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The U.S. President met Mr. Kim.|They talked."),
        ("en", "He lives in the U.S.|The army said so."),
        ("en", "Gen. Smith vs. the EU.|It ended at 5 p.m. on Monday."),
        ("en", 'He said: "Stop it."|Then he left.'),
        ("en", '"Stop!" said Kenya.|"Now?" asked Uganda.'),
        ("en", "J. Smith of Mali spoke."),
        ("en", "Prices rose 3.5 percent.|Kenya paid."),
        ("en", "Really?!|Yes."),
        ("en", "Kenya left...|Uganda stayed."),
        ("en", "It was 2023.|After that, Kenya left."),
        ("en", "No. 10 denied it.|Kenya did not."),
        ("en", "Kenya (and Mali.) left.|Uganda stayed."),
        ("en", "One.\nTwo\n\nthree"),
        ("de", "Am 3. Oktober griff Mali an.|Dann zog es ab."),
        ("de", "Der 2. Weltkrieg endete 1945.|Danach kam Frieden."),
        ("de", "Dr. Müller, z.B. aus Wien, sprach.|Er ging."),
        ("de", "Das gilt bzw. galt.|Mali schwieg."),
        ("de", "„Halt!“, sagte Kenia.|„Jetzt?“ fragte Uganda."),
        ("de", "Er sagte: „Das reicht.“|Dann ging er."),
        ("de", "Rund 1.000 Soldaten kamen.|Mali schwieg."),
        ("de", "Das war 2023.|Danach kam es anders."),
        ("de", "König Charles III. besuchte Kenia.|Er flog ab."),
        ("de", "Er traf ca. 30 Minister.|Dann ging er."),
        ("de", "Die Nr. 2 der Hamas ist tot."),
        ("de", "Sie kamen am 5. Mai.|Sie gingen am 6. Juni."),
    ],
)
def test_sentences_end_where_they_end(lang: str, text: str) -> None:
    parts = text.replace("\n\n", "|").replace("\n", "|").split("|")
    assert cut(text.replace("|", " "), lang) == parts


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [("de", "Das endete schlecht.Danach kam Kenia wieder.", 2), ("en", "Kenya left Uganda.Then it came back.", 2)],
)
def test_a_lost_space_does_not_join_two_sentences(lang: str, text: str, parts: int) -> None:
    assert len(cut(text, lang)) == parts


@pytest.mark.parametrize(
    ("lang", "line", "kept"),
    [
        ("en", "Read more: Kenya attacked Uganda.", False),
        ("en", "Photo: Reuters", False),
        ("en", "Sign up for our newsletter.", False),
        ("de", "Lesen Sie auch: Kenia griff Uganda an.", False),
        ("de", "Foto: dpa", False),
        ("en", "Kenya attacked Uganda.", True),
        pytest.param("en", "Kenya did not subscribe to the treaty.", True),
        pytest.param("de", "Polen erstattete Anzeige gegen Russland.", True),
    ],
)
def test_lines_that_do_not_belong_to_the_text_are_passed_over(lang: str, line: str, kept: bool) -> None:
    assert cut(f"{line}\nMali left.", lang) == [line, "Mali left."][not kept :]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("KYIV (Reuters) - The army said", "KYIV (Reuters) - "),
        ("MOSKAU (dpa) - Die Armee", "MOSKAU (dpa) - "),
        ("Berlin - Die Armee", "Berlin - "),
        ("NAIROBI, May 5 (Xinhua) -- The army", "NAIROBI, May 5 (Xinhua) -- "),
        ("GENEVA — The army", "GENEVA — "),
        ("Genf/Berlin (AFP) Die Armee", "Genf/Berlin (AFP) "),
        ("WASHINGTON, Nov. 10 - The", "WASHINGTON, Nov. 10 - "),
        ("Die Armee - sie kam", ""),
        ("The army said", ""),
        ("", ""),
        ("The RSF (Rapid Support Forces) attacked", ""),
        pytest.param("UN (NATO) troops left", "", marks=NAME),
        pytest.param("Russia - Ukraine talks ended", "", marks=NAME),
    ],
)
def test_datelines(text: str, line: str) -> None:
    assert text[: dateline(text, 0)] == line


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u00a0b\u2009c", "a b c"),
        ("x\u00ady\u200b", "xy"),
        ("``q''", '"q"'),
        ("Cafe\u0301", "Caf\u00e9"),
        ("fÃ¼nf", "fünf"),
        ("it â€œisâ€\x9d", "it “is”"),
        ("a\u2028b", "a\nb"),
        ("\x00a\x07", "a"),
        ("don\ud800", "don?"),
        ("Ãœber", "Über"),
        ("Größe", "Größe"),
        ("a\tb", "a\tb"),
    ],
)
def test_repair(raw: str, mended: str) -> None:
    assert repair(raw) == mended


@given(st.text(alphabet=st.characters(codec=None, categories=None), max_size=60))
def test_repair_gives_what_can_be_written_and_needs_no_second_one(text: str) -> None:
    once = repair(text)
    once.encode("utf-8")
    assert "\r" not in once
    # a repaired mojibake may happen to look like mojibake again; everything else is stable
    assert repair(once) == once or "Ã" in text or "Â" in text or "â" in text


@given(st.text(alphabet='aA. \n!?"“”„)(5ö…', max_size=120), st.sampled_from(["de", "en"]))
def test_sentences_lie_in_order_without_space_around_and_lose_no_word(text: str, lang: str) -> None:
    at = 0
    for span in sentences(text, load_language(lang)):
        assert at <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        assert text[at : span.start].strip() == ""
        at = span.end
    assert text[at:].strip() == ""


def test_a_sentence_without_end_is_cut_into_pieces() -> None:
    text = "word " * 2000
    pieces = cut(text, "en")
    assert max(map(len, pieces)) <= 2000
    assert "".join(pieces) == text.strip()
