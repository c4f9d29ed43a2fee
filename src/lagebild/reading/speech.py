"""Who is cited: speech verbs above a claim, "according to" phrases, hearsay words; and of what kind the source is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lagebild.model.nouns import Attribution, Source, Span
from lagebild.packs.language import Language, load_language
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Parse, Phrase, Predicate, Token
from lagebild.reading.sides import Sides, is_class

Cited = tuple[str, list[Source]]
_ORDER = {"named": 0, "media": 1, "anonymous": 2, "none": 3}


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
    known: dict[tuple[int, bool], Attribution | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        speech = self.language.speech
        self.verbs, self.denials = speech["verbs"], speech["denial"]
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
            phrase = phrase or next((p for p in predicate.args if p.slot in ("in", "at") and self._is_office(p)), None)
            if phrase is None:
                content = any(c.relation in ("inf", "comp", "content") for c in predicate.children)
                said_to = predicate.lemma in self.language.speech["impersonal"] and content
                return Attribution("anonymous", (), "indirect") if said_to else None
        if phrase is None or (phrase.pronoun in ("none", "thing") and predicate.lemma in self.language.speech["impersonal"]):
            # "hieß es in Washington", "it was said in Kyiv": the place or circle speaks
            phrase = next(
                (
                    p
                    for p in predicate.args
                    if p.slot in ("in", "from", "at", "of", "by") and (self.sides.of(p, predicate) or self._heads(p.lemma, "anonymous"))
                ),
                None,
            )
            phrase = self._behind(phrase) if phrase is not None else None
        if phrase is None:
            return None
        speech = "direct" if direct else "indirect"
        cue = Span(predicate.head.start, predicate.head.end) if predicate.head is not None else None
        found = better(self.source(phrase, predicate, speech, cue), self._relied_on(phrase))
        if found is not None and found.kind == "named" and not any(s.code for s in found.sources):
            found = self._own_office(phrase, predicate, found)
        quoted = self._quoted_by(predicate)
        if quoted is not None:
            spoken = self.source(quoted, predicate, speech, cue)
            nameless = spoken is not None and not any(s.code for s in spoken.sources)
            found = found if found is not None and nameless else better(found, spoken)
        return better(found, self._told(predicate, speech, cue))

    def _by(self, predicate: Predicate) -> Phrase | None:
        """By whom something is said: of two phrases ("the arrest by A was confirmed by B") the one behind the verb."""
        said_by = [p for p in predicate.args if p.slot == "by" or p.prep in ("von", "durch")]
        at = predicate.head.index if predicate.head is not None else 0
        return next((p for p in said_by if p.start > at), said_by[-1] if said_by else None)

    def _behind(self, phrase: Phrase) -> Phrase:
        """Whose paper it is ("in a report of the ministry"); an unsigned one stands for itself."""
        if not self._heads(phrase.lemma, "according_nouns"):
            return phrase
        authors = [phrase.of, phrase.owner, *(a for a in phrase.after if a.slot in ("of", "by", "from"))]
        return next((a for a in authors if a is not None), phrase)

    def of_noun(self, noun: Phrase, predicate: Predicate, judged: bool) -> Attribution | None:
        """Who speaks of an act or a judgement that is the object of a verb ("confirmed the arrest", "sees in A a danger")."""
        words = self.language.speech
        if predicate.lemma not in (words["viewing"] if judged else words["confirming"]) and not (judged and self._believes(predicate)):
            return None
        return self.of_verb(predicate, False)

    def _quoted_by(self, predicate: Predicate) -> Phrase | None:
        """ "reported, quoting B", "quoted B as saying": whom the speaker quotes speaks."""
        quoting = self.language.speech["quoting"]
        above = [predicate.parent] if predicate.link == "as" and predicate.parent is not None else []
        for node in (*above, *(c for c in predicate.children if c.relation == "adv-ing"), predicate):
            with_words = any(c.link == "as" or c.relation in ("comp", "content") for c in node.children)
            if node.lemma in quoting and (node is not predicate or with_words):
                return next((p for p in node.args if p.slot == "bare"), None)
        return None

    def _own_office(self, phrase: Phrase, predicate: Predicate, found: Attribution) -> Attribution:
        """ "…, the ministry said": an office without a state is that of the state spoken of first; a local one that of the place."""
        if not self._is_office(phrase) or self._person(phrase) or phrase.names:
            return found
        local = any(t.low in self.language.speech["local"] or t.lemma in self.language.speech["local"] for t in phrase.tokens)
        for child in predicate.children:
            if child.relation not in ("content", "comp") or child.start >= predicate.start:
                continue
            sides = self._where(child) if local else []
            sides = sides or [m for m in self.sides.of(child.subject, child) if self.memory.kind(m.code) == "state"]
            if len(sides) == 1:
                return Attribution("named", (_source(sides[0]),), found.speech, found.cue)
        return found

    def _where(self, predicate: Predicate) -> list[Mention]:
        """The state of the place that a clause names last, of its objects where it names none."""
        args = [p for slots in (("in", "at", "near"), ("bare", "against", "on")) for p in predicate.args if p.slot in slots]
        rows = [sides for p in args if (sides := [m for m in self.sides.of(p, predicate) if self.memory.kind(m.code) == "state"])]
        return rows[0] if rows else []

    def _told(self, predicate: Predicate, speech: str, cue: Span | None) -> Attribution | None:
        """ "told Haaretz": the outlet that was told."""
        if predicate.lemma not in self.language.speech["telling"]:
            return self._printed_in(predicate, speech, cue)
        for phrase in predicate.args:
            if phrase.slot not in ("bare", "iobject", "against", "with"):
                continue
            outlets = [m for m in phrase.names if self.memory.kind(m.code) == "agency"]
            if outlets:
                return Attribution("media", tuple(_source(m) for m in outlets), speech, cue)  # type: ignore[arg-type]
            # "told Dawn": a capital makes a noun a name
            unknown = phrase.tokens and all(t.form == "prop" or t.pos == "D" or _is_name(t) for t in phrase.tokens) and not phrase.names
            if unknown:
                return Attribution("media", (_outlet(phrase),), speech, cue)  # type: ignore[arg-type]
            if (self._is_outlet(phrase.lemma) or phrase.lemma in self.language.speech["agencies"]) and (
                named := _name_behind(phrase)
            ) is not None:
                # "told the state agency Petra"
                return Attribution("media", (named,), speech, cue)  # type: ignore[arg-type]
        return None

    def _printed_in(self, predicate: Predicate, speech: str, cue: Span | None) -> Attribution | None:
        """ "wrote in the Herald": where somebody's words stand."""
        rows = [p for p in predicate.args if p.slot in ("in", "on", "at", "to")]
        outlets = [m for p in rows for m in p.names if self.memory.kind(m.code) == "agency"]
        return Attribution("media", tuple(_source(m) for m in outlets), speech, cue) if outlets else None  # type: ignore[arg-type]

    def source(self, phrase: Phrase, predicate: Predicate | None, speech: str, cue: Span | None) -> Attribution | None:
        """Classify who a phrase cites."""
        rows = [row for part in phrase.parts() if (row := self._single(part, predicate)) is not None]
        if not rows:
            return None
        kind = min((k for k, _ in rows), key=lambda k: _ORDER[k])
        sources: list[Source] = []
        for row_kind, found in rows:
            if row_kind == kind:
                sources += [s for s in found if s not in sources]
        return Attribution(kind, tuple(sources), speech, cue)  # type: ignore[arg-type]

    def _single(self, phrase: Phrase, predicate: Predicate | None) -> Cited | None:
        """Classify who one phrase cites: a pronoun, a name, an outlet, unnamed people or an office, in this order."""
        if phrase.negative or phrase.head.low in self.language.speech["nobody"]:
            return None
        mentions = self.sides.of(phrase, predicate)
        if phrase.pronoun:
            return self._cited_pronoun(phrase, mentions)
        speaks_for_nobody = any(m.via in ("former", "elect") or not m.code for m in phrase.names)
        if speaks_for_nobody or (phrase.former and phrase.names):
            return "named", [Source(_name(phrase), start=phrase.names[0].start, end=phrase.names[0].end)]
        outlets = self._outlets(phrase, mentions)
        if outlets:
            return "media", [_source(m) for m in outlets]
        anonymous = self._anonymous(phrase)
        if not anonymous and any(m.via in ("name", "metonym", "holder", "city") for m in phrase.names):
            return "named", [_source(m) for m in mentions]
        if self._is_unknown_outlet(phrase) or self._reports_the_news(phrase, predicate):
            return "media", [_outlet(phrase)]
        if anonymous:
            return self._cited_unnamed(phrase, predicate, mentions)
        initials = self._initials(phrase)
        if initials is not None:
            return "named", [initials]
        person = self._person(phrase)
        if person:
            return "named", [_source(m) for m in mentions] or [self._institution(phrase) or Source(person)]
        if self._is_outlet(phrase.lemma):
            return "media", [Source(_name(phrase))]
        return self._cited_office(phrase, mentions)

    def _initials(self, phrase: Phrase) -> Source | None:
        """ "das CSIS": capitals that the registry does not know, or not for sure, are a body's own name."""
        words = [t for t in phrase.tokens if 1 < len(t.text) < 8 and t.text.isupper() and t.text.isalpha() and not t.loud and not t.mention]
        return Source(words[0].text, words[0].text, words[0].start, words[0].end, "name") if len(words) == 1 and not phrase.sided else None

    def _institution(self, phrase: Phrase) -> Source | None:
        """ "the Andean Peace Institute": an unknown name with a word for a body in it."""
        bodies = self.language.speech["bodies"]
        return _outlet(phrase) if any(t.capital and t.low in bodies for t in phrase.tokens) and not phrase.sided else None

    def _cited_pronoun(self, phrase: Phrase, mentions: list[Mention]) -> Cited | None:
        if phrase.pronoun == "none":
            return None
        if not mentions and phrase.pronoun == "person" and self.memory.speaker_name:
            return "named", [Source(self.memory.speaker_name)]
        return ("named", [_source(m) for m in mentions]) if mentions else None

    def _outlets(self, phrase: Phrase, mentions: list[Mention]) -> list[Mention]:
        """The known outlets that a phrase names or that its people work for."""
        employers = [m for a in (*phrase.after, *phrase.farther) if a.slot in ("at", "of", "from", "with", "in") for m in a.names]
        return [m for m in (*mentions, *employers) if self.memory.kind(m.code) == "agency"]

    def _is_unknown_outlet(self, phrase: Phrase) -> bool:
        """ "the Daily Herald": an unknown name with a word for media or a title of papers in it."""
        words, tokens = self.language.speech, phrase.tokens
        if phrase.mods or phrase.names or not any(t.form == "prop" for t in tokens):
            return False
        return any(w in words["media"] or w in words["titles"] for t in tokens for w in t.low.split())

    def _reports_the_news(self, phrase: Phrase, predicate: Predicate | None) -> bool:
        """ "Nikkei reported": one unknown name with a verb of news."""
        if predicate is None or predicate.subject is not phrase or predicate.lemma not in self.language.speech["newsgiving"]:
            return False
        if self.language.code == "de":
            # "die Andenpost": a compound that ends like an outlet's name
            titles = _endings(tuple(self.language.speech["titles"]), 3)
            return not phrase.sided and not phrase.lemma.startswith(titles) and phrase.head.low.endswith(titles)
        unknown = [t for t in phrase.tokens if t.form == "prop" and t.mention is None]
        return len(unknown) == 1 and all(t.pos == "D" or t in unknown for t in phrase.tokens)

    def _cited_unnamed(self, phrase: Phrase, predicate: Predicate | None, mentions: list[Mention]) -> Cited:
        """ "officials in Suva", "intelligence sources": unnamed people, with the state they speak for where the words tell it."""
        stateless = self._heads(phrase.lemma, "stateless")
        if phrase.former:
            mentions = [m for a in (*phrase.after, *phrase.farther) if a.slot in ("in", "from", "of") for m in self.sides.of(a, predicate)]
        if stateless and phrase.owner is None and not phrase.mods:
            # "sources in the Lebanese presidency" speak for it, "sources in Beirut" for nobody
            inside = [a for a in (*phrase.after, *phrase.farther) if a.slot in ("in", "at", "from") and self._is_office(a)]
            mentions = [m for a in inside for m in self.sides.of(a, predicate)]
        if not mentions and predicate is not None and not stateless:
            # "In Suva, officials suspect …"
            mentions = [m for a in predicate.args if a.slot == "in" and a.end <= phrase.start for m in a.names]
        if self._is_outlet(phrase.lemma):
            return "media", [Source(phrase.head.text)]
        return "anonymous", [_source(m) for m in mentions if self.memory.kind(m.code) != "region"]

    def _cited_office(self, phrase: Phrase, mentions: list[Mention]) -> Cited | None:
        office = self._is_office(phrase)
        agent = is_class(self.language.code, phrase.lemma, "agent")
        if mentions:
            unnamed = agent and not office and self._indefinite(phrase)
            return "anonymous" if unnamed else "named", [_source(m) for m in mentions]
        if office:
            return "named", [Source(_name(phrase))]
        return ("anonymous", []) if agent else None

    def _is_office(self, phrase: Phrase) -> bool:
        serves = phrase.owner is not None and phrase.number == "s" and phrase.lemma in self.language.speech["serving"]
        return serves or phrase.lemma in self.language.offices["offices"] or self._heads(phrase.lemma, "named_heads", "bodies")

    def _anonymous(self, phrase: Phrase) -> bool:
        """Unnamed people: officials, diplomats, sources, or an office without article ("a minister")."""
        words = self.language.speech
        if self._person(phrase):
            return False
        if phrase.lemma in words["anonymous"] and phrase.lemma in words["named_heads"]:
            # "Eritrea's envoy" is an office, "an envoy" and "envoys" are somebody
            return self._indefinite(phrase) or (phrase.number == "p" and phrase.owner is None)
        if phrase.number == "s" and phrase.owner is not None and phrase.lemma in words["serving"]:
            # "the prime minister's adviser": there is one
            return False
        if self._heads(phrase.lemma, "anonymous") and phrase.lemma not in self.language.offices["offices"]:
            inside = [m for p in phrase.nested() for m in (*p.names, *p.mods)]
            inside += [m for a in (*phrase.after, *phrase.farther) if a.slot in ("at", "from", "of", "with") for m in a.names]
            return not any(self.memory.kind(m.code) in ("institute", "ngo") for m in inside) and not self._institution_report(
                phrase, inside
            )
        spokesman = phrase.lemma in self.language.offices["offices"] or self._heads(phrase.lemma, "speaking", "bodies")
        return self._indefinite(phrase) and not spokesman and (not phrase.names or phrase.lemma in self.language.speech["persons"])

    def _institution_report(self, phrase: Phrase, inside: list[Mention]) -> bool:
        """ "a UN report": a document of an organisation cites the organisation."""
        return self._heads(phrase.lemma, "reports") and any(
            self.memory.kind(m.code) in ("organisation", "bloc", "alliance", "ngo", "institute") for m in inside
        )

    def _heads(self, lemma: str, *lists: str) -> bool:
        """Whether a noun, or the last part of a German compound, stands in one of the pack's lists."""
        return any(_in_list(self.language.code, lemma, name) for name in lists)

    def _indefinite(self, phrase: Phrase) -> bool:
        first = phrase.tokens[0].low if phrase.tokens else ""
        plural = (
            phrase.number == "p"
            and phrase.owner is None
            and not any(t.pos == "D" for t in phrase.tokens)
            and phrase.lemma in self.language.speech["persons"]
        )
        return plural or (first in self.language.grammar["determiners"]["indefinite"] and phrase.owner is None)

    def _person(self, phrase: Phrase) -> str:
        """A person's name after an office or by itself: unknown capitalised words."""
        unknown = [t for t in phrase.tokens if t.form == "prop" and t.capital and t.pos == "N" and t.mention is None and not t.mods]
        return (
            " ".join(t.text for t in unknown)
            if len(unknown) > 1 or (unknown and len(phrase.tokens) > 1 and self.language.code == "en")
            else ""
        )

    def _is_outlet(self, lemma: str) -> bool:
        return self._heads(lemma, "media")

    def _before_colon(self) -> list[tuple[int, Attribution]]:
        """ "UN report: X tortured dissidents": a headline's source before a colon."""
        colon = next((t.index for t in self.parse.tokens[:9] if t.text == ":"), 0)
        if not colon or any(p.head is not None and p.head.index < colon for p in self.parse.predicates):
            return []
        phrase = next((p for p in self.parse.phrases if p.end == colon and not p.prep), None)
        if phrase is None or not (self._heads(phrase.lemma, "named_heads", "reports", "anonymous") or phrase.names):
            return []
        attribution = self.source(phrase, None, "indirect", Span(phrase.head.start, phrase.head.end))
        return [(phrase.start, attribution)] if attribution is not None else []

    def _according(self) -> list[tuple[int, Attribution]]:
        """ "according to X", "laut X", "nach Angaben des X", "in the words of X"."""
        found = self._before_colon()
        nouns = self.language.speech["according_nouns"]
        endings, german = tuple(nouns), self.language.code == "de"
        for phrase in self.parse.phrases:
            source: Phrase | None = None
            lemma, low = phrase.lemma, phrase.head.low
            is_noun = lemma in nouns or low in nouns or (german and (lemma.endswith(endings) or low.endswith(endings)))
            if phrase.slot == "according":
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
                    or (phrase.prep in ("in", "aus") and (phrase.of is not None or phrase.owner is not None))
                )
            ):
                source = (
                    phrase.of
                    or phrase.owner
                    or next((a for a in (*phrase.after, *phrase.farther) if a.prep in ("von", "vom", "aus")), None)
                    or phrase
                )
            if source is None:
                continue
            phrase.slot = "according"
            cue = Span(phrase.head.start, phrase.head.end)
            attribution = self.source(source, None, "indirect", cue)
            if attribution is None and is_noun:
                mods = [m for m in phrase.mods if m.code]
                attribution = Attribution("anonymous", tuple(_source(m) for m in mods), "indirect", cue)
            attribution = better(attribution, self._relied_on(phrase, source))
            if attribution is not None:
                found.append((phrase.start, attribution))
        return found

    def _relied_on(self, *phrases: Phrase) -> Attribution | None:
        """ "officials quoted by X", "Diplomaten, auf die sich X beruft": who passes on what the unnamed say."""
        for predicate in self.parse.predicates:
            if predicate.antecedent in phrases and predicate.lemma in self.language.speech["relying"]:
                speaker = self._by(predicate) if predicate.passive else predicate.subject
                if speaker is not None and speaker.pronoun == "relative":
                    # "APA, die sich auf das Ministerium beruft": it is the other one who is relied on
                    speaker = next((p for p in predicate.args if p.slot in ("on", "bare") and p.pronoun != "reflexive"), None)
                cue = Span(predicate.head.start, predicate.head.end) if predicate.head is not None else None
                return self.source(speaker, predicate, "indirect", cue) if speaker is not None else None
        return None

    def hearsay(self, tokens: list[Token]) -> Attribution | None:
        """ "reportedly", "angeblich": somebody says so, nobody says who."""
        for token in tokens:
            if token.low in self.language.speech["hearsay_adverbs"]:
                return Attribution("anonymous", (), "indirect", Span(token.start, token.end))
        return None


def _name_behind(phrase: Phrase) -> Source | None:
    """The unknown name that follows an outlet's kind in a phrase."""
    words = [t for t in phrase.tokens if t.form == "prop" and t.mention is None]
    if not words:
        return None
    return _outlet(Phrase(words[0].index, words[-1].index + 1, words[-1], words))


def _is_name(token: Token) -> bool:
    return token.capital and token.pos == "N" and not token.mods and not any("f" in r.form or "m" in r.form for r in token.reads)


@lru_cache(maxsize=20000)
def _in_list(code: str, lemma: str, name: str) -> bool:
    words = load_language(code).speech[name]
    return lemma in words or (code == "de" and len(lemma) > 6 and lemma.endswith(_endings(tuple(words))))


@lru_cache(maxsize=64)
def _endings(words: tuple[str, ...], least: int = 5) -> tuple[str, ...]:
    """The words long enough to be told at the end of a compound."""
    return tuple(w for w in words if len(w) >= least)


def _source(mention: Mention) -> Source:
    return Source(
        mention.holder if mention.via in ("holder", "former", "elect") and mention.holder else mention.name,
        mention.code,
        mention.start,
        mention.end,
        mention.via,
    )


def _outlet(phrase: Phrase) -> Source:
    """An outlet that the registry does not know: its code is its name in capitals (guidelines, section 4)."""
    words = [t for t in phrase.tokens if t.pos != "D"]
    if len(words) > 1 and words[0].form != "prop" and words[-1].form == "prop" and words[0].form[:1] in "mfn":
        # "die Zeitung X": what it is is no part of its name
        words = [t for t in words if t.form == "prop"]
    name = " ".join(t.text for t in words)
    code = re.sub(r"[^A-Z0-9]+", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()).strip("_")
    return Source(name, code, words[0].start, words[-1].end, "name") if words and code else Source(name)


def _name(phrase: Phrase) -> str:
    names = [m.holder or m.name for m in phrase.names]
    unknown = [t.text for t in phrase.tokens if t.form == "prop" and t.mention is None]
    return " ".join(names or unknown) or " ".join(t.text for t in phrase.tokens if t.pos not in ("D",))


def better(first: Attribution | None, second: Attribution | None) -> Attribution | None:
    """Of two in a chain a named speaker wins, then an outlet, then anonymous ones (guidelines, section 4)."""
    if first is None or second is None:
        return first or second
    return first if _ORDER[first.kind] <= _ORDER[second.kind] else second
