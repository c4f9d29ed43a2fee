"""A language pack: grammar facts and the lexicon of word forms made from the vocabulary and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from sys import intern
from typing import Any, NamedTuple

from lagebild.model.errors import PackError
from lagebild.packs import inflect_de, inflect_en
from lagebild.packs.rules import RuleBook, load_rules
from lagebild.packs.strict import Kind, Table, check, read_toml
from lagebild.packs.topics import Topics, load_topics

_VOCABULARY: dict[str, Kind] = {
    "irregular_verbs": list, "doubling": list, "verbs": str, "phrasal": list, "noun_verbs": str, "irregular_plurals": list,
    "adjectives": str, "adverbs": str, "nouns": (str, list), "agent_nouns": str, "patient_nouns": str, "strong_verbs": list,
    "separable": list, "weak_nouns": str,
}  # fmt: skip
_LISTS = {
    "speech": """
        verbs denial doubt confirm factive_off according according_nouns unclear hearsay_adverbs anonymous stateless experts reports media
        named_heads documents forces impersonal telling evidence claiming quoting newsgiving believing persons speaking titles
        holding confirming viewing evident showing relying bodies local serving nobody clausal claimed warning announcing agencies summing
        own offices_before of_organisations seeing emerging vowing accepting assuring answering atoning societies
    """,
    "hedges": "almost_certain very_likely likely roughly_even unlikely very_unlikely almost_no_chance negated_likely",
    "times": "weekdays months day_parts ago last next this since future_weekday",
    "noise": "sport markets weather culture crime science food games figurative companies sections boilerplate",
    "notes": "byline doubt endorse claim_nouns demonstratives disagree",
    "offices": "",
}
_TABLES = {
    "speech": "quotes", "hedges": "", "times": "seasons units numbers relative", "noise": "contra", "notes": "",
    "offices": "offices titles",
}  # fmt: skip
_GRAMMAR_TABLES = """
    names determiner_forms determiners pronouns relative conjunctions auxiliaries prepositions light_verbs aspect sein_verbs domestic
    pronouns_first prison chance anaphors quantities political civil classes
"""
_GRAMMAR: dict[str, Kind] = {
    "language": str, "word_order": str, "abbreviations": list, **dict.fromkeys(_GRAMMAR_TABLES.split(), dict),
}  # fmt: skip
_OBJECT = {"contexts": list, "kind": str, "en": dict, "de": dict}


class Reading(NamedTuple):
    """One reading of a word form: part of speech (V N A R), lemma, and the form (see the inflection modules)."""

    pos: str
    lemma: str
    form: str


class ObjectClass(NamedTuple):
    """What kind of thing a noun names, for rules that ask for the class of their object."""

    name: str
    kind: str
    contexts: tuple[str, ...]


@dataclass(slots=True)
class Language:
    """Everything the reader knows about one language."""

    code: str
    grammar: Table
    rules: RuleBook
    words: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    separable: dict[tuple[str, str], str] = field(default_factory=dict)
    noun_classes: dict[str, set[str]] = field(default_factory=dict)
    objects: dict[str, ObjectClass] = field(default_factory=dict)
    object_names: dict[str, ObjectClass] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    speech: Table = field(default_factory=dict)
    hedges: Table = field(default_factory=dict)
    offices: Table = field(default_factory=dict)
    times: Table = field(default_factory=dict)
    noise: Table = field(default_factory=dict)
    topics: Topics = field(default_factory=Topics)
    notes: Table = field(default_factory=dict)
    phrasal: frozenset[str] = frozenset()
    preterites: frozenset[str] = frozenset()

    def add(self, form: str, pos: str, lemma: str, feature: str) -> None:
        """Add a reading to a word form."""
        reading = Reading(pos, intern(lemma), intern(feature))
        key = form.lower()
        rows = self.words.get(key, ())
        if reading not in rows:
            self.words[key] = (*rows, reading)

    def classify(self, lemma: str, name: str) -> None:
        """Note that a noun belongs to a class (agent, patient, or an object class)."""
        self.noun_classes.setdefault(lemma.lower(), set()).add(name)


def available() -> list[str]:
    """Return the language codes that have a pack."""
    return list(_available())


@lru_cache(maxsize=1)
def _available() -> tuple[str, ...]:
    root = resources.files("lagebild.packs")
    return tuple(sorted(d.name for d in root.iterdir() if d.is_dir() and d.joinpath("grammar.toml").is_file()))


@lru_cache(maxsize=4)
def load_language(code: str) -> Language:
    """Load a language pack; raises PackError where a file is wrong."""
    grammar = check(read_toml(f"{code}/grammar.toml"), _GRAMMAR, f"{code}/grammar.toml", ("language", "word_order", "prepositions"))
    language = Language(code, _as_keys(grammar), load_rules(code))
    # "@trade" in a rule stands for any word of the class
    language.classes = {word: f"@{name}" for name, words in grammar.get("classes", {}).items() for word in words}
    _check_classes(language)
    for name in _LISTS:
        words = _word_lists(code, name)
        # how often a list of noise names a word counts
        setattr(language, name, words if name == "noise" else _as_keys(words))
    vocabulary = check(read_toml(f"{code}/vocabulary.toml"), _VOCABULARY, f"{code}/vocabulary.toml")
    (_english if code == "en" else _german)(language, vocabulary)
    for key in ("adverbs",):
        for word in vocabulary.get(key, "").split():
            language.add(word, "R", word, "")
    for name in ("agent", "patient"):
        for noun in vocabulary.get(f"{name}_nouns", "").split():
            language.classify(noun, name)
    language.phrasal = frozenset(vocabulary.get("phrasal", ()))
    language.topics = load_topics(code)
    _objects(language)
    return language


def _check_classes(language: Language) -> None:
    """Refuse a rule that names a class of words which the grammar does not have."""
    known = {f"@{name}" for name in language.grammar.get("classes", {})}
    for row in language.rules.verbs.values():
        for trigger in row:
            unknown = next((need for need in trigger.needs if need.startswith("@") and need not in known), None)
            if unknown is not None:
                where = f"{language.code}/rules [{trigger.rule.id}]"
                raise PackError(where, f"unknown class {unknown!r}", f"classes of {language.code}/grammar.toml: {', '.join(sorted(known))}")


def _word_lists(code: str, name: str) -> Table:
    """Read one of a language's files of word lists and tables; every list must be there, no other key may be."""
    lists, tables = _LISTS[name].split(), _TABLES[name].split()
    kinds: dict[str, Kind] = {**dict.fromkeys(lists, list), **dict.fromkeys(tables, dict)}
    return check(read_toml(f"{code}/{name}.toml"), kinds, f"{code}/{name}.toml", tuple(kinds))


def _as_keys(table: Table) -> Table:
    """Make tables of the word lists in a table, words as keys in their order: every word read is asked for in many of them."""
    return {key: _keys(value) for key, value in table.items()}


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return _as_keys(value)
    words = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return dict.fromkeys(value) if words else value


def _rule_verbs(language: Language) -> set[str]:
    speech = language.speech
    aspect = {v for row in language.grammar["aspect"].values() for v in row}
    light = {v for row in language.grammar["light_verbs"].values() for v in row}
    cited = {v for key in ("verbs", "denial", "doubt") for v in speech[key]}
    return {v for v in {*language.rules.verbs, *aspect, *light, *cited} if " " not in v}


def _rule_nouns(language: Language) -> set[str]:
    return set(language.rules.nouns) | set(language.speech["anonymous"]) | set(language.speech["named_heads"])


def _english(language: Language, vocabulary: Table) -> None:
    irregular = {row.split()[0]: row.split() for row in vocabulary["irregular_verbs"]}
    doubling = set(vocabulary["doubling"])
    plurals = dict(row.split() for row in vocabulary["irregular_plurals"])
    aux = {w for key in ("be", "have", "do") for w in language.grammar["auxiliaries"][key]} - {"get", "gets", "got"}
    verbs = {*vocabulary["verbs"].split(), *irregular, *(v for v in _rule_verbs(language) if v.isalpha() or "-" in v)}
    adjectives = set(vocabulary["adjectives"].split()) | set(language.rules.adjectives)
    verbs -= adjectives - set(vocabulary["verbs"].split()) - set(irregular)
    for verb in sorted(verbs - {"due", "set"} | {"set"}):
        if verb in aux or verb in ("will", "can", "may", "must", "shall", "should", "might", "could", "would"):
            continue
        known = irregular.get(verb)
        forms = inflect_en.irregular_verb(known, verb in doubling) if known else inflect_en.regular_verb(verb, verb in doubling)
        for form, feature in forms:
            language.add(form, "V", verb, feature)
    both = set(vocabulary["noun_verbs"].split())
    nouns = set(vocabulary["nouns"].split()) | both | {n for n in _rule_nouns(language) if " " not in n}
    nouns |= set(vocabulary["agent_nouns"].split()) | set(vocabulary["patient_nouns"].split())
    for noun in sorted(nouns):
        if noun in plurals.values():
            if plurals.get(noun) == noun:
                # "aircraft", "police"
                language.add(noun, "N", noun, "p")
            continue
        language.add(noun, "N", noun, "s")
        language.add(inflect_en.plural(noun, plurals), "N", noun, "p")
    for adjective in sorted(adjectives):
        language.add(adjective, "A", adjective, "")


def _german(language: Language, vocabulary: Table) -> None:
    strong = {row.split()[0]: row.split() for row in vocabulary["strong_verbs"]}
    language.preterites = frozenset(row[2] + ending for row in strong.values() if len(row) == 5 for ending in ("", "en", "n"))
    separable = set(vocabulary["separable"])
    weak = set(vocabulary["verbs"].split())
    bases = {
        **{v: inflect_de.weak_verb(v) for v in sorted(weak)},
        **{v: inflect_de.strong_verb(p) for v, p in strong.items() if len(p) == 5},
    }
    for verb in sorted(_rule_verbs(language)):
        if verb not in bases and verb not in separable:
            if inflect_de.split_separable(verb, set(bases)) and verb not in weak:
                separable.add(verb)
            elif verb.endswith("n"):
                bases[verb] = inflect_de.weak_verb(verb)
    names = set(bases)
    for verb, forms in bases.items():
        for form, feature in forms:
            language.add(form, "V", verb, feature)
    for verb in sorted(separable):
        parts = inflect_de.split_separable(verb, names)
        if parts is None:
            continue
        language.separable[parts] = verb
        for form, feature in inflect_de.separable_forms(parts[0], bases[parts[1]]):
            language.add(form, "V", verb, feature)
    weak_nouns = set(vocabulary["weak_nouns"].split())
    seen: dict[str, tuple[str, str, str, bool]] = {}
    for row in vocabulary["nouns"]:
        article, singular, plural = ([*row.split(), "-", "-"])[:3]
        seen[singular.lower()] = (article, singular, plural, singular in weak_nouns)
        for form, feature in inflect_de.noun_forms(article, singular, plural, singular in weak_nouns):
            language.add(form, "N", (singular if singular != "-" else plural).lower(), feature)
    for noun in sorted({*vocabulary["agent_nouns"].split(), *vocabulary["patient_nouns"].split()}):
        if noun.lower() not in seen:
            _guess_noun(language, noun, seen)
    for noun in sorted({n.split()[-1] for n in _rule_nouns(language)}):
        if noun not in seen and noun not in language.words:
            _guess_noun(language, noun.capitalize(), seen)
    for adjective in sorted({*vocabulary["adjectives"].split(), *language.rules.adjectives}):
        for form in inflect_de.adjective_forms(adjective):
            language.add(form, "A", adjective, "")
    _inflect_participles(language)


def _inflect_participles(language: Language) -> None:
    """Participles take the endings of adjectives ("die abgezogenen Truppen"), but where a finite verb has that form ("besuchte")."""
    bare = {form for form, rows in language.words.items() if any(r.pos == "V" and r.form in ("n", "g") for r in rows)}
    for participle in sorted(bare):
        for form in inflect_de.adjective_forms(participle)[1:]:
            if not any(r.pos in ("V", "A") for r in language.words.get(form, ())):
                language.add(form, "A", participle, "")


_GUESSES = (
    (("ung", "heit", "keit", "schaft", "tion", "ität", "ik", "enz", "anz", "ur", "ie"), "die", "en"),
    (("in",), "die", "nen"),
    (("er", "el", "en"), "der", ""),
    (("e",), "die", "n"),
    (("ist", "ent", "ant", "at"), "der", "en"),
)


def _guess_noun(language: Language, noun: str, known: Mapping[str, tuple[str, str, str, bool]]) -> None:
    """Guess gender and plural of a noun that the vocabulary only names: by the known noun it ends with, or by its ending."""
    for cut in range(2, len(noun) - 3):
        head = known.get(noun[cut:])
        if head is not None and "-" not in head:
            article, singular, plural, weak = head
            for form, feature in inflect_de.noun_forms(article, noun[:cut] + singular.lower(), noun[:cut] + plural.lower(), weak):
                language.add(form, "N", noun.lower(), feature)
            return
    article, plural = "der", "e"
    for endings, gender, suffix in _GUESSES:
        if noun.endswith(endings):
            article, plural = gender, suffix
            break
    for form, feature in inflect_de.noun_forms(article, noun, noun + plural, noun.endswith(("ist", "ent", "ant"))):
        language.add(form, "N", noun.lower(), feature)


def _objects(language: Language) -> None:
    for name, table in read_toml("world/objects.toml").items():
        check(table, _OBJECT, f"world/objects.toml [{name}]", ("kind",))
        found = ObjectClass(name, table["kind"], tuple(table.get("contexts", ())))
        own: dict[str, list[Any]] = table.get(language.code, {})
        for entry in own.get("nouns", ()):
            singular, plural = entry if isinstance(entry, list) else (entry, "")
            _object_noun(language, singular, plural, found)
        for proper in own.get("names", ()):
            language.object_names[proper.lower()] = found


def _object_noun(language: Language, singular: str, plural: str, found: ObjectClass) -> None:
    lemma = singular.lower()
    language.objects[lemma] = found
    if plural:
        language.objects.setdefault(plural.lower(), found)
    words = singular.split()
    if len(words) > 1 or not words:
        return
    if language.code == "en":
        language.add(singular, "N", lemma, "s")
        language.add(plural or inflect_en.plural(singular, {}), "N", lemma, "p")
    elif lemma not in language.words:
        for form in (singular, plural):
            if form:
                language.add(form, "N", lemma, "p" if form == plural else "")
