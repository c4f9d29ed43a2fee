"""How long tracing takes: `python benchmarks/tracing_speed.py [--sizes 1000 3000 10000] [--words 300]`.

Documents are made of the sentences of the development half of the labelled pairs, mixed by a fixed seed: a third are first reports, the
others copies, shortened or reordered versions of one. Reading is not counted (see `benchmarks/speed.py`); the last column is the time that
one more document takes.
"""

from __future__ import annotations

import argparse
import random
import resource
import time

from pairs import load_clusters

from lagebild.model.nouns import Document
from lagebild.tracing.profile import Profile
from lagebild.tracing.stories import Weaver
from lagebild.tracing.vectors import load_encoder

KIN = 3


def sentences() -> list[str]:
    """Return the English and German sentences to mix."""
    rows = [row for cluster in load_clusters("dev") for row in cluster["documents"] if row["lang"] in ("en", "de")]
    return [s + "." for row in rows for line in row["text"].split("\n") for s in line.split(". ") if len(s) > 40]


def documents(number: int, words: int) -> list[Document]:
    """Make documents over a month; every third is new, the two after it descend from it."""
    rng, pool = random.Random(7), sentences()
    found: list[Document] = []
    base: list[str] = []
    for place in range(number):
        if place % KIN == 0:
            base = []
            while sum(len(s.split()) for s in base) < words:
                base.append(rng.choice(pool))
        kept = base if place % KIN == 0 else [s for s in base if rng.random() < 0.9]
        if place % KIN == 2:
            rng.shuffle(kept)
        date = f"2025-{1 + place * 6 // number:02}-{1 + place % 28:02}T{place % 24:02}:00:00Z"
        found.append(Document(f"d{place}", " ".join(kept), kept[0][:80], date, "en"))
    return found


def traced(rows: list[Document]) -> tuple[float, float, int]:
    """Return the seconds to trace all, the seconds for one more, and the number of stories."""
    encoder, weaver = load_encoder(), Weaver()
    start = time.perf_counter()
    weaver.add_all([Profile(document, encoder) for document in rows[:-20]])
    found = len(weaver.groups())
    took = time.perf_counter() - start
    start = time.perf_counter()
    for document in rows[-20:]:
        weaver.add(Profile(document, encoder))
    return took, (time.perf_counter() - start) / 20, found


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000, 10000])
    parser.add_argument("--words", type=int, default=300)
    given = parser.parse_args()
    for size in given.sizes:
        took, one, found = traced(documents(size, given.words))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size} documents: {took:.0f} s, {1000 * one:.0f} ms for one more, {found} stories, {memory:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
