"""Parts of speech for verb-second languages with cases (German).

Tags as for fixed word order, and: Z infinitive with "zu", PTK separable particle, REL relative pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, Reading, load_language
from lagebild.reading.parts import Token
from lagebild.reading.tokens import QUOTES

_SIGNS = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", ".": ".", "!": ".", "?": ".", "…": "."}
BOUNDS = frozenset((",", ";", ":", ".", "-", "(", ")", "Q"))
_DETERMINER_ENDINGS = {
    "er": "mn fd fg pg", "e": "fn fa pn pa", "es": "nn na mg ng", "em": "md nd", "en": "ma pd", "": "mn nn na",
}  # fmt: skip


@dataclass(slots=True)
class Closed:
    """The closed classes of a language as tables."""

    determiners: dict[str, str] = field(default_factory=dict)
    pronouns: dict[str, str] = field(default_factory=dict)
    prepositions: dict[str, tuple[str, str]] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], str] = field(default_factory=dict)
    subordinators: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    possessives: tuple[str, ...] = ()
    negatives: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    bases: frozenset[str] = frozenset()


@lru_cache(maxsize=4)
def closed_classes(code: str) -> Closed:
    """Build the tables of the closed classes from the grammar."""
    language = load_language(code)
    g = language.grammar
    table = Closed()
    for stem in g["determiners"]["strong_stems"]:
        table.determiners |= {stem + e: c for e, c in _DETERMINER_ENDINGS.items() if e}
    for stem in g["determiners"]["mixed_stems"]:
        table.determiners |= {stem + e: c for e, c in _DETERMINER_ENDINGS.items()}
    table.determiners |= dict.fromkeys(g["determiners"]["words"], "mn fn nn pn ma fa na pa md fd nd pd mg fg ng pg")
    table.determiners |= g["determiner_forms"]
    table.pronouns = g["pronouns"]
    for prep, value in g["prepositions"].items():
        slot, cases = value.split()
        table.prepositions[prep] = (slot, cases)
        if " " in prep:
            table.phrases[tuple(prep.split())] = prep
    conj = g["conjunctions"]
    subs = [w for key in ("complement", "question", "condition", "cause", "question_words") for w in conj[key]]
    table.subordinators = frozenset(w for w in subs if w not in ("sollte", "sollten"))
    table.coordinators = frozenset(conj["coordinating"])
    table.negations = frozenset(g["auxiliaries"]["negation"])
    table.particles = frozenset(prefix for prefix, _ in language.separable)
    table.former = tuple(language.offices["titles"]["former"])
    table.bases = frozenset(base for _, base in language.separable)
    table.possessives = tuple(g["determiners"]["possessive_stems"])
    table.negatives = tuple(g["determiners"]["negative_stems"])
    return table


def tag(tokens: list[Token], language: Language) -> list[Token]:
    """Give every token its part of speech; returns the tokens with prepositions of several words joined."""
    closed = closed_classes(language.code)
    tokens = _join(tokens, closed)
    for token in tokens:
        token.pos = token.pos or _closed(token, closed)
    for i in range(len(tokens)):
        _resolve(tokens, i, closed, language)
    return tokens


def _join(tokens: list[Token], closed: Closed) -> list[Token]:
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        low = tokens[i].low
        size = 0
        if low in ("im", "mit", "auf", "auch"):
            size = next((k for k in (3, 2) if tuple(t.low for t in tokens[i : i + k]) in closed.phrases), 0)
            if not size and low == "auch" and i + 1 < len(tokens) and tokens[i + 1].low == "wenn":
                joint = Token("auch wenn", "auch wenn", tokens[i].start, tokens[i + 1].end, pos="S")
                merged.append(joint)
                i += 2
                continue
        if size:
            text = " ".join(t.low for t in tokens[i : i + size])
            merged.append(Token(text, text, tokens[i].start, tokens[i + size - 1].end, pos="P"))
            i += size
        else:
            merged.append(tokens[i])
            i += 1
    for index, token in enumerate(merged):
        token.index = index
    return merged


def _closed(token: Token, closed: Closed) -> str:
    if token.mention:
        return {"name": "M", "adj": "J", "people": "N"}[token.mention.role]
    if token.text in QUOTES:
        return "Q"
    if token.text in _SIGNS:
        return _SIGNS[token.text]
    low = token.low
    if token.mods:
        return "J" if token.text[0].islower() or (not token.head and token.low.endswith(("e", "en", "er", "es", "em"))) else "N"
    if (
        token.capital
        and token.index > 0
        and token.read("N")
        and low not in closed.pronouns
        and low not in closed.determiners
        and low not in closed.prepositions
    ):
        return "N"
    if low in closed.negations:
        return "NEG"
    if low in closed.prepositions:
        return "P"
    if low in closed.coordinators:
        return "C"
    if low in closed.subordinators:
        return "S"
    if low in closed.determiners:
        return "D"
    if low in closed.pronouns:
        return "PR"
    return ""


def _resolve(tokens: list[Token], i: int, closed: Closed, language: Language) -> None:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i > 0 else None
    low, pos = token.low, token.pos
    later = tokens[i + 2].low if i + 2 < len(tokens) else ""
    if (
        low == "nicht"
        and after is not None
        and (after.low in ("nur", "allein", "bloß") or (after.low in ("mehr", "länger") and later in ("nur", "allein")))
    ):
        token.pos = "R"
    elif (
        pos in ("", "R") and low in closed.particles and _ends_segment(after) and not token.capital and _completes(tokens, i, language)
    ) or (pos == "P" and (low in closed.particles or low in ("zu", "ein")) and _ends_segment(after)):
        token.pos = "PTK"
    elif low == "zu" and after is not None and any(r.pos == "V" and r.form == "i" for r in after.reads) and not after.capital:
        token.pos = "ZU"
    elif (
        low == "zu"
        and after is not None
        and after.pos == ""
        and after.read("A") is not None
        and not after.low.endswith(("e", "en", "er", "es", "em"))
        and not (after.read("V"))
    ):
        token.pos = "R"
    elif low in ("ein",) and pos == "D" and _ends_segment(after):
        token.pos = "PTK"
    elif low in ("während", "seit", "bis", "um", "ohne", "statt", "anstatt", "da", "als", "wie", "damit", "denn", "ab"):
        token.pos = _clause_or_phrase(tokens, i, pos, language)
    elif pos == "D":
        token.pos = _determiner(tokens, i, before, after, closed, language)
    elif pos == "PR" and low in ("dieser", "diese", "dies", "beide"):
        token.pos = "D" if after is not None and _nominal(after, language) else "PR"
    elif pos == "S" and low in ("was", "wer", "wo", "wie", "wann", "warum", "wobei", "wodurch"):
        token.pos = "S"
    elif pos == "":
        token.pos = _open(tokens, i, before, after, language)
    if not token.lemma and token.pos in ("N", "A", "V", "R"):
        reading = _best(token, token.pos)
        token.lemma, token.form = (reading.lemma, reading.form) if reading else (low, "")
    if token.pos == "A" and token.form == "" and token.lemma == low and not low.endswith(("er", "e", "ganz", "halb")):
        # uninflected: predicate or adverb, never in front of a noun
        token.form = "pred"


def _completes(tokens: list[Token], i: int, language: Language) -> bool:
    """Whether a particle at the end of a segment makes a separable verb with a finite verb before it."""
    for k in range(i - 1, -1, -1):
        token = tokens[k]
        if token.text in (";", ":", "."):
            return False
        if finite_reading(token) and any((tokens[i].low, r.lemma) in language.separable for r in token.reads if r.pos == "V"):
            return True
    return False


def _best(token: Token, pos: str) -> Reading | None:
    found = [r for r in token.reads if r.pos == pos]
    return found[0] if found else None


def _ends_segment(after: Token | None) -> bool:
    return after is None or after.text in _SIGNS or after.text in QUOTES or after.low in ("und", "oder", "sowie", "aber")


def _nominal(token: Token, language: Language) -> bool:
    if token.mention is not None or token.mods:
        return True
    if token.pos in ("N", "A", "J", "NUM"):
        return True
    if token.pos == "":
        return (
            (token.read("N") is not None and token.capital)
            or token.read("A") is not None
            or token.read("NUM") is not None
            or any(r.form in ("n", "g") and r.pos == "V" for r in token.reads)
        )
    return token.pos == "R"


def _determiner(tokens: list[Token], i: int, before: Token | None, after: Token | None, closed: Closed, language: Language) -> str:
    token = tokens[i]
    relative = language.grammar["relative"]
    after_comma = before is not None and (before.text == "," or (before.pos == "P" and i > 1 and tokens[i - 2].text == ","))
    if token.low in relative and after_comma and _verb_final(tokens, i):
        return "REL"
    if after is None:
        return "PR"
    if extended(tokens, i) > i:
        return "D"
    if after.mention is not None or _nominal(after, language) or after.pos in ("D", "NUM", "R"):
        if (
            after.pos in ("", "V")
            and after.read("V") is not None
            and not after.capital
            and token.low in ("sein", "ihr", "all", "alle", "das")
        ):
            forms = {r.form for r in after.reads if r.pos == "V"}
            adjective = after.read("A") is not None or bool(forms & {"n", "g"})
            if not adjective:
                return "PR"
        if token.low == "sein" and not (after.capital or after.read("A")):
            return "V"
        return "D"
    if token.low == "sein":
        token.lemma, token.form = "sein", "i"
        return "V"
    if token.text in ("der", "die", "das", "den", "dem") and after.text in QUOTES:
        return "D"
    return "PR"


def extended(tokens: list[Token], i: int) -> int:
    """ "einen seit drei Jahren inhaftierten Blogger": the place before the participle that goes with the determiner at i, else i."""
    if i + 1 >= len(tokens) or not (tokens[i + 1].pos == "P" or tokens[i + 1].low in _EXTENDERS):
        return i
    for k in range(i + 2, min(len(tokens) - 1, i + 9)):
        token = tokens[k]
        if token.text in _SIGNS or token.text in QUOTES:
            return i
        participle = any(
            (r.pos == "V" and r.form in ("n", "g"))
            or r.form.startswith("part")
            or (
                r.pos == "A"
                and token.low.endswith(("ten", "te", "ter", "tes", "ene", "enen", "ener", "enes", "nde", "nden", "nder", "ndes"))
            )
            for r in token.reads
        ) or (token.low.endswith(("ierten", "ierte", "ierter")) and not token.capital)
        if participle and not token.capital and tokens[k - 1].pos != "D":
            after = tokens[k + 1]
            if (
                after.mention is not None
                or after.mods
                or (after.capital and after.read("N") is not None)
                or (not after.capital and after.read("A") is not None)
            ):
                return k - 1
    return i


_EXTENDERS = frozenset(("jetzt", "bereits", "seit", "kürzlich", "jüngst", "derzeit", "einst", "zuletzt", "erneut", "bislang", "ehemals"))


def _segment_end(tokens: list[Token], i: int) -> int:
    k = i
    while k < len(tokens) and tokens[k].text not in (",", ";", ":", ".", "!", "?", "–", "—", "(", ")") and tokens[k].text not in QUOTES:
        k += 1
    return k


def finite_reading(token: Token) -> bool:
    """Whether a word can be a finite verb where it stands (a capital inside a sentence says no)."""
    if token.mention is not None or (token.capital and token.index > 0):
        return False
    return any(r.pos == "V" and r.form[0] in "fkh" for r in token.reads)


def _verb_final(tokens: list[Token], i: int) -> bool:
    """Whether the segment from i ends in a finite verb and has none before (then a pronoun opens a relative clause)."""
    end = _segment_end(tokens, i)
    if end - i < 2:
        return end - i == 1 or not (end < len(tokens) and tokens[end].text == ",")
    last = tokens[end - 1]
    for k in range(i + 1, end):
        # "…, die Waffen liefern und Truppen entsenden wollen": a coordinated verb may end the first part
        if tokens[k].low in ("und", "oder") and finite_reading(tokens[k - 1]) and k - 1 > i + 1:
            return True
    if not finite_reading(last) or (end > i + 2 and tokens[end - 2].low == "zu"):
        return False
    earlier = [t for t in tokens[i + 1 : end - 1] if finite_reading(t) and not any(r.pos == "A" or r.form in ("i", "n") for r in t.reads)]
    return not earlier


def _clause_or_phrase(tokens: list[Token], i: int, pos: str, language: Language) -> str:
    token = tokens[i]
    end = _segment_end(tokens, i)
    starts = (
        i == 0 or tokens[i - 1].text in (",", ";", ":", "–") or tokens[i - 1].text in QUOTES or tokens[i - 1].low in ("und", "aber", "oder")
    )
    last = tokens[end - 1] if end > i + 1 else None
    if token.low in ("um", "ohne", "statt", "anstatt"):
        infinitive = last is not None and any(r.pos == "V" and r.form in ("z", "i") for r in last.reads)
        return (
            "S"
            if starts
            and infinitive
            and (any(t.low == "zu" for t in tokens[i:end]) or any(r.form == "z" for r in (last.reads if last else ())))
            else "P"
        )
    if token.low in ("als", "wie"):
        return (
            "S"
            if starts and last is not None and finite_reading(last) and i > 0
            else ("S" if i == 0 and last is not None and finite_reading(last) else "R")
        )
    if token.low == "denn":
        return "C"
    if token.low == "damit":
        return "S" if starts and last is not None and finite_reading(last) else "R"
    if token.low == "da":
        return "S" if starts and last is not None and finite_reading(last) else "R"
    if token.low == "ab":
        return "PTK" if _ends_segment(tokens[i + 1] if i + 1 < len(tokens) else None) else "P"
    if token.low == "bis" and i + 1 < len(tokens) and tokens[i + 1].pos == "P":
        return "R"
    return "S" if starts and last is not None and finite_reading(last) and end - i > 2 else "P"


def _open(tokens: list[Token], i: int, before: Token | None, after: Token | None, language: Language) -> str:
    token = tokens[i]
    tags = {r.pos for r in token.reads}
    if not tags:
        return "R"
    if "N" in tags and token.capital and (i > 0 or tags == {"N"}):
        if i > 0 or not (tags - {"N"}):
            return "N"
    if (
        token.capital
        and i == 0
        and "V" in tags
        and after is not None
        and (after.mention is not None or after.pos in ("D", "PR"))
        and low_auxiliary(token.low, language)
    ):
        # "Würde Tirana …", "Sollte die Regierung …"
        return "V"
    if token.capital and i == 0 and "N" in tags:
        # sentence start: a noun unless a noun phrase goes on after an adjective
        if "A" in tags and after is not None and after.capital and after.read("N") is not None:
            return "A"
        return "N"
    if "NUM" in tags:
        return "NUM"
    if "V" in tags:
        forms = {r.form for r in token.reads if r.pos == "V"}
        nominal_before = before is not None and before.pos in ("D", "A", "J", "P", "NUM")
        noun_after = after is not None and (after.mention is not None or (after.capital and after.read("N") is not None) or after.mods)
        if noun_after and "A" in tags and not token.capital and all(r.lemma == token.low for r in token.reads):
            # an unknown word in front of a noun
            return "A"
        adjective_after = (
            after is not None and not after.capital and (after.read("A") is not None or after.pos == "J") and not finite_reading(after)
        )
        if forms <= {"g"}:
            return "A"
        if "A" in tags and ((nominal_before and before is not None and before.pos != "P") or noun_after or adjective_after):
            if nominal_before or not (forms & {"fs", "fp", "ks", "kp", "hs", "hp"}) or (noun_after and _adjective_like(token, before)):
                return "A"
        if nominal_before and before is not None and before.pos == "D" and noun_after:
            return "A"
        return "V"
    for tag_ in ("A", "R", "N"):
        if tag_ in tags:
            return tag_
    return "R"


@lru_cache(maxsize=4)
def _auxiliaries(code: str) -> frozenset[str]:
    aux = load_language(code).grammar["auxiliaries"]
    words = {w for key in ("possible", "able", "hypothetical", "must") for w in aux[key]}
    return frozenset(words | {"hat", "haben", "ist", "sind", "wird", "werden", "will", "wollen", "hatte", "hatten"})


def low_auxiliary(low: str, language: Language) -> bool:
    """Whether a word is an auxiliary or modal in a finite form."""
    return low in _auxiliaries(language.code)


def _adjective_like(token: Token, before: Token | None) -> bool:
    return before is not None and before.pos in ("P", "A", "J", "D", "NUM")
