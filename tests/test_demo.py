"""The end of `make demo`: on a terminal the desk stays until Ctrl-C; elsewhere it answers once and ends by itself."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from lagebild.store.opening import open_store

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, str(ROOT / "examples/demo.py")]


@pytest.fixture
def empty(tmp_path: Path) -> str:
    path = str(tmp_path / "desk.db")
    open_store(path).close()
    return path


def test_without_a_terminal_it_answers_and_ends(empty: str) -> None:
    done = subprocess.run([*COMMAND, empty], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"answered at http://127\.0\.0\.1:\d+/", done.stdout)
    assert f"lagebild desk --db {empty}" in done.stdout


def test_a_desk_that_does_not_start_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("no database", "utf-8")
    done = subprocess.run(
        [*COMMAND, str(tmp_path / "desk.db")], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 1
    assert "did not start" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind on Windows")
def test_on_a_terminal_it_stays_until_it_is_interrupted(empty: str) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.execv(COMMAND[0], [*COMMAND, empty])
    said = ""
    while not (found := re.search(r"http://127\.0\.0\.1:\d+/", said)):
        said += os.read(terminal, 1000).decode()
    with urllib.request.urlopen(found.group(), timeout=60) as answer:
        assert b"Lagebild</title>" in answer.read()
    assert os.waitpid(child, os.WNOHANG) == (0, 0)
    # what Ctrl-C sends to all that run on the terminal
    os.killpg(child, signal.SIGINT)
    for _ in range(600):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    assert (ended, os.waitstatus_to_exitcode(status)) == (child, 0)
    os.close(terminal)
