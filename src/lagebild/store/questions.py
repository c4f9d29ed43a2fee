"""What is asked of claims and documents: filters, pages with cursors, search. Pages of lists are read backwards in time, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model.errors import InputError
from lagebild.store import tables as t
from lagebild.store.opening import Store
from lagebild.store.orders import start_of
from lagebild.store.words import lemma_table, matches, place_column

MOST, _MANY = 200, 2000
Driven = tuple[sa.Column[int], sa.Column[str], bool, list[sa.ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; what is empty does not matter.

    `words` are a question to the texts; `kind` is "event" or "judgement"; `pair` are two actors in either direction; `start` and `end`
    are days of publication, both included; `reliability` and `credibility` are the worst grade that an event of the claim may have;
    `arrived` asks for what came into a story after that number (see `visiting.py`).
    """

    words: str = ""
    actor: str = ""
    role: str = ""
    pair: tuple[str, str] | None = None
    kind: str = ""
    type: str = ""
    context: str = ""
    certainty: str = ""
    attribution: str = ""
    polarity: str = ""
    status: str = ""
    outlet: str = ""
    source: str = ""
    lang: str = ""
    start: str = ""
    end: str = ""
    reliability: str = ""
    credibility: int = 0
    rejected: bool = False
    arrived: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, newest first, and the cursor that the next page is asked for with; "" at the end."""

    rows: Sequence[dict[str, Any]]
    cursor: str = ""
    total: int | None = field(default=None)


def claims(store: Store, filters: Filters, cursor: str = "", most: int = 50) -> Page:
    """Return claims with the heads of their documents. Raises InputError where the cursor is none.

    A row has `claim` (its address), `body`, `state`, `document` (address), `title`, `published`, `publisher`, `lang`.
    """
    with store.reading() as connection:
        names, after = _claim_names(connection, filters, cursor, min(most, MOST))
        found = {row["claim"]: row for row in _claim_rows(connection, names)}
    return Page([found[name] for name in names], after)


def claim(store: Store, name: str) -> dict[str, Any] | None:
    """Return one claim by its permanent address, as `claims` does, with the body that the reader gave where it was amended."""
    with store.reading() as connection:
        return next(iter(_claim_rows(connection, [name])), None)


def sentences(store: Store, names: Sequence[str]) -> dict[str, str]:
    """Return the sentences in which claims stand, by the claims' addresses: for a page of them, as whole texts are looked into."""
    c, d, s = t.claims.c, t.documents.c, t.sheets.c
    title, text = sa.func.coalesce(s.title, d.title).label("title"), sa.func.coalesce(s.text, d.text).label("text")
    joined = t.documents.join(t.sheets, s.document == d.document)
    with store.reading() as connection:
        found = connection.execute(sa.select(c.claim, c.document, c.body).where(c.claim.in_(list(names)))).all()
        asked = sa.select(d.document, title, text).select_from(joined).where(d.document.in_({row.document for row in found}))
        texts = {row.document: {"title": row.title, "text": row.text} for row in connection.execute(asked)}
    spans = {row.claim: (texts[row.document][row.body["part"]], row.body["sentence"]) for row in found}
    return {name: text[slice(*span)] for name, (text, span) in spans.items()}


def _claim_names(connection: Connection, filters: Filters, cursor: str, most: int) -> tuple[list[str], str]:
    found: set[tuple[int, str]] = set()
    # each direction of a pair for itself: either comes in order from the index, both together would all be fetched and sorted
    for way in (filters.pair, filters.pair[::-1]) if filters.pair else (None,):
        place, name, table, wanted = _claims_asked(connection, replace(filters, pair=way), cursor, one_way=True)
        asked = sa.select(place, name).select_from(table).where(*wanted)
        found.update((row[0], row[1]) for row in connection.execute(asked.distinct().order_by(place.desc(), name.desc()).limit(most + 1)))
    rows = sorted(found, reverse=True)
    end = f"{rows[most - 1][0]}:{rows[most - 1][1]}" if len(rows) > most else ""
    return [row[1] for row in rows[:most]], end


def _claims_asked(
    connection: Connection, filters: Filters, cursor: str, one_way: bool = False
) -> tuple[sa.Column[int], sa.Column[str], sa.FromClause, list[sa.ColumnElement[bool]]]:
    place, name, joined, wanted = _by_outlet(filters) if _outlet_is_rarer(connection, filters) else _driven(filters, one_way)
    wanted += _claim_conditions(_left(filters, name)) + _document_conditions(filters)
    if filters.words:
        wanted.append(_among_words(connection, filters, place))
    wanted += _after(place, name, cursor)
    table = name.table.join(t.claims, t.claims.c.claim == name) if name.table is not t.claims else t.claims
    if joined:
        table = table.join(t.documents, t.documents.c.document == t.claims.c.document)
    return place, name, table, wanted + _times(filters, place)


def _outlet_is_rarer(connection: Connection, filters: Filters) -> bool:
    """Whether the claims of an actor are so many that those of the outlet are looked through instead."""
    if not (filters.outlet and filters.actor and not filters.pair):
        return False
    some = sa.select(sa.literal(1)).select_from(t.claim_roles).where(t.claim_roles.c.code == filters.actor).limit(_MANY).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one() == _MANY


def _by_outlet(filters: Filters) -> Driven:
    r = t.claim_roles.c
    role = [r.role == filters.role] if filters.role else []
    named = sa.exists().where(_same(r), r.code == filters.actor, *role)
    # the documents' place: their index by outlet gives the claims in order
    return t.documents.c.place, t.claims.c.claim, True, [named, *_has_context(filters)]


def _driven(filters: Filters, one_way: bool = False) -> Driven:
    """Return the columns of place and claim whose index leads to what is looked for, whether documents are asked, and the conditions.

    `one_way` asks for the claims of a pair in the direction in which it is given alone.
    """
    documents = bool(filters.outlet or filters.source or filters.lang)
    if filters.pair:
        c = t.claim_pairs.c
        one, other = filters.pair
        there, back = sa.and_(c.one == one, c.other == other), sa.and_(c.one == other, c.other == one)
        return c.place, c.claim, documents, [there if one_way else sa.or_(there, back), *_has_context(filters)]
    if filters.actor:
        r = t.claim_roles.c
        named = ((r.role, filters.role), (r.kind, filters.kind), (r.type, filters.type))
        roles = [column == value for column, value in named if value]
        return r.place, r.claim, documents, [r.code == filters.actor, *roles, *_has_context(filters)]
    if filters.context:
        x = t.claim_contexts.c
        return x.place, x.claim, documents, [x.context == filters.context]
    return t.claims.c.place, t.claims.c.claim, documents, []


def _left(filters: Filters, name: sa.Column[str]) -> Filters:
    """Return what is to be asked of the claims themselves: the roles know kind and type already."""
    return replace(filters, kind="", type="") if name.table is t.claim_roles else filters


def _has_context(filters: Filters) -> list[sa.ColumnElement[bool]]:
    x = t.claim_contexts.c
    return [sa.exists().where(_same(x), x.context == filters.context)] if filters.context else []


def _same(columns: Any) -> sa.ColumnElement[bool]:
    """The condition that a row is of the claim: by its place too, or SQLite looks at all rows of an actor or a context for every claim."""
    return sa.and_(columns.place == t.claims.c.place, columns.claim == t.claims.c.claim)


def _claim_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    c = t.claims.c
    pairs = (
        (c.kind, "kind"), (c.type, "type"), (c.band, "certainty"), (c.attribution, "attribution"), (c.polarity, "polarity"),
        (c.status, "status"),
    )  # fmt: skip
    found: list[sa.ColumnElement[bool]] = [column == getattr(filters, name) for column, name in pairs if getattr(filters, name)]
    if not filters.rejected:
        found.append(c.state != "rejected")
    if filters.reliability or filters.credibility:
        graded = [t.event_claims.c.claim == c.claim, t.event_claims.c.event == t.events.c.event]
        graded += [t.events.c.reliability <= filters.reliability] if filters.reliability else []
        graded += [t.events.c.credibility <= filters.credibility] if filters.credibility else []
        found.append(sa.exists().where(*graded))
    return found


def _document_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    d = t.documents.c
    named = ((d.publisher, filters.outlet), (d.source, filters.source))
    found: list[sa.ColumnElement[bool]] = [column == value for column, value in named if value]
    if filters.lang:
        found.append(sa.exists().where(t.sheets.c.document == d.document, t.sheets.c.lang == filters.lang))
    return found


def _times(filters: Filters, place: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
    for day in (filters.start, filters.end):
        if day and not start_of(day):
            raise InputError(day, "not a day", 'give it as "2024-05-06"')
    found: list[sa.ColumnElement[bool]] = [place >= start_of(filters.start)] if filters.start else []
    if filters.arrived:
        # by their places, which every table that is asked has: the words of few documents are looked at, not the documents of many words
        came = sa.select(t.documents.c.place).join(t.arrivals, t.arrivals.c.document == t.documents.c.document)
        found.append(place.in_(came.where(t.arrivals.c.arrival > filters.arrived)))
    # a day without a time is meant to its end
    end = f"{filters.end}T23:59:59" if len(filters.end) == len("2024-05-06") else filters.end
    return found + ([place < start_of(end) + (1 << 28)] if end else [])


def _after(place: sa.ColumnElement[int], name: sa.ColumnElement[str], cursor: str) -> list[sa.ColumnElement[bool]]:
    if not cursor:
        return []
    number, _, last = cursor.partition(":")
    return [sa.tuple_(place, name) < sa.tuple_(sa.literal(_number(number, cursor), sa.BigInteger), sa.literal(last))]


def _number(text: str, cursor: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 19 or int(text) >= 1 << 63:
        raise InputError("cursor", f"{cursor[:40]!r} is no cursor", "take the one that the page before gave")
    return int(text)


def _among_words(connection: Connection, filters: Filters, place: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    return place.in_(sa.select(place_column(connection)).select_from(lemma_table).where(_asked(connection, filters)))


def _asked(connection: Connection, filters: Filters) -> sa.ColumnElement[bool]:
    condition = matches(connection, filters.words)
    if condition is None:
        raise InputError("search", "no word that must be in the text", "give at least one word without a minus")
    return condition


def _claim_rows(connection: Connection, names: Sequence[str]) -> list[dict[str, Any]]:
    c, d = t.claims.c, t.documents.c
    head = (d.address.label("document"), d.title, d.published, d.publisher, t.sheets.c.lang)
    joined = t.claims.join(t.documents, d.document == c.document).join(t.sheets, t.sheets.c.document == c.document)
    asked = sa.select(c.claim, c.body, c.state, c.original, c.rule, *head).select_from(joined).where(c.claim.in_(names))
    return [dict(row) for row in connection.execute(asked).mappings()]


def search(store: Store, filters: Filters, cursor: str = "", most: int = 50) -> Page:
    """Return documents, newest first: those that answer `words`, of an outlet, source, language, of some days, or that claim what is asked.

    A row has `document` (its address), `key`, `title`, `published`, `publisher`, `lang`, `story`, `beginning` (of its text).
    Raises InputError where the cursor is none, or where words are asked of which none must be there.
    """
    with store.reading() as connection:
        places, after = _places(connection, filters, cursor, min(most, MOST))
        found = {row["place"]: row for row in _document_rows(connection, places)}
    return Page([{key: value for key, value in found[place].items() if key != "place"} for place in places], after)


def count(store: Store, filters: Filters, most: int | None = None) -> int:
    """Return how many documents `search` would give in all, or `most` where there are more."""
    with store.reading() as connection:
        place, table, wanted = _documents_asked(connection, filters)
        found = sa.select(place).select_from(table).where(*wanted).limit(most).subquery()
        return connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def count_claims(store: Store, filters: Filters, most: int) -> int:
    """Return how many claims `claims` would give in all, or `most` where there are more."""
    with store.reading() as connection:
        name, table, wanted = _claims_asked(connection, filters, "")[1:]
        found = sa.select(name).select_from(table).where(*wanted).distinct().limit(most).subquery()
        return connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def _places(connection: Connection, filters: Filters, cursor: str, most: int) -> tuple[list[int], str]:
    place, table, wanted = _documents_asked(connection, filters)
    if cursor:
        wanted.append(place < _number(cursor, cursor))
    rows = list(connection.execute(sa.select(place).select_from(table).where(*wanted).order_by(place.desc()).limit(most + 1)).scalars())
    return rows[:most], str(rows[most - 1]) if len(rows) > most else ""


def _documents_asked(connection: Connection, filters: Filters) -> tuple[Any, Any, list[sa.ColumnElement[bool]]]:
    d = t.documents.c
    place: Any = d.place
    table: Any = t.documents
    wanted = _document_conditions(filters)
    if filters.words:
        place = place_column(connection)
        table = lemma_table.join(t.documents, d.place == place) if wanted or _asks_claims(filters) else lemma_table
        wanted.append(_asked(connection, filters))
    if _asks_claims(filters):
        wanted.append(_claims_of(filters))
    return place, table, wanted + _times(filters, place)


def _asks_claims(filters: Filters) -> bool:
    texts = Filters(filters.words, outlet=filters.outlet, source=filters.source, lang=filters.lang, start=filters.start, end=filters.end)
    return replace(texts, rejected=filters.rejected, arrived=filters.arrived) != filters


def _claims_of(filters: Filters) -> sa.ColumnElement[bool]:
    """The condition that a document makes a claim that is asked for."""
    plain = replace(filters, outlet="", source="", lang="")
    place, name, _, wanted = _driven(plain)
    home = t.claims.c.document == t.documents.c.document
    # by the document's place too; see `_same`
    tables = [] if name.table is t.claims else [place == t.documents.c.place, name == t.claims.c.claim]
    conditions = _claim_conditions(_left(plain, name))
    return sa.exists(sa.select(sa.literal(1)).where(home, *tables, *wanted, *conditions).correlate(t.documents))


def _document_rows(connection: Connection, places: Sequence[int]) -> list[dict[str, Any]]:
    d, s = t.documents.c, t.sheets.c
    beginning = sa.func.substr(sa.func.coalesce(s.text, d.text), 1, 300).label("beginning")
    lang, title = sa.func.coalesce(s.lang, d.lang).label("lang"), sa.func.coalesce(s.title, d.title).label("title")
    columns = (d.place, d.address.label("document"), d.key, title, d.published, d.publisher, lang, t.members.c.story, beginning)
    joined = t.documents.outerjoin(t.sheets, s.document == d.document).outerjoin(t.members, t.members.c.document == d.document)
    return [dict(row) for row in connection.execute(sa.select(*columns).select_from(joined).where(d.place.in_(places))).mappings()]
