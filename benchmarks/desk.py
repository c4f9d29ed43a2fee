"""How long the desk's questions, pages, API and feeds take in a store of 100,000 documents.

    python benchmarks/desk.py [--documents 100000] [--keep FILE] [--only WORD] [--rounds 20] [--json]

The store is made by `deskstore.py`, as the program would leave it; `--keep` says where (a path or a URL), and it is used again where it is
there already. Each question is asked several times with other actors, words and pages; told are median and 95th percentile of the time
that passed and of the processor's, in milliseconds. On a machine that does other work too, the processor's counts.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from deskstore import CODES, DAYS, START, WEIGHTS, WORDS, build, key_of, size_of
from starlette.testclient import TestClient

from lagebild.store.opening import Store, open_store
from lagebild.store.orders import address_of, place_of
from lagebild.store.own import put_setting, save_search
from lagebild.store.questions import Filters, claims, count, search
from lagebild.store.series import counterparts, daily_events, story_origins
from lagebild.store.views import document, events, places, stories, story, top_stories
from lagebild.store.visiting import note_visit
from lagebild.store.watchlists import put_watchlist
from lagebild.tell.desk.application import application

Ask = Callable[[], Any]
Address = Callable[[], str] | str
SEARCHES = ({"q": "missile"}, {"what": "claims", "actor": "USA", "type": "ACCUSE"}, {"outlet": "Outlet 7"})


class Asker:
    """What is asked about: documents, stories, actors and days by chance, actors as often as the news has them."""

    def __init__(self, store: Store, size: int, seed: int) -> None:
        self.size, self.chance = size, random.Random(seed)
        found = [document(store, self.key()) for _ in range(50)]
        self.stories = [str(one["story"]) for one in found if one]
        self.claims = [str(one["claims"][0]["claim"]) for one in found if one]

    def code(self) -> str:
        return self.chance.choices(CODES, cum_weights=WEIGHTS)[0]

    def pair(self) -> tuple[str, str]:
        one = self.code()
        return one, next(other for other in iter(self.code, "") if other != one)

    def key(self) -> str:
        return key_of(self.chance.randrange(1, self.size + 1))

    def address(self) -> str:
        return address_of(self.key())

    def story(self) -> str:
        return self.chance.choice(self.stories)

    def claim(self) -> str:
        return self.chance.choice(self.claims)

    def word(self) -> str:
        return self.chance.choice(WORDS)

    def rare(self) -> str:
        return f"number{self.chance.randrange(5000)}"

    def deep(self) -> str:
        return str(place_of((START + datetime.timedelta(days=self.chance.randrange(DAYS))).isoformat(), 0))


def day(back: int) -> str:
    """Return a day so many before the last."""
    return (START + datetime.timedelta(days=DAYS - back)).date().isoformat()


def questions(store: Store, size: int) -> dict[str, Ask]:
    """Return the questions of the desk's pages by name."""
    a, late = Asker(store, size, 3), day(3)
    return {
        "today: top stories of three days": lambda: top_stories(store, late),
        "today: top stories of all time": lambda: top_stories(store),
        "today: of one state": lambda: top_stories(store, late, codes=[a.code()]),
        "today: contradicted": lambda: top_stories(store, late, contradicted=True),
        "stories, a deep page": lambda: stories(store, f"{a.deep()}:x"),
        "story": lambda: story(store, a.story()),
        "document": lambda: document(store, a.key()),
        "events of an actor": lambda: events(store, a.code()),
        "events of a pair": lambda: events(store, pair=a.pair()),
        "origins by state of three days": lambda: story_origins(store, late),
        "origins by state of all time": lambda: story_origins(store),
        "events of an actor by day": lambda: daily_events(store, a.code()),
        "those an actor meets": lambda: counterparts(store, a.code()),
        "places of three days": lambda: places(store, late),
        "claims of an actor": lambda: claims(store, Filters(actor=a.code())),
        "claims of an actor, filtered, deep": lambda: claims(
            store, Filters(actor=a.code(), certainty="likely", outlet="Outlet 7"), f"{a.deep()}:x"
        ),
        "claims of a pair": lambda: claims(store, Filters(pair=a.pair())),
        "claims of a type and days": lambda: claims(store, Filters(type="ACCUSE", start=late)),
        "search: a common word": lambda: search(store, Filters(words=a.word())),
        "search: two common words": lambda: search(store, Filters(words=f"{a.word()} {a.word()}")),
        "search: a rare word": lambda: search(store, Filters(words=a.rare())),
        "search: word, outlet, days": lambda: search(store, Filters(words=a.word(), outlet="Outlet 9", start="2024-01-01")),
        "search: word and actor": lambda: search(store, Filters(words=a.word(), actor=a.code())),
        "search: how many": lambda: count(store, Filters(words=a.rare())),
    }  # fmt: skip


def served(store: Store, size: int) -> dict[str, Ask]:
    """Return pages, operations of the API and feeds by name, asked and made whole as for a browser, without the way over the network.

    Who looks has a bloc for a home and three saved searches, and was here when a fiftieth of the documents had not come yet.
    """
    # whoever looked before, in a store that is used again, has seen all
    who = f"anna {time.time()}"
    client = TestClient(application(store, name=who), base_url="http://127.0.0.1")
    put_setting(store, who, "home", "EU")
    put_watchlist(store, "most", CODES[:10], who, "")
    saved = [save_search(store, who, f"search {number}", question, "") for number, question in enumerate(SEARCHES)]
    note_visit(store, who, time.time() - 86_400, size - size // 50)
    a = Asker(store, size, 4)
    month, most = day(30), CODES[0]

    def get(address: Address) -> Ask:
        def ask() -> None:
            path = address if isinstance(address, str) else address()
            answer = client.get(path, headers={"accept-language": "en"})
            assert answer.status_code == 200, (path, answer.status_code, answer.text[:200])

        return ask

    pages: dict[str, Address] = {
        "today": "/", "today, all time": "/?days=all", "today, since the last visit": "/?days=visit",
        "today, a watchlist of ten": "/?watch=most", "today, a watchlist of ten, all time": "/?watch=most&days=all",
        "watchlists": "/watchlists", "saved searches": "/searches",
        "story": lambda: f"/story/{a.story()}", "document": lambda: f"/document/{a.address()}",
        "search, a word": lambda: f"/search?q={a.word()}", "search, claims": lambda: f"/search?what=claims&actor={a.code()}&start={month}",
        "actor": lambda: f"/actor/{a.code()}", "actor, the most frequent": f"/actor/{most}",
        "actor, the most frequent, a type": f"/actor/{most}?type=ACCUSE",
        "pair": lambda: "/pair/" + "/".join(a.pair()), "pair, the most frequent": f"/pair/{most}/{CODES[1]}",
        "sources": "/sources", "corrections": "/corrections",
    }  # fmt: skip
    operations: dict[str, Address] = {
        "today": "/today", "stories": "/stories", "stories of an actor": lambda: f"/stories?actor={a.code()}",
        "stories of a watchlist of ten": "/stories?watchlist=most",
        "stories, contradicted": "/stories?contradicted=true", "story": lambda: f"/stories/{a.story()}",
        "events": "/events", "events of an actor": lambda: f"/actors/{a.code()}/events",
        "events of a pair": lambda: "/pairs/{}/{}/events".format(*a.pair()), "event": lambda: f"/events/{a.story()}-1",
        "documents": "/documents", "documents, a word": lambda: f"/documents?q={a.word()}",
        "documents, word and actor": lambda: f"/documents?q={a.word()}&actor={a.code()}", "document": lambda: f"/documents/{a.address()}",
        "claims": "/claims", "claims of an actor": lambda: f"/claims?actor={a.code()}&start={month}",
        "claims of a pair": lambda: "/claims?actor={}&other={}".format(*a.pair()), "claim": lambda: f"/claims/{a.claim()}",
        "judgements of an actor": lambda: f"/actors/{a.code()}/judgements",
        "judgements of the most frequent": f"/actors/{most}/judgements", "actors": "/actors", "actor": lambda: f"/actors/{a.code()}",
        "outlets": "/outlets", "sources": "/sources", "status": "/status", "corrections": "/corrections", "searches": "/searches",
        "watchlists": "/watchlists",
    }  # fmt: skip
    feeds: dict[str, Address] = {
        "stories": "/stories.atom", "stories of a watchlist of ten": "/stories.atom?watch=most", "events": "/events.atom",
        "events of an actor": lambda: f"/events.atom?actor={a.code()}",
        "search, a word": lambda: f"/search.atom?q={a.word()}",
        **{f"a saved search, {', '.join(question)}": f"/searches/{n}.atom" for n, question in zip(saved, SEARCHES, strict=True)},
    }  # fmt: skip
    found = {f"page: {name}": get(path) for name, path in pages.items()}
    found |= {f"api: {name}": get(_under("/api/v1", path)) for name, path in operations.items()}
    return found | {f"feed: {name}": get(path) for name, path in feeds.items()}


def _under(base: str, path: Address) -> Callable[[], str]:
    return lambda: base + (path if isinstance(path, str) else path())


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that so large a part of all does not exceed.

    >>> percentile([3, 1, 2, 4], 0.95), percentile([3, 1, 2, 4], 0.5)
    (4, 2)
    """
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def measure(asked: dict[str, Ask], rounds: int) -> dict[str, dict[str, float]]:
    """Return median and 95th percentile of every question in milliseconds, as time passed and as the processor worked."""
    found = {}
    for name, ask in asked.items():
        ask()
        passed, worked = [], []
        for _ in range(rounds):
            before, began = time.perf_counter(), time.process_time()
            ask()
            passed.append(1000 * (time.perf_counter() - before))
            worked.append(1000 * (time.process_time() - began))
        found[name] = {
            f"{kind}_{said}": round(value, 1)
            for kind, times in (("wall", passed), ("cpu", worked))
            for said, value in (("median", statistics.median(times)), ("p95", percentile(times, 0.95)))
        }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--keep", default="", metavar="FILE", help="make the store here, or use the one that is here")
    parser.add_argument("--only", default="", metavar="WORD", help="ask only what has this in its name")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(arguments.keep or str(Path(folder) / "desk.db"))
        before, built = time.perf_counter(), ""
        if not (size := size_of(store)):
            build(store, size := arguments.documents)
            built = f", written in {time.perf_counter() - before:.0f} s"
        asked = {name: ask for name, ask in (questions(store, size) | served(store, size)).items() if arguments.only in name}
        found = measure(asked, arguments.rounds)
        store.close()
    if arguments.json:
        print(json.dumps({"documents": size, "questions": found}, indent=2))
        return
    heads = ("wall_median", "wall_p95", "cpu_median", "cpu_p95")
    print(f"{size} documents{built}; milliseconds\n{'question':<42}" + "".join(f"{head.replace('_', ' '):>14}" for head in heads))
    for name, row in found.items():
        print(f"{name:<42}" + "".join(f"{row[head]:>14}" for head in heads))


if __name__ == "__main__":
    main()
