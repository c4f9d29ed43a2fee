"""Every list as a file: CSV and JSON, written as it is asked from the store, so that a long one needs no more memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from starlette.responses import StreamingResponse

from lagebild.store.questions import Page
from lagebild.tell.exporting import cell

FORMS = ("csv", "json")
Row = dict[str, Any]


def as_file(form: str, name: str, rows: Iterable[Row]) -> StreamingResponse:
    """Return rows as a file to be saved; what is wrong with the question is raised here, before the answer begins."""
    source = iter(rows)
    source = chain(list(islice(source, 1)), source)
    kind, lines = ("text/csv", csv_lines(source)) if form == "csv" else ("application/json", _json(source))
    return StreamingResponse(lines, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}.{form}"'})


def every(ask: Callable[[str], Page]) -> Iterator[Row]:
    """Yield the rows of all pages; `ask` gives the page at a cursor."""
    cursor = ""
    while True:
        page = ask(cursor)
        yield from page.rows
        if not (cursor := page.cursor):
            return


def _json(rows: Iterator[Row]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def csv_lines(rows: Iterator[Row]) -> Iterator[str]:
    """Yield the lines of a table; its columns are those of the first row, lists are written with spaces between."""
    buffer = io.StringIO()
    table: csv.DictWriter[str] | None = None
    for row in rows:
        if table is None:
            table = csv.DictWriter(buffer, list(row), lineterminator="\n", extrasaction="ignore")
            table.writeheader()
        table.writerow({key: cell(" ".join(value) if isinstance(value, list) else value) for key, value in row.items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
