"""Which states a text names at its head, in any language that Unicode CLDR knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lagebild.packs.language import available
from lagebild.packs.registry import Registry, load_registry
from lagebild.packs.strict import read_toml
from lagebild.tracing.text import fold, words

_LEAST, _ENDING, _ANY = 4, 2, "en"
_FILES = ("states_west", "states_east", "states_territories")


def states(text: str, lang: str) -> set[str]:
    """Return the codes of the states that a text names by name, adjective, people or capital.

    >>> sorted(states("Argentina captura un pesquero chino", "es")), sorted(states("Moskau weist Österreicher aus", "de"))
    (['ARG', 'CHN'], ['AUT', 'RUS'])
    """
    whole, stems = _known(lang)
    found = set()
    for word in (part for whole_word in words(text) for part in whole_word.replace("’", "'").split("'")):
        code = whole.get(word)
        if code is None:
            code = next((stems[word[:n]] for n in range(min(len(word), 12), _LEAST - 1, -1) if word[:n] in stems), None)
        if code:
            found.add(code)
    return found


def _known(lang: str) -> tuple[dict[str, str], dict[str, str]]:
    return _known_of(lang, load_registry(lang) if lang in available() else None)


@lru_cache(maxsize=32)
def _known_of(lang: str, registry: Registry | None) -> tuple[dict[str, str], dict[str, str]]:
    """Whole words of the registry, and beginnings of the names that CLDR has: *argenti* for Argentina, argentino, argentin."""
    whole: dict[str, str] = {}
    if registry is not None:
        for forms in registry.forms.values():
            for form in forms:
                entity = registry.entities.get(form.code)
                if entity and entity.kind == "state" and len(form.words) == 1 and not form.ambiguous and form.via not in ("holder", "city"):
                    whole.setdefault(fold(form.words[0]), form.code)
        return whole, {}
    return whole, _stems(lang)


def _stems(lang: str) -> dict[str, str]:
    names = {code: words(name) for code, name in _territories(lang).items()}
    single = {code: name[0] for code, name in names.items() if len(name) == 1 and len(name[0]) >= _LEAST}
    # whole names first: Nigériens are of Niger, not of Nigeria
    found = {name: code for code, name in single.items()}
    for code, name in single.items():
        found.setdefault(name[: max(_LEAST, len(name) - _ENDING)], code)
    return found


def long_names(text: str, lang: str) -> Iterator[tuple[str, int, int]]:
    """Yield the states that a text names by several words, with the code points of the name.

    >>> list(long_names("Fiji and New Zealand sent aircraft", "en"))
    [('NZL', 9, 20)]
    """
    pattern, codes = _long_names(lang)
    for match in pattern.finditer(text):
        yield codes[_plain(match.group())], *match.span()


@lru_cache(maxsize=32)
def _long_names(lang: str) -> tuple[re.Pattern[str], dict[str, str]]:
    names = [(name, code) for code, name in _territories(lang).items() if len(words(name)) > 1 and not set("()&.-") & set(name.split())]
    if lang in available():
        registry = load_registry(lang)
        for form in (form for forms in registry.forms.values() for form in forms):
            entity = registry.entities.get(form.code)
            if entity and entity.kind == "state" and len(form.words) > 1 and not form.ambiguous and form.via not in ("holder", "city"):
                names.append((" ".join(form.words), form.code))
    forms = sorted({name for name, _ in names}, key=lambda name: (-len(name), name))
    patterns = (re.escape(form).replace(r"\-", r"[\s-]").replace(r"\ ", r"[\s-]") for form in forms)
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.I), {_plain(name): code for name, code in reversed(names)}


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


@lru_cache(maxsize=32)
def _territories(lang: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(lang or _ANY).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale.parse(_ANY).territories
    return {code: territories.get(iso2, "") for code, iso2 in _codes().items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {code: row["iso2"] for name in _FILES for code, row in read_toml(f"world/{name}.toml").items() if "iso2" in row}
