"""What the words around an act make of it: who says so, whether it happened, how sure they are, and what swallows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.model.nouns import UNATTRIBUTED, Attribution
from lagebild.packs.language import Language
from lagebild.reading.above import Above, Context
from lagebild.reading.certainty import CONTENT, Hedges
from lagebild.reading.cited import better
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Parse, Phrase, Predicate, Token
from lagebild.reading.sides import compared
from lagebild.reading.speech import Speech

_CARRYING = ("active", "be", "receiving", "occurring", "reaching", "within")
_MOODS = {"possible": "possible", "able": "possible", "future": "planned", "must": "planned", "shall": "planned", "want": "planned"}
_ASIDE = frozenset(("rel", "adv", "adv-ing", "reduced", "inf-adv"))
COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
SPEECH_ACTS = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN"))
_AS = ("as", "wie")


@dataclass(slots=True)
class Framer:
    """Works out contexts in one sentence."""

    language: Language
    parse: Parse
    matcher: Matcher
    speech: Speech
    hedges: Hedges = field(init=False)
    above: Above = field(init=False)

    def __post_init__(self) -> None:
        self.hedges = Hedges(self.parse, self.language.code)
        self.above = Above(self.language, self.matcher, self.speech)

    def of(self, candidate: Candidate) -> Context:
        """Return the context of a candidate."""
        context = Context()
        node = candidate.predicate
        self._own(candidate, context)
        path = [node]
        if candidate.phrase is not None and node.head is not None:
            self.above.of_noun(candidate, candidate.phrase, context)
        current = node
        crossed = False
        for _ in range(12):
            parent = current.parent
            if parent is None:
                break
            crossed = crossed or current.relation in _ASIDE
            if crossed and current.relation in CONTENT and self._told_beside(candidate, path):
                break
            if crossed and current.relation in CONTENT:
                # an aside in what is said is said too; but what is denied, planned or demanded is not the aside
                self._said_aside(current, parent, context)
            elif not crossed or current is node:
                self.above.step(candidate, current, parent, context, path)
            path.append(parent)
            current = parent
        self._attribute_rest(candidate, context, path)
        context.certainty, negated = self.hedges.over(path)
        context.negative = context.negative or negated
        if candidate.light == "participle":
            # "asked X to release two detained Y": the arrest is a fact that the demand presupposes
            context.absorbed, context.negative, context.status = False, False, "occurred"
            if context.attribution.kind == "none":
                context.attribution = self.above.demander(path) or context.attribution
        if candidate.phrase is not None and self._in_spite_of(candidate.phrase, node):
            context.attribution = UNATTRIBUTED
        if candidate.rule.type in SPEECH_ACTS and self._own_word(candidate, context):
            context.attribution = UNATTRIBUTED
        self._settle(candidate, context)
        return context

    def _own_word(self, candidate: Candidate, context: Context) -> bool:
        """ "A's minister said A refused to talk": he refuses by saying so (guidelines, 2); "has asked", "never asked" is told."""
        node, cited = candidate.predicate, {s.code for s in context.attribution.sources}
        now = node.relation == "comp" and not node.perfect and not context.negative and context.status == "occurred"
        return now and context.attribution.kind == "named" and bool(cited) and cited == {m.code for m in candidate.actors}

    def _in_spite_of(self, noun: Phrase, node: Predicate) -> bool:
        """ "…, diplomats said, despite months of strikes": what is conceded is the writer's word."""
        return any(p.slot == "despite" and any(noun is q or noun in q.after for q in p.nested()) for p in node.args)

    def _told_beside(self, candidate: Candidate, path: list[Predicate]) -> bool:
        """ "said A fired missiles, two days after B began its drills", "while B accused A": the writer's own words beside what is said."""
        words = self.language.grammar["conjunctions"].get("background", ())
        aside = next((n for n in path if n.relation == "adv" and n.sub in words), None)
        if aside is None or aside.subject is None or aside.subject.pronoun:
            return False
        return (candidate.rule.type in SPEECH_ACTS and candidate.predicate is aside) or self._set_off(aside)

    def _set_off(self, aside: Predicate) -> bool:
        """Whether a comma stands before a conjunction, or before the time in front of it (", hours after …")."""
        tokens = self.parse.tokens
        at = next((k for k in range(aside.start, max(aside.start - 12, 0), -1) if tokens[k].low == aside.sub), 0)
        while at > 1 and tokens[at - 1].pos in ("N", "NUM", "D", "R"):
            at -= 1
        return at > 1 and tokens[at - 1].pos == "," and tokens[at].pos != "S"

    def _said_aside(self, current: Predicate, parent: Predicate, context: Context) -> None:
        if self.speech.reports(parent) and parent.lemma not in self.speech.denials:
            self.above.attribute(parent, current.quoted, context)

    # the clause itself

    def _own(self, candidate: Candidate, context: Context) -> None:
        """Read negation, status and mood off the clause of the act itself."""
        node, noun = candidate.predicate, candidate.phrase
        carried = noun is None or candidate.light in _CARRYING
        context.negative = self._negated(candidate, carried or candidate.light == "called")
        if candidate.rule.kind == "event" and not context.negative and self._goes_on(candidate):
            context.status = "ongoing"
        chance = self.language.grammar["chance"]["adverbs"]
        if not chance.keys().isdisjoint(self.parse.lows) and any(t.low in chance for t in self._clause_tokens(node)):
            context.status = "possible"
        context.negative = context.negative or self._without(candidate)
        if carried:
            self._mood(node, context)
        if context.status == "occurred" and self._is_to_come(candidate):
            context.status, context.future = "planned", True
        self._clause(node, context)
        if noun is not None and context.status in ("planned", "possible") and self._is_reason(candidate, noun):
            context.status = "occurred"

    def _negated(self, candidate: Candidate, carried: bool) -> bool:
        """Whether the clause is negated, by its verb, its object or its subject."""
        node, noun = candidate.predicate, candidate.phrase
        if node.negative and carried:
            return True
        if noun is not None:
            return noun.negative
        manner = self.language.grammar["auxiliaries"]["manner"]
        objects = [p for p in node.args if p.slot == "bare" or (p.slot == "with" and p.lemma in manner)]
        nobody = node.subject is not None and node.subject.negative and compared(node, self.parse.tokens) is None
        return any(p.negative for p in objects) or nobody

    def _without(self, candidate: Candidate) -> bool:
        """ "without attacking", "without a word"."""
        words, noun = self.language.grammar["auxiliaries"]["negation_prepositions"], candidate.phrase
        return candidate.predicate.sub in words or (noun is not None and noun.prep in words)

    def _goes_on(self, candidate: Candidate) -> bool:
        """ "the fighting continued", "is besieging it for weeks"."""
        node = candidate.predicate
        if candidate.light == "occurring" and node.lemma in self.language.grammar["aspect"]["lasting"]:
            return True
        return candidate.phrase is None and not node.past and not node.perfect and self._for_long(node)

    def _is_reason(self, candidate: Candidate, noun: Phrase) -> bool:
        """ "may be punished for the attack": the noun is why, not what may be."""
        if candidate.light or candidate.predicate.head is None or noun is candidate.predicate.subject:
            return False
        return noun.slot in ("against", "over", "for", "of", "after")

    def _for_long(self, node: Predicate) -> bool:
        """ "seit Wochen", "for months": the act goes on."""
        units = self.language.times["units"]
        return any(
            (p.slot == "since" and p.head.low in units) or (p.prep == "for" and p.head.low in units and p.number == "p") for p in node.args
        )

    def _mood(self, node: Predicate, context: Context) -> None:
        """Read the status off a verb's mood: what may, will, must or is wanted to happen has not happened."""
        if node.mood == "shall" and node.perfect:
            context.attribution = Attribution("anonymous", (), "indirect")
        elif node.mood == "want" and node.perfect:
            # "will zwei Agenten festgenommen haben": the one who acts says so himself
            said = self.speech.cited.source(node.subject, node, "indirect", None) if node.subject is not None else None
            context.attribution = said or context.attribution
        elif node.mood == "must" and node.perfect:
            context.status = "hypothetical"
        elif node.mood == "hypothetical":
            possible = self.language.grammar["auxiliaries"]["possible"]
            if self._foretold(node):
                context.status, context.future = "planned", True
                return
            context.status = "possible" if any(t.low in possible for t in node.tokens) else "hypothetical"
        elif node.mood in _MOODS:
            context.status = _MOODS[node.mood]
            context.future = context.future or node.mood in ("future", "shall")
        elif node.progressive:
            context.status = "ongoing"

    def _is_to_come(self, candidate: Candidate) -> bool:
        """ "reist im März nach Kiew": the German present with a time to come."""
        node = candidate.predicate
        told = node.relation in ("root", "content")
        present = told and candidate.phrase is None and not (node.past or node.perfect or node.mood or node.passive) and node.form == "fin"
        if self.language.code != "de" or not present or candidate.rule.type not in COOPERATIVE or self._for_long(node):
            return False
        times = self.language.times
        dates = [p for p in node.args if p.prep in ("am", "im", "anfang", "ende", "mitte", "") and p.slot in ("at", "in", "bare")]
        dated = any(p.head.low in times["months"] or p.head.low in times["weekdays"] for p in dates)
        ahead = any(t.low in times["next"] for p in dates for t in p.tokens)
        return dated or ahead or any(t.low in self.language.grammar["aspect"]["ahead"] and not t.capital for t in self._clause_tokens(node))

    def _foretold(self, node: Predicate) -> bool:
        """ "said A would impose sanctions within days": the future as seen from a past word, no mere thought."""
        above, conditions = node.parent, [c for n in (node, node.parent) if n is not None for c in n.children if c.sub == "if"]
        if above is None or node.relation not in ("comp", "content") or conditions or node.perfect or node.sub == "if":
            return False
        would = any(t.low == "would" for t in node.tokens)
        return would and above.past and above.lemma in self.language.speech["verbs"]

    def _clause(self, node: Predicate, context: Context) -> None:
        if node.sub == "if" and node.relation == "adv":
            context.status = "hypothetical"
        elif node.question or (self.parse.question and node.relation in ("root", "content") and not node.sub):
            context.status = "questioned"

    # the sentence

    def _attribute_rest(self, candidate: Candidate, context: Context, path: list[Predicate]) -> None:
        own = context.attribution if context.attribution.kind != "none" else None
        if own is None or own.kind == "anonymous":
            for node in path:
                heard = self._heard(node, candidate)
                if heard is not None:
                    own = better(own, heard)
                    break
        own = better(own, self._as_reported(path))
        if candidate.rule.id.endswith(".spotted"):
            # "zählte 34 Kampfjets": who counts them says so
            own = better(own, self.speech.of_verb(candidate.predicate, False))
        # "…, was in A Kritik auslöste": the writer's words beside what is reported
        beside = next((n for n in path if n.sub == "was" and n.relation == "adv"), None) if self.speech.according else None
        for start, attribution in self.speech.according:
            if not self.speech.in_reach(start, path) or (beside is not None and not self._stands_in(start, beside)):
                continue
            if (
                candidate.rule.kind == "event"
                and any(s.code and s.code in {m.code for m in candidate.actors} for s in attribution.sources)
                and (own is not None or (candidate.rule.type in SPEECH_ACTS and candidate.predicate.relation == "rel"))
            ):
                continue
            own = better(own, attribution)
        if own is None and self.speech.goes_on(path[-1]):
            own = self.speech.told_before(path[-1])
        context.attribution = own or UNATTRIBUTED

    def _heard(self, node: Predicate, candidate: Candidate) -> Attribution | None:
        """Whether a clause says that somebody says so ("reportedly")."""
        if self.language.speech["hearsay_adverbs"].keys().isdisjoint(self.parse.lows):
            return None
        return self.speech.hearsay([t for t in self._clause_tokens(node) if not self._describes(t, candidate)])

    def _stands_in(self, start: int, node: Predicate) -> bool:
        return any(p.start == start for p in node.args)

    def _describes(self, token: Token, candidate: Candidate) -> bool:
        """ "extradited 26 alleged smugglers": a word before people says what they are taken for, not that it happened."""
        tokens = self.parse.tokens
        after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
        if (
            token.pos not in ("A", "V")
            or (self.language.grammar["word_order"] != "svo" and not token.low.endswith(("e", "en", "er", "es", "em")))
            or after is None
            or after.pos not in ("N", "A", "J", "M")
        ):
            return False
        return candidate.phrase is None or token not in candidate.phrase.tokens

    def _as_reported(self, path: list[Predicate]) -> Attribution | None:
        """ "as the BBC reports"."""
        for aside in [c for node in path for c in node.children if c.relation == "adv" and c.sub in _AS and self.speech.reports(c)]:
            found = self.speech.of_verb(aside, False)
            if found is not None:
                return found
        return None

    def _clause_tokens(self, node: Predicate) -> list[Token]:
        low = min([node.start, *(p.start for p in node.args), *((node.subject.start,) if node.subject else ())])
        high = max([node.end, *(p.end for p in node.args)])
        tokens = self.parse.tokens
        # "Reportedly, …": the word stands before the comma
        before = 2 if low > 1 and tokens[low - 1].text == "," else 1
        return tokens[max(0, low - before) : high + 1]

    def _estimated(self, context: Context) -> bool:
        """ "will probably open the road", "next to no chance that B will leave": a future that is only estimated; "expected" is planned."""
        band, words = context.certainty.band, context.certainty.text.lower().split()
        expected = self.language.grammar["aspect"]["expected"]
        return band not in ("unstated", "almost_certain") and not any(w.startswith(tuple(expected)) for w in words)

    def _settle(self, candidate: Candidate, context: Context) -> None:
        """The last word: definite future cooperation is AGREE; hedged futures stay planned."""
        rule = candidate.rule
        if rule.status and context.status == "occurred":
            context.status = rule.status
        if rule.negates:
            context.negative = not context.negative
        if candidate.rule.kind == "judgement" and context.status == "planned" and rule.type in ("intent", "capability", "alliance"):
            context.status = "occurred"
        if rule.type == "intent" and context.status == "ongoing" and candidate.predicate.progressive:
            # "is aiming to …": what somebody wants, he wants
            context.status = "occurred"
        # a definite future help or visit is a promise, whatever the odds
        told = context.status == "planned" and candidate.predicate.mood == "future" and rule.type not in COOPERATIVE
        if told and self._estimated(context):
            context.status = "possible"
        if rule.type == "capability" and candidate.predicate.mood == "able":
            context.status = "occurred"
