"""All figures of the documents, and every output that they quote, from the program as it stands.

    python benchmarks/figures.py            print the figures as Markdown tables
    python benchmarks/figures.py --write    write them into docs/measurements.md and README.md, and read the examples anew

A block stands between two marks (`<!-- figures:begin -->` … `<!-- figures:end -->`). An example block follows a mark such as
`<!-- read: en 2024-11-10 -->`; its lines that begin with ">" are read, what stands below them is replaced.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lagebild import Document, Sheet, read
from lagebild.evaluation import Score, figures, load_gold, plover_figures, score_annotator, score_plover, score_sentence, short
from lagebild.model.jsonform import claim_json, sheet_json
from lagebild.packs.language import available
from lagebild.packs.registry import load_registry
from lagebild.packs.rules import load_rules

ROOT = Path(__file__).resolve().parent.parent
PLOVER = ROOT.parent / "shared" / "gold" / "plover_dev.jsonl"
MEASUREMENTS, README, READING = ROOT / "docs" / "measurements.md", ROOT / "README.md", ROOT / "docs" / "reading.md"
SHEET = ROOT / "docs" / "claim-sheet.md"
DATE = "2024-11-10"  # on which the examples of the rules are read, as the tests do
MAIN = ("event type F1", "type, exact sides F1", "attribution source F1", "nothing to find, raised")
KINDS = {"agency": "media outlet", "armed_group": "armed group", "ngo": "non-governmental organisation", "institute": "research institute"}
# the files of gold sentences by what stands behind the language in their names
SAMPLES = {"": "first", "-2": "second", "-3": "third", "-4": "fourth", "-5": "fifth", "-6": "sixth"} | {
    "-quiet": "near-misses",
    "-quiet-2": "more near-misses",
    "-breadth": "breadth",
    "-real": "realistic",
}
# the blocks of the bundled article's sheet that the README shows: words of the head, of claims, of the statements' and notes' part
SHOWN = ("══", "Claims (", "▸able◂", "▸delivered◂", "▸send◂", "Notes on the text", "Headline stronger", "Unnamed experts")

Cell = tuple[float | None, float, float]
Columns = dict[str, tuple[int, dict[str, Cell]]]


# tables


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, all columns but the first to the right."""
    lines = [heading, ["---", *["---:"] * (len(heading) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(found: Cell) -> str:
    """Return a figure with its 95 % interval."""
    value, low, high = found
    return "–" if value is None else f"{value:.3f} ({low:.3f}–{high:.3f})"


def measured(columns: Columns, unit: str, only: Sequence[str] = ()) -> str:
    """Return the table of some columns of figures; the first row says over how many units each is taken."""
    names = only or list(next(iter(columns.values()))[1])
    counts = [unit, *(str(count) for count, _ in columns.values())]
    rows = [[name, *(cell(found[name]) for _, found in columns.values())] for name in names]
    return table(["", *columns], [counts, *rows])


# what is measured


def gold(split: str, samples: Sequence[str] = ("", "-2", "-3", "-4", "-5", "-quiet")) -> Columns:
    """Measure one half of the samples of gold sentences of every language, taken together."""
    columns: Columns = {}
    for lang, rows in _rows(split, samples):
        scores = [_scored(lang, row["id"]) for row in rows]
        columns[f"{lang}, {split}"] = (len(scores), figures(scores))
    return columns


def samples(split: str) -> str:
    """Measure each sample alone."""
    columns: Columns = {}
    for suffix, name in SAMPLES.items():
        columns |= {f"{head}, {name}": cells for head, cells in gold(split, (suffix,)).items() if cells[0]}
    return measured(columns, "sentences", [*MAIN[:-1], "judgement exact F1", MAIN[-1]])


@cache
def _sentences(lang: str) -> dict[str, dict[str, Any]]:
    """The gold sentences of all samples of a language by their ids."""
    paths = sorted((ROOT / "tests" / "gold").glob(f"{lang}*.jsonl"))
    return {row["id"]: row | {"sample": path.stem[len(lang) :]} for path in paths for row in load_gold(path)}


@cache
def _scored(lang: str, name: str) -> Score:
    return score_sentence(_sentences(lang)[name])


Scored = dict[str, dict[str, list[Score]]]


def agreement() -> Columns:
    """Compare a second annotator, who saw neither rules nor the first one's lines, with the first."""
    columns: Columns = {}
    for lang in available():
        first = {row["id"]: row for row in load_gold(ROOT / "tests" / "gold" / f"{lang}.jsonl")}
        second = load_gold(ROOT / "tests" / "gold" / "second" / f"{lang}.jsonl")
        scores = [score_annotator(first[row["id"]], row) for row in second]
        columns[f"{lang}, two annotators"] = (len(scores), figures(scores))
    return columns


def by_type(split: str) -> str:
    """Measure each event type and judgement on all sentences: what is read as it where gold has another type counts against it."""
    scored: Scored = {}
    for lang, rows in _rows(split):
        for name in sorted({name for row in rows for name in _types(row)}):
            scored.setdefault(name, {})[lang] = [score for row in rows if _held(score := score_sentence(row, name))]
    return _groups(scored, "claims or gold in")


def by_construction(split: str) -> str:
    """Measure the sentences of each construction, by the tags that the annotators gave."""
    scored: Scored = {}
    for lang, rows in _rows(split):
        for row in rows:
            score = _scored(lang, row["id"])
            for name in {*row["tags"]} - {"no_event"}:
                scored.setdefault(name, {}).setdefault(lang, []).append(score)
    return _groups(scored, "sentences")


def misses() -> str:
    """Count the misses of the development half by kind, the commonest first."""
    counts: dict[str, Counter[str]] = {}
    for lang, rows in _rows("dev"):
        counts[lang] = Counter(kind.split(":")[0] for row in rows for kind, _ in _scored(lang, row["id"]).misses)
    kinds = sorted(set().union(*counts.values()), key=lambda kind: -sum(count[kind] for count in counts.values()))
    return table(["", *counts], ([kind, *(str(count[kind]) for count in counts.values())] for kind in kinds))


def _rows(split: str, samples: Sequence[str] = ("", "-2", "-3", "-4", "-5")) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for lang in available():
        yield lang, [row for row in _sentences(lang).values() if row["split"] == split and row["sample"] in samples]


def _types(row: dict[str, Any]) -> list[str]:
    return [event["event"] for event in row["events"]] + [judgement["judgement"] for judgement in row["judgements"]]


def _held(score: Score) -> bool:
    return any(score.counts[f"{kind}_{side}"] for kind in ("event", "judgement") for side in ("gold", "found"))


def _groups(scored: Scored, unit: str) -> str:
    heading = ["", *(f"{lang}, {what}" for lang in available() for what in (unit, "type F1", "exact F1"))]
    return table(
        heading, ([name, *(c for lang in available() for c in _group(name, row.get(lang, [])))] for name, row in sorted(scored.items()))
    )


def _group(name: str, scores: list[Score]) -> list[str]:
    """Return how many sentences a group holds and its figures, if there are five at least."""
    if len(scores) < 5:
        return [str(len(scores)), "–", "–"]
    found = figures(scores, 300)
    events = name != "judgement" and any(score.counts["event_gold"] for score in scores)
    names = ("event type F1", "type, exact sides F1") if events else ("judgement type F1", "judgement exact F1")
    return [str(len(scores)), *(cell(found[figure]) for figure in names)]


def plover() -> str:
    """Measure the PLOVER gold records where they lie beside the project."""
    if not PLOVER.exists():
        return "Not measured: the records are not beside this checkout."
    scores: list[Score] = [score_plover(row) for row in load_gold(PLOVER)]
    return measured({"en": (len(scores), plover_figures(scores))}, "records")


def packs() -> str:
    """Count what the packs hold."""
    registry = load_registry("en")
    kinds = Counter(entity.kind for entity in registry.entities.values())
    rows = [[f"registry: {KINDS.get(kind, kind)}", str(count)] for kind, count in sorted(kinds.items())]
    tenures = [tenure for row in registry.offices.values() for tenure in row]
    checked = sum(len(tenure.checked) > 1 for tenure in tenures)
    rows += [["terms of office", str(len(tenures))], ["terms of office on which two sources agree", str(checked)]]
    for lang in available():
        rules = load_rules(lang).rules
        hits = [(sentence, wanted) for rule in rules for sentence, wanted in rule.hits]
        misses = [(sentence, rule.type) for rule in rules for sentence in rule.misses]
        rows += [[f"{lang}: rules", str(len(rules))]]
        rows += [[f"{lang}: examples to hit that are read as written", f"{sum(_hit(s, w, lang) for s, w in hits)} of {len(hits)}"]]
        rows += [[f"{lang}: near-misses that stay silent", f"{sum(_silent(s, t, lang) for s, t in misses)} of {len(misses)}"]]
    return table(["", "number"], rows)


def _hit(sentence: str, wanted: str, lang: str) -> bool:
    return any(_same(claim, wanted) for claim in _claims(read(sentence, lang=lang, date=DATE)))


def _silent(sentence: str, type_: str, lang: str) -> bool:
    return not any(type_ in (claim.get("event"), claim.get("judgement")) for claim in _claims(read(sentence, lang=lang, date=DATE)))


def _same(claim: dict[str, Any], wanted: str) -> bool:
    type_, sides = wanted.split(" ", 1)
    left, right = ({code for code in side.strip().split(",") if code != "[]"} for side in sides.split("->"))
    own = ("event", "actors", "recipients") if claim["kind"] == "event" else ("judgement", "subjects", "objects")
    found = [{actor["code"] for actor in claim[key]} for key in own[1:]]
    return bool(claim[own[0]] == type_ and found == [left, right])


def _claims(sheet: Sheet) -> list[dict[str, Any]]:
    return [claim_json(claim) for claim in sheet.claims]


def speed() -> str:
    """Run the speed benchmark in a process of its own."""
    told = _run([sys.executable, str(ROOT / "benchmarks" / "speed.py")])
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, one process"
    return f"{where}:\n\n```text\n{told.strip()}\n```"


def _run(command: list[str], columns: int = 88) -> str:
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(p for p in paths if p)}
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT).stdout


# what the documents quote


def example(sentence: str, lang: str, date: str, notes: bool) -> Iterator[str]:
    """Yield a sentence and what is read from it, a line each."""
    sheet = read(sentence, lang=lang, date=date)
    found = [_claim(claim) for claim in _claims(sheet)]
    found += [f"statement of {s.speaker.code or s.speaker.name} about {', '.join(a.code for a in s.about)}" for s in sheet.statements]
    found += [f"note {n.kind}: {n.span.of(sheet.document.text)}" for n in sheet.notes if notes and n.kind != "no_author"]
    found += [f"warning: {warning}" for warning in sheet.warnings]
    yield f"> {sentence}"
    yield from (f"    {line}" for line in found or ["nothing"])


def _claim(claim: dict[str, Any]) -> str:
    cited, sure, when = claim["attribution"], claim["certainty"], claim["date"]
    sources = ",".join(source.get("code") or source["name"] for source in cited["sources"])
    further = {
        "mode": claim.get("mode", ""),
        "change": claim.get("change", ""),
        "cited": f"{cited['kind']} {sources}".strip() if cited["kind"] != "none" else "",
        "certainty": f"{sure['band']} ({sure['text']})" if sure["text"] else "",
        "date": f"{when['from']}..{when['to']}" if when else "",
        "stance": claim["stance"] if claim["stance"] != "none" else "",
    }
    return "; ".join([short(claim), *(f"{key} {value}" for key, value in further.items() if value)])


def sheet_excerpt() -> str:
    """Return some blocks of the bundled article's claim sheet as the terminal shows it; "[…]" stands for what is left out."""
    told = _run([sys.executable, "-m", "lagebild.tell.cli", "--lang", "en", "read", "examples/axis.en.txt"])
    shown: list[str] = []
    for block in told.strip().split("\n\n"):
        if any(words in block for words in SHOWN):
            shown.append(block)
        elif shown[-1] != "[…]":
            shown.append("[…]")
    return "```text\n" + "\n\n".join(shown) + "\n```"


def json_excerpt() -> str:
    """Return one line of output, a line for each key: its own and those of the claims."""
    text = "Kenya has probably delivered drones to Uganda, a diplomat said on Friday."
    line = sheet_json(read(Document("a", text, date="2024-05-05", lang="en")))
    claims = ["    {" + ",\n     ".join(_pairs(claim)) + "}" for claim in line.pop("claims")]
    pairs = _pairs(line)
    return "```json\n{" + ",\n ".join([*pairs[:3], '"claims": [\n' + ",\n".join(claims) + "\n ]", *pairs[3:]]) + "}\n```"


def _pairs(table: dict[str, Any]) -> list[str]:
    return [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]


def replaced(text: str, name: str, new: str) -> str:
    """Return a text with the block between the marks of a name replaced; raises ValueError where the marks are missing."""
    pattern = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.S)
    if not pattern.search(text):
        raise ValueError(f"no marks <!-- {name}:begin --> and <!-- {name}:end -->: put them where the block shall stand")
    return pattern.sub(lambda match: f"{match[1]}{new}\n{match[2]}", text)


def read_anew(text: str) -> str:
    """Return a text with what stands below every example sentence read anew."""

    def block(match: re.Match[str]) -> str:
        sentences = [line[2:] for line in match[4].splitlines() if line.startswith("> ")]
        lines = [line for sentence in sentences for line in example(sentence, match[2], match[3].split()[0], "notes" in match[3])]
        return match[1] + "\n".join(lines) + "\n```"

    return re.sub(r"(<!-- read: (\w+) ([\d-]+[ a-z]*?) -->\n```text\n)(.*?)```", block, text, flags=re.S)


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Rewrite a document."""
    path.write_text(change(path.read_text("utf-8")), "utf-8", newline="\n")


def main() -> None:
    """Print the figures, or write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="replace the blocks in the documents")
    write = parser.parse_args().write
    test, dev = gold("test"), gold("dev")
    parts = {
        "Test half": measured(test, "sentences"),
        "Test half, sample by sample": samples("test"),
        "Development half": measured(dev, "sentences"),
        "Development half, sample by sample": samples("dev"),
        "Two annotators": measured(agreement(), "sentences"),
        "Development half, misses by kind": misses(),
        "PLOVER gold records": plover(),
        "Test half, by event type and judgement": by_type("test"),
        "Test half, by construction": by_construction("test"),
        "What the packs hold": packs(),
        "Speed and memory": speed(),
    }
    whole = "\n".join(f"\n### {heading}\n\n{body}" for heading, body in parts.items()) + "\n"
    if not write:
        print(whole)
        return
    edit(MEASUREMENTS, lambda text: replaced(text, "figures", whole))
    edit(README, lambda text: replaced(replaced(text, "figures", measured(test, "sentences", MAIN)), "sheet", sheet_excerpt()))
    edit(SHEET, lambda text: replaced(text, "line", json_excerpt()))
    edit(READING, read_anew)


if __name__ == "__main__":
    main()
