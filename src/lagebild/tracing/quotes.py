"""Words inside quotation marks, in the marks of all languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lagebild.tracing.text import words

_PAIRS = (
    ("„", "“”"), ("“", "”"), ("”", "”"), ("«", "»"), ("»", "«"), ('"', '"'), ("「", "」"), ("『", "』"), ("‚", "‘’"),
)  # fmt: skip
_SINGLE = re.compile(r"(?<![\w])['‘]([^'‘’\n]{3,300}?)['’](?!\w)")
_QUOTE = re.compile("|".join(f"{re.escape(a)}([^{re.escape(a + b)}\n]{{2,600}}?)[{re.escape(b)}]" for a, b in _PAIRS))


@dataclass(frozen=True, slots=True)
class Quote:
    """The words between quotation marks, with their code points (without the marks)."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> tuple[str, ...]:
        """The quoted words, folded."""
        return tuple(words(self.text))


def _bare(said: str, start: int) -> Quote:
    """A quote without the blanks that French sets inside the marks."""
    start += len(said) - len(said.lstrip())
    return Quote(said.strip(), start, start + len(said.strip()))


def quotes(text: str) -> list[Quote]:
    """Return the quotes of a text in order.

    >>> [q.text for q in quotes('Er sprach von „Hinweisen“; she said «no» and "maybe".')]
    ['Hinweisen', 'no', 'maybe']
    """
    found = []
    for match in _QUOTE.finditer(text):
        group = next(i for i in range(1, len(_PAIRS) + 1) if match.group(i) is not None)
        found.append(_bare(match.group(group), match.start(group)))
    inside = [(quote.start, quote.end) for quote in found]
    for match in _SINGLE.finditer(text):
        if not any(start <= match.start(1) < end for start, end in inside):
            found.append(Quote(match[1], match.start(1), match.end(1)))
    return sorted(found, key=lambda quote: quote.start)
