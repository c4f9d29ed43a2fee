"""What the words around an act make of it: who says so, whether it happened, how sure they are, and what swallows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.model.nouns import Attribution, Certainty
from lagebild.packs.language import Language
from lagebild.reading.certainty import CONTENT, Hedges
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Parse, Predicate, Token
from lagebild.reading.speech import Speech, better

_ASIDE = frozenset(("rel", "adv", "adv-ing", "reduced", "inf-adv"))
COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))


@dataclass(slots=True)
class Context:
    """The frame of one claim."""

    negative: bool = False
    status: str = "occurred"
    certainty: Certainty = field(default_factory=Certainty)
    attribution: Attribution = field(default_factory=Attribution)
    absorbed: bool = False
    future: bool = False
    presupposed: bool = False


@dataclass(slots=True)
class Framer:
    """Works out contexts in one sentence."""

    language: Language
    parse: Parse
    matcher: Matcher
    speech: Speech
    hedges: Hedges = field(init=False)

    def __post_init__(self) -> None:
        self.hedges = Hedges(self.parse, self.language.code)
        aspect = self.language.grammar["aspect"]
        self.aspect = {verb: name for name, verbs in aspect.items() for verb in verbs}

    aspect: dict[str, str] = field(default_factory=dict)

    def of(self, candidate: Candidate) -> Context:
        """Return the context of a candidate."""
        context = Context()
        node = candidate.predicate
        self._own(candidate, context)
        path = [node]
        if candidate.phrase is not None and node.head is not None:
            self._governed_noun(candidate, context)
        current = node
        crossed = False
        for _ in range(12):
            parent = current.parent
            if parent is None:
                break
            crossed = crossed or current.relation in _ASIDE
            if crossed and current.relation in CONTENT:
                # an aside in what is said is said too; but what is denied, planned or demanded is not the aside
                self._said_aside(current, parent, context)
            elif not crossed or current is node:
                self._step(candidate, current, parent, context, path)
            path.append(parent)
            current = parent
        self._attribute_rest(candidate, context, path)
        context.certainty, negated = self.hedges.over(path)
        context.negative = context.negative != negated if negated else context.negative
        self._settle(candidate, context)
        return context

    def _said_aside(self, current: Predicate, parent: Predicate, context: Context) -> None:
        if self.speech.reports(parent) and parent.lemma not in self.speech.denials:
            attribution = self.speech.of_verb(parent, current.quoted)
            own = context.attribution if context.attribution.kind != "none" else None
            context.attribution = better(own, attribution) or context.attribution

    # the clause itself

    def _own(self, candidate: Candidate, context: Context) -> None:
        node = candidate.predicate
        noun = candidate.phrase
        context.negative = (
            node.negative and (noun is None or candidate.light in ("active", "be", "receiving", "occurring", "within", "called"))
        ) or bool(noun is not None and noun.negative)
        if noun is None:
            context.negative = (
                context.negative
                or any(p.negative for p in node.args if p.slot == "bare" or (p.slot == "with" and p.lemma in ("wort", "word", "weise")))
                or bool(node.subject is not None and node.subject.negative)
            )
        lasting = candidate.light == "occurring" and node.lemma in self.language.grammar["aspect"]["lasting"]
        if (
            context.status == "occurred"
            and candidate.rule.kind == "event"
            and not context.negative
            and (lasting or (not node.past and not node.perfect and noun is None and self._for_long(node)))
        ):
            context.status = "ongoing"
        if any(t.low in self.language.grammar["chance"]["adverbs"] for t in self._clause_tokens(node)):
            context.status = "possible"
        if node.sub in self.language.grammar["auxiliaries"]["negation_prepositions"]:
            context.negative = True
        if noun is not None and noun.prep in self.language.grammar["auxiliaries"]["negation_prepositions"]:
            context.negative = True
        if noun is None or candidate.light in ("active", "be", "receiving", "occurring", "within"):
            self._mood(node, context)
        self._clause(node, context)
        if (
            noun is not None
            and not candidate.light
            and node.head is not None
            and noun is not node.subject
            and noun.slot in ("against", "over", "for", "of", "after")
            and context.status in ("planned", "possible")
        ):
            context.status = "occurred"

    def _for_long(self, node: Predicate) -> bool:
        """ "seit Wochen", "for months": the act goes on."""
        units = self.language.times["units"]
        return any(
            (p.slot == "since" and p.head.low in units) or (p.prep == "for" and p.head.low in units and p.number == "p") for p in node.args
        )

    def _mood(self, node: Predicate, context: Context) -> None:
        mood = node.mood
        if mood == "possible":
            context.status = "possible"
        elif mood == "future":
            context.status, context.future = "planned", True
        elif mood == "hypothetical":
            context.status = "possible" if any(t.low in ("könnte", "könnten") for t in node.tokens) else "hypothetical"
        elif mood in ("must",):
            context.status = "hypothetical" if node.perfect else "planned"
        elif mood == "shall":
            if node.perfect:
                context.attribution = Attribution("anonymous", (), "indirect")
            else:
                context.status, context.future = "planned", True
        elif mood == "want":
            context.status = "planned"
        elif mood == "able":
            context.status = "possible"
        elif (node.progressive and not node.past) or node.progressive:
            context.status = "ongoing"

    def _clause(self, node: Predicate, context: Context) -> None:
        if node.sub == "if" and node.relation == "adv":
            context.status = "hypothetical"
        elif node.question or (self.parse.question and node.relation in ("root", "content") and not node.sub):
            context.status = "questioned"

    def _governed_noun(self, candidate: Candidate, context: Context) -> None:
        """An act as a noun under a verb: denied, ended, planned, demanded, threatened with."""
        node, noun = candidate.predicate, candidate.phrase
        assert noun is not None
        lemma = node.lemma
        above = self.matcher.by_predicate.get(id(node))
        is_object = (
            noun is not node.subject
            and any(noun in list(p.nested()) for p in node.args)
            and noun.slot not in ("after", "before", "during", "over")
        )
        if node.passive:
            is_object = (node.subject is not None and noun in list(node.subject.nested())) or is_object
        if not is_object:
            return
        lights = self.language.grammar["light_verbs"]
        direct = noun in node.args or (node.passive and noun is node.subject) or any(noun in p.parts() for p in node.args)
        if lemma in self.speech.denials or (lemma in lights["denying"] and above is None):
            context.negative = True
            context.attribution = self.speech.of_verb(node, False) or context.attribution
        elif above is not None and above is not candidate and above.rule.kind == "event":
            if (
                above.rule.frame.inner == "absorb"
                and direct
                and noun.slot in ("bare", "", "for", "to", "with", "iobject", "on")
                and above.rule.type != "REJECT"
            ) or (above.rule.type == "REJECT" and direct and candidate.rule.type not in ("ACCUSE", "REQUEST", "AGREE", "THREATEN")):
                context.absorbed = True
            elif above.rule.frame.inner == "attribute":
                context.attribution = self._speaker(above) or context.attribution
        elif lemma in self.language.speech["claiming"] and noun.slot in ("for", "to"):
            # "claimed responsibility for the attack"
            context.attribution = self.speech.of_verb(node, False) or context.attribution
        elif self.aspect.get(lemma) == "stop" or lemma in lights["ending"]:
            context.presupposed = True
            if any(self._absorbs(p) for p in node.chain() if p is not node):
                context.status = "ongoing"
            else:
                context.absorbed = direct and candidate.rule.type not in ("CONSULT",)
        elif self.aspect.get(lemma) == "continue":
            context.status = "ongoing"
        elif self.aspect.get(lemma) == "plan" and direct:
            context.status = "planned"
        elif self.aspect.get(lemma) == "consider" and direct:
            context.status = "possible"
        elif self.aspect.get(lemma) == "fail" and direct:
            context.negative = True

    def _absorbs(self, node: Predicate) -> bool:
        above = self.matcher.by_predicate.get(id(node))
        return above is not None and above.rule.frame.inner == "absorb"

    def _speaker(self, above: Candidate) -> Attribution | None:
        node = above.predicate
        attribution = self.speech.of_verb(node, False)
        if attribution is not None and attribution.kind == "anonymous":
            return attribution
        return attribution

    # the clauses above

    def _step(self, candidate: Candidate, current: Predicate, parent: Predicate, context: Context, path: list[Predicate]) -> None:
        relation = current.relation
        if relation in ("adv", "rel", "coord", "root", "reduced", "adv-ing", "inf-adv"):
            if relation == "adv" and current.sub == "if":
                context.status = "hypothetical"
            if relation == "inf-adv" and current is candidate.predicate and current.sub in ("um",):
                context.status = "planned" if context.status == "occurred" else context.status
            return
        if relation not in CONTENT:
            return
        if current.question or self._no_evidence(current, parent):
            context.status = "questioned"
        lemma, role = parent.lemma, self.aspect.get(parent.lemma, "")
        adjective = parent.adjective.low if parent.adjective is not None else ""
        above = self.matcher.by_predicate.get(id(parent))
        adjectival = [c for c in (above,) if c is not None and parent.adjective is not None and c.token is parent.adjective]
        if adjective and (lemma in ("be", "sein", "bleiben", "remain", "become") or relation == "comp"):
            self._adjective(adjective, parent, context)
        saying = self.speech.reports(parent)
        if above is not None and above.rule.type == "capability" and relation == "inf" and candidate.rule.kind == "event":
            # what somebody is able to do is not done
            context.absorbed = True
            return
        event_above = above is not None and above.rule.kind == "event" and (above.phrase is None)
        if event_above and above is not None and relation != "content":
            inner = above.rule.frame.inner
            if self._of_accusation(current):
                context.negative = not context.negative if above.rule.type == "REJECT" else context.negative
                context.attribution = self._speaker(above) or context.attribution
                return
            if inner == "absorb" and not (above.rule.type in ("AGREE", "CONCEDE") and relation == "comp" and current.past):
                self._swallow(candidate, current, parent, context, path)
                return
            if inner == "attribute":
                context.attribution = (
                    better(context.attribution if context.attribution.kind != "none" else None, self._speaker(above)) or context.attribution
                )
                return
        if lemma in self.speech.denials:
            context.negative = not context.negative
        if (
            not saying
            and relation == "comp"
            and lemma in ("have", "hold", "see", "haben", "sehen", "besitzen")
            and current.antecedent is not None
            and current.antecedent.lemma in self.language.speech["evidence"]
        ):
            saying = True
        if saying and relation in ("comp", "content", "inf", "prep-ing") and not adjectival:
            attribution = self.speech.of_verb(parent, current.quoted or candidate.predicate.quoted)
            if attribution is not None:
                current_own = context.attribution if context.attribution.kind != "none" else None
                context.attribution = better(current_own, attribution) or context.attribution
        if (relation in ("inf", "prep-ing", "comp") and role and not saying) or (
            role in ("want", "consider", "plan", "fail") and relation in ("inf", "prep-ing")
        ):
            self._aspect(role, current, parent, context)
        if parent.mood in ("possible", "hypothetical") and context.status == "occurred" and relation == "inf":
            context.status = "possible" if parent.mood == "possible" else "hypothetical"
        if (
            parent.passive
            and relation == "inf"
            and lemma in self.language.grammar["aspect"]["expected"]
            and context.status == "occurred"
            and not current.perfect
        ):
            context.status, context.future = "planned", True
        if parent.mood == "future" and relation == "inf" and context.status == "occurred":
            context.status, context.future = "planned", True
        if parent.negative and relation == "inf" and role in ("plan", "try", "begin", "continue", ""):
            context.negative = True
        if adjective in self.language.speech["unclear"] or (parent.subject is None and lemma in ("unclear",)):
            context.status = "questioned"

    def _no_evidence(self, current: Predicate, parent: Predicate) -> bool:
        """ "There is no evidence that …", "unverified footage shows …"."""
        noun = current.antecedent
        speech = self.language.speech
        if noun is not None and noun.lemma in speech["evidence"] and (noun.negative or parent.negative):
            return True
        return parent.subject is not None and any(t.low in speech["unclear"] for t in parent.subject.tokens)

    def _of_accusation(self, current: Predicate) -> bool:
        """Whether a clause is the content of a noun of accusing ("rejected B's accusation that …")."""
        noun = current.antecedent
        if noun is None or noun.lemma not in self.language.rules.nouns:
            return False
        return any(t.rule.type == "ACCUSE" for t in self.language.rules.nouns[noun.lemma])

    def _adjective(self, adjective: str, parent: Predicate, context: Context) -> None:
        if adjective in ("set", "due", "about", "scheduled", "poised", "ready", "expected"):
            context.status, context.future = "planned", True
        elif adjective in self.language.grammar["chance"]["adjectives"]:
            context.status, context.future = (
                "possible"
                if context.status in ("occurred", "planned")
                and not (parent.past and context.status == "occurred")
                and (
                    context.future
                    or context.status == "planned"
                    or (parent.children and any(c.form == "inf" and not c.perfect for c in parent.children))
                )
                else context.status,
                False,
            )

    def _swallow(self, candidate: Candidate, current: Predicate, parent: Predicate, context: Context, path: list[Predicate]) -> None:
        """What is promised, demanded, refused or threatened is no second event; what the wording presupposes is (guidelines, 2)."""
        stopped = [n for n in path if self.aspect.get(n.lemma) == "stop" and n is not candidate.predicate]
        if context.presupposed or stopped:
            context.status = "ongoing"
            context.presupposed, context.absorbed = True, False
            speaker = self.matcher.by_predicate.get(id(parent))
            context.attribution = (self._speaker(speaker) if speaker is not None else None) or context.attribution
        else:
            context.absorbed = True

    def _aspect(self, role: str, current: Predicate, parent: Predicate, context: Context) -> None:
        if role == "fail":
            context.negative = True
        elif role == "plan":
            context.status, context.future = "planned", True
        elif role == "want":
            context.status, context.future = "planned", False
        elif role == "consider":
            context.status = "possible"
        elif role == "continue":
            context.status = "ongoing"
        elif role == "stop":
            context.presupposed = True

    # the sentence

    def _attribute_rest(self, candidate: Candidate, context: Context, path: list[Predicate]) -> None:
        own = context.attribution if context.attribution.kind != "none" else None
        if own is None or own.kind == "anonymous":
            for node in path:
                heard = self.speech.hearsay(self._clause_tokens(node))
                if heard is not None:
                    own = better(own, heard)
                    break
        for _, attribution in self.speech.according:
            if (
                candidate.rule.kind == "event"
                and any(s.code and s.code in {m.code for m in candidate.actors} for s in attribution.sources)
                and own is not None
            ):
                continue
            own = better(own, attribution)
        context.attribution = own or Attribution()

    def _clause_tokens(self, node: Predicate) -> list[Token]:
        low = min([node.start, *(p.start for p in node.args), *((node.subject.start,) if node.subject else ())])
        high = max([node.end, *(p.end for p in node.args)])
        return self.parse.tokens[max(0, low - 1) : high + 1]

    def _settle(self, candidate: Candidate, context: Context) -> None:
        """The last word: definite future cooperation is AGREE; hedged futures stay planned."""
        rule = candidate.rule
        if rule.status and context.status == "occurred":
            context.status = rule.status
        if rule.negates:
            context.negative = not context.negative
        if candidate.rule.kind == "judgement" and context.status == "planned" and rule.type in ("intent", "capability"):
            context.status = "occurred"
        if rule.type == "capability" and candidate.predicate.mood == "able":
            context.status = "occurred"
