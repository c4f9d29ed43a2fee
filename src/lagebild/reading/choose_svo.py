"""Choosing between verb and noun for English words that can be both: by the words around them."""

from __future__ import annotations

from collections.abc import Container

from lagebild.reading.parts import Token

PARTICLES = frozenset(("over", "up", "out", "off", "down", "back", "away"))
UNITS = frozenset({
    "week", "month", "year", "day", "weekend", "night", "summer", "winter", "spring", "autumn", "decade", "century",
    "few", "two", "three", "several",
})  # fmt: skip
TIED = frozenset(("link", "tie", "ally", "align", "affiliate", "connect"))
_AT_END = frozenset(
    (
        "show",
        "fear",
        "claim",
        "report",
        "say",
        "suggest",
        "reveal",
        "estimate",
        "hope",
        "suspect",
        "warn",
        "believe",
        "argue",
        "state",
        "fear",
    )
)
_CROSSED = frozenset(("border", "frontier", "railway", "rail", "road", "river", "land", "level", "pedestrian"))
_VERY = frozenset(("very", "highly", "most", "quite", "extremely"))
NOMINAL = frozenset(("D", "A", "J", "NUM", "POSS"))
CLAUSE_END = frozenset((",", ";", ":", ".", "Q", "-", "(", ")"))


def choose(tokens: list[Token], i: int, before: str, after: Token | None, clausal: Container[str] = ()) -> str:
    """Decide between the readings of an open-class word; `clausal` are the verbs whose object is a clause."""
    token = tokens[i]
    tags = {r.pos for r in token.reads}
    verb_forms = {r.form for r in token.reads if r.pos == "V"}
    if not tags:
        return "R"
    if token.low in ("last", "past", "next") and after is not None and "V" in tags and (after.low in UNITS or after.capital):
        return "A"
    if token.capital and i > 0 and before not in ("", ".", "Q", ":") and "N" in tags:
        return "N"
    if (
        token.low == "likely"
        and after is not None
        and after.read("V") is not None
        and after.low != "to"
        and (before in ("MD", "X") or (i > 0 and tokens[i - 1].low in _VERY and before in ("R", "A", "N", "M", "D")))
    ):
        # "will very likely bomb"
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
        if before == "D" and verb_forms <= {"g"} and after is not None and after.low == "of":
            # "the fire-bombing of"
            return "N"
        if before in NOMINAL:
            if verb_forms <= {"g"} and after is not None and after.pos in ("D", "M"):
                return "V"
            if "N" in tags or "A" in tags:
                if "A" in tags and after is not None and nounish(after):
                    return "A"
                return "N" if "N" in tags else "A"
        if before == "P":
            if "g" in verb_forms and (after is None or after.low != "of"):
                return "V"
            if "N" in tags:
                return "N"
            if "A" in tags and after is not None and nounish(after):
                return "A"
        if before in ("N", "M", "J?", "W", "S", "C", "R", ",", "", ")", "Q", "NUM", ".", "V", ":", "A", "-"):
            return _verb_or_noun(tokens, i, before, after, tags, verb_forms, clausal)
        if "N" in tags:
            return "N"
        return "V"
    if tags >= {"A", "N"} and not (after is not None and (nounish(after) or _participle_before_noun(tokens, i + 1))):
        return "N"
    return _rest(tags)


def _participle_before_noun(tokens: list[Token], k: int) -> bool:
    """ "a local armed group": a participle and a noun go on the phrase."""
    if k + 1 >= len(tokens) or k < 2 or tokens[k - 2].pos != "D":
        return False
    forms = {r.form for r in tokens[k].reads if r.pos == "V"}
    noun = tokens[k + 1]
    return "n" in forms and noun.pos in ("?", "N") and noun.read("N") is not None and noun.read("V") is None and tokens[k].read("N") is None


def _rest(tags: set[str]) -> str:
    for tag_ in ("A", "N", "R", "V", "NUM"):
        if tag_ in tags:
            return tag_
    return "N"


def _verb_or_noun(
    tokens: list[Token], i: int, before: str, after: Token | None, tags: set[str], forms: set[str], clausal: Container[str]
) -> str:
    token = tokens[i]
    noun = "N" in tags
    if before == "," and "n" in forms and i + 2 < len(tokens) and _only_plural(tokens[i + 1]) and _ends_in_saying(tokens, i + 2):
        # "…, leaked documents show."
        return "A"
    if before == "" and "n" in forms and after is not None and not after.capital and _only_plural(after):
        # "leaked documents show …"
        return "A"
    if not noun and "A" in tags and after is not None and nounish(after) and before not in ("N", "M"):
        return "A"
    if "g" in forms and len(forms) == 1:
        if before == "M" and i > 1 and tokens[i - 2].pos == "D" and after is not None and nounish(after):
            # "a Warsaw shopping centre"
            return "A"
        if noun and after is not None and after.low == "of":
            return "N"
        if noun and before == "N" and i > 0 and tokens[i - 1].low in _CROSSED:
            # "the border crossing to Turkey"
            return "N"
        return "V"
    if not noun and "A" in tags and forms == {"b"} and before in ("N", "M") and _finite_behind(tokens, i, clausal):
        # "set twelve girls free", "keep the strait open"
        return "A"
    if not noun:
        return "V"
    if before == "W":
        return "V"
    object_next = after is not None and (
        after.pos in ("D", "M", "NUM", "PR", "J", "J?") or (after.pos in ("A",)) or (after.pos == "N" and after.capital)
    )
    # "power lines this winter"
    object_next = object_next and not (after is not None and i + 2 < len(tokens) and _is_time(after, tokens[i + 2]))
    other = _finite_ahead(tokens, i)
    if before in ("N", "M") and "b" in forms and _ends_in_saying(tokens, i):
        return "V"
    if before in ("N", "M", "J?", ")"):
        has_verb = _finite_behind(tokens, i, clausal)
        if not has_verb and past_with_object(tokens, i):
            return "V"
        if forms == {"z"} and i == 1 and before == "N" and _auxiliary_behind(tokens, i):
            return "N"
        if "z" in forms and i > 1 and tokens[i - 2].pos == "V" and tokens[i - 1].form == "s" and not object_next:
            # "selling aircraft parts", "to quell student protests"
            return "N"
        if forms & {"z", "d"}:
            reading = token.read("V")
            if reading is not None and reading.lemma in clausal and object_next and other and not has_verb:
                # "Moscow claims Ukraine shelled Belgorod"
                return "V"
            if "z" in forms and object_next and not has_verb and _that_open(tokens, i):
                # "the claim that Iran arms Hezbollah was …"
                return "V"
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
        plural = tokens[i - 1].form == "p" or (i > 1 and tokens[i - 2].pos == "C")
        pair = before == "M" and i > 2 and tokens[i - 3].pos == "M" and tokens[i - 2].pos in ("C", ",") and i == 3
        if "b" in forms and pair and not has_verb and not other and after is not None and (nounish(after) or object_next):
            # a headline: "A and B reach peace deal", "A, B sign pact"
            return "V"
        if "b" in forms and plural and after is not None and after.low == "to" and not has_verb and not other:
            # "A and B plan to hold …"
            return "V"
        # "documents show that …"
        if tokens[i - 1].form == "p" and after is not None and after.low == "that" and "b" in forms and not has_verb:
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


def _auxiliary_behind(tokens: list[Token], i: int) -> bool:
    """ "Rescue teams from A, B and C were …": only nouns and names up to an auxiliary."""
    at = next((k for k in range(i + 1, len(tokens)) if tokens[k].pos not in ("M", "N", "D", "A", "J", "C", ",", "NUM", "P")), len(tokens))
    return at > i + 1 and at < len(tokens) and tokens[i + 1].pos == "P" and tokens[at].pos in ("X", "MD")


def _ends_in_saying(tokens: list[Token], i: int) -> bool:
    """ "…, officials in Tigray fear.": a verb of saying or showing at the end, behind a plural that follows a comma."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if tokens[i].low not in _AT_END or (after is not None and after.pos != "."):
        return False
    at = next((k for k in range(i - 1, 0, -1) if tokens[k].pos in (",", "Q")), 0)
    return at > 0 and any(r.pos == "N" and r.form == "p" for t in tokens[at + 1 : i] for r in t.reads)


def past_with_object(tokens: list[Token], k: int) -> bool:
    """ "after police shot dead 19 people", "cut two cables": a past that is also a noun, its subject before and its object behind it."""
    token, last = tokens[k], len(tokens) - 1
    if k == 0 or k >= last or token.mention is not None or not any(r.pos == "V" and r.form == "d" for r in token.reads):
        return False
    at = k + 2 if tokens[k + 1].read("A") is not None and tokens[k + 1].mention is None and k + 2 <= last else k + 1
    opens = tokens[at].pos in ("D", "NUM") and not (at < last and _is_time(tokens[at], tokens[at + 1]))
    subject = tokens[k - 1].pos in ("N", "M") or (tokens[k - 1].pos == "?" and tokens[k - 1].read("N") is not None)
    return token.read("N") is not None and opens and subject


def _is_time(first: Token, second: Token) -> bool:
    return first.low in ("this", "last", "next", "every", "each") and second.low in UNITS


def _only_plural(token: Token) -> bool:
    return bool(token.reads) and token.mention is None and all(r.pos == "N" and r.form == "p" for r in token.reads)


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
        if t.low in PARTICLES:
            continue
        if t.pos in CLAUSE_END or t.pos in ("W", "S", "C") or t.low == "that":
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


def _finite_behind(tokens: list[Token], i: int, clausal: Container[str]) -> bool:
    for k in range(i - 1, -1, -1):
        t = tokens[k]
        if t.pos in (",", ";", ":", "Q", "S", "W", "-") or t.low in ("that", "and", "but"):
            return False
        if t.pos in ("MD", "X"):
            return True
        if t.pos == "V" and t.form in ("d", "z", "b"):
            if _tied(tokens, k):
                continue
            if t.lemma in clausal and k + 1 < i:
                # "said Russian drones hit Odesa": a clause without "that"
                return False
            if k > 0 and tokens[k - 1].pos == "TO":
                # "urged Y to halt its strikes": the finite verb stands before the infinitive
                continue
            return True
    return False


def _tied(tokens: list[Token], k: int) -> bool:
    """ "trolls linked to Moscow spread …": a participle behind the noun that opens the clause."""
    return tokens[k].lemma in TIED and tokens[k + 1].low in ("to", "with") and k > 0 and tokens[k - 1].pos == "N"


def opens_phrasal(tokens: list[Token], i: int, clausal: Container[str], phrasal: Container[str]) -> bool:
    """ "turns down", "hackers shut down": a word that can be a verb before the particle that it goes with, behind its subject."""
    token, particle = tokens[i], tokens[i + 1].low
    if token.pos != "?" or particle == "over" or i == 0 or tokens[i - 1].pos not in ("N", "M", "J?"):
        return False
    plural = tokens[i - 1].form == "p" or tokens[i - 1].pos == "J?"
    forms = [r.form for r in token.reads if r.pos == "V" and f"{r.lemma} {particle}" in phrasal]
    finite = any(form in ("z", "d") or (form == "b" and plural) for form in forms)
    return finite and not _finite_behind(tokens, i, clausal) and not _finite_ahead(tokens, i + 1)


def nounish(token: Token) -> bool:
    """Whether a word can go on a noun phrase after an adjective or a demonym."""
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
