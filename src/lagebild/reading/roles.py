"""Filling a frame: which phrases stand in its slots, and which sides they name."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.reading.addressed import Addressed
from lagebild.reading.home import Home
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Mention, Phrase, Predicate
from lagebild.reading.sides import Sides, compared, phrase_object, political, private, unique
from lagebild.reading.slots import NounSlots, VerbSlots

_CONTENT = ("inf", "comp", "prep-ing")
# what these say of somebody is put to him ("X müsse abziehen, forderte Y")
_SAID_OF_OTHERS = ("REQUEST", "THREATEN")
_BY_FORCE = ("ASSAULT", "MOBILIZE", "COERCE")
_HOSTILE = ("REJECT", "SANCTION", "COERCE", "ASSAULT")
_MUTUAL = ("ASSAULT", "AGREE", "RETREAT", "COERCE")
# acts that a ministry tells of as its own
_DONE_BY_STATES = frozenset(("AID", "COERCE", "SANCTION", "MOBILIZE", "RETREAT"))
# speech acts that somebody can refuse
_PUT_TO = frozenset(("AGREE", "REQUEST", "THREATEN"))
_ON_BEHALF = ("auftrag", "namen", "name", "geheiß", "dienst", "sinne", "interesse", "anweisung", "befehl")
_TOGETHER = {"gemeinsam", "zusammen"}
# what these do to a weapon is not done by whose it is
_STOPPED = ("abfangen", "abdrängen", "intercept")
_WIELDED = ("weapon", "nuclear", "technology", "troops")
# who can be endangered by what he calls a danger
_ENDANGERED = ("state", "organisation", "bloc", "alliance", "armed_group")
# what stands beside an act and does not tell whom it is aimed at
_BESIDE = frozenset(("by", "during", "after", "before", "according", "without", "despite", "through"))
_EXPLICIT = frozenset(("object", "iobject", "against", "owner", "from"))


@dataclass(slots=True)
class Filler:
    """Fills the sides of candidates."""

    matcher: Matcher
    sides: Sides
    filled: list[Candidate] = field(default_factory=list)

    def fill(self, candidate: Candidate) -> None:
        """Set actors and recipients of a candidate after its rule's frame."""
        frame = candidate.rule.frame
        candidate.actors = self._first(candidate, frame.actors)
        if not candidate.actors and candidate.phrase is None:
            ways = (self._compared, self._wielder, self._own_forces, self._releaser, self._giver, self._teller, self._moved)
            candidate.actors = next((found for way in ways if (found := way(candidate))), [])
        if candidate.rule.type == "alliance" and len(candidate.actors) == 1:
            candidate.actors = unique([*candidate.actors, *self._held_in(candidate)])
        if frame.reciprocal:
            # "im Gespräch mit der Agentur X": who is talked to there only prints it
            candidate.actors = [m for m in candidate.actors if self.sides.memory.kind(m.code) != "agency"]
            candidate.recipients = list(candidate.actors)
            return
        if not candidate.actors and candidate.phrase is not None:
            candidate.actors = self._blamed(candidate)
        candidate.recipients = self._first(candidate, frame.recipients, [m.code for m in candidate.actors])
        if not candidate.recipients and candidate.phrase is not None:
            candidate.recipients = self._refuser(candidate)
            candidate.recipients = candidate.recipients or self._viewer(candidate)
        if not candidate.recipients and candidate.phrase is None:
            candidate.recipients = self._whose_step(candidate) or self._whose_border(candidate) or self._demanded_of(candidate)
        if candidate.rule.kind == "judgement":
            # "…, economists polled by Reuters say": outlets are cited, not steered or endangered
            candidate.recipients = [m for m in candidate.recipients if self.sides.memory.kind(m.code) != "agency"]
        self._mutual(candidate)
        if candidate.rule.id.endswith("mobilize.exercise") and len(candidate.actors) > 1:
            # a manoeuvre of several is cooperation between them
            joint = self.matcher.language.rules.named("cooperate.exchange")
            if joint is not None:
                candidate.rule, candidate.recipients = joint, list(candidate.actors)
        self._side_by_side(candidate)
        Home(self.matcher, self.sides, self.phrases).fill(candidate)
        addressed = Addressed(self.matcher, self.sides, self.filled)
        addressed.fill(candidate)
        self.filled.append(candidate)

    def _side_by_side(self, candidate: Candidate) -> None:
        """ "patrouillierten gemeinsam mit der Küstenwache Bs": forces that do something together cooperate."""
        together = candidate.rule.type == "MOBILIZE" and candidate.phrase is None and self.matcher.words(candidate.predicate) & _TOGETHER
        partners = self._sides_in(candidate, "with") if together and candidate.actors else []
        joint = self.matcher.language.rules.named("cooperate.exchange")
        if partners and joint is not None:
            both = unique([*candidate.actors, *partners])
            candidate.rule, candidate.actors, candidate.recipients = joint, both, list(both)

    def _first(self, candidate: Candidate, slots: tuple[str, ...], other: list[str] | None = None) -> list[Mention]:
        """Return the sides of the first slot that names any; `other` holds the codes of the other side."""
        for name in slots:
            every: list[Mention] = []
            for single in name.split("+"):
                self._add_slot(candidate, single, every, other is not None)
            if not every:
                continue
            found = unique(every)
            at_home = candidate.rule.frame.domestic and name in ("object", "iobject") and not all(m.via == "pronoun" for m in found)
            if other is not None and not at_home:
                # "dropped bombs on its own town", but "a war at the side of B"
                threatened = name == "inner" and candidate.rule.type == "THREATEN"
                explicit = name in _EXPLICIT or threatened or (name in ("on", "at") and candidate.phrase is None)
                found = [m for m in found if m.code not in other or (explicit and _named_again(m, candidate))]
            if other is not None and candidate.rule.type == "ASSAULT":
                # "einen Journalisten des Senders A": who is hit works for it
                found = [m for m in found if self.sides.memory.kind(m.code) != "agency"]
            if other is not None and candidate.rule.type in _BY_FORCE:
                # "boats in the Caribbean": a mere venue; "Baltic buoys" are whose they are
                found = [m for m in found if m.via == "demonym" or self.sides.memory.kind(m.code) != "region"]
            if found:
                return found
        return []

    def _add_slot(self, candidate: Candidate, slot: str, found: list[Mention], suffers: bool = False) -> None:
        """Add the sides in a slot; of owners only as many as it takes to find one."""
        for phrase in self.phrases(candidate, slot):
            sides = self.sides.of(phrase, candidate.predicate) or self._accused(candidate, phrase)
            if suffers and not sides and phrase.former:
                # who held an office once speaks for nobody, but is a citizen still ("granted a former Peruvian premier asylum")
                sides = [m for m in phrase.mods if m.code] or (self.sides.of(phrase.owner, candidate.predicate) if phrase.owner else [])
                german = self.matcher.language.code == "de"
                sides = sides or [home for m in phrase.names if german and (home := self.sides.memory.citizen(m)) is not None]
            possessive = phrase.possessive or (phrase.of is not None and phrase.of.possessive)
            if suffers and possessive and sides and {m.code for m in sides} == {m.code for m in candidate.actors}:
                sides = self._of_above(candidate, phrase) or sides
            hurt = suffers and candidate.rule.type == "ASSAULT"
            if slot == "subject" and sides and not hurt and not self._speaks_for_place(candidate, phrase):
                continue
            if sides and not suffers and self._for_himself(candidate, phrase):
                continue
            found += sides
            if found and slot == "owner":
                break
        if slot == "side":
            found += self._whose_act(candidate)
        elif slot == "inner":
            found += self._aimed_at(candidate)

    def _accused(self, candidate: Candidate, phrase: Phrase) -> list[Mention]:
        """ "A's opposition accused the government of being steered by B": whom the words do not name is who is accused."""
        predicate, above = candidate.predicate, candidate.predicate.parent
        if above is None or phrase is not predicate.subject or phrase.pronoun or phrase not in above.args:
            return []
        accuses = self.matcher.by_predicate.get(id(above))
        if accuses is None or accuses is candidate or accuses.rule.type not in ("ACCUSE", "REQUEST"):
            return []
        if not accuses.actors:
            self.fill(accuses)
        return list(accuses.recipients)

    def _of_above(self, candidate: Candidate, phrase: Phrase) -> list[Mention]:
        """ "A has lost sight of it since B barred its inspectors": nobody bars his own."""
        above, relation = candidate.predicate.parent, candidate.predicate.relation
        own = {m.code for m in candidate.actors}
        before = self.filled[-1] if self.filled and candidate.rule.type in ("COERCE", "ASSAULT") else None
        if before is not None and before.rule.type == "ASSAULT" and {m.code for m in before.actors} == own:
            # "opened fire on B's ships and captured their crews"
            return _without(own, before.recipients)
        # "A warnte, B plane einen Krieg gegen sein Land"
        land = phrase.lemma in self.matcher.language.grammar["political"]["land"] and relation in ("comp", "content")
        said = above is not None and relation in ("comp", "content") and above.lemma in self.matcher.language.speech["verbs"]
        hostile = candidate.rule.type in (_BY_FORCE if said else _HOSTILE) and (relation == "adv" or said)
        if above is None or not (hostile or land):
            return []
        return _without({m.code for m in candidate.actors}, self.sides.of(above.subject, above))

    def _speaks_for_place(self, candidate: Candidate, phrase: Phrase) -> bool:
        """ "Police in Senegal" act for the state; "a school in Leeds" does not (guidelines, section 3)."""
        if candidate.rule.kind == "judgement" or candidate.rule.type == "PROTEST" or self.sides.of(phrase, candidate.predicate, False):
            return True
        # "judges at the ICC": who works for a body acts for it
        bodies = all(self.sides.memory.kind(m.code) not in ("state", "region") for m in self.sides.of(phrase, candidate.predicate))
        return bodies or all(political(self.matcher.language, p.lemma) for p in phrase.parts())

    def _for_himself(self, candidate: Candidate, phrase: Phrase) -> bool:
        """ "a Danish brewer defends …": no act of Denmark; but a firm that delivers arms does so for its state."""
        if phrase.names or candidate.rule.type == "PROTEST" or candidate.rule.kind == "judgement":
            return False
        theme = phrase_object(self.matcher.language, candidate.theme) if candidate.theme is not None else None
        arms = candidate.rule.type == "AID" and theme is not None and theme.kind in ("weapon", "nuclear")
        return not arms and all(private(self.matcher.language, p.lemma) for p in phrase.parts())

    def phrases(self, candidate: Candidate, slot: str) -> list[Phrase]:
        """Return the phrases in a slot of a candidate."""
        if candidate.phrase is not None:
            return NounSlots(self.matcher, candidate, candidate.phrase).read(slot)
        found = VerbSlots(self.matcher, candidate.predicate, candidate).read(slot)
        return [p for p in found if not self._left_out(p, candidate.predicate)] if len(found) > 1 or slot == "in" else found

    def _left_out(self, phrase: Phrase, predicate: Predicate) -> bool:
        """ "endorsed by A, but not by B", "according to a letter to B": a phrase with a negation of its own, or part of who is cited."""
        if phrase.host is not None and phrase.host.slot == "according":
            return True
        if phrase.lemma in _ON_BEHALF and phrase.prep:
            # "im Auftrag Moskaus": for whom, not against whom
            return True
        tokens = self.matcher.parse.tokens
        at = phrase.start - 1
        if phrase.prep and 0 < at < len(tokens) and tokens[at].pos == "P":
            at -= 1
        return 0 < at < len(tokens) and tokens[at].pos == "NEG" and tokens[at] not in predicate.tokens

    def _blamed(self, candidate: Candidate) -> list[Mention]:
        """ "blamed X for the killing of …", "apologised for the raid on …": whose act the noun behind "for" is."""
        noun, above = candidate.phrase, self.matcher.by_predicate.get(id(candidate.predicate))
        predicate = candidate.predicate
        claims = noun is not None and noun.slot in ("for", "to", "behind") and predicate.lemma in self.matcher.language.speech["claiming"]
        # "A was behind the hacking of B"
        stands = noun is not None and noun.prep in ("behind", "hinter")
        if claims or stands:
            return self.sides.of(predicate.subject, predicate)
        if above is None or above is candidate or noun is None or candidate.rule.kind != "event":
            return []
        # "warf X einen Angriff auf Y vor"
        put_to = noun.slot == "bare" and above.rule.type == "ACCUSE" and bool(predicate.slot("iobject"))
        if noun.slot not in ("for", "over", "of") and not put_to:
            return []
        if not above.actors and not above.recipients:
            self.fill(above)
        punishes = above.rule.type == "SANCTION" and above.rule.mode != "convict"
        if punishes or above.rule.type in ("ACCUSE", "THREATEN"):
            return list(above.recipients)
        return list(above.actors) if above.rule.type == "CONCEDE" else []

    def _refuser(self, candidate: Candidate) -> list[Mention]:
        """ "A spurned B's offer": what is refused was put to the one who refuses it."""
        above = self.matcher.by_predicate.get(id(candidate.predicate))
        if above is None or above.rule.type != "REJECT" or candidate.rule.type not in _PUT_TO or not candidate.actors:
            return []
        if not above.actors:
            self.fill(above)
        return _without({m.code for m in candidate.actors}, above.actors)

    def _viewer(self, candidate: Candidate) -> list[Mention]:
        """ "A sieht in B eine Bedrohung": for whom it is one where nobody else is named."""
        predicate = candidate.predicate
        if candidate.rule.type != "danger" or candidate.light != "called" or predicate.passive or not candidate.actors:
            return []
        noun = candidate.phrase
        if noun is None or self.matcher.language.code != "de" or any(a.slot in ("for", "of", "to", "against") for a in noun.after):
            return []
        found = [m for m in self.sides.of(predicate.subject, predicate) if self.sides.memory.kind(m.code) in _ENDANGERED]
        return _without({m.code for m in candidate.actors}, found)

    def _whose_step(self, candidate: Candidate) -> list[Mention]:
        """ ", a step that B condemned": of who acts in the clause that the noun sums up."""
        predicate = candidate.predicate
        noun, above = predicate.antecedent, predicate.parent
        if noun is None or above is None or predicate.relation != "rel" or noun.lemma not in self.matcher.language.speech["summing"]:
            return []
        if candidate.rule.kind == "judgement":
            return []
        return _without({m.code for m in candidate.actors}, self.sides.of(above.subject, above))

    def _compared(self, candidate: Candidate) -> list[Mention]:
        """ "Kein Land hat so viel Einfluss wie A": who does what nobody else does."""
        found = compared(candidate.predicate, self.matcher.parse.tokens)
        return self.sides.of(found, candidate.predicate) if found is not None else []

    def _held_in(self, candidate: Candidate) -> list[Mention]:
        """ "A gilt in Moskau als Verbündeter": whose ally he is."""
        predicate = candidate.predicate
        held = [p for p in predicate.args if p.prep == "in" and p.names] if predicate.lemma == "gelten" else []
        return [m for p in held for m in self.sides.of(p, predicate)]

    def _moved(self, candidate: Candidate) -> list[Mention]:
        """ "As Streitkräfte wurden in Bereitschaft versetzt": whose forces they are that somebody unnamed moves."""
        predicate = candidate.predicate
        if candidate.rule.type != "MOBILIZE" or not predicate.passive or predicate.subject is None or predicate.lemma in _STOPPED:
            return []
        kind = phrase_object(self.matcher.language, predicate.subject)
        return self.sides.of(predicate.subject, predicate) if kind is not None and kind.kind in _WIELDED else []

    def _whose_border(self, candidate: Candidate) -> list[Mention]:
        """ "A versetzte seine Armee in Bereitschaft, weil Truppen aus B die Grenze überschritten": the border of who acts above."""
        above = candidate.predicate.parent
        if not candidate.rule.id.endswith("mobilize.intrude") or above is None or not candidate.actors:
            return []
        found = self.sides.of(above.subject, above) or self.sides.of(above.slot("bare")[0] if above.slot("bare") else None, above)
        return _without({m.code for m in candidate.actors}, [m for m in found if self.sides.memory.kind(m.code) == "state"])

    def _demanded_of(self, candidate: Candidate) -> list[Mention]:
        """ "marched through A demanding that B's forces leave": of whom a crowd demands something."""
        if candidate.rule.type != "PROTEST":
            return []
        asked = [self.matcher.by_predicate.get(id(c)) for c in candidate.predicate.children if c.relation in ("adv-ing", "inf", "reduced")]
        for request in asked:
            if request is not None and request.rule.type in ("REQUEST", "ACCUSE"):
                if not request.recipients:
                    self.fill(request)
                return list(request.recipients)
        return []

    def _wielder(self, candidate: Candidate) -> list[Mention]:
        """ "X has missiles that can hit Y": who has the weapon that acts."""
        predicate = candidate.predicate
        subject = predicate.subject
        if subject is not None and subject.pronoun == "relative":
            subject = predicate.antecedent
        if predicate.passive or subject is None:
            return []
        kind = phrase_object(self.matcher.language, subject)
        if kind is not None and kind.kind in _WIELDED and (found := self._who_has(predicate, subject)):
            return found
        if predicate.parent is None or predicate.relation not in ("rel", "reduced", "inf"):
            return []
        paper = subject.lemma in self.matcher.language.speech["documents"]
        if not paper and (kind is None or kind.kind not in _WIELDED):
            return []
        return self.sides.of(predicate.parent.subject, predicate.parent)

    def _who_has(self, predicate: Predicate, subject: Phrase) -> list[Mention]:
        """ "die Raketen, die X aufstellt, bedrohen Y": whose weapon it is stands in the clause about it."""
        rules = self.matcher.language.rules.verbs
        clauses = (c for c in predicate.children if c.relation == "rel" and c.antecedent is subject and c.antecedent_role == "object")
        # what was given is no longer its giver's
        clauses = (c for c in clauses if not any(t.rule.type == "AID" for t in rules.get(c.lemma, ())))
        return next((found for c in clauses if (found := self.sides.of(c.subject, c))), [])

    def _releaser(self, candidate: Candidate) -> list[Mention]:
        """ "freed two men who had been jailed": who frees them has held them."""
        predicate, above = candidate.predicate, candidate.predicate.parent
        freed = self.matcher.by_predicate.get(id(above)) if above is not None and predicate.relation in ("rel", "reduced") else None
        held = candidate.rule.type == "COERCE" or candidate.rule.mode in ("convict", "abduct")
        if above is None or above.passive or freed is None or freed.rule.mode != "release" or not held or not predicate.passive:
            return []
        return self.sides.of(above.subject, above)

    def _giver(self, candidate: Candidate) -> list[Mention]:
        """ "any of its howitzers had been sold on to C": who gives is whose the thing was."""
        predicate = candidate.predicate
        if candidate.rule.type != "AID" or not predicate.passive or predicate.subject is None or candidate.rule.frame.of != "theme":
            return []
        owned = [q for q in predicate.subject.nested() if q.possessive]
        return self.sides.of(owned[0], predicate) if owned else []

    def _teller(self, candidate: Candidate) -> list[Mention]:
        """ "A's minister said that 81 Afghans had been deported": who tells of an act without an agent that is done by states."""
        predicate, above = candidate.predicate, candidate.predicate.parent
        agentless = predicate.passive and predicate.relation in ("comp", "content") and not VerbSlots(self.matcher, predicate).subject()
        if not agentless or above is None or above.passive or candidate.rule.type not in _DONE_BY_STATES:
            return []
        speech = self.matcher.language.speech
        tells = above.lemma in speech["verbs"] and above.lemma not in speech["warning"] and above.lemma not in speech["doubt"]
        found = [m for m in self.sides.of(above.subject, above) if self.sides.memory.kind(m.code) == "state"] if tells else []
        inside = {m.code for p in (*predicate.args, predicate.subject) if p is not None for q in p.nested() for m in (*q.names, *q.mods)}
        place = any(p.slot in ("in", "at") and p.names for p in predicate.args)
        return found if len(found) == 1 and found[0].code not in inside and inside and not place else []

    def _own_forces(self, candidate: Candidate) -> list[Mention]:
        """ "Israel's minister said troops had killed three": forces without a name are those of who speaks of them."""
        predicate = candidate.predicate
        subject, above = predicate.subject, predicate.parent
        if subject is None or above is None or predicate.relation not in ("comp", "content") or predicate.passive:
            return []
        if subject.tokens and subject.tokens[0].low in self.matcher.language.grammar["determiners"]["indefinite"]:
            # "a drone of unknown origin"
            return []
        if subject.lemma not in self.matcher.language.grammar["political"]["forces"] or subject.sided:
            return []
        states = [m for m in self.sides.of(above.subject, above) if self.sides.memory.kind(m.code) in ("state", "armed_group")]
        return states if above.lemma in self.matcher.language.speech["verbs"] else []

    # content clauses

    def _contents(self, candidate: Candidate) -> list[Predicate]:
        said = ("content",) if candidate.rule.type in _SAID_OF_OTHERS else ()
        children = [c for c in candidate.predicate.children if c.relation in (*_CONTENT, *said)]
        noun = candidate.phrase
        return [c for c in children if noun is None or c.antecedent is noun or c.start > noun.start]

    def _whose_act(self, candidate: Candidate) -> list[Mention]:
        """Whose act the content is ("demanded that X leave")."""
        own = {m.code for m in candidate.actors}
        for child in self._contents(candidate):
            found = self.sides.of(child.subject, child)
            if not {m.code for m in found} <= own:
                return found
        return []

    def _aimed_at(self, candidate: Candidate) -> list[Mention]:
        """The side that an act in the content aims at ("promised to send X to Y")."""
        own = {m.code for m in candidate.actors}
        for child in self._contents(candidate):
            found = _without(own, self._aimed_at_by(child)) or self._deeper(child, own)
            if found:
                return unique(found)
        if candidate.rule.type == "THREATEN":
            found = self._put_condition_to(candidate.predicate, own)
            if found:
                return unique(found)
        nouns = [candidate.phrase] if candidate.phrase is not None else candidate.predicate.slot("bare")
        inner = [q for p in nouns for q in (*p.after, p.of) if q is not None]
        found = unique(_without(own, [m for p in inner for m in self.sides.of(p, candidate.predicate)]))
        if found or candidate.rule.type != "THREATEN":
            return found
        # "threatened to ban Ugandan candidates": a threat at home, named a second time
        named = [m for child in self._contents(candidate) for p in child.args for m in self.sides.of(p, child)]
        return unique([m for m in named if m.code in own and _named_again(m, candidate)])

    def _aimed_at_by(self, child: Predicate) -> list[Mention]:
        """The recipients of the act that a rule reads in a clause, else all sides in it."""
        inner = self.matcher.by_predicate.get(id(child))
        if inner is not None:
            if not inner.recipients and not inner.actors:
                self.fill(inner)
            if inner.recipients:
                return inner.recipients
        args = [p for p in child.args if p.slot not in _BESIDE]
        return [m for p in args for m in self.sides.of(p, child)]

    def _put_condition_to(self, predicate: Predicate, own: set[str]) -> list[Mention]:
        """ "threatened to … if X goes ahead": whom the condition is put to."""
        for child in (*predicate.children, *(c for k in predicate.children for c in k.children)):
            found = _without(own, self.sides.of(child.subject, child)) if child.sub == "if" else []
            if found:
                return found
        return []

    def _deeper(self, node: Predicate, own: set[str], depth: int = 0) -> list[Mention]:
        """The sides in the clauses below a content clause ("is willing to send material to help defend X")."""
        for child in node.children if depth < 3 else ():
            if child.relation not in _CONTENT:
                continue
            sides = [m for p in child.args for m in self.sides.of(p, child)]
            found = _without(own, sides) or self._deeper(child, own, depth + 1)
            if found:
                return unique(found)
        return []

    # both sides

    def _mutual(self, candidate: Candidate) -> None:
        """ "clashed", "fighting between A and B", "A and B exchanged fire": all sides on both hands."""
        if candidate.phrase is None and len(candidate.actors) > 1 and self._each_other(candidate):
            candidate.recipients = list(candidate.actors)
            return
        if candidate.rule.type == "SUPPORT" and len(candidate.actors) > 1 and not candidate.recipients and candidate.phrase is None:
            if any(p.possessive == "their" for p in candidate.predicate.slot("bare")):
                # "A and B have reopened their embassies"
                candidate.recipients = list(candidate.actors)
        swapped = candidate.rule.mode == "release" and self._is_mutual(candidate)
        agrees = candidate.rule.type == "AGREE" and candidate.phrase is None and not candidate.recipients
        several = candidate.phrase is None and len(candidate.actors) > 1
        agreed = several and agrees and (candidate.predicate.lemma == "agree" or self._in_common(candidate.predicate))
        agreed = agreed or (several and self._the_other(candidate.predicate))
        if several and (swapped or agreed):
            # "A and B exchanged hostages for prisoners", "A and B agree output cut"
            candidate.recipients = list(candidate.actors)
            return
        if candidate.rule.type not in _MUTUAL:
            return
        between = self._sides_in(candidate, "between")
        if len(between) > 1:
            candidate.actors = candidate.recipients = unique(between)
        elif candidate.rule.type == "ASSAULT" and (home := self._among_its_own(candidate, unique(between))):
            candidate.actors = candidate.recipients = home
        elif candidate.actors and self._is_mutual(candidate):
            others = self._sides_in(candidate, "with", "against")
            both = unique([*candidate.actors, *others])
            one_sided = {m.code for m in candidate.recipients} <= {m.code for m in candidate.actors}
            if len(both) > 1 and (others or one_sided):
                candidate.actors = candidate.recipients = both

    def _among_its_own(self, candidate: Candidate, between: list[Mention]) -> list[Mention]:
        """ "Kämpfe zwischen der sudanesischen Armee und Rebellen": between a state and its own people, or among these."""
        parts = [part for p in self.phrases(candidate, "between") for part in p.parts()]
        known = self.matcher.language.grammar["domestic"]
        unnamed = [part for part in parts if not part.sided and part.lemma in (*known["crowds"], *known["police"], *known["words"])]
        states = [m for m in between if self.sides.memory.kind(m.code) == "state"]
        if unnamed and not states and len(between) == 1 and self.matcher.language.code == "de":
            # "Im Osten As kämpfen Armee und B": the army of the place
            place = [m for p in candidate.predicate.slot("in") for m in self.sides.of(p, candidate.predicate)]
            place = unique([m for m in place if self.sides.memory.kind(m.code) == "state"])
            return [*place, *between] if len(place) == 1 else []
        return states if unnamed and len(states) == 1 else []

    def _in_common(self, predicate: Predicate) -> bool:
        """ "vowed to deepen their cooperation": what several promise of what they share."""
        deals = self.matcher.language.rules.nouns
        if any(t.rule.id.endswith("agree.deal") for p in predicate.slot("bare") for t in deals.get(p.lemma, ())):
            # "both sides had accepted a truce"
            return True
        args = [p for c in predicate.children if c.relation in _CONTENT for p in c.args]
        return any(p.possessive == "their" or any(t.low in ("joint", "common", "mutual") for t in p.tokens) for p in args)

    def _the_other(self, predicate: Predicate) -> bool:
        """ "each accuses the other of …": what both do to one another."""
        return any(p.head.low == "other" and p.tokens[0].low == "the" for p in predicate.args if p.tokens)

    def _each_other(self, candidate: Candidate) -> bool:
        """ "lieferten einander aus": the word that makes an act mutual stands in its clause."""
        words = self.matcher.language.grammar["quantities"].get("each_other", ())
        return any(w in words for w in self.matcher.words(candidate.predicate))

    def _is_mutual(self, candidate: Candidate) -> bool:
        if candidate.rule.mode == "ceasefire" and len(candidate.actors) > 1:
            # "the truce was observed by both A and B"
            return True
        word = candidate.token.lemma or candidate.token.low
        if candidate.phrase is None and candidate.predicate.lemma.endswith(word):
            # "tauschten … aus": the verb with its particle
            word = candidate.predicate.lemma
        return "fighting" in word or word.endswith(tuple(self.matcher.language.grammar["quantities"]["mutual"]))

    def _sides_in(self, candidate: Candidate, *slots: str) -> list[Mention]:
        return [m for s in slots for p in self.phrases(candidate, s) for m in self.sides.of(p, candidate.predicate)]


def _without(own: set[str], mentions: list[Mention]) -> list[Mention]:
    return [m for m in mentions if m.code not in own]


def _named_again(mention: Mention, candidate: Candidate) -> bool:
    """ "rebels in X rejected an appeal of X's president": the own side counts where the words name it a second time."""
    return mention.via not in ("pronoun", "anaphor") and mention.start not in {m.start for m in candidate.actors}
