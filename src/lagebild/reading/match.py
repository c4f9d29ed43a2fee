"""Triggers: which predicates and nouns of a sentence call up which rules, and whether the rules' conditions hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.packs.language import Language, load_language
from lagebild.packs.rules import Rule, Trigger
from lagebild.reading.participle_v2 import participle
from lagebild.reading.parts import Mention, Parse, Phrase, Predicate, Token
from lagebild.reading.sides import Sides, is_class, phrase_object

_ACCESS = frozenset(("zugang", "access"))
_REASONS = ("over", "because of", "due to", "in response to", "in connection with", "in retaliation for", "despite", "amid")


@dataclass(slots=True, eq=False)
class Candidate:
    """A rule called up by a verb (`phrase` None), a noun or an adjective, under the predicate that governs it."""

    rule: Rule
    token: Token
    predicate: Predicate
    phrase: Phrase | None = None
    theme: Phrase | None = None
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    light: str = ""
    context: object = None
    others: Sequence[Trigger] = ()


@dataclass(slots=True)
class Matcher:
    """Finds the candidates of a sentence."""

    language: Language
    sides: Sides
    parse: Parse
    taken: set[int] = field(default_factory=set)
    by_predicate: dict[int, Candidate] = field(default_factory=dict)
    # the tokens of several words
    spaced: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.spaced = frozenset([low for low in self.parse.lows if " " in low])

    def run(self) -> list[Candidate]:
        """Return candidates: verbs first (their needed nouns are taken), then adjectives, then nouns."""
        found: list[Candidate] = []
        for predicate in self.parse.predicates:
            if predicate.head is not None:
                for candidate in self._verb(predicate):
                    found.append(candidate)
                    self.by_predicate.setdefault(id(predicate), candidate)
        for predicate in self.parse.predicates:
            found += self._phrases(predicate)
        return found

    # verbs and adjectives

    def _verb(self, predicate: Predicate) -> list[Candidate]:
        words = self.words(predicate)
        rules = self.language.rules
        found: list[Candidate] = []
        if predicate.adjective is not None:
            for trigger in rules.adjectives.get(predicate.adjective.lemma or predicate.adjective.low, ()):
                if words.issuperset(trigger.needs) and self._allowed(trigger.rule, predicate, None):
                    found.append(Candidate(trigger.rule, predicate.adjective, predicate))
                    break
        if predicate.head is None:
            return found
        rows = rules.of_verb(predicate.lemma, words)
        if "lassen" in words and predicate.lemma != "lassen":
            # "ließ zwei Franzosen ausreisen": the infinitive counts as the verb
            rows = [*(t for t in rules.of_verb("lassen", words) if predicate.lemma in t.needs), *rows]
        for number, trigger in enumerate(rows):
            if not self.calls(trigger, predicate):
                continue
            if (trigger.rule.weak and not trigger.needs and found) or self._names_other_act(trigger, predicate):
                continue
            theme = self.theme(predicate, bool(trigger.rule.object))
            rule = self._recast(trigger.rule, predicate)
            found.append(Candidate(rule, predicate.head, predicate, theme=theme, others=rows[number + 1 :]))
            self._take(trigger, predicate)
            if "treaty" in trigger.rule.object and trigger.rule.type == "SUPPORT" and self.language.code == "de":
                # "unterzeichneten ein Abkommen": the treaty is what is signed, no deal besides
                self.taken |= {id(q.head) for p in (*predicate.args, predicate.subject) if p is not None for q in p.parts()}
            break
        return found

    def _names_other_act(self, trigger: Trigger, predicate: Predicate) -> bool:
        """ "ordered a mobilisation" orders nobody; "dismissed reports that …" refuses nothing."""
        lights, objects = self.language.grammar["light_verbs"], predicate.slot("bare")
        hidden = self.language.classes
        if trigger.rule.type == "REQUEST" and any(
            c.passive and c.negative and hidden.get(c.lemma) == "@naming" for c in predicate.children
        ):
            # "an official who asked not to be named"
            return True
        if trigger.rule.type == "REQUEST" and predicate.lemma in self.language.speech["telling"]:
            # "sources close to A told B that …" asks nothing
            return not any(c.relation == "inf" for c in predicate.children)
        if trigger.rule.type == "SUPPORT" and predicate.lemma in self.language.speech["claiming"]:
            # "bekannte sich zu dem Angriff": his own act, no praise of another's
            deeds = [p for p in predicate.args if p.slot in ("for", "to", "behind")]
            return any(t.rule.type in ("ASSAULT", "COERCE", "MOBILIZE") for p in deeds for t in self.language.rules.nouns.get(p.lemma, ()))
        if trigger.needs or len(objects) != 1:
            return False
        if trigger.rule.type == "REQUEST" and predicate.lemma in lights["active"]:
            acts = self.language.rules.nouns.get(objects[0].lemma, ())
            return any(not t.needs and t.rule.type in ("MOBILIZE", "COERCE", "SANCTION") for t in acts[:1])
        told = (
            objects[0].lemma in self.language.speech["reports"]
            and not objects[0].sided
            and any(c.antecedent is objects[0] for c in predicate.children)
        )
        return trigger.rule.type == "REJECT" and predicate.lemma in lights["denying"] and told

    def _recast(self, rule: Rule, predicate: Predicate) -> Rule:
        """ "vowed to bomb B" threatens, "will not recognise B" refuses: what a promise of harm and a negated assent come to."""
        speech, rules = self.language.speech, self.language.rules
        if rule.mood:
            # "will respond with force": the threat itself is uttered now
            predicate.mood = ""
        if rule.type == "AGREE" and predicate.lemma in speech["vowing"] and any(self._harms(c) for c in predicate.children):
            return rules.named("threaten.vow") or rule
        unwilling = predicate.negative and predicate.mood in ("future", "hypothetical") and not predicate.perfect and not predicate.passive
        assents = rule.type in ("AGREE", "SUPPORT") and predicate.lemma in speech["accepting"] and predicate.sub != "if"
        if assents and unwilling and self._own_word(predicate):
            predicate.negative, predicate.mood = False, ""
            return rules.named("reject.refuse") or rule
        return rule

    def _announces(self, predicate: Predicate) -> bool:
        """Whether who acts announces it himself; who warns somebody of it has threatened by that."""
        above = predicate.parent
        warned = above is not None and above.lemma in self.language.speech["warning"] and any(p.sided for p in above.slot("bare"))
        return not warned and self._own_word(predicate)

    def _own_word(self, predicate: Predicate) -> bool:
        """Whether who acts says so himself, or nobody does: what others foresee is no refusal."""
        above = predicate.parent
        if above is None:
            return True
        own = {m.code for m in self.sides.of(predicate.subject, predicate)}
        return bool(own & {m.code for m in self.sides.of(above.subject, above)})

    def _harms(self, child: Predicate) -> bool:
        if child.relation not in ("inf", "comp") or child.negative:
            return False
        act = next((t for t in self.language.rules.of_verb(child.lemma, self.words(child)) if self.calls(t, child)), None)
        return act is not None and act.rule.type in ("ASSAULT", "SANCTION")

    def _only_says(self, rule: Rule, predicate: Predicate) -> bool:
        """ "assured B that A remains", "insisted that the deal was valid": what is, is neither promised nor demanded."""
        if rule.type == "CONCEDE" and predicate.lemma in self.language.speech["verbs"]:
            # "it is still able to strike, the commander conceded"
            return any(c.relation in ("comp", "content") and c.head is not None for c in predicate.children)
        if rule.id not in ("en.agree.promise", "en.request.urge") or predicate.lemma not in self.language.speech["assuring"]:
            return False
        said = [c for c in predicate.children if c.relation in ("comp", "content") and c.head is not None]
        open_ = any(c.relation in ("inf", "prep-ing") for c in predicate.children) or any(
            c.mood in ("future", "hypothetical", "must") or (c.head is not None and c.head.form == "b" and not c.past) for c in said
        )
        return bool(said) and not open_

    def calls(self, trigger: Trigger, predicate: Predicate) -> bool:
        """Whether a verb calls up a rule: the words that it needs stand in the clause, and its conditions hold."""
        return (
            self.words(predicate).issuperset(trigger.needs)
            and not self._only_says(trigger.rule, predicate)
            and self._allowed(trigger.rule, predicate, None)
        )

    def words(self, predicate: Predicate) -> set[str]:
        """The words and lemmas that stand in the clause of a predicate."""
        if "\0" not in predicate.words:
            predicate.words.add("\0")
            reasons = _REASONS if predicate.slot("bare") else ()
            for phrase in (*predicate.args, predicate.subject):
                if phrase is not None and phrase.prep in reasons and phrase.lemma in self.language.rules.nouns:
                    # "broke off ties over the bombing": why, not what
                    predicate.words.add(phrase.prep)
                elif phrase is not None:
                    self._add_words(phrase, predicate)
            if predicate.antecedent is not None and predicate.antecedent_role and self._brings_words(predicate):
                # "Sanktionen, die die EU verhängt hat": the pronoun brings the words it stands for
                self._add_words(predicate.antecedent, predicate)
            # "zu verurteilen" is no "verurteilen zu"
            around = self.parse.tokens[predicate.start : predicate.end + 2]
            self._add_lows([t.low for t in around if t.pos not in ("P", "ZU") or " " in t.low], predicate.words)
            if predicate.adjective is not None:
                predicate.words.add(predicate.adjective.low)
            for child in predicate.children:
                predicate.words.add(child.link)
                # "vow to retaliate": the infinitive belongs to the words of the verb above
                if child.relation == "inf" and child.head is not None:
                    predicate.words |= {child.lemma, child.head.low, *(t.low for t in child.tokens if t.pos in ("NEG", "PTK", "TO"))}
            predicate.words |= self._classes(predicate)
        return predicate.words

    def _brings_words(self, predicate: Predicate) -> bool:
        """ "a deal that A and B struck": whether the noun before a relative clause belongs to the words of its verb."""
        noun = predicate.antecedent
        acts = self.language.rules.nouns.get(noun.lemma, ()) if noun is not None else ()
        named = predicate.antecedent_role == "object" and predicate.relation == "rel" and bool(acts)
        return self.language.code == "de" or (named and all(t.rule.kind == "event" for t in acts))

    def _classes(self, predicate: Predicate) -> set[str]:
        """The classes of what the verb acts upon: of its objects, of a passive's subject, and what it calls them."""
        classes = self.language.classes
        done_to = [p for p in predicate.args if p.slot in ("bare", "iobject", "of", "as", "with")]
        words = [t for p in done_to for q in p.nested() for t in q.tokens]
        words += [predicate.adjective] if predicate.adjective is not None else []
        found = {classes[w] for t in words for w in (t.low, t.lemma) if w in classes}
        if any(self.sides.memory.kind(m.code) == "agency" for p in done_to if p.slot == "bare" for m in p.names):
            # "suspends the BBC"
            found.add("@outlet")
        if predicate.passive and predicate.subject is not None and not found:
            found = {classes[w] for t in predicate.subject.tokens for w in (t.low, t.lemma) if w in classes} - {"@blame"}
        return found

    def _add_words(self, phrase: Phrase, predicate: Predicate) -> None:
        german, words = self.language.code == "de", predicate.words
        for part in phrase.nested():
            self._add_lows([t.low for t in part.tokens], words)
            words.update([t.lemma for t in part.tokens if t.lemma])
            # "EU-Beitritt": the word without the name
            words.update([t.head for t in part.tokens if t.head])
            for token in part.tokens if german else ():
                if token.pos == "N" and token.lemma:
                    words.update(self.suffixes(token.lemma))
            if not part.prep:
                continue
            # "fired on Sunday" is not "fired on"; "In a statement, A called on B" not "called in on"
            fronted = self.language.code == "en" and phrase.start < predicate.start and predicate.relation != "rel"
            if not fronted and not self._tells_time(part):
                words.update((part.prep, *part.prep.split()))

    def _add_lows(self, lows: list[str], words: set[str]) -> None:
        """Add words; of a name or preposition of several words also each of them."""
        words.update(lows)
        for low in lows if self.spaced else ():
            if low in self.spaced:
                words.update(low.split())

    def _tells_time(self, phrase: Phrase) -> bool:
        times, low = self.language.times, phrase.head.low
        return (
            low == "time"
            or low in times["weekdays"]
            or low in times["months"]
            or low in times["units"]
            or low in times["relative"]
            or low.isdigit()
        )

    def suffixes(self, lemma: str) -> tuple[str, ...]:
        """The known nouns that a compound ends with."""
        return _suffixes(self.language.code, lemma)

    def _take(self, trigger: Trigger, predicate: Predicate) -> None:
        if not trigger.needs:
            return
        for phrase in (*predicate.args, predicate.subject):
            if phrase is None:
                continue
            for part in phrase.nested():
                names = {part.lemma, part.head.low, *self.suffixes(part.lemma)}
                acts = trigger.rule.type == "RETREAT" and any(
                    t.rule.type in ("ASSAULT", "COERCE") for t in self.language.rules.nouns.get(part.lemma, ())
                )
                # "stop its shelling": the shelling stays an act of its own, which a demand to stop it presupposes
                spoken = trigger.rule.type == "REJECT" and any(
                    t.rule.type in ("ACCUSE", "REQUEST", "AGREE", "THREATEN") for t in self.language.rules.nouns.get(part.lemma, ())
                )
                # "löste die Kundgebung auf": that there was a protest is told too
                acts = acts or (trigger.rule.type in ("COERCE", "ASSAULT") and self._protests(part))
                # "died in an air strike on Y": the strike stays an act of its own
                acts = acts or trigger.rule.frame.actors == ("cause",)
                if names & set(trigger.needs) and not acts and not spoken:
                    self.taken.add(id(part.head))

    def _protests(self, part: Phrase) -> bool:
        rows = self.language.rules.nouns.get(part.lemma, ())
        return self.language.code == "de" and any(t.rule.type == "PROTEST" for t in rows)

    def theme(self, predicate: Predicate, wanted: bool = True) -> Phrase | None:
        """The thing that is given, tested, seized: the object that is not a side, or what "with" or "mit" brings."""
        options = [predicate.subject] if predicate.passive and predicate.subject is not None else []
        options += [p for p in predicate.args if p.slot == "bare"]
        options += [p for p in predicate.args if p.slot == "with"]
        if not predicate.words.isdisjoint(_ACCESS):
            # "gains access to technology": what the access is to
            options = [a for p in options if p is not None and p.lemma in _ACCESS for a in p.after] + options
        with_class = [p for p in options if p is not None and phrase_object(self.language, p) is not None]
        things = [p for p in with_class if not self._pure_side(p)]
        with_class = things or (with_class if wanted else [])
        if with_class:
            return with_class[0]
        bare = [p for p in options if p is not None and p.slot in ("bare", "") and not self._pure_side(p)]
        if not bare:
            bare = [p for p in predicate.args if p.slot == "with" and not self._pure_side(p)]
        return bare[0] if bare else None

    def _pure_side(self, phrase: Phrase) -> bool:
        return (
            bool(phrase.names)
            or bool(phrase.pronoun)
            or (bool(phrase.mods or phrase.owner) and is_class(self.language.code, phrase.lemma, "agent"))
        )

    # conditions

    def _allowed(self, rule: Rule, predicate: Predicate, noun: Phrase | None) -> bool:
        if (
            rule.preps
            and noun is None
            and not any(
                p.prep in rule.preps and (p.slot in ("to", "near", "against", "over") or (p.slot != "bare" and p.case == "a"))
                for p in predicate.args
            )
        ):
            return False
        if rule.object or rule.not_object:
            if not self._object_fits(rule, predicate, noun):
                return False
        if rule.type == "ASSAULT" and noun is None and self._by_nature(predicate):
            return False
        if rule.type == "MOBILIZE" and noun is None and self._on_the_move(predicate):
            return False
        if rule.mood and (noun is not None or predicate.mood != rule.mood or predicate.perfect or not self._announces(predicate)):
            return False
        return not rule.subject or noun is not None or self._subject_fits(rule.subject, predicate)

    def _on_the_move(self, predicate: Predicate) -> bool:
        """ "refugees crossed into B": people who flee or travel."""
        who = [] if predicate.passive or predicate.subject is None else [predicate.subject, predicate.subject.of]
        return any(self.language.classes.get(p.lemma) == "@travellers" for p in who if p is not None)

    def _by_nature(self, predicate: Predicate) -> bool:
        """ "which a flood had destroyed": no force that anybody used."""
        doers = [p for p in (predicate.slot("by") if predicate.passive else [predicate.subject]) if p is not None]
        return any(self.language.classes.get(w) == "@nature" for p in doers for w in (p.lemma, " ".join(t.low for t in p.tokens[-2:])))

    def _object_fits(self, rule: Rule, predicate: Predicate, noun: Phrase | None) -> bool:
        options = self._theme_options(predicate, noun)
        if (
            noun is None
            and options
            and all(p.pronoun for p in options if p.slot == "bare")
            and any(p.pronoun in ("thing", "plural", "person", "any") for p in options)
            and not (rule.type == "AID" and all(p.pronoun in ("plural", "person") for p in options if p.slot == "bare"))
        ):
            return True
        if rule.not_object and any(self._kinds(p) & rule.not_object for p in options):
            return False
        if not rule.object:
            return True
        if any(self._kinds(p) & rule.object for p in options):
            return True
        if noun is not None:
            compound = noun.lemma
            return bool(self._compound_kinds(noun, compound) & rule.object) or ("none" in rule.object and not options)
        # "verließ das Land eine Stunde vor Mitternacht": a time is no object
        things = [p for p in options if p.slot == "bare" and not p.names and p.pronoun != "reflexive"]
        return "none" in rule.object and all(p.lemma in self.language.times["units"] for p in things)

    def _theme_options(self, predicate: Predicate, noun: Phrase | None) -> list[Phrase]:
        if noun is not None:
            options = [noun.of, *[a for a in noun.after if a.prep in ("von", "of", "an", "mit", "with")]]
            # "Ungarns Austritt aus dem Strafgerichtshof": what is left
            options += [a for a in noun.after if a.prep == "aus" and "organisation" in self._kinds(a)]
            return [p for p in options if p is not None]
        options = [p for p in predicate.args if p.slot in ("bare", "with", "of", "iobject") and p.pronoun != "reflexive"]
        # "pulled out of OPEC": what is left
        options += [
            p
            for p in predicate.args
            if p.slot == "from" and any(self.sides.memory.kind(m.code) not in ("state", "region") for m in p.names)
        ]
        if predicate.passive and predicate.subject is not None:
            options.append(predicate.subject)
        if predicate.antecedent is not None and predicate.antecedent_role == "object":
            options.append(predicate.antecedent)
        if not predicate.words.isdisjoint(_ACCESS):
            options += [p for p in predicate.args if p.slot in ("to", "for", "of")]
            options += [a for p in predicate.args for a in p.after if a.slot in ("to", "for")]
        return [p for p in options if p is not None]

    def _kinds(self, phrase: Phrase) -> set[str]:
        kinds: set[str] = set()
        for part in phrase.parts():
            if part.of is not None and part.lemma in self.sides.quantities:
                # "two of the ministers"
                kinds |= self._kinds(part.of)
            found = phrase_object(self.language, part)
            if found is not None:
                kinds |= {found.name, found.kind}
            sided = bool(part.mods or part.names or part.owner or part.possessive)
            if (
                is_class(self.language.code, part.lemma, "agent")
                or any(m.role == "people" for m in part.names)
                or (sided and found is None and not is_class(self.language.code, part.lemma, "patient"))
            ):
                kinds.add("person")
            if part.pronoun == "person":
                kinds.add("person")
            if is_class(self.language.code, part.lemma, "agent") or any(m.role == "people" for m in part.names):
                kinds.add("people")
            if part.names and part.head.mention is not None:
                kinds.add("place")
            for mention in part.names:
                if self.sides.memory.kind(mention.code) in ("organisation", "bloc", "alliance"):
                    kinds.add("organisation")
        return kinds

    def _compound_kinds(self, noun: Phrase, lemma: str) -> set[str]:
        """What the first part of a compound names: "Waffenlieferung", "arms delivery"."""
        kinds: set[str] = set()
        for token in noun.tokens:
            if token is not noun.head and token.pos == "N":
                found = phrase_object(self.language, Phrase(0, 0, token, [token]))
                if found is not None:
                    kinds |= {found.name, found.kind}
        if self.language.code == "de":
            for cut in range(3, len(lemma) - 3):
                for stem in (lemma[:cut], lemma[: cut - 1]):
                    found = self.language.objects.get(stem)
                    if found is not None:
                        kinds |= {found.name, found.kind}
        return kinds

    def _subject_fits(self, wanted: str, predicate: Predicate) -> bool:
        """Whether the one who acts is of the kind that the rule asks for."""
        actor = predicate.subject
        if predicate.passive:
            actor = next((p for p in predicate.args if p.slot in ("by", "of")), None)
            if actor is None:
                return True
        if actor is None:
            return True
        if actor.pronoun == "relative" and predicate.antecedent is not None and self.language.code == "de":
            # "Raketen, die X treffen": what the pronoun stands for
            actor = predicate.antecedent
        if wanted == "military":
            return any(self._is_military(part) for part in actor.parts())
        for part in actor.parts():
            if wanted == "people" and self._is_force(part):
                continue
            if part.pronoun or part.names:
                if wanted in ("people", "official") and part.names and not self._is_such(part, wanted):
                    continue
                return True
            agent = is_class(self.language.code, part.lemma, "agent")
            if wanted in ("agent", "force", "people") and agent:
                return True
            if wanted == "people" and (
                any(t.low in self.sides.quantities for t in part.tokens)
                or part.head.low in self.sides.quantities
                or part.lemma.endswith(("tausend", "tausende", "hunderte"))
            ):
                return True
            if wanted == "official" and self._official(part.lemma):
                return True
        if wanted == "force":
            return phrase_object(self.language, actor) is not None
        forced = any(self._is_force(part) for part in actor.parts())
        official = self.language.code == "de" and any(part.names and not self._is_such(part, wanted) for part in actor.parts())
        return (wanted == "people" and not forced and not official and bool(self.sides.of(actor, predicate))) or wanted == "thing"

    def _is_force(self, part: Phrase) -> bool:
        """Whether a noun names police, army or coast guard, by itself or as the end of a compound."""
        forces = (*self.language.speech["forces"], *self.language.grammar["political"]["forces"])
        return part.lemma in forces or (self.language.code == "de" and part.lemma.endswith(("küstenwache", *forces)))

    def _is_military(self, part: Phrase) -> bool:
        """Whether a phrase names a force or a weapon, or an armed group."""
        kind = phrase_object(self.language, part)
        armed = any(self.sides.memory.kind(m.code) == "armed_group" for m in part.names)
        return armed or self._is_force(part) or (kind is not None and kind.kind in ("weapon", "troops", "nuclear"))

    def _is_such(self, part: Phrase, wanted: str) -> bool:
        """ "Vietnam protested" is an office's word, "Vietnamese protested" one of the people."""
        states = [m for m in part.names if m.via in ("name", "metonym", "holder") and self.sides.memory.kind(m.code) == "state"]
        people = any(m.role == "people" for m in part.names)
        agents = part.head.mention is None and is_class(self.language.code, part.lemma, "agent")
        return not people if wanted == "official" else people or agents or not states

    def _official(self, lemma: str) -> bool:
        """Whether a noun names an office or a body that speaks for a side (not police, tourists or fans)."""
        heads = self.language.speech["named_heads"]
        if lemma in self.language.offices["offices"] or (lemma in heads and lemma not in self.language.speech["forces"]):
            return True
        return self.language.code == "de" and any(
            lemma.endswith(h) for h in heads if len(h) > 5 and h not in self.language.speech["forces"]
        )

    # nouns

    def _phrases(self, predicate: Predicate) -> list[Candidate]:
        found: list[Candidate] = []
        roots = [*predicate.args]
        if predicate.subject is not None and predicate.subject is not predicate.antecedent:
            roots.append(predicate.subject)
        seen: set[int] = set()
        for root in [*roots, *predicate.before]:
            for phrase in root.nested():
                if id(phrase) in seen or phrase.coords:
                    continue
                seen.add(id(phrase))
                participle = self._participle(phrase, predicate) if len(phrase.tokens) > 1 else None
                if participle is not None:
                    found.append(participle)
                if id(phrase.head) in self.taken or phrase.head.pos != "N":
                    continue
                candidate = self._noun(phrase, root, predicate)
                if candidate is not None:
                    self.taken.add(id(phrase.head))
                    found += [] if self._cut_off(candidate) else [candidate]
        return found

    def _cut_off(self, candidate: Candidate) -> bool:
        """ "stopped gas deliveries to B": what is cut off is no help."""
        above = self.by_predicate.get(id(candidate.predicate))
        cut = above is not None and above.rule.type in ("COERCE", "SANCTION", "REJECT")
        return cut and candidate.light == "ending" and candidate.rule.type == "AID"

    def _noun(self, phrase: Phrase, root: Phrase, predicate: Predicate) -> Candidate | None:
        nouns, gerund = self.language.rules.nouns, self._gerund_rules(phrase)
        found = [rows for lemma in (phrase.lemma, *self.suffixes(phrase.lemma)) if (rows := nouns.get(lemma) or gerund)]
        if not found:
            # most nouns
            return None
        if phrase.head.capital and phrase.head.low in self.language.times["months"]:
            return None
        if phrase.lemma == "war" and phrase.prep == "of" and self.parse.tokens[max(0, phrase.start - 2)].lemma == "prisoner":
            # "prisoners of war"
            return None
        light = self._light(phrase, root, predicate)
        speech = self.language.speech
        if phrase is predicate.subject and predicate.lemma in speech["verbs"] and phrase.lemma in speech["according_nouns"]:
            # "an investigation by B found": who speaks, no act
            return None
        for rows in found:
            if len(rows) > 1 and (light in ("be", "called") or any(a.slot == "to" for a in phrase.after)):
                # "is a threat to": what somebody is comes before what somebody did
                rows = sorted(rows, key=lambda t: (-len(t.needs), t.rule.kind == "event"))
            for trigger in rows:
                if trigger.needs and not self._stands_before(trigger, phrase):
                    continue
                if trigger.rule.frame.of == "theme" or trigger.rule.object:
                    if trigger.rule.object and not self._object_fits(trigger.rule, predicate, phrase):
                        continue
                if trigger.rule.frame.inner == "absorb" and trigger.rule.type in ("THREATEN", "REQUEST", "AGREE"):
                    # "a warrant for the arrest of B": what is demanded is no second act
                    self.taken |= {id(part.head) for a in phrase.after if a.slot == "for" for part in a.parts()}
                return Candidate(trigger.rule, phrase.head, predicate, phrase, phrase.of, light=light)
        return None

    def _gerund_rules(self, phrase: Phrase) -> list[Trigger]:
        """ "the fire-bombing of a school": the rules of the verb that a noun in -ing is made of."""
        verb = phrase.head.read("V")
        if verb is None or verb.form != "g" or phrase.of is None:
            return []
        return [t for t in self.language.rules.verbs.get(verb.lemma, ()) if not t.needs and t.rule.frame.of == "object"]

    def _participle(self, phrase: Phrase, predicate: Predicate) -> Candidate | None:
        """ "two detained Norwegians": the wording presupposes the arrest."""
        for token in phrase.tokens:
            if token is phrase.head or token.mention is not None or token.pos not in ("V", "A"):
                continue
            lemmas = [r.lemma for r in token.reads if (r.pos == "V" and r.form == "n") or r.form == "part-n"]
            if self.language.code == "de" and token.index < phrase.head.index:
                lemma, form = participle(token, self.language)
                lemmas += [lemma] if form == "n" else []
            for lemma in lemmas:
                for trigger in self.language.rules.verbs.get(lemma, ()):
                    if trigger.rule.mode in ("arrest", "abduct") and not trigger.needs:
                        return Candidate(trigger.rule, token, predicate, phrase, light="participle")
        return None

    def _stands_before(self, trigger: Trigger, phrase: Phrase) -> bool:
        before = [w for t in phrase.tokens if t.index < phrase.head.index for w in (t.low, t.lemma)]
        return set(trigger.needs) <= set(before)

    def _light(self, phrase: Phrase, root: Phrase, predicate: Predicate) -> str:
        """What the verb of the clause does with the noun: act (holds, imposes), get (faces), end, deny, be, or nothing."""
        if predicate.head is None:
            return "headline" if phrase is root else ""
        inside = phrase is root or phrase in list(root.parts())
        if not inside:
            loose = root in predicate.args and not predicate.passive and predicate.lemma in self.language.grammar["light_verbs"]["active"]
            return "loose" if loose else ""
        lights = self.language.grammar["light_verbs"]
        lemma = predicate.lemma
        if root is predicate.subject and not predicate.passive and lemma in lights["occurring"]:
            return "occurring"
        if root is predicate.subject and not predicate.passive and lemma in lights.get("reaching", ()):
            return "reaching"
        if (root in predicate.args and root.slot in ("in", "from") and phrase.lemma in ("protest", "strike", "retaliation")) or (
            root.prep == "aus" and phrase.lemma == "protest"
        ):
            return "within"
        if lemma in lights["calling"] and root in predicate.args and root.slot in ("bare", "as", "with", "iobject", "for"):
            return "called"
        is_object = root in predicate.args and root.slot in ("bare", "iobject", "to", "on", "in", "for", "at", "with")
        if predicate.passive:
            is_object = root is predicate.subject
        if lemma in (
            "be",
            "sein",
            "remain",
            "bleiben",
            "become",
            "werden",
            "gelten",
            "represent",
            "constitute",
            "darstellen",
        ) or lemma in lights.get("being", ()):
            return (
                "be"
                if root is not predicate.subject and root.slot in ("bare", "as", "for", "iobject") and root.prep not in ("für", "for")
                else ""
            )
        above = self.by_predicate.get(id(predicate))
        if above is not None and above.rule.type == "ACCUSE" and root.slot == "for":
            # "machte X für den Anschlag verantwortlich"
            return ""
        for name in ("active", "receiving", "ending", "denying"):
            if lemma in lights[name] and is_object:
                return name
        return ""


@lru_cache(maxsize=20000)
def _suffixes(code: str, lemma: str) -> tuple[str, ...]:
    if code != "de" or len(lemma) < 7:
        return ()
    words = load_language(code).words
    # "Botschaft" is no "Haft", "Ausweisung" no "Weisung"
    derived = load_language(code).grammar["quantities"].get("derived", ())
    starts = range(2, len(lemma) - 3)
    return tuple(lemma[c:] for c in starts if lemma[c:] in words and lemma[:c] not in derived and not lemma[c - 2 :].startswith("schaft"))
