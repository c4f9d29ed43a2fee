from hypothesis import given
from hypothesis import strategies as st

from lagebild.tracing.graph import groups, vote


@given(st.integers(0, 8), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(-4, 4)), max_size=30))
def test_every_item_is_in_one_group(size: int, rows: list[tuple[int, int, float]]) -> None:
    votes = {(a, b): w for a, b, w in rows if a < b < size}
    found = groups(size, votes)
    assert sorted(item for row in found for item in row) == list(range(size))
    assert found == sorted(found)


def test_one_wrong_link_does_not_join_two_groups() -> None:
    inside = dict.fromkeys([(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)], 3.0)
    across = dict.fromkeys([(0, 3), (0, 4), (1, 4), (1, 5), (2, 5)], -3.0)
    assert groups(6, inside | across | {(2, 3): 2.0}) == [[0, 1, 2], [3, 4, 5]]


def test_votes_are_bounded() -> None:
    assert vote(0.0) == -4.0 < vote(0.4) < 0 < vote(0.6) < 4.0 == vote(1.0)
