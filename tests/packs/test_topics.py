"""The weights of the words that tell what a sentence is about."""

from __future__ import annotations

import pytest

from lagebild.model.errors import PackError
from lagebild.packs import topics
from lagebild.packs.strict import read_toml
from lagebild.packs.topics import Topics, load_topics


def test_weights_are_read_in_tenths() -> None:
    weights = load_topics("en").weights
    assert weights["minister"] < -1 < 1 < weights["museum"]
    assert len(weights) > 10_000


def test_a_language_may_have_none() -> None:
    assert load_topics("xx") == Topics()


def test_the_bounds_are_in_order() -> None:
    table = load_topics("en")
    assert table.states < table.doubtful < table.other


def test_an_unknown_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "read_toml", lambda where: {**read_toml(where), "surprise": 1.0})
    with pytest.raises(PackError, match=r"^en/topics\.toml.*surprise"):
        load_topics("en")
