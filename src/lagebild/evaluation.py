"""Measuring the reader against gold sentences (format of the annotation guidelines) or the PLOVER gold records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagebild.flow import read
from lagebild.model.errors import InputError
from lagebild.model.jsonform import claim_json
from lagebild.model.nouns import Document
from lagebild.packs.registry import load_registry
from lagebild.stats.bootstrap import bootstrap
from lagebild.stats.matching import match

Json = dict[str, Any]
SIDES = {"event": ("event", "actors", "recipients"), "judgement": ("judgement", "subjects", "objects")}


@dataclass(slots=True)
class Score:
    """What one sentence adds to the counts, and its misses as (kind, text)."""

    lang: str
    counts: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str]] = field(default_factory=list)


def load_gold(path: Path) -> list[Json]:
    """Read gold lines; raises InputError naming the first line that is not JSON."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}", f"not JSON: {error}", "one JSON object a line") from error
    return rows


def score_sentence(gold: Json, only: str = "") -> Score:
    """Read a gold sentence and compare: one-to-one maximum matching, sides as sets; `only` takes one event type or judgement."""
    sheet = read(Document(id=gold["id"], text=gold["text"], date=gold.get("date", ""), lang=gold["lang"]))
    claims = [claim_json(c) for c in sheet.claims]
    if only:
        claims = [c for c in claims if only in (c.get("event"), c.get("judgement"))]
        gold = {**gold, "events": _of_type(gold, "event", only), "judgements": _of_type(gold, "judgement", only)}
    return _score(gold, claims)


def score_annotator(gold: Json, second: Json) -> Score:
    """Compare a second annotator's line with the first one's as if it had been read: the ceiling of what a reader can reach."""
    claims = [_as_claim(row, kind) for kind in ("event", "judgement") for row in second[kind + "s"]]
    return _score(gold, claims)


def _as_claim(row: Json, kind: str) -> Json:
    codes = {side: [{"code": code} for code in row[side]] for side in SIDES[kind][1:]}
    cited = row["attribution"]
    attribution = {"kind": cited["kind"], "sources": [{"code": code} for code in cited["sources"]]}
    return {**row, **codes, "kind": kind, "attribution": attribution, "certainty": {"band": row.get("certainty", "unstated")}}


def _score(gold: Json, claims: list[Json]) -> Score:
    score = Score(gold["lang"])
    for kind in ("event", "judgement"):
        _compare(gold, claims, kind, score)
    if not gold["events"] and not gold["judgements"]:
        score.counts["nothing"] += 1
        if claims:
            score.counts["nothing_raised"] += 1
            score.misses.append(("false alarm", f"{gold['text']}  ->  {'; '.join(short(c) for c in claims)}"))
    return score


def _of_type(gold: Json, kind: str, only: str) -> list[Json]:
    return [row for row in gold[kind + "s"] if row[kind] == only]


def _compare(gold: Json, claims: list[Json], kind: str, score: Score) -> None:
    type_key, left, right = SIDES[kind]
    wanted = list(gold[kind + "s"])
    found = [c for c in claims if c["kind"] == kind]
    counts = score.counts
    counts[f"{kind}_gold"] += len(wanted)
    counts[f"{kind}_found"] += len(found)
    weights = [[_weight(g, c, type_key, left, right) for c in found] for g in wanted]
    pairs = match(weights) if found and wanted else []
    for row, column in pairs:
        _matched(gold, wanted[row], found[column], kind, score)
    for row, missed in enumerate(wanted):
        if row not in {p[0] for p in pairs}:
            others = "; ".join(short(c) for c in claims) or "nothing"
            score.misses.append((f"{kind} missed: {missed[type_key]}", f"{gold['text']}  WANTED {_gold_short(missed, kind)}  GOT {others}"))
    for column, extra in enumerate(found):
        if column not in {p[1] for p in pairs} and (gold["events"] or gold["judgements"]):
            score.misses.append((f"{kind} invented: {extra[type_key]}", f"{gold['text']}  GOT {short(extra)}"))


def _weight(gold: Json, claim: Json, type_key: str, left: str, right: str) -> float:
    if gold[type_key] != claim[type_key]:
        return 0.0
    overlap = sum(_jaccard(set(gold[side]), _codes(claim[side])) for side in (left, right))
    return 1.0 + overlap + 0.1 * float(gold.get("polarity") == claim["polarity"])


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _codes(actors: Iterable[Json]) -> set[str]:
    return {a["code"] for a in actors if a.get("code")}


def _matched(gold: Json, wanted: Json, claim: Json, kind: str, score: Score) -> None:
    type_key, left, right = SIDES[kind]
    counts = score.counts
    counts[f"{kind}_type"] += 1
    sides = [(set(wanted[s]), _codes(claim[s])) for s in (left, right)]
    some = all(a & b or (not a and not b) for a, b in sides)
    exact = all(a == b for a, b in sides)
    counts[f"{kind}_some"] += some
    counts[f"{kind}_exact"] += exact
    if not exact:
        score.misses.append(
            (f"{kind} sides: {wanted[type_key]}", f"{gold['text']}  WANTED {_gold_short(wanted, kind)}  GOT {short(claim)}")
        )
    if "attribution" in wanted:
        _attribution(gold, wanted, claim, score)
    for key, value in (("polarity", claim["polarity"]), ("status", claim["status"]), ("certainty", claim["certainty"]["band"])):
        if key not in wanted:
            continue
        counts[f"{key}_all"] += 1
        right_value = wanted[key] == value
        counts[f"{key}_right"] += right_value
        if not right_value:
            score.misses.append((f"{key}: wanted {wanted[key]}", f"{gold['text']}  GOT {value} for {short(claim)}"))


def _attribution(gold: Json, wanted: Json, claim: Json, score: Score) -> None:
    """Attribution counts where gold or claim cites somebody: right if the kind and the set of source codes are equal."""
    counts = score.counts
    want, got = wanted["attribution"], claim["attribution"]
    sources = _codes(got["sources"])
    same = want["kind"] == got["kind"] and (set(want["sources"]) == sources or want["kind"] == "none")
    counts["attribution_gold"] += want["kind"] != "none"
    counts["attribution_found"] += got["kind"] != "none"
    counts["attribution_right"] += same and want["kind"] != "none"
    if not same:
        score.misses.append(
            (f"attribution: wanted {want['kind']}", f"{gold['text']}  WANTED {want} GOT {got['kind']} {sorted(sources)} for {short(claim)}")
        )


def short(claim: Json) -> str:
    """Write a claim in the short notation of the guidelines."""
    type_key, left, right = SIDES[claim["kind"]]
    a, b = (",".join(sorted(_codes(claim[s]))) or "[]" for s in (left, right))
    marks = [m for m in (claim["polarity"], claim["status"]) if m not in ("asserted", "occurred")]
    return f"{claim[type_key]} {a} -> {b}" + (f" ({', '.join(marks)})" if marks else "")


def _gold_short(gold: Json, kind: str) -> str:
    type_key, left, right = SIDES[kind]
    a, b = (",".join(sorted(gold[s])) or "[]" for s in (left, right))
    return f"{gold[type_key]} {a} -> {b} {gold.get('polarity', '')} {gold.get('status', '')}"


# figures

Statistic = Callable[[Sequence[Score]], "float | None"]


def _sum(scores: Sequence[Score], key: str) -> int:
    return sum(s.counts[key] for s in scores)


def ratio(part: str, whole: str) -> Statistic:
    """A share of counts; undefined where there is nothing to divide by."""

    def value(scores: Sequence[Score]) -> float | None:
        total = _sum(scores, whole)
        return _sum(scores, part) / total if total else None

    return value


def f1(right: str, gold: str, found: str) -> Statistic:
    """Micro F1: twice the right ones over gold and found together."""

    def value(scores: Sequence[Score]) -> float | None:
        total = _sum(scores, gold) + _sum(scores, found)
        return 2 * _sum(scores, right) / total if total else None

    return value


FIGURES: dict[str, Statistic] = {
    "event type P": ratio("event_type", "event_found"),
    "event type R": ratio("event_type", "event_gold"),
    "event type F1": f1("event_type", "event_gold", "event_found"),
    "type, some sides F1": f1("event_some", "event_gold", "event_found"),
    "type, exact sides F1": f1("event_exact", "event_gold", "event_found"),
    "attribution source F1": f1("attribution_right", "attribution_gold", "attribution_found"),
    "polarity": ratio("polarity_right", "polarity_all"),
    "status": ratio("status_right", "status_all"),
    "certainty": ratio("certainty_right", "certainty_all"),
    "judgement type F1": f1("judgement_type", "judgement_gold", "judgement_found"),
    "judgement exact F1": f1("judgement_exact", "judgement_gold", "judgement_found"),
    "nothing to find, raised": ratio("nothing_raised", "nothing"),
}


def figures(scores: Sequence[Score], rounds: int = 1000) -> dict[str, tuple[float | None, float, float]]:
    """Return every figure with its 95 % bootstrap interval over sentences."""
    return {name: (statistic(scores), *bootstrap(scores, statistic, rounds)) for name, statistic in FIGURES.items()}


def score_plover(record: Json) -> Score:
    """Compare with a PLOVER gold record, tolerantly: one event a sentence, any coded event of the type counts.

    Records put reciprocal sides into `actors` alone, and organisations bear IGO or NGO.
    """
    sheet = read(Document(id=record["id"], text=record["text"], date=record["date"], lang="en"), any_date=True)
    events = [_by_state(claim_json(c)) for c in sheet.claims if claim_json(c)["kind"] == "event"]
    score = Score("en")
    counts = score.counts
    counts["records"] += 1
    counts["coded"] += len(events)
    actors, recipients = {a["code"] for a in record["actors"]}, {a["code"] for a in record["recipients"]}
    results = [_plover_sides(e, record["event"], actors, recipients) for e in events]
    for k, name in enumerate(("type", "actor", "recipient", "all")):
        counts[name] += any(r[k] for r in results)
    counts["wholly"] += sum(r[3] for r in results)
    if not any(r[3] for r in results):
        kind = "type" if not counts["type"] else "sides"
        got = "; ".join(short(e) for e in events) or "nothing"
        score.misses.append(
            (
                f"{kind}: {record['event']}",
                f"{record['text']}  WANTED {record['event']} {sorted(actors)} -> {sorted(recipients)}  GOT {got}",
            )
        )
    return score


def _by_state(event: Json) -> Json:
    """The records code an armed group by its state: add it."""
    entities = load_registry("en").entities
    for side in ("actors", "recipients"):
        states = [entities[a["code"]].state for a in event[side] if a["code"] in entities and entities[a["code"]].state]
        event[side] = event[side] + [{"code": s} for s in states]
    return event


def _plover_sides(event: Json, wanted: str, actors: set[str], recipients: set[str]) -> tuple[bool, bool, bool, bool]:
    got_a, got_r = _codes(event["actors"]), _codes(event["recipients"])
    if got_a == got_r and len(got_a) > 1:
        right_a = _any(actors, got_a)
        right_r = (not recipients and right_a) or _any(recipients, got_r)
    else:
        right_a, right_r = _any(actors, got_a), _any(recipients, got_r)
    kind = event["event"] == wanted
    return kind, right_a, right_r, kind and right_a and right_r


def _any(wanted: set[str], got: set[str]) -> bool:
    if not wanted:
        return True
    organisation = wanted & {"IGO", "NGO"} and any(len(code) != 3 or code in ("IMF", "WHO", "ICC") for code in got)
    return bool(wanted & got) or bool(organisation)


PLOVER_FIGURES: dict[str, Statistic] = {
    "type": ratio("type", "records"),
    "actor": ratio("actor", "records"),
    "recipient": ratio("recipient", "records"),
    "all three": ratio("all", "records"),
    "coded events wholly right": ratio("wholly", "coded"),
}


def plover_figures(scores: Sequence[Score], rounds: int = 1000) -> dict[str, tuple[float | None, float, float]]:
    """Return the figures on PLOVER records with their intervals."""
    return {name: (statistic(scores), *bootstrap(scores, statistic, rounds)) for name, statistic in PLOVER_FIGURES.items()}
