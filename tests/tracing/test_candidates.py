from collections.abc import Callable

from lagebild.tracing.candidates import Index
from lagebild.tracing.profile import Profile

TEXT = (
    "Estonia's navy said on Tuesday that a tanker had cut the moorings of two navigation buoys in the Gulf of Finland. It denied a fault."
)


def test_a_copy_and_a_translation_are_candidates(profile: Callable[..., Profile]) -> None:
    index = Index()
    assert index.add(profile(TEXT, date="2025-03-04")) == []
    assert index.add(profile("The price of wheat rose in Chicago.", date="2025-03-04")) == []
    assert 0 in index.add(profile(TEXT + " More was not known.", date="2025-03-05"))
    german = "Die estnische Marine teilte am Dienstag mit, ein Tanker habe im Finnischen Meerbusen zwei Tonnen losgerissen."
    assert 0 in index.add(profile(german, "de", date="2025-03-05"))


def test_months_apart_only_the_same_words_count(profile: Callable[..., Profile]) -> None:
    index = Index()
    index.add(profile("Peru seized two boats off Tumbes, the coast guard said.", date="2024-05-03"))
    assert index.add(profile("Two boats were seized by Peru near Tumbes, its coast guard says.", date="2024-10-03")) == []


def test_empty_texts_do_no_harm(profile: Callable[..., Profile]) -> None:
    index = Index()
    index.add(profile(""))
    index.add(profile("…"))
    assert index.size == 2
