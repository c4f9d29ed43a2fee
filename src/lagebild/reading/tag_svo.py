"""Parts of speech for languages with fixed word order (English): closed classes from the grammar, the rest by context.

Tags: D determiner, PR pronoun, M name, J demonym adjective, A adjective, N noun, V verb, X auxiliary, MD modal, TO, R adverb,
P preposition, C coordinator, S subordinator, W relative, NEG, NUM, POSS, and signs (",", ".", ":", "Q" quote, "(", ")").
"""

from __future__ import annotations

from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.reading.parts import Token
from lagebild.reading.tokens import QUOTES

_UNITS = frozenset(["week", "month", "year", "day", "weekend", "night", "summer", "winter", "spring", "autumn", "decade", "century", "few", "two", "three", "several"])
NOMINAL = frozenset(("D", "A", "J", "NUM", "POSS"))
_SIGNS = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", ".": ".", "!": ".", "?": ".", "…": "."}
_CLAUSE_END = frozenset((",", ";", ":", ".", "Q", "-", "(", ")"))


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
    for verb, particle in zip(tokens, tokens[1:], strict=False):
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
        token.pos = "J" if after is not None and _nounish(after) else "M"
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
        token.pos = _open(tokens, i, before, after)
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


def _nounish(token: Token) -> bool:
    if token.pos in ("J", "J?", "A", "NUM") or (
        token.pos == "M" and token.mention is not None and token.mention.via in ("holder", "former")
    ):
        return True
    if token.pos in ("N", "?"):
        return token.read("N") is not None or token.read("A") is not None
    reading = token.read("V")
    return (
        reading is not None
        and token.pos == "V"
        and reading.form in ("n", "g", "d")
        and not token.capital
        and token.low.endswith(("backed", "led", "made", "controlled", "occupied", "born", "built"))
    )


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
        if t.pos in _CLAUSE_END or t.pos in ("S", "W") or t.low in ("that", "after", "before"):
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
    return "P" if token.low != "as" or True else "S"


def _open(tokens: list[Token], i: int, before: str, after: Token | None) -> str:
    """Decide between the readings of an open-class word."""
    token = tokens[i]
    tags = {r.pos for r in token.reads}
    verb_forms = {r.form for r in token.reads if r.pos == "V"}
    if not tags:
        return "R"
    if token.low in ("last", "past", "next") and after is not None and "V" in tags and (after.low in _UNITS or after.capital):
        return "A"
    if token.capital and i > 0 and before not in ("", ".", "Q", ":") and "N" in tags:
        return "N"
    if (
        token.low == "likely"
        and before in ("R", "A", "N", "M", "D")
        and after is not None
        and after.read("V") is not None
        and after.low != "to"
        and i > 0
        and tokens[i - 1].low in ("very", "highly", "most", "quite", "extremely")
    ):
        return "R"
    if "V" in tags:
        prev = tokens[i - 1] if i > 0 else None
        if token.low.endswith("ed") and "N" in tags and before not in NOMINAL and verb_forms & {"d"}:
            return "V"
        if before in ("TO", "MD") or (before == "PR" and prev is not None and prev.low not in ("this", "that", "these", "those")):
            if verb_forms & {"b", "z", "d", "n"}:
                return "V"
        if before == "NEG" and verb_forms & {"b", "n", "g"}:
            return "V"
        if before == "X":
            if verb_forms & {"n", "g", "b", "d"} and not (("A" in tags) and token.low in ("set", "due", "open", "ready")):
                return (
                    "V"
                    if "n" in verb_forms or "g" in verb_forms or tokens[i - 1].low in ("do", "does", "did", "n't", "not")
                    else _rest(tags)
                )
            return _rest(tags)
        if before in NOMINAL:
            if verb_forms <= {"g"} and after is not None and after.pos in ("D", "M"):
                return "V"
            if "N" in tags or "A" in tags:
                if "A" in tags and after is not None and _nounish(after):
                    return "A"
                return "N" if "N" in tags else "A"
        if before == "P":
            if "g" in verb_forms and (after is None or after.low != "of"):
                return "V"
            if "N" in tags:
                return "N"
        if before in ("N", "M", "J?", "W", "S", "C", "R", ",", "", ")", "Q", "NUM", ".", "V", ":", "A", "-"):
            return _verb_or_noun(tokens, i, before, after, tags, verb_forms)
        if "N" in tags:
            return "N"
        return "V"
    if tags >= {"A", "N"} and not (after is not None and _nounish(after)):
        return "N"
    return _rest(tags)


def _rest(tags: set[str]) -> str:
    for tag_ in ("A", "N", "R", "V", "NUM"):
        if tag_ in tags:
            return tag_
    return "N"


def _verb_or_noun(tokens: list[Token], i: int, before: str, after: Token | None, tags: set[str], forms: set[str]) -> str:
    token = tokens[i]
    noun = "N" in tags
    if not noun and "A" in tags and after is not None and _nounish(after) and before not in ("N", "M"):
        return "A"
    if "g" in forms and len(forms) == 1:
        if noun and after is not None and after.low == "of":
            return "N"
        return "V"
    if not noun:
        return "V"
    if before in ("W", "S") and before == "W":
        return "V"
    object_next = after is not None and (
        after.pos in ("D", "M", "NUM", "PR", "J", "J?") or (after.pos in ("A",)) or (after.pos == "N" and after.capital)
    )
    other = _finite_ahead(tokens, i)
    if before in ("N", "M", "J?", ")"):
        has_verb = _finite_behind(tokens, i)
        if forms & {"z", "d"}:
            if other or has_verb:
                return "N" if not (object_next and not other and before == "M") else "V"
            if before == "N" and token.form == "" and tokens[i - 1].form == "p" and "z" in forms:
                return "N"
            return (
                "V"
                if object_next
                or before == "M"
                or (after is not None and (after.pos in ("P", "TO", "R", "S") or after.low in ("that", "to")))
                else "N"
            )
        if "b" in forms and not other and not has_verb and _that_open(tokens, i):
            return "V"
        # base form: only a plural subject takes it, or a question ("Did X attack")
        if tokens[0].pos in ("X", "MD") and "b" in forms and not has_verb_after_aux(tokens, i):
            return "V"
        if object_next and not has_verb and not other and (tokens[i - 1].low.endswith("s") or before == "M"):
            return "V"
        return "N"
    if before == "C":
        verb_before = any(t.pos == "V" for t in tokens[max(0, i - 8) : i])
        return "V" if object_next and verb_before and not (forms <= {"b"} and _noun_before_cc(tokens, i)) else "N"
    if before in ("", ".", "Q", ":"):
        return "V" if forms <= {"b", "z"} and object_next and not other and "z" in forms else "N"
    if before == ",":
        return "V" if object_next and not other and forms & {"z", "d"} else "N"
    if before == "V":
        return "N"
    return "N"


def _that_open(tokens: list[Token], i: int) -> bool:
    """Whether only a subject stands between "that" and here ("demanded that Israel ease …")."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if tokens[k].low == "that" and tokens[k].pos == "S":
            return k < i - 1
        if tokens[k].pos not in ("N", "M", "J", "A", "D", "NUM", "POSS", "C"):
            return False
    return False


def has_verb_after_aux(tokens: list[Token], i: int) -> bool:
    """Whether a verb stands between the auxiliary that opens a question and here."""
    return any(t.pos == "V" for t in tokens[1:i])


def _noun_before_cc(tokens: list[Token], i: int) -> bool:
    return i >= 2 and tokens[i - 2].pos in ("N", "M") and not any(t.pos == "TO" for t in tokens[max(0, i - 8) : i])


def _finite_ahead(tokens: list[Token], i: int) -> bool:
    """Whether a word that can only be a finite verb follows before the next clause boundary."""
    for k in range(i + 1, len(tokens)):
        t = tokens[k]
        if t.pos in _CLAUSE_END or t.pos in ("W", "S", "C") or t.low == "that":
            return False
        if t.pos == "MD" or (t.pos == "X" and t.low not in ("being", "been", "be", "having")):
            return True
        if t.mention is None and t.read("V") is not None and t.read("N") is None and t.read("A") is None:
            forms = {r.form for r in t.reads if r.pos == "V"}
            if tokens[k - 1].pos in ("TO",) or tokens[k - 1].low == "to":
                continue
            if "z" in forms or "b" in forms:
                return True
            nxt = tokens[k + 1] if k + 1 < len(tokens) else None
            if "d" in forms and tokens[k - 1].pos not in NOMINAL and not (nxt is not None and nxt.low == "by"):
                return True
    return False


def _finite_behind(tokens: list[Token], i: int) -> bool:
    for k in range(i - 1, -1, -1):
        t = tokens[k]
        if t.pos in (",", ";", ":", "Q", "S", "W", "-") or t.low in ("that", "and", "but"):
            return False
        if t.pos in ("MD", "X"):
            return True
        if t.pos == "V" and t.form in ("d", "z", "b"):
            return not (k > 0 and tokens[k - 1].pos == "TO")
    return False
