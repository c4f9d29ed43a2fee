"""The checksums of a bundle: SHA-256 of every file, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from lagebild.model.errors import InputError

SUMS, DATA = "SHA256SUMS", "store.jsonl.gz"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_MOST, _PIECE, _COPY = 4_000_000, 1 << 20, "copy the bundle again"


def sum_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of what is left of an open file, in hexadecimal."""
    found = hashlib.sha256()
    while piece := file.read(_PIECE):
        found.update(piece)
    return found.hexdigest()


def write_sums(folder: Path) -> None:
    """Write the checksums of all files in a folder, in the order of their names."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = []
    for path in paths:
        with path.open("rb") as file:
            lines.append(f"{sum_of(file)}  {path.relative_to(folder).as_posix()}\n")
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")


def read_sums(text: str, where: str) -> dict[str, str]:
    """Return the checksums by name. Raises InputError naming the line where one is wrong, or leads out of the bundle."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        name = PurePosixPath(match[2]) if match else None
        if match is None or name is None or name.is_absolute() or ".." in name.parts or "\\" in match[2] or ":" in match[2]:
            raise InputError(f"{where}: line {number}", "not a checksum and a name inside the bundle", _COPY)
        found[match[2]] = match[1]
    return found


@contextmanager
def data_of(path: str) -> Iterator[str]:
    """Give the data file of a bundle (a folder or a ZIP archive) after every checksum has held, and what is no bundle as it is.

    Raises InputError naming the file that is missing or another.
    """
    place = Path(path)
    if place.is_dir() and (place / SUMS).is_file():
        with (place / SUMS).open("rb") as file:
            text = file.read(_MOST)
        _check_folder(place, read_sums(_decoded(text, path), str(place / SUMS)))
        yield _data(place / DATA, path)
    elif place.is_file() and _is_bundle(place):
        with tempfile.TemporaryDirectory(prefix="lagebild-") as folder:
            _check_archive(place, Path(folder))
            yield _data(Path(folder) / DATA, path)
    else:
        yield path


def _data(path: Path, bundle: str) -> str:
    if not path.is_file():
        raise InputError(bundle, "the bundle has no documents", "make it without --no-data")
    return str(path)


def _decoded(text: bytes, where: str) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: {SUMS}", "not text in UTF-8", _COPY) from error


def _check_folder(folder: Path, sums: dict[str, str]) -> None:
    for name, wanted in sums.items():
        try:
            with (folder / name).open("rb") as file:
                found = sum_of(file)
        except OSError as error:
            raise InputError(str(folder / name), f"cannot be read: {error.strerror}", _COPY) from error
        _compare(str(folder / name), found, wanted)
    # a data file that no checksum covers is none of the bundle's
    if (folder / DATA).is_file() and DATA not in sums:
        raise InputError(str(folder / DATA), f"not listed in {SUMS}", _COPY)


def _compare(where: str, found: str, wanted: str) -> None:
    if found != wanted:
        raise InputError(where, f"its checksum is not that of {SUMS}", _COPY)


def _is_bundle(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return SUMS in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _check_archive(path: Path, folder: Path) -> None:
    """Check every member and put the data file into a folder; nothing else is unpacked, and nothing that is compressed."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
            for info in members.values():
                if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
                    raise InputError(f"{path}: {info.filename}", "compressed or locked, as no bundle is", _COPY)
            with archive.open(SUMS) as file:
                sums = read_sums(_decoded(file.read(_MOST), str(path)), f"{path}: {SUMS}")
            for name in (*sums, *([DATA] if DATA in members else [])):
                if name not in members or name not in sums:
                    raise InputError(f"{path}: {name}", f"in the archive and in {SUMS} there must be the same files", _COPY)
            for name, wanted in sums.items():
                with archive.open(name) as file:
                    found = _unpacked(file, folder / DATA) if name == DATA else sum_of(file)
                _compare(f"{path}: {name}", found, wanted)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise InputError(str(path), f"the archive is damaged: {error}", _COPY) from error


def _unpacked(file: IO[bytes], target: Path) -> str:
    found = hashlib.sha256()
    with target.open("wb") as out:
        while piece := file.read(_PIECE):
            found.update(piece)
            out.write(piece)
    return found.hexdigest()
