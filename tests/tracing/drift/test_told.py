"""How well clauses are told."""

from collections.abc import Callable

from lagebild.tracing.drift.told import Told
from lagebild.tracing.profile import Profile


def test_a_new_clause_in_a_known_sentence_is_seen(profile: Callable[..., Profile]) -> None:
    before = profile("The ministry closed the border crossing on Monday. Lorries wait on both sides.")
    after = profile("The ministry closed the border crossing on Monday, while submarines circled an island. Lorries wait on both sides.")
    told = Told(before, after)
    assert told.worst(1, 0) < 0.5 < told.worst(0, 0)
    assert told.worst(1, 1) > 0.9


def test_two_sentences_together_tell_one(profile: Callable[..., Profile]) -> None:
    before = profile("The ship left the port of Lima. It carried wheat for Chile.")
    after = profile("The ship left the port of Lima with wheat for Chile. Nothing else is known.")
    assert Told(before, after).window(1, 0) > Told(before, after).window(1, 1)


def test_an_empty_text_tells_nothing(profile: Callable[..., Profile]) -> None:
    told = Told(profile("The port of Lima is shut since Monday."), profile("Gone."))
    assert told.worst(0, 0) < 0.5
