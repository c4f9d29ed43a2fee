"""Guessing a text's language where the input does not say it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

# the languages news is written in; without the small ones that short texts are mistaken for
_NEWS = [
    "ar",
    "bg",
    "bn",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ja",
    "ka",
    "kk",
    "ko",
    "lt",
    "lv",
    "ms",
    "nl",
    "no",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "th",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
    "am",
    "az",
    "hy",
    "km",
    "lo",
    "mk",
    "my",
    "si",
    "te",
    "uz",
]


def detect(text: str) -> str:
    """Return the likeliest ISO 639-1 code, "" where there is nothing to go by (method: langid.py, Lui and Baldwin 2012).

    >>> detect("Russland liefert Nordkorea Waffen")
    'de'
    """
    sample = text[:4000]
    if not any(c.isalpha() for c in sample):
        return ""
    return str(_identifier().classify(sample)[0])


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # imported here: the library brings numpy, and most input says its language
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([lang for lang in _NEWS if lang in set(identifier.nb_classes)])
    return identifier
