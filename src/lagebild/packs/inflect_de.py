"""German inflection: the forms of verbs, nouns and adjectives from their principal parts.

Verb forms: i infinitive, n participle II, g participle I, z infinitive with inner "zu"; finite ones are mood and number:
f indicative, k Konjunktiv I, h Konjunktiv II, each with s or p ("fs", "kp" …).
"""

from __future__ import annotations

import re

Forms = list[tuple[str, str]]
PREFIXES = [
    "ab",
    "an",
    "auf",
    "aus",
    "bei",
    "bloß",
    "da",
    "dar",
    "durch",
    "ein",
    "empor",
    "entgegen",
    "entlang",
    "fehl",
    "fern",
    "fest",
    "fort",
    "frei",
    "gegenüber",
    "gleich",
    "heim",
    "her",
    "herab",
    "heran",
    "herauf",
    "heraus",
    "herbei",
    "herein",
    "hervor",
    "herum",
    "herunter",
    "hin",
    "hinab",
    "hinaus",
    "hinein",
    "hinüber",
    "hinweg",
    "hinzu",
    "hoch",
    "kalt",
    "kennen",
    "klar",
    "krank",
    "lahm",
    "los",
    "mit",
    "nach",
    "nahe",
    "nieder",
    "nahe",
    "preis",
    "quer",
    "richtig",
    "ruhig",
    "runter",
    "sicher",
    "statt",
    "stand",
    "still",
    "stumm",
    "teil",
    "tot",
    "um",
    "unter",
    "über",
    "übrig",
    "umher",
    "vor",
    "voran",
    "voraus",
    "vorbei",
    "vorher",
    "vorüber",
    "wach",
    "weg",
    "weiter",
    "wider",
    "wieder",
    "zu",
    "zurück",
    "zusammen",
    "zuwider",
    "zufrieden",
    "frei",
    "gut",
    "schlecht",
    "überein",
    "hinterher",
    "bereit",
    "lieb",
    "offen",
    "acht",
    "instand",
    "infrage",
    "zugrunde",
    "zunichte",
    "zuteil",
    "zustande",
    "rück",
    "bekannt",
    "fertig",
    "nahe",
    "wahr",
    "groß",
    "stark",
]
_INSEPARABLE = re.compile(r"^(be|ge|er|ver|zer|ent|emp|miss|miß|über|unter|wider|hinter|voll|durch|um)")
ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")


def split_separable(verb: str, bases: set[str]) -> tuple[str, str] | None:
    """Part a separable verb into prefix and known base verb.

    >>> split_separable("zurückziehen", {"ziehen"})
    ('zurück', 'ziehen')
    """
    for prefix in sorted(PREFIXES, key=len, reverse=True):
        if verb.startswith(prefix) and verb[len(prefix) :] in bases:
            return prefix, verb[len(prefix) :]
    return None


def weak_verb(infinitive: str) -> Forms:
    """Return the forms of a weak verb.

    >>> dict(weak_verb("warnen"))["gewarnt"]
    'n'
    """
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    link = "e" if re.search(r"([td]|(?:ch|[^lrhmnaeiouyäöü])[mn])$", stem) else ""
    participle = stem + link + "t"
    if not (infinitive.endswith("ieren") or _INSEPARABLE.match(infinitive)):
        participle = "ge" + participle
    return _finite(infinitive, stem, stem + link + "t", stem + link + "te", participle, stem + link + "te")


def strong_verb(parts: list[str]) -> Forms:
    """Return the forms of a strong verb: infinitive, 3sg present, 3sg preterite, participle II, 3sg Konjunktiv II."""
    infinitive, present, preterite, participle, subjunctive = parts
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    forms = _finite(infinitive, stem, present, preterite, participle, subjunctive)
    if infinitive == "sein":
        forms = [(w, f) for w, f in forms if w not in ("seie", "sein") or f == "i"]
        forms += [("sei", "ks"), ("seien", "kp"), ("sind", "fp"), ("bin", "fs"), ("waren", "fp"), ("war", "fs")]
    if infinitive == "haben":
        forms += [("hat", "fs"), ("haben", "fp")]
    if infinitive == "werden":
        forms += [("worden", "n"), ("wird", "fs")]
    return forms


def _finite(infinitive: str, stem: str, present: str, preterite: str, participle: str, subjunctive: str) -> Forms:
    plural_past = preterite + ("n" if preterite.endswith("e") else "en")
    plural_subjunctive = subjunctive + ("n" if subjunctive.endswith("e") else "en")
    forms = [
        (infinitive, "i"), (infinitive, "fp"), (present, "fs"), (preterite, "fs"), (plural_past, "fp"), (participle, "n"),
        (infinitive + "d", "g"),
    ]  # fmt: skip
    if stem + "e" != preterite:
        forms.append((stem + "e", "ks"))
    if subjunctive != preterite:
        forms += [(subjunctive, "hs"), (plural_subjunctive, "hp")]
    return forms


def separable_forms(prefix: str, base_forms: Forms) -> Forms:
    """Return the forms written as one word: verb-final finite forms, infinitive, participle, infinitive with zu."""
    joined = [(prefix + word, form) for word, form in base_forms]
    return joined + [(prefix + "zu" + word, "z") for word, form in base_forms if form == "i"]


def noun_forms(article: str, singular: str, plural: str, weak: bool) -> Forms:
    """Return noun forms with gender or number and, where the form tells it, the case: m f n p, then n a d g letters.

    >>> ("Angriffs", "mg") in noun_forms("der", "Angriff", "Angriffe", False)
    True
    """
    gender = {"der": "m", "die": "f", "das": "n", "die_pl": "p"}[article]
    forms: Forms = []
    if singular not in ("", "-") and gender != "p":
        forms.append((singular, gender + ("n" if weak else "")))
        if weak:
            forms.append((singular + ("n" if singular.endswith(("e", "r")) else "en"), "madg"))
        elif gender in "mn" and not singular.endswith("s"):
            forms += [(singular + "s", gender + "g"), (singular + "es", gender + "g")]
    if plural not in ("", "-"):
        forms.append((plural, "p"))
        if not plural.endswith(("n", "s")):
            forms.append((plural + "n", "pd"))
    return forms


def adjective_forms(stem: str) -> list[str]:
    """Return an adjective's inflected forms.

    >>> "russischen" in adjective_forms("russisch")
    True
    """
    base = stem[:-2] + stem[-1] if stem.endswith(("el",)) and len(stem) > 4 else stem
    return [stem] + [base.removesuffix("e") + ending for ending in ADJECTIVE_ENDINGS[1:]]


def name_forms(name: str) -> list[str]:
    """Return a proper name in its cases: genitive -s, and the endings of the adjectives in it.

    >>> name_forms("Vereinigte Staaten")[:3]
    ['Vereinigte Staaten', 'Vereinigten Staaten', 'Vereinigter Staaten']
    """
    forms = [name]
    words = name.split(" ")
    if len(words) > 1 and re.search(r"(isch|te|ale|ige|liche|äre|ne|ße|he|de|ve|re|le)(e|er|es)?$", words[0]) and words[1][:1].isupper():
        stem = re.sub(r"(e|er|es)$", "", words[0])
        forms += [" ".join([stem + e, *words[1:]]) for e in ("en", "er", "es", "em", "e")]
    return list(dict.fromkeys(forms))
