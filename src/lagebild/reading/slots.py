"""Which phrases stand in the slots of a frame: around a verb, or around a noun and the verb that governs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Phrase, Predicate

_FROM = ("von", "vom")
_AGENT = ("von", "vom", "durch")
_OPENED_BY_SUBJECT = ("active", "headline", "within", "ending")
_WITH_VERB = ("active", "receiving", "ending", "be", "denying", "occurring", "reaching", "called")
_MEANWHILE = ("im", "bei", "beim", "nach", "während", "vor", "anlässlich")
_SPOKEN = ("ACCUSE", "REQUEST", "AGREE", "THREATEN")


@dataclass(slots=True)
class VerbSlots:
    """Finds the phrases in the slots of a verb."""

    matcher: Matcher
    predicate: Predicate
    candidate: Candidate | None = None

    def read(self, slot: str) -> list[Phrase]:
        """Return the phrases in a slot."""
        special = _VERB_SLOTS.get(slot)
        if special is not None:
            return special(self)
        found = [p for p in self.predicate.slot(slot) if not self._of_inner_noun(p, slot)]
        if not found:
            return found
        if slot == "of":
            # "fordert von A die Auslieferung von B": what hangs on no noun belongs to the verb
            found = [p for p in found if p.host is None] or found
        if self.candidate is not None and self.candidate.rule.frame.actors[:1] == ("on",) and self.predicate.subject is not None:
            # "der Appell an A sorgte in B für Unmut": what hangs on the subject is no reaction to it
            subject = self.predicate.subject
            found = [p for p in found if p not in (*subject.after, *subject.farther)]
        if self.predicate.passive and slot in ("of", "by"):
            return [p for p in found if p.prep not in (*_AGENT, "by")]
        return found

    def _of_inner_noun(self, phrase: Phrase, slot: str) -> bool:
        """ "einigten sich auf Sanktionen gegen A", "ermittelt wegen Spionage für A": what belongs to the noun before it alone."""
        host = phrase.host
        if host is None or self.matcher.language.code != "de" or self.candidate is None:
            return False
        if slot == "for":
            return host.slot == "over"
        nouns = self.matcher.language.rules.nouns
        acts = any(nouns.get(lemma) for lemma in (host.lemma, *self.matcher.suffixes(host.lemma)))
        return slot == "against" and self.candidate.rule.frame.reciprocal and acts

    def subject(self) -> list[Phrase]:
        """The subject, or the agent of a passive."""
        predicate = self.predicate
        if not predicate.passive:
            return _present(predicate.subject)
        agents = [p for p in predicate.args if p.slot == "by" or p.prep in _AGENT]
        if len(agents) > 1 and self.matcher.language.code == "de":
            # "der Angriff auf den Flughafen von A wurde von B ausgeführt": what hangs on a noun before it is no agent
            agents = [p for p in agents if p.host is None] or agents
        if not agents and self.candidate is not None and self.candidate.rule.type == "ASSAULT":
            agents = self.cause()
        if not agents and self.candidate is not None and self.candidate.rule.type == "ACCUSE":
            # "was summoned to the foreign ministry in Riga"
            heads = self.matcher.language.speech["named_heads"]
            agents = [p for p in predicate.args if p.slot in ("to", "in", "at") and p.lemma in heads]
        # "the test by X was condemned by Y": the one behind the verb
        behind = [p for p in agents if predicate.head is not None and p.start > predicate.head.index]
        return behind if behind and self.matcher.language.grammar["word_order"] == "svo" else agents

    def cause(self) -> list[Phrase]:
        """ "were killed in an Israeli air strike": whose act of force the clause names."""
        nouns = self.matcher.language.rules.nouns
        within = [p for p in self.predicate.args if p.slot in ("in", "at", "by", "after") and p.sided]
        return [p for p in within if any(t.rule.type == "ASSAULT" for t in nouns.get(p.lemma, ())) and (p.mods or p.owner)]

    def object(self) -> list[Phrase]:
        """The object, the subject of a passive, or what a relative clause is about; never what is given."""
        predicate, candidate = self.predicate, self.candidate
        found = predicate.slot("bare")
        if predicate.passive:
            found = [*_present(predicate.subject), *found]
        if predicate.antecedent_role == "object" and predicate.relation == "rel":
            found += _present(predicate.antecedent)
        if candidate is not None and candidate.rule.frame.of == "theme":
            # what is given is not whom it is given to
            found = [p for p in found if p is not candidate.theme]
        found = [p for p in found if not p.apposition]
        return found if candidate is None or predicate.passive else found[:2]

    def target(self) -> list[Phrase]:
        """Objects that are names of sides themselves ("encircled Taiwan")."""
        return [p for p in self.object() if any(part.names and part.head.mention is not None for part in p.parts())]

    def theme(self) -> list[Phrase]:
        """What is given, asked or said."""
        return _present(self.candidate.theme) if self.candidate is not None else []

    def owner(self) -> list[Phrase]:
        """Whose the object is: possessor, genitive, and what follows it."""
        rows = [p for p in self.predicate.args if p.slot in ("bare", "iobject")]
        if self.predicate.passive:
            rows += _present(self.predicate.subject)
        belonging = ("of", "by", "from", "with", "for")
        return _present(*(q for p in rows for q in (p.owner, p.of, *(a for a in p.after if a.slot in belonging))))

    def possessor(self) -> list[Phrase]:
        """Whose subject and object are, demonyms included."""
        rows = [p for p in _present(*self.predicate.args, self.predicate.subject) if p.slot == "bare"]
        return [q for p in rows for q in _possessors(p)]

    def nothing(self) -> list[Phrase]:
        """Slots that only nouns or content clauses have."""
        return []


_VERB_SLOTS: dict[str, Callable[[VerbSlots], list[Phrase]]] = {
    "subject": VerbSlots.subject,
    "cause": VerbSlots.cause,
    "object": VerbSlots.object,
    "theme": VerbSlots.theme,
    "owner": VerbSlots.owner,
    "possessor": VerbSlots.possessor,
    "target": VerbSlots.target,
    **dict.fromkeys(("inner", "side", "origin"), VerbSlots.nothing),
}


@dataclass(slots=True)
class NounSlots:
    """Finds the phrases in the slots of a noun that names an act; `light` tells what its verb makes of it."""

    matcher: Matcher
    candidate: Candidate
    noun: Phrase

    def read(self, slot: str) -> list[Phrase]:
        """Return the phrases in a slot."""
        by_verb = self._by_verb(slot)
        if by_verb is not None:
            return by_verb
        special = _NOUN_SLOTS.get(slot)
        return special(self) if special is not None else self._prepositional(slot)

    # what belongs to the noun

    @property
    def by(self) -> list[Phrase]:
        """Who does it: "by X"."""
        return [p for p in self.noun.after if p.slot == "by" or p.prep == "durch"]

    @property
    def of(self) -> list[Phrase]:
        """The genitive."""
        return _present(self.noun.of) + [p for p in self.noun.after if p.prep in _FROM]

    @property
    def own(self) -> list[Phrase]:
        """The demonyms and names in the noun's phrase."""
        return [adjective_phrase(self.noun)] if self.noun.mods or self.noun.names else []

    @property
    def owner(self) -> list[Phrase]:
        """The possessor, a possessive pronoun included."""
        return _present(self.noun.owner) + ([_pronoun_phrase(self.noun)] if self.noun.possessive else [])

    @property
    def _of_object(self) -> bool:
        return self.candidate.rule.frame.of == "object"

    @property
    def _verb_subject(self) -> list[Phrase]:
        """The subject of the governing verb, where it acts and is not the noun itself."""
        predicate = self.candidate.predicate
        return [] if predicate.passive or predicate.subject is self.noun else _present(predicate.subject)

    # slots

    def _by_verb(self, slot: str) -> list[Phrase] | None:
        """The slots of nouns that are participles, predicates or what somebody is called; None where the noun itself has them."""
        light, predicate = self.candidate.light, self.candidate.predicate
        if light == "participle":
            return self._participle(slot)
        if light == "called" and slot == "subject":
            if predicate.passive and predicate.subject is not None and predicate.subject.sided and predicate.subject is not self.noun:
                # "im Bericht Bs wird A als Gefahr bezeichnet"
                return [predicate.subject]
            inside = [p for p in predicate.slot("in") if p.sided and self.noun.slot in ("bare", "iobject")]
            bare = [p for s in ("bare", "iobject") for p in predicate.slot(s) if p is not self.noun]
            if self.candidate.rule.type == "alliance" and bare and not predicate.passive:
                # "A betrachtet B als Partner": whose partner he is, if nobody else's
                theirs = [*self.owner, *self.of, *(p for p in self.noun.after if p.slot in ("with", "of"))]
                return [bare[0], *(theirs or _present(predicate.subject))]
            return inside[:1] or bare[:1] or (_present(predicate.subject) if predicate.passive else [])
        if light == "called" and slot == "object" and self.owner:
            # "sees A as its gravest threat"
            return self.owner
        if light == "be" and predicate.subject is not None and predicate.subject is not self.noun:
            # "X is Y's ally", "X is a threat to Y": the subject is the one, the possessor the other
            if self.candidate.rule.type == "intent" and slot in ("subject", "object"):
                # "Xs Ziel ist die Vernichtung Ys": the possessor is who wants it
                return [*self.owner, *self.own, *self.of] if slot == "subject" else [predicate.subject]
            if slot == "subject":
                return [predicate.subject]
            if slot in ("object", "owner"):
                return [*self.owner, *self.own, *self.of]
        return None

    def _participle(self, slot: str) -> list[Phrase]:
        """ "freed the detained reporters": the noun is the object; who frees them has held them."""
        predicate = self.candidate.predicate
        if slot == "object":
            return [self.noun]
        above = self.matcher.by_predicate.get(id(predicate))
        frees = above is not None and above.rule.type in ("RETREAT", "CONCEDE", "COOPERATE")
        # "versprach die Freilassung der Festgenommenen"
        promised = above is not None and above.rule.type == "AGREE" and all(p is not self.noun for p in predicate.args)
        return _present(predicate.subject) if slot == "subject" and (frees or promised) and not predicate.passive else []

    def subject(self) -> list[Phrase]:
        """Who acts: the agent or possessor of the noun, else who its verb makes the one that acts."""
        found, by = [*self.owner, *self.own], self.by
        if by:
            found = by if self._of_object and self.owner else [*by, *found]
        elif self._genitive_acts():
            found += self.of
        if not found and self.candidate.rule.type in (*_SPOKEN, "REJECT", "SUPPORT") and self.candidate.light != "headline":
            # "das Angebot aus Washington"
            found = [p for p in self.noun.after if p.prep == "aus" and p.names]
        if not found and self._joined_by_subject():
            return self._verb_subject
        light, predicate = self.candidate.light, self.candidate.predicate
        if light in _OPENED_BY_SUBJECT and predicate.head is not None:
            subject = self._verb_subject
            if light == "active" and self.candidate.rule.frame.reciprocal:
                found += [p for p in subject if p not in found]
            return found or subject or self._passive_agent()
        return found or self._verb_side()

    def _joined_by_subject(self) -> bool:
        """ "sagte Kiew in einem Telefonat mit dem Premier … zu", "bei einem Besuch in Oslo": who acts meanwhile takes part."""
        candidate, noun = self.candidate, self.noun
        if candidate.rule.type != "CONSULT" or not self._is_meanwhile or candidate.predicate.head is None:
            return False
        partners = ("with", "to", "in", "at") if candidate.rule.mode == "visit" else ("with",)
        return any(a.slot in partners and a.sided for a in noun.after)

    @property
    def _is_meanwhile(self) -> bool:
        """Whether the noun tells when something else happens ("bei einem Besuch", "in einem Telefonat")."""
        german = self.matcher.language.code == "de"
        return german and (self.noun.prep in _MEANWHILE or (self.noun.prep == "in" and "d" in self.noun.case))

    def _genitive_acts(self) -> bool:
        """Whether the genitive is who acts: as the frame says, or a plain name where the frame says what is given."""
        kind, of = self.candidate.rule.frame.of, self.noun.of
        return kind == "subject" or (kind == "theme" and of is not None and bool(of.names) and not of.mods)

    def _passive_agent(self) -> list[Phrase]:
        """ "An attack was launched by X"."""
        passive = self.candidate.light == "active" and self.candidate.predicate.passive
        return VerbSlots(self.matcher, self.candidate.predicate).subject() if passive else []

    def _verb_side(self) -> list[Phrase]:
        """Who acts where the noun says nothing: who can or wants to, who gives what is received."""
        light, predicate = self.candidate.light, self.candidate.predicate
        if light == "loose" and self.candidate.rule.type in ("capability", "intent"):
            return _present(predicate.subject)
        if light in ("receiving", "occurring", "reaching"):
            # "aus Ankara kam Kritik an Schweden"
            return [p for p in predicate.args if p.slot == "from" or p.prep == "von"]
        return self._passive_agent()

    def object(self) -> list[Phrase]:
        """Whom it is done to: who receives it, who denies it, or the genitive."""
        light, of = self.candidate.light, self.of
        denies = light == "denying" and not (of and self._of_object) and self.candidate.rule.type in _SPOKEN
        predicate = self.candidate.predicate
        if (denies or light == "receiving") and predicate.subject is not None and not predicate.passive:
            # "…, drawing criticism from B": the one whose act draws it, where the clause names nobody
            roots = [n.subject for n in predicate.chain() if predicate.relation == "adv-ing" and n.parent is None]
            return [predicate.subject] if predicate.subject.sided or not roots else _present(*roots)
        # "der Beschuss trifft Polen": whom it reaches, where the noun itself does not say
        reached = [*predicate.slot("bare"), *predicate.slot("iobject")] if light == "reaching" and not self.noun.after else []
        if not self._of_object:
            return reached
        return [*of, *(self.owner if self.by else []), *reached]

    def origin(self) -> list[Phrase]:
        """ "the delivery of Chinese drones": who gives is told by what is given."""
        return [adjective_phrase(self.noun.of)] if self.noun.of is not None and self.noun.of.mods else []

    def indirect(self) -> list[Phrase]:
        """The indirect object of a verb that only carries the noun."""
        return self.candidate.predicate.slot("iobject") if self.candidate.light == "active" else []

    def genitive(self) -> list[Phrase]:
        """The genitive where the frame does not use it otherwise."""
        return self.of if self.candidate.rule.frame.of not in ("object", "theme") else []

    def theme(self) -> list[Phrase]:
        """What is given, asked or said."""
        return _present(self.noun.of)

    def nothing(self) -> list[Phrase]:
        """Slots that only verbs have."""
        return []

    def _prepositional(self, slot: str) -> list[Phrase]:
        """Phrases with a preposition: behind the noun, in its participle clause, and under the verb that carries it."""
        noun, predicate, light = self.noun, self.candidate.predicate, self.candidate.light
        found = [p for p in noun.after if p.slot == slot]
        if noun.clause is not None:
            # "the accord concluded between A and B"
            found += noun.clause.slot(slot)
        passive_subject = predicate.head is not None and predicate.passive and noun is predicate.subject
        if light in _WITH_VERB or passive_subject:
            found += [p for p in predicate.slot(slot) if p not in found and p is not noun and not self._of_other_view(p)]
        if light == "headline":
            rows = (*predicate.args, *predicate.before)
            found += [p for p in rows if p.slot == slot and p not in found and p is not noun and p.start >= noun.end]
        return found

    def _of_other_view(self, phrase: Phrase) -> bool:
        """ "gilt als Partner von A und als Gefahr für B": what hangs on another judgement's noun beside this one."""
        host, nouns = phrase.host, self.matcher.language.rules.nouns
        if host is None or host is self.noun or self.candidate.rule.kind != "judgement":
            return False
        return any(t.rule.kind == "judgement" and t.rule.type != self.candidate.rule.type for t in nouns.get(host.lemma, ()))


_NOUN_SLOTS: dict[str, Callable[[NounSlots], list[Phrase]]] = {
    "subject": NounSlots.subject, "object": NounSlots.object, "origin": NounSlots.origin, "iobject": NounSlots.indirect,
    "of": NounSlots.genitive, "theme": NounSlots.theme, "inner": NounSlots.nothing, "side": NounSlots.nothing,
    "owner": NounSlots.nothing,
}  # fmt: skip


def adjective_phrase(noun: Phrase) -> Phrase:
    """The demonyms and names of a phrase as a phrase of their own; those of a former holder of an office name nobody."""
    return Phrase(noun.start, noun.end, noun.head, [], names=[*noun.mods, *noun.names] if not noun.former else [])


def _pronoun_phrase(noun: Phrase) -> Phrase:
    return Phrase(noun.start, noun.start + 1, noun.tokens[0], [noun.tokens[0]], slot=noun.slot, possessive=noun.possessive)


def _possessors(phrase: Phrase) -> list[Phrase]:
    genitives = [a for a in phrase.after if a.prep in _FROM]
    return [*_present(phrase.owner, phrase.of), *genitives, *([adjective_phrase(phrase)] if phrase.mods else [])]


def _present(*phrases: Phrase | None) -> list[Phrase]:
    return [p for p in phrases if p is not None]
