"""The words of a text as full-text search knows them: lemmas where the language has a pack, folded words elsewhere."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lagebild.packs.language import Language, available, load_language

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60


def lemmas(text: str, lang: str) -> list[str]:
    """Return one lemma a word, in order; what is looked for and what is found go through this same function.

    Of a form with several readings the lemma that differs from it is taken ("left" is found by "leave"), the first in the alphabet.

    >>> lemmas("Moscow's ships LEFT", "en"), lemmas("Die Schiffe liefen aus", "de")
    (['moscow', 's', 'ship', 'leave'], ['die', 'schiff', 'laufen', 'aus'])
    """
    language = load_language(lang) if lang in available() else None
    words = (word[:_LONGEST] for word in _WORD.findall(unicodedata.normalize("NFC", text)))
    return [_lemma(word, lang) if language else fold_word(word) for word in words]


def fold_word(word: str) -> str:
    """Return a word as it is compared: without case, in one Unicode form.

    >>> fold_word("Straße")
    'strasse'
    """
    return unicodedata.normalize("NFKC", word).casefold()


@lru_cache(maxsize=50_000)
def _lemma(word: str, lang: str) -> str:
    return _looked_up(word.lower(), load_language(lang)) or fold_word(word)


def _looked_up(low: str, language: Language) -> str:
    found = {reading.lemma for reading in language.words.get(low, ())}
    if low in found and not any(reading.pos == "V" for reading in language.words[low]):
        return fold_word(low)
    return min((fold_word(lemma) for lemma in found if lemma != low), default="")
