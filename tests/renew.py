"""Turn the ratchets after the reader has grown: `python tests/renew.py`.

Known failures that hold now are taken out (none is ever put in), and the floors are raised (none is ever lowered).
It prints counts and figures only: the sentences of the gold's test split are not looked at.
"""

from __future__ import annotations

import json
import math
import runpy
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FALLING = ("nothing to find, raised", "false links")
MARGIN = 0.01


def floor(name: str, value: float) -> float:
    """The floor of a figure: down to two decimals and a hundredth below; of a figure that should be low, up and above.

    >>> floor("event type F1", 0.6789), floor("nothing to find, raised", 0.111)
    (0.66, 0.13)
    """
    if name in FALLING:
        return round(min(1.0, math.ceil(value * 100 - 1e-9) / 100 + MARGIN), 2)
    return round(max(0.0, math.floor(value * 100 + 1e-9) / 100 - MARGIN), 2)


def better(name: str, first: float, second: float) -> float:
    """The stricter of two floors.

    >>> better("event type F1", 0.66, 0.7), better("nothing to find, raised", 0.13, 0.2)
    (0.7, 0.13)
    """
    return min(first, second) if name in FALLING else max(first, second)


def measured() -> dict[str, dict[str, float]]:
    """Every figure by set: `en test`, `en dev`, … and `plover dev` where its file is there."""
    from lagebild.evaluation import FIGURES, PLOVER_FIGURES, load_gold, score_plover, score_sentence

    found: dict[str, dict[str, float]] = {}
    for path in sorted((HERE / "gold").glob("*.jsonl")):
        rows = load_gold(path)
        for split in sorted({row["split"] for row in rows}):
            part = [row for row in rows if row["split"] == split]
            # near-misses have nothing to find: what is raised from them is their only figure
            only = {"nothing to find, raised"} if not any(row["events"] or row["judgements"] for row in part) else set(FIGURES)
            statistics = {name: statistic for name, statistic in FIGURES.items() if name in only}
            found[f"{path.stem} {split}"] = _values(statistics, [score_sentence(row) for row in part])
    plover = HERE / "../../shared/gold/plover_dev.jsonl"
    if plover.is_file():
        found["plover dev"] = _values(PLOVER_FIGURES, [score_plover(row) for row in load_gold(plover)])
    return found | tracing()


def tracing() -> dict[str, dict[str, float]]:
    """The figures of tracing: `tracing dev` and `tracing test`."""
    folder = str(HERE.parent / "benchmarks")
    sys.path.insert(0, folder)
    try:
        figures: dict[str, dict[str, float]] = runpy.run_path(f"{folder}/tracing.py")["measured"]()
    finally:
        sys.path.remove(folder)
    return figures


def _values(statistics: dict[str, Any], scores: list[Any]) -> dict[str, float]:
    values = {name: statistic(scores) for name, statistic in statistics.items()}
    return {name: value for name, value in values.items() if value is not None}


def failures() -> dict[str, dict[str, list[str]]]:
    """The examples of the rules that do not hold, by kind and rule id."""
    tests = runpy.run_path(str(HERE / "packs/test_rules.py"))
    notation, claims = tests["notation"], tests["claims"]
    found: dict[str, dict[str, list[str]]] = {"hit": {}, "miss": {}}
    for rule in tests["RULES"]:
        for sentence, wanted in rule.hits:
            if notation(wanted) not in [notation(claim) for claim in claims(rule, sentence)]:
                found["hit"].setdefault(rule.id, []).append(sentence)
        for sentence in rule.misses:
            if rule.type in [notation(claim)[0] for claim in claims(rule, sentence)]:
                found["miss"].setdefault(rule.id, []).append(sentence)
    return found


def main() -> None:
    """Write both files."""
    path = HERE / "packs/known_failures.toml"
    known, now = tomllib.loads(path.read_text("utf-8")), failures()
    left = {k: {i: [s for s in row if s in now[k].get(i, ())] for i, row in rules.items()} for k, rules in known.items()}
    path.write_text(written(left), "utf-8")
    path = HERE / "floors.json"
    floors = json.loads(path.read_text("utf-8"))
    for name, values in measured().items():
        old = floors.get(name, {})
        floors[name] = {f: better(f, old.get(f, floor(f, v)), floor(f, v)) for f, v in values.items()}
    path.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", "utf-8")


def written(known: dict[str, dict[str, list[str]]]) -> str:
    """The list of known failures as TOML."""
    lines = ["# Examples of the rules that the reader does not manage yet (see test_rules.py). Only `tests/renew.py` takes them out."]
    for kind, rules in known.items():
        lines += ["", f"[{kind}]"]
        lines += [f"{json.dumps(i)} = {json.dumps(row, ensure_ascii=False)}" for i, row in sorted(rules.items()) if row]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
