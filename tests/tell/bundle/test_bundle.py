"""A bundle is made from a local folder of wheels, and taken on the other side, without any network."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lagebild.model.errors import InputError
from lagebild.tell.bundle.sums import SUMS, data_of, read_sums
from lagebild.tell.bundle.wheels import own_wheel
from lagebild.tell.cli import main

Run = Callable[..., tuple[int, str, str]]
DOCUMENTS = [
    {"id": "a1", "url": "https://wire.example/a1", "date": "2024-05-06", "lang": "en", "text": "Peru seized two boats.",
     "publisher": "Pacific Wire"},
    {"id": "b1", "title": "Kenya accuses Sudan", "date": "2024-05-09", "lang": "en", "text": "Kenya accused Sudan of shelling a post."},
]  # fmt: skip


def small_wheel(folder: Path, name: str, version: str = "99.0") -> None:
    """Make a wheel of a project that holds nothing."""
    stem = f"{re.sub(r'[-_.]+', '_', name)}-{version}"
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "".join(f"{stem}.dist-info/{file},,\n" for file in ("METADATA", "WHEEL", "RECORD")),
    }
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for file, text in files.items():
            wheel.writestr(f"{stem}.dist-info/{file}", text)


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel of everything that the program needs."""
    folder = tmp_path_factory.mktemp("wheels")
    for line in importlib.metadata.requires("lagebild") or ():
        if "extra ==" not in line or "extra == 'stix'" in line:
            small_wheel(folder, re.split(r"[^\w.-]", line)[0])
    return folder


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LAGEBILD_DB", str(tmp_path / "here.db"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    for name in ("LC_ALL", "LC_MESSAGES", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """A store here with two documents."""
    path = tmp_path / "documents.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in DOCUMENTS), "utf-8")
    assert run("import", path)[0] == 0
    return run


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
def test_what_is_bundled_here_is_taken_there(filled: Run, tmp_path: Path, wheels: Path, name: str) -> None:
    bundle, there = tmp_path / "out" / name, tmp_path / "there.db"
    status, out, err = filled("bundle", bundle, "--find-links", wheels, "--no-index", "--extra", "stix")
    assert status == 0, err
    count = len(list(wheels.glob("*.whl"))) + 1
    assert out == f"{bundle}: wheels: {count}, documents: 2\n"
    assert [path.name for path in bundle.parent.iterdir()] == [name]
    assert filled("import", bundle, "--db", there)[:2] == (0, "new: 2, known: 0, failed: 0\n")
    assert filled("import", bundle, "--db", there)[:2] == (0, "new: 0, known: 2, failed: 0\n")
    # keys, sources and stories are those of here
    for command in (["search", "--format", "json"], ["export", "--form", "jsonl"]):
        assert filled(*command, "--db", there)[1] == filled(*command)[1] != ""
    assert filled("restore", bundle, "--db", tmp_path / "anew.db")[:2] == (0, f"documents from {bundle}: 2\n")


def test_pip_installs_the_bundle_without_a_network_and_only_what_was_bundled(run: Run, tmp_path: Path, wheels: Path) -> None:
    assert run("bundle", tmp_path / "b", "--no-data", "--find-links", wheels, "--no-index")[0] == 0
    if shutil.which("sha256sum"):
        assert subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=tmp_path / "b").returncode == 0
    install = [sys.executable, "-m", "pip", "install", "--no-index", "--find-links", "wheels", "--require-hashes", "-r", "requirements.txt"]
    install += ["--quiet", "--target", str(tmp_path / "site")]
    assert subprocess.run(install, cwd=tmp_path / "b").returncode == 0
    code = "import lagebild; print(lagebild.__file__, [c.event for c in lagebild.read('Kenya accused Sudan.', lang='en').claims])"
    # the small wheels hold nothing: what the program needs is this machine's, the program is the bundle's
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert ran.stdout == f"{tmp_path / 'site' / 'lagebild' / '__init__.py'} ['ACCUSE']\n", ran.stderr
    wheel = next((tmp_path / "b" / "wheels").glob("lagebild-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")
    other = [*install[:-1], str(tmp_path / "other")]
    assert subprocess.run(other, cwd=tmp_path / "b", capture_output=True).returncode != 0
    assert run("import", tmp_path / "b")[0] == 2


def test_only_documents_that_came_in_since_a_day(filled: Run, tmp_path: Path) -> None:
    assert filled("bundle", tmp_path / "new", "--no-wheels", "--since", "2999-01-01")[1].endswith("documents: 0\n")
    assert filled("bundle", tmp_path / "all", "--no-wheels", "--since", "2020-01-01")[1].endswith("documents: 2\n")
    assert filled("restore", tmp_path / "new", "--db", tmp_path / "there.db")[0] == 0
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["README.txt", SUMS, "store.jsonl.gz"]


def test_what_cannot_be_bundled_is_refused_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "out" / "bundle"
    status, _, err = run("bundle", out, "--no-data", "--no-index", "--find-links", tmp_path / "empty")
    assert (status, list(out.parent.iterdir())) == (2, [])
    assert "pip download" in err
    assert run("bundle", out, "--no-data", "--no-wheels")[0] == 2
    assert run("bundle", out, "--no-wheels", "--since", "May")[0] == 2
    (tmp_path / "there").write_text("mine", "utf-8")
    assert run("bundle", tmp_path / "there", "--no-wheels")[0] == 2
    assert (tmp_path / "there").read_text("utf-8") == "mine"


@pytest.mark.parametrize("damage", ["data", "sums", "missing", "unlisted", "outside"])
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_bundle_that_is_not_as_it_was_sent_is_not_taken(filled: Run, tmp_path: Path, damage: str, form: str) -> None:
    folder, there = tmp_path / "bundle", tmp_path / "there.db"
    assert filled("bundle", folder, "--no-wheels")[0] == 0
    data, sums = folder / "store.jsonl.gz", folder / SUMS
    lines = sums.read_text("utf-8").splitlines(keepends=True)
    if damage == "data":
        data.write_bytes(data.read_bytes()[:-1] + b"x")
    elif damage == "sums":
        sums.write_text("".join(lines).replace(lines[0][:8], "00000000"), "utf-8")
    elif damage == "missing":
        (folder / "README.txt").unlink()
    elif damage == "unlisted":
        sums.write_text("".join(line for line in lines if "store" not in line), "utf-8")
    else:
        sums.write_text("".join([*lines, f"{'0' * 64}  ../secret\n"]), "utf-8")
    bundle = folder
    if form == "zip":
        bundle = tmp_path / "bundle.zip"
        with zipfile.ZipFile(bundle, "w") as archive:
            for path in folder.iterdir():
                archive.write(path, path.name)
    status, out, err = filled("import", bundle, "--db", there)
    assert (status, out) == (2, "new: 0, known: 0, failed: 1\n"), err
    assert json.loads(err.splitlines()[0])["event"] == "not_imported"
    assert filled("restore", bundle, "--db", there)[0] == 2
    assert filled("status", "--format", "json", "--db", there)[1].count('"documents": 0') == 1


def test_a_zip_bomb_is_no_bundle(filled: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("store.jsonl.gz", b"0" * 10_000_000)
        archive.writestr(SUMS, f"{'0' * 64}  store.jsonl.gz\n")
    with pytest.raises(InputError, match="compressed"), data_of(str(tmp_path / "bomb.zip")):
        pass


@pytest.mark.parametrize("name", ["  /etc/passwd", "  a/../../b", "  a\\b", "  c:b", " one blank", ""])
def test_names_stay_inside_the_bundle(name: str) -> None:
    with pytest.raises(InputError, match="line 2"):
        read_sums(f"{'0' * 64}  good\n{'0' * 64}{name}\n", SUMS)


def test_what_is_no_bundle_is_given_as_it_is(tmp_path: Path) -> None:
    with data_of(str(tmp_path)) as found, data_of("https://example.org/a.zip") as other:
        assert (found, other) == (str(tmp_path), "https://example.org/a.zip")


def test_the_own_wheel_is_the_same_bytes_each_time_and_whole(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    one, other = own_wheel(tmp_path), own_wheel(tmp_path / "again")
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as wheel:
        names = set(wheel.namelist())
    assert {"lagebild/py.typed", "lagebild/packs/rules.py", "lagebild/tell/words_de.toml"} <= names
    assert not [name for name in names if "__pycache__" in name]
