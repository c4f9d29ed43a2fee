"""What tracing keeps in the store: traits, decisions on pairs, and stories with their events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model.jsonform import Json
from lagebild.model.tracing import Story
from lagebild.model.tracingform import story_json
from lagebild.store import tables as t
from lagebild.store.queue import DONE, TRACE, advance, batched

LEASE = "trace"
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Light:
    """A traced document without its vectors."""

    number: int
    date: str
    key: str
    month: int | None
    signature: bytes | None
    floors: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a pair of documents as it is kept; `candidate` where the one was found when looking for the other's candidates."""

    candidate: bool
    happening: float
    probabilities: Json
    evidence: Json


@dataclass(frozen=True, slots=True)
class Told:
    """A story to be kept: the noun, its documents by number, and the order of its first document."""

    story: Story
    numbers: tuple[int, ...]
    content: str
    rank: str


def waiting(connection: Connection, most: int) -> dict[int, int]:
    """Return the documents that wait to be traced, oldest first, each with the count of its changes."""
    found = sa.select(t.queue.c.document, t.queue.c.touched).where(t.queue.c.step == TRACE).order_by(t.queue.c.document).limit(most)
    return {row.document: row.touched for row in connection.execute(found)}


def finish(connection: Connection, traced: Mapping[int, int]) -> None:
    """Let traced documents be done; those that were changed in the meantime wait on."""
    for part in batched(list(traced.items())):
        numbers = [number for number, _ in part]
        found = sa.select(t.queue.c.document, t.queue.c.touched).where(t.queue.c.document.in_(numbers))
        rows = connection.execute(found.order_by(t.queue.c.document).with_for_update())
        advance(connection, [row.document for row in rows if traced[row.document] == row.touched], DONE)


def touch(connection: Connection, numbers: Collection[int]) -> None:
    """Let documents that were traced before wait to be traced again."""
    for part in batched(numbers):
        rows = connection.execute(sa.select(t.queue.c.document).where(t.queue.c.document.in_(part), t.queue.c.step.in_((TRACE, DONE))))
        advance(connection, list(rows.scalars()), TRACE)


def load_lights(connection: Connection) -> list[Light]:
    """Return all documents that have traits."""
    d, x = t.documents.c, t.traits.c
    columns = (d.document, d.published, d.key, x.month, x.signature, x.lead_floor, x.title_floor)
    rows = connection.execute(sa.select(*columns).join(t.traits, x.document == d.document))
    return [Light(r.document, r.published, r.key, r.month, r.signature, (r.lead_floor, r.title_floor)) for r in rows]


def without_traits(connection: Connection, numbers: Collection[int]) -> list[int]:
    """Return those of some documents that have no traits."""
    found: set[int] = set()
    for part in batched(numbers):
        found.update(connection.execute(sa.select(t.traits.c.document).where(t.traits.c.document.in_(part))).scalars())
    return [number for number in numbers if number not in found]


def load_vectors(connection: Connection, months: Collection[int] | None) -> list[tuple[int, int | None, bytes, bytes]]:
    """Return number, month and vectors of the documents of some months and of those without one; of all where `months` is None."""
    x = t.traits.c
    wanted = [] if months is None else [sa.or_(x.month.is_(None), x.month.in_(list(months)))]
    return [(r[0], r[1], r[2], r[3]) for r in connection.execute(sa.select(x.document, x.month, x.lead, x.title).where(*wanted))]


def put_traits(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep traits as rows of the table."""
    if rows:
        connection.execute(sa.insert(t.traits), list(rows))


def put_floors(connection: Connection, floors: Mapping[int, tuple[int, int]]) -> None:
    """Keep what a newcomer must reach to be among a document's candidates."""
    for number, (lead, title) in floors.items():
        connection.execute(sa.update(t.traits).where(t.traits.c.document == number).values(lead_floor=lead, title_floor=title))


def load_candidates(connection: Connection, numbers: Collection[int]) -> dict[Pair, bool]:
    """Return the pairs that were decided with one of some documents as the later one, and whether the other is a candidate of it."""
    c, found = t.decisions.c, {}
    for part in batched(numbers):
        for a, b, candidate in connection.execute(sa.select(c.a, c.b, c.candidate).where(c.b.in_(part))):
            found[a, b] = candidate
    return found


def load_pairs(connection: Connection, pairs: Collection[Pair]) -> dict[Pair, Decided]:
    """Return the decisions on some pairs."""
    c, found = t.decisions.c, {}
    for part in batched(pairs, 400):
        for r in connection.execute(sa.select(t.decisions).where(sa.tuple_(c.a, c.b).in_(part))):
            found[r.a, r.b] = Decided(r.candidate, r.happening, r.probabilities, r.evidence)
    return found


def mark_decisions(connection: Connection, marks: Mapping[Pair, bool]) -> None:
    """Keep whether one of a pair is a candidate of the other, as it is now."""
    rows = [{"one": a, "other": b, "mark": mark} for (a, b), mark in marks.items()]
    if rows:
        c = t.decisions.c
        changed = sa.update(t.decisions).where(c.a == sa.bindparam("one"), c.b == sa.bindparam("other"))
        connection.execute(changed.values(candidate=sa.bindparam("mark")), rows)


def load_decisions(connection: Connection, numbers: Collection[int]) -> dict[Pair, Decided]:
    """Return the decisions on pairs with a document among some, on either side."""
    c, found = t.decisions.c, {}
    for part in batched(numbers):
        for column in (c.a, c.b):
            for r in connection.execute(sa.select(t.decisions).where(column.in_(part))):
                found[r.a, r.b] = Decided(r.candidate, r.happening, r.probabilities, r.evidence)
    return found


def put_decisions(connection: Connection, made: Mapping[Pair, Decided]) -> None:
    """Keep decisions, over those there were."""
    drop_decisions(connection, made)
    rows = [
        {"a": a, "b": b, "candidate": d.candidate, "happening": d.happening, "probabilities": d.probabilities, "evidence": d.evidence}
        for (a, b), d in made.items()
    ]
    if rows:
        connection.execute(sa.insert(t.decisions), rows)


def drop_decisions(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Forget decisions."""
    rows = [{"one": a, "other": b} for a, b in pairs]
    if rows:
        gone = sa.delete(t.decisions).where(t.decisions.c.a == sa.bindparam("one"), t.decisions.c.b == sa.bindparam("other"))
        connection.execute(gone, rows)


def joined(connection: Connection, numbers: Collection[int], least: float) -> set[int]:
    """Return the documents that candidate decisions above `least` join to some, and those that share a story with them."""
    c, m, found = t.decisions.c, t.members.c, set[int]()
    for part in batched(numbers):
        for one, other in ((c.a, c.b), (c.b, c.a)):
            found.update(connection.execute(sa.select(other).where(one.in_(part), c.candidate, c.happening > least)).scalars())
        homes = sa.select(m.story).where(m.document.in_(part))
        found.update(connection.execute(sa.select(m.document).where(m.story.in_(homes))).scalars())
    return found


def stories_of(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """Return the story of every document that has one."""
    found: dict[int, str] = {}
    for part in batched(numbers):
        rows = connection.execute(sa.select(t.members.c.document, t.members.c.story).where(t.members.c.document.in_(part)))
        found.update((row.document, row.story) for row in rows)
    return found


@dataclass(frozen=True, slots=True)
class Home:
    """A document's story: its name, the name of the one it follows ("" where it follows none), and how many documents it has."""

    story: str
    follows: str
    documents: int


def homes_of(connection: Connection, numbers: Collection[int]) -> dict[int, Home]:
    """Return the story of every document that has one, with what it follows."""
    s, m, found = t.stories.c, t.members.c, {}
    for part in batched(numbers):
        wanted = sa.select(m.document, s.story, s.follows, s.documents).join(t.stories, s.story == m.story).where(m.document.in_(part))
        found.update({row.document: Home(row.story, row.follows, row.documents) for row in connection.execute(wanted)})
    return found


def in_company(connection: Connection, numbers: Collection[int], least: float) -> set[int]:
    """Return those of some documents that a candidate decision above `least` joins to another."""
    c, found = t.decisions.c, set[int]()
    for part in batched(numbers):
        for side in (c.a, c.b):
            found.update(connection.execute(sa.select(side).where(side.in_(part), c.candidate, c.happening > least)).scalars())
    return found


def follows_of(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Return what some stories follow; "" where they follow none."""
    found: dict[str, str] = {}
    for part in batched(names):
        rows = connection.execute(sa.select(t.stories.c.story, t.stories.c.follows).where(t.stories.c.story.in_(part)))
        found.update((row.story, row.follows) for row in rows)
    return found


def followers_of(connection: Connection, names: Collection[str]) -> set[str]:
    """Return the stories that follow some."""
    found: set[str] = set()
    for part in batched(names):
        found.update(connection.execute(sa.select(t.stories.c.story).where(t.stories.c.follows.in_(part))).scalars())
    return found


def heads_of(connection: Connection, names: Collection[str] = (), contents: Collection[str] = ()) -> dict[str, tuple[str, str]]:
    """Return content and rank of stories, asked for by name or by the content of their first documents."""
    s, found = t.stories.c, {}
    for column, wanted in ((s.story, names), (s.content, contents)):
        for part in batched(wanted):
            for row in connection.execute(sa.select(s.story, s.content, s.rank).where(column.in_(part))):
                found[row.story] = (row.content, row.rank)
    return found


def members_of(connection: Connection, names: Collection[str]) -> dict[str, list[int]]:
    """Return the documents of stories by number."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for part in batched(names):
        for row in connection.execute(sa.select(t.members.c.document, t.members.c.story).where(t.members.c.story.in_(part))):
            found[row.story].append(row.document)
    return found


def put_stories(connection: Connection, told: Sequence[Told], numbers: Collection[int], keys: Mapping[str, int]) -> None:
    """Keep stories in place of all that some documents were in; `keys` gives the number of each document."""
    for part in batched(numbers):
        old = sa.select(t.members.c.story).where(t.members.c.document.in_(part))
        connection.execute(sa.delete(t.stories).where(t.stories.c.story.in_(old)))
    for row in told:
        _put_story(connection, row, keys)
    _note_arrivals(connection, [number for row in told for number in row.numbers])


def _note_arrivals(connection: Connection, numbers: Collection[int]) -> None:
    """Number the documents that stand in a story for the first time, in the order in which they were gathered."""
    for part in batched(sorted(numbers)):
        known = set(connection.execute(sa.select(t.arrivals.c.document).where(t.arrivals.c.document.in_(part))).scalars())
        if new := [{"document": number} for number in part if number not in known]:
            connection.execute(sa.insert(t.arrivals), new)


def put_follows(connection: Connection, follows: Mapping[str, str]) -> None:
    """Keep which stories follow which, where that has changed."""
    for part in batched(follows):
        for row in connection.execute(sa.select(t.stories).where(t.stories.c.story.in_(part))).mappings().all():
            if row["follows"] != follows[row["story"]]:
                body = {key: value for key, value in row["body"].items() if key != "follows"}
                after = follows[row["story"]]
                changed = {"follows": after, "body": body | ({"follows": after} if after else {})}
                connection.execute(sa.update(t.stories).where(t.stories.c.story == row["story"]).values(changed))


def _put_story(connection: Connection, told: Told, keys: Mapping[str, int]) -> None:
    story, d = told.story, t.documents.c
    ends = connection.execute(sa.select(d.place, d.published).where(d.document.in_(told.numbers)).order_by(d.place.desc())).all()
    first = next((row.published for row in reversed(ends) if row.published), "")
    row = {
        "story": story.story, "content": told.content, "rank": told.rank, "title": story.title, "first": first, "last": ends[0].published,
        "place": ends[0].place, "documents": len(story.documents), "origins": len(story.origins),
        "contradictions": len(story.contradictions), "follows": story.follows, "body": story_json(story),
    }  # fmt: skip
    connection.execute(sa.insert(t.stories).values(row))
    members = [
        {
            "document": keys[member.id], "story": story.story, "parent": keys[member.parent] if member.parent else None,
            "relation": member.relation or "", "probability": member.probability,
        }
        for origin in story.origins for member in origin.members
    ]  # fmt: skip
    connection.execute(sa.insert(t.members), members)
    _put_events(connection, story, keys, ends[0].place)


def _put_events(connection: Connection, story: Story, keys: Mapping[str, int], place: int) -> None:
    rows, sides, claims = [], [], []
    names = _claim_names(connection, [keys[name] for name in story.documents]) if story.events else {}
    for number, event in enumerate(story.events):
        rows.append({
            "event": event.event, "story": story.story, "number": number, "type": event.type, "polarity": event.polarity,
            "date_from": event.start, "date_to": event.end, "where": event.place, "reliability": event.reliability,
            "credibility": event.credibility, "origins": event.independent_origins, "place": place,
        })  # fmt: skip
        for role, codes in (("actor", event.actors), ("recipient", event.recipients)):
            sides += [{"event": event.event, "role": role, "code": code, "place": place} for code in codes]
        # a claim that was corrected in the meantime is missing: its document waits to be traced again
        told = dict.fromkeys(filter(None, (names.get((keys[telling.document], _mark(telling.claim))) for telling in event.claims)))
        claims += [{"event": event.event, "claim": name} for name in told]
    for table, found in ((t.events, rows), (t.event_sides, sides), (t.event_claims, claims)):
        if found:
            connection.execute(sa.insert(table), found)


def _claim_names(connection: Connection, numbers: Collection[int]) -> dict[tuple[int, str], str]:
    from lagebild.model.fromjson import claim_from_json

    found = {}
    for part in batched(numbers):
        told = sa.select(t.claims.c.document, t.claims.c.claim, t.claims.c.body).where(t.claims.c.document.in_(part))
        for row in connection.execute(told):
            found[row.document, _mark(claim_from_json(row.body))] = row.claim
    return found


def _mark(claim: Any) -> str:
    return repr(claim)
