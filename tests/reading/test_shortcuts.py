"""What is kept of a word by itself must be what looking at each word anew comes to."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from lagebild.packs.language import load_language
from lagebild.packs.memo import Memo
from lagebild.packs.registry import load_registry
from lagebild.reading import tag_svo, tag_v2
from lagebild.reading import tokens as words
from lagebild.reading.mentions import Finder

GOLD = Path(__file__).parent.parent / "gold"
Row = tuple[object, ...]


def sentences(lang: str) -> list[str]:
    rows = [json.loads(line)["text"] for line in (GOLD / f"{lang}.jsonl").read_text("utf-8").splitlines()]
    return [text.upper() if number % 9 == 0 else text for number, text in enumerate(rows[:180])]


def tagged(lang: str, tagger: ModuleType) -> list[list[Row]]:
    language = load_language(lang)
    found = []
    for text in sentences(lang):
        tokens = words.tokenize(text, 0, len(text), Finder(language, load_registry(lang), "2024-11-10"))
        words.read_words(tokens, language)
        found.append([(t.text, t.pos, t.lemma, t.form) for t in tagger.tag(tokens, language)])
    return found


@pytest.mark.parametrize(("lang", "tagger"), [("en", tag_svo), ("de", tag_v2)])
def test_a_word_that_is_told_by_itself_is_what_its_neighbours_would_make_it(
    lang: str, tagger: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = tagged(lang, tagger)
    monkeypatch.setattr(tagger, "alone", lambda tokens, table: [None] * len(tokens))
    assert tagged(lang, tagger) == quick


@pytest.mark.parametrize(("lang", "tagger"), [("en", tag_svo), ("de", tag_v2)])
def test_words_passed_over_as_ordinary_hold_no_name(lang: str, tagger: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tagged(lang, tagger)
    always = Memo(lambda low: words._ALWAYS)
    monkeypatch.setattr(words, "_special_before", lambda code, registry: always)
    assert tagged(lang, tagger) == quick
