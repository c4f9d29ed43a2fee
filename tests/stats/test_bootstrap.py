import random

import pytest

from lagebild.stats.bootstrap import bootstrap


def mean(values):
    return sum(values) / len(values) if values else None


def test_the_interval_is_the_same_every_time() -> None:
    units = [random.Random(3).random() for _ in range(40)]
    assert bootstrap(units, mean) == bootstrap(units, mean)


def test_it_leaves_the_global_generator_alone() -> None:
    random.seed(5)
    before = random.getstate()
    bootstrap([1, 2, 3], mean, rounds=10)
    assert random.getstate() == before


def test_equal_units_leave_no_doubt() -> None:
    assert bootstrap([0.25] * 30, mean) == (0.25, 0.25)


def test_it_brackets_the_statistic_and_narrows_with_more_units() -> None:
    draw = random.Random(11)
    few, many = ([draw.random() for _ in range(n)] for n in (20, 2000))
    (low, high), (tight_low, tight_high) = bootstrap(few, mean, 400), bootstrap(many, mean, 400)
    assert low < mean(few) < high
    assert tight_low < mean(many) < tight_high
    assert tight_high - tight_low < (high - low) / 4


def test_a_wider_level_is_a_wider_interval() -> None:
    units = list(range(50))
    inner, outer = bootstrap(units, mean, level=0.5), bootstrap(units, mean, level=0.99)
    assert outer[0] < inner[0] < inner[1] < outer[1]


@pytest.mark.parametrize(("units", "statistic"), [([], mean), ([1, 2], lambda _: None)])
def test_where_nothing_is_defined_everything_is_possible(units, statistic) -> None:
    assert bootstrap(units, statistic) == (0.0, 1.0)


def test_undefined_rounds_are_left_out() -> None:
    low, high = bootstrap([0, 1], lambda xs: 7.0 if sum(xs) else None)
    assert (low, high) == (7.0, 7.0)
