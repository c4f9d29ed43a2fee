"""`lagebild compare` and `lagebild trace` as people call them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from lagebild.model.jsonform import schema
from lagebild.model.tracing import DriftKind, Relation
from lagebild.packs.tracingwords import load_evidence_words
from lagebild.tell.cli import main
from lagebild.tell.words import load_words

ROOT = Path(__file__).parents[2]
PAIR = [str(ROOT / f"examples/buoys/{name}.en.txt") for name in ("agency", "rewrite")]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments, "--lang", "en"])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_compare_as_json_is_what_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "compare", *PAIR, "--format", "json")
    assert status == 0
    Draft202012Validator(schema("comparison")).validate(json.loads(out))


def test_compare_as_table_names_relation_reasons_and_changes(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "compare", *PAIR)
    assert status == 0
    for words in ("light rewrite", "What decided", "number changed", "fourteen calls", "nothing on this side"):
        assert words in out


def test_compare_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *PAIR, "--lang", "de"]) == 0
    out = capsys.readouterr().out
    assert "leichte Umschrift" in out
    assert "Zahl geändert" in out


def test_the_page_holds_both_texts_and_no_request(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "compare", *PAIR, "--format", "html")
    assert status == 0
    bare = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", out, flags=re.S)
    assert not re.search(r"\b(src|href)=[\"'](?!#)", bare)
    text = re.sub(r"<[^>]+>", "", bare)
    assert "crossed the line of buoys at low speed" in text
    assert "ploughed through the line of buoys" in text
    assert set(re.findall(r'id="a(\d+)"', out)) <= set(re.findall(r'id="c(\d+)"', out))


def test_what_is_shown_is_escaped(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("<script>alert(1)</script>\n\nPeru seized <b>two</b> boats & left.", "utf-8")
    for command in (["compare", str(path), PAIR[0]], ["trace", str(path)]):
        out = run(capsys, *command, "--format", "html")[1]
        assert "<script>alert" not in out
        assert "<b>two" not in out


def test_a_folder_cannot_be_compared(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "compare", str(tmp_path), PAIR[0])
    assert status == 2
    assert "not a folder" in err


def test_trace_writes_a_story_a_line_and_keeps_the_good_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": "Peru seized two boats."}),
        "no json",
        json.dumps({"id": "b", "text": "Peru seized two boats."}),
    ]
    source, target = tmp_path / "docs.jsonl", tmp_path / "stories.jsonl"
    source.write_text("\n".join(lines), "utf-8")
    status, _, err = run(capsys, "trace", "--input", str(source), "--output", str(target))
    assert status == 1
    assert "line 2" in err
    stories = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [story["documents"] for story in stories] == [["a", "b"]]
    Draft202012Validator(schema("story")).validate(stories[0])
    assert run(capsys, "trace", str(source), "--format", "jsonl")[1] == target.read_text("utf-8")


def test_trace_as_table_and_page(capsys: pytest.CaptureFixture[str]) -> None:
    table = run(capsys, "trace", *PAIR)[1]
    assert "Independent origins: 1" in table
    assert "Estonia" in table
    page = run(capsys, "trace", *PAIR, "--format", "html")[1]
    assert "Origin 1" in page
    assert "Grade F3" in page


def test_the_users_table_of_reliability(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "outlets.toml"
    table.write_text('"Baltic Wire" = "B"\n', "utf-8")
    out = run(capsys, "trace", *PAIR, "--reliability", str(table), "--format", "json")[1]
    assert {event["reliability"] for story in json.loads(out) for event in story["events"]} == {"B", "F"}
    table.write_text('"Baltic Wire" = "G"\n', "utf-8")
    status, _, err = run(capsys, "trace", *PAIR, "--reliability", str(table))
    assert status == 2
    assert "Baltic Wire has G" in err


@pytest.mark.parametrize("arguments", [["trace"], ["trace", "a.txt", "--input", "b.jsonl"], ["trace", "/nowhere.txt"]])
def test_nothing_to_trace_ends_with_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(capsys, *arguments)[0] == 2


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("relations", get_args(Relation)),
        ("drifts", get_args(DriftKind)),
        ("drift_whys", get_args(DriftKind)),
        ("evidence", load_evidence_words()),
    ],
)
def test_there_is_a_word_for_every_value(section: str, keys: object) -> None:
    assert set(load_words("en").tables[section]) == set(keys)  # type: ignore[call-overload]


def test_every_justification_isgrade_reason() -> None:
    from lagebild.tell.tracingview import grade_reason

    for sentence in ("Credibility 3: all tellings descend from one text.", "Credibility 4: it is denied in 2 of the story's origins."):
        assert grade_reason(sentence, load_words("de")).startswith("Glaubwürdigkeit")
