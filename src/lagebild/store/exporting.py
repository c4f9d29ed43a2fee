"""Everything that filters let through, part by part, for files: sheets, claims, events with their grades."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from lagebild.model.nouns import Sheet
from lagebild.store import tables as t
from lagebild.store.opening import Store
from lagebild.store.questions import Filters, claims, search
from lagebild.store.sheets import load_sheets

_PART = 200


def each_sheet(store: Store, filters: Filters) -> Iterator[Sheet]:
    """Yield the sheets of the documents that `search` gives, as they were read and corrected."""
    cursor = ""
    while True:
        page = search(store, filters, cursor, _PART)
        addresses = [row["document"] for row in page.rows]
        with store.reading() as connection:
            d = t.documents.c
            numbers = list(connection.execute(sa.select(d.document).where(d.address.in_(addresses)).order_by(d.place.desc())).scalars())
            found = load_sheets(connection, numbers)
        yield from (found[number] for number in numbers if number in found)
        if not (cursor := page.cursor):
            return


def each_claim(store: Store, filters: Filters) -> Iterator[dict[str, Any]]:
    """Yield claims as `claims` does, each with `events`: the graded events that it tells, as rows of event, story and grades."""
    cursor = ""
    while True:
        page = claims(store, filters, cursor, _PART)
        names = [row["claim"] for row in page.rows]
        with store.reading() as connection:
            e, told = t.events.c, t.event_claims.c
            columns = (told.claim, e.event, e.story, e.reliability, e.credibility, e.origins)
            rows = connection.execute(
                sa.select(*columns).join(t.events, e.event == told.event).where(told.claim.in_(names)).order_by(e.event)
            )
            graded: dict[str, list[dict[str, Any]]] = {}
            for row in rows.mappings():
                graded.setdefault(row["claim"], []).append({key: row[key] for key in row if key != "claim"})
        yield from ({**row, "events": graded.get(row["claim"], [])} for row in page.rows)
        if not (cursor := page.cursor):
            return


def each_story(store: Store, filters: Filters) -> Iterator[dict[str, Any]]:
    """Yield the stories, as JSON, of the documents that `search` gives, once each, with `links`: address, time and outlet by document."""
    seen: set[str] = set()
    cursor = ""
    while True:
        page = search(store, filters, cursor, _PART)
        names = dict.fromkeys(row["story"] for row in page.rows if row["story"] and row["story"] not in seen)
        seen.update(names)
        for name in names:
            yield _story(store, name)
        if not (cursor := page.cursor):
            return


def _story(store: Store, name: str) -> dict[str, Any]:
    d, m = t.documents.c, t.members.c
    with store.reading() as connection:
        body = connection.execute(sa.select(t.stories.c.body).where(t.stories.c.story == name)).scalar_one()
        inside = sa.select(d.key, d.url, d.published, d.publisher).join(t.members, m.document == d.document).where(m.story == name)
        links = {row.key: {"url": row.url, "published": row.published, "publisher": row.publisher} for row in connection.execute(inside)}
    return {**body, "links": links}
