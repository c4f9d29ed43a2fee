"""Passages beside example sentences."""

import pytest

from lagebild.tracing.drift.typical import natures, typical
from lagebild.tracing.vectors import load_encoder


@pytest.mark.parametrize(
    ("passage", "kind"),
    [
        ("Für diese Darstellung gibt es bisher keine Belege.", "doubt"),
        ("De krant kon het verhaal niet controleren.", "doubt"),
        ("Troops shelled the harbour on Friday night.", "act"),
    ],
)
def test_a_passage_is_most_like_examples_of_its_kind(passage: str, kind: str) -> None:
    found = natures(passage, load_encoder())
    assert max(found, key=found.__getitem__) == f"like_{kind}"


def test_no_passages_are_like_nothing() -> None:
    assert typical("doubt", [], load_encoder()) == []
