from pathlib import Path

import pytest

from lagebild.model.errors import SourceError
from lagebild.sources.heads import read_author, read_date
from lagebild.sources.markdown import read_markdown, words
from lagebild.sources.page import read_page
from lagebild.sources.plain import read_plain

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("name", "title", "date", "author", "start"),
    [
        ("achse.de.txt", "Gefährdet die Iran-Huthi-Achse auch Europa?", "2025-03-14", "Redaktion Blickpunkt", "Die enge Zusammenarbeit"),
        ("axis.en.txt", "Is the Minsk–Havana pact a threat to Florida?", "2025-06-20", "the Harbour Desk", "The growing military"),
    ],
)  # fmt: skip
def test_the_examples_are_in_the_plain_form(name: str, title: str, date: str, author: str, start: str) -> None:
    found = read_plain((EXAMPLES / name).read_text(encoding="utf-8"))
    assert found.title.startswith(title)
    assert (found.date, found.author) == (date, author)
    assert found.text.startswith(start)


@pytest.mark.parametrize(
    "head",
    ["2024-11-10\nVon Anna Muster\nQuelle: Das Blatt", "Quelle: Das Blatt\n\nAutorin: Anna Muster\r\n10. November 2024",
     "Author: Anna Muster\nNovember 10, 2024\nPublisher: Das Blatt", "By Anna Muster\n\n\nSource: Das Blatt\n10.11.2024"],
)  # fmt: skip
def test_head_lines_come_in_any_order(head: str) -> None:
    found = read_plain(f"Kiew warnt\n{head}\n\nMoskau droht Kiew.\n\nKiew droht zurück.\n")
    assert (found.title, found.date, found.author, found.publisher) == ("Kiew warnt", "2024-11-10", "Anna Muster", "Das Blatt")
    assert found.text == "Moskau droht Kiew.\n\nKiew droht zurück."


def test_one_line_has_no_title() -> None:
    assert (read_plain("Moskau droht Kiew.").title, read_plain("Moskau droht Kiew.\n").text) == ("", "Moskau droht Kiew.")


def test_one_line_with_head_lines_has_no_title_either() -> None:
    found = read_plain("Moskau droht Kiew.\n2024-11-10\n")
    assert (found.title, found.text, found.date) == ("", "Moskau droht Kiew.", "2024-11-10")


def test_a_long_first_line_is_text() -> None:
    line = "Moskau droht Kiew. " * 20
    found = read_plain(f"{line}\n2024-11-10\nMehr.")
    assert (found.title, found.text) == ("", f"{line.strip()} \n2024-11-10\nMehr.".strip())
    assert read_plain("x" * 250 + "\ny").title == "x" * 250
    assert read_plain("x" * 251 + "\ny").title == ""


def test_a_date_above_the_title_is_no_title() -> None:
    found = read_plain("10.11.2024\nKiew warnt\nMoskau droht Kiew.")
    assert (found.title, found.date, found.text) == ("Kiew warnt", "2024-11-10", "Moskau droht Kiew.")


def test_at_most_four_head_lines_are_taken() -> None:
    found = read_plain("Kiew warnt\n" + "2024-11-10\n" * 5 + "Text.")
    assert found.text == "2024-11-10\nText."


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024-11-10", "2024-11-10"), ("2024-11-10T09:30:00+01:00", "2024-11-10T09:30:00+01:00"),
        ("2024-11-10 09:30", "2024-11-10T09:30:00"), ("2024-11-10T09:30:00Z", "2024-11-10T09:30:00+00:00"),
        ("10. November 2024", "2024-11-10"), ("10 November 2024", "2024-11-10"),
        ("November 10, 2024", "2024-11-10"), ("Nov. 10, 2024", "2024-11-10"), ("10.11.2024", "2024-11-10"), ("1.3.2025", "2025-03-01"),
        ("1. März 2025", "2025-03-01"), ("Sonntag, 10. November 2024", "2024-11-10"), ("Sunday, November 10th, 2024", "2024-11-10"),
        ("Published: 10 November 2024", "2024-11-10"), ("Stand: 10.11.2024, 14:30 Uhr", "2024-11-10"), ("29 February 2024", "2024-02-29"),
        ("Sun, 10 Nov 2024 12:00:00 GMT", "2024-11-10"), ("29 February 2023", ""), ("2024-13-01", ""), ("31.04.2024", ""),
        ("11/10/2024", ""),
        ("Am 10. November 2024 griff Russland an.", ""), ("10. November", ""), ("2024", ""), ("", ""), ("0000-01-01", ""),
        ("٢٠٢٤-١١-١٠", "2024-11-10"), ("2024-11-10T99:99", ""),
    ],
)  # fmt: skip
def test_dates_of_both_languages(line: str, date: str) -> None:
    assert read_date(line) == date


@pytest.mark.parametrize(
    "line",
    ["Von Russland gelieferte Raketen trafen Kiew", "By Monday, Russia had lost Kherson", "Von der Leyen warnt Russland vor Folgen",
     "By The Time It Was Over, Kyiv Was Free.", "By " + "A" * 200, "By", "Autor:", "Von 2022 bis 2024 herrschte Krieg."],
)  # fmt: skip
def test_a_sentence_is_no_byline(line: str) -> None:
    assert read_author(line) == ""


@pytest.mark.parametrize(
    ("line", "who"),
    [("By Anna Smith and John Doe", "Anna Smith and John Doe"), ("VON ANNA MUSTER", "ANNA MUSTER"), ("Author: lara", "lara"),
     ("Von Anna Muster, Kiew", "Anna Muster, Kiew"), ("By A. Smith Jr.", "A. Smith Jr.")],
)  # fmt: skip
def test_bylines(line: str, who: str) -> None:
    assert read_author(line) == who


FRONT = (
    '---\ntitle: "Kiew warnt"\ndate: 2024-11-10\nauthors: [Anna Muster, Bo]\nsource: Das Blatt\nlang: de\ntags: x\n---\n\nMoskau droht.\n'
)


def test_front_matter_is_read() -> None:
    found = read_markdown(FRONT)
    assert (found.title, found.date, found.author) == ("Kiew warnt", "2024-11-10", "Anna Muster, Bo")
    assert (found.publisher, found.lang, found.text) == ("Das Blatt", "de", "Moskau droht.")


@pytest.mark.parametrize("title", ["# Kiew **warnt** Moskau", "# Kiew warnt [Moskau](https://e.org/a_(b)) ##", "Kiew _warnt_ Moskau\n=====",
                                   "Kiew warnt Moskau"])  # fmt: skip
def test_the_title_of_markdown(title: str) -> None:
    found = read_markdown(f"{title}\n\n2024-11-10\nVon Anna Muster\n\nMoskau *droht*\nKiew.\n\nEnde.")
    assert (found.title, found.date, found.author) == ("Kiew warnt Moskau", "2024-11-10", "Anna Muster")
    assert found.text == "Moskau droht Kiew.\nEnde."


def test_blocks_of_markdown_become_lines() -> None:
    found = read_markdown(
        "# T\n\n## Lage ##\nKiew\nwarnt.\n\n- Punkt *eins*\n  weiter\n- Punkt zwei\n\n> Ein Zitat.\n\n---\n\n```\nroh\n```\n"
        "| A | B |\n|---|---|\n\n![Bild](b.png)\n\n[1]: https://example.org\n\n<!-- weg -->Ende &amp; aus\\*"
    )
    assert found.text == "Lage\nKiew warnt.\nPunkt eins weiter\nPunkt zwei\nEin Zitat.\nroh\n| A | B |\nEnde & aus*"


@pytest.mark.parametrize(
    ("text", "bare"),
    [("**[Kiew](x)** warnt", "Kiew warnt"), ("***sehr*** ernst", "sehr ernst"), ("snake_case_name und Bürger*innen, Soldat*innen", None),
     ("2 * 3 * 4", None), ("[Kiew][1] und [^1]", "Kiew und [^1]"), ("**fett mit *kursiv* darin**", "fett mit kursiv darin"),
     ("`code` <b>x</b> ~~alt~~ <https://e.org>", "code x alt https://e.org"), ("ein < zwei > eins", None)],
)  # fmt: skip
def test_words_of_markdown(text: str, bare: str | None) -> None:
    assert words(text) == (text if bare is None else bare)


@pytest.mark.parametrize(
    "piece", ["[", "![", "*", "**a ", "`", "<a", "<!--", "#", "# ", "|", "> ", "- ", "_a_", "[a](", "\\", "~~", "&#", "---\n", "*a*a"]
)
def test_markdown_takes_linear_time(piece: str) -> None:
    import time

    start = time.process_time()
    for text in (piece * 60_000 + "x", f"# T\n\n{piece * 60_000}x"):
        read_markdown(text)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("told", ["2024-11-10", "2024-11-10T00:00:00Z", "10.11.2024"])
def test_a_page_that_tells_the_day_alone_is_not_from_midnight(article: str, told: str) -> None:
    assert read_page(article.replace("2024-11-10T09:00:00+01:00", told), "a.html").date == "2024-11-10"


def test_a_page_is_read_with_what_it_says(article: str) -> None:
    found = read_page(article, "a.html")
    assert (found.title, found.date, found.author) == ("Russland warnt die NATO", "2024-11-10T09:00:00+01:00", "Anna Muster")
    assert (found.publisher, found.lang) == ("Das Blatt", "de-DE")
    assert found.text.startswith("Russland hat die NATO am Sonntag")
    assert "Pjöngjang schwieg" in found.text
    assert "Politik" not in found.text


@pytest.mark.parametrize(
    "text", ["<html><body></body></html>", "<p>", "<" * 5000, "<!DOCTYPE html>", "<html><body><script>x()</script></body></html>"]
)
def test_a_page_without_text_says_so(text: str, capfd) -> None:
    with pytest.raises(SourceError, match=r"no main text|cannot be parsed") as caught:
        read_page(text, "leer.html")
    assert caught.value.where == "leer.html"
    assert capfd.readouterr().err == ""


def test_a_year_in_the_footer_is_not_the_date(article: str) -> None:
    bare = article.replace('<meta property="article:published_time" content="2024-11-10T09:00:00+01:00">', "")
    assert read_page(bare, "a.html").date == ""


def test_a_page_with_too_many_elements_is_refused_at_once(article: str) -> None:
    with pytest.raises(SourceError, match="too large"):
        read_page(article.replace("<footer>", "<p>Kiew</p>" * 60_000 + "<footer>"), "a.html")


def test_a_deep_page_does_not_crash() -> None:
    text = "<html><body>" + "<div>" * 20_000 + "<p>Kiew warnt Moskau vor einem Angriff auf den Hafen.</p>" + "</div>" * 20_000
    try:
        found = read_page(text, "tief.html").text
    except SourceError as error:
        found = str(error)
    assert "Kiew" in found or "tief.html" in found
