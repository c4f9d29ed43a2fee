"""Whom a speech act is addressed to where its own words do not name him: who was named or who acted before in the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Mention, Phrase
from lagebild.reading.sides import Sides, is_class, unique

_TO_PEOPLE = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
_TO_ACTS = ("ACCUSE", "REJECT")
_SLOTS = ("bare", "iobject", "to", "against", "at", "over")


@dataclass(slots=True)
class Addressed:
    """Fills the recipients of speech acts that point back."""

    matcher: Matcher
    sides: Sides
    filled: list[Candidate]

    def fill(self, candidate: Candidate) -> None:
        """ "…, Prag verurteilte den Schritt", "kritisierte Mali und forderte die Regierung auf": who acted, who was named before."""
        self._atone(candidate)
        if self._answers(candidate) and not candidate.recipients and candidate.actors:
            candidate.recipients = self._acted_before(candidate)
            return
        if not candidate.recipients and candidate.actors and candidate.rule.type == "SANCTION" and candidate.phrase is None:
            candidate.recipients = self._same_before(candidate)
        if not candidate.recipients and candidate.actors and candidate.rule.type == "THREATEN" and candidate.phrase is None:
            candidate.recipients = self._accused_before(candidate)
        if candidate.recipients or not candidate.actors or candidate.phrase is not None or candidate.rule.type not in _TO_PEOPLE:
            return
        objects = [p for s in _SLOTS for p in candidate.predicate.slot(s) if p.pronoun != "reflexive"]
        if any(self._definite(p) and self._people(p) for p in objects):
            candidate.recipients = self._named_before(candidate)
        elif candidate.rule.type == "REQUEST" and any(p.possessive and self._step(p) for p in objects):
            # "…, demanding his release"
            candidate.recipients = self._acted_before(candidate)
        elif candidate.rule.type in _TO_ACTS and (not objects or any(self._definite(p) and self._step(p) for p in objects)):
            candidate.recipients = self._acted_before(candidate)

    def _atone(self, candidate: Candidate) -> None:
        """ "A apologised to B for seizing a boat", "B asked A for an apology for the attack": who did it to whom."""
        node, noun = candidate.predicate, candidate.phrase
        reason = noun.slot in ("for", "over") if noun is not None else node.relation == "prep-ing" and node.link == "for"
        above = self.matcher.by_predicate.get(id(node if noun is not None else node.parent)) if reason else None
        if above is None or above.rule.type not in ("CONCEDE", "REQUEST"):
            return
        if {above.predicate.lemma, *self.matcher.words(above.predicate)}.isdisjoint(self.matcher.language.speech["atoning"]):
            return
        who, whom = (above.actors, above.recipients) if above.rule.type == "CONCEDE" else (above.recipients, above.actors)
        candidate.actors = candidate.actors or list(who)
        own = {m.code for m in candidate.actors}
        candidate.recipients = candidate.recipients or [m for m in whom if m.code not in own]

    def _same_before(self, candidate: Candidate) -> list[Mention]:
        """ "A broke off ties with C, and B recalled its ambassador": against whom the same was done right before."""
        own = {m.code for m in candidate.actors}
        same = [c for c in self.filled if c.rule.type == candidate.rule.type and c.token.end <= candidate.token.start and c.recipients]
        return [m for m in same[-1].recipients if m.code not in own] if same and {m.code for m in same[-1].actors} != own else []

    def _accused_before(self, candidate: Candidate) -> list[Mention]:
        """ "A verurteilte die Sanktionen Bs und drohte mit Vergeltung": those whom the same one accused right before."""
        own = {m.code for m in candidate.actors}
        before = [c for c in self.filled if c.rule.type == "ACCUSE" and c.token.end <= candidate.token.start and c.phrase is None]
        same = bool(before) and {m.code for m in before[-1].actors} == own and self.matcher.language.code == "de"
        return [m for m in before[-1].recipients if m.code not in own] if same else []

    def _answers(self, candidate: Candidate) -> bool:
        """ "B responded by putting its forces on alert": against who acted before."""
        above = candidate.predicate.parent
        by = candidate.predicate.relation == "prep-ing" and candidate.predicate.link == "by" and candidate.phrase is None
        return by and above is not None and above.lemma in self.matcher.language.speech["answering"]

    def _definite(self, phrase: Phrase) -> bool:
        words = self.matcher.language.grammar["determiners"]["definite"]
        return not phrase.sided and bool(phrase.tokens) and phrase.tokens[0].low in words

    def _people(self, phrase: Phrase) -> bool:
        language = self.matcher.language
        return is_class(language.code, phrase.lemma, "agent") or phrase.lemma in self.sides.anaphors

    def _step(self, phrase: Phrase) -> bool:
        """Whether a noun sums up what was told before ("der Schritt")."""
        acts = self.matcher.language.rules.nouns.get(phrase.lemma, ())
        # a murder may be anybody's
        done = bool(acts) and all(t.rule.type != "ASSAULT" for t in acts if not t.needs)
        return phrase.lemma in self.matcher.language.speech["summing"] or done

    def _named_before(self, candidate: Candidate) -> list[Mention]:
        """The one other side that the sentence names before the act."""
        own = {m.code for m in candidate.actors}
        kind = self.sides.memory.kind
        around = [m for m in self.sides.around if m.end <= candidate.token.start and kind(m.code) not in ("region", "agency")]
        others = unique([m for m in around if m.code not in own])
        return others if len(others) == 1 else []

    def _acted_before(self, candidate: Candidate) -> list[Mention]:
        """Who did the last thing that the sentence told before."""
        own = {m.code for m in candidate.actors}
        acts = [c for c in self.filled if c.token.end <= candidate.token.start and c.rule.kind == "event" and c.actors]
        last = max(acts, key=lambda c: c.token.start, default=None)
        return [m for m in last.actors if m.code not in own] if last is not None else []
