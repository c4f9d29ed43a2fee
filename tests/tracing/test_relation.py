from collections.abc import Callable

import pytest

from lagebild.model.tracing import DESCENT
from lagebild.packs.tracingwords import load_evidence_words, load_weights
from lagebild.tracing.decisions import decide_pair
from lagebild.tracing.evidence import TIMES, evidence
from lagebild.tracing.profile import Profile
from lagebild.tracing.relation import DESCENDS, choose, probabilities, say

AGENCY = (
    "LIMA, May 3 (Reuters) - Peru said on Friday it had seized two boats with 19 crew off Tumbes. "
    "The boats did not answer radio calls, the coast guard said. "
    '"We protect our waters," a spokesman said. Ecuador asked for consular access.'
)
GERMAN = (
    "Lima, 3. Mai (Reuters) - Peru hat nach eigenen Angaben vom Freitag zwei Boote mit 19 Seeleuten vor Tumbes festgesetzt. "
    "Die Boote hätten auf Funkrufe nicht geantwortet, teilte die Küstenwache mit. "
    "„Wir schützen unsere Gewässer“, sagte ein Sprecher. Ecuador bat um konsularischen Zugang."
)
OTHER = "Kenya and Uganda opened a new rail link on Sunday. Two ministers cut a ribbon in Malaba, and a band played for the guests."


def test_evidence_weights_and_words_name_the_same(profile: Callable[..., Profile]) -> None:
    found = set(evidence(profile(AGENCY), profile(GERMAN, "de")))
    kinship, descent = load_weights()
    assert found == set(kinship.weights) == set(descent.weights) == set(load_evidence_words())
    assert set(TIMES) <= found


def test_evidence_does_not_ask_which_is_first(profile: Callable[..., Profile]) -> None:
    a, b = profile(AGENCY, date="2024-05-03T10:00:00Z"), profile(GERMAN, "de", date="2024-05-03T12:00:00Z")
    assert evidence(a, b) == pytest.approx(evidence(b, a), abs=2e-4)


@pytest.mark.parametrize(("other", "lang", "relation"), [(AGENCY, "en", "copy"), (GERMAN, "de", "translation"), (OTHER, "en", "unrelated")])
def test_plain_cases(profile: Callable[..., Profile], other: str, lang: str, relation: str) -> None:
    a = profile(AGENCY, date="2024-05-03T10:00:00Z")
    found = decide_pair(a, profile(other, lang, date="2024-05-03T12:00:00Z"))
    assert found.relation == relation
    assert sum(found.probabilities.values()) == pytest.approx(1.0)
    assert found.reasons
    assert all(reason.text for reason in found.reasons)


def test_a_link_needs_more_than_half() -> None:
    found = dict.fromkeys(probabilities(evidence_of_nothing()), 0.0)
    doubtful = found | {"copy": DESCENDS - 0.05, "independent": 1.05 - DESCENDS}
    assert choose(doubtful) == "independent"
    assert choose(found | {"copy": DESCENDS, "independent": 1 - DESCENDS}) == "copy"


def evidence_of_nothing() -> dict[str, float]:
    return dict.fromkeys(load_weights()[0].weights, 0.0)


def test_evidence_is_said_in_words() -> None:
    assert say("shared_runs", 0.42).startswith("42 %")
    assert say("quotes_none", 0.0) != say("quotes_none", 1.0)


def test_every_descent_is_a_class() -> None:
    assert set(load_weights()[1].bias) == set(DESCENT)
