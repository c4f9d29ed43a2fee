"""How fast the reader is, how much memory it takes, and whether its time grows with the length of the text alone.

    python benchmarks/speed.py [--articles 200]

Articles of about 400 words are made of the project's own gold sentences (dev half) with plain filler sentences between them,
four to three, as in a news page; nothing is left out of the reading.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from lagebild import read
from lagebild.model.nouns import Document

GOLD = Path(__file__).parent.parent / "tests" / "gold"
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
    start = time.perf_counter()
    for document in documents:
        read(document)
    return number / (time.perf_counter() - start)


def growth(lang: str) -> list[tuple[int, float]]:
    """Words and microseconds a word for texts of growing length."""
    rng = random.Random(2)
    rows = []
    for words in (400, 4_000, 40_000):
        document = Document("x", article(lang, rng, words), date="2024-05-05", lang=lang)
        start = time.perf_counter()
        read(document)
        rows.append((words, (time.perf_counter() - start) / words * 1e6))
    return rows


def started(code: str) -> float:
    """Seconds that a fresh interpreter takes for a line of code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    number = parser.parse_args().articles
    bare = min(started("pass") for _ in range(3))
    print(f"import lagebild: {min(started('import lagebild') for _ in range(3)) - bare:.2f} s")
    first = "from lagebild import read; read('Kenya accused Sudan of shelling a post.', lang='en')"
    print(f"first claim: {min(started(first) for _ in range(3)) - bare:.2f} s")
    for lang in ("en", "de"):
        print(f"{lang}: {rate(lang, number):.0f} articles of 400 words a second on one core")
        print("   " + ", ".join(f"{w} words: {t:.0f} µs a word" for w, t in growth(lang)))
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
