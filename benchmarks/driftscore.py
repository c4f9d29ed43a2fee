"""Scoring drift: a found change is right if its kind is that of a labelled one and the words overlap on every side that both give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lagebild.model.nouns import Document
from lagebild.model.tracing import Drift, Passage


def spans(document: Document, words: str | None) -> list[tuple[str, int, int]]:
    """Return where labelled words stand."""
    found = []
    for part, text in (("title", document.title), ("text", document.text)):
        at = text.find(words) if words else -1
        while words and at >= 0:
            found.append((part, at, at + len(words)))
            at = text.find(words, at + 1)
    return found


def agrees(found: Passage | None, document: Document, words: str | None) -> bool | None:
    """Whether a passage overlaps labelled words; None where one side gives nothing."""
    if found is None or words is None:
        return None
    return any(part == found.part and start < found.end and found.start < end for part, start, end in spans(document, words))


def said_alike(document: Document, one: str | None, other: str | None) -> bool | None:
    """Whether the words of two labels overlap in a document; None where one gives none."""
    if one is None or other is None:
        return None
    places = spans(document, other)
    return any(part == there and start < last and first < end for part, start, end in spans(document, one) for there, first, last in places)


def agreed(mine: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]], a: Document, b: Document) -> int:
    """Return how many labels of two annotators of one pair are the same change, one to one."""
    left = list(theirs)
    for label in mine:
        for other in left:
            sides = [said_alike(a, label["a"], other["a"]), said_alike(b, label["b"], other["b"])]
            if label["kind"] == other["kind"] and False not in sides and True in sides:
                left.remove(other)
                break
    return len(theirs) - len(left)


def matches(found: Drift, wanted: dict[str, Any], a: Document, b: Document) -> bool:
    """Whether a found change is a labelled one."""
    sides = [agrees(found.a, a, wanted["a"]), agrees(found.b, b, wanted["b"])]
    return found.kind == wanted["kind"] and False not in sides and True in sides


def pair_up(found: Sequence[Drift], wanted: Sequence[dict[str, Any]], a: Document, b: Document) -> list[tuple[int, int]]:
    """Return one-to-one matches of found and labelled changes, by their places."""
    used: set[int] = set()
    rows = []
    for place, change in enumerate(found):
        hit = next((n for n, label in enumerate(wanted) if n not in used and matches(change, label, a, b)), None)
        if hit is not None:
            used.add(hit)
            rows.append((place, hit))
    return rows
