from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lagebild.model.jsonform import schema
from lagebild.model.nouns import Document
from lagebild.tell import batch
from lagebild.tell.cli import main
from lagebild.tell.words import load_words

pytestmark = pytest.mark.usefixtures("english")
Captured = pytest.CaptureFixture[str]
SENTENCES = [
    ("en", "Kenya accused Sudan of shelling a border post."),
    ("de", "Berlin lieferte Kiew zwei Luftabwehrsysteme."),
    ("en", "Belarus denied having delivered weapons to Cuba."),
]


def rows(count: int) -> list[str]:
    return [
        json.dumps({"id": f"d{n}", "lang": SENTENCES[n % 3][0], "text": SENTENCES[n % 3][1], "date": "2024-05-01"}, ensure_ascii=False)
        for n in range(count)
    ]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    lines = rows(50)
    lines[3:3] = ["{not json", "", '{"id": "without text"}', "[]"]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_lines_come_in_order_and_meet_the_schema_whatever_the_jobs(docs: Path, tmp_path: Path, capsys: Captured) -> None:
    outputs = []
    for jobs in ("1", "2", "3"):
        target = tmp_path / f"out{jobs}.jsonl"
        assert main(["read", "--input", str(docs), "--output", str(target), "--jobs", jobs]) == 1
        outputs.append((target.read_bytes(), capsys.readouterr().err))
    assert outputs[0] == outputs[1] == outputs[2]
    found = [json.loads(line) for line in outputs[0][0].decode().splitlines()]
    assert [row["id"] for row in found] == [f"d{n}" for n in range(50)]
    for row in found:
        Draft202012Validator(schema()).validate(row)


def test_bad_lines_are_told_with_number_and_cause(docs: Path, capsys: Captured) -> None:
    assert main(["read", "--input", str(docs), "--jobs", "1"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[2] for line in told[:3]] == ["line 4", "line 6", "line 7"]
    assert "not JSON" in told[0]
    assert '"text"' in told[1]
    assert told[-1] == "lagebild: 50 read, 3 failed"


def test_all_well_is_0_all_bad_is_2_nothing_is_0(tmp_path: Path, capsys: Captured) -> None:
    for text, status in ((rows(1)[0], 0), ("nonsense", 2), ("", 0)):
        path = tmp_path / "docs.jsonl"
        path.write_text(text, "utf-8")
        assert main(["read", "--input", str(path)]) == status


def test_standard_input_and_output(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\n".join(rows(2)).encode())))
    assert main(["read", "--input", "-", "--output", "-"]) == 0
    assert [json.loads(line)["id"] for line in capsysbinary.readouterr().out.splitlines()] == ["d0", "d1"]


def test_the_input_is_not_overwritten(docs: Path, capsys: Captured) -> None:
    before = docs.read_bytes()
    assert main(["read", "--input", str(docs), "--output", str(docs)]) == 2
    assert docs.read_bytes() == before
    assert "same file" in capsys.readouterr().err


def test_date_and_language_of_the_command_line_go_before_those_of_the_lines(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text('{"id": "a", "lang": "xx", "text": "Belarus delivered weapons to Cuba on Wednesday."}', "utf-8")
    assert main(["read", "--input", str(path), "--date", "2025-06-20", "--text-lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"][0]["date"]["from"] == "2025-06-18"


def test_the_input_is_never_read_far_ahead() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield batch.Chunk([Document(f"d{taken}", "Nothing happened.", lang="en")], taken)

    outcomes = batch.outcomes_of(endless(), 2, load_words("en"))  # type: ignore[arg-type]
    for _ in range(20):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert taken <= 20 + 2 * batch.CHUNKS_A_WORKER


def test_a_document_that_breaks_the_reader_costs_its_own_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import lagebild.flow

    def broken(document: Document) -> object:
        raise RecursionError(document.id)

    monkeypatch.setattr(lagebild.flow, "read", broken)
    outcomes = batch.read_chunk([Document("a", "text"), "docs.jsonl: line 2: bad"])
    assert [outcome.error.split(" (")[0] for outcome in outcomes] == ["a: the reader failed: RecursionError: a", "docs.jsonl: line 2: bad"]
