"""The institutions that a text names: ministries, navies, courts."""

from __future__ import annotations

from functools import lru_cache

from lagebild.packs.tracingwords import load_institutions


@lru_cache(maxsize=5_000)
def institutions_in(text: str, lang: str) -> tuple[tuple[str, int, int], ...]:
    """Return the institutions of a text with their code points; of overlapping ones the longest."""
    known = load_institutions().get(lang, {})
    rows = [(name, *match.span()) for name, pattern in known.items() for match in pattern.finditer(text)]
    kept: list[tuple[str, int, int]] = []
    for row in sorted(rows, key=lambda row: (row[1] - row[2], row[1])):
        if not any(row[1] < end and start < row[2] for _, start, end in kept):
            kept.append(row)
    return tuple(sorted(kept, key=lambda row: row[1]))
