"""Who is subject and who object in a German segment: by case, number and order."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.packs.language import Language
from lagebild.reading.parts import Phrase, Predicate
from lagebild.reading.segments_v2 import Segment, verb_forms
from lagebild.reading.sides import object_class
from lagebild.reading.times import is_temporal

_AGENT_FIRST = frozenset(
    ("REJECT", "SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "CONSULT", "AID", "SANCTION", "MOBILIZE", "RETREAT")
)


@dataclass(slots=True)
class RoleReader:
    """Chooses subject, object and indirect object among the bare phrases."""

    language: Language

    def read(self, segment: Segment, predicate: Predicate) -> None:
        """Choose the subject by case, number and order; the other bare phrases become object and indirect object."""
        bare = [p for p in predicate.args if p.slot == "bare" and not is_temporal(p, self.language)]
        for phrase in bare:
            if phrase.pronoun == "relative" and predicate.antecedent is not None:
                phrase.coords = ()
        if predicate.head is None:
            return
        if predicate.antecedent is not None and predicate.antecedent.number:
            for phrase in bare:
                if phrase.pronoun == "relative":
                    phrase.number = predicate.antecedent.number
        opening = self._opened_as(segment)
        nominative = [p for p in bare if "n" in p.case and p.pronoun != "reflexive" and p is not opening]
        # a name may stand for several ("die Wagner-Söldner"): its number yields where nothing else agrees
        numbers = self._numbers(segment, predicate)
        candidates = [p for p in nominative if _agrees(p, numbers)] or [p for p in nominative if p.names]
        if predicate.form == "inf" or segment.kind in ("inf", "part"):
            candidates = []
        sure = [p for p in candidates if p.case == "n"]
        subject = next(iter(sure or candidates), None)
        if subject is not None and len(candidates) > 1 and not sure:
            subject = self._order(candidates, predicate, segment)
        if predicate.lemma in self.language.grammar["auxiliaries"]["equating"]:
            subject = self._equated(candidates) or subject
        predicate.subject = subject
        rest = [p for p in bare if p is not subject and not (p.slot == "bare" and p is opening)]
        datives = [p for p in rest if p.case in ("d", "dg", "gd")]
        for phrase in datives:
            phrase.slot = "iobject"
        # what somebody is is no dative
        equating = predicate.lemma in self.language.grammar["auxiliaries"]["equating"]
        open_rest = [] if equating else [p for p in rest if p.slot == "bare" and p.pronoun != "reflexive"]
        if not datives and len(open_rest) > 1 and "d" in open_rest[0].case and (open_rest[0].sided or open_rest[1].case == "a"):
            open_rest[0].slot = "iobject"
        elif not datives and len(open_rest) > 1 and open_rest[1].sided and "d" in open_rest[1].case and not open_rest[0].sided:
            open_rest[1].slot = "iobject"
        predicate.args = [p for p in predicate.args if p is not subject]
        for phrase in bare:
            if phrase.pronoun == "relative":
                predicate.antecedent_role = "subject" if phrase is subject else "object"
        if subject is None and predicate.form == "fin":
            predicate.link = "nosubject"

    def _opened_as(self, segment: Segment) -> Phrase | None:
        """ "Als größter Gläubiger hat China …": what somebody is stands in front, the subject behind the verb."""
        items = segment.items
        return items[1].phrase if len(items) > 1 and items[0].kind == "r" and items[0].token.low == "als" else None

    def _equated(self, candidates: list[Phrase]) -> Phrase | None:
        """ "China ist der engste Verbündete", "Die größte Gefahr ist China": of two nominatives the one that is no judgement."""
        judging = [p for p in candidates if any(t.rule.kind == "judgement" for t in self.language.rules.nouns.get(p.lemma, ()))]
        others = [p for p in candidates if p not in judging and p.head.low not in ("es", "das", "dies")]
        return others[0] if judging and others else None

    def _order(self, candidates: list[Phrase], predicate: Predicate, segment: Segment) -> Phrase:
        first = candidates[0]
        for phrase in candidates:
            if phrase.pronoun in ("person", "any", "none") and phrase.head.low in ("er", "sie", "man", "wir"):
                return phrase
        acts = segment.kind in ("sub", "rel") and not predicate.passive and bool(self.language.rules.verbs.get(predicate.lemma))
        if first.head.low == "es" and not acts and any(p.sided for p in candidates[1:]):
            return next(p for p in candidates[1:] if p.sided)
        types = {t.rule.type for t in self.language.rules.verbs.get(predicate.lemma, ())}
        if "danger" in types and not first.pronoun and not self._is_thing(first):
            # "Die Raketen bedrohen Seoul": weapons are a danger by themselves
            return first
        prefers = types & _AGENT_FIRST
        if (
            prefers
            and predicate.head is not None
            and first.end <= predicate.head.index
            and not self._agent(first)
            and not any(p.names for p in first.parts())
            and not first.pronoun
        ):
            # "Das Angebot der Schweiz hat Russland ausgeschlagen": a thing in front of a verb that wants somebody who acts
            named = next((p for p in candidates[1:] if p.names or self._agent(p)), None)
            if named is not None and "a" in first.case:
                return named
        if "a" not in first.case or len(candidates) < 2:
            return first
        # "ein Gesetz, das Taiwan Hilfe zusichert"
        given = len(candidates) > 2 and "d" in candidates[1].case and candidates[2].start == candidates[1].end
        if first.pronoun == "relative" and candidates[1].names and self._is_thing(predicate.antecedent) and not given:
            # "das Embargo, das Kenia verhängte"
            return candidates[1]
        # "Waffen liefert Russland": a thing without side before a name gives way to it when the verb wants somebody who acts
        second = candidates[1]
        bodies = self.language.speech["named_heads"]
        acts = any(p.names or p.mods or p.owner or p.of or self._agent(p) or (p.possessive and p.lemma in bodies) for p in first.parts())
        if (
            not acts
            and (second.names and second.head.mention is not None)
            and predicate.head is not None
            and first.end <= predicate.head.index
            and not first.pronoun
        ):
            return second
        return first

    def _is_thing(self, phrase: Phrase | None) -> bool:
        """Whether a noun names nothing that could act by itself, as people, bodies and weapons do."""
        if phrase is None or phrase.sided or self._agent(phrase):
            return False
        found = object_class(self.language.code, phrase.lemma)
        return found is None or found.kind not in ("weapon", "nuclear", "troops")

    def _agent(self, phrase: Phrase) -> bool:
        lemma = phrase.lemma
        classes = self.language.noun_classes.get(lemma, set())
        return "agent" in classes or any("agent" in self.language.noun_classes.get(lemma[c:], set()) for c in range(2, len(lemma) - 3))

    def _numbers(self, segment: Segment, predicate: Predicate) -> set[str]:
        """The numbers that the finite verb can have; none where there is none."""
        finite = [v.token for v in segment.finite() if v.token in predicate.tokens]
        if segment.kind in ("sub", "rel"):
            # "…, das A und B unterzeichnet haben": a participle may look finite, the last form is
            finite = finite[-1:]
        return {r.form[1:2] for t in finite for r in verb_forms(t) if r.form[:1] in "fkh"}


def _agrees(phrase: Phrase, numbers: set[str]) -> bool:
    if not numbers or not phrase.number:
        return True
    return "p" in numbers or phrase.pronoun != "" if phrase.coords else phrase.number in numbers
