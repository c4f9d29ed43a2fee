"""`lagebild sources` as people call it; the checks run over a local server."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lagebild.sources.catalogue import VARIABLE, load_sources
from lagebild.sources.polite import Web
from lagebild.tell import sources
from lagebild.tell.cli import main

RSS = b"<rss version='2.0'><channel><item><title>%s</title><pubDate>Sun, 10 Nov 2024 09:00:00 GMT</pubDate></item></channel></rss>"
OPML = b'<opml version="2.0"><body><outline text="Hafenblatt" xmlUrl="https://example.org/rss"/>%s</body></opml>'


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["sources", *arguments, "--lang", "en"])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "folder" / "sources.toml"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


@pytest.fixture
def desk(web, own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's file with a good, a missing and a hostile feed."""
    web.serve("/good", RSS % b"Kiew warnt", "application/rss+xml")
    web.serve("/bad", b"<html>", "text/html")
    rows = [(name, web.url(f"/{name}")) for name in ("good", "gone", "bad")]
    own.parent.mkdir()
    own.write_text("without_default = true\n" + "".join(f'[[source]]\nid = "{n}"\noutlet = "{n}"\nurl = "{u}"\n' for n, u in rows))
    monkeypatch.setattr(sources, "polite_web", lambda: Web(web.limits(), pause=0, attempts=1))
    return own


def test_the_list_names_every_source(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "list")
    assert status == 0
    assert all(source.id in out for source in load_sources())
    assert "public broadcaster" in out
    rows = json.loads(run(capsys, "list", "--format", "json")[1])
    assert rows[0]["url"] == load_sources()[0].url


def test_a_check_tells_what_can_be_had_and_why_not(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check")
    assert status == 1
    rows = {line.split()[0]: line for line in out.splitlines() if line}
    assert "ok" in rows["good"]
    assert "10 November 2024" in rows["good"]
    assert "failed" in rows["gone"]
    assert "HTTP 404" in rows["gone"]
    assert "not a feed" in rows["bad"]
    logged = [json.loads(line) for line in err.splitlines()]
    assert {(line["event"], line["source"], line["ok"]) for line in logged} == {
        ("source_checked", "good", True), ("source_checked", "gone", False), ("source_checked", "bad", False)
    }  # fmt: skip


def test_a_check_of_some(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", "good", "--format", "json")
    assert status == 0
    assert json.loads(out) == [{"source": "good", "ok": True, "items": 1, "newest": "2024-11-10T09:00:00+00:00"}]
    assert run(capsys, "check", "gone")[0] == 2
    status, _, err = run(capsys, "check", "nobody")
    assert status == 2
    assert "no source has this id" in err
    assert "--jobs" in run(capsys, "check", "--jobs", "0")[2]


def test_on_a_terminal_there_is_a_bar_and_no_log(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "source_checked" not in run(capsys, "check")[2]


def test_what_a_stranger_wrote_steers_no_terminal(desk: Path, web, capsys: pytest.CaptureFixture[str]) -> None:
    web.routes["/bad"] = lambda handler: handler.send_error(404, "\x1b[31mred\u202e")
    _, out, err = run(capsys, "check", "bad")
    assert not {"\x1b", "\u202e"} & set(out + err)


def test_opml_out_and_in(own: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "a.opml"
    assert run(capsys, "export", "--output", str(target))[0] == 0
    assert "xmlUrl" in run(capsys, "export")[1]
    status, out, _ = run(capsys, "import", str(target))
    assert status == 0
    assert f"0 feeds added, {len(load_sources())} known already" in out
    assert not own.exists()


def test_an_import_adds_to_the_users_file_and_keeps_the_rest(own: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    opml = tmp_path / "a.opml"
    opml.write_bytes(OPML % b"")
    assert "1 feeds added" in run(capsys, "import", str(opml))[1]
    own.write_text("# mine\n" + own.read_text("utf-8"), "utf-8")
    opml.write_bytes(OPML % '<outline text="Größe &quot;zwei&quot;" xmlUrl="https://example.org/zwei"/>'.encode())
    assert "1 feeds added, 1 known already" in run(capsys, "import", str(opml))[1]
    assert own.read_text("utf-8").startswith("# mine\n")
    assert [source.outlet for source in load_sources(own)][-2:] == ["Hafenblatt", 'Größe "zwei"']
    assert [path.name for path in own.parent.iterdir()] == ["sources.toml"]


def test_a_bad_file_is_told_and_nothing_is_written(own: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    opml = tmp_path / "a.opml"
    opml.write_bytes(b"<rss/>")
    status, _, err = run(capsys, "import", str(opml))
    assert status == 2
    assert "not OPML" in err
    own.parent.mkdir()
    own.write_text("[[source]]\nid = 3\n")
    opml.write_bytes(OPML % b"")
    status, _, err = run(capsys, "import", str(opml))
    assert status == 2
    assert f"{own}:2" in err
    assert own.read_text() == "[[source]]\nid = 3\n"
    assert "no such file" in run(capsys, "list", "--sources", str(tmp_path / "nowhere.toml"))[2]
