"""From candidates to claims: sides filled, contexts worked out, repeated mentions joined, noise left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from sys import intern
from typing import Any, cast

from lagebild.model.nouns import Actor, EventClaim, JudgementClaim, Span, When
from lagebild.model.values import EventType, JudgementType, Part
from lagebild.packs.language import Language
from lagebild.packs.memo import Memo
from lagebild.packs.rules import load_ontology
from lagebild.reading.above import Context
from lagebild.reading.context import COOPERATIVE, Framer
from lagebild.reading.derived import Derived, is_wanted_harm
from lagebild.reading.home import is_riot
from lagebild.reading.match import Candidate, Matcher
from lagebild.reading.memory import Memory
from lagebild.reading.only import Only, named_in
from lagebild.reading.parts import Mention, Parse, Phrase, Token
from lagebild.reading.roles import Filler
from lagebild.reading.sides import ETHNIC, Sides, is_class, phrase_object, unique
from lagebild.reading.speech import Speech
from lagebild.reading.times import Found

MATERIAL = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "AID", "COOPERATE", "RETREAT"))


@dataclass(slots=True)
class SentenceReader:
    """Reads the claims of one parsed sentence."""

    language: Language
    memory: Memory
    parse: Parse
    text: str
    part: Part
    times: list[Found]
    # in the words of sport, markets or weather an open side stays open: there it takes two to make an event
    noisy: bool = False
    sentence: Span = field(init=False)
    # the words that name somebody
    named: list[Token] = field(init=False)
    # whether any word tells what a claim is about ("military")
    telling: bool = field(init=False)
    sides: Sides = field(init=False)
    speech: Speech = field(init=False)
    matcher: Matcher = field(init=False)
    framer: Framer = field(init=False)

    def __post_init__(self) -> None:
        self.sentence = Span(self.parse.start, self.parse.end)
        tokens = self.parse.tokens
        self.named = [t for t in tokens if t.mention is not None or t.mods]
        self.telling = any(_WORD_CONTEXTS.each([t.lemma or t.low for t in tokens]))
        joints = {t.index - 1 for t in tokens if t.pos == "C"}
        joined = frozenset([t.mention.end for t in self.named if t.mention is not None and t.index in joints])
        around = [t.mention for t in self.named if t.mention is not None and t.mention.code]
        self.sides = Sides(self.language, self.memory, around, joined, ETHNIC in self.parse.line)
        self.speech = Speech(self.language, self.sides, self.memory, self.parse)
        self.matcher = Matcher(self.language, self.sides, self.parse)
        # the phrases are as they stay, now that those which cite somebody are known
        self.sides.keep(True)

    def run(self) -> list[EventClaim | JudgementClaim]:
        """Return the claims in reading order."""
        candidates = self.matcher.run()
        self.framer = Framer(self.language, self.parse, self.matcher, self.speech)
        filler = Filler(self.matcher, self.sides)
        kept: list[tuple[Candidate, Context]] = []
        for candidate in candidates:
            filler.fill(candidate)
            complete = self._complete(candidate)
            if not complete and not candidate.others:
                continue
            context = candidate.context = self.framer.of(candidate)
            complete = complete or self._gives_way(candidate, filler)
            wanted = is_wanted_harm(candidate) and context.attribution.kind != "none"
            if complete and not wanted and not context.absorbed:
                kept.append((candidate, context))
        derived = Derived(self.language, self.parse, self.sides, self.speech, self.matcher, self.framer)
        kept += list(derived.run(candidates, kept))
        if kept and not self.noisy:
            self._fill_open(kept)
        rows = _distinct([(c, x) for c, x in kept if not x.absorbed and not self._own_plan(c, x, kept)])
        claims = [self._claim(c, x) for c, x in rows] + [self._wanted(c, x) for c, x in rows if self._is_wanted(c, x)]
        return sorted(claims, key=lambda c: c.trigger.start)

    def _fill_open(self, kept: list[tuple[Candidate, Context]]) -> None:
        if not any(Only.leaves_open(c) for c, _ in kept):
            return
        # "ermittelt wegen Spionage für A": for whom it was is no side of the inquiry
        reasons = {
            t.index for p in self.parse.phrases if p.host is not None and p.host.slot == "over" and p.slot == "for" for t in p.tokens
        }
        # "nach Angaben der britischen Behörde X": whose office is cited
        cited = [q for p in self.parse.phrases if p.slot == "according" for q in p.nested()] if self.language.code == "de" else []
        reasons |= {t.index for p in cited for t in p.tokens}
        # who is helped or served is not who is struck or banned
        served = {t.index for p in self.parse.phrases if p.prep == "für" for q in p.nested() for t in q.tokens}
        only = Only(named_in([t for t in self.named if t.index not in reasons]), self.memory)
        aimed = Only(named_in([t for t in self.named if t.index not in reasons and t.index not in served]), self.memory)
        for candidate, context in kept:
            (aimed if candidate.rule.type in ("ASSAULT", "COERCE", "SANCTION") else only).fill(candidate, context)

    def _own_plan(self, candidate: Candidate, context: Context, kept: list[tuple[Candidate, Context]]) -> bool:
        """Whether an intent is what somebody says that he himself will do, or an announced plan to help ("plant, X zu liefern")."""
        if candidate.rule.type != "intent" or self.language.code != "de":
            return False
        actors = {m.code for m in candidate.actors}
        if actors and actors <= {s.code for s in context.attribution.sources}:
            return True
        plans = candidate.phrase is None and candidate.predicate.lemma in self.language.grammar["aspect"]["plan"]
        return plans and any(
            c.rule.type in COOPERATIVE and candidate.predicate in (c.predicate, c.predicate.parent) and x.status == "planned"
            for c, x in kept
        )

    def _gives_way(self, candidate: Candidate, filler: Filler) -> bool:
        """Whether a rule whose sides are missing gives way to a later one that the same verb calls up and whose sides are known."""
        called = candidate.rule
        for other in candidate.others:
            if self.matcher.calls(other, candidate.predicate):
                candidate.rule = other.rule
                filler.fill(candidate)
                if self._complete(candidate):
                    return True
        if candidate.rule is called:
            return False
        # none is complete: the act stays what the verb first called up, and swallows what it governs
        candidate.rule = called
        filler.fill(candidate)
        return self._complete(candidate)

    def _is_wanted(self, candidate: Candidate, context: Context) -> bool:
        """ "Peking will Taiwan angreifen, sagte …": what others say somebody wants is an intent besides the act."""
        if (
            candidate.rule.kind != "event"
            or candidate.phrase is not None
            or candidate.predicate.mood != "want"
            or candidate.predicate.perfect
        ):
            return False
        own = {s.code for s in context.attribution.sources} & {m.code for m in candidate.actors}
        if candidate.rule.type == "THREATEN" or self._is_refusal(candidate, context):
            # "wollen A einen hohen Preis zahlen lassen" is a threat, no aim
            return False
        if candidate.rule.type in COOPERATIVE and (context.attribution.kind == "none" or candidate.rule.type == "CONSULT"):
            # "die EU will … liefern" in the outlet's voice is an announced plan
            return False
        return bool(candidate.actors) and not own

    def _wanted(self, candidate: Candidate, context: Context) -> JudgementClaim:
        common = self._common(candidate, context) | {"status": "questioned" if self.parse.question else "occurred"}
        return JudgementClaim(judgement="intent", subjects=_actors(candidate.actors), objects=_actors(candidate.recipients), **common)

    def _complete(self, candidate: Candidate) -> bool:
        """Whether enough sides are known for the rule."""
        rule = candidate.rule
        if not candidate.actors and not candidate.recipients:
            return False
        if rule.frame.reciprocal:
            distinct = {m.code for m in candidate.actors}
            bloc = any(self.memory.kind(c) in ("organisation", "bloc", "alliance") for c in distinct)
            if rule.needs_other and len(distinct) < 2 and not (self._talks_at_home(candidate) or (bloc and self._within(candidate))):
                return False
            if len(distinct) < 2 and not bloc and (candidate.phrase is not None or rule.type != "CONSULT"):
                return False
        if rule.type == "AID" and not candidate.recipients and not self._helps_somebody(candidate):
            return False
        if rule.needs_side and not (candidate.actors and candidate.recipients):
            return False
        if rule.frame.actors[:1] == ("on",) and all(self.memory.kind(m.code) == "region" for m in candidate.actors):
            # "sorgt in der Karibik für Unmut": a mere venue
            return False
        if rule.type == "CONSULT" and candidate.phrase is None and self._is_struck(candidate):
            return False
        if rule.frame.actors == ("cause",) and not candidate.recipients:
            return False
        if rule.type == "THREATEN" and self._warns_of_others(candidate):
            return False
        if candidate.phrase is not None:
            return self._noun_complete(candidate)
        if rule.needs_other and not candidate.recipients and not rule.frame.reciprocal:
            return False
        if rule.type in ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE") and not candidate.actors:
            # "Serbia was accused of …": whoever it was
            return (
                rule.type == "ACCUSE" and candidate.predicate.passive and candidate.predicate.form == "fin" and bool(candidate.recipients)
            )
        if rule.type == "SUPPORT" and candidate.predicate.form == "pp" and candidate.predicate.relation == "reduced":
            # "die von A unterstützte Mission": nobody in particular
            return bool(candidate.recipients)
        if rule.type == "influence" and self._steers_an_act(candidate):
            return False
        if rule.kind == "judgement" and rule.type in ("danger", "influence") and not (candidate.actors and candidate.recipients):
            return bool(candidate.recipients) and self._steered_by_somebody(candidate)
        return not (rule.kind == "judgement" and not candidate.actors)

    def _warns_of_others(self, candidate: Candidate) -> bool:
        """ "warnte A vor einem Angriff Bs": who tells A of somebody else's doings does not threaten it."""
        if candidate.phrase is not None or candidate.predicate.lemma not in self.language.speech["warning"]:
            return False
        own = {m.code for m in (*candidate.actors, *candidate.recipients)}
        feared = [m for p in candidate.predicate.slot("before") for m in self.sides.of(p, candidate.predicate)]
        return any(m.code not in own for m in feared)

    def _is_struck(self, candidate: Candidate) -> bool:
        """ "Raketen, mit denen es A treffen kann": no meeting."""
        able = candidate.predicate.mood == "able" and candidate.predicate.antecedent is not None
        kind = phrase_object(self.language, candidate.predicate.antecedent) if candidate.predicate.antecedent is not None else None
        return able and kind is not None and kind.kind in ("weapon", "nuclear", "technology")

    def _steers_an_act(self, candidate: Candidate) -> bool:
        """ "steuerten einen Brandanschlag auf B": who directs an act has no hold over its victim."""
        acts = self.language.rules.nouns
        objects = [q for p in candidate.predicate.slot("bare") for q in p.parts() if q.lemma and not q.names]
        return any(t.rule.type in MATERIAL for p in objects for t in acts.get(p.lemma, ()) if not t.needs)

    def _steered_by_somebody(self, candidate: Candidate) -> bool:
        """ "accused B of being steered from abroad": by somebody without a side."""
        predicate = candidate.predicate
        agents = ("of", "by", "under") if self.language.code == "de" else ()
        said = predicate.relation in ("inf", "comp", "content") and predicate.head is not None
        return said and candidate.rule.type == "influence" and any(p.slot in agents and not p.pronoun for p in predicate.args)

    def _helps_somebody(self, candidate: Candidate) -> bool:
        """ "armed the rebels": somebody without a side is helped all the same."""
        predicate = candidate.predicate
        helped = [p for s in ("iobject", "to", "bare") for p in predicate.slot(s) if p is not candidate.theme and not p.pronoun]
        people = any(is_class(self.language.code, part.lemma, "agent") for p in helped for part in p.parts())
        return candidate.phrase is None and bool(candidate.actors) and people

    def _within(self, candidate: Candidate) -> bool:
        """ "Die EU-Außenminister einigten sich auf …": an agreement inside one body (guidelines, section 3)."""
        partners = any(p.slot in ("with", "between", "iobject") for p in candidate.predicate.args)
        return self.language.code == "de" and candidate.phrase is None and candidate.rule.type == "AGREE" and not partners

    def _talks_at_home(self, candidate: Candidate) -> bool:
        """ "Haitian gangs discussed a truce with the transitional council"."""
        partners = [p for p in candidate.predicate.slot("with") if candidate.phrase is None]
        return candidate.rule.type == "CONSULT" and any(is_class(self.language.code, p.lemma, "agent") for p in partners)

    def _noun_complete(self, candidate: Candidate) -> bool:
        rule, light = candidate.rule, candidate.light
        phrase = candidate.phrase
        if (
            (rule.type == "alliance" or (rule.type == "AGREE" and rule.frame.reciprocal))
            and light not in ("be", "called", "active", "headline", "occurring", "reaching", "denying", "receiving")
            and phrase is not None
            and not (phrase.owner or phrase.of or any(a.slot in ("with", "between") for a in phrase.after))
        ):
            # "the X-Y pact" names the two; it does not claim that they are allied
            return False
        if rule.type == "ACCUSE" and not candidate.actors:
            return False
        if light == "participle":
            return bool(candidate.recipients and candidate.actors)
        both = bool(candidate.actors) and bool(candidate.recipients)
        if both:
            return True
        if rule.kind == "judgement":
            return bool(candidate.actors) and rule.type in ("capability", "intent") and light in ("active", "be", "loose")
        if light in ("active", "receiving", "headline", "occurring", "reaching", "within"):
            return True
        if light == "ending" and rule.type == "MOBILIZE" and candidate.actors:
            # "called on A to halt its tests": they go on
            return True
        return rule.type in ("ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "PROTEST", "SANCTION") and bool(
            phrase
            and (phrase.owner or phrase.of or phrase.mods or phrase.possessive or candidate.recipients or self._blamed(candidate, phrase))
        )

    def _blamed(self, candidate: Candidate, phrase: Phrase) -> bool:
        """ "makes X responsible for the downing of flight Y": the act of somebody who is accused of it."""
        above = self.matcher.by_predicate.get(id(candidate.predicate))
        accused = above is not None and above.rule.type == "ACCUSE" and bool(candidate.actors)
        return accused and any(a.prep == "von" for a in phrase.after)

    def _common(self, candidate: Candidate, context: Context) -> dict[str, Any]:
        """The fields that events and judgements share."""
        return {
            "polarity": "negated" if context.negative else "asserted",
            "status": context.status,
            "certainty": context.certainty,
            "attribution": context.attribution,
            "contexts": self._contexts(candidate),
            "object": self._object(candidate),
            "part": self.part,
            "sentence": self.sentence,
            "trigger": Span(candidate.token.start, candidate.token.end),
            "date": self._when(candidate),
            "place": self._place(candidate),
            "rule": candidate.rule.id,
        }

    def _claim(self, candidate: Candidate, context: Context) -> EventClaim | JudgementClaim:
        """Make the claim of a candidate: an event, or the judgement that it is or that others make of it."""
        common = self._common(candidate, context)
        actors, recipients = _actors(candidate.actors), _actors(candidate.recipients)
        if self._is_assessed_will(candidate, context):
            # what others say somebody is willing to do is their assessment, not a promise
            return JudgementClaim(judgement="intent", subjects=actors, objects=(), **common)
        if self._is_assessed_ability(candidate):
            # what somebody "can" do to somebody is an assessment, not an act
            common["status"] = "occurred" if context.status == "possible" else context.status
            return JudgementClaim(judgement="capability", subjects=actors, objects=recipients, **common)
        if candidate.rule.kind == "event":
            event, mode = self._event_type(candidate, context)
            if self._is_refusal(candidate, context):
                common |= {"polarity": "asserted", "status": "occurred"}
            return EventClaim(event=cast(EventType, event), mode=mode, actors=actors, recipients=recipients, **common)
        kind, change = cast(JudgementType, candidate.rule.type), candidate.rule.change
        return JudgementClaim(judgement=kind, subjects=actors, objects=recipients, change=change, **common)

    def _is_refusal(self, candidate: Candidate, context: Context) -> bool:
        """ "will der Weitergabe nicht zustimmen", "will keine Panzer liefern": what somebody is not willing to do he refuses."""
        kindly = candidate.rule.type in COOPERATIVE or candidate.rule.type in ("AGREE", "CONCEDE", "RETREAT")
        unwilling = candidate.predicate.mood == "want" and context.negative and not candidate.predicate.perfect
        return kindly and unwilling and candidate.phrase is None and bool(candidate.actors)

    def _is_assessed_will(self, candidate: Candidate, context: Context) -> bool:
        """ "X is willing to …, said Y": an adjective of agreeing that somebody else than its subject is cited for."""
        if candidate.rule.type != "AGREE" or candidate.predicate.adjective is not candidate.token:
            return False
        sources = {s.code for s in context.attribution.sources}
        return context.attribution.kind != "none" and not sources & {a.code for a in candidate.actors}

    def _is_assessed_ability(self, candidate: Candidate) -> bool:
        """ "X can hit Y": no question, and the verb itself is the act."""
        if candidate.rule.kind != "event" or candidate.rule.type not in ("ASSAULT", "MOBILIZE", "COERCE"):
            return False
        able = candidate.phrase is None and candidate.predicate.mood == "able"
        return able and bool(candidate.actors) and not self.parse.question

    def _event_type(self, candidate: Candidate, context: Context) -> tuple[str, str]:
        """The type and mode of an event; cooperation that is only announced is an agreement."""
        event, mode = candidate.rule.type, candidate.rule.mode
        if self._is_refusal(candidate, context):
            return "REJECT", ""
        if event == "ASSAULT" and is_riot(self.language, candidate):
            return "PROTEST", "riot"
        wanted = candidate.predicate.mood == "want" and candidate.phrase is None and not self._is_wanted(candidate, context)
        arranged = self._is_arranged(candidate)
        if event in COOPERATIVE and (context.future or wanted or arranged) and context.status == "planned" and not self._is_aim(candidate):
            return "AGREE", ""
        return event, mode if mode in load_ontology()["events"][event]["modes"] else ""

    def _is_arranged(self, candidate: Candidate) -> bool:
        """ "das Treffen ist für Freitag geplant": what is said to be planned is as definite as what will be."""
        node, noun = candidate.predicate, candidate.phrase
        planned = node.lemma in self.language.grammar["aspect"]["plan"]
        about = noun is node.subject if node.passive else noun in node.slot("bare")
        return self.language.code == "de" and noun is not None and about and planned

    def _is_aim(self, candidate: Candidate) -> bool:
        """ "intends to arm the rebels, officers believe": the aim that others see is no announcement (guidelines, section 5)."""
        above = self.matcher.by_predicate.get(id(candidate.predicate.parent)) if candidate.predicate.parent is not None else None
        # "plant, X zu liefern" is an announced plan in itself
        plans = self.language.code == "de" and above is not None and above.predicate.lemma in self.language.grammar["aspect"]["plan"]
        return above is not None and above.rule.type == "intent" and not plans

    def _contexts(self, candidate: Candidate) -> tuple[str, ...]:
        known = load_ontology()["contexts"]["names"]
        found = list(candidate.rule.contexts)
        for phrase in (candidate.theme, candidate.phrase, *candidate.predicate.args[:3]):
            if phrase is not None:
                kind = phrase_object(self.language, phrase)
                if kind is not None:
                    found += [c for c in kind.contexts if c in known]
                if not self.telling:
                    continue
                found += [c for row in _WORD_CONTEXTS.each([t.lemma or t.low for t in phrase.tokens]) for c in row]
        return tuple(dict.fromkeys(found))

    def _object(self, candidate: Candidate) -> str:
        phrase = candidate.theme
        if phrase is None and candidate.rule.type in ("REQUEST", "AGREE", "THREATEN", "REJECT", "capability", "intent"):
            child = next(
                (c for c in candidate.predicate.children if c.relation in ("inf", "comp", "prep-ing") and c.head is not None), None
            )
            if child is not None:
                last = max([child.end, *(p.end for p in child.args)])
                first = min([child.start, *(p.start for p in child.args)])
                return self._words(first, last)
        if phrase is None:
            return ""
        return self._words(phrase.tokens[0].index if phrase.tokens else phrase.start, phrase.end)

    def _words(self, first: int, last: int) -> str:
        tokens = self.parse.tokens
        last = min(last, len(tokens))
        if not 0 <= first < last:
            return ""
        return intern(self.text[tokens[first].start : tokens[last - 1].end])

    def _when(self, candidate: Candidate) -> When | None:
        """The time nearest to the trigger, of those in the clause."""
        best: tuple[int, When] | None = None
        at = candidate.token.index
        for found in self.times:
            low, high = (found.last, at) if found.last < at else (at, found.first)
            crossed = sum(t.pos in (";", ":", "S", "W", "REL", ",") for t in self.parse.tokens[low:high])
            distance = (high - low) + 10 * crossed
            if best is None or distance < best[0]:
                best = (distance, found.when)
        return best[1] if best else None

    def _place(self, candidate: Candidate) -> str:
        phrases: Iterable[Phrase] = (
            candidate.predicate.args if candidate.phrase is None else (*candidate.phrase.after, *candidate.predicate.args)
        )
        for phrase in phrases:
            if (
                phrase.slot in ("in", "at", "near")
                and phrase.prep not in ("am", "an")
                and phrase.names
                and phrase.names[0].via in ("name", "city", "metonym")
            ):
                return intern(self.text[phrase.names[0].start : phrase.names[0].end])
        return ""


def both_sides(claim: EventClaim | JudgementClaim) -> bool:
    """Whether a claim names both its sides."""
    if isinstance(claim, EventClaim):
        return bool(claim.actors and claim.recipients)
    return bool(claim.subjects and claim.objects)


def two_sides(claim: EventClaim | JudgementClaim) -> bool:
    """Whether a claim is about two that it tells apart: no act at home, nor one of several with each other."""
    sides = (claim.actors, claim.recipients) if isinstance(claim, EventClaim) else (claim.subjects, claim.objects)
    one, other = ({actor.code for actor in side} for side in sides)
    return bool(one) and bool(other) and one != other


def _actors(mentions: list[Mention]) -> tuple[Actor, ...]:
    # a long text says the same few names over and over
    return tuple([Actor(m.code, intern(m.name), m.start, m.end, m.via) for m in mentions])


def _word_context(lemma: str) -> tuple[str, ...]:
    if lemma.startswith(("militär", "military", "army", "armee", "waffen", "weapon", "troops", "truppen", "soldat", "soldier")):
        return ("military",)
    if lemma.startswith(("nuclear", "nuklear", "atom")):
        return ("cbrn",)
    return ()


_WORD_CONTEXTS = Memo(_word_context)


def _distinct(rows: list[tuple[Candidate, Context]]) -> list[tuple[Candidate, Context]]:
    """Join repeated mentions: the same type whose sides are contained in those of another one, verbs before nouns."""
    kept: list[tuple[Candidate, Context]] = []
    order = sorted(rows, key=lambda r: -(len(r[0].actors) > 0) - (len(r[0].recipients) > 0))
    if len(order) < 2:
        return order
    for candidate, context in order:
        twin = next((o for o, x in kept if _same_assessment(o, x, candidate, context)), None)
        if twin is not None:
            twin.recipients = unique([*twin.recipients, *candidate.recipients])
            continue
        if not any(_covers(other, x, candidate, context) for other, x in kept):
            kept.append((candidate, context))
    return kept


def _same_assessment(other: Candidate, x: Context, candidate: Candidate, context: Context) -> bool:
    """ "is dangerous for A and concerns the security of B": one danger with two objects."""
    same = other.rule.kind == candidate.rule.kind == "judgement" and other.rule.type == candidate.rule.type == "danger"
    return (
        same
        and x.negative == context.negative
        and x.status == context.status
        and {m.code for m in other.actors} == {m.code for m in candidate.actors}
    )


def _covers(other: Candidate, x: Context, candidate: Candidate, context: Context) -> bool:
    if other.rule.type != candidate.rule.type or other.rule.kind != candidate.rule.kind or x.negative != context.negative:
        return False
    mine, theirs = (
        ({m.code for m in candidate.actors}, {m.code for m in candidate.recipients}),
        ({m.code for m in other.actors}, {m.code for m in other.recipients}),
    )
    return mine[0] <= theirs[0] and mine[1] <= theirs[1]
