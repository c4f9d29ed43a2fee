"""Prepositions and subordinators of several words (German) as one token: "im Austausch für", "auch wenn"."""

from __future__ import annotations

from lagebild.reading.parts import Token


def join_phrases(tokens: list[Token], phrases: dict[tuple[str, ...], str]) -> list[Token]:
    """Join the words of each phrase into one token and number the tokens anew."""
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        low = tokens[i].low
        size = 0
        if low in ("im", "mit", "auf", "auch"):
            size = next((k for k in (3, 2) if tuple(t.low for t in tokens[i : i + k]) in phrases), 0)
            if not size and low == "auch" and i + 1 < len(tokens) and tokens[i + 1].low == "wenn":
                joint = Token("auch wenn", "auch wenn", tokens[i].start, tokens[i + 1].end, pos="S")
                merged.append(joint)
                i += 2
                continue
        if size:
            text = " ".join(t.low for t in tokens[i : i + size])
            merged.append(Token(text, text, tokens[i].start, tokens[i + size - 1].end, pos="P"))
            i += size
        else:
            merged.append(tokens[i])
            i += 1
    for index, token in enumerate(merged):
        token.index = index
    return merged
