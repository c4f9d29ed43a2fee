"""The open clauses of an English sentence: where phrases, signs and subordinators go."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.reading.chunk_svo import Item
from lagebild.reading.groups_svo import VerbGroup
from lagebild.reading.parts import Phrase, Predicate, Token

# acts that are done, not said
_DONE = frozenset(("ASSAULT", "AID", "SANCTION", "COERCE", "MOBILIZE", "COOPERATE", "RETREAT"))


@dataclass(slots=True)
class Stack:
    """The clauses of a sentence so far; `stack` holds the open ones, the innermost last."""

    language: Language
    question: bool
    predicates: list[Predicate] = field(default_factory=list)
    stack: list[Predicate] = field(default_factory=list)
    last: Item | None = None
    comma: bool = False
    joiner: str = ""
    prep: str = ""
    quoted: bool = False
    pending_aux: VerbGroup | None = None
    orphans: list[Predicate] = field(default_factory=list)
    plain_reports: frozenset[str] = frozenset()
    between: list[Phrase] = field(default_factory=list)
    after_comma: list[Phrase] = field(default_factory=list)
    since_joint: list[Phrase] = field(default_factory=list)
    reports: frozenset[str] = frozenset()

    @property
    def top(self) -> Predicate:
        """The innermost open clause."""
        return self.stack[-1]

    def _open(self, relation: str, parent: Predicate | None, sub: str = "", antecedent: Phrase | None = None) -> Predicate:
        clause = Predicate(relation=relation, sub=sub, antecedent=antecedent, quoted=self.quoted)
        if parent is not None:
            parent.adopt(clause, relation)
        self.predicates.append(clause)
        self.stack.append(clause)
        return clause

    def _phrase(self, item: Item, nxt: Item | None) -> None:
        phrase = item.phrase
        assert phrase is not None
        clause = self.top
        if (
            clause.inverted
            and clause.subject is None
            and clause.relation == "root"
            and phrase.slot == "bare"
            and clause.head is not None
            and (clause.lemma in self.reports or clause.lemma == "be")
        ):
            clause.subject = phrase
            self.between.append(phrase)
            self.comma = False
            return
        if self.comma and clause.relation == "rel" and clause.head is not None and phrase.slot == "bare" and clause.link == "comma":
            self._close_to_open()
            clause = self.top
        if phrase.slot != "bare" and phrase.slot not in ("",):
            self._attach(clause, phrase)
        elif clause.head is None:
            if self.comma and clause.before and self._apposition(clause, phrase):
                phrase.apposition = True
                clause.args.append(phrase)
            else:
                clause.before.append(phrase)
        else:
            clause.args.append(phrase)
        self.between.append(phrase)
        if self.last is not None and self.last.kind in (",", "-"):
            self.after_comma.append(phrase)
        self.since_joint.append(phrase)
        self.comma = False

    def _apposition(self, clause: Predicate, phrase: Phrase) -> bool:
        before = clause.before[-1]
        if self.last is None or self.last.kind != "," or before.slot != "bare" or phrase.pronoun:
            return False
        # "a member of parliament, Mohammed Mamoun, …": an unknown name explains who it is
        unknown_name = all(t.form == "prop" for t in phrase.tokens) and not phrase.names and not before.pronoun
        explains = bool(phrase.tokens) and phrase.tokens[0].low in self.language.grammar["determiners"]["articles"]
        named = bool(before.names) or (explains and before.of is not None and bool(before.of.names))
        return unknown_name or (named and not phrase.names)

    def _attach(self, clause: Predicate, phrase: Phrase) -> None:
        if self.last is not None and self.last.kind == "np" and self.last.phrase is not None:
            self.last.phrase.hang(phrase)
        clause.args.append(phrase)

    def _sign(self, item: Item, nxt: Item | None) -> None:
        token = item.token
        kind = item.kind
        if kind in (",", "C", "S", "W", ";", ":", "-", "Q"):
            self.since_joint = []
        if kind == ",":
            if (
                self.top.sub
                and self.top.head is not None
                and self.top.relation == "adv"
                and self.top.parent is not None
                and self.top.parent.head is None
            ):
                self.stack.pop()
            elif self._opening_aside():
                # "Having vowed to make B pay, A …": the subject of the sentence comes behind
                self.stack = self.stack[:1]
            elif self.top.head is not None and self.top.relation in ("adv-ing", "reduced", "prep-ing", "inf-adv"):
                self._pop_while(("adv-ing", "reduced", "prep-ing", "inf-adv"))
            self.comma = True
            self.joiner = ""
        elif kind == "C" and token is not None:
            self.joiner = token.low
        elif kind == "S" and token is not None:
            self._subordinate(token)
        elif kind == "W":
            antecedent = self._spoken_of(self._last_phrase(), token)
            link = "comma" if self.comma else ""
            clause = self._open("rel", self.top, "", antecedent)
            clause.link = link
            if token is not None and token.low == "whom":
                clause.antecedent_role = "object"
            self.comma = False
        elif kind == "prep" and token is not None:
            self.prep = token.low
        elif kind == "Q":
            self.quoted = not self.quoted if token is None or token.text not in "“„«" else True
            if token is not None and token.text in "”»":
                self.quoted = False
            self.comma = self.comma or not self.quoted
        elif kind in (";", ":", "-", "."):
            if kind == ":" and self.top.head is not None and self.top.head.lemma in self.reports:
                clause = self._open("comp", self.top)
            elif kind in (";", "."):
                self.stack = self.stack[:1]
                self._open("root", None)
            elif self.top.head is not None:
                self.comma = True
            self.joiner = ""
        elif kind == "A" and self.top.head is not None and self.top.adjective is None:
            self.top.adjective = token

    def _spoken_of(self, last: Phrase | None, token: Token | None) -> Phrase | None:
        """ "the UN mission in Kabul, which …", "an envoy in Rome who …": the body or person rather than the place behind it."""
        host = last.host if last is not None and last.slot in ("in", "at") and last.names else None
        if last is None or host is None or token is None:
            return last
        people = "agent" in self.language.noun_classes.get(host.lemma, ())
        last_word = host.lemma.split()[-1]
        body = last_word in self.language.speech["bodies"] or last_word in self.language.speech["named_heads"]
        return host if (token.low == "who" and people) or (token.low == "which" and body and not people) else last

    def _sums_up(self, noun: Phrase) -> bool:
        """Whether a noun behind a comma sums up the clause before it ("…, a step that …")."""
        first = noun.tokens[0].low if noun.tokens else ""
        summing = noun.lemma in self.language.speech["summing"] and first in ("a", "an", "another", "the")
        return summing and not noun.prep and self.stack[0].head is not None and noun.start > 1 and self._behind_comma(noun)

    def _behind_comma(self, noun: Phrase) -> bool:
        return noun in self.after_comma

    def _has_no_content(self, parent: Predicate, noun: Phrase) -> bool:
        """Whether "that" behind a noun can only be a relative pronoun: the noun says nothing, nor does the verb above."""
        things, acts = _things(self.language.code), self.language.rules.nouns.get(noun.lemma, ())
        act = bool(acts) and all(t.rule.type in _DONE for t in acts)
        return (noun.lemma in things or act) and not (parent.head is not None and parent.lemma in self.reports)

    def _cleft(self, parent: Predicate) -> Phrase | None:
        """Whom "it is … that" picks out."""
        if parent.lemma != "be" or parent.subject is None or parent.subject.head.low != "it" or parent.adjective is not None:
            return None
        named = [p for p in parent.args if p.slot == "bare" and p.sided]
        return named[0] if named else None

    def _opening_aside(self) -> bool:
        """Whether a participle clause that opens the sentence, with all that hangs on it, ends here."""
        if len(self.stack) < 3 or self.stack[0].head is not None or self.stack[0].before:
            return False
        return self.stack[1].relation == "adv-ing" and all(c.relation in ("inf", "prep-ing", "reduced") for c in self.stack[2:])

    def _subordinate(self, token: Token) -> None:
        g = self.language.grammar["conjunctions"]
        parent = self.top
        if token.low in g["complement"]:
            # "said X ... and that Y": a second complement hangs under the first one's governor
            depth = (
                max((k for k, c in enumerate(self.stack) if c.relation == "comp" and c.sub == token.low), default=0) if self.joiner else 0
            )
            if depth and parent.head is not None:
                del self.stack[depth:]
                parent = self.top
            noun = self._last_phrase() if self.last is not None and self.last.kind == "np" else None
            cleft = self._cleft(parent)
            if cleft is not None:
                # "It was A, not B, that closed the border"
                clause = self._open("rel", parent, "", cleft)
            elif noun is not None and self._sums_up(noun):
                # ", a move that B condemned"
                clause = self._open("rel", self.stack[0], "", noun)
                clause.antecedent_role = "object"
            elif noun is not None and not parent.sub and self._has_no_content(parent, noun):
                # "drones that Iran supplied"
                clause = self._open("rel", parent, "", noun)
                clause.antecedent_role = "object"
            else:
                clause = self._open("comp", parent, token.low, noun)
        elif token.low in g["question"]:
            clause = self._open("comp", parent, token.low)
            clause.question = True
        elif token.low in g["condition"]:
            clause = self._open("adv", parent, "if")
            clause.link = token.low
        elif token.low in g["question_words"] and token.low not in ("when", "where"):
            clause = self._open("comp", parent, token.low)
            clause.question = token.low in ("whether",)
        else:
            clause = self._open("adv", parent, token.low)
        self.joiner, self.comma = "", False
        clause.start = token.index

    def _last_phrase(self) -> Phrase | None:
        if self.between:
            return self.between[-1]
        return None

    def _pop_while(self, relations: tuple[str, ...]) -> None:
        while len(self.stack) > 1 and self.top.relation in relations:
            self.stack.pop()

    def _close_to_open(self) -> None:
        """Leave a finished relative clause."""
        while (
            len(self.stack) > 1
            and self.top.relation in ("rel", "reduced", "adv-ing", "prep-ing", "inf-adv", "inf")
            and self.top.head is not None
        ):
            done = self.stack.pop()
            if done.relation == "rel":
                break


@lru_cache(maxsize=4)
def _things(code: str) -> frozenset[str]:
    """The nouns that name things that are given, sent or used: no clause says what they are about."""
    return frozenset(load_language(code).objects)


@lru_cache(maxsize=4)
def report_verbs(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The verbs of saying, and those of them that are no act besides."""
    language = load_language(code)
    reports = frozenset(language.speech["verbs"]) | frozenset(language.speech["denial"])
    acts = frozenset(v for v, row in language.rules.verbs.items() if any(not t.needs for t in row))
    # a denial after a comma denies what somebody else says; it does not report the words before it
    return reports, reports - acts - frozenset(language.speech["denial"])
