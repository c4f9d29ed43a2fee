"""What a verb above an act makes of it: of a noun it governs, and of the clause below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.model.nouns import UNATTRIBUTED, UNSTATED, Attribution, Certainty
from lagebild.packs.language import Language, load_language
from lagebild.reading.certainty import CONTENT
from lagebild.reading.cited import better
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Phrase, Predicate
from lagebild.reading.speech import Speech

_SPOKEN = ("ACCUSE", "REQUEST", "AGREE", "THREATEN")
_SWALLOWED_SLOTS = ("bare", "", "for", "to", "with", "iobject", "on")
_INFINITIVE = ("inf", "prep-ing")
_OVERRIDING = ("want", "consider", "plan", "fail")
_ASPECT_STATUS = {"plan": "planned", "want": "planned", "consider": "possible", "continue": "ongoing"}


@dataclass(slots=True)
class Context:
    """The frame of one claim."""

    negative: bool = False
    status: str = "occurred"
    certainty: Certainty = UNSTATED
    attribution: Attribution = UNATTRIBUTED
    absorbed: bool = False
    future: bool = False
    presupposed: bool = False


@dataclass(slots=True)
class Above:
    """Works out what the verbs above an act make of it."""

    language: Language
    matcher: Matcher
    speech: Speech
    aspect: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.aspect = _aspects(self.language.code)

    # a noun under its verb

    def of_noun(self, candidate: Candidate, noun: Phrase, context: Context) -> None:
        """An act as a noun under a verb: denied, ended, planned, demanded, threatened with."""
        node = candidate.predicate
        if not _is_object(noun, node):
            return
        above = self.matcher.by_predicate.get(id(node))
        direct = noun in node.args or (node.passive and noun is node.subject) or any(noun in p.parts() for p in node.args)
        lights = self.language.grammar["light_verbs"]
        claims = node.lemma in self.language.speech["claiming"] and noun.slot in ("for", "to")
        if node.lemma in self.speech.denials or (above is None and node.lemma in lights["denying"]):
            context.negative = True
            context.attribution = self.speech.of_verb(node, False) or context.attribution
        elif self._ends(node) and (above is None or above.rule.type in ("RETREAT", "CONCEDE", "SANCTION")):
            self._ended(candidate, direct, context)
        elif above is not None and above is not candidate and above.rule.kind == "event":
            self._under_act(candidate, noun, above, direct, context)
        elif claims:
            # "claimed responsibility for the attack"
            context.attribution = self.speech.of_verb(node, False) or context.attribution
        else:
            # "considers B a danger": a view is no plan
            viewed = candidate.rule.kind == "judgement"
            if direct or node.passive:
                context.attribution = self.speech.of_noun(noun, node, viewed) or context.attribution
            if viewed and node.lemma == "gelten" and (place := self._held_in(node)) is not None:
                # "gilt in Moskau als Verbündeter": who holds him for that
                context.attribution = self.speech.cited.source(place, node, "indirect", None) or context.attribution
            role = self.aspect.get(node.lemma, "")
            if role == "want" and node.lemma in lights["active"]:
                # "strebt einen Krieg an"
                role = "plan"
            self._noun_aspect(role, direct, viewed, context)

    def _held_in(self, node: Predicate) -> Phrase | None:
        kind = self.matcher.sides.memory.kind
        return next((p for p in node.args if p.prep == "in" and p.names and kind(p.names[0].code) == "state"), None)

    def _ends(self, node: Predicate) -> bool:
        return self.aspect.get(node.lemma) == "stop" or node.lemma in self.language.grammar["light_verbs"]["ending"]

    def _under_act(self, candidate: Candidate, noun: Phrase, above: Candidate, direct: bool, context: Context) -> None:
        """An act as the object of another: part of what is promised, demanded or refused, or said by who acts."""
        inner = above.rule.frame.inner
        if above.rule.type == "REJECT":
            reason, swallowed = False, direct and candidate.rule.type not in _SPOKEN
        else:
            # "vowed revenge for the killing": a reason is no part of the threat
            reason = noun.slot in ("for", "over") and self._gives_reason(above)
            swallowed = inner == "absorb" and direct and noun.slot in _SWALLOWED_SLOTS and not reason
        # "attacked their patrol": those who are hit
        hit = above.rule.type == "ASSAULT" and candidate.rule.type == "MOBILIZE" and direct
        if swallowed or hit:
            context.absorbed = True
        elif noun is above.predicate.subject or (candidate.rule.type == "CONSULT" and noun.prep):
            # "the exercise was condemned by B": that it took place is the writer's word
            return
        elif not direct and noun.slot == "of" and any(noun in p.nested() for p in above.predicate.slot("iobject")):
            # "warf den Organisatoren der Proteste vor": that there were protests is the writer's word
            return
        elif reason or inner == "attribute" or above.rule.type in ("THREATEN", "CONCEDE"):
            context.attribution = self.speech.of_verb(above.predicate, False) or context.attribution

    def _gives_reason(self, above: Candidate) -> bool:
        """ "vowed revenge for", "apologised for", "demanded an apology for": what follows has happened."""
        atoned = above.rule.type == "REQUEST" and not self.matcher.words(above.predicate).isdisjoint(self.language.speech["atoning"])
        return atoned or above.rule.type in ("THREATEN", "CONCEDE")

    def _ended(self, candidate: Candidate, direct: bool, context: Context) -> None:
        """What ends has gone on; to end it is the act, unless the end is only promised or demanded."""
        node = candidate.predicate
        context.presupposed = True
        if node.negative and candidate.rule.type in ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"):
            # "has not stopped its attacks"
            context.negative, context.status = False, "ongoing"
        elif any(self._absorbs(p) for p in node.chain() if p is not node):
            context.status = "ongoing"
        else:
            context.absorbed = direct and candidate.rule.type != "CONSULT"

    def _noun_aspect(self, role: str, direct: bool, viewed: bool, context: Context) -> None:
        if role == "continue":
            context.status = "ongoing"
        elif role in ("plan", "consider") and direct and not viewed:
            context.status = "planned" if role == "plan" else "possible"
        elif role == "fail" and direct:
            context.negative = True

    def _absorbs(self, node: Predicate) -> bool:
        above = self.matcher.by_predicate.get(id(node))
        return above is not None and above.rule.frame.inner == "absorb"

    # the clauses above

    def step(self, candidate: Candidate, current: Predicate, parent: Predicate, context: Context, path: list[Predicate]) -> None:
        """Work out what the clause above makes of the act in the clause below it."""
        if current.relation not in CONTENT:
            self._beside(candidate, current, context)
            return
        if candidate.rule.kind == "judgement" and self._charged_with(current, parent):
            context.absorbed = True
        if current.question or self._no_evidence(current, parent):
            context.status = "questioned"
        self._chance(current, parent, context)
        if self._inside_act(candidate, current, parent, context, path):
            return
        if parent.lemma in self.speech.denials or self._called_untrue(parent):
            context.negative = not context.negative
        # "is considering cutting off supplies" says nothing
        aspect = current.relation in _INFINITIVE and self.aspect.get(parent.lemma, "") in ("continue", "consider")
        # "responded by closing the border": how, not what he said
        means = current.relation == "prep-ing" and current.link == "by"
        said = self._says(current, parent) and not aspect and not means and not self._shows_itself(current, parent)
        if said and not self._by_adjective(parent):
            self.attribute(parent, current.quoted or candidate.predicate.quoted, context)
        role = self.aspect.get(parent.lemma, "")
        overriding = role in _OVERRIDING and current.relation in _INFINITIVE
        if overriding or (not said and current.relation != "content"):
            self._aspect(role, context)
        if current.relation == "inf":
            self._over_infinitive(current, parent, role, context)
        if self._is_unclear(parent):
            context.status = "questioned"
        noun = current.antecedent
        denying = self.language.grammar["light_verbs"]["denying"]
        told = noun is not None and noun.lemma in self.language.speech["reports"]
        if told and parent.lemma in denying and parent.lemma not in self.speech.denials:
            # "dismissed reports that it had moved armour"
            context.negative = not context.negative
            context.attribution = self.speech.of_verb(parent, False) or context.attribution
        elif noun is not None and context.attribution.kind == "none" and noun.lemma in self.matcher.language.speech["claimed"]:
            # "the claim that …": whose it is, or somebody's
            whose = noun.owner or noun.of
            cited = self.speech.cited.source(whose, None, "indirect", None) if whose is not None else None
            context.attribution = cited or Attribution("anonymous", (), "indirect")

    def _charged_with(self, current: Predicate, parent: Predicate) -> bool:
        """ "jailed for plotting to kill …": what a person stands trial for is no aim of his state."""
        plots = current.relation == "prep-ing" and self.language.classes.get(current.lemma) == "@plot"
        above = self.matcher.by_predicate.get(id(parent))
        return plots and above is not None and (above.rule.type in ("COERCE", "SANCTION") or above.rule.mode == "investigate")

    def _beside(self, candidate: Candidate, current: Predicate, context: Context) -> None:
        """A clause that is no content: a condition, or an infinitive of purpose."""
        if current.relation == "adv" and current.sub == "if":
            context.status = "hypothetical"
            # "will stop aid unless B gives in": what is demanded is part of the threat
            above = self.matcher.by_predicate.get(id(current.parent))
            threat = current.negative and self.language.code == "de" and above is not None and above.rule.type == "THREATEN"
            demanded = candidate.rule.type in ("CONCEDE", "RETREAT", "AGREE")
            context.absorbed = context.absorbed or (demanded and (current.link == "unless" or threat))
        elif current.relation == "reduced" and current is candidate.predicate:
            self._named_in(current, context)
            hits = self.matcher.by_predicate.get(id(current.parent))
            # "a drone launched by B wounded eight": one attack
            context.absorbed = context.absorbed or (candidate.rule.type == "MOBILIZE" and hits is not None and hits.rule.type == "ASSAULT")
        purpose = current.sub in self.language.grammar["conjunctions"]["purpose"] and current is candidate.predicate
        # "um gegen die Festnahme zu demonstrieren": the arrest is why, not what for
        reason = candidate.phrase is not None and bool(candidate.phrase.prep)
        if current.relation == "inf-adv" and purpose and context.status == "occurred" and not reason:
            context.status = "planned"

    def _named_in(self, current: Predicate, context: Context) -> None:
        """ "protested against an exercise held by B": the noun that somebody speaks of and the verb that goes with it are one act."""
        parent, noun = current.parent, current.antecedent
        above = self.matcher.by_predicate.get(id(parent)) if parent is not None else None
        goes_with = current.lemma in self.language.grammar["light_verbs"]["active"]
        if parent is None or above is None or noun is None or not goes_with or noun.lemma not in self.language.rules.nouns:
            return
        if above.rule.frame.inner == "attribute" and above.phrase is None:
            context.attribution = self.speech.of_verb(parent, False) or context.attribution

    def _inside_act(
        self, candidate: Candidate, current: Predicate, parent: Predicate, context: Context, path: list[Predicate]
    ) -> bool:  # fmt: skip
        """An act in the content of another one or of an ability; whether that says all there is to say."""
        above = self.matcher.by_predicate.get(id(parent))
        if above is None:
            return False
        if above.rule.type == "capability" and current.relation == "inf" and candidate.rule.kind == "event":
            # what somebody is able to do is not done
            context.absorbed = True
            return True
        if above.rule.kind != "event" or above.phrase is not None:
            return False
        if current.relation == "content" and above.rule.type not in ("REQUEST", "THREATEN"):
            return False
        if self._of_accusation(current):
            context.negative = not context.negative if above.rule.type == "REJECT" else context.negative
            context.attribution = self.speech.of_verb(parent, False) or context.attribution
            return True
        inner = above.rule.frame.inner
        concerns_past = above.rule.type in ("AGREE", "CONCEDE") and current.relation == "comp" and current.past
        if current.relation == "prep-ing" and current.link in ("for", "over") and self._gives_reason(above):
            # "apologised for seizing a tanker"
            self.attribute(parent, False, context)
        elif inner == "absorb" and not concerns_past:
            self._swallow(candidate, parent, context, path)
        elif inner == "attribute":
            self.attribute(parent, False, context)
            if parent.passive and context.attribution.kind == "none":
                # "was accused of …": somebody says so
                context.attribution = Attribution("anonymous", (), "indirect")
        else:
            return False
        return True

    def attribute(self, parent: Predicate, direct: bool, context: Context) -> None:
        """Note who says it by a verb of saying; of two in a chain the better source stays."""
        own = context.attribution if context.attribution.kind != "none" else None
        context.attribution = better(own, self.speech.of_verb(parent, direct)) or context.attribution

    def demander(self, path: list[Predicate]) -> Attribution | None:
        """Who speaks of what his demand, promise or refusal presupposes."""
        acts = (n for n in path if (above := self.matcher.by_predicate.get(id(n))) is not None and above.rule.frame.inner == "absorb")
        return next((found for n in acts if (found := self.speech.of_verb(n, False)) is not None), None)

    def _says(self, current: Predicate, parent: Predicate) -> bool:
        """Whether a clause is said: under a verb of saying, or "has evidence that …"."""
        if self.speech.reports(parent):
            return True
        noun, speech = current.antecedent, self.language.speech
        has = current.relation == "comp" and parent.lemma in self.language.grammar["auxiliaries"]["having"]
        return has and noun is not None and noun.lemma in speech["evidence"]

    def _shows_itself(self, current: Predicate, parent: Predicate) -> bool:
        """ "A proved that it can hit B": who shows what he is able to do is the one who acts, not one who tells."""
        if parent.lemma not in self.speech.language.speech["showing"] or parent.passive:
            return False
        shown = {m.code for m in self.matcher.sides.of(current.subject, current)}
        return bool(shown & {m.code for m in self.matcher.sides.of(parent.subject, parent)})

    def _by_adjective(self, parent: Predicate) -> bool:
        """Whether the rule that reads a clause was called up by its adjective ("is willing to …")."""
        above = self.matcher.by_predicate.get(id(parent))
        return above is not None and parent.adjective is not None and above.token is parent.adjective

    def _over_infinitive(self, current: Predicate, parent: Predicate, role: str, context: Context) -> None:
        """What mood and negation of a verb make of the infinitive under it ("is expected to", "will help to", "did not try to")."""
        if context.status == "planned" and role == "plan" and parent.mood in ("possible", "hypothetical"):
            # "may be preparing to"
            context.status, context.future = parent.mood, False
        if context.status == "occurred":
            expected = parent.passive and parent.lemma in self.language.grammar["aspect"]["expected"] and not current.perfect
            if parent.mood in ("possible", "hypothetical"):
                context.status = parent.mood
            elif expected or parent.mood == "future":
                context.status, context.future = "planned", True
        no_reason = self.language.code == "de" and any(p.negative and not p.prep for p in parent.args)
        if (parent.negative and role in ("plan", "try", "begin", "continue", "")) or no_reason:
            # "sieht keinen Anlass, X zu lockern"
            context.negative = True

    def _called_untrue(self, parent: Predicate) -> bool:
        """ "bezeichnete … als Erfindung": what somebody calls a lie he denies."""
        lights = self.language.grammar["light_verbs"]
        return parent.lemma in lights["calling"] and bool(self.matcher.words(parent) & set(lights.get("untrue", ())))

    def _is_unclear(self, parent: Predicate) -> bool:
        adjective = parent.adjective.low if parent.adjective is not None else ""
        if parent.passive and parent.negative and parent.lemma in self.language.speech["confirm"]:
            # "could not be verified"
            return True
        return adjective in self.language.speech["unclear"] or (parent.subject is None and parent.lemma == "unclear")

    def _no_evidence(self, current: Predicate, parent: Predicate) -> bool:
        """ "There is no evidence that …", "unverified footage shows …"."""
        noun = current.antecedent
        speech = self.language.speech
        if noun is not None and noun.lemma in speech["evidence"] and (noun.negative or parent.negative):
            # nobody's doubt is no lack of evidence
            return noun.lemma not in speech["evident"]
        return parent.subject is not None and any(t.low in speech["unclear"] for t in parent.subject.tokens)

    def _of_accusation(self, current: Predicate) -> bool:
        """Whether a clause is the content of a noun of accusing ("rejected B's accusation that …")."""
        noun = current.antecedent
        if noun is not None and noun.lemma in self.language.speech["claimed"]:
            return True
        if noun is None or noun.lemma not in self.language.rules.nouns:
            return False
        return any(t.rule.type == "ACCUSE" for t in self.language.rules.nouns[noun.lemma])

    def _chance(self, current: Predicate, parent: Predicate, context: Context) -> None:
        """ "is set to", "is likely to": what an adjective makes of the clause below it."""
        words = self.language.grammar["chance"]
        self._odds(current, parent, context)
        adjective = parent.adjective.low if parent.adjective is not None else ""
        if parent.lemma not in self.language.grammar["auxiliaries"]["copulas"] and current.relation != "comp":
            return
        if adjective in words["certain"]:
            context.status, context.future = "planned", True
        elif adjective in words["adjectives"]:
            yet_to_come = context.future or any(c.form == "inf" and not c.perfect for c in parent.children)
            if context.status == "planned" or (context.status == "occurred" and not parent.past and yet_to_come):
                context.status = "possible"
            context.future = False

    def _odds(self, current: Predicate, parent: Predicate, context: Context) -> None:
        """ "the odds that A will sign", "hält es für unwahrscheinlich, dass A testet": what somebody weighs has not happened yet."""
        words = self.language.grammar["chance"]
        around = {*self.matcher.words(parent), current.antecedent.lemma if current.antecedent is not None else ""}
        told = {*words["nouns"], *(words["adjectives"] if self.language.code == "de" else ())}
        past = current.past or current.perfect or (self.language.code == "de" and _preterite(current))
        open_ = (current.relation in ("comp", "content") and not past) or current.link == "of"
        if open_ and context.status in ("occurred", "planned") and not around.isdisjoint(told):
            context.status, context.future = "possible", False

    def _swallow(self, candidate: Candidate, parent: Predicate, context: Context, path: list[Predicate]) -> None:
        """What is promised, demanded, refused or threatened is no second event; what the wording presupposes is (guidelines, 2)."""
        stopped = any(self.aspect.get(n.lemma) == "stop" and n is not candidate.predicate for n in path)
        if context.presupposed or stopped:
            context.status = "ongoing"
            context.presupposed, context.absorbed = True, False
            context.attribution = self.speech.of_verb(parent, False) or context.attribution
        else:
            context.absorbed = True

    def _aspect(self, role: str, context: Context) -> None:
        if role == "fail":
            context.negative = True
        elif role == "stop":
            context.presupposed = True
        elif role in _ASPECT_STATUS:
            context.status = _ASPECT_STATUS[role]
            if context.status == "planned":
                context.future = role == "plan"


@lru_cache(maxsize=4)
def _aspects(code: str) -> dict[str, str]:
    """What each verb of aspect says of the act below it; where a verb has two, the last."""
    return {verb: name for name, verbs in load_language(code).grammar["aspect"].items() for verb in verbs}


def _preterite(predicate: Predicate) -> bool:
    """Whether a German finite verb is in the preterite, by its ending: "griff", "griffen", "testete", not "greift", "greifen", "greife"."""
    low = predicate.head.low if predicate.head is not None else ""
    if low.endswith(("te", "ten")):
        return low != predicate.lemma and not predicate.lemma.endswith(low)
    if low.endswith("en"):
        return not predicate.lemma.endswith(low)
    return not low.endswith(("t", "e"))


def _is_object(noun: Phrase, node: Predicate) -> bool:
    """Whether a noun stands in the object of a verb, or in the subject of a passive."""
    if node.passive and node.subject is not None and noun in list(node.subject.nested()):
        return True
    inside = noun is not node.subject and any(noun in list(p.nested()) for p in node.args)
    return inside and noun.slot not in ("after", "before", "during", "over")
