"""Parts of speech and noun phrases for verb-second languages with cases (German).

Tags as for fixed word order, and: Z infinitive with "zu", PTK separable particle, REL relative pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, Reading, load_language
from lagebild.reading.parts import Phrase, Token
from lagebild.reading.tokens import QUOTES

_SIGNS = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", ".": ".", "!": ".", "?": ".", "…": "."}
BOUNDS = frozenset((",", ";", ":", ".", "-", "(", ")", "Q"))
_DETERMINER_ENDINGS = {
    "er": "mn fd fg pg", "e": "fn fa pn pa", "es": "nn na mg ng", "em": "md nd", "en": "ma pd", "": "mn nn na",
}  # fmt: skip
_ADJECTIVE_ENDINGS = {"er": "mn fd fg pg", "e": "fn fa pn pa", "es": "nn na", "em": "md nd", "en": "ma pd mg ng"}


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
    elif (pos in ("", "R") and low in closed.particles and _ends_segment(after) and not token.capital and _completes(tokens, i, language)) or (pos == "P" and (low in closed.particles or low in ("zu", "ein")) and _ends_segment(after)):
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
    elif pos == "PR" and low == "sie" and False:
        token.pos = "PR"
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
        if _finite_reading(token) and any((tokens[i].low, r.lemma) in language.separable for r in token.reads if r.pos == "V"):
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
            (token.read("N") is not None
            and token.capital)
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
    if _extended(tokens, i) > i:
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


def _extended(tokens: list[Token], i: int) -> int:
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


def _finite_reading(token: Token) -> bool:
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
        if tokens[k].low in ("und", "oder") and _finite_reading(tokens[k - 1]) and k - 1 > i + 1:
            return True
    if not _finite_reading(last) or (end > i + 2 and tokens[end - 2].low == "zu"):
        # the verb of a relative clause may follow an inserted clause: "die, wie es hieß, …"
        nothing = not any(_finite_reading(t) for t in tokens[i + 1 : end])
        return nothing and end < len(tokens) and tokens[end].text == "," and _only_names(tokens[i + 1 : end])
    earlier = [t for t in tokens[i + 1 : end - 1] if _finite_reading(t) and not any(r.pos == "A" or r.form in ("i", "n") for r in t.reads)]
    return not earlier


def _only_names(tokens: list[Token]) -> bool:
    return False


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
            if starts and last is not None and _finite_reading(last) and i > 0
            else ("S" if i == 0 and last is not None and _finite_reading(last) else "R")
        )
    if token.low == "denn":
        return "C"
    if token.low == "damit":
        return "S" if starts and last is not None and _finite_reading(last) else "R"
    if token.low == "da":
        return "S" if starts and last is not None and _finite_reading(last) else "R"
    if token.low == "ab":
        return "PTK" if _ends_segment(tokens[i + 1] if i + 1 < len(tokens) else None) else "P"
    if token.low == "bis" and i + 1 < len(tokens) and tokens[i + 1].pos == "P":
        return "R"
    return "S" if starts and last is not None and _finite_reading(last) and end - i > 2 else "P"


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
            after is not None and not after.capital and (after.read("A") is not None or after.pos == "J") and not _finite_reading(after)
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


# noun phrases


@dataclass(slots=True)
class PhraseReader:
    """Reads noun phrases with their cases."""

    language: Language
    closed: Closed

    def read(self, tokens: list[Token], i: int) -> tuple[int, Phrase | None]:
        """Read a phrase (with preposition, genitives and coordination) that starts at i."""
        prep = tokens[i] if tokens[i].pos == "P" else None
        start = i
        if prep is not None:
            i += 1
            while (
                i < len(tokens)
                and (tokens[i].pos == "R" or (tokens[i].pos == "P" and tokens[i].low in ("rund", "über", "unter", "zu")))
                and i - start < 3
            ):
                i += 1
        if i >= len(tokens):
            return start + 1, None
        if tokens[i].pos in ("PR", "REL"):
            phrase = self._pronoun(tokens, i)
            end = i + 1
        else:
            end, single = self._single(tokens, i)
            if single is None:
                return start + 1, None
            end, phrase = self._coordinate(tokens, end, single)
        phrase.slot, phrase.start = "bare", start
        if prep is not None:
            slot, cases = self.closed.prepositions[prep.low]
            phrase.prep, phrase.slot = prep.low, slot
            if prep.low == "nach" and phrase.head.mention is None and not phrase.names and not phrase.pronoun:
                # "nach dem Angriff": a time, no direction
                phrase.slot = "after"
            if prep.low == "in" and set(phrase.case) & {"a"} and "d" not in phrase.case:
                phrase.slot = "to"
            phrase.case = "".join(c for c in phrase.case if c in cases) or cases
        if end < len(tokens) and tokens[end].low in ("zufolge", "gegenüber", "entlang", "nahe") and prep is None:
            phrase.prep, phrase.slot = tokens[end].low, self.closed.prepositions[tokens[end].low][0]
            end += 1
        return end, phrase

    def _pronoun(self, tokens: list[Token], i: int) -> Phrase:
        token = tokens[i]
        phrase = Phrase(i, i + 1, token, [token])
        if token.pos == "REL":
            readings = self.language.grammar["relative"][token.low].split()
            phrase.pronoun = "relative"
        else:
            words = self.closed.pronouns.get(token.low, self.closed.determiners.get(token.low, "mn fn nn pn ma fa na pa") + " none").split()
            readings = [w for w in words if len(w) == 2] or ["ma", "md"]
            kind = words[-1]
            phrase.pronoun = kind if kind in ("person", "thing", "plural", "any", "reflexive") else "none"
        phrase.case = "".join(dict.fromkeys(r[1] for r in readings))
        phrase.number = "p" if all(r[0] == "p" for r in readings) else "" if any(r[0] == "p" for r in readings) else "s"
        return phrase

    def _single(self, tokens: list[Token], i: int, genitive: bool = False) -> tuple[int, Phrase | None]:
        start = i
        run: list[Token] = []
        owner: Phrase | None = None
        while i < len(tokens):
            token = tokens[i]
            if token.pos == "M":
                if run and any(t.pos in ("M",) or (t.pos == "N" and t.form != "prop") for t in run) and not self._apposed(run, token):
                    break
                run.append(token)
                i += 1
                grammar = token.mention.grammar if token.mention else ""
                if (
                    "g" in grammar
                    and i < len(tokens)
                    and tokens[i].pos in ("N", "A", "J", "NUM", "D")
                    and len([t for t in run if t.pos != "R"]) == 1
                    and tokens[i].low not in ("der", "die", "das")
                ):
                    owner = Phrase(start, i, token, [token], names=[token.mention] if token.mention else [], case="g")
                    run = []
                    continue
                if self._abbreviates(token, tokens, i):
                    continue
                if (
                    i < len(tokens)
                    and tokens[i].pos == "N"
                    and tokens[i].form == "prop"
                    and token.mention
                    and token.mention.via == "office"
                ):
                    continue
                break_after = not (i < len(tokens) and tokens[i].pos == "M" and self._apposed(run, tokens[i]))
                if break_after:
                    break
                continue
            if token.pos == "A" and token.form == "pred":
                if not (
                    run and run[-1].pos in ("D", "A", "J", "R") and i + 1 < len(tokens) and tokens[i + 1].pos in ("A", "J", "NUM", "V")
                ):
                    break
                run.append(token)
            elif token.pos in ("D", "NUM", "A", "J"):
                if run and run[-1].pos in ("N", "M"):
                    break
                if (
                    token.pos == "D"
                    and run
                    and run[-1].pos != "R"
                    and not (
                        run[-1].low in ("all", "alle", "allen", "mehr", "etwa", "rund", "keine", "beide")
                        or token.low in ("zwei", "drei", "vier", "beiden", "weiteren", "weitere", "anderen", "andere", "ersten")
                    )
                ):
                    break
                run.append(token)
                if token.pos == "D":
                    i = _extended(tokens, i)
            elif token.pos == "R" and (not run or run[-1].pos in ("D", "R", "A", "J")) and self._adverb_inside(tokens, i):
                run.append(token)
            elif token.pos == "N":
                if run and run[-1].pos == "N" and not self._noun_goes_on(run[-1], token):
                    break
                run.append(token)
            elif (token.pos == "C" and token.low in ("und", "oder") and self._adjectives_joined(tokens, i, run)) or (
                token.pos == "V"
                and run
                and run[-1].pos in ("D", "A", "J")
                and i + 1 < len(tokens)
                and tokens[i + 1].pos in ("N", "A", "J", "M")
            ):
                run.append(token)
            elif (
                token.pos == "Q" and run and run[-1].pos in ("D", "A", "J") and i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "A", "M")
            ):
                pass
            else:
                break
            i += 1
        heads = [t for t in run if t.pos in ("N", "M")]
        if not heads:
            nominal = [t for t in run if t.pos in ("J", "NUM", "D", "A")]
            if (
                not nominal
                or owner is not None
                or (all(t.pos in ("A", "R") for t in run) and not any(t.capital and t.index > 0 for t in run))
            ):
                if owner is not None:
                    return i, owner
                return max(i, start + 1), None
            heads = nominal[-1:]
        phrase = self._build(run, heads, start, i)
        phrase.owner = owner
        if owner is not None:
            phrase.case = "nad"
        i = self._genitive(tokens, i, phrase)
        return i, phrase

    def _abbreviates(self, token: Token, tokens: list[Token], i: int) -> bool:
        """ "US Präsident": an abbreviation in front of a noun."""
        return (
            token.text.isupper()
            and len(token.text) <= 4
            and i < len(tokens)
            and tokens[i].pos == "N"
            and bool(self.language.noun_classes.get(tokens[i].lemma or tokens[i].low, set()) & {"agent"})
        )

    def _apposed(self, run: list[Token], token: Token) -> bool:
        """Whether a name belongs to the noun before it: "Außenminister Sergej Lawrow", "die Stadt Goma"."""
        if token.mention is None:
            return False
        last = run[-1]
        if last.pos == "N":
            lemma = last.lemma or last.low
            if token.mention.via in ("holder", "former", "elect"):
                return True
            if last.form.startswith("p") and last.form != "prop":
                return False
            classes = self.language.noun_classes.get(lemma, set())
            return bool(classes & {"agent", "patient"}) or any(
                lemma.endswith(w)
                for w in (
                    "gruppe",
                    "miliz",
                    "stadt",
                    "provinz",
                    "bündnis",
                    "staat",
                    "land",
                    "region",
                    "republik",
                    "organisation",
                    "bewegung",
                    "partei",
                    "agentur",
                    "insel",
                    "allianz",
                    "gebiet",
                    "hafen",
                )
            )
        if last.pos == "M" and last.mention is not None:
            return token.mention.via in ("holder", "former", "elect") and last.mention.via not in ("holder", "former")
        return last.pos in ("D", "A", "J", "NUM", "R")

    def _noun_goes_on(self, last: Token, token: Token) -> bool:
        if token.form == "prop" or last.form == "prop":
            return (
                last.form == "prop"
                or (last.low.endswith("er") and last.capital)
                or bool(self.language.noun_classes.get(last.lemma or last.low, set()) & {"agent", "patient"})
                or last.low in self.language.offices["offices"]
                or (last.form[:1] in ("m", "f", "n") and last.form != "p")
            )
        return False

    def _adverb_inside(self, tokens: list[Token], i: int) -> bool:
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        return nxt is not None and nxt.pos in ("A", "NUM", "J") and i > 0 and tokens[i - 1].pos in ("D", "A", "J", "P")

    def _adjectives_joined(self, tokens: list[Token], i: int, run: list[Token]) -> bool:
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        nxt2 = tokens[i + 2] if i + 2 < len(tokens) else None
        return (
            bool(run)
            and nxt is not None
            and run[-1].pos in ("A", "J", "NUM")
            and nxt.pos in ("A", "J")
            and nxt2 is not None
            and nxt2.pos in ("N", "A", "J", "M")
        )

    def _build(self, run: list[Token], heads: list[Token], start: int, end: int) -> Phrase:
        common = [t for t in heads if t.pos == "N" and t.form != "prop"]
        head = common[-1] if common else heads[-1]
        phrase = Phrase(start, end, head, run)
        for token in run:
            phrase.mods += token.mods
            if token.mention is None:
                continue
            if token.pos == "J" or (token.pos == "M" and head.pos == "N" and token.index < head.index):
                phrase.mods.append(token.mention)
            else:
                phrase.names.append(token.mention)
        phrase.case, phrase.number = self._case(run, head)
        lows = [t.low for t in run if t.pos == "D"]
        phrase.negative = any(low.startswith(self.closed.negatives) for low in lows)
        phrase.possessive = next((low for low in lows if low.startswith(self.closed.possessives) and not low.startswith("ein")), "")
        phrase.former = next((t.low for t in run if t.low.startswith(self.closed.former)), "")
        return phrase

    def _case(self, run: list[Token], head: Token) -> tuple[str, str]:
        """Intersect what determiner, adjective ending and noun allow."""
        readings: set[str] = set()
        for token in run:
            if token.pos == "D" and token.low in self.closed.determiners:
                readings = set(self.closed.determiners[token.low].split())
                break
        if not readings:
            for token in run:
                if token.pos in ("A", "J") and token.text[0].islower():
                    ending = next((e for e in ("er", "es", "em", "en", "e") if token.low.endswith(e)), "")
                    if ending:
                        readings = set(_ADJECTIVE_ENDINGS[ending].split())
                        break
        if head.mention is not None and head.mention.grammar.endswith("g") and head.mention.role == "name" and not readings:
            return "g", "s"
        forms = {r.form for r in head.reads if r.pos == "N"} if head.mention is None else set()
        if head.mention is not None:
            if head.mention.grammar.startswith("people"):
                forms = set()
            elif head.mention.grammar in ("m", "f", "n", "p"):
                forms = {head.mention.grammar}
        allowed = _allowed(forms)
        if readings and allowed:
            readings = (readings & allowed) or readings
        elif not readings and allowed:
            readings = allowed
        if forms == {"mn"} and head.low.endswith("e") and not any(t.pos == "D" for t in run):
            # "Vertriebene": an adjective as noun, of either number
            return "nad", ""
        if not readings:
            return "nad", ""
        case = "".join(c for c in "nadg" if any(r[1] == c for r in readings))
        if not any(t.pos in ("D", "A", "J") for t in run):
            case = case.replace("g", "") or case
        plural = {r[0] for r in readings}
        return case, "p" if plural == {"p"} else "s" if "p" not in plural else ""

    def _genitive(self, tokens: list[Token], i: int, phrase: Phrase) -> int:
        """Attach "der Ukraine", "des Landes", "nordkoreanischer Raketen" after a noun as its genitive."""
        if i >= len(tokens) or phrase.head.pos != "N" or (phrase.head.form == "prop" and not phrase.names):
            if not (i < len(tokens) and phrase.head.pos == "N"):
                return i
        if phrase.names and phrase.head.pos == "M":
            return i
        token = tokens[i]
        opens = token.pos == "D" and token.low in (
            "der",
            "des",
            "dieser",
            "dieses",
            "einer",
            "eines",
            "seiner",
            "ihrer",
            "seines",
            "ihres",
            "mehrerer",
            "zweier",
            "aller",
            "beider",
            "dreier",
        )
        strong = token.pos in ("J", "A") and token.low.endswith("er") and i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "A", "J")
        name = (
            token.pos == "M"
            and token.mention is not None
            and "g" in token.mention.grammar
            and not (i + 1 < len(tokens) and tokens[i + 1].pos in ("N",))
        )
        if not (opens or strong or name):
            return i
        end, inner = self._single(tokens, i, True)
        if inner is None or not ("g" in inner.case or name):
            return i
        if strong and not any(t.pos in ("J",) for t in inner.tokens) and inner.number != "p" and "g" not in inner.case:
            return i
        if name:
            inner.case = "g"
        end, inner = self._coordinate(tokens, end, inner) if opens or name else (end, inner)
        inner.slot = "of"
        phrase.of = inner
        return end

    def _coordinate(self, tokens: list[Token], i: int, phrase: Phrase) -> tuple[int, Phrase]:
        parts = [phrase]
        while i + 1 < len(tokens):
            joint = tokens[i]
            if joint.low in ("und", "oder", "sowie", "&") or (joint.low == "als" and tokens[i + 1].low == "auch") or (joint.text == "," and _list_goes_on(tokens, i)):
                k = i + 1
            elif joint.text == "," and i + 2 < len(tokens) and tokens[i + 1].low == "sondern":
                k = i + 2
            else:
                break
            while k < len(tokens) and tokens[k].low in ("auch", "nicht", "sogar", "jetzt") and k < i + 4:
                k += 1
            if k < len(tokens) and tokens[k].pos == "P" and joint.text == "," and tokens[i + 1].low == "sondern":
                k += 1
            if k >= len(tokens) or tokens[k].pos not in ("D", "A", "J", "NUM", "N", "M"):
                break
            end, nxt = self._single(tokens, k)
            if nxt is None or (_finite_follows(tokens, end) and _finite_before(tokens, phrase.start)):
                break
            if not (set(nxt.case) & set(phrase.case)):
                break
            parts.append(nxt)
            i = end
        if len(parts) == 1:
            return i, phrase
        case = "".join(c for c in phrase.case if all(c in p.case for p in parts)) or phrase.case
        whole = Phrase(phrase.start, i, parts[-1].head, [t for p in parts for t in p.tokens], coords=parts, number="p", case=case)
        return i, whole


def _allowed(forms: set[str]) -> set[str]:
    allowed: set[str] = set()
    for form in forms:
        if form == "prop" or not form:
            return set()
        if form == "madg":
            allowed |= {"ma", "md", "mg", "pn", "pa", "pd", "pg"}
        elif form == "mn":
            allowed.add("mn")
        elif len(form) == 2:
            allowed.add(form)
        elif form in ("m", "n"):
            allowed |= {form + c for c in "nad"}
        elif form == "f":
            allowed |= {form + c for c in "nadg"}
        elif form == "p":
            allowed |= {"pn", "pa", "pg", "pd"}
    return allowed


def _list_goes_on(tokens: list[Token], i: int) -> bool:
    for k in range(i + 1, min(len(tokens), i + 14)):
        t = tokens[k]
        if t.low in ("und", "oder", "sowie"):
            return tokens[k - 1].pos in ("N", "M") and k > i + 1
        if t.pos in ("V", "ZU", "S", "REL", "Q", ".", ";", ":", "PR", "P", "(", "NEG", "PTK"):
            return False
    return False


def _finite_follows(tokens: list[Token], i: int) -> bool:
    while i < len(tokens) and tokens[i].pos == "R":
        i += 1
    return i < len(tokens) and tokens[i].pos == "V" and _finite_reading(tokens[i])


def _finite_before(tokens: list[Token], i: int) -> bool:
    for k in range(i - 1, -1, -1):
        if tokens[k].text in (",", ";", ":") or tokens[k].pos in ("S", "REL"):
            return False
        if tokens[k].pos == "V" and _finite_reading(tokens[k]):
            return True
    return False
