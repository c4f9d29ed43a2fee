"""The commands that work on a store, each as a person calls it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lagebild.tell.cli import main

DOCUMENTS = [
    {"id": "a1", "title": "Peru seizes two trawlers", "date": "2024-05-06", "lang": "en", "publisher": "Pacific Wire",
     "url": "https://wire.example/a1", "text": "Peru seized two Chilean trawlers off Tacna on Monday, the navy said. Chile protested."},
    {"id": "a2", "title": "=Two trawlers seized", "date": "2024-05-07", "lang": "en", "publisher": "Harbour Post",
     "text": "Peru seized two Chilean trawlers off Tacna on Monday, the navy said. Chile protested on Tuesday."},
    {"id": "b1", "title": "Kenya accuses Sudan", "date": "2024-05-09", "lang": "en", "publisher": "Harbour Post",
     "text": "Kenya accused Sudan of shelling a border post. Sudan will probably attack Kenya, experts said."},
]  # fmt: skip
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a store of this test alone."""
    monkeypatch.setenv("LAGEBILD_DB", str(tmp_path / "desk.db"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    path = tmp_path / "documents.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in DOCUMENTS), "utf-8")
    status, out, _ = run("import", str(path))
    assert (status, out) == (0, "new: 3, known: 0, failed: 0\n")
    return run


def rows(run: Run, *arguments: str) -> list[Any]:
    status, out, _ = run(*arguments, "--format", "json")
    assert status in (0, 1)
    found: list[Any] = json.loads(out)
    return found


def exported(run: Run, form: str, *more: str) -> str:
    status, out, _ = run("export", "--form", form, *more)
    assert status == 0
    return out


def test_what_was_imported_is_not_imported_again_and_errors_lose_nothing(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(DOCUMENTS[1]) + "\nnonsense\n" + json.dumps({**DOCUMENTS[2], "id": "b2"}) + "\n", "utf-8")
    status, out, err = filled("import", str(path), str(tmp_path / "none.txt"))
    assert (status, out) == (1, "new: 1, known: 1, failed: 2\n")
    assert "line 2" in err
    assert "none.txt" in err


def test_files_of_one_name_in_two_folders_are_two_documents(run: Run, tmp_path: Path) -> None:
    for folder, text in (("one", "Peru seized two boats."), ("two", "Kenya accused Sudan of lying.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"Title\n\n{text}\n", "utf-8")
    assert run("import", str(tmp_path / "one"), str(tmp_path / "two"))[1] == "new: 2, known: 0, failed: 0\n"
    assert run("import", str(tmp_path / "two"))[1] == "new: 0, known: 1, failed: 0\n"


def test_nothing_that_can_be_read_is_status_2(run: Run, tmp_path: Path) -> None:
    assert run("import", str(tmp_path / "none.txt"))[0] == 2


def test_search_by_words_and_filters(filled: Run) -> None:
    assert [row["key"] for row in rows(filled, "search", "trawler")] == ["a2", "https://wire.example/a1"]
    assert [row["key"] for row in rows(filled, "search", "--actor", "KEN")] == ["b1"]
    assert rows(filled, "search", "zebra") == []
    found = rows(filled, "search", "--claims", "--pair", "CHL", "PER", "--outlet", "Harbour Post")
    assert {row["publisher"] for row in found} == {"Harbour Post"}
    status, out, _ = filled("search", "--claims", "--most", "1")
    assert status == 0
    assert "there are more" in out
    status, _, err = filled("search", "--actor", "XXX")
    assert status == 2
    assert "no actor" in err


def test_export_as_json_lines_can_be_imported_again(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert filled("export", "--output", str(path))[0] == 0
    before = exported(filled, "jsonl")
    status, out, _ = filled("import", str(path), "--db", str(tmp_path / "other.db"))
    assert (status, out) == (0, "new: 3, known: 0, failed: 0\n")
    _, after, _ = filled("export", "--db", str(tmp_path / "other.db"))
    assert sorted(after.splitlines()) == sorted(before.splitlines())


def test_export_as_a_table_that_no_spreadsheet_computes(filled: Run) -> None:
    found = list(csv.DictReader(io.StringIO(exported(filled, "csv"))))
    assert {row["title"] for row in found} >= {"'=Two trawlers seized"}
    seized = next(row for row in found if row["type"] == "COERCE")
    assert (seized["actors"], seized["recipients"], seized["credibility"] != "") == ("PER", "CHL", True)
    assert {row["outlet"] for row in csv.DictReader(io.StringIO(exported(filled, "csv", "--outlet", "Pacific Wire")))} == {"Pacific Wire"}


def test_export_as_parquet_has_the_rows_of_the_table(filled: Run, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "claims.parquet"
    assert filled("export", "--form", "parquet", "--output", str(path))[0] == 0
    table = parquet.read_table(path).to_pylist()
    plain = list(csv.DictReader(io.StringIO(exported(filled, "csv"))))
    assert [row["claim"] for row in table] == [row["claim"] for row in plain]
    assert filled("export", "--form", "parquet")[0] == 2


def test_export_as_plover_and_like_gdelt(filled: Run) -> None:
    events = [json.loads(line) for line in exported(filled, "plover").splitlines()]
    assert {"ACCUSE", "COERCE"} <= {row["event"][0] for row in events}
    table = list(csv.DictReader(io.StringIO(exported(filled, "gdelt")), delimiter="\t"))
    seized = next(row for row in table if (row["EventCode"], row["Actor2Code"]) == ("COERCE", "CHL"))
    assert (seized["Actor1Code"], seized["NumArticles"], seized["NumSources"]) == ("PER", "2", "1")
    assert seized["SOURCEURL"] == "https://wire.example/a1"
    assert float(seized["GoldsteinScale"]) < 0
    assert len({row["GLOBALEVENTID"] for row in table}) == len(table)


def test_export_as_stix_is_valid_and_the_same_each_time(filled: Run) -> None:
    stix2 = pytest.importorskip("stix2")
    text = exported(filled, "stix")
    bundle = stix2.parse(text)
    kinds = [row.type for row in bundle.objects]
    assert kinds.count("report") == 2
    names = {row.id for row in bundle.objects}
    assert all(ref in names for row in bundle.objects if row.type != "identity" for ref in row.object_refs)
    assert text == exported(filled, "stix")


def test_a_correction_from_first_to_last(filled: Run) -> None:
    name = next(row["claim"] for row in rows(filled, "search", "--claims", "--type", "ACCUSE"))
    assert filled("correct", "amend", name, "--set", "event=THREATEN", "--set", "actors=KEN,ETH", "--why", "see line 1")[0] == 0
    assert [row["claim"] for row in rows(filled, "search", "--claims", "--type", "THREATEN", "--actor", "ETH")] == [name]
    (line,) = [json.loads(line) for line in exported(filled, "gold").splitlines()]
    assert "THREATEN" in [row["event"] for row in line["events"]]
    assert filled("reread", "--all")[0] == 0
    assert name not in [row["claim"] for row in rows(filled, "search", "--claims", "--type", "ACCUSE")]
    assert filled("correct", "undo", "1", "--who", "ben")[0] == 0
    (made,) = rows(filled, "corrections")
    assert (made["kind"], made["by"]["why"], made["undone_by"]) == ("amend", "see line 1", "ben")
    assert name in [row["claim"] for row in rows(filled, "search", "--claims", "--type", "ACCUSE")]
    assert "undone by ben" in filled("corrections")[1]
    assert filled("correct", "amend", name, "--set", "event=NONSENSE")[0] == 2
    assert filled("correct", "amend", name, "--set", "event")[0] == 2
    assert filled("correct", "reject", "none")[0] == 2


def test_stories_are_merged_split_and_outlets_graded(filled: Run) -> None:
    stories = sorted({row["story"] for row in rows(filled, "search")})
    assert len(stories) == 2
    assert filled("correct", "merge", *stories)[0] == 0
    (one,) = {row["story"] for row in rows(filled, "search")}
    assert filled("correct", "split", one, "b1")[0] == 0
    assert len({row["story"] for row in rows(filled, "search")}) == 2
    assert filled("correct", "grade", "Pacific Wire", "B")[0] == 0
    table = csv.DictReader(io.StringIO(exported(filled, "csv")))
    assert "B" in {row["reliability"] for row in table}
    assert filled("correct", "grade", "Pacific Wire", "G")[0] == 2


def test_status_tells_what_there_is(filled: Run) -> None:
    status, out, _ = filled("status", "--format", "json")
    found = json.loads(out)
    assert (status, found["steps"], found["outdated"], found["failures"]) == (0, {"done": 3}, 0, [])
    assert found["sources"] == {}
    assert "read and traced" in filled("status")[1]
    assert "gelesen und verfolgt" in filled("status", "--lang", "de")[1]


def test_rereading_says_what_has_changed(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import lagebild.flow.working as working
    import lagebild.packs.fingerprint as fingerprint
    from lagebild.model.nouns import Document, Sheet

    def blind(document: Document) -> Sheet:
        return Sheet(document)

    for module in (working, fingerprint):
        monkeypatch.setattr(module, "fingerprint", lambda: "other")
    monkeypatch.setattr(working, "read", blind)
    status, out, _ = filled("reread")
    assert status == 0
    assert "documents read again: 3; read otherwise than before: 3" in out
    assert "gone          COERCE" in out
    assert filled("reread")[1].startswith("documents read again: 0")


def test_backup_restore_and_retention(filled: Run, tmp_path: Path) -> None:
    path, other = str(tmp_path / "desk.gz"), str(tmp_path / "other.db")
    assert filled("backup", path)[1] == f"documents in {path}: 3\n"
    assert filled("restore", path)[0] == 2
    assert filled("restore", path, "--db", other)[0] == 0
    assert filled("export", "--form", "csv", "--db", other)[1] == exported(filled, "csv")
    assert filled("retain", "--before", "2024-05-07", "--dry-run")[1] == "documents that would be deleted: 1\n"
    assert filled("retain", "--before", "2024-05-07")[1] == "documents deleted: 1\n"
    assert [row["key"] for row in rows(filled, "search")] == ["b1", "a2"]
    assert filled("retain", "--before", "May")[0] == 2


def test_watchlists(filled: Run) -> None:
    assert filled("watchlist", "coast", "PER", "CHL")[1] == "coast: CHL PER\n"
    assert filled("watchlist")[1] == "coast: CHL PER\n"
    assert filled("watchlist", "coast", "XXX")[0] == 2
    assert filled("watchlist", "coast", "--drop")[1] == ""
    assert filled("watchlist", "coast")[0] == 2


def test_a_store_that_cannot_be_opened_is_one_line(run: Run) -> None:
    status, out, err = run("status", "--db", "mysql://host/name")
    assert (status, out, err.count("\n")) == (2, "", 1)
