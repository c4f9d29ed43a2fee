"""Noun phrases for languages with fixed word order (English)."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.packs.memo import Memo
from lagebild.reading.choose_svo import CLAUSE_END
from lagebild.reading.groups_svo import GroupReader, VerbGroup
from lagebild.reading.parts import Phrase, Token

_NOMINAL = frozenset(("D", "A", "J", "NUM", "N", "M"))
_OFFICE = ("holder", "former", "elect")
_TIME = frozenset(("last", "next", "past"))
_AFTER_PARTICIPLE = ("N", "A", "J", "V", "M")


@dataclass(slots=True, eq=False)
class Item:
    """One step of a sentence: a phrase (np), a verb group (vg), or a token that joins or bounds clauses."""

    kind: str
    phrase: Phrase | None = None
    group: VerbGroup | None = None
    token: Token | None = None


@dataclass(slots=True)
class Chunker:
    """Cuts tagged tokens into items."""

    language: Language
    items: list[Item] = field(default_factory=list)
    alone: bool = False
    prep: Token | None = None
    possessors: int = 0

    def run(self, tokens: list[Token]) -> list[Item]:
        """Return the items of a sentence."""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.pos == "P":
                self._leave_preposition()
                self.prep = token
                i += 1
            elif self._starts_phrase(tokens, i):
                i = self._take_phrase(tokens, i)
            else:
                i = self._take_verbs(tokens, i) or self._take_word(tokens, i)
        return self.items

    def _leave_preposition(self) -> None:
        """A preposition without phrase behind it stands for itself."""
        if self.prep is not None:
            self.items.append(Item("prep", token=self.prep))
            self.prep = None

    def _starts_phrase(self, tokens: list[Token], i: int) -> bool:
        pos = tokens[i].pos
        if pos in _NOMINAL or pos == "PR":
            return True
        return (pos == "R" and self._opens(tokens, i)) or (pos == "V" and self._participle_opens(tokens, i))

    def _take_phrase(self, tokens: list[Token], i: int) -> int:
        end, phrase = self._phrase(tokens, i, self.prep)
        if phrase is not None:
            self.prep = None
            self.items.append(Item("np", phrase=phrase))
            return end
        if tokens[i].pos == "A" or tokens[end - 1].pos == "A":
            self._adjective(tokens, i, end)
        return max(end, i + 1)

    def _take_verbs(self, tokens: list[Token], i: int) -> int:
        """Read a verb group from i and return where it ends; 0 where none stands there."""
        if tokens[i].pos not in ("V", "X", "MD", "TO", "NEG"):
            return 0
        end, group = GroupReader(self.language).read(tokens, i)
        if group is None:
            return 0
        if self.prep is not None:
            group.prep = self.prep.low
            self.prep = None
        self.items.append(Item("vg", group=group))
        return max(end, i + 1)

    def _take_word(self, tokens: list[Token], i: int) -> int:
        if tokens[i].pos != "R":
            self._leave_preposition()
        self.items.append(Item(tokens[i].pos, token=tokens[i]))
        return i + 1

    def _adjective(self, tokens: list[Token], i: int, end: int) -> None:
        last = tokens[end - 1] if tokens[end - 1].pos == "A" else tokens[i]
        if self.items and self.items[-1].kind == "vg" and self.items[-1].group is not None and self.items[-1].group.adjective is None:
            self.items[-1].group.adjective = last
        else:
            self.items.append(Item("A", token=last))

    def _opens(self, tokens: list[Token], i: int) -> bool:
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        return (
            nxt is not None
            and nxt.pos in ("NUM", "A")
            and tokens[i].low in ("about", "nearly", "almost", "only", "more", "very", "most", "highly", "even", "at least")
        )

    def _participle_opens(self, tokens: list[Token], i: int) -> bool:
        """ "suspected militants", "captured soldiers": a participle at the head of a phrase, after a verb or preposition."""
        token = tokens[i]
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        forms = {r.form for r in token.reads if r.pos == "V"}
        if (
            "n" not in forms
            or nxt is None
            or nxt.pos not in ("N", "J", "A", "M")
            or (nxt.mention is None and nxt.pos == "N" and nxt.form == "prop")
        ):
            return False
        prev = tokens[i - 1] if i > 0 else None
        if nxt.pos == "M":
            # "in occupied Goma"
            return prev is not None and prev.pos == "P"
        if prev is not None and prev.pos == "C":
            # "held a vote and supplied drones", "dead and wounded soldiers"
            return i > 1 and tokens[i - 2].pos in ("A", "V", "J")
        return prev is None or prev.pos in ("P", "V") or (prev.pos == "Q" and i == 1)

    def _phrase(self, tokens: list[Token], i: int, prep: Token | None) -> tuple[int, Phrase | None]:
        """Read one noun phrase from i: determiner, modifiers, head, apposed names; then possessives, "of" and coordination."""
        if tokens[i].pos == "PR":
            return self._finish(tokens, i + 1, self._pronoun(tokens, i), prep)
        end, run = self._run_of_words(tokens, i)
        heads = self._heads(run)
        if not heads:
            return max(end, i + 1), None
        return self._finish(tokens, end, self._build(run, heads, i, end), prep)

    def _run_of_words(self, tokens: list[Token], i: int) -> tuple[int, list[Token]]:
        """The words from i that make one phrase, and where they end."""
        run: list[Token] = []
        while i < len(tokens):
            token = tokens[i]
            if token.pos in _NOMINAL:
                if run and _starts_anew(tokens, i, run[-1], self.language):
                    break
                run.append(token)
            elif self._goes_on(tokens, i, run):
                run.append(token)
            elif not _quoted_inside(tokens, i, run):
                break
            i += 1
        return i, run

    def _goes_on(self, tokens: list[Token], i: int, run: list[Token]) -> bool:
        """Whether an adverb, a participle or an "and" between adjectives belongs to the phrase."""
        token = tokens[i]
        if token.pos == "R":
            opens = not run or run[-1].pos in ("D", "R")
            return opens and i + 1 < len(tokens) and tokens[i + 1].pos in ("A", "NUM", "V", "R", "D")
        if token.pos == "V":
            return self._modifies(tokens, i, run)
        # "the tired, hungry crew", "Chinese, Russian and Iranian ships"
        listed = token.pos == "," and bool(run) and (run[0].pos == "D" or all(t.pos in ("J", ",", "C") for t in run))
        joins = (token.pos == "C" and token.low in ("and", "or")) or listed
        return joins and self._adjectives_joined(tokens, i, run)

    def _heads(self, run: list[Token]) -> list[Token]:
        """The words that can head a phrase: nouns and names, else demonyms and numbers, else determiners but articles."""
        articles = ("the", "a", "an", "no")
        return (
            [t for t in run if t.pos in ("N", "M")]
            or [t for t in run if t.pos in ("J", "NUM")]
            or [t for t in run if t.pos == "D" and t.low not in articles]
        )

    def _modifies(self, tokens: list[Token], i: int, run: list[Token]) -> bool:
        """A participle between determiner or adjective and noun ("the captured soldiers", "ongoing talks")."""
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        if nxt is None:
            return False
        inside = not run or run[-1].pos in ("D", "A", "J", "NUM", "R", "V")
        forms = {r.form for r in tokens[i].reads if r.pos == "V"}
        return inside and bool(forms & {"n", "g"}) and nxt.pos in _AFTER_PARTICIPLE and (nxt.pos != "V" or _participle(nxt))

    def _adjectives_joined(self, tokens: list[Token], i: int, run: list[Token]) -> bool:
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        return bool(run) and nxt is not None and run[-1].pos in ("A", "J") and nxt.pos in ("A", "J")

    def _build(self, run: list[Token], heads: list[Token], start: int, end: int) -> Phrase:
        nouns = [t for t in heads if t.pos == "N" and t.form != "prop"] or heads
        head = nouns[-1]
        if heads[-1].pos == "M" and heads[-1].mention is not None and heads[-1].mention.via not in ("holder", "former", "elect"):
            head = heads[-1]
        phrase = Phrase(start, end, head, run)
        for token in run:
            if token.mods:
                if not (
                    token.head
                    and token.pos == "A"
                    and token.head.endswith(("ed", "made", "born", "built", "based", "held", "style"))
                    and not token.head.endswith(("led", *self.language.grammar["determiners"]["belonging"]))
                ):
                    phrase.mods = [*phrase.mods, *token.mods]
            if token.mention is None:
                continue
            before_head = token.index < head.index and head.pos == "N"
            if token.pos == "J" or (before_head and token.mention.via not in ("holder", "former", "elect")):
                phrase.mods = [*phrase.mods, token.mention]
            else:
                phrase.names = [*phrase.names, token.mention]
        lows, determiners = [t.low for t in run], self.language.grammar["determiners"]
        if any(_telling(self.language.code).each(lows)):
            phrase.negative = not determiners["negative"].keys().isdisjoint(lows)
            phrase.possessive = _first_of(determiners["possessive"], lows)
            phrase.former = _first_of(self.language.offices["titles"]["former"], lows) or _former(lows)
        phrase.number = "p" if head.form == "p" or _counted(run, determiners["numerals"]) else "s"
        return phrase

    def _pronoun(self, tokens: list[Token], i: int) -> Phrase:
        token = tokens[i]
        g = self.language.grammar["pronouns"]
        kind = (
            "person"
            if token.low in g["person"]
            else "plural"
            if token.low in g["plural"]
            else "thing"
            if token.low in g["thing"]
            else "none"
        )
        return Phrase(i, i + 1, token, [token], pronoun=kind)

    def _finish(self, tokens: list[Token], i: int, phrase: Phrase, prep: Token | None) -> tuple[int, Phrase]:
        i, phrase = self._possessive(tokens, i, phrase)
        i = self._of(tokens, i, phrase)
        if not self.alone:
            i, phrase = self._coordinate(tokens, i, phrase, prep)
        if prep is not None:
            phrase.prep, phrase.slot = prep.low, self.language.grammar["prepositions"][prep.low]
        else:
            phrase.slot = "bare"
        return i, phrase

    def _possessive(self, tokens: list[Token], i: int, phrase: Phrase) -> tuple[int, Phrase]:
        if (
            i < len(tokens)
            and tokens[i].pos == "POSS"
            and i + 1 < len(tokens)
            and tokens[i + 1].pos in ("N", "A", "J", "NUM", "M", "V", "R", "D")
        ):
            # no language piles up possessors like this; damaged text does
            if self.possessors > 12:
                return i, phrase
            self.possessors += 1
            end, owned = self._phrase_core(tokens, i + 1)
            self.possessors -= 1
            if owned is not None:
                for part in _owned(owned):
                    part.owner = phrase
                owned.start = phrase.start
                owned.negative = owned.negative or tokens[phrase.start].low == "neither"
                return end, owned
        return i, phrase

    def _phrase_core(self, tokens: list[Token], i: int) -> tuple[int, Phrase | None]:
        end, phrase = self._phrase(tokens, i, None)
        if phrase is not None:
            phrase.slot = ""
        return end, phrase

    def _of(self, tokens: list[Token], i: int, phrase: Phrase) -> int:
        if i < len(tokens) and tokens[i].low == "of" and i + 1 < len(tokens) and phrase.of is None and not phrase.pronoun:
            if tokens[i + 1].pos in ("D", "A", "J", "NUM", "N", "M") or (
                tokens[i + 1].pos == "V" and self._participle_opens(tokens, i + 1)
            ):
                end, inner = self._phrase(tokens, i + 1, None)
                if inner is not None:
                    inner.slot, inner.prep = "of", "of"
                    phrase.of = inner
                    return end
        return i

    def _coordinate(self, tokens: list[Token], i: int, phrase: Phrase, prep: Token | None) -> tuple[int, Phrase]:
        """Join "A, B and C" of like phrases: names with names, or nouns where no verb follows the second."""
        parts = [phrase]
        while i + 1 < len(tokens) and (
            tokens[i].low in ("and", "or", "nor", "as well as", "&", "plus")
            or (
                tokens[i].pos == ","
                and (
                    _list_goes_on(tokens, i)
                    or _headline_pair(tokens, i)
                    or (
                        len(parts) > 1
                        and tokens[i + 1].low in ("and", "or")
                        and i + 2 < len(tokens)
                        and tokens[i + 2].pos in ("N", "A", "D", "J", "M")
                    )
                )
            )
        ):
            k = i + 1
            if tokens[i].pos == "," and tokens[k].low in ("and", "or"):
                k += 1
            if k >= len(tokens) or tokens[k].pos not in ("D", "A", "J", "NUM", "N", "M"):
                break
            if (
                tokens[i].pos == ","
                and tokens[k].pos == "M"
                and phrase.head.pos == "N"
                and not (phrase.names or phrase.mods or phrase.owner)
            ):
                # "after cutting ties, A and B …"
                break
            if tokens[i].pos == "," and len(parts) == 1 and tokens[i + 1].low in ("and", "or") and _clause_ahead(tokens, k):
                # "a loan to A, and B and C agreed …"
                break
            if tokens[i].pos == "," and len(parts) == 1 and prep is not None and _subject_ahead(tokens, k, phrase.start):
                # "After talks in Doha, Kenya and Sudan agreed …"
                break
            mark = (len(self.items), i)
            end, nxt = self._single(tokens, k)
            between = prep is not None and prep.low in ("between", "among")
            if nxt is None or (not between and _verb_follows(tokens, end) and _verb_stands_before(tokens, phrase.start)):
                del self.items[mark[0] :]
                break
            nxt.slot = phrase.slot
            parts.append(nxt)
            i = end
        if len(parts) == 1:
            return i, phrase
        words = [t for p in parts for t in p.tokens]
        whole = Phrase(phrase.start, i, parts[-1].head, words, coords=parts, number="p", negative=tokens[phrase.start].low == "neither")
        return i, whole

    def _single(self, tokens: list[Token], i: int) -> tuple[int, Phrase | None]:
        """One phrase without coordination of its own."""
        self.alone = True
        try:
            return self._phrase(tokens, i, None)
        finally:
            self.alone = False


@lru_cache(maxsize=4)
def _telling(code: str) -> Memo[bool]:
    """Whether a word makes its phrase negative or possessive, or tells of a former office: few do."""
    language = load_language(code)
    tables = (*(language.grammar["determiners"][key] for key in ("negative", "possessive")), language.offices["titles"]["former"])
    return Memo(lambda low: low[:3] == "ex-" or any(low in table for table in tables))


def _first_of(table: Container[str], words: list[str]) -> str:
    """Return the first of the words that stands in a table, or nothing."""
    for word in words:
        if word in table:
            return word
    return ""


def _former(words: list[str]) -> str:
    """The first word that says so of who held an office once ("ex-minister"), or nothing."""
    for word in words:
        if word[:3] == "ex-":
            return word
    return ""


def _counted(run: list[Token], numerals: Container[str]) -> bool:
    """Whether a number or numeral of more than one stands in a phrase."""
    numbers = [t.low for t in run if t.pos in ("D", "NUM") and t.low in numerals]
    return any(low not in ("one", "a", "an", "half") for low in numbers) if numbers else False


def _participle(token: Token) -> bool:
    return any(r.pos == "V" and r.form in ("n", "g") for r in token.reads)


def _owned(phrase: Phrase) -> list[Phrase]:
    """What a possessor before a phrase owns: of "X's president and his guest" the first, of "X's president and parliament" both."""
    while phrase.owner is not None:
        phrase = phrase.owner
    others = [p for p in phrase.coords[1:] if not (p.possessive or p.mods or p.names or p.owner or any(t.pos == "D" for t in p.tokens))]
    return [*_owned(phrase.coords[0]), *others] if phrase.coords else [phrase]


def _starts_anew(tokens: list[Token], i: int, last: Token, language: Language) -> bool:
    """Whether a determiner, name, adjective or number opens a phrase of its own after the word before it."""
    token = tokens[i]
    if token.pos in ("N", "A") and last.pos == "M" and _given(tokens, i, last, language):
        return True
    if token.pos == "D":
        return last.pos not in ("D", "R")
    if token.pos == "M":
        # "through loans and ports China has gained": a plural and a name are two phrases, and so are two names
        mention = token.mention
        names = mention is not None and mention.role == "name" and mention.via not in _OFFICE
        if names and (last.low in language.times["weekdays"] or last.low in language.times["months"]):
            # "said on Saturday Chad attacked"
            return True
        if names and last.pos == "N" and last.form != "p":
            # "in a surprise move Iran attacked": a state behind a noun that names no person, body or place
            return (
                mention is not None
                and mention.via in ("name", "metonym", "city")
                and _before_verb(tokens, i)
                and not _titles(last, language)
            )
        return names and (last.pos == "M" or (last.pos == "N" and last.form == "p"))
    if token.low in _TIME and i + 1 < len(tokens) and tokens[i + 1].low in language.times["units"]:
        # "to Reykjavik next week"
        return last.pos in ("N", "M")
    if token.pos == "A":
        return last.pos in ("N", "M") and not (i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "J"))
    return token.pos == "NUM" and (last.pos == "M" or (last.pos == "N" and not token.text.isdigit()))


def _given(tokens: list[Token], i: int, last: Token, language: Language) -> bool:
    """ "gave Moldova radar equipment": a state behind a verb of giving, and what it gets; not "sold Taiwan shares to …"."""
    verb = tokens[last.index - 1] if last.index else None
    if verb is None or verb.pos != "V" or verb.lemma not in language.grammar["auxiliaries"]["giving"]:
        return False
    to = next((k for k in range(i, len(tokens)) if tokens[k].low == "to" or tokens[k].pos in CLAUSE_END or tokens[k].pos in ("S", "W")), 0)
    elsewhere = bool(to) and tokens[to].low == "to" and tokens[to].pos == "P"
    return last.mention is not None and last.mention.via not in _OFFICE and not tokens[i].capital and not elsewhere


def _before_verb(tokens: list[Token], i: int) -> bool:
    """Whether a verb follows a name, at most an adverb or a time in between."""
    rest = [t for t in tokens[i + 1 : i + 6] if t.pos not in ("R", "P", "N", ",", "NUM", "C", "M")]
    return bool(rest) and rest[0].pos in ("V", "X", "MD")


def _titles(noun: Token, language: Language) -> bool:
    """Whether a noun may stand before a name as its kind ("rebel group M23", "agency Anadolu")."""
    words = language.speech
    lists = (words["media"], words["named_heads"], words["bodies"], words["anonymous"], language.offices["offices"])
    agent = "agent" in language.noun_classes.get(noun.lemma, ())
    return agent or noun.form == "prop" or noun.capital or any(noun.lemma in w for w in lists)


def _quoted_inside(tokens: list[Token], i: int, run: list[Token]) -> bool:
    """ "a "special" operation": a quote inside a phrase."""
    if tokens[i].pos != "Q" or not run or run[-1].pos not in ("D", "A", "J"):
        return False
    return i + 1 < len(tokens) and tokens[i + 1].pos in ("N", "A")


def _headline_pair(tokens: list[Token], i: int) -> bool:
    """ "A, B sign deal": two names before the verb that opens a headline."""
    return i == 1 and len(tokens) > 3 and tokens[0].pos == tokens[2].pos == "M" and tokens[3].pos == "V" and tokens[-1].text != "."


def _list_goes_on(tokens: list[Token], i: int) -> bool:
    """After a comma: a list goes on if names follow and an "and" closes it without a verb in between."""
    for k in range(i + 1, min(len(tokens), i + 14)):
        t = tokens[k]
        if t.low in ("and", "or"):
            return (
                (k > i + 1 and tokens[k - 1].pos in ("N", "M", ",")) or (k == i + 1 and tokens[k + 1].pos in ("M", "J"))
                if k + 1 < len(tokens)
                else False
            )
        if t.pos in ("V", "X", "MD", "S", "W", "Q", ".", ";", ":", "PR", "TO", "P", "("):
            return False
    return False


def _subject_ahead(tokens: list[Token], k: int, start: int) -> bool:
    """Whether names from here are the subject of the first verb of the sentence: only phrases with prepositions stand before them."""
    at = next((i for i in range(k, len(tokens)) if tokens[i].pos not in ("M", "C", "POSS", "R") and tokens[i].text != ","), len(tokens))
    opens = tokens[0].pos == "P" and not any(t.pos in ("V", "X", "MD", ",") for t in tokens[:start])
    return opens and at < len(tokens) and at > k and (tokens[at].pos in ("X", "MD") or _can_be_finite(tokens[at]))


def _can_be_finite(token: Token) -> bool:
    return token.pos == "V" and any(r.pos == "V" and r.form in ("d", "z", "b") for r in token.reads)


def _clause_ahead(tokens: list[Token], k: int) -> bool:
    """Whether names and nouns from here end at a finite verb."""
    at = next((i for i in range(k, len(tokens)) if tokens[i].pos not in ("M", "N", "D", "A", "J", "C", "NUM", "POSS", "R")), len(tokens))
    return at > k and _verb_follows(tokens, at) and _verb_stands_before(tokens, k - 2)


def _verb_follows(tokens: list[Token], i: int) -> bool:
    while i < len(tokens) and tokens[i].pos == "R":
        i += 1
    if i >= len(tokens):
        return False
    if tokens[i].pos in ("X", "MD"):
        return True
    return tokens[i].pos == "V" and not all(r.form in ("g",) for r in tokens[i].reads if r.pos == "V")


def _verb_stands_before(tokens: list[Token], i: int) -> bool:
    for k in range(i - 1, 0 if tokens[0].pos in ("X", "MD") else -1, -1):
        if tokens[k].pos in ("S", "W", ";", ":", ","):
            return False
        if tokens[k].pos in ("X", "MD") or (tokens[k].pos == "V" and tokens[k].form not in ("g",)):
            return True
    return False
