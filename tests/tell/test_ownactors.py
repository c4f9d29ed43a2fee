"""The user's own actors from their file to the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.packs.own import OwnActors, lay
from lagebild.store.opening import open_store
from lagebild.store.questions import Filters, claims
from lagebild.tell.cli import main

FRONT = '[[actor]]\ncode = "HARBOUR_FRONT"\nkind = "armed_group"\nnames = ["Harbour Front"]\n'
LINE = {"id": "a", "text": "The Harbour Front attacked a Chilean patrol boat.", "date": "2024-05-06", "lang": "en"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the user's file would lie."""
    path = tmp_path / "actors.toml"
    monkeypatch.setenv("LAGEBILD_ACTORS", str(path))
    yield path
    lay(OwnActors())


def test_reread_finds_actors_that_were_added_since(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("", "utf-8")
    lines, db = tmp_path / "a.jsonl", str(tmp_path / "desk.db")
    lines.write_text(json.dumps(LINE) + "\n", "utf-8")
    assert main(["import", str(lines), "--db", db]) == 0
    store = open_store(db)
    assert claims(store, Filters(actor="HARBOUR_FRONT")).rows == []
    file.write_text(FRONT, "utf-8")
    assert main(["--lang", "en", "reread", "--db", db]) == 0
    assert "1" in capsys.readouterr().out
    assert [row["body"]["event"] for row in claims(store, Filters(actor="HARBOUR_FRONT")).rows] == ["ASSAULT"]
    store.close()


def test_the_registry_tells_of_own_actors(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("\ufeff" + FRONT, "utf-8")
    assert main(["--lang", "en", "registry", "Harbour Front"]) == 0
    assert "HARBOUR_FRONT" in capsys.readouterr().out


def test_worker_processes_know_them_too(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FRONT, "utf-8")
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps({**LINE, "id": str(number)}) + "\n" for number in range(40)), "utf-8")
    assert main(["read", "--input", str(lines), "--jobs", "2"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [sheet["claims"][0]["actors"][0]["code"] for sheet in told] == ["HARBOUR_FRONT"] * 40


@pytest.mark.parametrize("data", [b"[[actor]]\ncode = 3\n", b"\xff\xfe", b"x" * 2_000_001, None])
def test_a_file_that_cannot_be_read_stops_every_command_with_its_name(
    file: Path, data: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        file.write_bytes(data)
    assert main(["registry", "Peru"]) == 2
    assert str(file) in capsys.readouterr().err
