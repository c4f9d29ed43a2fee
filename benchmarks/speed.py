"""How fast the reader is, how much memory it takes, and whether its time grows with the length of the text alone.

    python benchmarks/speed.py [--articles 200] [--huge] [--jobs]

Articles of about 400 words are made of the project's own gold sentences (dev half) with plain filler sentences between them,
four to three, as in a news page; nothing is left out of the reading. Rates are of processor time, the best of three rounds, so that
other work on the machine disturbs them little. `--huge` adds the memory of texts of 10 MB, `--jobs` an archive of 2,000 articles
read by one process and by two; they take some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from lagebild import read
from lagebild.model.nouns import Document

ROOT = Path(__file__).parent.parent
GOLD, EXAMPLE = ROOT / "tests" / "gold", ROOT / "examples" / "axis.en.txt"
FILLER = {
    "en": [
        "The morning was cold and the streets were empty.",
        "Shops near the station opened later than usual.",
        "Nobody in the hall had expected such a long evening.",
        "The road runs along the river for about twelve miles.",
    ],
    "de": [
        "Der Morgen war kalt, und die Straßen waren leer.",
        "Die Läden am Bahnhof öffneten später als sonst.",
        "Niemand im Saal hatte mit einem so langen Abend gerechnet.",
        "Die Straße folgt dem Fluss etwa zwanzig Kilometer weit.",
    ],
}


def article(lang: str, rng: random.Random, words: int = 400) -> str:
    """Make one article."""
    rows = [json.loads(line) for line in (GOLD / f"{lang}.jsonl").read_text("utf-8").splitlines()]
    pool = [row["text"] for row in rows if row["split"] == "dev"]
    text: list[str] = []
    while sum(len(s.split()) for s in text) < words:
        text.append(rng.choice(pool if rng.random() < 4 / 7 else FILLER[lang]))
    return " ".join(text)


def rate(lang: str, number: int) -> float:
    """Articles of 400 words read in a second on one core."""
    rng = random.Random(1)
    documents = [Document(str(i), article(lang, rng), date="2024-05-05", lang=lang) for i in range(number)]
    read(documents[0])
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for document in documents:
            read(document)
        rounds.append(time.process_time() - start)
    return number / min(rounds)


def growth(lang: str) -> list[tuple[int, float]]:
    """Words and microseconds a word for texts of growing length."""
    rng = random.Random(2)
    rows = []
    for words in (400, 4_000, 40_000):
        document = Document("x", article(lang, rng, words), date="2024-05-05", lang=lang)
        start = time.process_time()
        read(document)
        rows.append((words, (time.process_time() - start) / words * 1e6))
    return rows


_READ = """
import resource, sys, time
from lagebild import read
text, start = sys.stdin.read(), time.process_time()
claims = len(read(text, lang="en", date="2024-05-05").claims)
print(claims, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def huge(unit: str, size: int = 10_000_000) -> str:
    """Claims, seconds of processor time and most memory of a fresh process that reads a text of `size` characters."""
    text = unit * (size // len(unit) + 1)
    done = subprocess.run([sys.executable, "-c", _READ], input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    claims, seconds, memory = done.stdout.split()
    return f"{claims} claims, {float(seconds):.0f} s, {memory} MB at most"


def archive(jobs: int, lines: str) -> float:
    """Seconds that `lagebild read --jobs` takes for an archive, the best of three runs."""
    command = [sys.executable, "-m", "lagebild.tell.cli", "read", "--input", "-", "--output", os.devnull, "--jobs", str(jobs)]
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, input=lines, text=True, encoding="utf-8", check=True)
        rounds.append(time.perf_counter() - start)
    return min(rounds)


def print_huge() -> None:
    """Print the memory that texts of 10 MB take: a dense one, and plain news with few claims."""
    dense = EXAMPLE.read_text("utf-8") + "\n"
    plain = " ".join(FILLER["en"] * 10) + " Kenya accused Sudan of shelling a border post. The minister in Oslo spoke of a good year.\n"
    print(f"10 MB, a bundled article over and over: {huge(dense)}")
    print(f"10 MB, plain news: {huge(plain)}")


def print_jobs() -> None:
    """Print how long an archive takes by one process and by two."""
    rng = random.Random(3)
    rows = [{"id": str(i), "text": article(lang, rng), "lang": lang} for i in range(1000) for lang in ("en", "de")]
    lines = "\n".join(json.dumps(row) for row in rows)
    one, two = archive(1, lines), archive(2, lines)
    print(f"archive of {len(rows)} articles: {one:.1f} s by one process, {two:.1f} s by two ({one / two:.2f} times as fast)")


def started(code: str) -> float:
    """Seconds that a fresh interpreter takes for a line of code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--huge", action="store_true", help="also the memory of texts of 10 MB")
    parser.add_argument("--jobs", action="store_true", help="also an archive by one process and by two")
    arguments = parser.parse_args()
    number = arguments.articles
    if arguments.huge:
        # first: a process begins with the most memory that the one which starts it has had
        print_huge()
    bare = min(started("pass") for _ in range(3))
    print(f"import lagebild: {min(started('import lagebild') for _ in range(3)) - bare:.2f} s")
    first = "from lagebild import read; read('Kenya accused Sudan of shelling a post.', lang='en')"
    print(f"first claim: {min(started(first) for _ in range(3)) - bare:.2f} s")
    for lang in ("en", "de"):
        print(f"{lang}: {rate(lang, number):.0f} articles of 400 words a second on one core")
        print("   " + ", ".join(f"{w} words: {t:.0f} µs a word" for w, t in growth(lang)))
    if arguments.jobs:
        print_jobs()
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
