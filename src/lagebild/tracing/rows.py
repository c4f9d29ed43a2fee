"""Sentences of a document with what is needed to set them beside another document's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lagebild.tracing.names import names
from lagebild.tracing.numbers import numbers
from lagebild.tracing.text import Sentence, words

if TYPE_CHECKING:
    from lagebild.tracing.vectors import Encoder, Matrix


def places(bags: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Return in which of the bags each item is.

    >>> places([frozenset("a"), frozenset("a")])
    {'a': [0, 1]}
    """
    found: dict[str, list[int]] = {}
    for at, bag in enumerate(bags):
        for item in bag:
            found.setdefault(item, []).append(at)
    return found


def anchors(sentence: Sentence, lang: str) -> frozenset[str]:
    """Return what of a sentence is the same in every language: keys of names, and numbers."""
    return frozenset({n.key for n in names(sentence) if len(n.key) > 1} | {f"{n.value:g}" for n in numbers(sentence.text, lang)})


@dataclass
class Rows:
    """Some sentences of a document, to be set beside another's."""

    sentences: Sequence[Sentence]
    lang: str
    encoder: Encoder

    @cached_property
    def bags(self) -> list[frozenset[str]]:
        """The words of every sentence."""
        return [frozenset(words(s.text)) for s in self.sentences]

    @cached_property
    def anchors(self) -> list[frozenset[str]]:
        """What of every sentence is the same in every language."""
        return [anchors(s, self.lang) for s in self.sentences]

    @cached_property
    def word_places(self) -> dict[str, list[int]]:
        """The sentences in which each word stands."""
        return places(self.bags)

    @cached_property
    def anchor_places(self) -> dict[str, list[int]]:
        """The sentences in which each anchor stands."""
        return places(self.anchors)

    @cached_property
    def vectors(self) -> Matrix:
        """A vector for every sentence."""
        return self.encoder.encode([s.text for s in self.sentences])
