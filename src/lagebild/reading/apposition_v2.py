"""Appositions that judge ("China, Nordkoreas wichtigster Verbündeter, schwieg") as clauses that say what somebody is (German)."""

from __future__ import annotations

from lagebild.packs.language import Language
from lagebild.reading.parts import Phrase, Predicate
from lagebild.reading.segments_v2 import Item


def take_out(items: list[Item], language: Language) -> list[Predicate]:
    """Take the judging appositions out of a sentence's items, commas included, and return their clauses."""
    found: list[Predicate] = []
    at = 1
    while at + 1 < len(items):
        if items[at].token.text != ",":
            at += 1
            continue
        clause = _apposed(items, at, language)
        if clause is None:
            at += 1
            continue
        found.append(clause)
        size = 2 + (items[at + 1].kind in ("r", "a"))
        closing = size + (at + size < len(items) and items[at + size].token.text == ",")
        del items[at : at + closing]
    return found


def name_those(items: list[Item]) -> None:
    """Give a noun phrase the name that stands behind it between commas ("sein größter Gläubiger, China, …")."""
    at = 1
    while at + 2 < len(items):
        if items[at].token.text != ",":
            at += 1
            continue
        noun, name = items[at - 1].phrase, items[at + 1].phrase
        commas = items[at + 2].token.text == ","
        named = commas and noun is not None and name is not None and not noun.prep and _is_plain_name(name) and _takes_name(noun)
        if named and noun is not None and name is not None:
            last = noun.coords[-1] if noun.coords else noun
            last.names = [*last.names, *name.names]
            del items[at : at + 3]
        at += 1


def _is_plain_name(phrase: Phrase) -> bool:
    return bool(phrase.names) and not phrase.prep and len(phrase.tokens) == 1 and not phrase.coords and phrase.head.mention is not None


def _takes_name(noun: Phrase) -> bool:
    """Whether a noun phrase says what somebody is without naming him: only with a possessor ("sein", "Chinas")."""
    last = noun.coords[-1] if noun.coords else noun
    return last.head.pos == "N" and not last.names and not last.mods and bool(last.possessive or last.owner)


def _apposed(items: list[Item], at: int, language: Language) -> Predicate | None:
    """The clause of an apposition whose comma stands at a place."""
    # ", eigentlich Verbündete,"
    last = at + 2 if items[at + 1].kind in ("r", "a") and at + 2 < len(items) else at + 1
    before, noun = items[at - 1], items[last]
    closes = last + 1 >= len(items) or items[last + 1].token.text in (",", ".", "–", "!", "?")
    if not closes or before.phrase is None or noun.phrase is None or noun.phrase.prep:
        return None
    if _is_inserted(items, at):
        # "Für A ist B, so Regierungschef X, die größte Gefahr": not what X is
        return None
    phrase = noun.phrase
    judges = any(t.rule.kind == "judgement" for t in language.rules.nouns.get(phrase.lemma, ()))
    among = len(before.phrase.coords) > 1 and phrase.number != "s"
    if not judges or not before.phrase.sided or not (_belongs(phrase) or among):
        return None
    clause = Predicate(
        phrase.head, next(iter(language.grammar["auxiliaries"]["be"])), tokens=[phrase.head], start=phrase.start, end=phrase.start
    )
    clause.subject, clause.args, clause.negative = before.phrase, [phrase], phrase.negative
    return clause


def _is_inserted(items: list[Item], at: int) -> bool:
    """Whether the comma at a place closes ", so der Minister in A,"."""
    before = next((k for k in range(at - 1, -1, -1) if items[k].kind == "sign"), None)
    return before is not None and items[before].token.text == "," and items[before + 1].token.low == "so"


def _belongs(phrase: Phrase) -> bool:
    """Whether it says whose ally or for whom a danger somebody is."""
    return any(p is not None and p.sided for p in (phrase.owner, phrase.of, *phrase.after)) or bool(phrase.mods or phrase.possessive)


def hang(clause: Predicate, predicates: list[Predicate]) -> Predicate:
    """Hang an apposition's clause under the one that names whom it is about."""
    about = (p for p in predicates for q in (*p.args, p.subject) if q is not None and clause.subject in list(q.nested()))
    above = next(about, None)
    return above.adopt(clause, "rel") if above is not None else clause
