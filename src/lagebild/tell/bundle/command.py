"""`lagebild bundle`: what a machine without a connection needs, in a folder or a ZIP archive."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
import zipfile
from pathlib import Path

from lagebild.model.errors import InputError
from lagebild.tell.bundle.sums import DATA, SUMS, write_sums
from lagebild.tell.bundle.wheels import REQUIREMENTS, Wanted, fetch_wheels, requirements
from lagebild.tell.storing import opened
from lagebild.tell.words import Words

_WHEELS, _README, _ZIP = "wheels", "README.txt", ".zip"


def bundle_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild bundle`."""
    target = Path(arguments.folder)
    if arguments.no_wheels and arguments.no_data:
        raise InputError("bundle", words("desk", "bundle_of_nothing"), "leave --no-wheels or --no-data away")
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise InputError(str(target), words("desk", "bundle_there"), "give another name, or delete it")
    since = _day(arguments.since)
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    # beside its place, so that it can be moved there: nobody takes half a bundle for a whole one
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.absolute().parent) as made:
        folder = Path(made) / "bundle"
        folder.mkdir()
        wheels, documents = _fill(folder, arguments, since, words)
        write_sums(folder)
        if target.suffix.lower() == _ZIP:
            os.replace(_archive(folder), target)
        else:
            if target.exists():
                target.rmdir()
            shutil.move(str(folder), target)
    print(words("desk", "bundled", file=target, wheels=wheels, documents=documents))
    return 0


def _fill(folder: Path, arguments: argparse.Namespace, since: str, words: Words) -> tuple[int, int]:
    wheels = documents = 0
    if not arguments.no_data:
        from lagebild.store.backup import backup

        with opened(arguments) as store:
            documents = backup(store, str(folder / DATA), since)
    if not arguments.no_wheels:
        wanted = Wanted(arguments.platform, arguments.python_version, arguments.extra, arguments.find_links, not arguments.no_index)
        wheels = len(fetch_wheels(folder / _WHEELS, wanted))
        (folder / REQUIREMENTS).write_text(requirements(folder / _WHEELS), "utf-8", newline="\n")
    steps = [words("bundle", "check", sums=SUMS)]
    steps += [words("bundle", "install", requirements=REQUIREMENTS, wheels=_WHEELS)] if wheels else []
    steps += [words("bundle", "take")] if not arguments.no_data else []
    (folder / _README).write_text("\n\n".join([words("bundle", "what"), *steps]) + "\n", "utf-8", newline="\n")
    return wheels, documents


def _day(given: str) -> str:
    try:
        return time.strftime("%Y-%m-%d", time.strptime(given, "%Y-%m-%d")) if given else ""
    except ValueError:
        raise InputError("--since", f"{given!r} is not a day", "write YYYY-MM-DD") from None


def _archive(folder: Path) -> Path:
    path = folder.with_suffix(_ZIP)
    # wheels and the backup are compressed already: stored as they are, an archive can be checked without unpacking more than it holds
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return path
