"""On which side of which opposites a passage stands: who agrees or refuses, what is open or shut."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.packs.tracingwords import load_opposites
from lagebild.tracing.cues import cues

_REACH = 3
"""Words between a negation and the word that it turns round."""


class Turn(NamedTuple):
    """A word that has an opposite, where it stands, and the side on which the passage stands by it."""

    word: str
    side: bool
    start: int = 0
    end: int = 0


def turns(said: str, lang: str) -> dict[str, Turn]:
    """Return the words of a passage that have opposites, by what they are opposite in; a negation beside one turns it round.

    >>> turns("Ankara has not accepted the offer", "en")["consent"].side == turns("Ankara turned down the offer", "en")["consent"].side
    True
    """
    found = dict[str, Turn]()
    negations = [match.span() for match in cues("negation", said, lang)]
    for name, (one, other) in load_opposites().get(lang, {}).items():
        first, second = one.search(said), other.search(said)
        match = first or second
        if match is None or (first and second):
            continue
        negated = any(_beside(said, (begin, stop), match.span()) for begin, stop in negations)
        found[name] = Turn(match.group(), (match is first) != negated, *match.span())
    return found


def _beside(said: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    (_, end), (start, _) = sorted((one, other))
    return end <= start and len(said[end:start].split()) <= _REACH


def opposite(one: dict[str, Turn], other: dict[str, Turn]) -> list[str]:
    """Return in what two passages stand on opposite sides."""
    return [name for name, turn in one.items() if name in other and other[name].side != turn.side]


def opposed(one: str, lang: str, other: str, other_lang: str) -> list[str]:
    """Return in what two texts stand on opposite sides.

    >>> opposed("Äthiopien stimmt dem zu.", "de", "Ethiopia rejects that.", "en")
    ['consent']
    """
    return opposite(turns(one, lang), turns(other, other_lang))
