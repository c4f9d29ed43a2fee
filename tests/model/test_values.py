import itertools
import tomllib
from importlib import resources
from typing import get_args

import pytest

from lagebild.model import values
from lagebild.model.values import BAND_RANGES, band_of
from lagebild.packs.rules import load_ontology


@pytest.mark.parametrize("name", list(BAND_RANGES))
def test_bands_are_half_open(name: str) -> None:
    low, high = BAND_RANGES[name]
    assert band_of(low) == name
    assert high == 1.0 or band_of(high) != name


def test_bands_tile_the_whole_scale_in_rising_order() -> None:
    edges = list(BAND_RANGES.values())
    assert edges[0][0] == 0.0
    assert edges[-1][1] == 1.0
    assert all(left[1] == right[0] for left, right in itertools.pairwise(edges))
    assert {*BAND_RANGES, "unstated"} == set(get_args(values.Band))


@pytest.mark.parametrize("probability", [1.0, 0.999, 0.95])
def test_certainty_joins_the_last_band(probability: float) -> None:
    assert band_of(probability) == "almost_certain"


@pytest.mark.parametrize("wrong", [-0.01, 1.01, float("nan"), float("inf")])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="not a probability"):
        band_of(wrong)


def test_types_are_those_of_the_ontology() -> None:
    assert set(get_args(values.EventType)) == set(load_ontology()["events"])
    assert set(get_args(values.JudgementType)) == set(load_ontology()["judgements"])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_hedges_of_a_pack_name_bands(lang: str) -> None:
    hedges = tomllib.loads(resources.files("lagebild.packs").joinpath(f"{lang}/hedges.toml").read_text("utf-8"))
    assert set(hedges) == {*BAND_RANGES, "negated_likely"}
