"""Claims that follow from how others stand to each other: demands, threats, concessions and aims that no single word tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lagebild.packs.language import Language
from lagebild.reading.above import Context
from lagebild.reading.context import Framer
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.parts import Mention, Parse, Predicate
from lagebild.reading.sides import Sides, unique
from lagebild.reading.speech import Speech

Row = tuple[Candidate, Context]
_HOSTILE = frozenset(("SANCTION", "ASSAULT", "COERCE", "REJECT", "MOBILIZE", "ACCUSE"))
_TO_COME = frozenset(("future", "hypothetical", "shall"))
_SPOKEN = frozenset(("ACCUSE", "REQUEST", "AGREE", "THREATEN", "REJECT"))


@dataclass(slots=True)
class Derived:
    """Derives further candidates from those of one sentence."""

    language: Language
    parse: Parse
    sides: Sides
    speech: Speech
    matcher: Matcher
    framer: Framer

    def run(self, candidates: list[Candidate], kept: list[Row]) -> Iterable[Row]:
        """Yield what follows from the candidates of a sentence and those of them that are claims."""
        moods = {p.mood for p in self.parse.predicates}
        if "must" in moods:
            yield from self._demands(candidates)
        if not moods.isdisjoint(_TO_COME):
            yield from self._announced(candidates)
            yield from self._warned(candidates)
            yield from self._conditional(candidates)
            yield from self._withdrawals(candidates)
        if "want" in moods:
            yield from self._aims(candidates)
        yield from self._denied(kept)
        for candidate, context in kept:
            if candidate.rule.mode == "convict" and self._to_prison(candidate):
                yield self._jailed(candidate), context
            both = candidate.actors and candidate.recipients
            if candidate.rule.type == "AID" and candidate.phrase is None and both and candidate.predicate.slot("exchange"):
                yield self._exchanged(candidate), context

    def _demands(self, candidates: list[Candidate]) -> list[Row]:
        """ "X said that Y must leave": a demand of X to Y, whatever the verb of saying."""
        rule = self.language.rules.named("request.urge")
        found: list[Row] = []
        for predicate in self.parse.predicates:
            above = predicate.parent
            if (
                rule is None
                or predicate.mood != "must"
                or predicate.perfect
                or above is None
                or predicate.relation not in ("comp", "content")
            ):
                continue
            if not self.speech.reports(above) or self.matcher.by_predicate.get(id(above)) is not None or predicate.head is None:
                continue
            speaker, addressed = self.sides.of(above.subject, above), self.sides.of(predicate.subject, predicate)
            # "told A's generals that the mission must end"
            told = [m for p in above.slot("bare") for m in self.sides.of(p, above) if self.sides.memory.kind(m.code) != "agency"]
            addressed = addressed or told
            if speaker and addressed and {m.code for m in speaker} != {m.code for m in addressed}:
                found.append((Candidate(rule, above.head or predicate.head, above, actors=speaker, recipients=addressed), Context()))
                for candidate in candidates:
                    if candidate.predicate is predicate and isinstance(candidate.context, Context):
                        candidate.context.absorbed = True
        return found

    def _announced(self, candidates: list[Candidate]) -> list[Row]:
        """ "If X does this, we shall do that, a general of Y said": a threat of Y to X, whatever the verb of saying."""
        rule = self.language.rules.named("threaten.vow")
        first = self.language.grammar["pronouns_first"]["words"]
        found: list[Row] = []
        for predicate in self.parse.predicates:
            speaker = self._first_person_speaker(predicate, first)
            condition = next((c for c in predicate.children if c.sub == "if"), None) if speaker else None
            if rule is None or condition is None or predicate.head is None:
                continue
            addressed = [m for m in self.sides.of(condition.subject, condition) if m.code not in {s.code for s in speaker}]
            if addressed:
                found.append((Candidate(rule, predicate.head, predicate, actors=speaker, recipients=addressed), Context()))
                for candidate in candidates:
                    if candidate.predicate is predicate and isinstance(candidate.context, Context):
                        candidate.context.absorbed = True
        return found

    def _warned(self, candidates: list[Candidate]) -> list[Row]:
        """ "X warned Y that it would respond": what the speaker would do himself is a threat."""
        rule = self.language.rules.named("threaten.vow")
        found: list[Row] = []
        for predicate in self.parse.predicates:
            above = self._speaks(predicate, "warning")
            if rule is None or above is None or above.head is None or id(above) in self.matcher.by_predicate:
                continue
            speaker, doer = self.sides.of(above.subject, above), self.sides.of(predicate.subject, predicate)
            own = {m.code for m in speaker}
            args = [p for node in (above, predicate) for p in node.args if p.slot in ("bare", "iobject", "against", "on", "at")]
            addressed = unique([m for p in args for m in self.sides.of(p, predicate) if m.code not in own])
            if own and own == {m.code for m in doer} and addressed and predicate.mood in ("future", "hypothetical"):
                found.append((Candidate(rule, above.head, above, actors=speaker, recipients=addressed), Context()))
                self._absorb(predicate, candidates)
        return found

    def _conditional(self, candidates: list[Candidate]) -> Iterable[Row]:
        """ "A said it would reimpose sanctions on B unless …": a hostile act announced under a condition is a threat (guidelines, 1)."""
        rule = self.language.rules.named("threaten.vow")
        for candidate in candidates:
            predicate, above = candidate.predicate, candidate.predicate.parent
            if rule is None or candidate.rule.type not in _HOSTILE or above is None or above.head is None or candidate.phrase is not None:
                continue
            inside = (c for k in predicate.children if k.relation == "inf" for c in k.children)
            condition = next((c for c in (*predicate.children, *inside) if c.sub == "if"), None)
            speaker = {m.code for m in self.sides.of(above.subject, above)}
            doer = {m.code for m in self.sides.of(predicate.subject, predicate)}
            if not speaker:
                # "…, the minister said": his whose side it is
                context = candidate.context if isinstance(candidate.context, Context) else self.framer.of(candidate)
                speaker = {s.code for s in context.attribution.sources}
            meant = predicate.mood in ("future", "hypothetical") and condition is not None and self.speech.reports(above)
            if meant and speaker and speaker == doer:
                others = candidate.recipients or self.sides.of(condition.subject if condition is not None else None, condition)
                recipients = [m for m in others if m.code not in speaker]
                yield (
                    Candidate(rule, above.head, above, actors=self.sides.of(predicate.subject, predicate), recipients=recipients),
                    Context(),
                )
                self._absorb(predicate, candidates)

    def _withdrawals(self, candidates: list[Candidate]) -> list[Row]:
        """ "X announced that its troops would leave Y": an announced withdrawal is a concession (guidelines, section 1)."""
        rule = self.language.rules.named("concede.ease")
        found: list[Row] = []
        for candidate in [c for c in candidates if c.rule.mode == "withdraw" and c.phrase is None]:
            predicate = candidate.predicate
            above = self._speaks(predicate, "announcing")
            if rule is None or above is None or above.head is None or predicate.mood not in ("future", "hypothetical", "shall"):
                continue
            speaker = self.sides.of(above.subject, above)
            others = [m for m in candidate.recipients if m.code not in {s.code for s in speaker}]
            if speaker and {m.code for m in candidate.actors} <= {m.code for m in speaker}:
                found.append((Candidate(rule, above.head, above, actors=speaker, recipients=others), Context()))
                self._absorb(predicate, candidates)
        return found

    def _denied(self, kept: list[Row]) -> Iterable[Row]:
        """ "A accused B of shelling it, an allegation B denied": what is denied is told a second time, negated, by who denies it."""
        for predicate in self.parse.predicates:
            noun, above = predicate.antecedent, predicate.parent
            summed = noun is not None and predicate.relation == "rel" and noun.lemma in self.language.speech["claimed"]
            if not summed or above is None or predicate.lemma not in self.speech.denials:
                continue
            cited = self.speech.of_verb(predicate, False)
            for candidate, context in kept:
                inside = candidate.predicate is not above and above in candidate.predicate.chain()
                if cited is not None and inside and candidate.predicate is not predicate and candidate.rule.type not in _SPOKEN:
                    yield candidate, replace(context, negative=True, attribution=cited, status="occurred")

    def _speaks(self, predicate: Predicate, words: str) -> Predicate | None:
        """The verb of a kind of saying right above a clause that is its content."""
        above = predicate.parent
        if above is None or predicate.relation not in ("comp", "content", "inf"):
            return None
        return above if above.lemma in self.language.speech[words] else None

    def _absorb(self, predicate: Predicate, candidates: list[Candidate]) -> None:
        for candidate in candidates:
            if candidate.predicate is predicate and isinstance(candidate.context, Context):
                candidate.context.absorbed = True

    def _aims(self, candidates: list[Candidate]) -> list[Row]:
        """ "Moskau will Georgien schwächen, schrieb das Institut": what others say somebody wants, where no rule reads the aim."""
        rule = self.language.rules.named("intent.want")
        found: list[Row] = []
        read = {id(c.predicate) for c in candidates if c.phrase is None and not is_wanted_harm(c)}
        for predicate in self.parse.predicates:
            if rule is None or predicate.mood != "want" or predicate.perfect or id(predicate) in read or predicate.head is None:
                continue
            subjects = self.sides.of(predicate.subject, predicate)
            candidate = Candidate(rule, predicate.head, predicate, actors=subjects)
            context = self.framer.of(candidate)
            own = {s.code for s in context.attribution.sources} & {m.code for m in subjects}
            if subjects and not own and (context.attribution.kind != "none" or context.certainty.band != "unstated"):
                # who is cited for it is not whom it is aimed at
                aimed = [
                    p for p in predicate.args if p.slot != "according" and (p.host is None or p.host.slot != "according" or not p.prep)
                ]
                others = [m for p in aimed for m in self.sides.of(p, predicate) if m.code not in {s.code for s in subjects}]
                candidate.recipients = unique(others)
                context.status = "occurred" if context.status == "planned" else context.status
                found.append((candidate, context))
        return found

    def _first_person_speaker(self, predicate: Predicate, first: list[str]) -> list[Mention]:
        subject, above = predicate.subject, predicate.parent
        if subject is None or subject.head.low not in first or predicate.mood not in ("future", "hypothetical") or above is None:
            return []
        return self.sides.of(above.subject, above) if self.speech.reports(above) else []

    def _to_prison(self, candidate: Candidate) -> bool:
        words = self.matcher.words(candidate.predicate)
        return not words.isdisjoint(self.language.grammar["prison"]["words"]) and bool(candidate.recipients)

    def _jailed(self, candidate: Candidate) -> Candidate:
        """A prison sentence is SANCTION and COERCE (guidelines, section 1)."""
        rule = self.language.rules.by_id["coerce.arrest"]
        return Candidate(
            rule, candidate.token, candidate.predicate, None, candidate.theme, list(candidate.actors), list(candidate.recipients)
        )

    def _exchanged(self, candidate: Candidate) -> Candidate:
        """ "gives technology in exchange for support": the other half of the exchange."""
        theme = candidate.predicate.slot("exchange")[0]
        return Candidate(candidate.rule, theme.head, candidate.predicate, None, theme, list(candidate.recipients), list(candidate.actors))


def is_wanted_harm(candidate: Candidate) -> bool:
    """ "will Moldau destabilisieren": what somebody wants to do is his aim, no danger yet."""
    return candidate.rule.type == "danger" and candidate.predicate.mood == "want" and candidate.phrase is None
