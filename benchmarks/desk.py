"""How long the desk's questions and pages take in a store of 100,000 documents.

    python benchmarks/desk.py [--documents 100000] [--db URL] [--rounds 15] [--json]

The documents are written into the tables in bulk, as the program would leave them: sixty outlets over two years, claims whose actors are
as unevenly frequent as in the news, stories of one to some forty documents. Each question is asked several times with other actors, words
and pages; told are the median and the slowest, in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from starlette.testclient import TestClient

from lagebild import read
from lagebild.model.jsonform import claim_json
from lagebild.store import tables as t
from lagebild.store.opening import Store, open_store
from lagebild.store.orders import address_of, place_of
from lagebild.store.own import put_setting, save_search
from lagebild.store.questions import Filters, claims, count, search
from lagebild.store.rows import claim_row, context_rows, pair_rows, role_rows
from lagebild.store.series import counterparts, daily_events, story_origins
from lagebild.store.views import document, events, places, stories, story, top_stories
from lagebild.store.visiting import note_visit
from lagebild.store.words import put_words
from lagebild.tell.desk.application import application

_CODES = """
    USA RUS CHN UKR ISR IRN DEU FRA GBR IND PRK KOR JPN TUR POL SAU EGY SYR
    LBN PAK AFG TWN VNM PHL AUS CAN MEX BRA ARG CHL PER COL VEN CUB NGA KEN
    ETH SDN TCD ZAF MAR DZA TUN LBY ITA ESP NLD BEL SWE NOR FIN DNK EST LVA
    LTU HUN ROU BGR GRC
"""
CODES = _CODES.split()
WEIGHTS = list(accumulate(1 / (place + 1) for place in range(len(CODES))))
SENTENCES = ("Russia attacked a port in Ukraine.", "China will probably sanction Japan.", "Iran supplied Syria with missiles.",
             "Peru accused Chile of spying.", "France and Germany agreed on talks.")  # fmt: skip
_WORDS = """
    port ship border minister talks army missile grain election court river treaty envoy patrol harbour drone radar summit
    pipeline embargo fishing island convoy satellite parliament protest tariff visit exercise ceasefire
"""
WORDS = _WORDS.split()
START, DAYS, PART = datetime.datetime(2023, 1, 1), 730, 2000


def build(store: Store, size: int) -> None:
    """Fill a store."""
    chance = random.Random(5)
    bodies = [claim_json(claim) for text in SENTENCES for claim in read(text, lang="en").claims]
    rows = _documents(size, chance)
    while part := list(islice(rows, PART)):
        with store.writing() as connection:
            _write(connection, part, bodies, chance)
    with store.writing() as connection:
        connection.execute(sa.text("ANALYZE"))


def _documents(size: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    filler = [chance.choices(WORDS, k=90) for _ in range(400)]
    for number in range(1, size + 1):
        moment = START + datetime.timedelta(seconds=chance.randrange(DAYS * 86400))
        published, key = moment.isoformat(), f"https://outlet{number % 60}.example/{number}"
        text = f"{chance.choice(SENTENCES)} {' '.join(chance.choice(filler))} number{number % 5000} " * 3
        yield {
            "document": number, "key": key, "address": address_of(key),
            "place": place_of(published, number), "content": address_of(str(number)),
            "title": f"Report {number} on the {chance.choice(WORDS)}", "text": text, "lang": "en", "published": published, "url": key,
            "publisher": f"Outlet {number % 60}", "author": "", "repaired": False, "source": f"outlet{number % 60}", "raw_type": "",
        }  # fmt: skip


def _write(connection: Any, part: list[dict[str, Any]], bodies: list[dict[str, Any]], chance: random.Random) -> None:
    queue = [{"document": d["document"], "key": d["key"], "source": d["source"], "step": "done", "due": 0.0} for d in part]
    connection.execute(sa.insert(t.queue), queue)
    connection.execute(sa.insert(t.documents), part)
    connection.execute(sa.insert(t.sheets), [{"document": d["document"], "reader": "bench", "lang": "en", "warnings": []} for d in part])
    found: dict[str, list[Any]] = {name: [] for name in ("claims", "claim_roles", "claim_pairs", "claim_contexts")}
    for d in part:
        put_words(connection, d["place"], d["title"], d["text"][:700], "en")
        for number in range(3):
            body = _about(chance.choice(bodies), chance)
            name = f"{d['address']}-{number}"
            found["claims"].append(claim_row(name, number, body, document=d["document"], place=d["place"]))
            for table, made in (("claim_roles", role_rows), ("claim_pairs", pair_rows), ("claim_contexts", context_rows)):
                found[table] += made(name, d["place"], body)
    for name, rows in found.items():
        connection.execute(sa.insert(t.metadata.tables[name]), rows)
    _write_stories(connection, part, chance)


def _about(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    one, other = chance.choices(CODES, cum_weights=WEIGHTS, k=2)
    sides = ("actors", "recipients") if body["kind"] == "event" else ("subjects", "objects")
    side = {"name": "x", "start": 0, "end": 1, "via": "name"}
    return {
        **body,
        sides[0]: [{"code": one, **side}],
        sides[1]: [{"code": other, **side}],
        "contexts": [chance.choice(("military", "economic"))],
    }


def _write_stories(connection: Any, part: list[dict[str, Any]], chance: random.Random) -> None:
    rows, members, events, sides = [], [], [], []
    part = sorted(part, key=lambda d: d["place"])
    while part:
        size = min(len(part), max(1, int(chance.paretovariate(1.1))), 40)
        own, part = part[:size], part[size:]
        name, keys = own[0]["content"], [d["key"] for d in own]
        body = {
            "story": name,
            "title": own[0]["title"],
            "documents": keys,
            "origins": [],
            "primary_sources": [],
            "events": [],
            "contradictions": [],
        }
        rows.append({
            "story": name, "content": name, "title": own[0]["title"], "first": own[0]["published"], "last": own[-1]["published"],
            "rank": own[0]["published"], "place": own[-1]["place"], "documents": size, "origins": max(1, size // 3),
            "contradictions": int(chance.random() < 0.03), "body": body,
        })  # fmt: skip
        members += [{"document": d["document"], "story": name, "parent": None, "relation": "", "probability": 1.0} for d in own]
        event = f"{name}-1"
        events.append(
            {
                "event": event,
                "story": name,
                "number": 0,
                "type": chance.choice(("ASSAULT", "ACCUSE", "AGREE", "AID")),
                "polarity": "asserted",
                "reliability": "F",
                "credibility": 3,
                "origins": 1,
                "place": own[-1]["place"],
            }
        )
        one, other = chance.choices(CODES, cum_weights=WEIGHTS, k=2)
        sides += [{"event": event, "role": r, "code": c, "place": own[-1]["place"]} for r, c in (("actor", one), ("recipient", other))]
    for table, found in ((t.stories, rows), (t.members, members), (t.events, events), (t.event_sides, sides)):
        connection.execute(sa.insert(table), found)
    # they arrived as they were published
    connection.execute(sa.insert(t.arrivals), [{"document": number} for number in sorted(row["document"] for row in members)])


def questions(store: Store, size: int, chance: random.Random) -> dict[str, Callable[[], Any]]:
    """Return the questions of the desk's pages by name."""
    day = (START + datetime.timedelta(days=DAYS - 3)).date().isoformat()

    def code() -> str:
        return chance.choices(CODES, cum_weights=WEIGHTS)[0]

    def key() -> str:
        number = chance.randrange(1, size + 1)
        return f"https://outlet{number % 60}.example/{number}"

    def deep() -> str:
        return str(place_of((START + datetime.timedelta(days=chance.randrange(DAYS))).isoformat(), 0))

    def home(name: str) -> str:
        found = document(store, name)
        assert found is not None
        return str(found["story"])

    names = [home(key()) for _ in range(50)]
    return {
        "today: top stories of three days": lambda: top_stories(store, day),
        "today: top stories of all time": lambda: top_stories(store),
        "today: of one state": lambda: top_stories(store, day, codes=[code()]),
        "today: contradicted": lambda: top_stories(store, day, contradicted=True),
        "stories, a deep page": lambda: stories(store, f"{deep()}:x"),
        "story": lambda: story(store, chance.choice(names)),
        "document": lambda: document(store, key()),
        "events of an actor": lambda: events(store, code()),
        "events of a pair": lambda: events(store, pair=(code(), code())),
        "origins by state of three days": lambda: story_origins(store, day),
        "origins by state of all time": lambda: story_origins(store),
        "events of an actor by day": lambda: daily_events(store, code()),
        "those an actor meets": lambda: counterparts(store, code()),
        "places of three days": lambda: places(store, day),
        "claims of an actor": lambda: claims(store, Filters(actor=code())),
        "claims of an actor, filtered, deep": lambda: claims(
            store, Filters(actor=code(), certainty="likely", outlet="Outlet 7"), f"{deep()}:x"
        ),
        "claims of a pair": lambda: claims(store, Filters(pair=(code(), code()))),
        "claims of a type and days": lambda: claims(store, Filters(type="ACCUSE", start=day)),
        "search: a common word": lambda: search(store, Filters(words=chance.choice(WORDS))),
        "search: two common words": lambda: search(store, Filters(words=" ".join(chance.sample(WORDS, 2)))),
        "search: a rare word": lambda: search(store, Filters(words=f"number{chance.randrange(5000)}")),
        "search: word, outlet, days": lambda: search(store, Filters(words=chance.choice(WORDS), outlet="Outlet 9", start="2024-01-01")),
        "search: word and actor": lambda: search(store, Filters(words=chance.choice(WORDS), actor=code())),
        "search: how many": lambda: count(store, Filters(words=f"number{chance.randrange(5000)}")),
    }


def pages(store: Store, size: int, chance: random.Random) -> dict[str, Callable[[], Any]]:
    """Return the desk's pages by name, asked and rendered whole as for a browser, without the way over the network.

    Who looks has a bloc for a home and three saved searches, and was here when a fiftieth of the documents had not come yet.
    """
    client = TestClient(application(store, name="anna"), base_url="http://127.0.0.1")
    put_setting(store, "anna", "home", "EU")
    for number, question in enumerate(({"q": "missile"}, {"what": "claims", "actor": "USA", "type": "ACCUSE"}, {"outlet": "Outlet 7"})):
        save_search(store, "anna", f"search {number}", question, "")
    note_visit(store, "anna", time.time() - 86_400, size - size // 50)
    day = (START + datetime.timedelta(days=DAYS - 30)).date().isoformat()

    def get(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    def code() -> str:
        return chance.choices(CODES, cum_weights=WEIGHTS)[0]

    def address() -> str:
        number = chance.randrange(1, size + 1)
        return address_of(f"https://outlet{number % 60}.example/{number}")

    def pair() -> str:
        one = code()
        return f"/pair/{one}/{next(other for other in iter(code, '') if other != one)}"

    homes = [found["story"] for _ in range(50) if (found := document(store, address()))]
    return {
        "page: today": lambda: get("/"),
        "page: today, all time": lambda: get("/?days=all"),
        "page: today, since the last visit": lambda: get("/?days=visit"),
        "page: saved searches": lambda: get("/searches"),
        "page: story": lambda: get(f"/story/{chance.choice(homes)}"),
        "page: document": lambda: get(f"/document/{address()}"),
        "page: search, a word": lambda: get(f"/search?q={chance.choice(WORDS)}"),
        "page: search, claims": lambda: get(f"/search?what=claims&actor={code()}&start={day}"),
        "page: actor": lambda: get(f"/actor/{code()}"),
        "page: pair": lambda: get(pair()),
        "page: sources": lambda: get("/sources"),
        "api: stories": lambda: get("/api/v1/stories"),
        "api: story": lambda: get(f"/api/v1/stories/{chance.choice(homes)}"),
        "api: claims of an actor": lambda: get(f"/api/v1/claims?actor={code()}&start={day}"),
        "api: documents, a word": lambda: get(f"/api/v1/documents?q={chance.choice(WORDS)}"),
        "feed: stories": lambda: get("/stories.atom"),
        "feed: events": lambda: get("/events.atom"),
    }


def measure(store: Store, size: int, rounds: int) -> dict[str, dict[str, float]]:
    """Return median and maximum of every question in milliseconds."""
    found = {}
    for name, ask in (questions(store, size, random.Random(3)) | pages(store, size, random.Random(4))).items():
        ask()
        times = []
        for _ in range(rounds):
            before = time.perf_counter()
            ask()
            times.append(1000 * (time.perf_counter() - before))
        found[name] = {"median": round(statistics.median(times), 1), "slowest": round(max(times), 1)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--db", default="")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(arguments.db or str(Path(folder) / "desk.db"))
        before = time.perf_counter()
        build(store, arguments.documents)
        built = time.perf_counter() - before
        found = measure(store, arguments.documents, arguments.rounds)
        store.close()
    if arguments.json:
        print(json.dumps({"documents": arguments.documents, "questions": found}, indent=2))
        return
    print(f"{arguments.documents} documents, written in {built:.0f} s\n{'question':<40}{'median ms':>10}{'slowest':>10}")
    for name, row in found.items():
        print(f"{name:<40}{row['median']:>10}{row['slowest']:>10}")


if __name__ == "__main__":
    main()
