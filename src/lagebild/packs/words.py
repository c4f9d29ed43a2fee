"""Splitting text into words: one tokenizer for the packs and the reader, so that names meet their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lagebild.packs.memo import Memo

_WORD = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)+(?:-\w+)*"  # U.S., U.S.-led, z.B.
    r"|\d+(?:[.,:]\d+)*(?:[-–]\w+)*"  # 1,000  9.30  24-jährig
    r"|\w+(?:[-‑–'’&]\w+)*"  # Nord-Süd, N'Djamena, Minsk–Havanna
    r"|\.\.\.|[^\w\s]"
)
_CLITIC = re.compile(r"(?i)(.+?)(['’]s|n['’]t|['’](?:re|ve|ll|d|m))$")


# the same word is the same object every time, which makes it quicker to be found in any table
_LOW = Memo(str.lower)


@dataclass(slots=True, eq=False)
class Piece:
    """A word or a sign with its code points, and the word in small letters."""

    text: str
    start: int
    end: int
    low: str


def split(text: str, start: int = 0, end: int | None = None, clitics: bool = True) -> list[Piece]:
    """Return the words and signs of a text; English clitics ("'s", "n't") become pieces of their own.

    >>> [p.text for p in split("The U.S.-led bloc didn't back Iran's bid.")]
    ['The', 'U.S.-led', 'bloc', 'did', "n't", 'back', 'Iran', "'s", 'bid', '.']
    """
    pieces: list[Piece] = []
    stop = start
    # between two words stands nothing but space, so each is the next place of its letters: cheaper than an object for each match
    for word in _WORD.findall(text, start, len(text) if end is None else end):
        at = text.index(word, stop)
        stop = at + len(word)
        clitic = _CLITIC.match(word) if clitics and ("'" in word or "’" in word) else None
        if clitic:
            cut = at + len(clitic.group(1))
            first, second = text[at:cut], text[cut:stop]
            pieces += [Piece(first, at, cut, first.lower()), Piece(second, cut, stop, second.lower())]
        else:
            pieces.append(Piece(word, at, stop, _LOW[word]))
    return pieces
