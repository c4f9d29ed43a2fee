"""What analysts said about stories and outlets, for tracing: documents that belong together or apart, and letters of reliability."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.store.tables import corrections, documents

MERGE, SPLIT, GRADE = "merge", "split", "grade"


@dataclass(frozen=True, slots=True)
class Ties:
    """Documents, by number, that analysts put together (merge) or set apart (split), in the order in which they said so."""

    said: Sequence[tuple[str, frozenset[int]]]

    def beside(self, numbers: Collection[int]) -> set[int]:
        """Return the documents that were put together with some."""
        wanted = set(numbers)
        return {number for kind, row in self.said if kind == MERGE and row & wanted for number in row}

    def amend(self, rows: list[list[int]], order: Sequence[int]) -> list[list[int]]:
        """Return groups of places as analysts want them; `order` gives the document's number at each place.

        >>> Ties([("merge", frozenset({7, 9})), ("split", frozenset({8}))]).amend([[0, 1], [2]], [7, 8, 9])
        [[0, 2], [1]]
        """
        places = {number: place for place, number in enumerate(order)}
        for kind, numbers in self.said:
            meant = {places[number] for number in numbers if number in places}
            rows = _merged(rows, meant) if kind == MERGE else _split(rows, meant)
        return sorted(sorted(row) for row in rows)


def _merged(rows: list[list[int]], meant: set[int]) -> list[list[int]]:
    together = [row for row in rows if meant.intersection(row)]
    return [row for row in rows if row not in together] + ([[place for row in together for place in row]] if together else [])


def _split(rows: list[list[int]], meant: set[int]) -> list[list[int]]:
    parts = ([place for place in row if (place in meant) == side] for row in rows for side in (True, False))
    return [part for part in parts if part]


def load_ties(connection: Connection) -> Ties:
    """Return the standing corrections of stories."""
    c = corrections.c
    wanted = sa.select(c.kind, c.detail).where(c.kind.in_((MERGE, SPLIT)), c.undone_at == "").order_by(c.correction)
    rows = [(row.kind, row.detail["documents"]) for row in connection.execute(wanted)]
    keys = {key for _, names in rows for key in names}
    found = connection.execute(sa.select(documents.c.key, documents.c.document).where(documents.c.key.in_(keys)))
    numbers = {row.key: row.document for row in found}
    return Ties([(kind, frozenset(numbers[key] for key in names if key in numbers)) for kind, names in rows])


def reliability(connection: Connection) -> dict[str, str]:
    """Return the letter of every outlet that an analyst has graded; the last one said holds."""
    c = corrections.c
    wanted = sa.select(c.target, c.detail).where(c.kind == GRADE, c.undone_at == "").order_by(c.correction)
    return {row.target: row.detail["letter"] for row in connection.execute(wanted)}
