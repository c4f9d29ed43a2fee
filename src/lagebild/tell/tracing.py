"""`lagebild trace`: documents to stories in the format asked for."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from typing import IO

from lagebild.model.errors import InputError, LagebildError
from lagebild.model.nouns import Document, Sheet
from lagebild.model.tracing import Story
from lagebild.tell.batch import not_the_same
from lagebild.tell.reading import read_one, target_of
from lagebild.tell.report import complain
from lagebild.tell.words import Words

_LETTERS = frozenset("ABCDEF")


def trace_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild trace`; returns 0 if all was traced, 1 if some documents failed, 2 if there was nothing to trace."""
    _check(arguments, words)
    from lagebild.flow import trace_sheets

    reliability = load_reliability(arguments.reliability, words)
    gathering = Gathering(arguments, words)
    sheets = list(gathering.sheets())
    if not sheets:
        complain(words("tracing", "no_documents"), words)
        return 2
    stories = trace_sheets(sheets, reliability)
    form = arguments.format or ("jsonl" if arguments.input is not None else "table")
    with target_of(arguments.output) as target:
        FORMS[form](stories, target, words)
    return 1 if gathering.failed else 0


def _check(arguments: argparse.Namespace, words: Words) -> None:
    if arguments.sources and arguments.input is not None:
        raise InputError("trace", words("errors", "both"))
    if not arguments.sources and arguments.input is None:
        raise InputError("trace", words("errors", "trace_source"))
    if arguments.input is not None:
        not_the_same(arguments.input, arguments.output, words)


def load_reliability(path: str | None, words: Words) -> dict[str, str]:
    """Return the user's table of outlets and letters; raises InputError naming the file and what is wrong in it."""
    if path is None:
        return {}
    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path, str(error), 'write lines such as "Harbour Post" = "B"') from None
    for outlet, letter in table.items():
        if letter not in _LETTERS:
            raise InputError(path, words("errors", "letter", where=path, outlet=outlet, letter=letter), 'write "A" to "F"')
    return table


class Gathering:
    """Reads all documents one by one, complains of those that fail, and counts them."""

    def __init__(self, arguments: argparse.Namespace, words: Words) -> None:
        self.arguments, self.words, self.failed = arguments, words, 0

    def sheets(self) -> Iterator[Sheet]:
        """Yield a sheet a document."""
        for found in self._documents():
            try:
                if isinstance(found, LagebildError):
                    raise found
                yield read_one(found)
            except LagebildError as error:
                self.failed += 1
                complain(str(error), self.words)

    def _documents(self) -> Iterator[Document | LagebildError]:
        from lagebild.sources import open_source

        if self.arguments.input is not None:
            yield from lines_of(self.arguments.input)
        for source in self.arguments.sources:
            try:
                yield from lines_of(source) if source.endswith((".jsonl", ".ndjson")) else open_source(source)
            except LagebildError as error:
                yield error


def lines_of(path: str) -> Iterator[Document | LagebildError]:
    """Yield the documents of a JSONL file, or of standard input; an error stands where a line is wrong."""
    from lagebild.sources import batch_documents

    if path == "-":
        yield from (_placed(found, "standard input") for _, found in batch_documents(sys.stdin.buffer))
        return
    with open(path, "rb") as file:
        yield from (_placed(found, path) for _, found in batch_documents(file))


def _placed(found: Document | InputError, path: str) -> Document | InputError:
    return found if isinstance(found, Document) else InputError(f"{path}: {found.where}", found.cause, found.way_out)


def _json(stories: Sequence[Story], target: IO[str], words: Words) -> None:
    from lagebild.model.tracingform import story_json

    target.write(json.dumps([story_json(story) for story in stories], ensure_ascii=False, indent=2) + "\n")


def _jsonl(stories: Sequence[Story], target: IO[str], words: Words) -> None:
    from lagebild.model.tracingform import story_json

    for story in stories:
        target.write(json.dumps(story_json(story), ensure_ascii=False) + "\n")


def _table(stories: Sequence[Story], target: IO[str], words: Words) -> None:
    from lagebild.tell.table import terminal
    from lagebild.tell.tracingtable import print_story
    from lagebild.tell.tracingview import story_view

    console = terminal(target)
    for story in stories:
        print_story(story_view(story, words), console, words)


def _html(stories: Sequence[Story], target: IO[str], words: Words) -> None:
    from lagebild.tell.tracingpage import stories_page
    from lagebild.tell.tracingview import story_view

    target.write(stories_page([story_view(story, words) for story in stories], words))


FORMS = {"table": _table, "json": _json, "jsonl": _jsonl, "html": _html}
