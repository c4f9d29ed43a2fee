"""Whether a store that is killed again and again holds in the end what an undisturbed one holds, and whether memory stays flat.

    python benchmarks/soak.py [--documents 20000] [--kills 20] [--db URL] [--seed 1]

Documents are made of the project's gold sentences (dev half): a third are copies or shortened copies of earlier ones. One worker takes
them in and works without disturbance; another is killed with SIGKILL at random moments and started again. Told are counts of both stores,
documents a second, and the peak memory of the worker over the first and the last half.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.store import tables as t
from lagebild.store.opening import open_store
from lagebild.store.queue import Entry, enter, known_keys

GOLD = Path(__file__).parent.parent / "tests" / "gold"
PART = 250


def documents(size: int, seed: int) -> list[Document]:
    """Return documents as they might come in over some months."""
    chance = random.Random(seed)
    lines = [json.loads(line) for name in ("en.jsonl", "de.jsonl") for line in (GOLD / name).read_text("utf-8").splitlines()]
    texts = {lang: [row["text"] for row in lines if row["lang"] == lang and row.get("split", "dev") == "dev"] for lang in ("en", "de")}
    start, made = datetime.datetime(2024, 1, 1), list[Document]()
    for number in range(size):
        moment = (start + datetime.timedelta(minutes=chance.randrange(400 * 24 * 60))).isoformat()
        if made and chance.random() < 0.33:
            old = chance.choice(made[-500:])
            text = old.text if chance.random() < 0.5 else " ".join(old.text.split(" ")[:-6])
            made.append(Document(f"d{number}", text, old.title, moment, old.lang, publisher=f"Outlet {number % 40}"))
            continue
        lang = chance.choice(("en", "de"))
        rows = chance.sample(texts[lang], 8)
        made.append(Document(f"d{number}", " ".join(rows), rows[0][:70], moment, lang, publisher=f"Outlet {number % 40}"))
    return made


def work(url: str, size: int, seed: int) -> None:
    """Take documents in part by part, as far as they are not yet known, and work them off; tell the peak memory half way and at the end."""
    store = open_store(url)
    made, peaks = documents(size, seed), []
    for start in range(0, size, PART):
        part = made[start : start + PART]
        if len(known_keys(store, [d.id for d in part])) < len(part):
            enter(store, [Entry(d.id, d, "soak") for d in part], time.time())
        Worker(store, seconds=5.0).run()
        if start + PART >= size // 2:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    print(json.dumps({"half": peaks[0], "end": peaks[-1]}))
    store.close()


def counts(url: str) -> dict[str, Any]:
    """Return what a store holds, in numbers."""
    store = open_store(url)
    tables = (t.queue, t.documents, t.sheets, t.claims, t.claim_roles, t.statements, t.notes, t.decisions, t.stories, t.members, t.events)
    with store.reading() as connection:
        found: dict[str, Any] = {x.name: connection.execute(select(func.count()).select_from(x)).scalar_one() for x in tables}
        found["done"] = connection.execute(select(func.count()).where(t.queue.c.step == "done")).scalar_one()
        found["stories by name"] = hash(tuple(connection.execute(select(t.stories.c.story).order_by(t.stories.c.rank)).scalars())) % 10**8
    store.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--db", default="", help="the store that is killed (default: SQLite in a folder that goes again)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="", help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.work:
        work(a.work, a.documents, a.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        calm, killed = f"sqlite:///{folder}/calm.db", a.db or f"sqlite:///{folder}/killed.db"
        command = [sys.executable, __file__, "--documents", str(a.documents), "--seed", str(a.seed), "--work"]
        before = time.perf_counter()
        said = subprocess.run([*command, calm], check=True, capture_output=True, text=True).stdout
        needed = time.perf_counter() - before
        print(f"undisturbed: {a.documents / needed:.1f} documents a second, peak memory MB {said.strip()}")
        chance = random.Random(a.seed)
        for _ in range(a.kills):
            process = subprocess.Popen([*command, killed], stdout=subprocess.DEVNULL)
            try:
                process.wait(chance.uniform(2, max(4.0, 1.5 * needed / (a.kills + 1))))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
        subprocess.run([*command, killed], check=True, stdout=subprocess.DEVNULL)
        one, other = counts(calm), counts(killed)
    for name in one:
        print(f"{name:<20}{one[name]:>12}{other[name]:>12}{'' if one[name] == other[name] else '   differs'}")
    sys.exit(one != other)


if __name__ == "__main__":
    main()
