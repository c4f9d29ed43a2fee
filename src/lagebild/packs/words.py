"""Splitting text into words: one tokenizer for the packs and the reader, so that names meet their forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from sys import intern
from typing import Protocol, TypeVar

from lagebild.packs.memo import Memo

_WORD = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)+(?:-\w+)*"  # U.S., U.S.-led, z.B.
    r"|\d+(?:[.,:]\d+)*(?:[-–]\w+)*"  # 1,000  9.30  24-jährig
    r"|\w+(?:[-‑–'’&]\w+)*"  # Nord-Süd, N'Djamena, Minsk–Havanna
    r"|\.\.\.|[^\w\s]"
)
_CLITIC = re.compile(r"(?i)(.+?)(['’]s|n['’]t|['’](?:re|ve|ll|d|m))$")


class Word(Protocol):
    """A word or a sign with its code points, and the word in small letters."""

    text: str
    low: str
    start: int
    end: int


W = TypeVar("W")


@dataclass(slots=True, eq=False)
class Piece:
    """A word and nothing else."""

    text: str
    low: str
    start: int
    end: int


def split(text: str, start: int = 0, end: int | None = None, clitics: bool = True) -> list[Piece]:
    """Return the words and signs of a text; English clitics ("'s", "n't") become pieces of their own.

    >>> [p.text for p in split("The U.S.-led bloc didn't back Iran's bid.")]
    ['The', 'U.S.-led', 'bloc', 'did', "n't", 'back', 'Iran', "'s", 'bid', '.']
    """
    return parts(text, start, end, clitics, Piece)


def parts(text: str, start: int, end: int | None, clitics: bool, make: Callable[[str, str, int, int], W]) -> list[W]:
    """Return the words and signs of a text as whatever is made of each: of text, small letters, start and end.

    >>> parts("Kyiv's aim", 0, None, True, lambda text, low, start, end: (low, start, end))
    [('kyiv', 0, 4), ("'s", 4, 6), ('aim', 7, 10)]
    """
    found: list[W] = []
    stop = start
    # no word holds space, so each run between spaces is parted by itself; a text repeats most of them
    chunks = text[start:end].split()
    for chunk, words in zip(chunks, _CHUNKS[clitics].each(chunks), strict=True):
        at = text.index(chunk, stop)
        stop = at + len(chunk)
        for word, low, first, last in words:
            found.append(make(word, low, at + first, at + last))
    return found


def _part(chunk: str, clitics: bool) -> tuple[tuple[str, str, int, int], ...]:
    """The words and signs of a run without space: as written, in small letters, and where they begin and end in it."""
    found: list[tuple[str, str, int, int]] = []
    for match in _WORD.finditer(chunk):
        word, (at, stop) = match.group(), match.span()
        clitic = _CLITIC.match(word) if clitics and ("'" in word or "’" in word) else None
        cuts = (at, at + len(clitic.group(1)), stop) if clitic else (at, stop)
        found += [(chunk[a:b], intern(chunk[a:b].lower()), a, b) for a, b in pairwise(cuts)]
    return tuple(found)


_CHUNKS = {clitics: Memo(partial(_part, clitics=clitics)) for clitics in (True, False)}
