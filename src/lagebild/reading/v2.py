"""Clauses for verb-second languages with cases (German): each segment between commas becomes a predicate."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.packs.language import Language
from lagebild.reading.apposition_v2 import hang, name_those, take_out
from lagebild.reading.link_v2 import Linker
from lagebild.reading.parts import Parse, Phrase, Predicate, Token
from lagebild.reading.relative_v2 import agree, antecedent
from lagebild.reading.roles_v2 import RoleReader
from lagebild.reading.segments_v2 import Item, Segment, Segmenter, read_items
from lagebild.reading.shared_v2 import share_auxiliaries
from lagebild.reading.tag_v2 import tag
from lagebild.reading.verbs_v2 import VerbReader


def parse(tokens: list[Token], start: int, end: int, language: Language) -> Parse:
    """Parse a sentence's tokens."""
    tokens = tag(tokens, language)
    items = read_items(tokens, language)
    question = "?" in [t.text for t in tokens[-3:]]
    predicates = Builder(language, question).run(items)
    phrases = [i.phrase for i in items if i.phrase is not None]
    return Parse(tokens, predicates, phrases, start, end, question)


@dataclass(slots=True)
class Builder:
    """Makes a predicate of each segment and hands it to the linker."""

    language: Language
    question: bool

    def run(self, items: list[Item]) -> list[Predicate]:
        """Return the predicates of a sentence."""
        name_those(items)
        apposed = take_out(items, self.language)
        segments = Segmenter(self.language, self.question).run(items)
        share_auxiliaries(segments, self.language)
        linker = Linker(self.language, self.question, segments)
        phrases = [i.phrase for i in items if i.phrase is not None and i.kind == "np"]
        for number, segment in enumerate(segments):
            segment.predicate = self._predicate(segment, phrases)
            if segment.predicate is not None:
                linker.add(number, segment.predicate)
        for predicate in linker.out:
            _reported(predicate, linker.speech)
        return linker.out + [c for p in linker.out for c in _attributive(p)] + [hang(c, linker.out) for c in apposed]

    def _predicate(self, segment: Segment, before: list[Phrase]) -> Predicate | None:
        verbs = segment.verbs()
        phrases = [i.phrase for i in segment.items if i.phrase is not None]
        if not verbs and not phrases:
            return None
        predicate = Predicate(quoted=segment.quoted, start=segment.start, args=phrases)
        predicate.words = {i.token.low for i in segment.items if i.kind != "np" or i.phrase is None}
        kinds = [i.kind for i in segment.items]
        predicate.negative = "neg" in kinds
        for item in segment.items if "rel" in kinds else ():
            if item.kind == "rel" and item.phrase is not None:
                owner = item.phrase.owner
                pronoun = owner if owner is not None and owner.pronoun == "relative" else item.phrase
                predicate.antecedent = antecedent(pronoun, [p for p in before if p.end <= item.phrase.start], self.language)
                item.phrase.coords = ()
                agree(pronoun, predicate.antecedent, self.language)
        _hang_prepositional(segment)
        if verbs:
            VerbReader(self.language).read(segment, predicate, verbs)
            predicate.adjective = _predicate_adjective(segment, predicate)
            predicate.end = max(t.index for t in predicate.tokens) + 1
        RoleReader(self.language).read(segment, predicate)
        return predicate


def _predicate_adjective(segment: Segment, predicate: Predicate) -> Token | None:
    """The last adjective of a segment, or a verb form that can be one."""
    plain = [i.token for i in segment.items if i.kind == "a"]
    verbal = [i.token for i in segment.verbs() if i.token is not predicate.head and _describes(i.token)]
    adjectives = plain + verbal
    return adjectives[-1] if adjectives else None


def _describes(token: Token) -> bool:
    """Whether a verb form beside the verb can say how something is ("hält es für ausgeschlossen")."""
    auxiliary = token.low in ("worden", "gewesen", "gehabt", "geworden")
    return token.read("A") is not None or (not auxiliary and all(r.form == "n" for r in token.reads))


def _hang_prepositional(segment: Segment) -> None:
    """Hang prepositional phrases on the noun phrase right before them."""
    for first, second in zip(segment.items, segment.items[1:], strict=False):
        if first.phrase is None or second.phrase is None or not second.phrase.prep or second.kind != "np":
            continue
        first.phrase.hang(second.phrase)


def _reported(predicate: Predicate, speech: frozenset[str]) -> None:
    """ "…, A und B hätten sich geeinigt, hieß es": the plural of the Konjunktiv I looks like the indicative."""
    above = predicate.parent
    if predicate.mood != "hypothetical" or above is None or predicate.relation not in ("comp", "content"):
        return
    if above.lemma not in speech and predicate.antecedent is None:
        return
    plain = {t.low for t in predicate.tokens} & {"hätten", "wären", "würden"}
    if plain and not any(c.sub == "if" for c in predicate.children):
        predicate.mood = "k" if predicate.perfect else "future"


def _attributive(predicate: Predicate) -> list[Predicate]:
    """The clauses of the participles before a predicate's nouns, hung under it."""
    roots = [*predicate.args, *([predicate.subject] if predicate.subject is not None else [])]
    clauses = [q.clause for p in roots for q in p.nested() if q.clause is not None]
    for clause in clauses:
        if clause.antecedent is not None:
            # "die von A verhängten Zölle gegen B"
            clause.args += [p for p in clause.antecedent.after if p not in clause.args]
    return [predicate.adopt(c, "reduced") for c in dict.fromkeys(clauses)]
