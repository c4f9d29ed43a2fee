"""`lagebild evaluate`: figures against gold sentences with 95 % intervals, and the misses by kind."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lagebild.evaluation import Score, figures, load_gold, plover_figures, score_plover, score_sentence
from lagebild.model.errors import InputError
from lagebild.tell.words import Words

Figures = dict[str, tuple[float | None, float, float]]
LAYOUTS: dict[str, tuple[Callable[[Any], Score], Callable[[Sequence[Score], int], Figures]]] = {
    "guidelines": (score_sentence, figures),
    "plover": (score_plover, plover_figures),
}


def evaluate_command(arguments: argparse.Namespace, words: Words) -> int:
    """Score every gold line of the split and print figures, and the misses where asked for."""
    if arguments.rounds < 1:
        raise InputError("evaluate", words("errors", "rounds"))
    score, statistics = LAYOUTS[arguments.layout]
    scores = _scores(arguments, score, words)
    if not scores:
        raise InputError(arguments.gold, words("evaluate", "none_left"))
    by_group = {name: (len(group), statistics(group, arguments.rounds)) for name, group in _groups(scores, words).items()}
    misses = misses_by_kind(scores, arguments.kind) if arguments.misses else {}
    if arguments.format == "json":
        print(json.dumps(_as_json(by_group, misses, arguments.misses), ensure_ascii=False, indent=2))
    else:
        _print(by_group, misses, arguments, words)
    return 0


def _scores(arguments: argparse.Namespace, score: Callable[[Any], Score], words: Words) -> list[Score]:
    scores = []
    for number, gold in enumerate(load_gold(Path(arguments.gold)), 1):
        if not isinstance(gold, dict):
            raise InputError(f"{arguments.gold}: gold line {number}", "not a JSON object")
        if arguments.split and gold.get("split", arguments.split) != arguments.split:
            continue
        try:
            scores.append(score(gold))
        except KeyError as error:
            where = f"{arguments.gold}: {gold.get('id', number)}"
            raise InputError(where, words("errors", "gold_line", where=where, key=error)) from None
    return scores


def _groups(scores: Sequence[Score], words: Words) -> dict[str, list[Score]]:
    """Return all scores and, where there are several languages, those of each."""
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score.lang, []).append(score)
    return {**dict(sorted(groups.items())), words("evaluate", "all"): list(scores)} if len(groups) > 1 else groups


def misses_by_kind(scores: Sequence[Score], kind: str) -> dict[str, list[str]]:
    """Return the misses whose kind contains a text, grouped by kind, the commonest kind first."""
    groups: dict[str, list[str]] = {}
    for score in scores:
        for name, text in score.misses:
            if kind.lower() in name.lower():
                groups.setdefault(name, []).append(text)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _as_json(by_group: dict[str, tuple[int, Figures]], misses: dict[str, list[str]], with_misses: bool) -> dict[str, Any]:
    groups = {
        name: {"count": count, "figures": {key: _numbers(*row) for key, row in rows.items()}} for name, (count, rows) in by_group.items()
    }
    return {"groups": groups} | ({"misses": misses} if with_misses else {})


def _numbers(value: float | None, low: float, high: float) -> dict[str, float | None]:
    if value is None:
        return {"value": None, "low": None, "high": None}
    return {"value": round(value, 6), "low": round(low, 6), "high": round(high, 6)}


def _print(by_group: dict[str, tuple[int, Figures]], misses: dict[str, list[str]], arguments: argparse.Namespace, words: Words) -> None:
    from lagebild.tell.table import print_facts, print_rows, terminal
    from lagebild.tell.view import Fact

    console = terminal(sys.stdout)
    print_rows(_rows(by_group, arguments.layout, words), console)
    if not arguments.misses:
        return
    count = sum(len(group) for group in misses.values())
    heading = words("evaluate", "misses", count=count, kinds=len(misses))
    print_facts(heading, [], [Fact(kind, str(len(group)), kind) for kind, group in misses.items()], console)
    for kind, group in misses.items():
        print_facts(f"{kind} ({len(group)})", [], [Fact(kind, "·", text) for text in group], console)


def _rows(by_group: dict[str, tuple[int, Figures]], layout: str, words: Words) -> list[list[str]]:
    unit = "records" if layout == "plover" else "sentences"
    names = next(iter(by_group.values()))[1]
    heading = [f"{name}\n{words('evaluate', unit, count=count)}" for name, (count, _) in by_group.items()]
    rows = [[name, *(_cell(found[name], words) for _, found in by_group.values())] for name in names]
    return [[words("evaluate", "figure"), *heading], *rows]


def _cell(row: tuple[float | None, float, float], words: Words) -> str:
    value, low, high = row
    return words("evaluate", "undefined") if value is None else f"{value:.3f} {low:.3f}–{high:.3f}"
