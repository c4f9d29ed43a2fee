"""English inflection: the forms of a verb or noun from its lemma and the irregular ones of the pack."""

from __future__ import annotations

import re

VerbForms = list[tuple[str, str]]
"""Pairs of word and form: b base, z third person, d past, n past participle, g -ing."""


def third_person(lemma: str) -> str:
    """Add -s as verbs and nouns take it.

    >>> third_person("deny"), third_person("clash")
    ('denies', 'clashes')
    """
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search(r"(s|x|z|ch|sh|[^aeiou]o)$", lemma) else "s")


def regular_verb(lemma: str, doubling: bool) -> VerbForms:
    """Return the forms of a regular verb; `doubling` says that its last consonant doubles before -ed and -ing."""
    if doubling:
        stem_d = stem_g = lemma + lemma[-1]
    elif lemma.endswith("ie"):
        stem_d, stem_g = lemma[:-1], lemma[:-2] + "y"
    elif lemma.endswith("e"):
        stem_d, stem_g = lemma[:-1], lemma if lemma.endswith(("ee", "ye", "oe")) else lemma[:-1]
    elif re.search(r"[^aeiou]y$", lemma):
        stem_d, stem_g = lemma[:-1] + "i", lemma
    else:
        stem_d = stem_g = lemma
    past = stem_d + "ed"
    return [(lemma, "b"), (third_person(lemma), "z"), (past, "d"), (past, "n"), (stem_g + "ing", "g")]


def irregular_verb(parts: list[str], doubling: bool) -> VerbForms:
    """Return the forms of a verb given as lemma, [third person], past, participle; variants parted by "/"."""
    lemma, past, participle = parts[0], parts[-2], parts[-1]
    forms = [f for f in regular_verb(lemma, doubling) if f[1] in "bg"]
    forms += [(w, "z") for w in (parts[1].split("/") if len(parts) == 4 else [third_person(lemma)])]
    return forms + [(w, "d") for w in past.split("/")] + [(w, "n") for w in participle.split("/")]


def plural(noun: str, irregular: dict[str, str]) -> str:
    """Return a noun's plural; of several words the last one changes.

    >>> plural("air strike", {}), plural("man", {"man": "men"})
    ('air strikes', 'men')
    """
    head, _, last = noun.rpartition(" ")
    return (head + " " if head else "") + irregular.get(last, third_person(last))
