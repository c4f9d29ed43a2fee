from dataclasses import replace

import pytest

from lagebild import Document, Sheet, read


def test_a_text_and_its_document_are_read_alike() -> None:
    text, title = "Chad attacked Libya on Monday.", "Chad attacks Libya"
    by_words = read(text, title=title, date="2024-11-10", lang="en")
    by_document = read(Document(id="", text=text, title=title, date="2024-11-10", lang="en"))
    assert by_words == by_document
    assert [claim.part for claim in by_words.claims] == ["title", "text"]


def test_what_came_with_the_document_is_kept() -> None:
    document = Document("7", "Chad attacked Libya.", url="u", publisher="p", author="a", date="2024-11-10", lang="en")
    assert read(document).document == document


def test_a_repaired_text_says_so_and_carries_the_spans() -> None:
    sheet = read("PjÃ¶ngjang griff Japan an.", lang="de")
    assert sheet.document.repaired
    assert sheet.document.text == "Pjöngjang griff Japan an."
    assert [actor.name for actor in sheet.claims[0].actors] == ["Pjöngjang"]


@pytest.mark.parametrize("lang", ["de", "de-AT", "DE", "de-Latn-DE"])
def test_a_language_tag_is_known_by_its_first_part(lang: str) -> None:
    sheet = read("Tschad griff Libyen an.", lang=lang)
    assert sheet.document.lang == "de"
    assert [claim.event for claim in sheet.claims] == ["ASSAULT"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Russland hat am Montag Raketen auf die Ukraine abgefeuert, teilte Kiew mit.", "de"),
        ("Russia fired missiles at Ukraine on Monday, Kyiv said in a statement.", "en"),
    ],
)
def test_a_language_that_is_not_said_is_guessed(text: str, lang: str) -> None:
    sheet = read(text)
    assert sheet.document.lang == lang
    assert len(sheet.claims) == 1


@pytest.mark.parametrize(
    ("text", "lang", "named"),
    [("La Russie attaque.", "fr", "French"), ("…", "", "this language"), ("x", "zz", "language 'zz'"), ("x", "../de", "language '../de'")],
)
def test_a_language_without_a_pack_gives_a_sheet_that_says_so(text: str, lang: str, named: str) -> None:
    sheet = read(text, lang=lang)
    assert sheet == Sheet(sheet.document, warnings=(f"no pack for {named}: nothing read",))


@pytest.mark.parametrize(
    ("date", "stale"),
    [("2026-08-15", False), ("2027-02-28", False), ("2027-03-01", True), ("2024-11-10", False), ("", False), ("n.d.", False)],
)
def test_a_document_much_younger_than_the_registry_warns(date: str, stale: bool) -> None:
    assert bool(read("Chad attacked Libya.", lang="en", date=date).warnings) is stale


def test_any_date_lets_former_holders_speak_for_their_side() -> None:
    text = "Angela Merkel accused Chad of lies."
    assert [[a.code for a in c.actors] for c in read(text, lang="en", date="2024-11-10", any_date=True).claims] == [["DEU"]]
    assert [[a.code for a in c.actors] for c in read(text, lang="en", date="2024-11-10").claims] in ([], [[]])


def test_reading_does_not_remember_the_document_before() -> None:
    alone = read("It expelled two diplomats from Togo.", lang="en")
    read("Ghana held an election. The Jordanian army moved.", lang="en")
    assert read("It expelled two diplomats from Togo.", lang="en") == alone
    assert all(not claim.actors for claim in alone.claims)


def test_the_title_is_read_before_the_text_and_remembered() -> None:
    sheet = read("It expelled two diplomats from Togo.", title="Ghana holds an election", lang="en")
    assert [([a.code for a in c.actors], c.part) for c in sheet.claims] == [(["GHA"], "text")]


def test_a_document_is_not_changed() -> None:
    document = Document("7", "Pj\u00adöngjang  griff Japan an.", lang="de")
    before = replace(document)
    read(document)
    assert document == before


@pytest.mark.parametrize(
    "date", ["10 November 2024", "10.11.2024", "(2024)", "²024-05", "2024-²1", "2024-W45", "9999-12-31", "0001-01-01", "2024-02-30"]
)
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Mali attacked Chad last Monday. Friedrich Merz will meet Putin on Monday."),
        ("de", "Mali griff den Tschad vergangenen Montag an. Friedrich Merz wird Putin am Montag treffen."),
    ],
)
def test_no_date_makes_reading_raise(date: str, lang: str, text: str) -> None:
    assert read(text, lang=lang, date=date).document.date == date
