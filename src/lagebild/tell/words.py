"""The words of the interface, in German and English, from `words_<lang>.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Words:
    """The words of one interface language, by section and key."""

    lang: str
    tables: Mapping[str, Mapping[str, str]]

    def __call__(self, section: str, key: str, /, *places: str, **values: object) -> str:
        """Return a word with its {braces} filled in; a value that has no word yet stands for itself.

        >>> load_words("de")("statuses", "planned"), load_words("en")("statuses", "brand_new")
        ('geplant', 'brand_new')
        """
        word = self.tables[section].get(key, key)
        return word.format(*places, **values) if places or values else word

    def some(self, section: str, keys: Sequence[str]) -> str:
        """Return several words of a section as a list in words."""
        return ", ".join(self(section, key) for key in keys)


@lru_cache(maxsize=2)
def load_words(lang: str) -> Words:
    """Load the words of an interface language ("de" or "en")."""
    text = resources.files("lagebild.tell").joinpath(f"words_{lang}.toml").read_text("utf-8")
    return Words(lang, tomllib.loads(text))


def interface_language(arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> str:
    """Return the interface language: `--lang` among the arguments, else that of the locale, else English.

    Looked up before the arguments are parsed, because the parser itself speaks that language.

    >>> interface_language(["--lang", "de"]), interface_language([], {"LANG": "de_AT.UTF-8"}), interface_language([], {})
    ('de', 'de', 'en')
    """
    for place, argument in enumerate(arguments):
        said = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(arguments):
            said = arguments[place + 1]
        if said in LANGUAGES:
            return said
    variables = os.environ if environment is None else environment
    locale = next((variables[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(name)), "")
    return "de" if locale.lower().startswith("de") else "en"
