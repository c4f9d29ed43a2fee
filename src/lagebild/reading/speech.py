"""Who is cited: speech verbs above a claim, "according to" phrases, hearsay words; and of what kind the source is."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lagebild.model.nouns import Attribution, Source, Span
from lagebild.packs.language import Language, load_language
from lagebild.reading.cited import Cited, as_source, better, is_name, name_behind, outlet
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Parse, Phrase, Predicate, Token
from lagebild.reading.sides import Sides
from lagebild.reading.whose import Whose

# verbs that tell of an act only with some preposition ("sprach von einem Angriff", not "über einen Angriff")
_TELLING_OF = {"sprechen": ("von", "vom"), "erzählen": ("von", "vom"), "begründen": ("mit",)}
# prepositions that may stand before a noun of saying
_CITING = frozenset(("nach", "in", "by", "zu", "aus", "unter", "mit"))
_ASIDE = ("rel", "adv", "reduced", "comp")


@lru_cache(maxsize=20000)
def _is_source(word: str) -> bool:
    """Whether a German compound ends in a noun of saying ("Militärangaben")."""
    return word.endswith(tuple(load_language("de").speech["according_nouns"]))


@dataclass(slots=True)
class Speech:
    """Finds attributions in one sentence."""

    language: Language
    sides: Sides
    memory: Memory
    parse: Parse
    verbs: Container[str] = ()
    denials: Container[str] = ()
    according: list[tuple[int, Attribution]] = field(default_factory=list)
    cited: Cited = field(init=False)
    whose: Whose = field(init=False)
    known: dict[tuple[int, bool], Attribution | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        speech = self.language.speech
        self.verbs, self.denials = speech["verbs"], speech["denial"]
        self.cited = Cited(self.language, self.sides, self.memory)
        self.whose = Whose(self.language, self.sides, self.memory, self.cited)
        self.according = self._according()

    def reports(self, predicate: Predicate) -> bool:
        """Whether a predicate is one of saying or denying."""
        # "called off" says nothing
        says = (predicate.lemma in self.verbs or predicate.lemma in self.denials) and not predicate.particle
        return says or self._believes(predicate) or self._stands_for(predicate) is not None

    def goes_on(self, root: Predicate) -> bool:
        """Whether a main clause goes on with what somebody said before: in quotation marks, or in German reported speech."""
        return root.quoted or root.mood == "k"

    def told_before(self, root: Predicate) -> Attribution | None:
        """Whose words a main clause goes on with."""
        speech = self.memory.speech
        return replace(speech, speech="direct" if root.quoted else "indirect") if speech is not None else None

    def last(self) -> Attribution | None:
        """Whose words a sentence tells at its end, for one that goes on with them; None where the outlet speaks."""
        roots = [p for p in self.parse.predicates if p.parent is None and p.head is not None]
        speaking = [p for p in roots if self.reports(p) and any(c.relation in ("comp", "content") for c in p.children)]
        if speaking:
            return self.of_verb(speaking[-1], speaking[-1].quoted)
        if self.according:
            return self.according[-1][1]
        return self.memory.speech if roots and self.goes_on(roots[-1]) else None

    def _believes(self, predicate: Predicate) -> bool:
        """ "is convinced that", "holds it for likely that"."""
        words = self.language.speech["believing"]
        if predicate.adjective is not None and predicate.lemma in self.language.speech["holding"]:
            return True
        state = predicate.adjective if predicate.adjective is not None else predicate.head if predicate.passive else None
        return state is not None and state.low in words

    def _stands_for(self, predicate: Predicate) -> Phrase | None:
        """ "for Kyiv there is no doubt that", "steht für Kiew fest": for whom it is beyond doubt."""
        if self.language.speech["evident"].keys().isdisjoint(self.parse.lows):
            return None
        states = (
            predicate.adjective,
            *(t for p in (*predicate.args, predicate.subject) if p is not None for t in p.tokens),
            *predicate.tokens,
        )
        if not any(t is not None and t.low in self.language.speech["evident"] for t in states):
            return None
        return next((p for p in predicate.args if p.prep in ("for", "für") and self.sides.of(p, predicate)), None)

    def of_verb(self, predicate: Predicate, direct: bool) -> Attribution | None:
        """Return the attribution that a verb of saying makes; None where it names no speaker."""
        # every act in what is said asks anew
        key = (id(predicate), direct)
        if key not in self.known:
            self.known[key] = self._of_verb(predicate, direct)
        return self.known[key]

    def _of_verb(self, predicate: Predicate, direct: bool) -> Attribution | None:
        phrase = self._stands_for(predicate) or (self._behind(predicate.subject) if predicate.subject is not None else None)
        if predicate.passive and not self._believes(predicate):
            phrase = self._by(predicate)
            # "was confirmed in the ministry"
            phrase = phrase or next((p for p in predicate.args if p.slot in ("in", "at") and self.cited.is_office(p)), None)
            if phrase is None:
                content = any(c.relation in ("inf", "comp", "content") for c in predicate.children)
                said_to = predicate.lemma in self.language.speech["impersonal"] and content
                return Attribution("anonymous", (), "indirect") if said_to else None
        impersonal = predicate.lemma in self.language.speech["impersonal"]
        if phrase is not None and predicate.lemma == "lauten":
            # "…, lautet das Fazit der UN-Experten"
            phrase = self._behind_paper(phrase)
        paper: Phrase | None = None
        if phrase is None or phrase.head.low == "man" or (phrase.pronoun in ("none", "thing") and impersonal):
            paper = self._place_that_speaks(predicate)
            phrase = self._behind(paper) if paper is not None else None
        if phrase is None:
            return self._said_by_whoever(predicate) if impersonal else None
        speech = "direct" if direct else "indirect"
        cue = Span(predicate.head.start, predicate.head.end) if predicate.head is not None else None
        found = better(self.cited.source(phrase, predicate, speech, cue), self._relied_on(phrase, *([paper] if paper is not None else [])))
        if found is not None and found.kind in ("named", "anonymous") and not any(s.code for s in found.sources):
            found = self.whose.of(phrase, predicate, found)
        quoted = self._quoted_by(predicate)
        if quoted is not None:
            spoken = self.cited.source(quoted, predicate, speech, cue)
            nameless = spoken is not None and not any(s.code for s in spoken.sources)
            found = found if found is not None and nameless else better(found, spoken)
        return better(found, self._told(predicate, speech, cue))

    def _place_that_speaks(self, predicate: Predicate) -> Phrase | None:
        """ "hieß es in Washington", "it was said in Kyiv": the place or circle, or who stands behind the paper."""
        places = [p for p in predicate.args if p.slot in ("in", "from", "at", "of", "by")]
        known = [p for p in places if self.sides.of(p, predicate) or self.cited.heads(p.lemma, "anonymous")]
        return next(iter(known or [p for p in places if self.cited.is_body(p)]), None)

    def _said_by_whoever(self, predicate: Predicate) -> Attribution | None:
        """ "…, hieß es": whoever was cited before, or somebody."""
        told = any(c.relation in ("comp", "content") and c.head is not None for c in predicate.children)
        return (self.memory.speech or Attribution("anonymous", (), "indirect")) if told else None

    def _by(self, predicate: Predicate) -> Phrase | None:
        """By whom something is said: of two phrases ("the arrest by A was confirmed by B") the one behind the verb."""
        said_by = [p for p in predicate.args if p.slot == "by" or p.prep in ("von", "durch")]
        at = predicate.head.index if predicate.head is not None else 0
        return next((p for p in said_by if p.start > at), said_by[-1] if said_by else None)

    def _behind(self, phrase: Phrase) -> Phrase:
        """Whose paper it is ("in a report of the ministry"); an unsigned one stands for itself."""
        if not self.cited.heads(phrase.lemma, "according_nouns"):
            return phrase
        return self._behind_paper(phrase)

    def of_noun(self, noun: Phrase, predicate: Predicate, judged: bool) -> Attribution | None:
        """Who speaks of an act or a judgement that is the object of a verb ("confirmed the arrest", "sees in A a danger")."""
        words = self.language.speech
        if predicate.lemma not in (words["viewing"] if judged else words["confirming"]) and not (judged and self._believes(predicate)):
            return None
        preps = _TELLING_OF.get(predicate.lemma, ()) if not judged else ()
        if preps and not any(noun in p.nested() for p in predicate.args if p.prep in preps):
            return None
        return self.of_verb(predicate, False)

    def _quoted_by(self, predicate: Predicate) -> Phrase | None:
        """ "reported, quoting B", "quoted B as saying": whom the speaker quotes speaks."""
        quoting = self.language.speech["quoting"]
        above = [predicate.parent] if predicate.link == "as" and predicate.parent is not None else []
        for node in (*above, *(c for c in predicate.children if c.relation == "adv-ing"), predicate):
            if node.lemma not in quoting:
                continue
            if node is not predicate or any(c.link == "as" or c.relation in ("comp", "content") for c in node.children):
                return next((p for p in node.args if p.slot == "bare"), None)
        return None

    def _told(self, predicate: Predicate, speech: str, cue: Span | None) -> Attribution | None:
        """ "told Haaretz": the outlet that was told."""
        if predicate.lemma not in self.language.speech["telling"]:
            return self._printed_in(predicate, speech, cue)
        for phrase in predicate.args:
            if phrase.slot not in ("bare", "iobject", "against", "with"):
                continue
            outlets = [m for m in phrase.names if self.memory.kind(m.code) == "agency"]
            if outlets:
                return Attribution("media", tuple(as_source(m) for m in outlets), speech, cue)  # type: ignore[arg-type]
            # "told Dawn": a capital makes a noun a name
            unknown = phrase.tokens and all(t.form == "prop" or t.pos == "D" or is_name(t) for t in phrase.tokens) and not phrase.names
            if unknown:
                return Attribution("media", (outlet(phrase),), speech, cue)  # type: ignore[arg-type]
            kinds = [t.low for t in phrase.tokens if t.low in self.language.speech["media"]]
            if (kinds or self.cited.is_outlet(phrase.lemma) or phrase.lemma in self.language.speech["agencies"]) and (
                named := name_behind(phrase)
            ) is not None:
                # "told the state agency Petra"
                return Attribution("media", (named,), speech, cue)  # type: ignore[arg-type]
        return None

    def _printed_in(self, predicate: Predicate, speech: str, cue: Span | None) -> Attribution | None:
        """ "wrote in the Herald": where somebody's words stand."""
        rows = [p for p in predicate.args if p.slot in ("in", "on", "at", "to")]
        outlets = [m for p in rows for m in p.names if self.memory.kind(m.code) == "agency"]
        return Attribution("media", tuple(as_source(m) for m in outlets), speech, cue) if outlets else None  # type: ignore[arg-type]

    def _before_colon(self) -> list[tuple[int, Attribution]]:
        """ "UN report: X tortured dissidents": a headline's source before a colon."""
        if ":" not in self.parse.lows:
            return []
        colon = next((t.index for t in self.parse.tokens[:9] if t.text == ":"), 0)
        if not colon or any(p.head is not None and p.head.index < colon for p in self.parse.predicates):
            return []
        phrase = next((p for p in self.parse.phrases if p.end == colon and not p.prep), None)
        if phrase is None or not (self.cited.heads(phrase.lemma, "named_heads", "reports", "anonymous") or phrase.names):
            return []
        attribution = self.cited.source(phrase, None, "indirect", Span(phrase.head.start, phrase.head.end))
        return [(phrase.start, attribution)] if attribution is not None else []

    def _according(self) -> list[tuple[int, Attribution]]:
        """ "according to X", "laut X", "nach Angaben des X", "in the words of X"."""
        found = self._before_colon()
        nouns = self.language.speech["according_nouns"]
        emerging, german = self._emerging(), self.language.code == "de"
        for phrase in self.parse.phrases:
            if phrase.slot != "according" and phrase.prep not in _CITING and id(phrase) not in emerging:
                # most phrases
                continue
            source: Phrase | None = None
            lemma, low = phrase.lemma, phrase.head.low
            is_noun = lemma in nouns or low in nouns or (german and (_is_source(lemma) or _is_source(low)))
            if phrase.slot == "according" and (phrase.prep != "per" or phrase.names):
                # "captives per side": a rate cites nobody
                source = phrase
                by = next((a for a in (*phrase.after, *phrase.farther) if a.slot == "by" and a.names), None)
                if by is not None and not phrase.names and not phrase.mods:
                    source = by
                if is_noun and (phrase.of is not None or phrase.owner is not None or phrase.after):
                    source = (
                        phrase.of
                        or phrase.owner
                        or next((a for a in (*phrase.after, *phrase.farther) if a.prep in ("von", "vom", "by", "from", "aus")), phrase)
                    )
            elif (
                is_noun
                and phrase.prep in ("nach", "in", "by", "zu", "aus")
                and (
                    (self.language.code == "de" and phrase.prep == "nach")
                    or (phrase.prep in ("in", "aus", "by") and (phrase.of is not None or phrase.owner is not None))
                )
            ):
                source = (
                    phrase.of
                    or phrase.owner
                    or next((a for a in (*phrase.after, *phrase.farther) if a.prep in ("von", "vom", "aus")), None)
                    or phrase
                )
            elif phrase.lemma in ("berufung", "verweis", "hinweis") and phrase.prep in ("unter", "mit"):
                # "unter Berufung auf das Ministerium"
                source = next((a for a in (*phrase.after, *phrase.farther) if a.prep == "auf"), None)
            elif id(phrase) in emerging:
                source = (
                    phrase if self.cited.heads(phrase.lemma, "anonymous", "named_heads") or phrase.names else self._behind_paper(phrase)
                )
            if source is None:
                continue
            phrase.slot = "according"
            cue = Span(phrase.head.start, phrase.head.end)
            attribution = self._own_words(phrase, source, cue) or self.cited.source(source, None, "indirect", cue)
            if attribution is not None and attribution.kind in ("named", "anonymous") and not any(s.code for s in attribution.sources):
                attribution = self._of_the_clause(phrase, source, attribution)
            if attribution is None and is_noun:
                mods = [m for m in phrase.mods if m.code]
                attribution = Attribution("anonymous", tuple(as_source(m) for m in mods), "indirect", cue)
            attribution = better(attribution, self._relied_on(phrase, source))
            if attribution is not None:
                found.append((phrase.start, attribution))
        return found

    def _emerging(self) -> set[int]:
        """ "wie aus einem Schreiben hervorgeht": out of what something is known."""
        verbs = self.language.speech["emerging"]
        return {id(p) for node in self.parse.predicates if node.lemma in verbs for p in node.args if p.slot == "from"}

    def _behind_paper(self, phrase: Phrase) -> Phrase:
        """Whose paper of any kind it is; an unsigned one stands for itself."""
        authors = [phrase.of, phrase.owner, *(a for a in phrase.after if a.prep in ("von", "vom", "aus", "by", "from"))]
        return next((a for a in authors if a is not None), phrase)

    def _own_words(self, phrase: Phrase, source: Phrase, cue: Span) -> Attribution | None:
        """ "nach eigenen Angaben", "nach Militärangaben": who acts says so himself, or an office of the state that acts."""
        if source is not phrase:
            return None
        words = self.language.speech
        if any(t.lemma in words["own"] or t.low in words["own"] for t in phrase.tokens):
            owner = self._owner(phrase.start)
            subject = owner.subject if owner is not None else None
            return self.cited.source(subject, owner, "indirect", cue) if subject is not None and not subject.pronoun else None
        office = self.language.code == "de" and phrase.lemma.startswith(tuple(words["offices_before"])) and not phrase.mods
        return Attribution("named", (Source(phrase.head.text),), "indirect", cue) if office else None

    def _of_the_clause(self, phrase: Phrase, source: Phrase, found: Attribution) -> Attribution:
        """ "nach Angaben der Polizei": an office without a state is that of the state that acts, a local one that of the place."""
        owner = self._owner(phrase.start)
        if owner is None or source.names or self.cited.person(source):
            return found
        local = source.lemma.startswith(tuple(self.language.speech["local"])) or any(
            t.low in self.language.speech["local"] for t in source.tokens
        )
        if found.kind == "anonymous" and not local:
            return found
        acting = [m for m in self.sides.of(owner.subject, owner) if self.memory.kind(m.code) == "state"] if not owner.passive else []
        if not acting and owner.subject is not None and self.cited.is_outlet(owner.subject.lemma):
            # "der norwegische Rundfunk unter Berufung auf die Polizei"
            acting = [m for m in owner.subject.mods if self.memory.kind(m.code) == "state"]
        places = [p for slots in (("in", "near"), ("on", "bare")) for p in owner.args if p.slot in slots]
        rows = [sides for p in places if (sides := [m for m in self.sides.of(p, owner) if self.memory.kind(m.code) == "state"])]
        found_at = rows[0] if rows else []
        sides = ((found_at or acting) if local else (acting or found_at)) or self._only_state()
        return replace(found, sources=(as_source(sides[0]),)) if len(sides) == 1 else found

    def _only_state(self) -> list[Mention]:
        """The state of a sentence that names a single one."""
        states = {m.code: m for m in self.sides.around if self.memory.kind(m.code) == "state"}
        return list(states.values()) if len(states) == 1 else []

    def in_reach(self, start: int, path: list[Predicate]) -> bool:
        """Whether a phrase that cites somebody speaks of a clause too: not from an aside, nor from a main clause of another subject."""
        owner = self._owner(start)
        if self.language.code == "de" and self.parse.tokens[max(0, start - 1)].low == "darunter":
            # "…, darunter laut A auch B": only what is added
            return False
        if owner is None or start == 0 or any(owner is n for n in path):
            return True
        if owner.relation in _ASIDE and not self._closes(start):
            # "wie aus einem Bericht hervorgeht"
            return owner.sub in self.language.grammar["conjunctions"].get("quoting", ())
        root = path[-1]
        apart = root.relation == owner.relation == "root" and root.subject is not None and root.subject is not owner.subject
        return not apart or owner.subject is None

    def _closes(self, start: int) -> bool:
        """ "…, which lies in the south, according to B.": set off at the end, it speaks of the whole sentence."""
        tokens, phrase = self.parse.tokens, next((p for p in self.parse.phrases if p.start == start), None)
        before = next((t for t in reversed(tokens[max(0, start - 2) : start]) if t.pos != "P"), None)
        ends = phrase is not None and all(t.pos in (".", "Q", ",") for t in tokens[phrase.end :])
        return ends and before is not None and before.text == ","

    def _owner(self, start: int) -> Predicate | None:
        """The clause that the phrase beginning at a place stands in."""
        return next((n for n in self.parse.predicates if n.head is not None and any(p.start == start for p in n.args)), None)

    def _relied_on(self, *phrases: Phrase) -> Attribution | None:
        """ "officials quoted by X", "Diplomaten, auf die sich X beruft": who passes on what the unnamed say."""
        for predicate in self.parse.predicates:
            seen = predicate.lemma in self.language.speech["seeing"] and (predicate.passive or self.language.code == "de")
            if predicate.antecedent in phrases and (seen or predicate.lemma in self.language.speech["relying"]):
                speaker = self._by(predicate) if predicate.passive else predicate.subject
                if speaker is not None and speaker.pronoun == "relative":
                    # "APA, die sich auf das Ministerium beruft": it is the other one who is relied on
                    speaker = next((p for p in predicate.args if p.slot in ("on", "bare", "iobject") and p.pronoun != "reflexive"), None)
                cue = Span(predicate.head.start, predicate.head.end) if predicate.head is not None else None
                found = self.cited.source(speaker, predicate, "indirect", cue) if speaker is not None else None
                return found if not seen or (found is not None and found.kind == "media") else None
        return None

    def hearsay(self, tokens: list[Token]) -> Attribution | None:
        """ "reportedly", "angeblich": somebody says so, nobody says who."""
        adverbs = self.language.speech["hearsay_adverbs"]
        for token in tokens:
            if token.low in adverbs:
                return Attribution("anonymous", (), "indirect", Span(token.start, token.end))
        return None
