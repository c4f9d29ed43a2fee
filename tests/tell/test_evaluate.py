from __future__ import annotations

import json
from pathlib import Path

import pytest

from lagebild.tell.cli import main

pytestmark = pytest.mark.usefixtures("english")
Captured = pytest.CaptureFixture[str]
NOBODY = {"kind": "none", "sources": []}
EVENT = {
    "event": "AID", "actors": ["BLR"], "recipients": ["CUB"], "polarity": "asserted", "status": "occurred", "attribution": NOBODY,
    "certainty": "unstated", "contexts": [],
}  # fmt: skip


def gold_line(name: str, text: str, lang: str = "en", split: str = "dev", **event: object) -> dict[str, object]:
    return {"id": name, "lang": lang, "date": "2025-06-20", "text": text, "events": [EVENT | event], "judgements": [], "split": split}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = [
        gold_line("a", "Belarus delivered weapons to Cuba."),
        gold_line("b", "Belarus delivered weapons to Cuba.", split="test", recipients=["USA"]),
        gold_line("c", "Belarus lieferte Kuba Waffen.", lang="de"),
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_figures_by_language_and_overall(gold: Path, capsys: Captured) -> None:
    assert main(["evaluate", str(gold), "--rounds", "20", "--format", "json"]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    assert {name: group["count"] for name, group in groups.items()} == {"de": 1, "en": 2, "all": 3}
    assert groups["en"]["figures"]["event type R"]["value"] == 1.0
    assert groups["en"]["figures"]["type, exact sides F1"]["value"] == 0.5
    assert groups["en"]["figures"]["judgement type F1"]["value"] is None


def test_the_split_and_the_misses(gold: Path, capsys: Captured) -> None:
    assert main(["evaluate", str(gold), "--rounds", "20", "--split", "test", "--misses", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["groups"]) == ["en"]
    assert list(found["misses"]) == ["event sides: AID"]
    assert main(["evaluate", str(gold), "--rounds", "20", "--misses", "--kind", "polarity", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["misses"] == {}


def test_the_table_has_intervals_and_lists_misses_with_their_counts(gold: Path, capsys: Captured) -> None:
    assert main(["evaluate", str(gold), "--rounds", "20", "--misses", "--kind", "SIDES"]) == 0
    text = capsys.readouterr().out
    assert "95 % interval" in text
    assert "event type F1" in text
    assert "Misses: 1 in 1 kinds" in text
    assert "event sides: AID (1)" in text
    assert max(map(len, text.splitlines())) <= 80


def test_plover_layout(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "plover.jsonl"
    sides = {"actors": [{"code": "BLR"}], "recipients": [{"code": "CUB"}]}
    record = {"id": "AID-1", "text": "Belarus delivered weapons to Cuba.", "date": "2000-01-01", "event": "AID", **sides}
    path.write_text(json.dumps(record), "utf-8")
    assert main(["evaluate", str(path), "--layout", "plover", "--rounds", "5", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["groups"]["en"]["figures"]["all three"]["value"] == 1.0


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"{bad", "not JSON"), (b"[]", "not a JSON object"), (b'{"id": "q"}', "lacks"), (b"", "no gold line"), (b"\xff", "not UTF-8")],
)
def test_a_bad_gold_file_is_one_line_and_2(content: bytes, said: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    assert main(["evaluate", str(path)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_rounds_must_be_positive(gold: Path, capsys: Captured) -> None:
    assert main(["evaluate", str(gold), "--rounds", "0"]) == 2
    assert "--rounds" in capsys.readouterr().err
