"""The world registry: who can be a side of a claim, under which names, and who held which office when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from lagebild.model.errors import PackError
from lagebild.packs import inflect_de
from lagebild.packs.own import LANGUAGES, OwnActor, OwnActors, check_codes, laid, own_actors
from lagebild.packs.strict import Table, check, read_toml
from lagebild.packs.words import split

_NAMES = {"names": list, "adj": list, "people": list, "metonyms": list, "cities": list, "ambiguous": list, "article": str}
_ENTITY = {
    "iso2": str, "capital": dict, "groups": list, "kind": str, "members": list, "founded": str, "dissolved": str, "seat": str,
    "part_of": str, "state": str, "also": list, "en": dict, "de": dict,
}  # fmt: skip
_FILES = ("states_west", "states_east", "states_territories", "organisations", "regions", "groups")


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry of the registry; `members` are (code, from, to), dates ISO and open where empty."""

    code: str
    kind: str
    members: tuple[tuple[str, str, str], ...] = ()
    regions: tuple[str, ...] = ()
    part_of: str = ""
    state: str = ""

    @property
    def claim_code(self) -> str:
        """The code that claims carry: that of the parent for agencies and missions without one of their own."""
        return self.part_of or self.code


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office from when to when, and which sources agree on it."""

    code: str
    office: str
    holder: str
    start: str
    end: str
    checked: tuple[str, ...]

    def at(self, date: str) -> str:
        """Say what the holder is on a date: "holder", "former", "elect" (up to four months before), or "" (nothing yet).

        >>> Tenure("FRA", "head_of_state", "Emmanuel Macron", "2017-05-14", "", ()).at("2020-01-01")
        'holder'
        """
        if not date:
            return "holder" if not self.end else "former"
        if self.end and date[: len(self.end)] > self.end:
            return "former"
        if self.start and date[: len(self.start)] < self.start:
            return "elect" if _months(self.start) - _months(date) <= 4 else ""
        return "holder"


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7] or 1)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name: its words in lower case, what it stands for and how.

    `grammar` holds German gender and number ("m", "f", "n", "p", "" without article) and "g" where the form is a genitive. `since` and
    `until` are ISO dates, open where empty, between which the name stands; `own` tells that the user gave it.
    """

    words: tuple[str, ...]
    code: str
    via: str
    capital: bool = True
    ambiguous: bool = False
    grammar: str = ""
    tenures: tuple[Tenure, ...] = ()
    surname: bool = False
    capitals: int = 0
    since: str = ""
    until: str = ""
    own: bool = False

    def stands(self, date: str) -> bool:
        """Whether the name stands in a text of a date; in one without a date it does.

        >>> form = Form(("front",), "FRONT", "name", since="2020", until="2021-05")
        >>> [form.stands(date) for date in ("2019-12-31", "2020-01-01", "2021-05-31", "2021-06-01", "")]
        [False, True, True, False, True]
        """
        return not date or (date[: len(self.since)] >= self.since and (not self.until or date[: len(self.until)] <= self.until))


Trie = dict[str, list[Form]]


class Opened(NamedTuple):
    """The forms of one first word by how many words they have, most first, and by these words; and which words come second."""

    sizes: tuple[tuple[int, dict[tuple[str, ...], list[Form]]], ...]
    single: bool
    seconds: frozenset[str]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Opened:
        """Order forms by their size."""
        sizes: dict[int, dict[tuple[str, ...], list[Form]]] = {}
        for form in forms:
            sizes.setdefault(len(form.words), {}).setdefault(form.words, []).append(form)
        seconds = frozenset(words[1] for rows in sizes.values() for words in rows if len(words) > 1)
        return cls(tuple(sorted(sizes.items(), reverse=True)), 1 in sizes, seconds)


@dataclass(slots=True, eq=False)
class Registry:
    """The registry in one language: forms by their first word, longest first, and the entities by code."""

    lang: str
    state: str
    entities: dict[str, Entity]
    forms: Trie = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    offices: dict[tuple[str, str], list[Tenure]] = field(default_factory=dict)
    opened: dict[str, Opened] = field(default_factory=dict)
    kinds: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # asked for at every turn of the reading
        self.kinds = {code: entity.kind for code, entity in self.entities.items()}

    def opened_by(self, word: str) -> Opened:
        """Return the forms whose first word this is, those of most words first; made when the word is first met."""
        known = self.opened.get(word)
        if known is None:
            known = self.opened[word] = Opened.of(self.forms.get(word, ()))
        return known

    def members_at(self, code: str, date: str) -> tuple[str, ...]:
        """Return the codes of an organisation's members on a date."""
        rows = self.entities[code].members if code in self.entities else ()
        return tuple(m for m, start, end in rows if (not start or not date or date >= start) and (not end or not date or date < end))

    def lookup(self, name: str) -> list[Form]:
        """Return the forms that a name is written with, exactly."""
        words = tuple(piece.low for piece in split(name))
        return [form for form in self.forms.get(words[0], []) if form.words == words] if words else []

    def add(self, text: str, code: str, via: str, **features: Any) -> None:
        """Register a way to write an entity."""
        words = tuple(piece.low for piece in split(text))
        if not words:
            return
        row = self.forms.setdefault(words[0], [])
        if not any(f.words == words and f.code == code and f.tenures == features.get("tenures", ()) for f in row):
            capitals = sum(w[:1].isupper() for w in text.split())
            row.append(Form(words, code, via, capitals=capitals, **features))


def load_registry(lang: str) -> Registry:
    """Load the registry with the names of one language, with the user's own actors; raises PackError where a file is wrong."""
    return _load(lang, laid())


def try_on(actors: OwnActors) -> None:
    """Load the registry with actors that are not laid on, in all languages; raises PackError where it could not be."""
    for lang in LANGUAGES:
        _load(lang, actors)


@lru_cache(maxsize=4)
def _load(lang: str, actors: OwnActors) -> Registry:
    entities: dict[str, Entity] = {}
    tables: list[tuple[str, Table]] = []
    for name in _FILES:
        where = f"world/{name}.toml"
        for code, table in read_toml(where).items():
            tables.append((code, check(table, _ENTITY, f"{where} [{code}]")))
            entities[code] = _entity(code, table)
    own = own_actors(actors)
    check_codes(own, entities)
    entities |= {one.code: _entity(one.code, one.table) for one in own if not one.adds}
    holders = read_toml("world/holders.toml")
    registry = Registry(lang, holders["state"], entities)
    territories = _territories(lang)
    for code, table in tables:
        _add_names(registry, entities[code], table, territories)
    for one in own:
        _add_own(registry, one)
    _add_holders(registry, holders["holders"])
    for row in registry.forms.values():
        row.sort(key=lambda form: (-len(form.words), not form.own, form.grammar.endswith("g"), form.ambiguous, form.surname))
    return registry


def _add_own(registry: Registry, one: OwnActor) -> None:
    label = registry.labels.get(one.code)
    _add_names(registry, registry.entities[one.code], {lang: one.table[lang] for lang in LANGUAGES}, {}, one)
    if label is not None:
        registry.labels[one.code] = label


def _entity(code: str, table: Table) -> Entity:
    members = tuple((m, "", "") if isinstance(m, str) else (m[0], m[1], m[2]) for m in table.get("members", ()))
    kind = table.get("kind", "state")
    return Entity(code, kind, members, tuple(table.get("groups", ())), table.get("part_of", ""), table.get("state", ""))


def _territories(lang: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(lang).territories)


def _add_names(registry: Registry, entity: Entity, table: Table, territories: dict[str, str], given: OwnActor | None = None) -> None:
    lang, code = registry.lang, entity.claim_code
    own = check(table.get(lang, {}), _NAMES, f"{given.entry.at()} [{entity.code}.{lang}]" if given else f"{entity.code}.{lang}")
    user: dict[str, Any] = {"since": given.since, "until": given.until, "own": True} if given else {}
    unsure = {name.lower() for name in own.get("ambiguous", ())}
    article = own.get("article", "")
    gender = {"der": "m", "die": "f", "das": "n", "die_pl": "p"}.get(article, "")
    names = list(own.get("names", ()))
    label = territories.get(table.get("iso2", ""), "")
    if label and "(" not in label and "Sonderverwaltung" not in label:
        names.insert(0, label)
    registry.labels[entity.code] = names[0] if names else entity.code
    capital = table.get("capital", {}).get(lang, "")
    rows = [(n, "name") for n in names] + [(n, "metonym") for n in [*own.get("metonyms", ()), *([capital] if capital else [])]]
    known = {n.lower() for n in names} | {label.lower(), capital.lower()}
    rows += [(n, "city") for n in own.get("cities", ())]
    # an ambiguous word that is not the name itself stands for the side only where the document names it plainly
    rows += [(n, "name" if n.lower() in known else "metonym") for n in own.get("ambiguous", ())]
    for text, via in rows:
        doubt = text.lower() in unsure
        for form in _variants(text.removeprefix("the ").removeprefix("The "), lang):
            registry.add(form, code, via, ambiguous=doubt, grammar=gender if via == "name" else "", **user)
            if lang == "de" and not form.endswith(("s", "x", "z", "ß")):
                registry.add(form + "s", code, via, ambiguous=doubt, grammar=gender + "g", **user)
            if lang == "de" and form.endswith(_WITH_ES):
                registry.add(form + "es", code, via, ambiguous=doubt, grammar=gender + "g", **user)
    for text in own.get("adj", ()):
        for form in inflect_de.adjective_forms(text) if lang == "de" else [text]:
            registry.add(form, code, "demonym", capital=lang == "en", ambiguous=text.lower() in unsure, grammar="a", **user)
    for text in own.get("people", ()):
        registry.add(text, code, "demonym", grammar="people", **user)
        if lang == "de" and text.endswith("er"):
            registry.add(text + "s", code, "demonym", grammar="people g", **user)
            registry.add(text + "n", code, "demonym", grammar="people", **user)


# bodies whose German genitive may end in -es ("des Bundesnachrichtendienstes")
_WITH_ES = ("dienst", "amt", "tag", "schutz", "gericht", "gerichtshof", "haus", "rat", "bund", "werk", "stab", "kabinett", "heer")


def _variants(text: str, lang: str) -> list[str]:
    return inflect_de.name_forms(text) if lang == "de" else [text]


_FAMILY_FIRST = {"CHN", "PRK", "KOR", "TWN"}
_TOP = {"head_of_state", "head_of_government", "head", "leader"}


def _add_holders(registry: Registry, rows: list[list[Any]]) -> None:
    names: dict[str, list[Tenure]] = {}
    for row in rows:
        if len(row) != 7:
            raise PackError(
                "world/holders.toml", f"a row of {len(row)} fields: {row[:3]}", "code, office, name, from, to, [checked], [spellings]"
            )
        code, office, holder, start, end, checked, spellings = row
        tenure = Tenure(code, office, holder, start, end, tuple(checked))
        registry.offices.setdefault((code, office), []).append(tenure)
        for spelling in [holder, *spellings]:
            if tenure not in names.setdefault(spelling, []):
                names[spelling].append(tenure)
    surnames: dict[str, list[Tenure]] = {}
    for name, tenures in names.items():
        registry.add(name, tenures[-1].code, "holder", tenures=tuple(tenures))
        surname = _surname(name, tenures[-1].code)
        if surname and len(surname) > 1:
            surnames.setdefault(surname, []).extend(t for t in tenures if t not in surnames.get(surname, ()))
    for surname, tenures in surnames.items():
        clash = bool(registry.lookup(surname))
        registry.add(surname, tenures[-1].code, "holder", tenures=tuple(tenures), surname=True, ambiguous=clash)
        if registry.lang == "de" and not surname.endswith(("s", "x", "z")):
            registry.add(surname + "s", tenures[-1].code, "holder", tenures=tuple(tenures), surname=True, ambiguous=clash, grammar="g")


def _surname(name: str, code: str) -> str:
    words = name.split()
    if len(words) < 2:
        return ""
    if code in _FAMILY_FIRST and len(words[0]) <= 5:
        return words[0]
    particles = ("von", "van", "der", "de", "bin", "al", "da", "del", "ben")
    for i in range(1, len(words)):
        if words[i].lower() in particles:
            return " ".join(words[i:]) if words[i].lower() not in ("bin", "der", "al") else words[-1]
    return words[-1]
