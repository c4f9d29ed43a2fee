"""Parts of speech for languages with fixed word order (English): closed classes from the grammar, the rest by context.

Tags: D determiner, PR pronoun, M name, J demonym adjective, A adjective, N noun, V verb, X auxiliary, MD modal, TO, R adverb,
P preposition, C coordinator, S subordinator, W relative, NEG, NUM, POSS, and signs (",", ".", ":", "Q" quote, "(", ")").
"""

from __future__ import annotations

import itertools
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.reading.choose_svo import CLAUSE_END, choose, nounish
from lagebild.reading.parts import Token
from lagebild.reading.tokens import QUOTES

_SIGNS = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", ".": ".", "!": ".", "?": ".", "…": "."}


@lru_cache(maxsize=4)
def closed_classes(code: str) -> dict[str, str]:
    """Return the closed-class words of a language with their tag; the later groups of the list win."""
    g = load_language(code).grammar
    table: dict[str, str] = {}

    def enter(words: list[str], tag: str) -> None:
        table.update(dict.fromkeys(words, tag))

    enter([p for p in g["prepositions"] if " " not in p], "P")
    enter(g["determiners"]["words"] + g["determiners"]["negative"], "D")
    enter(g["pronouns"]["subject"] + g["pronouns"]["object"], "PR")
    enter(g["determiners"]["possessive"], "D")
    enter(g["conjunctions"]["coordinating"], "C")
    for key in ("condition", "cause", "question", "question_words"):
        enter(g["conjunctions"][key], "S")
    enter(["who", "which", "whom", "whose", "where"], "W")
    for key in ("be", "have", "do"):
        enter(g["auxiliaries"][key], "X")
    for key in ("future", "possible", "able", "hypothetical", "must"):
        enter(g["auxiliaries"][key], "MD")
    enter(g["auxiliaries"]["negation"], "NEG")
    enter(["'s", "’s"], "POSS")
    enter(["her"], "D")
    return table


def merge_phrases(tokens: list[Token], language: Language) -> list[Token]:
    """Join prepositions and subordinators of several words ("according to", "even if") into one token."""
    table = _phrases(language.code)
    merged: list[Token] = []
    i = 0
    while i < len(tokens):
        size = next((k for k in (3, 2) if tuple(t.low for t in tokens[i : i + k]) in table), 0)
        if size:
            tag = table[tuple(t.low for t in tokens[i : i + size])]
            first, last = tokens[i], tokens[i + size - 1]
            low = " ".join(t.low for t in tokens[i : i + size])
            merged.append(Token(low, low, first.start, last.end, pos=tag))
            i += size
        else:
            merged.append(tokens[i])
            i += 1
    for index, token in enumerate(merged):
        token.index = index
    return merged


@lru_cache(maxsize=4)
def _phrases(code: str) -> dict[tuple[str, ...], str]:
    g = load_language(code).grammar
    table = {tuple(p.split()): "P" for p in g["prepositions"] if " " in p}
    for key in ("condition", "cause"):
        table |= {tuple(p.split()): "S" for p in g["conjunctions"][key] if " " in p}
    table |= {tuple(p.split()): "C" for p in g["conjunctions"]["coordinating"] if " " in p}
    table |= {tuple(p.split()): "NEG" for p in g["auxiliaries"]["negation"] if " " in p}
    return table


def tag(tokens: list[Token], language: Language) -> list[Token]:
    """Give every token its part of speech; returns the tokens with phrases joined."""
    tokens = merge_phrases(tokens, language)
    closed = closed_classes(language.code)
    for token in tokens:
        if not token.pos:
            token.pos = _first_guess(token, closed)
    for i in range(len(tokens)):
        _resolve(tokens, i, closed)
    phrasal = language_phrasal(language.code)
    for verb, particle in itertools.pairwise(tokens):
        # "hand over four jets": the particle belongs to the verb, the phrase behind it is the object
        if verb.pos == "V" and particle.low in _PARTICLES and f"{verb.lemma} {particle.low}" in phrasal:
            particle.pos, particle.lemma = "R", particle.low
    return tokens


_PARTICLES = frozenset(("over", "up", "out", "off", "down", "back", "away"))


@lru_cache(maxsize=4)
def language_phrasal(code: str) -> frozenset[str]:
    """Return the verbs with particles of a language."""
    return frozenset(load_language(code).phrasal)


def _first_guess(token: Token, closed: dict[str, str]) -> str:
    if token.mention:
        return {"name": "M", "adj": "J", "people": "J?"}[token.mention.role]
    if token.text in QUOTES:
        return "Q"
    if token.text in _SIGNS:
        return _SIGNS[token.text]
    if token.mods and not token.head:
        return "J"
    if token.low in closed:
        return closed[token.low]
    tags = {r.pos for r in token.reads}
    return tags.pop() if len(tags) == 1 else "?"


def _resolve(tokens: list[Token], i: int, closed: dict[str, str]) -> None:
    token = tokens[i]
    before = _before(tokens, i)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    pos = token.pos
    if pos == "J?":
        token.pos = "J" if after is not None and nounish(after) else "M"
        if token.pos == "M" and token.low.endswith("n") and after is not None and after.pos == "C":
            # "Russian and Chinese ships": the first of two adjectives
            nxt = tokens[i + 2] if i + 2 < len(tokens) else None
            if nxt is not None and nxt.pos == "J?":
                token.pos = "J"
    elif token.low == "not" and after is not None and after.low in ("only", "just", "merely", "least"):
        token.pos = "R"
    elif token.low == "that":
        token.pos = _that(tokens, i, before, after)
    elif token.low == "to":
        token.pos = "TO" if _base_verb_next(tokens, i, before) else "P"
    elif token.low in ("may", "will", "might") and token.capital and i > 0 and before not in ("", ".", "Q"):
        token.pos = "N"
    elif (
        token.low in ("which", "who", "whose", "where")
        and token.pos == "W"
        and before in ("", "V", "X", "P")
        and token.low not in ("which",)
    ):
        token.pos = "W"
    elif pos == "POSS":
        token.pos = "POSS"
        if after is not None and before == "PR":
            token.pos = "X"
        elif before in ("M", "N") and after is not None and (after.read("V") and after.read("V").form in ("g",) and not after.read("N")):  # type: ignore[union-attr]
            token.pos = "POSS"
    elif (
        token.text in ("'", "’")
        and before in ("N", "M")
        and tokens[i - 1].low.endswith("s")
        and after is not None
        and after.text not in (",", ".")
    ):
        token.pos = "POSS"
    elif token.low in ("after", "before", "since", "until", "as", "while", "when", "once", "like", "for", "following", "than"):
        token.pos = _clause_or_phrase(tokens, i, token)
    elif token.low == "her":
        token.pos = "D" if after is not None and after.pos in ("N", "A", "?", "J", "NUM") else "PR"
    elif token.low in (
        "this",
        "these",
        "those",
        "both",
        "all",
        "some",
        "such",
        "any",
        "most",
        "many",
        "few",
        "several",
        "half",
        "more",
        "much",
    ):
        token.pos = (
            "D" if after is not None and (after.pos in ("N", "A", "J", "J?", "M", "NUM", "?", "D", "R") or after.low == "of") else "PR"
        )
    elif token.low in ("no", "what"):
        token.pos = "D" if token.low == "no" else ("S" if before in ("V", "P", "", "N") else "D")
    elif token.low in ("most", "more", "least") and after is not None and (after.pos == "R" or after.low.endswith("ly")):
        token.pos = "R"
    elif (
        token.low == "than"
        and i > 0
        and tokens[i - 1].low in ("more", "less", "fewer", "other")
        and after is not None
        and (after.pos in ("NUM", "D") or after.text[0].isdigit())
    ):
        token.pos = "R"
        tokens[i - 1].pos = "R"
    elif token.low == "so":
        token.pos = "R"
    elif token.low in ("have", "has", "had", "do", "does", "did") and pos == "X":
        token.pos = "X"
    elif pos == "?":
        token.pos = choose(tokens, i, before, after)
    if token.pos in ("V", "N", "A", "R") and not token.lemma:
        reading = token.read(token.pos)
        if reading:
            token.lemma, token.form = reading.lemma, reading.form
        else:
            token.lemma = token.low


def _before(tokens: list[Token], i: int) -> str:
    for k in range(i - 1, -1, -1):
        if tokens[k].pos not in ("R",):
            return tokens[k].pos
    return ""


def _that(tokens: list[Token], i: int, before: str, after: Token | None) -> str:
    if after is None:
        return "PR"
    verbal = after.pos in ("X", "MD") or (after.read("V") is not None and after.read("N") is None and after.mention is None)
    if before in ("N", "M", "J", "J?") and (verbal or _singular_verb(tokens, i + 1)):
        return "W"
    if before in ("V", "A", "N", "M", "Q", ",", "PR", "C", "X", "J", "NUM", ")"):
        return "S"
    return "PR" if verbal else "D"


def _singular_verb(tokens: list[Token], k: int) -> bool:
    """ "a resolution that aims to …": a third person that a preposition, an infinitive or an object follows."""
    forms = {r.form for r in tokens[k].reads if r.pos == "V"}
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    return (
        bool(forms & {"z", "d"})
        and tokens[k].mention is None
        and nxt is not None
        and (nxt.pos in ("TO", "P", "D", "M", "R") or nxt.low == "to")
    )


def _base_verb_next(tokens: list[Token], i: int, before: str) -> bool:
    k = i + 1
    while k < len(tokens) and tokens[k].pos in ("R", "NEG"):
        k += 1
    if k >= len(tokens):
        return False
    nxt = tokens[k]
    if nxt.mention is not None:
        return False
    if nxt.low in ("be", "have", "do"):
        return True
    if not any(r.pos == "V" and r.form == "b" for r in nxt.reads):
        return False
    if nxt.read("N") is None:
        return True
    follower = tokens[k + 1] if k + 1 < len(tokens) else None
    # "led to war.", "access to aid": a bare noun at the end of its phrase; "to attack X": a verb with an object
    if follower is None or follower.pos in (".", ",", ";", "Q") or follower.low in ("of",):
        return before in ("V", "A", "N") and tokens[i - 1].low not in (
            "lead",
            "led",
            "leads",
            "due",
            "access",
            "return",
            "returned",
            "close",
            "response",
            "to",
        )
    return True


def _clause_or_phrase(tokens: list[Token], i: int, token: Token) -> str:
    """A word that is both subordinator and preposition opens a clause where a finite verb follows before the next comma."""
    k = i + 1
    if token.low in ("while", "when", "once"):
        return "S"
    if k < len(tokens) and tokens[k].read("V") is not None and tokens[k].read("V").form == "g" and tokens[k].mention is None:  # type: ignore[union-attr]
        return "P"
    depth = 0
    while k < len(tokens):
        t = tokens[k]
        if t.pos in CLAUSE_END or t.pos in ("S", "W") or t.low in ("that", "after", "before"):
            break
        if t.pos in ("X", "MD") and t.low not in ("having", "being", "be", "been"):
            return "S" if token.low not in ("for", "like", "following") else "P"
        only_verb = t.pos == "V" or (t.pos == "?" and t.read("N") is None and t.read("V") is not None)
        if only_verb and depth > 0:
            forms = {r.form for r in t.reads if r.pos == "V"}
            nxt = tokens[k + 1] if k + 1 < len(tokens) else None
            participle = "n" in forms and nxt is not None and nxt.pos == "P" and nxt.low != "to"
            nominal = tokens[k - 1].pos in ("D", "A", "J", "POSS")
            if forms & {"z", "d", "b"} and not participle and not nominal and tokens[k - 1].low != "to":
                return "S" if token.low not in ("for", "like", "following") else "P"
        depth += 1
        k += 1
    return "P" if True else "S"
