import pytest

from lagebild.model.errors import PackError
from lagebild.packs import tracingwords
from lagebild.packs.tracingwords import load_agencies, load_cues, load_evidence_words, load_number_words, load_weights


def test_every_language_of_cues_has_numbers_and_days() -> None:
    assert set(load_cues()) == set(load_number_words())
    assert all(len(known.months) == 12 and set(known.days.values()) == set(range(7)) for known in load_number_words().values())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("not _ clear", "It was not at all clear."),
        ("verif*", "unable to verify it"),
        ("*kreisen", "aus Sicherheitskreisen"),
        ("wies … zurück", "wies den Vorwurf, der am Tag zuvor laut wurde, zurück"),
    ],
)
def test_cues_take_gaps_and_endings(words: str, text: str) -> None:
    import re

    assert re.search(r"(?<!\w)" + tracingwords._cue(words) + r"(?!\w)", text)


def test_an_agency_has_one_name() -> None:
    pattern, forms = load_agencies()
    assert forms[pattern.search("by The Associated Press")[0]] == "AP"  # type: ignore[index]
    assert not pattern.search("APPROVED")


@pytest.mark.parametrize(
    ("loader", "table", "message"),
    [
        (load_cues, {"en": {"doubts": []}}, "unknown key 'doubts'"),
        (load_number_words, {"en": {"words": {}, "joined": []}}, "'scales' is missing"),
        (load_evidence_words, {"titles": {"maybe": "x"}}, "unknown key 'maybe'"),
        (load_agencies, {"agency": {"AP": []}}, "no list of forms"),
        (load_weights, {"kinship": {"bias": {"a": 1.0}, "typical": {"x": 0.0}, "weights": {"x": {"b": 1.0}}}, "descent": {}}, "classes"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(monkeypatch: pytest.MonkeyPatch, loader, table, message: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(tracingwords, "read_toml", lambda where: table)
    loader.cache_clear()
    with pytest.raises(PackError, match=message):
        loader()
    loader.cache_clear()
