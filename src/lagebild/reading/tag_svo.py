"""Parts of speech for languages with fixed word order (English): closed classes from the grammar, the rest by context.

Tags: D determiner, PR pronoun, M name, J demonym adjective, A adjective, N noun, V verb, X auxiliary, MD modal, TO, R adverb,
P preposition, C coordinator, S subordinator, W relative, NEG, NUM, POSS, and signs (",", ".", ":", "Q" quote, "(", ")").
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container
from functools import lru_cache

from lagebild.packs.language import Language, Reading, load_language
from lagebild.packs.memo import Memo
from lagebild.reading.choose_svo import CLAUSE_END, PARTICLES, choose, nounish, opens_phrasal, past_with_object
from lagebild.reading.parts import Token
from lagebild.reading.tokens import QUOTES, Alone, alone, inside_readings

Rule = Callable[[list[Token], int], "str | None"]
_SIGNS = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", ".": ".", "!": ".", "?": ".", "…": "."}
# words between a subject and its verb that only stress it
_STRESSING = frozenset(("each", "both", "all", "itself", "himself", "herself", "themselves"))
_BY_PLACE = _STRESSING | {"neither", "nor", "back"}
_NAMES = {"name": "M", "adj": "J", "people": "J?"}


@lru_cache(maxsize=4)
def closed_classes(code: str) -> dict[str, str]:
    """Return the closed-class words of a language with their tag; the later groups of the list win."""
    g = load_language(code).grammar
    table: dict[str, str] = {}

    def enter(words: list[str], tag: str) -> None:
        table.update(dict.fromkeys(words, tag))

    enter([p for p in g["prepositions"] if " " not in p], "P")
    enter([*g["determiners"]["words"], *g["determiners"]["negative"]], "D")
    enter([*g["pronouns"]["subject"], *g["pronouns"]["object"]], "PR")
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


def _is_be(tokens: list[Token], i: int, language: Language) -> bool:
    return any(t.low in language.grammar["auxiliaries"]["be"] for t in tokens[max(0, i - 2) : i])


def _about(tokens: list[Token], i: int, code: str) -> int:
    """How many words from here make a number an approximate one ("at least ten", "around 50"); 0 for none."""
    words, numerals = _approximate(code)
    if tokens[i].low not in words[0]:
        return 0
    size = next((k for k in (3, 2, 1) if tuple(t.low for t in tokens[i : i + k]) in words[1]), 0)
    at = i + size
    if at < len(tokens) and tokens[at].low in ("a", "an"):
        at += 1
    if not size or at >= len(tokens) or not (tokens[at].text[0].isdigit() or tokens[at].low in numerals):
        return 0
    return size if size > 1 or not _speaks_of(tokens, i, at, code) else 0


def _speaks_of(tokens: list[Token], i: int, at: int, code: str) -> bool:
    """ "talks over two islands": a preposition behind a noun, or before so few that they are counted one by one."""
    if tokens[i].low not in load_language(code).grammar["prepositions"]:
        return False
    low = tokens[at].low
    few = (low.isdigit() and int(low) < 13) or low in load_language(code).times["numbers"]
    noun = i > 0 and (tokens[i - 1].mention is not None or tokens[i - 1].read("N") is not None) and tokens[i - 1].read("V") is None
    return few or noun


@lru_cache(maxsize=4)
def _approximate(code: str) -> tuple[tuple[frozenset[str], frozenset[tuple[str, ...]]], frozenset[str]]:
    """The first words of the expressions that make a number approximate, those expressions, and the words for numbers."""
    table = load_language(code).grammar["determiners"]
    phrases = frozenset(tuple(p.split()) for p in table["approximate"])
    return (frozenset(p[0] for p in phrases), phrases), frozenset(table["numerals"])


def merge_phrases(tokens: list[Token], language: Language) -> list[Token]:
    """Join prepositions and subordinators of several words ("according to", "even if") into one token."""
    openers, ((approximate, _), numerals) = _openers(language.code), _approximate(language.code)
    lows = [t.low for t in tokens]
    following = [*lows[1:], ""]
    counts = not numerals.isdisjoint(lows) or any(low[0].isdigit() for low in lows)
    merged: list[Token] = []
    i = 0
    for at, low in enumerate(lows):
        # most words open nothing
        if ((low in openers and following[at] in openers[low]) or (counts and low in approximate)) and at >= i:
            size, pos = _joined(tokens, at, language)
            if size:
                words = " ".join(lows[at : at + size])
                merged += [*tokens[i:at], Token(words, words, tokens[at].start, tokens[at + size - 1].end, pos=pos)]
                i = at + size
    if not merged:
        return tokens
    merged += tokens[i:]
    for index, token in enumerate(merged):
        token.index = index
    return merged


def _joined(tokens: list[Token], i: int, language: Language) -> tuple[int, str]:
    """How many words from here are one, and its part of speech; none where nothing is to be joined."""
    about = _about(tokens, i, language.code)
    if about:
        return about, "D"
    table = _phrases(language.code)
    size = next((k for k in (3, 2) if i + k <= len(tokens) and tuple(t.low for t in tokens[i : i + k]) in table), 0)
    if size and tokens[i].low == "due" and _base_verb_next(tokens, i + 1, "A") and i > 0 and _is_be(tokens, i, language):
        # "is due to meet": no preposition
        size = 0
    return size, table[tuple(t.low for t in tokens[i : i + size])] if size else ""


@lru_cache(maxsize=4)
def _phrases(code: str) -> dict[tuple[str, ...], str]:
    g = load_language(code).grammar
    table = {tuple(p.split()): "P" for p in g["prepositions"] if " " in p}
    for key in ("condition", "cause"):
        table |= {tuple(p.split()): "S" for p in g["conjunctions"][key] if " " in p}
    table |= {tuple(p.split()): "C" for p in g["conjunctions"]["coordinating"] if " " in p}
    table |= {tuple(p.split()): "R" for p in g["determiners"]["adverbs"]}
    table |= {tuple(p.split()): "NEG" for p in g["auxiliaries"]["negation"] if " " in p}
    return table


@lru_cache(maxsize=4)
def _openers(code: str) -> dict[str, set[str]]:
    """The second words of the phrases by their first."""
    table: dict[str, set[str]] = {}
    for first, second, *_ in _phrases(code):
        table.setdefault(first, set()).add(second)
    return table


def tag(tokens: list[Token], language: Language) -> list[Token]:
    """Give every token its part of speech; returns the tokens with phrases joined."""
    tokens = merge_phrases(tokens, language)
    closed = closed_classes(language.code)
    known = alone(tokens, _words(language.code))
    for token, word in zip(tokens, known, strict=True):
        token.pos = token.pos or (word.pos if word is not None else _first_guess(token, closed))
    rules, clausal = _word_rules(language.code), language.speech["clausal"]
    phrasal, particles = language.phrasal, language.grammar["auxiliaries"]["particles"]
    before = ""
    for i, (token, word) in enumerate(zip(tokens, known, strict=True)):
        if i + 1 < len(tokens) and tokens[i + 1].low in particles and opens_phrasal(tokens, i, clausal, phrasal):
            token.pos, tokens[i + 1].pos = "V", "R"
            _settle(token)
        elif token.pos in _OPEN or token.low in rules or token.low in _BY_PLACE or (before == "D" and token.pos == "V"):
            _resolve(tokens, i, rules, clausal)
        elif word is not None:
            token.lemma, token.form = word.lemma, word.form
        elif token.pos in _WITH_LEMMA:
            _settle(token)
        before = token.pos
    for verb, particle in itertools.pairwise(tokens):
        # "hand over four jets": the particle belongs to the verb, the phrase behind it is the object
        if particle.low in particles and verb.pos == "V" and f"{verb.lemma} {particle.low}" in phrasal:
            particle.pos, particle.lemma = "R", particle.low
    return tokens


_OPEN = frozenset(("?", "J?"))
_WITH_LEMMA = frozenset(("V", "N", "A", "R"))


@lru_cache(maxsize=4)
def _words(code: str) -> Memo[Alone]:
    """What a word is by itself: for most there is nothing that their neighbours could tell."""
    closed, readings = closed_classes(code), inside_readings(code)

    def word(text: str) -> Alone:
        token = Token(text, text.lower(), 0, 0, 1, reads=readings[text])
        token.pos = _first_guess(token, closed)
        _settle(token)
        return Alone(token.reads, token.pos, token.lemma, token.form)

    return Memo(word)


def _first_guess(token: Token, closed: dict[str, str]) -> str:
    if token.mention:
        return _NAMES[token.mention.role]
    if token.text in QUOTES:
        return "Q"
    if token.text in _SIGNS:
        return _SIGNS[token.text]
    if token.mods and not token.head:
        return "J"
    if token.low in closed:
        return closed[token.low]
    return _only_tag(token.reads)


@lru_cache(maxsize=20000)
def _only_tag(reads: tuple[Reading, ...]) -> str:
    """The part of speech of all readings of a word, or a question mark."""
    tags = {r.pos for r in reads}
    return tags.pop() if len(tags) == 1 else "?"


def _resolve(tokens: list[Token], i: int, rules: dict[str, Rule], clausal: Container[str]) -> None:
    """Settle the part of speech of one word by its neighbours, and its lemma by that."""
    token = tokens[i]
    if i > 0 and token.low in _BY_PLACE and _by_place(tokens, i):
        return
    if token.pos == "V" and i > 0 and tokens[i - 1].pos == "D" and _names_act(tokens, i):
        token.pos, token.lemma, token.form = "N", token.low, ""
        return
    rule = _demonym if token.pos == "J?" else rules.get(token.low)
    found = rule(tokens, i) if rule is not None else None
    if found is None and token.pos == "?":
        found = choose(tokens, i, _before(tokens, i), _next(tokens, i), clausal)
    token.pos = found or token.pos
    _settle(token)


def _settle(token: Token) -> None:
    """Take the lemma and form from the reading that has the part of speech."""
    if token.pos in _WITH_LEMMA and not token.lemma:
        reading = token.read(token.pos)
        token.lemma, token.form = (reading.lemma, reading.form) if reading else (token.low, token.form)


def _by_place(tokens: list[Token], i: int) -> bool:
    """Settle one of the words that are something else in certain places; False where this one is none of these."""
    token = tokens[i]
    if token.low in _STRESSING and _stresses(tokens, i):
        token.pos, token.lemma = "R", token.low
    elif token.low in ("neither", "nor"):
        token.pos = _neither_nor(tokens, i)
    elif token.low == "back" and tokens[i - 1].pos in ("N", "M", "PR") and _next_is(tokens, i, ("P", "TO", ".", ",")):
        # "let inspectors back into the plant"
        token.pos, token.lemma = "R", "back"
    else:
        return False
    return True


def _stresses(tokens: list[Token], i: int) -> bool:
    """ "have now both ratified", "A and B each signed", "which had itself fired": a word that only stresses the subject before it."""
    before, after = tokens[i - 1].pos, _next(tokens, i)
    if tokens[i].low == "both" and before in ("X", "R"):
        return True
    if after is None or after.mention is not None:
        return False
    forms = {r.form for r in after.reads if r.pos == "V"}
    if before in ("X", "MD"):
        return bool(forms & {"n", "g", "b"})
    finite = after.pos in ("X", "MD") or (after.read("N") is None and bool(forms & {"d", "z", "b"}))
    return before in ("N", "M", "W") and finite


def _neither_nor(tokens: list[Token], i: int) -> str:
    """ "has neither denied nor confirmed": a negation of both verbs; "neither A nor B": the second name is joined to the first."""
    if tokens[i].low == "neither":
        after = _next(tokens, i)
        finite = after is not None and after.read("N") is None and any(r.pos == "V" and r.form in ("z", "d") for r in after.reads)
        inside = tokens[i - 1].pos in ("X", "MD") and _next_is(tokens, i, ("V", "?", "R"))
        purpose = tokens[i - 1].pos == "V" and after is not None and after.low == "to"
        return "NEG" if inside or purpose or (finite and tokens[i - 1].pos in ("M", "N", "PR")) else "D"
    return "C" if any(t.low == "neither" for t in tokens[max(0, i - 12) : i]) else "NEG"


def _next_is(tokens: list[Token], i: int, parts: tuple[str, ...]) -> bool:
    after = _next(tokens, i)
    return after is None or after.pos in parts


def _names_act(tokens: list[Token], i: int) -> bool:
    """ "the fire-bombing of a school": a form in -ing between article and "of"."""
    after = _next(tokens, i)
    return after is not None and after.low == "of" and {r.form for r in tokens[i].reads if r.pos == "V"} <= {"g"}


def _next(tokens: list[Token], i: int) -> Token | None:
    return tokens[i + 1] if i + 1 < len(tokens) else None


@lru_cache(maxsize=4)
def _word_rules(code: str) -> dict[str, Rule]:
    """Return the rule for each word whose part of speech its neighbours tell; the later ones win."""
    g = load_language(code).grammar
    table: dict[str, Rule] = dict.fromkeys(g["determiners"]["quantifiers"], _quantifier)
    for word in g["determiners"]["degree"]:
        table[word] = _degree_or_quantifier if word in table else _degree
    table |= dict.fromkeys(g["conjunctions"]["also_prepositions"], _clause_or_phrase)
    naming = frozenset(g["conjunctions"]["before_as"])
    table["as"] = lambda tokens, i: (
        "P" if i > 0 and tokens[i - 1].pos == "V" and tokens[i - 1].lemma in naming else _clause_or_phrase(tokens, i)
    )
    table |= dict.fromkeys(g["conjunctions"]["always"], lambda tokens, i: "S")
    table |= dict.fromkeys(g["auxiliaries"]["also_names"], _name_like_auxiliary)
    own: dict[str, Rule] = {
        "not": _not_only, "that": _that, "to": _to, "'s": _possessive_sign, "’s": _possessive_sign, "'": _apostrophe, "’": _apostrophe,
        "her": _her, "no": lambda tokens, i: "D", "what": _what, "so": lambda tokens, i: "R",
    }  # fmt: skip
    return table | own


def _demonym(tokens: list[Token], i: int) -> str:
    """ "Russian" is an adjective before a noun, else a name."""
    after = _next(tokens, i)
    if after is None:
        return "M"
    if nounish(after):
        return "J"
    # "Russian and Chinese ships": the first of two adjectives
    joined = tokens[i].low.endswith("n") and after.pos == "C" and i + 2 < len(tokens) and tokens[i + 2].pos == "J?"
    return "J" if joined or (after.pos == "," and _demonyms_listed(tokens, i)) else "M"


def _demonyms_listed(tokens: list[Token], i: int) -> bool:
    """ "Chinese, Russian and Iranian warships": demonyms up to a noun, the last behind "and"."""
    end = next((k for k in range(i, len(tokens)) if tokens[k].pos not in ("J?", "J", ",", "C")), len(tokens))
    closed = end - 2 > i and tokens[end - 2].pos == "C" and tokens[end - 1].pos in ("J?", "J")
    return closed and end < len(tokens) and tokens[end].pos in ("N", "?") and nounish(tokens[end])


def _not_only(tokens: list[Token], i: int) -> str | None:
    after = _next(tokens, i)
    return "R" if after is not None and after.low in ("only", "just", "merely", "least") else None


def _to(tokens: list[Token], i: int) -> str:
    return "TO" if _base_verb_next(tokens, i, _before(tokens, i)) else "P"


def _name_like_auxiliary(tokens: list[Token], i: int) -> str | None:
    """ "in May": a capital inside a sentence makes it a noun."""
    return "N" if tokens[i].capital and i > 0 and _before(tokens, i) not in ("", ".", "Q") else None


def _possessive_sign(tokens: list[Token], i: int) -> str | None:
    """ "it's": after a pronoun the sign is a verb."""
    if tokens[i].pos != "POSS":
        return None
    return "X" if i + 1 < len(tokens) and _before(tokens, i) == "PR" else "POSS"


def _apostrophe(tokens: list[Token], i: int) -> str | None:
    """ "the rebels' leader": a lone apostrophe after a name or noun in -s."""
    after = _next(tokens, i)
    if after is None or after.text in (",", ".") or _before(tokens, i) not in ("N", "M"):
        return None
    return "POSS" if tokens[i - 1].low.endswith("s") else None


def _her(tokens: list[Token], i: int) -> str:
    after = _next(tokens, i)
    return "D" if after is not None and after.pos in ("N", "A", "?", "J", "NUM") else "PR"


def _quantifier(tokens: list[Token], i: int) -> str:
    """ "some rebels", "some of them", "some said"."""
    after = _next(tokens, i)
    if after is None:
        return "PR"
    return "D" if after.pos in ("N", "A", "J", "J?", "M", "NUM", "?", "D", "R") or after.low == "of" else "PR"


def _degree(tokens: list[Token], i: int) -> str | None:
    """ "most recently", "least likely": a word of degree before an adverb."""
    after = _next(tokens, i)
    if after is None:
        return None
    return "R" if after.pos == "R" or (after.low.endswith("ly") and after.mention is None and after.read("N") is None) else None


def _degree_or_quantifier(tokens: list[Token], i: int) -> str:
    return _degree(tokens, i) or _quantifier(tokens, i)


def _what(tokens: list[Token], i: int) -> str:
    return "S" if _before(tokens, i) in ("V", "P", "", "N") else "D"


def _before(tokens: list[Token], i: int) -> str:
    for k in range(i - 1, -1, -1):
        if tokens[k].pos not in ("R",):
            return tokens[k].pos
    return ""


def _that(tokens: list[Token], i: int) -> str:
    before, after = _before(tokens, i), _next(tokens, i)
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
        and (nxt.pos in ("TO", "P", "D", "M", "R") or nxt.low == "to" or nxt.low in PARTICLES)
    )


def _base_verb_next(tokens: list[Token], i: int, before: str) -> bool:
    k = i + 1
    while k < len(tokens) and tokens[k].pos in ("R", "NEG"):
        k += 1
    if k >= len(tokens) or tokens[k].mention is not None:
        return False
    nxt = tokens[k]
    if nxt.low in ("be", "have", "do"):
        return True
    if not any(r.pos == "V" and r.form == "b" for r in nxt.reads):
        return False
    if nxt.read("N") is None:
        return True
    follower = _next(tokens, k)
    # "led to war.", "access to aid": a bare noun at the end of its phrase; "to attack X": a verb with an object
    if follower is None or follower.pos in (".", ",", ";", "Q") or follower.low == "of":
        return before in ("V", "A", "N") and tokens[i - 1].low not in _LEADING_TO
    return True


_LEADING_TO = frozenset(("lead", "led", "leads", "due", "access", "return", "returned", "close", "response", "to"))


def _clause_or_phrase(tokens: list[Token], i: int) -> str:
    """A word that is both subordinator and preposition opens a clause where a finite verb follows before the next comma."""
    after = _next(tokens, i)
    if after is not None and after.mention is None and _first_verb_form(after) == "g":
        return "P"
    for k in range(i + 1, len(tokens)):
        token = tokens[k]
        if k > i + 1 and tokens[i].low == "as" and tokens[k - 1].mention is not None and _reports(tokens, k):
            return "S"
        if token.pos in CLAUSE_END or token.pos in ("S", "W") or token.low in ("that", "after", "before"):
            return "P"
        auxiliary = token.pos in ("X", "MD") and token.low not in ("having", "being", "be", "been")
        if auxiliary or (k > i + 1 and (_finite_here(tokens, k) or past_with_object(tokens, k))):
            if tokens[i].low == "as" and tokens[k - 1].pos == "C":
                # "denounced it as a threat and vowed …": the verb goes on with the one before
                return "P"
            return "P" if tokens[i].low in ("for", "like", "following") else "S"
    return "P"


def _reports(tokens: list[Token], k: int) -> bool:
    """ "as the BBC reports,": a form of the third person or past before a comma."""
    after = _next(tokens, k)
    return after is not None and after.text == "," and any(r.pos == "V" and r.form in ("z", "d") for r in tokens[k].reads)


def _first_verb_form(token: Token) -> str:
    reading = token.read("V")
    return reading.form if reading is not None else ""


def _finite_here(tokens: list[Token], k: int) -> bool:
    """Whether a word can only be a verb and stands as a finite one: no participle before "by", none inside a noun phrase."""
    token, after = tokens[k], _next(tokens, k)
    if token.pos != "V" and not (token.pos == "?" and token.read("N") is None and token.read("V") is not None):
        return False
    forms = {r.form for r in token.reads if r.pos == "V"}
    participle = "n" in forms and after is not None and after.pos == "P" and after.low != "to"
    nominal = tokens[k - 1].pos in ("D", "A", "J", "POSS") or tokens[k - 1].low == "to"
    return bool(forms & {"z", "d", "b"}) and not participle and not nominal
