"""Which states a text names at its head, in any language that Unicode CLDR knows."""

from __future__ import annotations

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
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(lang or _ANY).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale.parse(_ANY).territories
    found: dict[str, str] = {}
    for code, iso2 in _codes().items():
        name = words(territories.get(iso2, ""))
        if name and len(name[0]) >= _LEAST and len(name) == 1:
            found.setdefault(name[0][: max(_LEAST, len(name[0]) - _ENDING)], code)
    return found


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {code: row["iso2"] for name in _FILES for code, row in read_toml(f"world/{name}.toml").items() if "iso2" in row}
