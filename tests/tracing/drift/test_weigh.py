"""Which possible changes are told, and what they say of one another."""

from lagebild.model.tracing import DriftKind, Passage
from lagebild.tracing.drift.sides import Change
from lagebild.tracing.drift.weigh import choose, context


def change(kind: DriftKind, start: int, end: int) -> Change:
    return Change(kind, Passage("text", start, end, "x" * (end - start)), None, "")


def test_of_overlapping_changes_of_a_kind_the_likeliest_is_kept() -> None:
    whole, part, other = change("doubt_dropped", 0, 20), change("doubt_dropped", 5, 9), change("attribution_dropped", 5, 9)
    assert choose([(0.4, whole), (0.6, part), (0.2, other)]) == [part, other]


def test_other_changes_of_a_pair_count_for_a_change_and_a_rival_is_seen() -> None:
    rows = [(0.5, change("doubt_dropped", 0, 9)), (0.9, change("number_changed", 20, 22)), (0.7, change("attribution_dropped", 3, 9))]
    doubt, number, _ = context(rows)
    assert doubt["other_kinds"] > number["other_kinds"] > 0
    assert doubt["same_kind"] == number["same_kind"] == 0
    assert (doubt["rival"], number["rival"]) == (0.7, 0.0)
    assert doubt["own"] == 0 < number["own"]


def test_a_change_alone_has_no_company() -> None:
    (signs,) = context([(0.2, change("number_changed", 0, 2))])
    assert signs["other_kinds"] == signs["same_kind"] == signs["rival"] == 0
