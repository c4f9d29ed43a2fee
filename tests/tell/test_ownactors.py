"""The user's own actors from their file to the store."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.packs.own import OwnActors, held, laid, lay
from lagebild.packs.registry import load_registry
from lagebild.store.opening import open_store
from lagebild.store.questions import Filters, claims
from lagebild.store.queue import Entry, enter
from lagebild.tell.cli import main
from lagebild.tell.desk.application import application
from lagebild.tell.ownactors import Follower, lay_own_actors

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


def write(file: Path, text: str) -> None:
    """Write the file so that its time is another, however quick the test and coarse the clock of the disk."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(text, "utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_a_file_that_changes_is_taken_up_and_one_that_does_not_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, FRONT)
    lay_own_actors()
    follower = Follower()
    assert not follower.look()
    assert not follower.is_due()
    monkeypatch.setattr("lagebild.tell.ownactors.read_own_actors", None)
    assert not follower.look()
    monkeypatch.undo()
    monkeypatch.setenv("LAGEBILD_ACTORS", str(file))
    write(file, FRONT.replace("HARBOUR", "RIVER"))
    assert follower.is_due()
    assert follower.look()
    assert "RIVER_FRONT" in load_registry("en").entities
    write(file, FRONT.replace("HARBOUR", "RIVER"))
    assert not follower.look()
    assert follower.fault is None


@pytest.mark.parametrize("text", ["[[actor]]\ncode = 3\n", FRONT + 'state = "NOWHERE"\n', "[[actor"])
def test_a_fault_leaves_the_actors_before_and_is_told_once(file: Path, text: str) -> None:
    write(file, FRONT)
    lay_own_actors()
    follower = Follower()
    follower.look()
    write(file, text)
    assert follower.look()
    assert follower.fault is not None
    assert str(file) in str(follower.fault)
    assert "HARBOUR_FRONT" in load_registry("de").entities
    write(file, text)
    assert not follower.look()
    write(file, FRONT)
    assert follower.look()
    assert follower.fault is None
    assert not follower.look()


def test_a_file_that_is_gone_for_a_moment_changes_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAGEBILD_ACTORS")
    monkeypatch.setattr("lagebild.tell.ownactors.actors_file", lambda: file)
    write(file, FRONT)
    lay_own_actors()
    follower = Follower()
    follower.look()
    file.rename(tmp_path / "old")
    assert not follower.look()
    (tmp_path / "old").rename(file)
    assert not follower.look()
    file.unlink()
    assert not follower.look()
    assert follower.look()
    assert laid().text == ""


def test_work_that_goes_on_keeps_to_what_it_began_with(file: Path) -> None:
    write(file, "")
    lay_own_actors()
    follower = Follower()
    follower.look()
    write(file, FRONT)
    with held():
        assert follower.look()
        assert "HARBOUR_FRONT" not in load_registry("en").entities
    assert "HARBOUR_FRONT" in load_registry("en").entities


def test_watching_reads_with_the_actors_of_a_file_that_has_changed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import lagebild.tell.gathering as gathering

    write(file, "")
    db, rounds = str(tmp_path / "desk.db"), []
    store = open_store(db)

    def visit(*_: Any) -> list[Any]:
        rounds.append(len(rounds))
        text = Document(f"d{len(rounds)}", LINE["text"], date=LINE["date"], lang="en")
        enter(store, [Entry(text.id, text)], 0.0)
        if len(rounds) == 1:
            write(file, FRONT)
        else:
            os.kill(os.getpid(), signal.SIGTERM)
        return []

    monkeypatch.setattr(gathering, "visit", visit)
    monkeypatch.setattr(gathering, "_due", lambda *_: [None])
    monkeypatch.setattr(gathering, "_pause", lambda *_: 0.0)
    assert main(["--lang", "en", "watch", "--db", db]) == 0
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["file"] for line in told if line["event"] == "actors_changed"] == [str(file)]
    assert len(claims(store, Filters(actor="HARBOUR_FRONT")).rows) == 1
    assert len(claims(store, Filters(actor="CHL")).rows) == 2
    store.close()


def test_the_desk_takes_up_a_change_at_the_next_request_and_tells_of_a_fault(file: Path, tmp_path: Path) -> None:
    write(file, "")
    lay_own_actors()
    store = open_store(str(tmp_path / "desk.db"))
    client = TestClient(application(store, name="me", follower=Follower()), base_url="http://127.0.0.1")

    def page(path: str) -> tuple[int, str]:
        answer = client.get(path, headers={"accept-language": "en"})
        return answer.status_code, answer.text

    assert page("/actor/HARBOUR_FRONT")[0] == client.get("/api/v1/actors/HARBOUR_FRONT").status_code == 404
    write(file, FRONT)
    assert page("/actor/HARBOUR_FRONT")[0] == client.get("/api/v1/actors/HARBOUR_FRONT").status_code == 200
    write(file, "[[actor]]\ncode = 3\n")
    assert "Harbour Front" in page("/actor/HARBOUR_FRONT")[1]
    said = page("/sources")[1]
    assert "actors.toml:2: " in said
    assert "until this is mended, the actors before it hold" in said
    assert str(tmp_path) not in said
    write(file, "")
    assert page("/actor/HARBOUR_FRONT")[0] == 404
    assert "until this is mended" not in page("/sources")[1]
    store.close()


def test_the_desk_says_what_other_actors_would_read_anew(file: Path, tmp_path: Path) -> None:
    write(file, "")
    lay_own_actors()
    store = open_store(str(tmp_path / "desk.db"))
    enter(store, [Entry("a", Document("a", LINE["text"], lang="en"))], 0.0)
    Worker(store).run()
    client = TestClient(application(store, name="me", follower=Follower()), base_url="http://127.0.0.1")
    said = "with other actors of one’s own: 1"
    assert said not in client.get("/sources", headers={"accept-language": "en"}).text
    write(file, FRONT)
    assert said in client.get("/sources", headers={"accept-language": "en"}).text
    store.close()
