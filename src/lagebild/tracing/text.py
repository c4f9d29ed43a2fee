"""Sentences and words of a text in any language, without a language pack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lagebild.model.nouns import Document
from lagebild.model.values import Part
from lagebild.packs.tracingwords import load_number_words, load_page_words

_STOP = re.compile(r"[.!?…]+[\"»“”’'«)\]]*(?=\s|$)|[。！？؟।]+[」』”\"]*|\n+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_WIDE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BEFORE = re.compile(r"(\S+)$")
_NEXT = re.compile(r"[^\S\n]+([^\W\d_]+)")
_LONGEST_LINE, _SHORTEST, _LONGEST_WORD, _SHORT_OPENER = 220, 2, 40, 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or the text, with its code points there."""

    part: Part
    start: int
    end: int
    text: str


def sentences(document: Document) -> list[Sentence]:
    """Return the sentences of title and text in order; lines that belong to the page and not to the report are left out.

    >>> [s.text for s in sentences(Document("a", "On Feb. 3 he left. Read more: Oil\\nThe end.", title="Gone"))]
    ['Gone', 'On Feb. 3 he left.', 'The end.']
    """
    ordinals = not document.lang or document.lang.split("-")[0].lower() in load_page_words().ordinals
    found = list(_cut(document.title, "title", ordinals))
    return found + list(_cut(document.text, "text", ordinals))


def _cut(text: str, part: Part, ordinals: bool) -> Iterator[Sentence]:
    start = 0
    for match in _STOP.finditer(text):
        if "\n" not in match.group() and not _ends(text, start, match, ordinals):
            continue
        yield from _sentence(text, part, start, match.start() if "\n" in match.group() else match.end())
        start = match.end()
    yield from _sentence(text, part, start, len(text))


def _ends(text: str, start: int, match: re.Match[str], ordinals: bool) -> bool:
    if match.group()[0] != ".":
        return True
    before = _BEFORE.search(text, max(start, match.start() - 20), match.start())
    word = before.group(1).lower().lstrip("(\"“„»«'") if before else ""
    after = text[match.end() : match.end() + 2].lstrip()
    if after[:1].islower():
        return False
    if re.fullmatch(r"\d{1,2}", word):
        return not (ordinals and _counted(text[match.end() :]))
    # an initial or a known short form goes on, unless the line is over
    return not after or not ((len(word) == 1 and word.isalpha()) or word in load_page_words().abbreviations)


def _counted(following: str) -> bool:
    """Whether a number with a point is an ordinal ("20. Februar", "3. Quartal"): a month or a longer word follows on the same line."""
    found = _NEXT.match(following)
    return found is not None and (len(found[1]) > _SHORT_OPENER or any(month.startswith(found[1].lower()) for month in _months()))


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(name for words in load_number_words().values() for name in words.months)


def _sentence(text: str, part: Part, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    words = text[start:end]
    if sum(c.isalnum() for c in words) >= _SHORTEST and not _is_page(words):
        yield Sentence(part, start, end, words)


def _is_page(line: str) -> bool:
    return len(line) < _LONGEST_LINE and line.lower().lstrip('*-–—•→>+ [("„“«').startswith(load_page_words().boilerplate)


def words(text: str) -> list[str]:
    """Return the words of a text, folded; writing without blanks gives pairs of signs.

    >>> words("Die Straße nach Kyjiw"), words("日本海")
    (['die', 'strasse', 'nach', 'kyjiw'], ['日本', '本海'])
    """
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = fold(match.group())
        if _WIDE.search(word):
            found += [word[i : i + 2] for i in range(max(1, len(word) - 1))]
        else:
            found.append(word)
    return found


def fold(word: str) -> str:
    """Return a word in lower case without marks on its letters.

    >>> fold("Ağrı"), fold("Łódź")
    ('agri', 'lodz')
    """
    # whole texts are folded too: only words are worth remembering
    return _fold_word(word) if len(word) <= _LONGEST_WORD else _folded(word)


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    return _folded(word)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l").replace("ı", "i").replace("ø", "o").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
