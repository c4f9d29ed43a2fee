"""Parts of speech for verb-second languages with cases (German).

Tags as for fixed word order, and: Z infinitive with "zu", PTK separable particle, REL relative pronoun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from lagebild.packs.language import Language, Reading, load_language
from lagebild.packs.memo import Memo
from lagebild.reading.join_v2 import join_phrases
from lagebild.reading.parts import Token
from lagebild.reading.tokens import QUOTES, Alone, alone, inside_readings

_SIGNS = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", ".": ".", "!": ".", "?": ".", "…": "."}
_NAMES = {"name": "M", "adj": "J", "people": "N"}
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
    # the second words of the phrases by their first
    begun: dict[str, set[str]] = field(default_factory=dict)
    subordinators: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    possessives: tuple[str, ...] = ()
    negatives: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    bases: frozenset[str] = frozenset()
    # the part of speech of a word by itself, and the words that have another one in certain places
    tags: dict[str, str] = field(default_factory=dict)
    special: frozenset[str] = frozenset()


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
    table.determiners |= dict.fromkeys(g["determiners"]["numbers"], "pn pa pd pg")
    table.determiners |= g["determiner_forms"]
    table.pronouns = g["pronouns"]
    for prep, value in g["prepositions"].items():
        slot, cases = value.split()
        table.prepositions[prep] = (slot, cases)
        if " " in prep:
            table.phrases[tuple(prep.split())] = "P"
    conj = g["conjunctions"]
    table.phrases |= {tuple(w.split()): "R" for w in language.speech["hearsay_adverbs"] if " " in w}
    table.phrases |= {tuple(w.split()): "R" for w in conj["adverbs"]}
    table.phrases |= {tuple(w.split()): "S" for key in ("condition", "cause", "concession") for w in conj[key] if " " in w}
    for first, second, *_ in table.phrases:
        table.begun.setdefault(first, set()).add(second)
    subs = [w for key in ("complement", "question", "condition", "cause", "question_words") for w in conj[key]]
    table.subordinators = frozenset(w for w in subs if w not in ("sollte", "sollten"))
    table.coordinators = frozenset(conj["coordinating"])
    table.negations = frozenset(g["auxiliaries"]["negation"])
    table.particles = frozenset(prefix for prefix, _ in language.separable)
    table.former = tuple(language.offices["titles"]["former"])
    table.bases = frozenset(base for _, base in language.separable)
    table.possessives = tuple(g["determiners"]["possessive_stems"])
    table.negatives = tuple(g["determiners"]["negative_stems"])
    classes = (
        (table.pronouns, "PR"), (table.determiners, "D"), (table.subordinators, "S"), (table.coordinators, "C"),
        (table.prepositions, "P"), (table.negations, "NEG"),
    )  # fmt: skip
    table.tags = {word: tag for words, tag in classes for word in words}
    table.special = frozenset((
        "nicht", "zu", "ein", "dieser", "diese", "dies", "beide", *table.particles, *g["relative"], *_CLAUSE_OR_PHRASE,
        *table.determiners,
    ))  # fmt: skip
    return table


def tag(tokens: list[Token], language: Language) -> list[Token]:
    """Give every token its part of speech; returns the tokens with prepositions of several words joined."""
    closed = closed_classes(language.code)
    tokens = join_phrases(tokens, closed.phrases, closed.begun)
    known = alone(tokens, _words(language.code))
    for token, word in zip(tokens, known, strict=True):
        token.pos = token.pos or (word.pos if word is not None else _closed(token, closed))
    before = None
    for i, (token, word) in enumerate(zip(tokens, known, strict=True)):
        if token.low in closed.special or not token.pos or (token.pos == "N" and before is not None and before.pos == "N"):
            _resolve(tokens, i, closed, language)
        elif word is not None:
            token.lemma, token.form = word.lemma, word.form
        elif token.pos in _WITH_LEMMA:
            _resolve(tokens, i, closed, language)
        before = token
    return tokens


_WITH_LEMMA = frozenset(("N", "A", "V", "R"))


@lru_cache(maxsize=4)
def _words(code: str) -> Memo[Alone]:
    """What a word is by itself: for most there is nothing that their neighbours could tell."""
    closed, readings = closed_classes(code), inside_readings(code)

    def word(text: str) -> Alone:
        token = Token(text, text.lower(), 0, 0, 1, reads=readings[text])
        token.pos = _closed(token, closed)
        _settle(token)
        return Alone(token.reads, token.pos, token.lemma, token.form)

    return Memo(word)


def _closed(token: Token, closed: Closed) -> str:
    if token.mention:
        return _NAMES[token.mention.role]
    if token.text in QUOTES:
        return "Q"
    if token.text in _SIGNS:
        return _SIGNS[token.text]
    low = token.low
    if token.mods:
        return "J" if token.text[0].islower() or (not token.head and token.low.endswith(("e", "en", "er", "es", "em"))) else "N"
    if (
        token.index > 0
        and token.capital
        and token.read("N")
        and low not in closed.pronouns
        and low not in closed.determiners
        and low not in closed.prepositions
    ):
        return "N"
    return closed.tags.get(low, "")


def _resolve(tokens: list[Token], i: int, closed: Closed, language: Language) -> None:
    """Settle the part of speech of one word by its neighbours, and its lemma by that."""
    token = tokens[i]
    token.pos = _by_neighbours(tokens, i, closed, language)
    _settle(token)
    if i and token.pos == tokens[i - 1].pos == "N" and tokens[i - 1].form == "prop" and not token.mods and _is_surname(tokens, i, language):
        token.lemma, token.form = token.low, "prop"
    if token.pos == "A" and token.form == "" and token.lemma == token.low and not token.low.endswith(("er", "e", "ganz", "halb")):
        # uninflected: predicate or adverb, never in front of a noun
        token.form = "pred"


def _settle(token: Token) -> None:
    """Take the lemma and form from the reading that has the part of speech."""
    if not token.lemma and token.pos in _WITH_LEMMA:
        reading = token.read(token.pos)
        token.lemma, token.form = (reading.lemma, reading.form) if reading else (token.low, "")


def _is_surname(tokens: list[Token], i: int, language: Language) -> bool:
    """ "Roderich Kiesewetter", "der Forscher Paul Weber": a noun behind an unknown name, by itself or behind what the person is."""
    if tokens[i].low not in language.words:
        return True
    title = tokens[i - 2] if i > 1 else None
    # a plural is what somebody called by one name does something with ("lieferte Rheinmetall Panzer")
    single = any(r.pos == "N" and r.form in ("m", "f", "n") for r in tokens[i].reads)
    return single and title is not None and title.pos == "N" and "agent" in language.noun_classes.get(title.lemma, ())


def _by_neighbours(tokens: list[Token], i: int, closed: Closed, language: Language) -> str:
    low, pos = tokens[i].low, tokens[i].pos
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i > 0 else None
    if low not in closed.special:
        return _open(tokens, i, before, after, language) if pos == "" else pos
    if low == "nicht" and _not_only(tokens, i):
        return "R"
    if (low in closed.particles or low in ("zu", "ein")) and _is_particle(tokens, i, closed, language):
        return "PTK"
    if low == "zu" and after is not None and _zu(after):
        return _zu(after)
    if low == "rund" and after is not None and (after.read("NUM") is not None or after.text[:1].isdigit() or after.pos == "D"):
        # "rund 10.000 Soldaten": about so many, no place
        return "R"
    if low in language.grammar["relative"] and low not in closed.determiners and pos == "":
        # "…, dessen Marine …"; elsewhere "Japan und dessen Nachbarn"
        free = "D" if _possessive_relative(low, language) else "PR"
        return "REL" if _after_comma(tokens, i) and _verb_final(tokens, i) else free
    if low in _CLAUSE_OR_PHRASE:
        return _clause_or_phrase(tokens, i, pos, language)
    if pos == "D":
        return _determiner(tokens, i, before, after, closed, language)
    if pos == "PR" and low in ("dieser", "diese", "dies", "beide"):
        return "D" if after is not None and _nominal(after, language) else "PR"
    return _open(tokens, i, before, after, language) if pos == "" else pos


_PERFECT = ("haben", "sein", "werden")
_CLAUSE_OR_PHRASE = frozenset(("während", "seit", "bis", "um", "ohne", "statt", "anstatt", "da", "als", "wie", "damit", "denn", "ab"))


def _possessive_relative(low: str, language: Language) -> bool:
    """ "dessen" and "deren": relative pronouns that are genitives only."""
    forms = language.grammar["relative"].get(low, "").split()
    return bool(forms) and all(f.endswith("g") for f in forms)


def _after_comma(tokens: list[Token], i: int) -> bool:
    before = tokens[i - 1] if i > 0 else None
    return before is not None and (before.text == "," or (before.pos == "P" and i > 1 and tokens[i - 2].text == ","))


def _resumes(tokens: list[Token], i: int, language: Language) -> bool:
    """ "A habe, so der Minister, in der Nacht B beschossen": the comma closes what was inserted; the clause waits for its verb."""
    closing = i - 1 if tokens[i - 1].text == "," else i - 2
    opening = next((k for k in range(closing - 1, 0, -1) if tokens[k].text in (",", ";", ":")), 0)
    if not opening or tokens[opening].text != "," or not _is_inserted(tokens[opening + 1], language):
        return False
    start = next((k + 1 for k in range(opening - 1, -1, -1) if tokens[k].text in (",", ";", ":") or tokens[k].text in QUOTES), 0)
    clause = tokens[start:opening]
    helper = next((t for t in reversed(clause) if t.pos == "V"), None)
    modals = language.grammar["auxiliaries"]["modals"]
    last = verb_readings(tokens[_segment_end(tokens, i) - 1].reads)
    if helper is None or any(r.lemma in (*_PERFECT, *modals) for r in last):
        # "hat Raketen, so der Minister, die B treffen können": a relative clause
        return False
    helps = {r.lemma for r in verb_readings(helper.reads) if r.form[:1] in "fkh"}
    forms = {r.form for r in last}
    return ("n" in forms and bool(helps & set(_PERFECT))) or ("i" in forms and bool(helps & {"werden", *modals}))


def _is_inserted(token: Token, language: Language) -> bool:
    """Whether a word opens a clause of saying inside another one (", so …", ", wie …", ", sagte …")."""
    says = any(r.lemma in language.speech["verbs"] for r in verb_readings(token.reads))
    return token.low in language.grammar["conjunctions"]["inserted"] or (says and finite_reading(token))


_INFLECTED = ("e", "en", "er", "es", "em")


def _not_only(tokens: list[Token], i: int) -> bool:
    """ "nicht nur", "nicht mehr allein": no negation."""
    after, later = ([t.low for t in tokens[i + 1 : i + 3]] + ["", ""])[:2]
    return after in ("nur", "allein", "bloß") or (after in ("mehr", "länger") and later in ("nur", "allein"))


def _is_particle(tokens: list[Token], i: int, closed: Closed, language: Language) -> bool:
    """Whether a word that can be the particle of a separable verb is one: at the end of a segment."""
    token = tokens[i]
    known = token.low in closed.particles
    if not _ends_segment(tokens[i + 1] if i + 1 < len(tokens) else None):
        return False
    if token.pos in ("", "R"):
        return known and not token.capital and _completes(tokens, i, language)
    return (token.pos == "P" and (known or token.low in ("zu", "ein"))) or (token.pos == "D" and token.low == "ein")


def _zu(after: Token) -> str:
    """ "zu liefern" is an infinitive, "zu groß" an adverb with its adjective; else empty."""
    if not after.capital and any(r.pos == "V" and r.form == "i" for r in after.reads):
        return "ZU"
    plain = after.pos == "" and after.read("A") is not None and after.read("V") is None
    return "R" if plain and not after.low.endswith(_INFLECTED) else ""


def _completes(tokens: list[Token], i: int, language: Language) -> bool:
    """Whether a particle at the end of a segment makes a separable verb with a finite verb before it."""
    seen = False
    for k in range(i - 1, -1, -1):
        token = tokens[k]
        if token.text in (";", ":", ".") or (token.text == "," and seen):
            return False
        # "erklärte, A sei bereit": the verb of its own clause decides
        seen = seen or (token.pos == "V" and finite_reading(token))
        if finite_reading(token) and any((tokens[i].low, r.lemma) in language.separable for r in token.reads if r.pos == "V"):
            return True
    return False


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
    if token.low in relative and _after_comma(tokens, i) and _verb_final(tokens, i) and not _resumes(tokens, i, language):
        return "REL"
    if token.low == "einigen" and ((after is not None and after.low == "sich") or (_behind_sich(tokens, i) and _ends(after))):
        return "V"
    if after is None:
        return "PR"
    if before is not None and before.text == "," and token.low in language.grammar["determiners"]["verbs"]:
        # "…, meinen Diplomaten": a verb of saying behind what is said
        return "V"
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
        if token.low == "sein" and not (after.capital or after.read("A") or after.mention is not None):
            return "V"
        return "D"
    if token.low == "sein":
        token.lemma, token.form = "sein", "i"
        return "V"
    if token.text in ("der", "die", "das", "den", "dem") and after.text in QUOTES:
        return "D"
    if token.low in language.grammar["determiners"]["degree"]:
        return "R"
    return "PR"


def _behind_sich(tokens: list[Token], i: int) -> bool:
    """ "sich auf Zölle einigen": the reflexive that only a verb has stands before it in the clause."""
    clause = (t.low for t in reversed(tokens[:i]))
    return "sich" in takewhile(lambda low: low not in (",", ";", ":"), clause)


def _ends(after: Token | None) -> bool:
    return after is None or after.pos in (".", "V") or not after.low[0].isalpha() or after.read("V") is not None


def extended(tokens: list[Token], i: int) -> int:
    """ "einen seit drei Jahren inhaftierten Blogger": the place before the participle that goes with the determiner at i, else i."""
    near = i + 4 < len(tokens) and tokens[i + 1].low in ("dem", "der", "den") and tokens[i + 3].low.startswith(_NEAR)
    if near and not tokens[i + 3].capital:
        # "die dem Iran nahestehende Miliz"
        return i + 2
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
        ) or (not token.capital and (token.low.endswith(("ierten", "ierte", "ierter")) or token.low.startswith(_GOVERNING)))
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


# adjectives and participles that take a dative before them
_NEAR = ("nahestehend", "unterstellt", "unterstehend", "treu", "ergeben", "hörig", "gehörend", "angehörend", "verbunden", "freundlich")
# adjectives that take a phrase before them as participles do ("die in London ansässige Stelle")
_GOVERNING = ("ansässig", "beheimatet", "zuständig", "tätig", "befindlich")
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
    return any(r.form[0] in "fkh" for r in verb_readings(token.reads))


@lru_cache(maxsize=20000)
def verb_readings(reads: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Those of a word's readings that are a verb's: German segments ask for them again and again."""
    return tuple([r for r in reads if r.pos == "V"])


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
    """Choose among the readings of a word of the open classes."""
    token = tokens[i]
    tags = {r.pos for r in token.reads}
    if "N" in tags and token.capital:
        return "N" if i > 0 or tags == {"N"} else _at_start(token, tags, after, language)
    if _asks(token, i, after, language) and "V" in tags:
        return "V"
    if "NUM" in tags:
        return "NUM"
    if "V" in tags:
        return "A" if _adjectival(tokens, i, tags, before, after) else "V"
    return next((tag_ for tag_ in ("A", "R", "N") if tag_ in tags), "R")


def _at_start(token: Token, tags: set[str], after: Token | None, language: Language) -> str:
    """A word at the start of a sentence that can be a noun: it is one, but for auxiliaries and adjectives before a noun."""
    if "V" in tags and _asks(token, 0, after, language):
        return "V"
    return "A" if "A" in tags and after is not None and after.capital and after.read("N") is not None else "N"


def _asks(token: Token, i: int, after: Token | None, language: Language) -> bool:
    """ "Würde Tirana …", "Sollte die Regierung …"."""
    if i > 0 or not token.capital or after is None or not low_auxiliary(token.low, language):
        return False
    return after.mention is not None or after.pos in ("D", "PR")


def _helped(tokens: list[Token], i: int) -> bool:
    """Whether a verb of the perfect or passive stands before a word in its clause."""
    clause = takewhile(lambda t: t.text not in (",", ";", ":"), reversed(tokens[:i]))
    return any(
        t.pos == "V" and any(r.pos == "V" and r.lemma in ("haben", "werden") and r.form[:1] in "fkh" for r in t.reads) for t in clause
    )


def _adjectival(tokens: list[Token], i: int, tags: set[str], before: Token | None, after: Token | None) -> bool:
    """Whether a verb form stands as an adjective: in front of a noun, or after a determiner."""
    token = tokens[i]
    forms = {r.form for r in token.reads if r.pos == "V"}
    noun_after = after is not None and bool(after.mention is not None or (after.capital and after.read("N") is not None) or after.mods)
    if forms <= {"g"} or ("A" in tags and noun_after and not token.capital and all(r.lemma == token.low for r in token.reads)):
        return True
    # "einem Diplomaten zufolge blockiert A …": behind a postposition no phrase begins
    place = before.pos if before is not None and before.low != "zufolge" else ""
    participle = "n" in forms and not token.low.endswith(_INFLECTED)
    if participle and not noun_after and after is not None and _closes_clause(after):
        # "elf weitere verletzt worden", "2023 verschleppt hatte"
        return False
    if participle and before is not None and place in ("A", "R", "") and _ends_segment(after) and _helped(tokens, i):
        # "habe die Waffenruhe mehrfach verletzt"
        return False
    if place == "D" and noun_after:
        return True
    if "A" not in tags or not (place in ("D", "A", "J", "NUM") or noun_after or _adjective_follows(after)):
        return False
    finite = bool(forms & {"fs", "fp", "ks", "kp", "hs", "hp"})
    if place in (",", "-") and noun_after and forms == {"ks"}:
        # "…, enge Verbündete": hardly a verb in the first place of a clause
        return True
    return not finite or place in ("D", "A", "J", "P", "NUM")


def _closes_clause(after: Token) -> bool:
    """Whether an auxiliary of the perfect or passive ends what a participle before it began."""
    return after.low == "worden" or (not after.capital and any(r.pos == "V" and r.lemma in ("haben", "werden") for r in after.reads))


def _adjective_follows(after: Token | None) -> bool:
    if after is None or after.capital or finite_reading(after):
        return False
    return after.read("A") is not None or after.pos == "J"


@lru_cache(maxsize=4)
def _auxiliaries(code: str) -> frozenset[str]:
    aux = load_language(code).grammar["auxiliaries"]
    words = {w for key in ("possible", "able", "hypothetical", "must") for w in aux[key]}
    return frozenset(words | {"hat", "haben", "ist", "sind", "wird", "werden", "will", "wollen", "hatte", "hatten"})


def low_auxiliary(low: str, language: Language) -> bool:
    """Whether a word is an auxiliary or modal in a finite form."""
    return low in _auxiliaries(language.code)
