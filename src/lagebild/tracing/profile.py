"""What is measured of one document, once: sentences, words, numbers, names, quotes, credits, days, vectors."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lagebild.model.nouns import Document
from lagebild.tracing.credits import cited, credited
from lagebild.tracing.days import days, published
from lagebild.tracing.names import full_names, key, names
from lagebild.tracing.numbers import Number, numbers
from lagebild.tracing.quotes import Quote, quotes
from lagebild.tracing.rows import Rows
from lagebild.tracing.states import states
from lagebild.tracing.text import Sentence, fold, sentences, words

if TYPE_CHECKING:
    from lagebild.tracing.vectors import Encoder, Matrix

SHINGLE, _LEAD, _PLAIN_NUMBER = 3, 2, 10
_LARGE = (
    "sentences", "body", "told", "whole", "words", "vocabulary", "shingle_row", "shingles", "numbers", "keys", "names", "quotes",
    "long_quotes", "quote_vectors", "lead", "folded",
)  # fmt: skip


def shingles(tokens: list[str], size: int = SHINGLE) -> list[int]:
    """Return the hashes of all runs of `size` words in order (Broder 1997); of a shorter text, of the whole.

    >>> len(shingles(["a", "b", "c", "d"]))
    2
    """
    return [hash_words(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1))] if tokens else []


def hash_words(row: list[str]) -> int:
    """Return a hash of some words that is the same in every process."""
    import zlib

    data = " ".join(row).encode()
    return zlib.crc32(data) | zlib.adler32(data) << 32


@dataclass
class Profile:
    """The features of one document, each computed when first asked for."""

    document: Document
    encoder: Encoder

    def forget(self) -> None:
        """Drop what was measured and is large; it is measured again when asked for."""
        for name in _LARGE:
            self.__dict__.pop(name, None)

    @property
    def lang(self) -> str:
        """The primary language subtag, "" where unknown."""
        return self.document.lang.split("-")[0].lower()

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Title and text, cut into sentences."""
        return sentences(self.document)

    @cached_property
    def body(self) -> list[Sentence]:
        """The sentences of the text; those of the title where there is no other."""
        return [s for s in self.sentences if s.part == "text"] or self.sentences

    @cached_property
    def words(self) -> list[str]:
        """The words of the body, folded."""
        return [word for sentence in self.body for word in words(sentence.text)]

    @cached_property
    def length(self) -> int:
        """How many words the body has."""
        return len(self.words)

    @cached_property
    def folded(self) -> str:
        """The text without case and marks."""
        return fold(self.document.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of title and body, folded."""
        return frozenset(word for s in self.sentences for word in words(s.text))

    @cached_property
    def told(self) -> Rows:
        """The body, to be set beside another's."""
        return Rows(self.body, self.lang, self.encoder)

    @cached_property
    def whole(self) -> Rows:
        """Title and text, to be set beside another document's."""
        return Rows(self.sentences, self.lang, self.encoder)

    @cached_property
    def shingle_row(self) -> list[int]:
        """The hashed runs of words of the body, in order."""
        return shingles(self.words)

    @cached_property
    def shingles(self) -> set[int]:
        """The hashed runs of words of the body."""
        return set(self.shingle_row)

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of the text."""
        return [n for s in self.body for n in numbers(s.text, self.lang)]

    @cached_property
    def rare_numbers(self) -> set[float]:
        """Numbers that do not occur everywhere: no years, times or counts below ten."""
        return {n.value for n in self.numbers if n.kind not in ("year",) and (n.value >= _PLAIN_NUMBER or n.value % 1)}

    @cached_property
    def names(self) -> set[str]:
        """The keys of the capitalised words."""
        return {name.key for s in self.sentences for name in names(s) if len(name.key) > 1}

    @cached_property
    def keys(self) -> set[str]:
        """The keys of all words, for names that the other text writes small or inflects."""
        return {key(word) for s in self.sentences for word in s.text.split()} | {key(word) for word in self.words}

    @cached_property
    def states(self) -> set[str]:
        """The states named in title and lead."""
        return states(self.lead, self.lang)

    @cached_property
    def all_states(self) -> set[str]:
        """The states named anywhere."""
        return states(self.document.title + "\n" + self.document.text, self.lang)

    @cached_property
    def full_names(self) -> set[str]:
        """Names of several words."""
        return {name for s in self.body for name in full_names(s.text)}

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quoted words of the text."""
        return quotes(self.document.text)

    @cached_property
    def agency(self) -> str:
        """The agency credited."""
        return credited(self.document)

    @cached_property
    def cited(self) -> set[str]:
        """The agencies named anywhere."""
        return cited(self.document)

    @cached_property
    def published(self) -> datetime.datetime | None:
        """The time of publication, in UTC."""
        return published(self.document.date)

    @cached_property
    def days(self) -> list[datetime.date]:
        """The days that the text names, in order."""
        return [day for s in self.sentences for day, _, _ in days(s.text, self.lang, self.document.date)]

    @cached_property
    def lead(self) -> str:
        """The title, and the first sentences of the text."""
        return " ".join([self.document.title, *(s.text for s in self.body[:_LEAD])]).strip()

    @property
    def heads(self) -> tuple[str, str]:
        """What stands for the document when candidates are looked for: its lead and its title."""
        return self.lead, self.document.title or self.lead

    @cached_property
    def lead_vector(self) -> Matrix:
        """The vector of title and lead."""
        row: Matrix = self.encoder.encode([self.heads[0]])[0]
        return row

    @cached_property
    def title_vector(self) -> Matrix:
        """The vector of the title, or of the lead where there is none."""
        row: Matrix = self.encoder.encode([self.heads[1]])[0]
        return row

    @cached_property
    def quote_vectors(self) -> Matrix:
        """A vector for every quote of three words or more."""
        return self.encoder.encode([q.text for q in self.long_quotes])

    @cached_property
    def long_quotes(self) -> list[Quote]:
        """Quotes of three words or more."""
        return [quote for quote in self.quotes if len(quote.words) > 2 or len(quote.text) > 14]
