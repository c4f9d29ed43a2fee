"""Filling a frame: which phrases stand in its slots, and which sides they name."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Mention, Phrase, Predicate
from lagebild.reading.sides import Sides, is_class, phrase_object, unique

_EXPLICIT = frozenset(("object", "iobject", "against", "owner", "from"))


@dataclass(slots=True)
class Filler:
    """Fills the sides of candidates."""

    matcher: Matcher
    sides: Sides

    def fill(self, candidate: Candidate) -> None:
        """Set actors and recipients of a candidate after its rule's frame."""
        frame = candidate.rule.frame
        candidate.actors = self._first(candidate, frame.actors)
        if not candidate.actors and candidate.phrase is None:
            candidate.actors = self._wielder(candidate)
        if frame.reciprocal:
            candidate.recipients = list(candidate.actors)
            return
        if not candidate.actors and candidate.phrase is not None:
            candidate.actors = self._blamed(candidate)
        candidate.recipients = self._first(candidate, frame.recipients, [m.code for m in candidate.actors])
        self._mutual(candidate)
        if candidate.rule.id.endswith("mobilize.exercise") and len(candidate.actors) > 1:
            # a manoeuvre of several is cooperation between them
            joint = next((r for r in self.matcher.language.rules.rules if r.id.endswith("cooperate.exchange")), None)
            if joint is not None:
                candidate.rule, candidate.recipients = joint, list(candidate.actors)
        self._domestic(candidate)

    def _first(self, candidate: Candidate, slots: tuple[str, ...], other: list[str] | None = None) -> list[Mention]:
        for name in slots:
            found: list[Mention] = []
            for single in name.split("+"):
                for phrase in self.phrases(candidate, single):
                    if (
                        other is not None
                        and single in ("to", "at", "in", "near", "on", "for", "over", "with")
                        and self._not_a_side(candidate, phrase)
                    ):
                        continue
                    found += self.sides.of(phrase, self._home(candidate, phrase))
                    if found and single == "owner":
                        break
                if single in ("inner", "side"):
                    found += self._inner(candidate, single)
            found = unique(found)
            if other is not None and not (candidate.rule.frame.domestic and name in ("object", "iobject")):
                spoken = {m.start for m in candidate.actors}
                explicit = name in _EXPLICIT
                # the own side counts where the words name it a second time ("rebels in X rejected an appeal of X's president")
                found = [
                    m for m in found if m.code not in other or (explicit and m.via not in ("pronoun", "anaphor") and m.start not in spoken)
                ]
            if found:
                return found
        return []

    def _home(self, candidate: Candidate, phrase: Phrase) -> Predicate:
        return candidate.predicate

    def _not_a_side(self, candidate: Candidate, phrase: Phrase) -> bool:
        """A phrase of time or topic that names no side itself."""
        return False

    def phrases(self, candidate: Candidate, slot: str) -> list[Phrase]:
        """Return the phrases in a slot of a candidate."""
        if candidate.phrase is not None:
            return self._of_noun(candidate, candidate.phrase, slot)
        return self._of_verb(candidate.predicate, slot, candidate)

    def _of_verb(self, predicate: Predicate, slot: str, candidate: Candidate | None) -> list[Phrase]:
        if slot == "subject":
            if not predicate.passive:
                return [predicate.subject] if predicate.subject is not None else []
            agents = [p for p in predicate.args if p.slot == "by" or (p.prep in ("von", "vom", "durch"))]
            # "the test by X was condemned by Y": the one behind the verb
            behind = [p for p in agents if predicate.head is not None and p.start > predicate.head.index]
            return behind if behind and self.matcher.language.grammar["word_order"] == "svo" else agents
        if slot == "object":
            found = [p for p in predicate.args if p.slot == "bare"]
            if predicate.passive and predicate.subject is not None:
                found.insert(0, predicate.subject)
            if predicate.antecedent is not None and predicate.antecedent_role == "object" and predicate.relation == "rel":
                found.append(predicate.antecedent)
            theme = candidate.theme if candidate is not None else None
            if candidate is not None and candidate.rule.frame.of == "theme" and theme in found:
                # what is given is not whom it is given to
                found = [p for p in found if p is not theme]
            found = [p for p in found if not p.apposition]
            if candidate is not None and len(found) > 1 and not predicate.passive:
                found = found[:2]
            return found
        if slot == "iobject":
            return [p for p in predicate.args if p.slot == "iobject"]
        if slot == "theme":
            return [candidate.theme] if candidate is not None and candidate.theme is not None else []
        if slot == "owner":
            rows = [p for p in predicate.args if p.slot in ("bare", "iobject")] + (
                [predicate.subject] if predicate.passive and predicate.subject else []
            )
            return [q for p in rows for q in (p.owner, p.of, *p.after) if q is not None]
        if slot in ("inner", "side", "origin"):
            return []
        if slot == "possessor":
            rows = [p for p in (*predicate.args, predicate.subject) if p is not None and p.slot == "bare"]
            return [
                q
                for p in rows
                for q in (p.owner, p.of, *(a for a in p.after if a.prep in ("von", "vom")), _adjective_phrase(p) if p.mods else None)
                if q is not None
            ]
        found = [p for p in predicate.args if p.slot == slot]
        if predicate.passive and slot in ("of", "by"):
            found = [p for p in found if p.prep not in ("von", "vom", "by", "durch")]
        if slot == "between":
            return found
        return found

    def _of_noun(self, candidate: Candidate, noun: Phrase, slot: str) -> list[Phrase]:
        frame, light, predicate = candidate.rule.frame, candidate.light, candidate.predicate
        by = [p for p in noun.after if p.slot == "by" or p.prep == "durch"]
        of = ([noun.of] if noun.of is not None else []) + [p for p in noun.after if p.prep in ("von", "vom")]
        own = [_adjective_phrase(noun)] if noun.mods or noun.names else []
        owner = [noun.owner] if noun.owner is not None else []
        owner += [_pronoun_phrase(noun)] if noun.possessive else []
        of_object = frame.of == "object"
        if light == "participle":
            if slot == "object":
                return [noun]
            above = self.matcher.by_predicate.get(id(predicate))
            frees = above is not None and above.rule.type in ("RETREAT", "CONCEDE")
            return [predicate.subject] if slot == "subject" and frees and predicate.subject is not None and not predicate.passive else []
        if light == "called" and slot == "subject":
            bare = [p for p in predicate.args if p.slot == "bare" and p is not noun]
            return bare[:1] or ([predicate.subject] if predicate.passive and predicate.subject else [])
        if light == "be" and predicate.subject is not None and predicate.subject is not noun:
            # "X is Y's ally", "X is a threat to Y": the subject is the one, the possessor the other
            if slot == "subject":
                return [predicate.subject]
            if slot in ("object", "owner"):
                return [*owner, *own, *of]
        if slot == "subject":
            found = [*owner, *own]
            if by:
                found = by if of_object and owner else [*by, *found]
            elif not of_object or not (owner or own):
                if frame.of == "subject" or (frame.of == "theme" and noun.of is not None and noun.of.names and not noun.of.mods):
                    found += of
            if (
                light in ("active", "headline", "be", "within", "ending")
                and predicate.head is not None
                and not predicate.passive
                and predicate.subject is not None
                and predicate.subject is not noun
            ):
                found = found or [predicate.subject]
                if light == "active" and predicate.subject not in found and frame.reciprocal:
                    found.append(predicate.subject)
            if light == "loose" and candidate.rule.type in ("capability", "intent") and not found and predicate.subject is not None:
                found = [predicate.subject]
            if light == "active" and predicate.passive and not found:
                found = self._of_verb(predicate, "subject", None)
            if light == "receiving" and not found:
                found = [p for p in predicate.args if p.slot == "from" or p.prep == "von"]
            return found
        if slot == "object":
            if (
                light == "denying"
                and predicate.subject is not None
                and not predicate.passive
                and not of
                and candidate.rule.type in ("ACCUSE", "REQUEST", "AGREE", "THREATEN")
            ):
                return [predicate.subject]
            if light == "receiving" and predicate.subject is not None and not predicate.passive:
                return [predicate.subject]
            if of_object:
                return [*of, *(owner if by else [])]
            return []
        if slot == "origin":
            # "the delivery of Chinese drones": who gives is told by what is given
            return [_adjective_phrase(noun.of)] if noun.of is not None and noun.of.mods else []
        if slot == "iobject":
            return [p for p in predicate.args if p.slot == "iobject"] if light == "active" else []
        if slot == "of":
            return of if not of_object and frame.of != "theme" else []
        if slot in ("inner", "side", "owner", "theme"):
            return [noun.of] if slot == "theme" and noun.of is not None else []
        found = [p for p in noun.after if p.slot == slot]
        if noun.clause is not None:
            # "the accord concluded between A and B"
            found += [p for p in noun.clause.args if p.slot == slot]
        if light in ("active", "receiving", "ending", "be", "denying", "occurring", "called") or (
            predicate.head is not None and predicate.passive and noun is predicate.subject
        ):
            found += [p for p in predicate.args if p.slot == slot and p not in found and p is not noun]
        if light == "headline":
            found += [
                p
                for p in (*predicate.args, *predicate.before)
                if p.slot == slot and p not in found and p is not noun and p.start >= noun.end
            ]
        return found

    def _blamed(self, candidate: Candidate) -> list[Mention]:
        """ "blamed X for the killing of …", "apologised for the raid on …": whose act the noun behind "for" is."""
        noun, above = candidate.phrase, self.matcher.by_predicate.get(id(candidate.predicate))
        predicate = candidate.predicate
        if noun is not None and noun.slot in ("for", "to", "behind") and predicate.lemma in self.matcher.language.speech["claiming"]:
            return self.sides.of(predicate.subject, predicate)
        if above is None or above is candidate or noun is None or noun.slot not in ("for", "over", "of") or candidate.rule.kind != "event":
            return []
        if not above.actors and not above.recipients:
            self.fill(above)
        if above.rule.type in ("ACCUSE", "THREATEN"):
            return list(above.recipients)
        return list(above.actors) if above.rule.type == "CONCEDE" else []

    def _wielder(self, candidate: Candidate) -> list[Mention]:
        """ "X has missiles that can hit Y": who has the weapon that acts."""
        predicate = candidate.predicate
        subject = predicate.subject
        if predicate.passive or subject is None or predicate.parent is None or predicate.relation not in ("rel", "reduced", "inf"):
            return []
        kind = phrase_object(self.matcher.language, subject)
        paper = subject.lemma in self.matcher.language.speech["documents"]
        if not paper and (kind is None or kind.kind not in ("weapon", "nuclear", "technology", "troops")):
            return []
        return self.sides.of(predicate.parent.subject, predicate.parent)

    # content clauses

    def _inner(self, candidate: Candidate, slot: str) -> list[Mention]:
        """The side that an act in the content aims at ("promised to send X to Y"), or whose act it is ("demanded that X leave")."""
        predicate = candidate.predicate
        children = [c for c in predicate.children if c.relation in ("inf", "comp", "prep-ing")]
        if candidate.phrase is not None:
            children = [c for c in children if c.antecedent is candidate.phrase or c.start > candidate.phrase.start]
        for child in children:
            if slot == "side":
                found = self.sides.of(child.subject, child)
                own = {m.code for m in candidate.actors}
                if found and not {m.code for m in found} <= own:
                    return found
                continue
            inner = self.matcher.by_predicate.get(id(child))
            if inner is not None:
                if not inner.recipients and not inner.actors:
                    self.fill(inner)
                found = inner.recipients
            if inner is None or not found:
                found = [
                    m for p in child.args if p.slot not in ("by", "during", "after", "before", "according") for m in self.sides.of(p, child)
                ]
            own = {m.code for m in candidate.actors}
            found = [m for m in found if m.code not in own]
            if found:
                return unique(found)
            found = self._deeper(child, own)
            if found:
                return found
        if slot == "side":
            return []
        if candidate.rule.type == "THREATEN":
            own = {m.code for m in candidate.actors}
            for child in (*predicate.children, *(c for k in predicate.children for c in k.children)):
                if child.sub == "if":
                    # "threatened to … if X goes ahead": whom the condition is put to
                    found = [m for m in self.sides.of(child.subject, child) if m.code not in own]
                    if found:
                        return unique(found)
        nouns = [p for p in predicate.args if p.slot == "bare"] if candidate.phrase is None else [candidate.phrase]
        own = {m.code for m in candidate.actors}
        found = [m for p in nouns for q in (*p.after, p.of) if q is not None for m in self.sides.of(q, predicate) if m.code not in own]
        return unique(found)

    def _deeper(self, node: Predicate, own: set[str], depth: int = 0) -> list[Mention]:
        """The sides in the clauses below a content clause ("is willing to send material to help defend X")."""
        for child in node.children if depth < 3 else ():
            if child.relation not in ("inf", "comp", "prep-ing"):
                continue
            found = [m for p in child.args for m in self.sides.of(p, child) if m.code not in own] or self._deeper(child, own, depth + 1)
            if found:
                return unique(found)
        return []

    # both sides

    def _mutual(self, candidate: Candidate) -> None:
        """ "clashed", "fighting between A and B", "A and B exchanged fire": all sides on both hands."""
        if candidate.rule.type not in ("ASSAULT", "AGREE", "RETREAT", "COERCE"):
            return
        between = [m for p in self.phrases(candidate, "between") for m in self.sides.of(p, candidate.predicate)]
        word = candidate.token.lemma or candidate.token.low
        mutual = (
            word.endswith(
                (
                    "clash",
                    "exchange",
                    "battle",
                    "fighting",
                    "swap",
                    "gefecht",
                    "kampf",
                    "kämpfe",
                    "zusammenstoß",
                    "schusswechsel",
                    "austausch",
                    "scharmützel",
                    "feuergefecht",
                    "gefechte",
                    "liefern",
                    "austauschen",
                    "bekämpfen",
                )
            )
            or "fighting" in word
        )
        if len(between) > 1:
            candidate.actors = candidate.recipients = unique(between)
        elif mutual and candidate.actors:
            with_ = [m for s in ("with", "against") for p in self.phrases(candidate, s) for m in self.sides.of(p, candidate.predicate)]
            both = unique([*candidate.actors, *with_])
            if len(both) > 1 and (
                with_ or not candidate.recipients or {m.code for m in candidate.recipients} <= {m.code for m in candidate.actors}
            ):
                candidate.actors = candidate.recipients = both

    def _domestic(self, candidate: Candidate) -> None:
        """A state that arrests, bans or beats people without a side of their own does so to its own."""
        if candidate.rule.type in ("REQUEST", "ASSAULT", "THREATEN", "ACCUSE", "REJECT") and candidate.actors and not candidate.recipients:
            words = self.matcher.language.grammar["domestic"]["words"]
            own = [p for s in ("object", "iobject", "to", "on", "against") for p in self.phrases(candidate, s)]
            if any(part.lemma in words for p in own for part in p.parts()) and all(
                self.sides.memory.kind(m.code) == "state" for m in candidate.actors
            ):
                candidate.recipients = list(candidate.actors)
            return
        if not candidate.rule.frame.domestic:
            return
        kind = self.sides.memory.kind
        if candidate.rule.type == "CONCEDE" and not any(
            w in (candidate.token.lemma or candidate.token.low)
            for w in ("pardon", "amnest", "begnadig", "lift", "lock", "heb", "ease", "commute")
        ):
            return
        if candidate.actors and not candidate.recipients and all(kind(m.code) == "state" for m in candidate.actors):
            objects = self.phrases(candidate, "object") or self.phrases(candidate, "against") or self.phrases(candidate, "on")
            people = [
                p for p in objects if is_class(self.matcher.language.code, p.lemma, "agent") or not phrase_object(self.matcher.language, p)
            ]
            if people or candidate.rule.type in ("COERCE", "PROTEST") or candidate.rule.mode == "convict":
                candidate.recipients = list(candidate.actors)
        elif (
            candidate.rule.type in ("CONCEDE", "COERCE")
            and not candidate.actors
            and not candidate.recipients
            and candidate.predicate.passive
        ):
            place = unique([m for p in candidate.predicate.args if p.slot in ("in", "at") for m in self.sides.of(p, candidate.predicate)])
            candidate.actors = candidate.recipients = place
        elif candidate.recipients and not candidate.actors and candidate.rule.type == "COERCE" and candidate.phrase is None:
            place = [m for p in candidate.predicate.args if p.slot in ("in", "at") for m in self.sides.of(p, candidate.predicate)]
            candidate.actors = unique(place)


def _adjective_phrase(noun: Phrase) -> Phrase:
    return Phrase(noun.start, noun.end, noun.head, [], names=[*noun.mods, *noun.names] if not noun.former else [])


def _pronoun_phrase(noun: Phrase) -> Phrase:
    return Phrase(noun.start, noun.start + 1, noun.tokens[0], [noun.tokens[0]], slot=noun.slot, possessive=noun.possessive)
