"""A state and its own people: the side that the words leave out of a domestic act (guidelines, section 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lagebild.packs.language import Language
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Mention, Phrase
from lagebild.reading.sides import Sides, is_class, phrase_object, unique

# acts that a state does to its own people only where they are named as such
_AT_HOME = ("REQUEST", "ASSAULT", "THREATEN", "ACCUSE", "REJECT", "AGREE")
_BY_FORCES = ("ASSAULT", "COERCE", "SANCTION")
_TO_PEOPLE = ("object", "iobject", "to", "on", "against", "of")


@dataclass(slots=True)
class Home:
    """Fills the other side of acts at home."""

    matcher: Matcher
    sides: Sides
    phrases: Callable[[Candidate, str], list[Phrase]]

    def fill(self, candidate: Candidate) -> None:
        """A state that arrests, bans or beats people without a side of their own does so to its own."""
        if (candidate.actors and candidate.recipients) or self._details(candidate) or candidate.rule.frame.actors == ("cause",):
            return
        if candidate.light == "participle":
            if candidate.actors and self._only_states(candidate.actors) and self._held_at_home(candidate):
                candidate.recipients = list(candidate.actors)
        elif candidate.actors and self._only_states(candidate.actors) and self._violent_at_home(candidate):
            candidate.recipients = list(candidate.actors)
        elif candidate.actors:
            homes = self._homes(candidate.actors) if candidate.rule.type in ("COERCE", "SANCTION", "PROTEST", "ASSAULT") else []
            if homes and self._aims_home(candidate):
                candidate.recipients = homes
            elif self._only_states(candidate.actors) and self._aims_home(candidate):
                candidate.recipients = list(candidate.actors)
        elif candidate.recipients:
            candidate.actors = self._doer(candidate)
        elif self._demands_at_home(candidate):
            candidate.actors = candidate.recipients = self._place(candidate)
        elif self._at_home_without_name(candidate) or self._is_local(candidate) or self._of_own_people(candidate):
            candidate.actors = candidate.recipients = self._only_state()
        elif candidate.rule.frame.domestic and candidate.rule.type in ("CONCEDE", "COERCE") and candidate.predicate.passive:
            if candidate.rule.type == "COERCE" or self._is_mercy(candidate):
                candidate.actors = candidate.recipients = self._place(candidate)

    def _details(self, candidate: Candidate) -> bool:
        """ "bombed a market, killing ten civilians": what the main clause's act did to whom it names."""
        above = candidate.predicate.parent
        main = self.matcher.by_predicate.get(id(above)) if above is not None and candidate.predicate.relation == "adv-ing" else None
        return main is not None and main.rule.type == candidate.rule.type

    def _homes(self, mentions: list[Mention]) -> list[Mention]:
        """The states of armed groups that rule at home ("the Taliban banned …")."""
        entities = self.sides.memory.registry.entities
        codes = [(m, entities[m.code].state) for m in mentions if m.code in entities and entities[m.code].kind == "armed_group"]
        return [replace(m, code=code) for m, code in codes if code] if len(codes) == len(mentions) else []

    def _at_home_without_name(self, candidate: Candidate) -> bool:
        """ "after weeks of protests against the government", "a curfew imposed by the authorities": of the one state spoken of."""
        if candidate.rule.type == "PROTEST" and candidate.phrase is not None and candidate.rule.mode in ("demo", "riot"):
            around = any(a.slot in ("against", "over", "in") for a in (*candidate.phrase.after, *candidate.phrase.farther))
            return around or self._happens_here(candidate, candidate.phrase)
        agents = [part for p in self.phrases(candidate, "subject") for part in p.parts()] if candidate.phrase is None else []
        forces = any(part.lemma in self._words("police") and not part.sided for part in agents)
        return candidate.rule.type == "COERCE" and forces and candidate.predicate.passive

    def _of_own_people(self, candidate: Candidate) -> bool:
        """ "gegen die Festnahme mehrerer Journalisten", "Zusammenstöße zwischen Polizei und Demonstranten": people of the one state."""
        noun, node = candidate.phrase, candidate.predicate
        if self.matcher.language.code != "de" or candidate.rule.type not in ("ASSAULT", "COERCE"):
            return False
        if noun is None:
            # "der Oppositionsführer sei verschleppt worden, teilte seine Partei in Maputo mit"
            taken = candidate.rule.type == "COERCE" or candidate.rule.mode == "abduct"
            suffers = [*node.subject.parts()] if taken and node.passive and node.subject is not None else []
            own = bool(suffers) and all(
                not p.sided and not p.pronoun and is_class(self.matcher.language.code, p.lemma, "agent") for p in suffers
            )
            return own and all(not p.sided for p in node.args if p.slot in ("of", "by"))
        between = [part for a in noun.after if a.slot == "between" for part in a.parts()]
        held = noun.of is not None and candidate.rule.frame.of == "object" and candidate.rule.type == "COERCE"
        people = between or ([*noun.of.parts()] if held and noun.of is not None else [])
        code = self.matcher.language.code
        return bool(people) and all(not p.sided and (is_class(code, p.lemma, "agent") or self._is_own(p)) for p in people)

    def _happens_here(self, candidate: Candidate, noun: Phrase) -> bool:
        """ "In Kenia sind bei Protesten …": where the clause happens that tells of them."""
        says = candidate.predicate.lemma in self.matcher.language.speech["verbs"]
        return noun.prep in ("bei", "nach", "während") and not says and bool(self._place(candidate))

    def _only_state(self) -> list[Mention]:
        """The one state that the sentence names."""
        states = unique([m for m in self.sides.around if self.sides.memory.kind(m.code) == "state"])
        return states if len(states) == 1 else []

    def _only_states(self, mentions: list[Mention]) -> bool:
        return all(self.sides.memory.kind(m.code) == "state" for m in mentions)

    # who suffers it

    def _aims_home(self, candidate: Candidate) -> bool:
        """Whether an act of a state without a recipient is done to its own people."""
        rule = candidate.rule
        if self._outward(candidate):
            return False
        if rule.type in _BY_FORCES and self._by_forces(candidate):
            return True
        if rule.type == "RETREAT":
            return rule.mode in ("resign", "disarm") or (rule.mode == "release" and self._names_people(candidate))
        if rule.type == "REQUEST" and self._names_people(candidate):
            return True
        if candidate.light == "receiving":
            return False
        if rule.type in _AT_HOME or (rule.type == "COERCE" and not rule.frame.domestic):
            return self._names_own_people(candidate)
        if rule.type == "CONCEDE" and not self._is_mercy(candidate):
            return self._names_own_people(candidate)
        if not rule.frame.domestic:
            return False
        return self._does_to_people(candidate)

    def _outward(self, candidate: Candidate) -> bool:
        """ "closed the strait", "seized a village", "lifted its embargo": done to others, even where they are not named."""
        words = self.matcher.language.grammar["domestic"].get("outward", ())
        done_to = [part for s in ("object", "of") for p in self.phrases(candidate, s) for part in p.nested()]
        return any(lemma in words for part in done_to for lemma in (part.lemma, *self.matcher.suffixes(part.lemma)))

    def _by_forces(self, candidate: Candidate) -> bool:
        """ "Thai police stormed the terminal": who keeps order at home."""
        return any(part.lemma in self._words("police") for p in self.phrases(candidate, "subject") for part in p.parts())

    def _objects(self, candidate: Candidate) -> list[Phrase]:
        # "at the request of the president": he asks
        slots = [s for s in _TO_PEOPLE if s != "of" or candidate.phrase is None]
        return [part for s in slots for p in self.phrases(candidate, s) for part in p.parts()]

    def _names_own_people(self, candidate: Candidate) -> bool:
        parts = [q for p in self._objects(candidate) for q in (p, p.of, p.owner) if q is not None and not q.names and not q.mods]
        own = tuple(self._words("own"))
        return any(self._is_own(part) or any(t.low.startswith(own) for t in part.tokens) for part in parts)

    def _is_own(self, part: Phrase) -> bool:
        """Whether a noun, or the end of a compound ("Regierungspartei"), names people of a state."""
        words = self._words("words")
        return part.lemma in words or any(lemma in words for lemma in self.matcher.suffixes(part.lemma))

    def _names_people(self, candidate: Candidate) -> bool:
        """Whether the act is done to people of no side, or of one's own ("ordered its troops")."""
        language = self.matcher.language
        people = [p.of if p.of is not None and p.lemma in self.sides.quantities else p for p in self._objects(candidate)]
        return any(is_class(language.code, p.lemma, "agent") and not p.names and not p.mods for p in people)

    def _is_mercy(self, candidate: Candidate) -> bool:
        """Whether what is conceded is granted to people or eased for them ("pardoned", "lifted")."""
        word = candidate.token.lemma or candidate.token.low
        return any(w in word for w in self._words("mercy"))

    def _does_to_people(self, candidate: Candidate) -> bool:
        """Whether the object is people, or the act is one that is done to people anyway."""
        rule, language = candidate.rule, self.matcher.language
        if rule.type in ("COERCE", "PROTEST", "CONCEDE") or rule.mode == "convict":
            return True
        objects = self.phrases(candidate, "object") or self.phrases(candidate, "against") or self.phrases(candidate, "on")
        return any(is_class(language.code, p.lemma, "agent") or not phrase_object(language, p) for p in objects)

    # who does it

    def _doer(self, candidate: Candidate) -> list[Mention]:
        """Who acts where only the recipient has a side: the state where it happens, or that of the police and crowds without a name."""
        rule = candidate.rule
        if rule.type == "PROTEST" and self._only_states(candidate.recipients) and len(candidate.recipients) == 1:
            return list(candidate.recipients)
        if candidate.phrase is None and candidate.predicate.passive and rule.mode in ("investigate", "release", "convict"):
            # "in Spanien wird gegen zwei Marokkaner ermittelt"
            return self._place(candidate)
        if (
            candidate.phrase is not None
            and self._of_own_people(candidate)
            and self._only_states(candidate.recipients)
            and len(candidate.recipients) == 1
        ):
            return list(candidate.recipients)
        if rule.type not in _BY_FORCES or candidate.phrase is not None:
            return []
        found = self._place(candidate) if rule.type == "COERCE" and rule.frame.domestic else []
        if found or not self._only_states(candidate.recipients) or len(candidate.recipients) > 1:
            return found
        if not self._local_agent(candidate):
            return []
        return self._elsewhere(candidate) or list(candidate.recipients)

    def _elsewhere(self, candidate: Candidate) -> list[Mention]:
        """ "militias fired rockets at a US base in Iraq", "a gang shot at Kenyan officers near Port-au-Prince": those of the place."""
        hit = {m.code for m in candidate.recipients}
        args = [p for p in candidate.predicate.args if p.slot in ("in", "near")]
        found = unique([m for p in args for m in self.sides.of(p, candidate.predicate) if self.sides.memory.kind(m.code) == "state"])
        return found if len(found) == 1 and found[0].code not in hit else []

    def _local_agent(self, candidate: Candidate) -> bool:
        """ "police detained seven opposition mayors": forces or a crowd without a side, and people of the place."""
        agents = [part for p in self.phrases(candidate, "subject") for part in p.parts()]
        if not any(part.lemma in self._words("police") or part.lemma in self._words("crowds") for part in agents):
            return False
        return self._names_own_people(candidate) or bool(self._place(candidate))

    def _demands_at_home(self, candidate: Candidate) -> bool:
        """ "In Dakar haben Zehntausende … verlangt": a crowd without a side that asks something of its own state."""
        predicate = candidate.predicate
        if (
            self.matcher.language.code != "de"
            or candidate.rule.type not in ("REQUEST", "ACCUSE", "PROTEST")
            or candidate.phrase is not None
            or predicate.passive
        ):
            return False
        parts = [part for p in self.phrases(candidate, "subject") for part in p.parts()]
        known = {*self._words("crowds"), *self._words("words")}
        crowd = bool(parts) and all(not part.sided and (part.lemma in known or self._is_many(part)) for part in parts)
        return crowd and len(self._place(candidate)) == 1

    def _is_many(self, phrase: Phrase) -> bool:
        """ "Zehntausende", "Hunderte": a number for people."""
        many = ("tausend", "tausende", "hunderte", "dutzende")
        return phrase.head.low in self.sides.quantities or phrase.lemma.endswith(many) or phrase.head.low.endswith(many)

    def _violent_at_home(self, candidate: Candidate) -> bool:
        """Whether it is the riot of a crowd, or violence in the state of those who do it."""
        return is_riot(self.matcher.language, candidate) or (candidate.rule.type == "ASSAULT" and self._strikes_here(candidate))

    def _strikes_here(self, candidate: Candidate) -> bool:
        """ "Kolumbianische Guerilleros zündeten in Cali eine Autobombe": the act happens in the state of those who do it."""
        codes = {m.code for m in candidate.actors}
        parts = [part for p in self.phrases(candidate, "subject") for part in p.parts()]
        armed = [*self._words("crowds"), *self._words("police"), *self.matcher.language.grammar["political"]["forces"]]
        if not any(part.lemma in armed for part in parts):
            return False
        return candidate.phrase is None and self._only_states(candidate.actors) and {m.code for m in self._place(candidate)} == codes

    def _held_at_home(self, candidate: Candidate) -> bool:
        """ "den festgesetzten Präsidenten", "die inhaftierten Aktivisten": people without a side."""
        noun = candidate.phrase
        return noun is not None and not noun.sided and is_class(self.matcher.language.code, noun.lemma, "agent")

    def _is_local(self, candidate: Candidate) -> bool:
        """ "In Kampala …; die Polizei nahm zwölf Menschen fest": police or a crowd without a side act on people without one."""
        if candidate.rule.type not in _BY_FORCES or candidate.phrase is not None or candidate.predicate.passive:
            return False
        agents = [part for p in self.phrases(candidate, "subject") for part in p.parts()]
        known = {*self._words("police"), *self._words("crowds")}
        return bool(agents) and all(part.lemma in known and not part.sided for part in agents) and bool(self._people(candidate))

    def _people(self, candidate: Candidate) -> list[Phrase]:
        people = [p.of if p.of is not None and p.lemma in self.sides.quantities else p for p in self._objects(candidate)]
        code = self.matcher.language.code
        unnamed = {*self.matcher.language.speech["anonymous"], *self._words("words"), *self._words("protesters")}
        return [p for p in people if (is_class(code, p.lemma, "agent") or p.lemma in unnamed) and not p.names and not p.mods]

    def _place(self, candidate: Candidate) -> list[Mention]:
        args = [p for p in candidate.predicate.args if p.slot in ("in", "at")]
        return unique([m for p in args for m in self.sides.of(p, candidate.predicate)])

    def _words(self, name: str) -> list[str]:
        found: list[str] = self.matcher.language.grammar["domestic"][name]
        return found


def is_riot(language: Language, candidate: Candidate) -> bool:
    """Whether violence is that of a crowd ("protesters in Dhaka set fire to two posts")."""
    subject = candidate.predicate.subject
    if candidate.rule.type != "ASSAULT" or candidate.phrase is not None or candidate.predicate.passive or subject is None:
        return False
    return any(part.lemma in language.grammar["domestic"]["protesters"] for part in subject.parts())
