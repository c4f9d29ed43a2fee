"""What long commands tell while they work: JSON lines where nobody looks at a terminal."""

from __future__ import annotations

import datetime
import io
import json
import logging
import sys
from pathlib import Path

import pytest

from lagebild.tell.cli import main
from lagebild.tell.progress import lines_from_libraries, progress, warn, working
from lagebild.tell.words import load_words


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_off_a_terminal_every_line_is_json_with_time_level_and_event(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text("Peru seized two Chilean boats.", "utf-8")
    assert main(["import", str(tmp_path / "good.txt"), str(tmp_path / "missing.txt"), "--db", str(tmp_path / "desk.db")]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["level"]) for line in lines] == [("not_imported", "warning"), ("read", "info"), ("trace", "info")]
    assert "missing.txt" in lines[0]["message"]
    assert lines[1]["documents"] == 1
    assert lines[1]["seconds"] >= 0
    for line in lines:
        assert datetime.datetime.fromisoformat(line["time"]).utcoffset() == datetime.timedelta(0)


def test_a_line_stays_one_line_whatever_strangers_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("source_gathered", "", 1) as step:
        step(source="a\nb\x1b[31m\u202e")
    warn("source_failed", "c\nd", load_words("en"))
    said = capsys.readouterr().err
    assert said.isascii()
    assert [json.loads(line).get("source") for line in said.splitlines()] == ["a\nb\x1b[31m\u202e", None]


def test_what_libraries_log_is_such_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        lines_from_libraries()
        try:
            raise ValueError("x\ny")
        except ValueError:
            logging.getLogger("some.library").exception("could not %s", "do it")
        logging.getLogger("some.library").info("no news")
    finally:
        logging.getLogger().handlers[:] = before
    (line,) = map(json.loads, capsys.readouterr().err.splitlines())
    assert (line["event"], line["level"], line["message"]) == ("some.library", "error", "could not do it")
    assert "ValueError: x" in line["fault"]


def test_on_a_terminal_there_are_bars_and_words(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with working(load_words("en"), {"read": 2}) as told:
        told("read", 2, 0.1)
        told("trace", 5, 0.1)
        told("lost", 1, 0.0)
    warn("source_failed", "no answer", load_words("en"))
    assert "5/5" in shown.getvalue()
    assert shown.getvalue().endswith("lagebild: no answer\n")
