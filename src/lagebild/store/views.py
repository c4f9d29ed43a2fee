"""What the desk's pages show: stories, documents, outlets. All of it by permanent addresses, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.store import tables as t
from lagebild.store.opening import Store
from lagebild.store.orders import start_of
from lagebild.store.questions import MOST, Page, _after
from lagebild.store.queue import batched
from lagebild.store.ties import reliability

_NEAR = 21 * 86_400 << 28
_HEAD = ("story", "title", "first", "last", "documents", "origins", "contradictions", "follows")


def top_stories(
    store: Store, since: str = "", most: int = 20, codes: Collection[str] = (), contradicted: bool = False, arrived: int | None = None
) -> list[dict[str, Any]]:
    """Return stories with documents published since a time: those of most independent origins, then the newest.

    Of as many origins those come first in which an event was read: the mushroom season has none.

    `codes` asks for stories with an event of one of these actors; `contradicted` for those in which one document denies what another
    tells; `arrived` for those in which a document arrived after that number (see `visiting.py`). A row has story, title, first, last,
    documents, origins, contradictions, follows.
    """
    s = t.stories.c
    wanted = _wanted(codes, contradicted, since) + ([s.place >= start_of(since)] if since else [])
    if arrived is not None:
        came = sa.select(t.members.c.story).join(t.arrivals, t.arrivals.c.document == t.members.c.document)
        wanted.append(s.story.in_(came.where(t.arrivals.c.arrival > arrived)))
    asked = sa.select(*(s[name] for name in _HEAD)).where(*wanted).order_by(s.origins.desc(), s.place.desc(), s.story.desc())
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(asked.limit(min(most, MOST))).mappings()]
        named = sa.select(t.events.c.story).where(t.events.c.story.in_([row["story"] for row in rows]))
        told = set(connection.execute(named.distinct()).scalars())
    return sorted(rows, key=lambda row: (-row["origins"], row["story"] not in told))


def stories(store: Store, cursor: str = "", most: int = 50, codes: Collection[str] = (), contradicted: bool = False) -> Page:
    """Return stories, those with the newest documents first; filters and rows as in `top_stories`."""
    s = t.stories.c
    wanted = _wanted(codes, contradicted) + _after(s.place, s.story, cursor)
    asked = sa.select(s.place, *(s[name] for name in _HEAD)).where(*wanted).order_by(s.place.desc(), s.story.desc())
    most = min(most, MOST)
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(asked.limit(most + 1)).mappings()]
    after = f"{rows[most - 1]['place']}:{rows[most - 1]['story']}" if len(rows) > most else ""
    return Page([{name: row[name] for name in _HEAD} for row in rows[:most]], after)


def _wanted(codes: Collection[str], contradicted: bool, since: str = "") -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [t.stories.c.contradictions > 0] if contradicted else []
    if codes:
        # a side bears the place of its story, which no other story has: their index alone tells which stories these are
        x = t.event_sides.c
        sides = sa.select(x.place).where(x.code.in_(list(codes)), *([x.place >= start_of(since)] if since else []))
        # + 0: SQLite is to go through stories in the order that is asked for and stop, not to fetch and sort all of a frequent actor
        found.append((t.stories.c.place + 0).in_(sides))
    return found


def story(store: Store, name: str) -> dict[str, Any] | None:
    """Return a story: its head, `body` (the noun as JSON: origins as trees, events, contradictions), its documents, and who follows it.

    A story is called after its first document. Where an earlier one was found since, the old name still leads to it.
    """
    with store.reading() as connection:
        row = connection.execute(sa.select(t.stories).where(t.stories.c.story == _now_called(connection, name))).mappings().first()
        if row is None:
            return None
        d, m = t.documents.c, t.members.c
        columns = (d.address.label("document"), d.key, d.title, d.published, d.publisher, d.lang, m.relation, m.probability)
        inside = sa.select(d.place, *columns).join(t.members, m.document == d.document).where(m.story == row["story"])
        # sorted here: asked for in order, SQLite reads the whole table in that order instead of the few rows by their index
        found = sorted(connection.execute(inside).mappings(), key=lambda one: int(one["place"]))
        documents = [{key: value for key, value in one.items() if key != "place"} for one in found]
        s = t.stories.c
        followers = connection.execute(sa.select(s.place, s.story).where(s.follows == row["story"]))
        after = sorted((follower.place, follower.story) for follower in followers)
        head = {key: row[key] for key in _HEAD}
        return {**head, "body": row["body"], "members": documents, "followed_by": [follower for _, follower in after]}


def near_stories(store: Store, name: str, most: int = 20) -> list[dict[str, Any]]:
    """Return stories that might be the same as one: of some weeks around it, those with most of its events' actors first, then the nearest.

    Rows as in `top_stories`, with `shared`, how many actors they share.
    """
    s, e, x = t.stories.c, t.events.c, t.event_sides.c
    sides = sa.select(x.code).join(t.events, e.event == x.event).where(e.story == name).distinct()
    with store.reading() as connection:
        place = connection.execute(sa.select(s.place).where(s.story == name)).scalar()
        codes = list(connection.execute(sides).scalars())
        if place is None or not codes:
            return []
        shared = sa.func.count(x.code.distinct()).label("shared")
        near = (x.code.in_(codes), x.place.between(place - _NEAR, place + _NEAR), e.story != name)
        counted = sa.select(e.story, shared).join(t.event_sides, x.event == e.event).where(*near).group_by(e.story)
        best = {row.story: row.shared for row in connection.execute(counted.order_by(shared.desc()).limit(10 * most))}
        rows = connection.execute(sa.select(s.place, *(s[key] for key in _HEAD)).where(s.story.in_(best))).mappings().all()
    rows = sorted(rows, key=lambda row: (-best[row["story"]], abs(row["place"] - place), row["story"]))[:most]
    return [{**{key: row[key] for key in _HEAD}, "shared": best[row["story"]]} for row in rows]


def events(
    store: Store, actor: str = "", pair: tuple[str, str] | None = None, type: str = "", since: str = "", cursor: str = "", most: int = 50
) -> Page:
    """Return graded events, those of the newest stories first; of an actor, or of a pair in either direction.

    A row has event, story, title and last (of the story), type, polarity, date_from, date_to, where, reliability, credibility, origins,
    and the codes in `actors` and `recipients`.
    """
    e, one, other = t.events.c, t.event_sides.alias("one"), t.event_sides.alias("other")
    place, name, table, wanted = e.place, e.event, sa.join(t.events, t.stories, t.stories.c.story == e.story), []
    if code := pair[0] if pair else actor:
        place, name, table = one.c.place, one.c.event, table.join(one, one.c.event == e.event)
        wanted.append(one.c.code == code)
    if pair:
        table = table.join(other, sa.and_(other.c.event == one.c.event, other.c.role != one.c.role))
        wanted.append(other.c.code == pair[1])
    wanted += ([e.type == type] if type else []) + ([place >= start_of(since)] if since else []) + _after(place, name, cursor)
    columns = ("story", "type", "polarity", "date_from", "date_to", "where", "reliability", "credibility", "origins")
    asked = (
        sa.select(place.label("at"), name.label("event"), *(e[key] for key in columns), t.stories.c.title, t.stories.c.last)
        .select_from(table)
        .where(*wanted)
        .distinct()
    )
    most = min(most, MOST)
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(asked.order_by(place.desc(), name.desc()).limit(most + 1)).mappings()]
        sides = _sides(connection, [row["event"] for row in rows])
    after = f"{rows[most - 1]['at']}:{rows[most - 1]['event']}" if len(rows) > most else ""
    return Page([{key: row[key] for key in row if key != "at"} | sides[row["event"]] for row in rows[:most]], after)


def _sides(connection: Connection, names: Collection[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {name: {"actors": [], "recipients": []} for name in names}
    s = t.event_sides.c
    for row in connection.execute(sa.select(s.event, s.role, s.code).where(s.event.in_(list(names))).order_by(s.code)):
        found[row.event][f"{row.role}s"].append(row.code)
    return found


def places(store: Store, since: str = "") -> dict[str, int]:
    """Return where asserted events happened, in the words of the texts, with the number of events; those named most first."""
    e, number = t.events.c, sa.func.count().label("number")
    wanted = [e.where != "", e.polarity == "asserted", *([e.place >= start_of(since)] if since else [])]
    with store.reading() as connection:
        rows = connection.execute(sa.select(e.where, number).where(*wanted).group_by(e.where).order_by(number.desc(), e.where))
        return {row[0]: row.number for row in rows}


def _now_called(connection: Connection, name: str) -> str:
    if connection.execute(sa.select(t.stories.c.story).where(t.stories.c.story == name)).first():
        return name
    home = sa.select(t.members.c.story).join(t.documents, t.documents.c.document == t.members.c.document)
    found = connection.execute(home.where(t.documents.c.content == name.partition("#")[0]).order_by(t.documents.c.place)).scalar()
    return str(found or name)


def document(store: Store, name: str) -> dict[str, Any] | None:
    """Return a document by address or key: head, text as read, `claims`, `statements`, `notes`, `warnings`, its story and parent there."""
    d = t.documents.c
    with store.reading() as connection:
        row = connection.execute(sa.select(t.documents).where(sa.or_(d.address == name, d.key == name))).mappings().first()
        if row is None:
            return None
        number = row["document"]
        keys = ("key", "published", "url", "publisher", "author", "source", "title", "text", "lang")
        head = {"document": row["address"], **{key: row[key] for key in keys}, "warnings": []}
        read = connection.execute(sa.select(t.sheets).where(t.sheets.c.document == number)).mappings().first()
        if read:
            head |= {key: read[key] for key in ("title", "text", "lang", "warnings") if read[key] is not None}
        return head | _read_from(connection, number) | _home(connection, number)


def _read_from(connection: Connection, number: int) -> dict[str, Any]:
    c = t.claims.c
    asked = sa.select(c.claim, c.state, c.body, c.original).where(c.document == number).order_by(c.number)
    found: dict[str, Any] = {"claims": [dict(row) for row in connection.execute(asked).mappings()]}
    for table in (t.statements, t.notes):
        rows = connection.execute(sa.select(table.c.body).where(table.c.document == number).order_by(table.c.number))
        found[table.name] = list(rows.scalars())
    return found


def _home(connection: Connection, number: int) -> dict[str, Any]:
    m, d = t.members.c, t.documents.c
    asked = sa.select(m.story, m.relation, m.probability, d.address.label("parent")).outerjoin(t.documents, d.document == m.parent)
    row: Mapping[Any, Any] | None = connection.execute(asked.where(m.document == number)).mappings().first()
    return {str(key): value for key, value in row.items()} if row else {"story": None, "relation": "", "probability": None, "parent": None}


def outlets(store: Store) -> list[dict[str, Any]]:
    """Return for every outlet how much it delivered, how much of that descends from others' texts, the newest, and its letter."""
    d, m = t.documents.c, t.members.c
    # two questions: the first is answered from an index alone, the second looks at what descends from others only
    columns = (d.publisher.label("outlet"), sa.func.count().label("documents"), sa.func.max(d.place).label("newest"))
    descends = sa.select(d.publisher, sa.func.count()).join(t.members, m.document == d.document).where(m.parent.is_not(None))
    with store.reading() as connection:
        letters = reliability(connection)
        rows = [dict(row) for row in connection.execute(sa.select(*columns).group_by(d.publisher)).mappings()]
        copies = {row[0]: row[1] for row in connection.execute(descends.group_by(d.publisher))}
        last: dict[int, str] = {}
        for part in batched([row["newest"] for row in rows]):
            last |= {row.place: row.published for row in connection.execute(sa.select(d.place, d.published).where(d.place.in_(part)))}
    for row in rows:
        outlet = row["outlet"]
        row.update(copies=copies.get(outlet, 0), last=last[row.pop("newest")], reliability=letters.get(outlet, "F"))
    return sorted(rows, key=lambda row: (-row["documents"], row["outlet"]))
