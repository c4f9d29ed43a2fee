from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lagebild.model.nouns import Document
from lagebild.tracing.profile import Profile
from lagebild.tracing.vectors import load_encoder


@pytest.fixture(scope="session")
def profile() -> Callable[..., Profile]:
    """Make the profile of a text."""

    def make(text: str, lang: str = "en", **more: Any) -> Profile:
        return Profile(Document(more.pop("id", "x"), text, lang=lang, **more), load_encoder())

    return make
