from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.stats.matching import match

WEIGHTS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.5]), min_size=columns, max_size=columns), max_size=4)
)


def weight(weights, pairs):
    return sum(weights[r][c] for r, c in pairs)


def best(weights):
    rows, columns = len(weights), len(weights[0]) if weights else 0
    size = max(rows, columns)
    orders = permutations(range(size), rows)
    return max(sum(weights[r][c] for r, c in enumerate(order) if c < columns) for order in orders)


@given(WEIGHTS)
def test_it_is_the_best_one_to_one_pairing(weights) -> None:
    pairs = match(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert all(weights[r][c] > 0 for r, c in pairs)
    assert weight(weights, pairs) == best(weights)


@pytest.mark.parametrize("weights", [[], [[]], [[0.0]], [[0.0, 0.0], [0.0, 0.0]]])
def test_nothing_to_pair(weights) -> None:
    assert match(weights) == []


def test_past_twelve_columns_the_heaviest_pair_goes_first() -> None:
    weights = [[0.0] * 13 for _ in range(2)]
    weights[0][0], weights[0][1], weights[1][0] = 3.0, 2.9, 2.9
    assert match(weights) == [(0, 0)]
    weights[1][5] = 0.1
    assert match(weights) == [(0, 0), (1, 5)]
