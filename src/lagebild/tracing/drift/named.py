"""States, institutions and other names of a text as items that may stand for one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lagebild.packs.language import available, load_language
from lagebild.packs.tracingwords import load_cues, load_number_words
from lagebild.tracing.credits import agencies_in
from lagebild.tracing.drift.institutions import institutions_in
from lagebild.tracing.drift.paired import Item
from lagebild.tracing.names import key
from lagebild.tracing.states import long_names, states
from lagebild.tracing.text import Sentence, fold
from lagebild.tracing.vectors import Encoder

STATE, INSTITUTION, NAME = "state", "institution", "name"
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ARTICLES = frozenset({"the", "den", "dem", "der", "die", "das", "la", "le", "el", "il"})
_LEAST, _BEGINNING = 3, 5
_ADJECTIVES = {
    "fr": ("ais", "ois", "ien", "iens", "ain", "ains", "and", "e", "es"),
    "es": (
        "ano", "ana", "anos", "anas", "és", "esa", "eses", "esas", "eño", "eña", "eños", "eñas", "ense", "enses",
        "ino", "ina", "inos", "inas", "ío", "ía", "íes", "í", "io", "ia", "ios", "ias",
    ),
    "it": ("ano", "ana", "ani", "ane", "ese", "esi", "ino", "ina", "ini", "ine", "eno", "ena", "eni", "ene", "cco", "cca", "chi", "che"),
    "pt": ("ano", "ana", "anos", "anas", "ês", "esa", "eses", "esas", "ense", "enses", "ino", "ina", "inos", "inas", "io", "ia"),
    "pl": (
        "ski", "ska", "skie", "skich", "skiego", "skiej", "skim", "skimi", "ską",
        "cki", "cka", "ckie", "ckich", "ckiego", "ckiej", "ckim", "cką",
    ),
    "ru": ("ский", "ская", "ское", "ские", "ских", "ского", "ской", "скому", "ским", "скими", "скую", "ском"),
    "nl": ("se", "isch", "ische", "aans", "aanse"),
    "tr": ("lı", "li", "lu", "lü"),
}  # fmt: skip
"""Endings of adjectives of states in languages that write them without a capital."""


def institutions(sentences: Sequence[Sentence], lang: str) -> list[Item]:
    """Return the institutions that sentences name; of overlapping ones the longest."""
    return [
        Item(name, INSTITUTION, row, s, start, end) for row, s in enumerate(sentences) for name, start, end in institutions_in(s.text, lang)
    ]


def names(sentences: Sequence[Sentence], lang: str) -> list[Item]:
    """Return the words with a capital that are no common nouns: states by their codes, other names by their beginnings."""
    return [item for row, sentence in enumerate(sentences) for item in _names(row, sentence, lang)]


def _names(row: int, sentence: Sentence, lang: str) -> Iterator[Item]:
    whole = list(long_names(sentence.text, lang))
    yield from (Item(code, STATE, row, sentence, start, end) for code, start, end in whole)
    for match in _WORD.finditer(sentence.text):
        if any(start <= match.start() < end for _, start, end in whole):
            continue
        word = match.group()
        codes = states(word, lang) if word[0].isupper() or _of_a_people(word, lang) else set()
        if len(codes) == 1:
            yield Item(min(codes), STATE, row, sentence, *match.span())
        elif _is_name(word, sentence.text, match, lang):
            yield Item(fold(word), NAME, row, sentence, *match.span())


def _of_a_people(word: str, lang: str) -> bool:
    """Whether a word without a capital may be an adjective of a state: by the language's pack, or by its ending."""
    return lang in available() or (len(word) > _BEGINNING and word.endswith(_ADJECTIVES.get(lang, ())))


def _is_name(word: str, text: str, match: re.Match[str], lang: str) -> bool:
    plain = not word[0].isupper() or word.isupper() or len(word) < _LEAST or _opens(text, match)
    return not plain and not _common(word, lang) and not _dated(word, lang) and not agencies_in(word) and f" {word.lower()} " not in text


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a word opens a sentence, a quote, or what follows a colon or a dateline."""
    before = text[: match.start()].rstrip()
    return not before or before[-1] in '–—-:„“”"»«(.!?'


def _common(word: str, lang: str) -> bool:
    """Whether a word with a capital is a noun of the language's pack."""
    return lang in available() and word.lower() in load_language(lang).words


def _dated(word: str, lang: str) -> bool:
    known = load_number_words().get(lang)
    if known is None:
        return False
    names = (*known.days, *known.months)
    return word.lower() in known.words or any(word.lower().startswith(name[:5]) or name.startswith(word.lower()) for name in names)


def same(one: Item, other: Item) -> bool:
    """Whether two items name the same; names by their beginning or by how they sound."""
    if one.kind != other.kind or one.kind != NAME:
        return bool(one.kind == other.kind and one.value == other.value)
    if one.passage.text == other.passage.text:
        return True
    sounds = key(one.value), key(other.value)
    return bool(one.value[:_BEGINNING] == other.value[:_BEGINNING] or (len(sounds[0]) >= _LEAST and sounds[0] == sounds[1]))


def means_same(one: Item, other: Item, encoder: Encoder) -> float:
    """Return how near two names come in meaning (cosine)."""
    rows = encoder.encode([one.passage.text, other.passage.text])
    return float(rows[0] @ rows[1])


def placed(item: Item, lang: str) -> bool:
    """Whether a name stands behind a word of place."""
    cues, words = load_cues().get(lang), _WORD.findall(item.sentence.text[: item.start])
    if cues is None or not words:
        return False
    before = words[-2] if words[-1].lower() in _ARTICLES and len(words) > 1 else words[-1]
    return cues["places"].fullmatch(before) is not None or before.endswith(("'s", "’s"))
