"""The wheels of a bundle: the program's own, made of what is installed here, and those of all that it needs, fetched by pip."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lagebild.model.errors import InputError
from lagebild.tell.bundle.sums import sum_of

_NAME, _DAY = "lagebild", (1980, 1, 1, 0, 0, 0)
_WHEEL = "Wheel-Version: 1.0\nGenerator: lagebild\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_LINES, REQUIREMENTS = 12, "requirements.txt"


@dataclass(frozen=True, slots=True)
class Wanted:
    """For which machine wheels are wanted, and where pip looks for them; empty is this machine, and pip's own places."""

    platforms: Sequence[str] = ()
    python: str = ""
    extras: Sequence[str] = ()
    links: Sequence[str] = ()
    index: bool = True


def own_wheel(folder: Path) -> Path:
    """Make the wheel of the program as it is installed here, the same bytes each time; returns its path. Raises InputError."""
    try:
        installed = importlib.metadata.distribution(_NAME)
    except importlib.metadata.PackageNotFoundError as error:
        raise InputError("bundle", "the program is not installed, so that nobody knows what it needs", "pip install it first") from error
    info = f"{_NAME}-{installed.version}.dist-info"
    path = folder / f"{_NAME}-{installed.version}-py3-none-any.whl"
    records = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in _contents(installed, info):
            wheel.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
            mark = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            records.append(f"{name},sha256={mark},{len(content)}\n")
        wheel.writestr(zipfile.ZipInfo(f"{info}/RECORD", _DAY), "".join([*records, f"{info}/RECORD,,\n"]), zipfile.ZIP_DEFLATED)
    return path


def _contents(installed: importlib.metadata.Distribution, info: str) -> Iterator[tuple[str, bytes]]:
    import lagebild

    root = Path(lagebild.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".pyo"):
            yield f"{_NAME}/{path.relative_to(root).as_posix()}", path.read_bytes()
    yield f"{info}/WHEEL", _WHEEL.encode()
    for name in ("METADATA", "entry_points.txt", "licenses/LICENSE"):
        if text := installed.read_text(name):
            yield f"{info}/{name}", text.encode()


def fetch_wheels(folder: Path, wanted: Wanted) -> list[str]:
    """Put the wheels of the program and of all that it needs into a folder, and return their names. Raises InputError: what pip said."""
    folder.mkdir(parents=True)
    own = own_wheel(folder)
    extras = f"[{','.join(wanted.extras)}]" if wanted.extras else ""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--only-binary=:all:"]
    command += ["--dest", str(folder), *(f"--platform={name}" for name in wanted.platforms)]
    command += [f"--python-version={wanted.python}"] if wanted.python else []
    command += [f"--find-links={place}" for place in wanted.links] + ([] if wanted.index else ["--no-index"])
    ended = subprocess.run([*command, f"{_NAME}{extras} @ {own.resolve().as_uri()}"], capture_output=True, text=True, errors="replace")
    if ended.returncode:
        said = [line for line in ended.stderr.splitlines() if line.strip()] or ["pip ended without a word"]
        way_out = "look at --platform, --python-version and --find-links; pip itself must be installed"
        raise InputError("pip download", " ".join(said[-_LINES:]), way_out)
    return sorted(path.name for path in folder.glob("*.whl"))


def requirements(folder: Path) -> str:
    """Return the wheels of a folder as pip's requirements with hashes, so that pip installs these files and no others."""
    rows = {}
    for path in folder.glob("*.whl"):
        name, version = path.name.split("-")[:2]
        with path.open("rb") as file:
            rows[re.sub(r"[-_.]+", "-", name).lower()] = f"=={version} --hash=sha256:{sum_of(file)}\n"
    return "".join(name + rows[name] for name in sorted(rows))
