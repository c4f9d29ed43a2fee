"""How sure a text says it is: estimative words, the ICD 203 band of each, and the clause that each belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.model.nouns import UNSTATED, Certainty
from lagebild.packs.language import load_language
from lagebild.reading.parts import Parse, Predicate, Token

CONTENT = frozenset(("comp", "content", "inf", "prep-ing"))


@dataclass(slots=True)
class Hedges:
    """The hedges of one sentence."""

    parse: Parse
    code: str
    owners: dict[int, Predicate] = field(default_factory=dict)
    found: list[tuple[int, int, str, str]] | None = None

    def over(self, path: list[Predicate]) -> tuple[Certainty, bool]:
        """The hedge of the clause or of a clause above that has it as content."""
        if self.found is None:
            none = self.parse.lows.isdisjoint(_hedge_table(self.code))
            self.found = [] if none else find_hedges(self.parse.tokens, self.code)
        if not self.found:
            # most sentences
            return UNSTATED, False
        nodes = [path[0]]
        for node in path[:-1]:
            if node.relation in CONTENT and node.parent is not None:
                nodes.append(node.parent)
            else:
                break
        best: tuple[int, str, str] | None = None
        for start, end, band, words in self.found:
            owner = self._owner(start)
            if owner is not None and any(owner is n for n in nodes):
                if best is None or end - start > best[0] or (best[1] == "likely" and band != "likely"):
                    best = (end - start, band, words)
        if best is None:
            return UNSTATED, False
        negated = best[1] == "negated_likely"
        return Certainty("likely" if negated else best[1], best[2]), negated  # type: ignore[arg-type]

    def _owner(self, index: int) -> Predicate | None:
        """The predicate whose clause a token belongs to: the nearest one, the following one where both are as near."""
        if index in self.owners:
            return self.owners[index]
        best: tuple[float, Predicate] | None = None
        for node in self.parse.predicates:
            if node.head is None:
                continue
            if any(t.index == index for t in node.tokens):
                best = (-1.0, node)
                break
            first, last = node.tokens[0].index, node.tokens[-1].index
            crossed = self._bounds(index, first, last)
            distance: float = (first - index if index < first else index - last if index > last else 0) + 8 * crossed
            if index < first:
                distance -= 0.5
            if best is None or distance < best[0]:
                best = (distance, node)
        if best is not None:
            self.owners[index] = best[1]
            return best[1]
        return None

    def _bounds(self, index: int, first: int, last: int) -> int:
        low, high = (index, first) if index < first else (last, index)
        return sum(t.pos in (",", ";", ":", "S", "W", "REL") for t in self.parse.tokens[low:high])


@lru_cache(maxsize=4)
def _hedge_table(code: str) -> dict[str, dict[str, list[tuple[list[str], str]]]]:
    """The expressions with their bands by their first word and by their second (none: empty), the longest first."""
    table: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
    for band, phrases in load_language(code).hedges.items():
        for phrase in phrases:
            words = phrase.replace("-", " - ").split() if " - " in phrase else phrase.split()
            table.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", []).append((words, band))
    for rows in table.values():
        for row in rows.values():
            row.sort(key=lambda e: -len(e[0]))
    return table


def _attributive(tokens: list[Token], i: int) -> bool:
    """ "a suspected arms dealer": the word describes a noun; it does not hedge the sentence."""
    if not tokens[i].low.endswith(("ed", "te", "ten", "ter", "tes", "liche", "lichen", "licher", "liches", "lichem")) or i + 1 >= len(
        tokens
    ):
        return False
    if tokens[i].low.endswith(("liche", "lichen", "licher", "liches", "lichem")) and tokens[i + 1].pos in ("N", "A", "J", "M"):
        # "bombardierte mutmaßliche Lager": an inflected adjective
        return True
    before = tokens[i - 1].pos if i else ""
    return before in ("D", "P", "NUM", "A", "J", "", "V") and tokens[i + 1].pos in ("N", "A", "J", "M")


def find_hedges(tokens: list[Token], code: str) -> list[tuple[int, int, str, str]]:
    """Return the estimative words of a sentence: first and last token, band, words."""
    table = _hedge_table(code)
    found: list[tuple[int, int, str, str]] = []
    end = 0
    lows = [t.low for t in tokens]
    for i, low in enumerate(lows):
        if i < end or low not in table:
            continue
        rows, second = table[low], lows[i + 1] if i + 1 < len(lows) else ""
        for words, band in (*rows.get(second, ()), *rows.get("", ())):
            if len(words) == 1 and _attributive(tokens, i):
                continue
            if lows[i : i + len(words)] == words:
                end = i + len(words)
                found.append((i, end, band, " ".join(t.text for t in tokens[i:end])))
                break
    return found
