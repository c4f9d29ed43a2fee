"""`lagebild compare`: two documents, how they are related and what changed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import IO

from lagebild.model.errors import InputError
from lagebild.model.nouns import Document
from lagebild.model.tracing import Comparison
from lagebild.tell.words import Words


def compare_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild compare`; returns 0, or raises for a document that could not be had."""
    from lagebild.flow import compare, read

    # the spans of a comparison count in the repaired texts, which reading gives
    a, b = (read(_one(source, words)).document for source in (arguments.first, arguments.second))
    FORMS[arguments.format](compare(a, b), a, b, sys.stdout, words)
    return 0


def _one(source: str, words: Words) -> Document:
    from lagebild.sources import open_source

    if os.path.isdir(source):
        raise InputError("compare", words("errors", "one_document", where=source))
    found = next(iter(open_source(source)))
    if isinstance(found, Document):
        return found
    raise found


def _json(found: Comparison, a: Document, b: Document, target: IO[str], words: Words) -> None:
    from lagebild.model.tracingform import comparison_json

    target.write(json.dumps(comparison_json(found), ensure_ascii=False, indent=2) + "\n")


def _table(found: Comparison, a: Document, b: Document, target: IO[str], words: Words) -> None:
    from lagebild.tell.table import terminal
    from lagebild.tell.tracingtable import print_pair
    from lagebild.tell.tracingview import pair_view

    print_pair(pair_view(found, a, b, words), terminal(target), words)


def _html(found: Comparison, a: Document, b: Document, target: IO[str], words: Words) -> None:
    from lagebild.tell.tracingpage import pair_page
    from lagebild.tell.tracingview import pair_view

    target.write(pair_page(pair_view(found, a, b, words), words))


FORMS = {"table": _table, "json": _json, "html": _html}
