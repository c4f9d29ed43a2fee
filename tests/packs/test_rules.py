"""Every rule hits what it says it hits and misses its near-misses; what the reader does not manage yet is listed.

`known_failures.toml` holds the sentences by rule id. A listed sentence that holds fails the suite (strict): take it out
(`python tests/renew.py` does), so that the list only shrinks.
"""

import tomllib
from pathlib import Path

import pytest

from lagebild import read
from lagebild.evaluation import short
from lagebild.model.jsonform import claim_json
from lagebild.packs.language import available, load_language
from lagebild.packs.rules import Rule, load_frames, load_ontology, load_rules

KNOWN = tomllib.loads(Path(__file__).with_name("known_failures.toml").read_text("utf-8"))
RULES = [rule for lang in available() for rule in load_rules(lang).rules]
DATE = "2024-11-10"


def notation(text: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """Take the short notation apart: type, codes on the left, codes on the right, whatever stands in brackets behind left out."""
    left, right = text.partition(" (")[0].split(" -> ")
    kind, _, actors = left.partition(" ")
    return kind, *(frozenset(code.strip() for code in side.split(",")) - {"[]", ""} for side in (actors, right))


def claims(rule: Rule, text: str) -> list[str]:
    return [short(claim_json(claim)) for claim in read(text, lang=rule.id.split(".")[0], date=DATE).claims]


def example(kind: str, rule: Rule, sentence: str, *more: str):
    known = sentence in KNOWN[kind].get(rule.id, ())
    marks = pytest.mark.xfail(strict=True, reason="a known failure of the reader") if known else ()
    return pytest.param(rule, sentence, *more, marks=marks, id=f"{rule.id}: {sentence}")


@pytest.mark.parametrize(("rule", "sentence", "wanted"), [example("hit", rule, *hit) for rule in RULES for hit in rule.hits])
def test_a_rule_hits(rule: Rule, sentence: str, wanted: str) -> None:
    found = claims(rule, sentence)
    assert notation(wanted) in [notation(claim) for claim in found], found


@pytest.mark.parametrize(("rule", "sentence"), [example("miss", rule, miss) for rule in RULES for miss in rule.misses])
def test_a_rule_misses(rule: Rule, sentence: str) -> None:
    found = claims(rule, sentence)
    assert rule.type not in [notation(claim)[0] for claim in found], found


def test_every_known_failure_is_an_example_that_stands_in_a_pack() -> None:
    there = {"hit": {(r.id, hit[0]) for r in RULES for hit in r.hits}, "miss": {(r.id, miss) for r in RULES for miss in r.misses}}
    gone = [(i, s) for kind, rules in KNOWN.items() for i, sentences in rules.items() for s in sentences if (i, s) not in there[kind]]
    assert not gone


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_words_and_examples_of_its_own_type(rule: Rule) -> None:
    assert rule.verbs or rule.nouns or rule.adjectives
    assert rule.hits
    assert rule.misses
    assert {notation(wanted)[0] for _, wanted in rule.hits} == {rule.type}


def test_examples_name_codes_of_the_registry() -> None:
    from lagebild.packs.registry import load_registry

    known = {entity.claim_code for entity in load_registry("en").entities.values()}
    codes = {code for rule in RULES for _, wanted in rule.hits for side in notation(wanted)[1:] for code in side}
    assert codes - known == set()


def test_an_id_means_the_same_in_every_language() -> None:
    types: dict[str, set[tuple[str, str]]] = {}
    for rule in RULES:
        types.setdefault(rule.id.partition(".")[2], set()).add((rule.type, rule.mode))
    assert {i: found for i, found in types.items() if len(found) > 1} == {}


def test_every_type_of_the_ontology_has_a_rule() -> None:
    types = {*load_ontology()["events"], *load_ontology()["judgements"]}
    for lang in available():
        assert {rule.type for rule in load_rules(lang).rules} == types, lang


def test_every_frame_is_used() -> None:
    names = {name for name, frame in load_frames().items() if any(rule.frame.actors == frame.actors for rule in RULES)}
    assert names == set(load_frames())


@pytest.mark.parametrize("lang", available())
def test_triggers_with_more_needs_come_first(lang: str) -> None:
    for index in (load_rules(lang).verbs, load_rules(lang).nouns, load_rules(lang).adjectives):
        for lemma, row in index.items():
            needs = [len(trigger.needs) + bool(trigger.rule.preps) for trigger in row]
            assert needs == sorted(needs, reverse=True), lemma


FORMLESS = pytest.mark.xfail(strict=True, reason="separable verbs whose prefix inflect_de does not list: they can never call up their rule")


@pytest.mark.parametrize("lang", [pytest.param(lang, marks=FORMLESS if lang == "de" else ()) for lang in available()])
def test_every_verb_of_a_rule_is_known_in_its_forms(lang: str) -> None:
    known = {reading.lemma for readings in load_language(lang).words.values() for reading in readings if reading.pos in "VA"}
    assert set(load_rules(lang).verbs) - known <= {"be", "do", "have"}
