"""A store of generated documents, written into the tables in bulk as the program would leave them.

Sixty outlets over two years; claims whose actors are as unevenly frequent as in the news; stories of one to some forty documents, a third
of them origins, with events, tellings and grades.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Any

import sqlalchemy as sa

from lagebild import read
from lagebild.model.jsonform import claim_json
from lagebild.store import tables as t
from lagebild.store.opening import Store
from lagebild.store.orders import address_of, place_of
from lagebild.store.rows import claim_row, context_rows, pair_rows, role_rows
from lagebild.store.sources import keep_source_state
from lagebild.store.words import put_words

_CODES = """
    USA RUS CHN UKR ISR IRN DEU FRA GBR IND PRK KOR JPN TUR POL SAU EGY SYR
    LBN PAK AFG TWN VNM PHL AUS CAN MEX BRA ARG CHL PER COL VEN CUB NGA KEN
    ETH SDN TCD ZAF MAR DZA TUN LBY ITA ESP NLD BEL SWE NOR FIN DNK EST LVA
    LTU HUN ROU BGR GRC
"""
CODES = _CODES.split()
WEIGHTS = list(accumulate(1 / (place + 1) for place in range(len(CODES))))
SENTENCES = ("Russia attacked a port in Ukraine.", "China will probably sanction Japan.", "Iran supplied Syria with missiles.",
             "Peru accused Chile of spying.", "France and Germany agreed on talks.", "Iran is a danger to Israel.")  # fmt: skip
TYPES = ("ASSAULT", "ACCUSE", "AGREE", "AID", "danger")
_WORDS = """
    port ship border minister talks army missile grain election court river treaty envoy patrol harbour drone radar summit
    pipeline embargo fishing island convoy satellite parliament protest tariff visit exercise ceasefire
"""
WORDS = _WORDS.split()
START, DAYS, OUTLETS, PART = datetime.datetime(2023, 1, 1), 730, 60, 2000
Row = dict[str, Any]


def key_of(number: int) -> str:
    """Return the key of a document by its number."""
    return f"https://outlet{number % OUTLETS}.example/{number}"


def size_of(store: Store) -> int:
    """Return how many documents a store of this benchmark holds; 0 for an empty store. Raises SystemExit for any other."""
    with store.reading() as connection:
        size = connection.execute(sa.select(sa.func.count()).select_from(t.queue)).scalar_one()
        strange = connection.execute(sa.select(t.queue.c.key).where(t.queue.c.key.not_like("https://outlet%.example/%")).limit(1)).scalar()
    if strange:
        raise SystemExit(f"{store.name} holds {strange}: not a store of this benchmark, nothing was done")
    return size


def build(store: Store, size: int) -> None:
    """Fill a store."""
    chance = random.Random(5)
    bodies = [claim_json(claim) for text in SENTENCES for claim in read(text, lang="en").claims]
    rows = _documents(size, chance)
    while part := list(islice(rows, PART)):
        with store.writing() as connection:
            _write(connection, part, bodies, chance)
    end = (START + datetime.timedelta(DAYS)).isoformat()
    for number in range(OUTLETS):
        cause = "https://outlet.example: the server answers 503" if number % 10 == 0 else ""
        keep_source_state(store, f"outlet{number}", {"tried": end, "succeeded": end, "cause": cause, "failures": len(cause) // 40})


def _documents(size: int, chance: random.Random) -> Iterator[Row]:
    filler = [chance.choices(WORDS, k=90) for _ in range(400)]
    for number in range(1, size + 1):
        moment = START + datetime.timedelta(seconds=chance.randrange(DAYS * 86400))
        published, key = moment.isoformat(), key_of(number)
        text = f"{chance.choice(SENTENCES)} {' '.join(chance.choice(filler))} number{number % 5000} " * 3
        yield {
            "document": number, "key": key, "address": address_of(key),
            "place": place_of(published, number), "content": address_of(str(number)),
            "title": f"Report {number} on the {chance.choice(WORDS)}", "text": text, "lang": "en", "published": published, "url": key,
            "publisher": f"Outlet {number % OUTLETS}", "author": "", "repaired": False, "source": f"outlet{number % OUTLETS}",
            "raw_type": "",
        }  # fmt: skip


def _write(connection: Any, part: list[Row], bodies: list[Row], chance: random.Random) -> None:
    queue = [{"document": d["document"], "key": d["key"], "source": d["source"], "step": "done", "due": 0.0} for d in part]
    connection.execute(sa.insert(t.queue), queue)
    connection.execute(sa.insert(t.documents), part)
    connection.execute(sa.insert(t.sheets), [{"document": d["document"], "reader": "bench", "lang": "en", "warnings": []} for d in part])
    found: dict[str, list[Any]] = {name: [] for name in ("claims", "claim_roles", "claim_pairs", "claim_contexts")}
    for d in part:
        put_words(connection, d["place"], d["title"], d["text"][:700], "en")
        d["claimed"] = [_about(chance.choice(bodies), chance) for _ in range(3)]
        for number, body in enumerate(d["claimed"]):
            name = f"{d['address']}-{number}"
            found["claims"].append(claim_row(name, number, body, document=d["document"], place=d["place"]))
            for table, made in (("claim_roles", role_rows), ("claim_pairs", pair_rows), ("claim_contexts", context_rows)):
                found[table] += made(name, d["place"], body)
    for name, rows in found.items():
        connection.execute(sa.insert(t.metadata.tables[name]), rows)
    _write_stories(connection, part, chance)


def _about(body: Row, chance: random.Random) -> Row:
    one, other = chance.choices(CODES, cum_weights=WEIGHTS, k=2)
    sides = ("actors", "recipients") if body["kind"] == "event" else ("subjects", "objects")
    side = {"name": "x", "start": 0, "end": 1, "via": "name"}
    return {
        **body, sides[0]: [{"code": one, **side}], sides[1]: [{"code": other, **side}],
        "contexts": [chance.choice(("military", "economic"))],
    }  # fmt: skip


def _write_stories(connection: Any, part: list[Row], chance: random.Random) -> None:
    found: dict[str, list[Row]] = {table.name: [] for table in (t.stories, t.members, t.events, t.event_sides, t.event_claims)}
    part = sorted(part, key=lambda d: int(d["place"]))
    while part:
        size = min(len(part), max(1, int(chance.paretovariate(1.1))), 40)
        own, part = part[:size], part[size:]
        _put_story(found, own, chance)
    for name, rows in found.items():
        connection.execute(sa.insert(t.metadata.tables[name]), rows)
    # they arrived as they were published
    connection.execute(sa.insert(t.arrivals), [{"document": number} for number in sorted(row["document"] for row in found["members"])])


def _put_story(found: dict[str, list[Row]], own: list[Row], chance: random.Random) -> None:
    name, place, size = own[0]["content"], own[-1]["place"], len(own)
    origins = [own[at : at + 3] for at in range(0, size, 3)]
    events = [_event(name, number, own, chance) for number in range(1 + (size > 1) + (size > 5))]
    body = {
        "story": name, "title": own[0]["title"], "documents": [d["key"] for d in own], "origins": [_origin(texts) for texts in origins],
        "primary_sources": [], "events": events, "contradictions": [],
    }  # fmt: skip
    found["stories"].append({
        "story": name, "content": name, "title": own[0]["title"], "first": own[0]["published"], "last": own[-1]["published"],
        "rank": own[0]["published"], "place": place, "documents": size, "origins": len(origins),
        "contradictions": int(chance.random() < 0.03), "body": body,
    })  # fmt: skip
    for texts in origins:
        for d in texts:
            parent = {"parent": None, "relation": ""} if d is texts[0] else {"parent": texts[0]["document"], "relation": "copy"}
            found["members"].append({"document": d["document"], "story": name, "probability": 1.0, **parent})
    for number, event in enumerate(events):
        row = {key: event[key] for key in ("event", "type", "polarity", "reliability", "credibility")}
        found["events"].append({**row, "story": name, "number": number, "origins": len(origins), "place": place})
        sides = (("actor", event["actors"][0]), ("recipient", event["recipients"][0]))
        found["event_sides"] += [{"event": event["event"], "role": role, "code": code, "place": place} for role, code in sides]
        found["event_claims"] += [{"event": event["event"], "claim": f"{d['address']}-{number}"} for d in own]


def _origin(texts: list[Row]) -> Row:
    first = texts[0]["key"]
    reasons = [{"evidence": "told_same", "value": 1.0, "weight": 1.65, "text": "the same sentences"}]
    members = [{"id": first, "parent": None, "relation": None, "probability": 1.0, "reasons": []}]
    members += [{"id": d["key"], "parent": first, "relation": "copy", "probability": 1.0, "reasons": reasons} for d in texts[1:]]
    return {"origin": first, "first": first, "members": members}


def _event(story: str, number: int, own: list[Row], chance: random.Random) -> Row:
    one, other = chance.choices(CODES, cum_weights=WEIGHTS, k=2)
    tellings = [{"document": d["key"], "claim": d["claimed"][number], "text": SENTENCES[0]} for d in own]
    return {
        "event": f"{story}-{number + 1}", "type": chance.choice(TYPES), "polarity": "asserted", "actors": [one], "recipients": [other],
        "date": None, "place": "", "claims": tellings, "independent_origins": -(-len(own) // 3), "reliability": "F", "credibility": 3,
        "why": [],
    }  # fmt: skip
