"""Sentences whose words sound like conflict but are sport, markets, weather, culture or crime."""

from __future__ import annotations

import re
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.reading.expressions import Expressions
from lagebild.reading.parts import Parse, Token

_SCORE = re.compile(r"\b\d{1,2}\s?[-:–]\s?\d{1,2}\b")
_DOMAINS = ("sport", "markets", "weather", "culture", "crime", "science", "food", "games")


# one word of these domains tells what a sentence is about; words of those others stand in serious news too
_PLAIN = frozenset(("science", "games"))
_ALSO_SERIOUS = frozenset(("weather", "crime", "markets"))


@lru_cache(maxsize=4)
def _words(code: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    noise = load_language(code).noise
    table = {}
    for domain in _DOMAINS:
        single = frozenset(w for w in noise[domain] if " " not in w)
        table[domain] = (single, frozenset(noise[domain]) - single)
    return table


@lru_cache(maxsize=4)
def _telling(code: str) -> tuple[frozenset[str], Expressions]:
    """All single words and all expressions of several, whatever their domain: most sentences have none."""
    rows = _words(code).values()
    figurative = load_language(code).noise["figurative"]
    return frozenset[str]().union(*(single for single, _ in rows)), Expressions((*(p for _, ps in rows for p in ps), *figurative))


def noise_level(parse: Parse, language: Language) -> int:
    """How far a sentence belongs to a domain that raises no claims: 0 not, 1 a claim needs both its sides, 2 none is read.

    Words of sport tell it by themselves; those of other domains only where no office, army or weapon is spoken of.
    """
    text = parse.line
    # "elf Verletzte" is no team
    singles, expressions = _telling(language.code)
    spaced = frozenset(expressions.found(text, parse.words))
    if not spaced and singles.isdisjoint(parse.lows) and singles.isdisjoint([t.lemma for t in parse.tokens]):
        # most sentences
        return 0
    known = {w for t in parse.tokens for w in (t.low, t.lemma) if t.pos != "D"}
    if not spaced and known.isdisjoint(singles):
        return 0
    # "match the EU's support": a verb that is also a noun of sport tells nothing
    known -= {w for t in parse.tokens if t.pos == "V" and t.read("N") is not None for w in (t.low, t.lemma)}
    serious = _serious(parse, language)
    hits = {d: len(known & single) + len(spaced & phrases) for d, (single, phrases) in _words(language.code).items()}
    if _is_sport(hits["sport"], _SCORE.search(text) is not None, serious):
        return 2
    if not serious and not spaced.isdisjoint(language.noise["figurative"]):
        return 2
    return _level_of_others({d: n for d, n in hits.items() if d != "sport" and n}, serious)


def _is_sport(hits: int, score: bool, serious: int) -> bool:
    return hits > 1 or (hits == 1 and (score or not serious))


def _level_of_others(hits: dict[str, int], serious: int) -> int:
    """Two words of such domains outweigh one of war ("an army of jellyfish", "took the grandmaster hostage")."""
    total = sum(hits.values())
    if serious:
        return 2 if total > 1 and serious == 1 and not hits.keys() <= _ALSO_SERIOUS else 0
    return 0 if not total else 2 if total > 1 or hits.keys() & _PLAIN else 1


def _serious(parse: Parse, language: Language) -> int:
    """How many words of the sentence speak of offices, armed forces or weapons."""
    return sum(_is_serious(token, language) for token in parse.tokens)


def _is_serious(token: Token, language: Language) -> bool:
    if token.mention is not None and token.mention.via == "holder":
        return True
    lemma = token.lemma or token.low
    found = language.objects.get(lemma)
    if found is not None and found.kind in ("weapon", "nuclear", "troops") and token.pos == "N":
        return True
    return lemma in _SERIOUS or lemma.endswith(_SERIOUS_ENDS)


_SERIOUS = frozenset(
    [
        "president",
        "minister",
        "government",
        "army",
        "military",
        "troops",
        "soldier",
        "rebel",
        "militant",
        "sanction",
        "ministry",
        "ambassador",
        "embassy",
        "parliament",
        "war",
        "diplomat",
        "police",
        "militia",
        "guerrilla",
        "insurgent",
        "general",
        "regime",
        "junta",
        "ceasefire",
        "hostage",
        "protester",
        "council",
        "commission",
        "nato",
        "envoy",
        "präsident",
        "minister",
        "regierung",
        "armee",
        "militär",
        "truppen",
        "soldat",
        "rebell",
        "sanktion",
        "ministerium",
        "botschafter",
        "botschaft",
        "parlament",
        "krieg",
        "diplomat",
        "polizei",
        "miliz",
        "general",
        "regime",
        "waffenruhe",
        "geisel",
        "demonstrant",
        "rat",
        "kommission",
        "opposition",
        "kanzler",
        "navy",
        "navies",
        "fleet",
        "jihadist",
    ]
)
_SERIOUS_ENDS = (
    "minister",
    "ministerium",
    "armee",
    "truppen",
    "präsident",
    "regierung",
    "ministerin",
    "rebellen",
    "soldaten",
    "streitkräfte",
)
