"""What the reader sees in a sentence: tokens, mentions, phrases and predicates.

The shallow parsers of the word orders (`svo`, `v2`) make these; everything after them knows no language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lagebild.packs.language import ObjectClass, Reading


@dataclass(slots=True, eq=False)
class Mention:
    """A name of the registry in the text. `role`: name, adj (demonym adjective) or people; `label` where it speaks for nobody."""

    code: str
    name: str
    start: int
    end: int
    via: str
    role: str = "name"
    grammar: str = ""
    office: str = ""
    holder: str = ""


@dataclass(slots=True, eq=False)
class Token:
    """A word or sign; a name of several words is one token. `mods` are mentions inside a compound ("US-Städte")."""

    text: str
    low: str
    start: int
    end: int
    index: int = 0
    pos: str = ""
    lemma: str = ""
    form: str = ""
    reads: tuple[Reading, ...] = ()
    mention: Mention | None = None
    mods: Sequence[Mention] = ()
    head: str = ""
    slot: str = ""
    loud: bool = False

    @property
    def capital(self) -> bool:
        """Whether the word is written with a capital letter that means something (in a line of capitals it does not)."""
        return self.text[:1].isupper() and not self.loud

    def read(self, pos: str) -> Reading | None:
        """Return the first reading of a part of speech."""
        for reading in self.reads:
            if reading.pos == pos:
                return reading
        return None


# slots that may belong to a noun farther back than the phrase right before
_FARTHER = frozenset(("by", "against", "at", "to", "with"))
# prepositions that bind so close that what follows belongs to both nouns ("a spokesman for the army in Nairobi")
_BINDING = frozenset(("for", "of", "von", "vom", "with"))


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase with the preposition before it; `case` holds the cases it can stand in (letters n a d g)."""

    start: int
    end: int
    head: Token
    tokens: list[Token]
    slot: str = ""
    prep: str = ""
    names: Sequence[Mention] = ()
    mods: Sequence[Mention] = ()
    owner: Phrase | None = None
    of: Phrase | None = None
    coords: Sequence[Phrase] = ()
    after: Sequence[Phrase] = ()
    farther: Sequence[Phrase] = ()
    host: Phrase | None = None
    negative: bool = False
    pronoun: str = ""
    possessive: str = ""
    former: str = ""
    case: str = "nadg"
    number: str = ""
    person: str = ""
    clause: Predicate | None = None
    apposition: bool = False
    # what kind of thing it names, once that has been asked; None where it names none
    thing: ObjectClass | Literal[""] | None = ""

    @property
    def lemma(self) -> str:
        """The head's lemma in lower case."""
        return self.head.lemma or self.head.low

    def hang(self, phrase: Phrase) -> None:
        """Hang a prepositional phrase on this one, on its parts and genitive, and on what this one hangs on itself.

        "Die Freilassung von drei Norwegern durch Mali": who does it stands behind another phrase.
        """
        for part in (self, *self.coords, self.of):
            if part is not None and phrase not in part.after:
                part.after = [*part.after, phrase]
        phrase.host = phrase.host or self
        if self.host is not None:
            if phrase.slot in _FARTHER or self.prep in _BINDING:
                self.host.hang(phrase)
            else:
                self.host.farther = [*self.host.farther, phrase]

    @property
    def sided(self) -> bool:
        """Whether the phrase can name a side: it has a mention somewhere, or is a pronoun for one."""
        if self.pronoun in ("person", "thing", "plural", "any", "relative"):
            return True
        return any(p.names or p.mods or p.possessive for p in self.nested())

    def parts(self) -> Sequence[Phrase]:
        """Return the coordinated phrases, or this one."""
        if not self.coords:
            return (self,)
        return [part for phrase in self.coords for part in phrase.parts()]

    def nested(self) -> Sequence[Phrase]:
        """Return this phrase and all phrases inside it."""
        if self.owner is None and self.of is None and not self.coords:
            # most phrases
            return (self,)
        found = [self]
        for inner in (*self.coords, self.owner, self.of):
            if inner is not None and inner is not self:
                found += inner.nested()
        return found


@dataclass(slots=True, eq=False)
class Predicate:
    """A verb with its arguments: who, whom, with which prepositional phrases, under which clause."""

    head: Token | None = None
    lemma: str = ""
    particle: str = ""
    tokens: list[Token] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    subject: Phrase | None = None
    args: list[Phrase] = field(default_factory=list)
    passive: bool = False
    form: str = "fin"
    mood: str = ""
    past: bool = False
    perfect: bool = False
    progressive: bool = False
    negative: bool = False
    adjective: Token | None = None
    parent: Predicate | None = None
    relation: str = "root"
    sub: str = ""
    link: str = ""
    antecedent: Phrase | None = None
    antecedent_role: str = ""
    children: list[Predicate] = field(default_factory=list)
    quoted: bool = False
    question: bool = False
    start: int = 0
    end: int = 0
    inverted: bool = False
    before: list[Phrase] = field(default_factory=list)

    def adopt(self, child: Predicate, relation: str) -> Predicate:
        """Hang a clause under this one; not one that stands above it, as damaged text can have it."""
        if child in self.chain():
            return child
        child.parent, child.relation = self, relation
        self.children.append(child)
        return child

    def chain(self) -> Iterator[Predicate]:
        """Yield this predicate and those above it."""
        node: Predicate | None = self
        seen: set[int] = set()
        while node is not None and id(node) not in seen:
            seen.add(id(node))
            yield node
            node = node.parent

    def slot(self, name: str) -> list[Phrase]:
        """Return the phrases in a slot: object (bare), or a preposition's slot."""
        return [p for p in self.args if p.slot == name]


@dataclass(slots=True)
class Parse:
    """One sentence, parsed."""

    tokens: list[Token]
    predicates: list[Predicate]
    phrases: list[Phrase]
    start: int
    end: int
    question: bool = False
    _line: str | None = None
    _lows: frozenset[str] | None = None
    _words: list[str] | None = None

    @property
    def line(self) -> str:
        """The tokens in small letters with a space between; joined once, for several word lists are looked for in it."""
        if self._line is None:
            self._line = " ".join([t.low for t in self.tokens])
        return self._line

    @property
    def words(self) -> list[str]:
        """The words of the line: those of tokens of several words one by one."""
        if self._words is None:
            lows = [t.low for t in self.tokens]
            self._words = lows if self.line.count(" ") < len(lows) else self.line.split(" ")
        return self._words

    @property
    def lows(self) -> frozenset[str]:
        """The tokens in small letters; most word lists have none of them, which is seen at once."""
        if self._lows is None:
            self._lows = frozenset([t.low for t in self.tokens])
        return self._lows

    def unlink(self) -> None:
        """Cut the rings among clauses and phrases when all is read: a sentence then goes at once, not with the next search for garbage."""
        for predicate in self.predicates:
            predicate.parent = predicate.subject = predicate.antecedent = None
            predicate.children = []
        for phrase in self.phrases:
            phrase.host = phrase.clause = None
