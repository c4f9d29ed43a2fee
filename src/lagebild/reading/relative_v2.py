"""What a German relative clause is about: the nearest noun before it that its pronoun agrees with in gender and number."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.packs.language import Language
from lagebild.reading.parts import Phrase

_GENDERS = "mfnp"
# how many phrases back an antecedent may stand ("Panzer aus Russland an der Grenze zu Polen, die …")
_REACH = 4


def antecedent(pronoun: Phrase, phrases: list[Phrase], language: Language) -> Phrase | None:
    """Return the phrase that a relative pronoun stands for; the nearest one where none agrees."""
    before = sorted((p for p in phrases if p.end <= pronoun.start), key=lambda p: -p.end)[:_REACH]
    asked = _asked(pronoun, language)
    fitting = (q for p in before for q in _inside(p) if not asked or _genders(q) & asked)
    return next(fitting, before[0] if before else None)


def _asked(pronoun: Phrase, language: Language) -> set[str]:
    """The genders and numbers that a relative pronoun can stand for; behind a preposition it is no nominative."""
    forms = language.grammar["relative"].get(pronoun.head.low, "").split()
    return {f[0] for f in forms if not (pronoun.prep and f[1:2] == "n")} & set(_GENDERS)


def agree(pronoun: Phrase, noun: Phrase | None, language: Language) -> None:
    """Leave a relative pronoun the cases that it has in the gender of its noun ("die Gruppe, der …" is a dative)."""
    if noun is None or pronoun.prep:
        return
    forms = language.grammar["relative"].get(pronoun.head.low, "").split()
    cases = "".join(dict.fromkeys(f[1] for f in forms if f[0] in _genders(noun)))
    pronoun.case = cases or pronoun.case


def _inside(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase's genitive, which stands nearer, then the phrase; a coordination as a whole before its last part."""
    if phrase.of is not None:
        yield from _inside(phrase.of)
    yield phrase
    if phrase.coords:
        yield phrase.coords[-1]


def _genders(phrase: Phrase) -> set[str]:
    """The genders that a phrase can have, "p" for the plural."""
    if len(phrase.coords) > 1:
        return {"p"}
    mention = phrase.head.mention
    if mention is not None:
        if mention.grammar in _GENDERS and mention.grammar:
            return {mention.grammar}
        # names without article are neuter, those of people and persons may be any
        return set(_GENDERS) if mention.role == "people" or mention.via == "holder" else {"n"}
    found = {r.form[0] for r in phrase.head.reads if r.pos == "N" and r.form and r.form[0] in _GENDERS}
    if phrase.number == "s":
        found -= {"p"}
    return {"p"} if phrase.number == "p" else found or set(_GENDERS)
