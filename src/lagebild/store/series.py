"""Events counted: by day, by whom an actor has to do with, and the origins of stories by state. What charts and the map show."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from lagebild.store import tables as t
from lagebild.store.opening import Store
from lagebild.store.orders import DATED, DAY, day_of, start_of

ASSERTED, _NEAR = "asserted", 30
Pair = tuple[str, str]
Daily = tuple[datetime.date, str, int]


def story_origins(store: Store, since: str = "", codes: Collection[str] = (), arrived: int | None = None) -> list[dict[str, Any]]:
    """Return for every actor how many stories have an event with it, and how many independent origins these have together.

    `since` keeps to stories with documents published since then, `codes` to stories with an event of one of these actors, `arrived` to
    those in which a document arrived after that number (see `visiting.py`). A row has code, stories, origins; the most origins first.
    """
    s, x = t.stories.c, t.event_sides.c
    # a side bears the place of its story, which no other story has: their index alone tells who stands in which
    inside = sa.select(x.place, x.code)
    if since:
        inside = inside.where(x.place >= start_of(since))
    if codes:
        among = sa.select(x.place).where(x.code.in_(list(codes)), *([x.place >= start_of(since)] if since else []))
        inside = inside.where(x.place.in_(among))
    if arrived is not None:
        came = sa.select(t.members.c.story).join(t.arrivals, t.arrivals.c.document == t.members.c.document)
        inside = inside.where(x.place.in_(sa.select(s.place).where(s.story.in_(came.where(t.arrivals.c.arrival > arrived)))))
    pairs = inside.distinct().subquery()
    stories, origins = sa.func.count().label("stories"), sa.func.sum(s.origins).label("origins")
    asked = sa.select(pairs.c.code, stories, origins).join(t.stories, s.place == pairs.c.place).group_by(pairs.c.code)
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(asked).mappings()]
    return sorted(({**row, "origins": int(row["origins"])} for row in rows), key=lambda row: (-row["origins"], row["code"]))


def daily_events(
    store: Store, actor: str, pair: Pair | None = None, type: str = "", since: str = ""
) -> list[tuple[datetime.date, str, int]]:
    """Return day, type and number of the asserted events of an actor, or of a pair in either direction; oldest first.

    The day is that on which an event happened where its texts tell one in the thirty days before its story's newest report, else that of
    the report. Events of stories without a time have none and are left out.
    """
    e, number = t.events.c, sa.func.count().label("number")
    wanted = [e.event.in_(_named(actor, pair, since)), e.polarity == ASSERTED, e.place.between(*DATED), *([e.type == type] if type else [])]
    asked = sa.select(sa.func.min(e.place).label("place"), e.date_from, e.date_to, e.type, number).where(*wanted)
    counted: dict[tuple[datetime.date, str], int] = {}
    with store.reading() as connection:
        # by days, not by stories: of a frequent actor that is a fraction of the rows
        for row in connection.execute(asked.group_by(e.place - e.place % DAY, e.date_from, e.date_to, e.type)):
            if day := _day(row.place, row.date_from, row.date_to):
                counted[day, row.type] = counted.get((day, row.type), 0) + row.number
    return [(day, kind, found) for (day, kind), found in sorted(counted.items())]


def counterparts(store: Store, actor: str, type: str = "", since: str = "") -> list[tuple[str, str, int]]:
    """Return with whom an actor stands in asserted events, on the other side: code, type of event and number."""
    e, one, other = t.events.c, t.event_sides.alias("one"), t.event_sides.alias("other")
    joined = sa.join(one, other, sa.and_(other.c.event == one.c.event, other.c.role != one.c.role)).join(t.events, e.event == one.c.event)
    wanted = [one.c.code == actor, other.c.code != actor, e.polarity == ASSERTED]
    wanted += ([e.type == type] if type else []) + ([one.c.place >= start_of(since)] if since else [])
    number = sa.func.count(sa.distinct(e.event))
    with store.reading() as connection:
        rows = connection.execute(sa.select(other.c.code, e.type, number).select_from(joined).where(*wanted).group_by(other.c.code, e.type))
        return sorted((row[0], row[1], row[2]) for row in rows)


def _named(actor: str, pair: Pair | None, since: str) -> sa.Select[Any]:
    one, other = t.event_sides.alias("one"), t.event_sides.alias("other")
    asked = sa.select(one.c.event).where(one.c.code == (pair[0] if pair else actor))
    if pair:
        asked = asked.join(other, sa.and_(other.c.event == one.c.event, other.c.role != one.c.role)).where(other.c.code == pair[1])
    return asked.where(one.c.place >= start_of(since)) if since else asked


def _day(place: int, start: str, end: str) -> datetime.date | None:
    reported = day_of(place)
    try:
        happened = datetime.date.fromisoformat(start) if start == end and start else None
    except ValueError:
        happened = None
    near = happened and reported and datetime.timedelta(0) <= reported - happened <= datetime.timedelta(_NEAR)
    return happened if near else reported
