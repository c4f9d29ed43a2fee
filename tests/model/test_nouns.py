from dataclasses import FrozenInstanceError, replace

import pytest

from lagebild import Document, Span


def test_a_span_covers_code_points() -> None:
    text = "😀 Kiew"
    assert Span(2, 6).of(text) == "Kiew"


def test_the_content_id_follows_title_and_text_alone() -> None:
    document = Document("1", "Text", title="Titel")
    assert replace(document, id="2", url="u", publisher="p", author="a", date="2024-01-01", lang="de").content_id == document.content_id
    assert replace(document, text="Text.").content_id != document.content_id
    assert replace(document, title="").content_id != document.content_id


def test_moving_words_between_title_and_text_changes_the_content_id() -> None:
    assert Document("", "b", title="a").content_id != Document("", "a\nb").content_id


def test_nouns_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).start = 3  # type: ignore[misc]
