"""Whether a store that is killed again and again holds in the end what an undisturbed one holds, and whether memory stays flat.

    python benchmarks/soak.py [--documents 20000] [--kills 20] [--db URL] [--calm FILE] [--minutes 60] [--seed 1] [--order time]

Documents are made of the project's gold sentences (dev half): a third are copies or shortened copies of earlier ones. They come in the
order of time, one in ten up to two days late; with `--order any` in any order at all, which is the worst case. One worker takes them in and
works without disturbance; another is killed with SIGKILL at random moments and started again. Told are what both stores hold, documents a
second, and the memory of the worker as the store grows. `--calm` keeps what the undisturbed store held in a file, and takes it from there
where the file is: a store of the other engine can then be set beside the same. After `--minutes` the undisturbed worker takes no more, and
the other takes as many as it did.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from lagebild.flow.working import Worker
from lagebild.model.nouns import Document
from lagebild.store import tables as t
from lagebild.store.opening import open_store
from lagebild.store.queue import Entry, enter, known_keys

GOLD = Path(__file__).parent.parent / "tests" / "gold"
PART, LATE = 500, 2 * 24 * 60


def documents(size: int, seed: int, order: str = "any") -> list[Document]:
    """Return documents as they might come in over some months."""
    chance = random.Random(seed)
    lines = [json.loads(line) for name in ("en.jsonl", "de.jsonl") for line in (GOLD / name).read_text("utf-8").splitlines()]
    texts = {lang: [row["text"] for row in lines if row["lang"] == lang and row.get("split", "dev") == "dev"] for lang in ("en", "de")}
    start = datetime.datetime(2024, 1, 1)
    minutes = [chance.randrange(400 * 24 * 60) for _ in range(size)]
    if order == "time":
        minutes = [moment for _, moment in sorted((m + (chance.randrange(LATE) if chance.random() < 0.1 else 0), m) for m in minutes)]
    made: list[Document] = []
    for number, minute in enumerate(minutes):
        moment = (start + datetime.timedelta(minutes=minute)).isoformat()
        if made and chance.random() < 0.33:
            old = chance.choice(made[-500:])
            text = old.text if chance.random() < 0.5 else " ".join(old.text.split(" ")[:-6])
            made.append(replace(old, id=f"d{number}", text=text, date=moment, publisher=f"Outlet {number % 40}"))
            continue
        lang = chance.choice(("en", "de"))
        rows = chance.sample(texts[lang], 8)
        made.append(Document(f"d{number}", " ".join(rows), rows[0][:70], moment, lang, publisher=f"Outlet {number % 40}"))
    return made


def memory() -> int:
    """Return the megabytes that this process holds at the moment; where the system does not tell, the most that it held."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def work(url: str, made: list[Document], until: float) -> None:
    """Take documents in part by part, as far as they are not yet known, and work them off; tell memory and time after each."""
    store = open_store(url)
    for start in range(0, len(made), PART):
        if time.time() > until:
            break
        part, begun, used = made[start : start + PART], time.perf_counter(), time.process_time()
        if len(known_keys(store, [d.id for d in part])) < len(part):
            enter(store, [Entry(d.id, d, "soak") for d in part], time.time())
        Worker(store, seconds=5.0).run()
        seconds, own = time.perf_counter() - begun, time.process_time() - used
        told = {"documents": start + len(part), "memory": memory(), "seconds": round(seconds, 1), "processor": round(own, 1)}
        print(json.dumps(told), flush=True)
    store.close()


def holds(url: str) -> dict[str, Any]:
    """Return what a store holds: numbers, and hashes of what does not depend on the order of the work."""
    store = open_store(url)
    tables = (t.queue, t.documents, t.sheets, t.claims, t.claim_roles, t.statements, t.notes, t.decisions, t.stories, t.members, t.events)
    c, s = t.documents.c, t.stories.c
    with store.reading() as connection:
        found: dict[str, Any] = {x.name: connection.execute(select(func.count()).select_from(x)).scalar_one() for x in tables}
        found["done"] = connection.execute(select(func.count()).where(t.queue.c.step == "done")).scalar_one()
        found["keys"] = connection.execute(select(func.count(c.key.distinct()))).scalar_one()
        joined = select(c.key, t.members.c.story).join(t.members, t.members.c.document == c.document)
        rows = {"stories": select(s.story, s.follows, s.origins), "members": joined, "claims": select(t.claims.c.claim)}
        for name, asked in rows.items():
            said = sorted(repr(tuple(row)) for row in connection.execute(asked))
            found[f"which {name}"] = hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
    store.close()
    return found


def calm(command: list[str], file: Path | None, minutes: float, folder: str) -> dict[str, Any]:
    """Return what an undisturbed store holds, and how many seconds it took."""
    if file and file.exists():
        kept: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return kept
    url, before, said = f"sqlite:///{folder}/calm.db", time.perf_counter(), []
    with subprocess.Popen([*command, url, "--minutes", str(minutes)], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line.rstrip(), flush=True)
            said.append(json.loads(line))
    if process.returncode:
        sys.exit("the undisturbed worker failed")
    needed = time.perf_counter() - before
    print(f"undisturbed: {said[-1]['documents'] / needed:.1f} documents a second", flush=True)
    found = {"seconds": needed, "documents": said[-1]["documents"], "holds": holds(url), "parts": said}
    if file:
        file.write_text(json.dumps(found), "utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--db", default="", help="the store that is killed (default: SQLite in a folder that goes again)")
    parser.add_argument("--calm", type=Path, help="keep what the undisturbed store held, and take it from there the next time")
    parser.add_argument("--order", choices=("time", "any"), default="time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="how long the undisturbed worker takes documents in")
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--work", default="", help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.work:
        made = documents(a.documents, a.seed, a.order)
        work(a.work, made[: a.first or len(made)], time.time() + 60 * a.minutes)
        return
    with tempfile.TemporaryDirectory() as folder:
        killed = a.db or f"sqlite:///{folder}/killed.db"
        command = [sys.executable, __file__, "--documents", str(a.documents), "--seed", str(a.seed), "--order", a.order, "--work"]
        quiet = calm(command, a.calm, a.minutes, folder)
        command[2:2] = ["--first", str(quiet["documents"])]
        chance, kills = random.Random(a.seed), 0
        for _ in range(a.kills):
            process = subprocess.Popen([*command, killed], stdout=subprocess.DEVNULL)
            try:
                process.wait(chance.uniform(2, max(4.0, 1.5 * quiet["seconds"] / (a.kills + 1))))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
        subprocess.run([*command, killed], check=True)
        one, other = quiet["holds"], holds(killed)
    print(f"{quiet['documents']} documents, killed {kills} times")
    for name in one:
        print(f"{name:<20}{one[name]:>14}{other[name]:>14}{'' if one[name] == other[name] else '   differs'}")
    sys.exit(one != other)


if __name__ == "__main__":
    main()
