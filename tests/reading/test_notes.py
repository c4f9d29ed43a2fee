import pytest

from lagebild import Note, read


def notes(text: str, lang: str, title: str = "", **more: str) -> list[Note]:
    sheet = read(text, title=title, lang=lang, **more)
    return [n for n in sheet.notes if n.kind not in ("no_date", "no_author")]


def told(text: str, lang: str, title: str = "") -> list[tuple[str, str]]:
    return [(n.kind, n.span.of(title if n.part == "title" else text)) for n in notes(text, lang, title)]


@pytest.mark.parametrize(
    ("lang", "text", "kind", "words"),
    [
        ("en", "A resident said that Chad attacked Libya.", "unnamed_source", "resident"),
        ("en", "Chad attacked Libya, diplomats said.", "unnamed_source", "diplomats"),
        ("en", "Experts said that Chad attacked Libya.", "unnamed_experts", "Experts"),
        ("en", "Reports say that Chad attacked Libya.", "unnamed_reports", "Reports"),
        ("de", "Ein Anwohner sagte, der Tschad habe Libyen angegriffen.", "unnamed_source", "Anwohner"),
        ("de", "Fachleute sagten, der Tschad habe Libyen angegriffen.", "unnamed_experts", "Fachleute"),
        ("de", "Berichten zufolge griff der Tschad Libyen an.", "unnamed_reports", "Berichten"),
    ],
)
def test_claims_that_rest_on_nobody_with_a_name(lang: str, text: str, kind: str, words: str) -> None:
    assert told(text, lang) == [(kind, words)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Tunisia said that Chad attacked Libya."),
        ("en", "Tunisia's president said that Chad attacked Libya."),
        ("de", "Tunesien sagte, der Tschad habe Libyen angegriffen."),
    ],
)
def test_a_named_source_needs_no_note(lang: str, text: str) -> None:
    assert told(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "title", "text", "kinds"),
    [
        ("en", "Chad attacks Libya", "Chad attacked Libya, Tunisia said.", {"headline_stronger_than_body", "outlet_voice_claim"}),
        ("en", "Chad attacks Libya", "Chad probably attacked Libya.", {"headline_stronger_than_body", "outlet_voice_claim"}),
        ("en", "Chad attacks Libya", "Chad attacked Libya.", {"outlet_voice_claim"}),
        ("en", "Chad attacks Libya, Tunisia says", "Chad attacked Libya, Tunisia said.", set()),
        ("en", "Will Chad attack Libya?", "Nothing is known.", {"headline_question"}),
        (
            "de",
            "Tschad greift Libyen an",
            "Der Tschad griff Libyen an, sagte Tunesien.",
            {"headline_stronger_than_body", "outlet_voice_claim"},
        ),
        ("de", "Tschad greift Libyen an", "Der Tschad griff Libyen an.", {"outlet_voice_claim"}),
        ("de", "Greift der Tschad Libyen an?", "Nichts ist bekannt.", {"headline_question"}),
    ],
)
def test_headlines(lang: str, title: str, text: str, kinds: set[str]) -> None:
    assert {kind for kind, _ in told(text, lang, title)} == kinds


@pytest.mark.parametrize(
    ("lang", "text", "noted"),
    [
        ("en", '"The whole valley burned for days." Nobody came.', True),
        ("en", '"The whole valley burned for days," Kenya said.', False),
        ("en", 'They call it "the valley" there.', False),
        ("de", "„Das ganze Tal brannte tagelang.“ Niemand kam.", True),
        ("de", "„Das ganze Tal brannte tagelang“, sagte Kenia.", False),
        ("de", "Kenia sagte: „Das ganze Tal brannte tagelang.“", False),
    ],
)
def test_quotations_without_a_speaker(lang: str, text: str, noted: bool) -> None:
    assert ("quote_without_speaker" in {kind for kind, _ in told(text, lang)}) is noted


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("de", "Die Atomwaffen-bef equipped Raketen stehen dort.", "Atomwaffen-bef equipped"),
        ("de", "Das Arsenal-tqx wächst.", "Arsenal-tqx"),
        ("en", "The drhtgfklmn of the port.", "drhtgfklmn"),
        ("en", "They bought \ufffdtanks.", "\ufffd"),
    ],
)
def test_damaged_words(lang: str, text: str, words: str) -> None:
    assert told(text, lang) == [("garbled_words", words)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die CDU-Chefin traf die US-Delegation in der EU-Kommission."),
        ("de", "Der Angstschweiß der Rechtschreibprüfung."),
        ("en", "The NATO-led follow-up mission strengthened rhythms."),
    ],
)
def test_odd_but_sound_words_are_not_damaged(lang: str, text: str) -> None:
    assert told(text, lang) == []


@pytest.mark.parametrize(
    ("date", "author", "kinds"), [("", "", {"no_date", "no_author"}), ("2024-11-10", "", {"no_author"}), ("2024-11-10", "Lara", set())]
)
def test_what_the_document_does_not_say(date: str, author: str, kinds: set[str]) -> None:
    from lagebild import Document

    sheet = read(Document("", "The river is long.", date=date, author=author, lang="en"))
    assert {note.kind for note in sheet.notes} == kinds


def test_every_note_explains_itself() -> None:
    found = notes(
        'Experts said that Chad attacked Libya. "It burned for three whole days." Drhtgfklmn xdrhtgfklmn.', "en", "Will Chad attack Libya?"
    )
    assert len({note.why for note in found}) == len({note.kind for note in found}) >= 3
