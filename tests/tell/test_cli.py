from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lagebild import __version__
from lagebild.model.jsonform import schema
from lagebild.tell.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGLISH, GERMAN = str(EXAMPLES / "axis.en.txt"), str(EXAMPLES / "achse.de.txt")
pytestmark = pytest.mark.usefixtures("english")
Captured = pytest.CaptureFixture[str]


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "lagebild.tell.cli", *arguments], capture_output=True, timeout=120, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_the_table_names_its_claims_in_the_interfaces_language(capsys: Captured) -> None:
    assert main(["read", ENGLISH, "--lang", "de"]) == 0
    text = capsys.readouterr().out
    assert "Aussagen (" in text
    assert "Kuba (CUB)" in text
    assert "20. Juni 2025" in text


def test_json_is_one_object_for_one_file_and_meets_the_schema(capsys: Captured) -> None:
    assert main(["read", ENGLISH, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema()).validate(found)
    assert found["claims"]


def test_json_is_an_array_for_several(capsys: Captured) -> None:
    assert main(["read", ENGLISH, GERMAN, "--format", "json"]) == 0
    assert [row["lang"] for row in json.loads(capsys.readouterr().out)] == ["en", "de"]


def test_json_is_an_array_for_a_folder_even_of_one(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a.txt").write_text("Kenya accused Sudan of shelling a border post.")
    assert main(["read", str(tmp_path), "--format", "json", "--text-lang", "en"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_jsonl_is_a_line_a_document(capsys: Captured) -> None:
    assert main(["read", ENGLISH, GERMAN, "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    for line in lines:
        Draft202012Validator(schema()).validate(json.loads(line))


def test_html_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert main(["read", ENGLISH, "--format", "html", "--output", str(target)]) == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_plover_records_are_lines_of_json(capsys: Captured) -> None:
    assert main(["read", ENGLISH, "--format", "plover"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"AID"} <= {record["event"][0] for record in records}


def test_date_and_language_of_the_text_can_be_given(tmp_path: Path, capsys: Captured) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Belarus delivered weapons to Cuba on Wednesday.")
    assert main(["read", str(text), "--date", "2025-06-20", "--text-lang", "en", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["lang"] == "en"
    assert found["claims"][0]["date"] == {"from": "2025-06-18", "to": "2025-06-18", "text": "on Wednesday"}


def test_one_bad_source_does_not_stop_the_others(capsys: Captured) -> None:
    assert main(["read", "missing.txt", ENGLISH, "--format", "jsonl"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert told.err.startswith("lagebild: missing.txt: ")


def test_only_bad_sources_are_2_and_nothing_is_written(tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "out"
    assert main(["read", "missing.txt", "--output", str(target)]) == 2
    assert not target.exists()


def test_a_fault_of_the_reader_is_one_line_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    import lagebild.flow

    whole = lagebild.flow.read

    def broken(document: object) -> object:
        if document.id == GERMAN:  # type: ignore[attr-defined]
            raise ZeroDivisionError("oh")
        return whole(document)  # type: ignore[arg-type]

    monkeypatch.setattr(lagebild.flow, "read", broken)
    assert main(["read", GERMAN, ENGLISH, "--format", "jsonl"]) == 1
    told = capsys.readouterr()
    assert "the reader failed: ZeroDivisionError: oh" in told.err
    assert len(told.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "give a SOURCE"),
        (["read", ENGLISH, "--input", "x"], "not both"),
        (["read", "--input", "x", "--format", "html"], "JSON lines"),
        (["read", "--input", "x", "--jobs", "0"], "--jobs"),
        (["read", ENGLISH, "--date", "2024-13-01"], "not a day"),
        (["read", ENGLISH, "--date", "20240101"], "not a day"),
        (["read", ENGLISH, "--text-lang", "not a tag"], "not a language tag"),
        (["read", "--input", "/nonexistent/docs.jsonl"], "/nonexistent/docs.jsonl"),
        (["schema", "nonsense"], "no schema for 'nonsense'"),
        (["evaluate", "/nonexistent/gold.jsonl"], "/nonexistent/gold.jsonl"),
        (["registry", "NATO", "--date", "soon"], "not a day"),
    ],
)
def test_wrong_use_is_one_line_and_2(arguments: list[str], said: str, capsys: Captured) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.err.startswith("lagebild: ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not told.out


@pytest.mark.parametrize("arguments", [[], ["fly"], ["read", "--jobs", "many"], ["read", "--format", "pdf"]])
def test_what_the_parser_refuses_is_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "lagebild: " in capsys.readouterr().err


def test_help_speaks_the_interfaces_language(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "de", "read", "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Aufruf: lagebild read")


def test_version(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"lagebild {__version__}\n"


def test_schema_is_that_of_the_package(capsys: Captured) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema("sheet")


def test_signs_that_steer_a_terminal_do_not_pass_through_an_error(capsys: Captured) -> None:
    assert main(["read", "\x1b[2Jx.txt"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_help_does_not_load_what_is_heavy() -> None:
    code = (
        "import sys\ntry:\n  from lagebild.tell.cli import main; main(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('rich', 'jinja2', 'babel', 'trafilatura', 'httpx', 'numpy') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.splitlines()[-1] == "[]"


def test_standard_input_is_read() -> None:
    found = run("read", "-", "--format", "json", "--text-lang", "en", input=b"Kenya accused Sudan of shelling a border post.")
    assert found.returncode == 0
    assert [claim["event"] for claim in json.loads(found.stdout)["claims"]] == ["ACCUSE", "ASSAULT"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_nobody_reading_on_is_quiet() -> None:
    code = f"{sys.executable} -m lagebild.tell.cli read {ENGLISH} {GERMAN} --format json | head -c 10; echo ${{PIPESTATUS[0]}}"
    found = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not found.stderr
    assert found.stdout.splitlines()[-1].endswith(("141", "0"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupting_is_quiet_and_130() -> None:
    # a shell in the background has its children ignore the signal; and before the program itself is loaded, Python alone answers it
    start = "import signal, sys; from lagebild.tell.cli import main; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", start + "print('loaded', flush=True); sys.exit(main(['read', '-']))"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"loaded\n"
        time.sleep(0.5)  # it now reads its packs, or waits for its input
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")
