"""Who a phrase cites and of what kind the source is: a name, an outlet, unnamed people, an office."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lagebild.model.nouns import Attribution, Source, Span
from lagebild.packs.language import Language, load_language
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Phrase, Predicate, Token
from lagebild.reading.sides import Sides, is_class

Row = tuple[str, list[Source]]
_ORDER = {"named": 0, "media": 1, "anonymous": 2, "none": 3}


@dataclass(slots=True)
class Cited:
    """Classifies sources in one sentence."""

    language: Language
    sides: Sides
    memory: Memory

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

    def _single(self, phrase: Phrase, predicate: Predicate | None) -> Row | None:
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
            return "media", [as_source(m) for m in outlets]
        anonymous = self._anonymous(phrase)
        if not anonymous and any(m.via in ("name", "metonym", "holder", "city") for m in phrase.names):
            return "named", [as_source(m) for m in mentions]
        if self._is_unknown_outlet(phrase) or self._reports_the_news(phrase, predicate):
            return "media", [outlet(phrase)]
        if anonymous:
            return self._cited_unnamed(phrase, predicate, mentions)
        initials = self._initials(phrase)
        if initials is not None:
            return "named", [initials]
        person = self.person(phrase)
        if person:
            return "named", [as_source(m) for m in mentions] or [self._institution(phrase) or Source(person)]
        if self.is_outlet(phrase.lemma):
            return "media", [Source(_name(phrase))]
        return self._cited_office(phrase, mentions)

    def _initials(self, phrase: Phrase) -> Source | None:
        """ "das CSIS": capitals that the registry does not know, or not for sure, are a body's own name."""
        words = [t for t in phrase.tokens if 1 < len(t.text) < 8 and t.text.isupper() and t.text.isalpha() and not t.loud and not t.mention]
        return Source(words[0].text, words[0].text, words[0].start, words[0].end, "name") if len(words) == 1 and not phrase.sided else None

    def _institution(self, phrase: Phrase) -> Source | None:
        """ "the Andean Peace Institute": an unknown name with a word for a body in it."""
        bodies = self.language.speech["bodies"]
        return outlet(phrase) if any(t.capital and t.low in bodies for t in phrase.tokens) and not phrase.sided else None

    def _cited_pronoun(self, phrase: Phrase, mentions: list[Mention]) -> Row | None:
        if phrase.pronoun == "none":
            return None
        if not mentions and phrase.pronoun == "person" and self.memory.speaker_name:
            return "named", [Source(self.memory.speaker_name)]
        return ("named", [as_source(m) for m in mentions]) if mentions else None

    def _outlets(self, phrase: Phrase, mentions: list[Mention]) -> list[Mention]:
        """The known outlets that a phrase names or that its people work for."""
        employers = [m for a in (*phrase.after, *phrase.farther) if a.slot in ("at", "of", "from", "with", "in") for m in a.names]
        return [m for m in (*mentions, *employers) if self.memory.kind(m.code) == "agency"]

    def _is_unknown_outlet(self, phrase: Phrase) -> bool:
        """ "the Daily Herald": an unknown name with a word for media or a title of papers in it."""
        words, tokens = self.language.speech, phrase.tokens
        if phrase.mods or phrase.names or not any(named(t) for t in tokens):
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

    def _cited_unnamed(self, phrase: Phrase, predicate: Predicate | None, mentions: list[Mention]) -> Row:
        """ "officials in Suva", "intelligence sources": unnamed people, with the state they speak for where the words tell it."""
        stateless = self.heads(phrase.lemma, "stateless")
        if phrase.former:
            mentions = [m for a in (*phrase.after, *phrase.farther) if a.slot in ("in", "from", "of") for m in self.sides.of(a, predicate)]
        if stateless and phrase.owner is None and not phrase.mods:
            # "sources in the Lebanese presidency" speak for it, "sources in Beirut" for nobody
            inside = [a for a in (*phrase.after, *phrase.farther) if a.slot in ("in", "at", "from") and self.is_office(a)]
            mentions = [m for a in inside for m in self.sides.of(a, predicate)]
        if not mentions and predicate is not None and not stateless:
            # "In Suva, officials suspect …"
            mentions = [m for a in predicate.args if a.slot == "in" and a.end <= phrase.start for m in a.names]
        if self.is_outlet(phrase.lemma):
            return "media", [Source(phrase.head.text)]
        return "anonymous", [as_source(m) for m in mentions if self.memory.kind(m.code) != "region"]

    def _cited_office(self, phrase: Phrase, mentions: list[Mention]) -> Row | None:
        office = self.is_office(phrase)
        agent = is_class(self.language.code, phrase.lemma, "agent")
        if not phrase.mods:
            # "the minister in the Caribbean": where he stands
            mentions = [m for m in mentions if not (office and self.memory.kind(m.code) == "region")]
        if mentions and phrase.number == "p" and all(self.memory.kind(m.code) == "region" for m in mentions):
            # "western intelligence services"
            return "anonymous", []
        if mentions:
            unnamed = agent and not office and self._indefinite(phrase)
            return "anonymous" if unnamed else "named", [as_source(m) for m in mentions]
        if phrase.head.low == "media" or (phrase.lemma in self.language.speech["societies"] and self._indefinite(phrase)):
            # "local media", "rights groups"
            return "anonymous", []
        if office:
            return "named", [Source(_name(phrase))]
        return ("anonymous", []) if agent else None

    def is_office(self, phrase: Phrase) -> bool:
        """Whether a phrase names an office, a body, or the one who serves somebody named."""
        serves = phrase.owner is not None and phrase.number == "s" and phrase.lemma in self.language.speech["serving"]
        return serves or phrase.lemma in self.language.offices["offices"] or self.heads(phrase.lemma, "named_heads", "bodies")

    def _anonymous(self, phrase: Phrase) -> bool:
        """Unnamed people: officials, diplomats, sources, or an office without article ("a minister")."""
        words = self.language.speech
        if self.person(phrase):
            return False
        if phrase.lemma in words["anonymous"] and phrase.lemma in words["named_heads"]:
            # "Eritrea's envoy" is an office, "an envoy" and "envoys" are somebody
            return self._indefinite(phrase) or (phrase.number == "p" and phrase.owner is None)
        if phrase.number == "s" and phrase.owner is not None and phrase.lemma in words["serving"]:
            # "the prime minister's adviser": there is one
            return False
        if self.heads(phrase.lemma, "anonymous") and phrase.lemma not in self.language.offices["offices"]:
            inside = [m for p in phrase.nested() for m in (*p.names, *p.mods)]
            inside += [m for a in (*phrase.after, *phrase.farther) if a.slot in ("at", "from", "of", "with") for m in a.names]
            return not any(self.memory.kind(m.code) in ("institute", "ngo") for m in inside) and not self._institution_report(
                phrase, inside
            )
        spokesman = phrase.lemma in self.language.offices["offices"] or self.heads(phrase.lemma, "speaking", "bodies")
        return self._indefinite(phrase) and not spokesman and (not phrase.names or phrase.lemma in self.language.speech["persons"])

    def _institution_report(self, phrase: Phrase, inside: list[Mention]) -> bool:
        """ "a UN report": a document of an organisation cites the organisation."""
        return self.heads(phrase.lemma, "reports") and any(
            self.memory.kind(m.code) in ("organisation", "bloc", "alliance", "ngo", "institute") for m in inside
        )

    def heads(self, lemma: str, *lists: str) -> bool:
        """Whether a noun, or the last part of a German compound, stands in one of the pack's lists."""
        return _in_lists(self.language.code, lemma, lists)

    def _indefinite(self, phrase: Phrase) -> bool:
        first = phrase.tokens[0].low if phrase.tokens else ""
        plural = (
            phrase.number == "p"
            and phrase.owner is None
            and not any(t.pos == "D" for t in phrase.tokens)
            and phrase.lemma in self.language.speech["persons"]
        )
        return plural or (first in self.language.grammar["determiners"]["indefinite"] and phrase.owner is None)

    def person(self, phrase: Phrase) -> str:
        """A person's name after an office or by itself: unknown capitalised words."""
        unknown = [t for t in phrase.tokens if t.form == "prop" and t.capital and t.pos == "N" and t.mention is None and not t.mods]
        return (
            " ".join(t.text for t in unknown)
            if len(unknown) > 1 or (unknown and len(phrase.tokens) > 1 and self.language.code == "en")
            else ""
        )

    def is_outlet(self, lemma: str) -> bool:
        """Whether a noun is a kind of outlet."""
        return self.heads(lemma, "media")


def name_behind(phrase: Phrase) -> Source | None:
    """The unknown name that follows an outlet's kind in a phrase."""
    words = [t for t in phrase.tokens if named(t) and t.mention is None]
    if not words:
        return None
    return outlet(Phrase(words[0].index, words[-1].index + 1, words[-1], words))


def is_name(token: Token) -> bool:
    """Whether an unknown noun is written like a name."""
    return token.capital and token.pos == "N" and not token.mods and not any("f" in r.form or "m" in r.form for r in token.reads)


@lru_cache(maxsize=20000)
def _in_list(code: str, lemma: str, name: str) -> bool:
    words = load_language(code).speech[name]
    return lemma in words or (code == "de" and len(lemma) > 6 and lemma.endswith(_endings(tuple(words))))


@lru_cache(maxsize=20000)
def _in_lists(code: str, lemma: str, names: tuple[str, ...]) -> bool:
    return any(_in_list(code, lemma, name) for name in names)


@lru_cache(maxsize=64)
def _endings(words: tuple[str, ...], least: int = 5) -> tuple[str, ...]:
    """The words long enough to be told at the end of a compound."""
    return tuple(w for w in words if len(w) >= least)


def as_source(mention: Mention) -> Source:
    """Return a side as a source; of a holder of an office the person."""
    return Source(
        mention.holder if mention.via in ("holder", "former", "elect") and mention.holder else mention.name,
        mention.code,
        mention.start,
        mention.end,
        mention.via,
    )


def named(token: Token) -> bool:
    """Whether a word is part of an unknown name: written with a capital for no other reason than that."""
    return token.form == "prop" or (token.capital and token.index > 0 and token.mention is None and token.pos in ("N", "A"))


def outlet(phrase: Phrase) -> Source:
    """An outlet that the registry does not know: its code is its name in capitals (guidelines, section 4)."""
    words = [t for t in phrase.tokens if t.pos != "D"]
    capitals = [t for t in words if t.capital]
    if capitals and len(capitals) < len(words) and (capitals[0] is not words[0] or capitals[-1] is not words[-1]):
        # "the newspaper X", "X television": what it is is no part of its name
        words = words[words.index(capitals[0]) : words.index(capitals[-1]) + 1]
    elif len(words) > 1 and words[0].form != "prop" and words[-1].form == "prop" and words[0].form[:1] in "mfn":
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
