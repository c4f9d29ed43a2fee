"""What a sentence is about, by all its words."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.packs.language import load_language
from lagebild.packs.topics import Topics, load_topics
from lagebild.reading.parts import Parse, Token
from lagebild.reading.topic import topic, topic_words


def parse(*words: str) -> Parse:
    """A sentence of nouns."""
    return Parse([Token(w, w.lower(), 0, 0, pos="N", lemma=w.lower()) for w in words], [], [], 0, 0)


def test_the_words_tell_the_topic() -> None:
    language = load_language("en")
    assert topic(parse("minister", "ceasefire", "embassy"), language) == "states"
    assert topic(parse("pianist", "museum", "breakfast"), language) == "other"


def test_a_word_counts_once_and_names_and_numbers_do_not_count() -> None:
    row = parse("minister", "minister", "12", "of")
    assert topic_words(row, load_language("en")) == ["minister"]


def test_a_language_without_weights_leaves_every_topic_open() -> None:
    assert load_topics("xx") == Topics()
    assert topic(parse("minister"), load_language("de")) == "open"


@pytest.mark.parametrize(
    "text",
    [
        "The Bolivian pastry cook captured the jury in Vienna with a terrine of figs.",
        "A Norwegian saxophonist storms the Danish album charts with twelve ballads.",
        "The Kenyan batsman was bombarded with short balls on a lively Colombo wicket.",
    ],
)
def test_other_topics_raise_no_claim(text: str) -> None:
    assert not read(text, lang="en").claims


def test_a_word_of_sport_among_words_about_states_does_not_silence_a_sentence() -> None:
    text = "The foreign ministry in Ankara accused the Greek government of arming militants, hours before the football match."
    assert [c.event for c in read(text, lang="en").claims if hasattr(c, "event")][:1] == ["ACCUSE"]
