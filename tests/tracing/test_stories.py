from collections.abc import Callable

import pytest

from lagebild.tracing import stories
from lagebild.tracing.profile import Profile
from lagebild.tracing.stories import Weaver

TEXTS = [
    ("Peru seized two boats with 19 crew off Tumbes on Sunday, the coast guard said. The boats gave no answer.", "2024-05-06T08:00:00Z"),
    ("Peru seized two boats with 19 crew off Tumbes on Sunday, the coast guard said.", "2024-05-06T10:00:00Z"),
    ("Kenya and Uganda opened a rail link in Malaba. A band played.", "2024-05-06T11:00:00Z"),
]


def woven(profile: Callable[..., Profile]) -> list[list[int]]:
    weaver = Weaver()
    weaver.add_all([profile(text, date=date, id=str(n)) for n, (text, date) in enumerate(TEXTS)])
    return [group.places for group in weaver.groups()]


def test_copies_are_one_story_and_others_their_own(profile: Callable[..., Profile]) -> None:
    assert woven(profile) == [[0, 1], [2]]


def test_what_was_forgotten_is_measured_again(profile: Callable[..., Profile], monkeypatch: pytest.MonkeyPatch) -> None:
    known = woven(profile)
    monkeypatch.setattr(stories, "_REMEMBERED", 1)
    assert woven(profile) == known


def test_one_more_document_joins_what_is_known(profile: Callable[..., Profile]) -> None:
    weaver = Weaver()
    for n, (text, date) in enumerate(TEXTS):
        weaver.add(profile(text, date=date, id=str(n)))
    before = len(weaver.groups())
    weaver.add(profile(TEXTS[0][0] + " More is not known.", date="2024-05-06T12:00:00Z", id="new"))
    assert len(weaver.groups()) == before
    assert weaver.groups()[0].origins[0][-1].parent == 0
