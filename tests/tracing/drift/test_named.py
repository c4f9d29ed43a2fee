"""Institutions and names as items."""

from lagebild.packs.tracingwords import load_cues, load_institutions
from lagebild.tracing.drift.institutions import institutions_in
from lagebild.tracing.drift.named import INSTITUTION, NAME, STATE, means_same, names, placed, same
from lagebild.tracing.drift.paired import Item
from lagebild.tracing.text import Sentence
from lagebild.tracing.vectors import load_encoder


def item(value: str, kind: str = NAME) -> Item:
    return Item(value.lower(), kind, 0, Sentence("text", 0, len(value), value), 0, len(value))


def test_every_institution_has_words_in_every_language() -> None:
    assert {lang: len(rows) for lang, rows in load_institutions().items()} == dict.fromkeys(load_cues(), len(load_institutions()["en"]))


def test_the_longest_of_overlapping_institutions_is_taken() -> None:
    assert [name for name, _, _ in institutions_in("The foreign ministry and the border police met.", "en")] == [
        "foreign_ministry",
        "border_guard",
    ]
    assert [name for name, _, _ in institutions_in("Das Außenministerium und der Grenzschutz schwiegen.", "de")] == [
        "foreign_ministry",
        "border_guard",
    ]


def test_states_have_codes_and_common_nouns_are_no_names() -> None:
    text = "Gestern sprach die Ministerin in Kampala mit Ecuador."
    found = names([Sentence("text", 0, len(text), text)], "de")
    assert ("ECU", STATE) in [(i.value, i.kind) for i in found]
    assert "Ministerin" not in [i.passage.text for i in found]
    assert placed(next(i for i in found if i.passage.text == "Kampala"), "de")


def test_states_of_several_words_and_adjectives_without_a_capital() -> None:
    def states(text: str, lang: str) -> list[str]:
        return [i.value for i in names([Sentence("text", 0, len(text), text)], lang) if i.kind == STATE]

    assert states("Fiji and New Zealand sent South Korean aircraft.", "en") == ["NZL", "KOR", "FJI"]
    assert states("Ein katarischer Vermittler kam.", "de") == ["QAT"]
    assert states("un pétrolier chinois et un marin nigérien", "fr") == ["CHN", "NER"]
    assert states("senegalskich żołnierzy", "pl") == ["SEN"]


def test_translations_of_a_name_mean_the_same() -> None:
    encoder = load_encoder()
    assert means_same(item("Switzerland"), item("Schweiz"), encoder) > means_same(item("Switzerland"), item("Senegal"), encoder)


def test_names_meet_by_beginning_or_sound() -> None:
    assert same(item("Kyrgyz"), item("kirgisisch"))
    assert same(item("Wonsan"), item("Wonsans"))
    assert not same(item("Wonsan"), item("Hamhung"))
    assert not same(item("navy", INSTITUTION), item("navy"))
