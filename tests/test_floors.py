"""No figure on the gold sentences falls below its floor (`floors.json`; `renew.py` raises them)."""

import json
import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
RENEW = runpy.run_path(str(HERE / "renew.py"))


@pytest.fixture(scope="module")
def measured():
    return RENEW["measured"]()


@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, figures in FLOORS.items() for figure in figures])
def test_a_figure_is_not_below_its_floor(measured: dict[str, dict[str, float]], name: str, figure: str) -> None:
    if name not in measured:
        pytest.skip(f"the sentences of {name!r} are not here")
    value, least = measured[name][figure], FLOORS[name][figure]
    assert value <= least if figure in RENEW["FALLING"] else value >= least


def test_every_set_and_figure_has_a_floor(measured: dict[str, dict[str, float]]) -> None:
    assert {(n, f) for n, figures in measured.items() for f in figures} <= {(n, f) for n, figures in FLOORS.items() for f in figures}


def test_both_splits_of_every_language_are_measured() -> None:
    # the realistic sample is for development only
    langs = {path.stem for path in (HERE / "gold").glob("*.jsonl") if not path.stem.endswith("-real")}
    assert {f"{lang} {split}" for lang in langs for split in ("dev", "test")} <= set(FLOORS)
