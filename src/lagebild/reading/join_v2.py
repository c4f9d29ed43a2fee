"""Prepositions, subordinators and adverbs of several words (German) as one token: "im Austausch für", "auch wenn"."""

from __future__ import annotations

from itertools import pairwise

from lagebild.reading.parts import Token


def _whole(tokens: list[Token]) -> list[Token]:
    """ "Staats- und Regierungschefs" as "Regierungschefs": what both have in common stands in the last word only."""
    if "-" not in [t.text for t in tokens]:
        return tokens
    kept: list[Token] = []
    skip = 0
    for i, token in enumerate(tokens):
        cut = i + 3 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 1].start == token.end and tokens[i + 2].low in _JOINING
        if skip:
            skip -= 1
        elif cut and token.capital and tokens[i + 3].capital:
            skip = 2
        else:
            kept.append(token)
    return kept


_JOINING = ("und", "oder", "sowie", "bzw")


def join_phrases(tokens: list[Token], phrases: dict[tuple[str, ...], str], begun: dict[str, set[str]]) -> list[Token]:
    """Join the words of each phrase into one token with its part of speech and number the tokens anew.

    `begun` holds the second words of the phrases by their first.
    """
    whole = _whole(tokens)
    lows = [t.low for t in whole]
    if whole is tokens and not [first for first, second in pairwise(lows) if first in begun and second in begun[first]]:
        # most sentences
        return tokens
    tokens = whole
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        size = 0
        if lows[i] in begun:
            # only as many words as are left: "… gilt vor allem" broken off there has two, not three
            size = next((k for k in (3, 2) if i + k <= len(tokens) and tuple(t.low for t in tokens[i : i + k]) in phrases), 0)
        if size:
            words = tuple(t.low for t in tokens[i : i + size])
            text = " ".join(words)
            merged.append(Token(text, text, tokens[i].start, tokens[i + size - 1].end, pos=phrases[words]))
            i += size
        else:
            merged.append(tokens[i])
            i += 1
    for index, token in enumerate(merged):
        token.index = index
    return merged
