"""`lagebild read`: sources to claim sheets in the format asked for, or a batch of lines."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, cast

from lagebild.model.errors import InputError, LagebildError
from lagebild.model.nouns import Document, Sheet
from lagebild.tell.report import complain
from lagebild.tell.words import Words

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
Write = Callable[[Iterable[Sheet], IO[str], Words, bool], None]


def read_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild read`; returns 0 if all was read, 1 if some failed, 2 if nothing was read."""
    _check(arguments, words)
    if arguments.input is not None:
        from lagebild.tell.batch import batch_command

        return batch_command(arguments, words)
    reading = Reading(arguments, words)
    sheets = reading.sheets()
    first = next(sheets, None)
    if first is None:
        return 2
    one = len(arguments.sources) == 1 and not os.path.isdir(arguments.sources[0])
    with target_of(arguments.output) as target:
        FORMS[arguments.format or "table"](_chain(first, sheets), target, words, one)
    return 1 if reading.failed else 0


class Reading:
    """Reads all sources one by one, complains of those that fail, and counts them."""

    def __init__(self, arguments: argparse.Namespace, words: Words) -> None:
        self.arguments, self.words, self.failed = arguments, words, 0

    def sheets(self) -> Iterator[Sheet]:
        """Yield a sheet a document."""
        for found in self._documents():
            try:
                yield read_one(with_given(_document(found), self.arguments))
            except LagebildError as error:
                self.failed += 1
                complain(str(error), self.words)

    def _documents(self) -> Iterator[Document | LagebildError]:
        from lagebild.sources import open_source

        for source in self.arguments.sources:
            try:
                yield from open_source(source)
            except LagebildError as error:
                yield error


def _document(found: Document | LagebildError) -> Document:
    if isinstance(found, LagebildError):
        raise found
    return found


def with_given(document: Document, arguments: argparse.Namespace) -> Document:
    """Return the document with the date and the language that the command line gives, where it gives them."""
    return replace(document, date=arguments.date or document.date, lang=arguments.text_lang or document.lang)


def read_one(document: Document) -> Sheet:
    """Read a document; a fault of the reader is an InputError that names the document, so that the others are read."""
    from lagebild.flow import read

    try:
        return read(document)
    except LagebildError:
        raise
    except Exception as error:
        raise InputError(document.id, f"the reader failed: {type(error).__name__}: {error}", "please report it with this text") from error


def _check(arguments: argparse.Namespace, words: Words) -> None:
    """Raise InputError for arguments that do not go together or are none."""
    if arguments.sources and arguments.input is not None:
        raise InputError("read", words("errors", "both"))
    if not arguments.sources and arguments.input is None:
        raise InputError("read", words("errors", "no_source"))
    if arguments.input is not None and arguments.format not in (None, "jsonl"):
        raise InputError("read", words("errors", "batch_format"))
    if arguments.jobs is not None and arguments.jobs < 1:
        raise InputError("read", words("errors", "jobs"))
    if arguments.text_lang and not _TAG.fullmatch(arguments.text_lang):
        raise InputError("read", words("errors", "text_lang", lang=arguments.text_lang))
    check_date(arguments.date, words)


def check_date(date: str, words: Words) -> None:
    """Raise InputError for a date that is no day."""
    try:
        good = not date or datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        good = False
    if not good:
        raise InputError("arguments", words("errors", "date", date=date))


def _chain(first: Sheet, rest: Iterator[Sheet]) -> Iterator[Sheet]:
    yield first
    yield from rest


@contextmanager
def target_of(output: str) -> Iterator[IO[str]]:
    """Open what is written to; `-` is standard output."""
    if output == "-":
        yield sys.stdout
        return
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        yield cast("IO[str]", file)


def _table(sheets: Iterable[Sheet], target: IO[str], words: Words, one: bool) -> None:
    from lagebild.tell.table import print_sheet, terminal
    from lagebild.tell.view import sheet_view

    console = terminal(target)
    for sheet in sheets:
        print_sheet(sheet_view(sheet, words), console, words)


def _json(sheets: Iterable[Sheet], target: IO[str], words: Words, one: bool) -> None:
    from lagebild.model.jsonform import sheet_json

    rows = [sheet_json(sheet) for sheet in sheets]
    target.write(json.dumps(rows[0] if one else rows, ensure_ascii=False, indent=2) + "\n")


def _jsonl(sheets: Iterable[Sheet], target: IO[str], words: Words, one: bool) -> None:
    for sheet in sheets:
        target.writelines(_pieces(sheet))
        target.write("\n")


def json_line(sheet: Sheet) -> str:
    """Return a sheet as one line of JSON."""
    return "".join(_pieces(sheet))


def _pieces(sheet: Sheet) -> Iterator[str]:
    """Yield a sheet's line of JSON claim by claim: all claims of a huge text as tables would take more memory than all else."""
    from lagebild.model.jsonform import claim_json, sheet_json

    encode = json.JSONEncoder(ensure_ascii=False).encode
    before, behind = encode(sheet_json(replace(sheet, claims=()))).split('"claims": []', 1)
    yield f'{before}"claims": ['
    for number, claim in enumerate(sheet.claims):
        yield (", " if number else "") + encode(claim_json(claim))
    yield f"]{behind}"


def _html(sheets: Iterable[Sheet], target: IO[str], words: Words, one: bool) -> None:
    from lagebild.tell.page import page

    target.write(page(list(sheets), words))


def _plover(sheets: Iterable[Sheet], target: IO[str], words: Words, one: bool) -> None:
    from lagebild.tell.plover import records

    for sheet in sheets:
        for record in records(sheet):
            target.write(json.dumps(record, ensure_ascii=False) + "\n")


FORMS: dict[str, Write] = {"table": _table, "json": _json, "jsonl": _jsonl, "html": _html, "plover": _plover}
