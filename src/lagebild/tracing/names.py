"""Names, with keys under which they meet across spellings and scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lagebild.tracing.text import Sentence, fold

_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_FULL = re.compile(r"(?:[A-ZÄÖÜÁÉÍÓÚÇŠŽŁĆČŞİØÅ][\w’'-]+\s){1,3}[A-ZÄÖÜÁÉÍÓÚÇŠŽŁĆČŞİØÅ][\w’'-]+")
_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхыэіїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "y",
            "e",
            "i",
            "i",
            "e",
            "g",
        ],
        strict=True,
    )
) | {"ж": "zh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "u", "я": "a", "ь": "", "ъ": "", "ё": "e"}
_SOUNDS = (
    ("dsch", "j"), ("tsch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("kh", "h"),
    ("gh", "g"),
    ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("y", "i"),
)  # fmt: skip
_LEAST, _KEPT, _LONGEST = 3, 4, 40


@dataclass(frozen=True, slots=True)
class Name:
    """A word with a capital inside a sentence, its code points in the sentence's part, and its key."""

    text: str
    key: str
    start: int
    end: int


def names(sentence: Sentence) -> list[Name]:
    """Return the capitalised words of a sentence; its first word only where it goes on as a name.

    >>> [n.text for n in names(Sentence("text", 0, 41, "The survey ship Ocean Meridian left Ushuaia."))]
    ['Ocean', 'Meridian', 'Ushuaia']
    """
    found = []
    matches = list(_NAME.finditer(sentence.text))
    for place, match in enumerate(matches):
        word = match.group()
        if not word[0].isupper() or len(word) < _LEAST:
            continue
        if place == 0 and not (len(matches) > 1 and matches[1].group()[0].isupper()):
            continue
        found.append(Name(word, key(word), sentence.start + match.start(), sentence.start + match.end()))
    return found


def key(word: str) -> str:
    """Return the beginning of a word's consonants as they sound, so that *kirgisisch* and *Kyrgyz* meet.

    >>> key("Kyrgyz"), key("kirgisisch"), key("Tadschikistan"), key("Tajik")
    ('krgs', 'krgs', 'tjks', 'tjk')
    """
    return _word_key(word) if len(word) <= _LONGEST else _key(word)


@lru_cache(maxsize=50_000)
def _word_key(word: str) -> str:
    return _key(word)


def _key(word: str) -> str:
    plain = "".join(_CYRILLIC.get(c, c) for c in fold(word))
    for written, sound in _SOUNDS:
        plain = plain.replace(written, sound)
    if not plain:
        return ""
    bones = plain[0] + re.sub(r"[aeiouh’'-]", "", plain[1:])
    return re.sub(r"(.)\1+", r"\1", bones)[:_KEPT]


def full_names(text: str) -> set[str]:
    """Return the names of several capitalised words, folded: people, ships, places.

    >>> sorted(full_names("A retired captain, Óscar Leguía, spoke to Aigul Toktosunova."))
    ['aigul toktosunova', 'oscar leguia']
    """
    return {" ".join(fold(word) for word in match.group().split()) for match in _FULL.finditer(text)}
