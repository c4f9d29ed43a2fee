"""Notes on the text itself: what a careful reader would mark in the margin."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import lru_cache

from lagebild.model.nouns import Document, EventClaim, JudgementClaim, Note, Span
from lagebild.model.values import NoteKind, Part
from lagebild.packs.language import Language, load_language
from lagebild.packs.memo import Memo
from lagebild.reading.parts import Parse
from lagebild.reading.tokens import QUOTES

AnyClaim = EventClaim | JudgementClaim
_WORDY = re.compile(r"[^\W\d_]{2,}(?:[-‑][^\W\d_]{2,})*")
_LONGEST_LIST = 8


@dataclass(slots=True)
class Margin:
    """Gathers the notes on a document sentence by sentence; of the sentences it keeps only the two before."""

    language: Language
    questions: list[Note] = field(default_factory=list)
    unnamed: list[Note] = field(default_factory=list)
    quotes: list[Note] = field(default_factory=list)
    garbled: list[Note] = field(default_factory=list)
    cited: set[tuple[str, int]] = field(default_factory=set)
    near: list[tuple[Part, Parse]] = field(default_factory=list)

    def add(self, part: Part, parse: Parse) -> None:
        """Note what a sentence calls for, and what the one before it does now that its neighbours are known."""
        if part == "title" and parse.question:
            self.questions.append(Note("headline_question", "title", Span(parse.start, parse.end), "The headline asks; it does not claim."))
        self.unnamed += _unnamed(part, parse, self.cited, self.language)
        self.garbled += _garbled(part, parse, self.language)
        self.near.append((part, parse))
        if len(self.near) > 1:
            self._judge_quote(len(self.near) - 2)
        del self.near[:-2]

    def _judge_quote(self, number: int) -> None:
        part, parse = self.near[number]
        self.quotes += _quotes(part, parse, [p for _, p in self.near], self.language)

    def notes(self, document: Document, claims: list[AnyClaim]) -> list[Note]:
        """Return the notes of the whole document, in reading order within each kind."""
        if self.near:
            self._judge_quote(len(self.near) - 1)
        found = [*self.questions, *_headline(claims), *self.unnamed, *self.quotes, *self.garbled, *_outlet_voice(claims)]
        if not document.date:
            why = "The document bears no date of publication; times in words are not resolved."
            found.append(Note("no_date", "text", Span(0, 0), why))
        if not document.author:
            found.append(Note("no_author", "text", Span(0, 0), "The document names no author."))
        return found


def _headline(claims: list[AnyClaim]) -> list[Note]:
    found: list[Note] = []
    body = [c for c in claims if c.part == "text"]
    for claim in claims:
        if claim.part != "title" or claim.status in ("questioned", "possible") or claim.attribution.kind != "none":
            continue
        same = [c for c in body if _type(c) == _type(claim) and _sides(c) & _sides(claim)]
        weaker = [
            c
            for c in same
            if c.attribution.kind != "none" or c.status in ("possible", "questioned", "hypothetical") or c.certainty.band != "unstated"
        ]
        if weaker:
            why = "The headline asserts in the outlet's own voice what the body attributes to others or hedges."
            found.append(Note("headline_stronger_than_body", "title", claim.sentence, why))
            break
    return found


def _type(claim: AnyClaim) -> str:
    return claim.event if isinstance(claim, EventClaim) else claim.judgement


def _sides(claim: AnyClaim) -> set[str]:
    rows = (*claim.actors, *claim.recipients) if isinstance(claim, EventClaim) else (*claim.subjects, *claim.objects)
    return {a.code for a in rows}


def _unnamed(part: Part, parse: Parse, seen: set[tuple[str, int]], language: Language) -> list[Note]:
    """Claims that rest on nobody with a name: a single person, experts, or reports."""
    found: list[Note] = []
    for predicate in parse.predicates:
        subject = predicate.subject
        speaks = predicate.lemma in language.speech["verbs"] and subject is not None
        phrases = [subject] if speaks and subject is not None else []
        phrases += [p for p in predicate.args if p.slot == "according"]
        for phrase in phrases:
            people = phrase is not None and any(m.role == "people" for m in phrase.names)
            if (
                phrase is None
                or phrase.pronoun
                or (phrase.names and not people)
                or (phrase.of is not None and phrase.of.names)
                or phrase.former
            ):
                continue
            kind = _unnamed_kind(phrase.lemma, language.code) or ("unnamed_source" if people else None)
            if not kind or (kind, phrase.head.start) in seen:
                continue
            if any(
                t.form == "prop" and t.capital and t.index > 0 and t.mention is None and not t.mods
                for t in phrase.tokens
                if t is not phrase.head
            ):
                continue
            seen.add((kind, phrase.head.start))
            words = phrase.head.text
            why = {
                "unnamed_experts": f"Experts are cited ({words}) without a name or institution.",
                "unnamed_reports": f"Reports are cited ({words}) without saying whose.",
                "unnamed_source": f"A source is cited ({words}) without a name.",
            }[kind]
            found.append(Note(kind, part, Span(phrase.head.start, phrase.head.end), why))
    return found


@lru_cache(maxsize=20000)
def _unnamed_kind(lemma: str, code: str) -> NoteKind | None:
    language = load_language(code)

    def has(key: str) -> bool:
        words = language.speech[key]
        return lemma in words or (code == "de" and any(lemma.endswith(w) for w in words if len(w) > 4))

    if has("experts"):
        return "unnamed_experts"
    if has("reports"):
        return "unnamed_reports"
    return "unnamed_source" if has("anonymous") else None


def _quotes(part: Part, parse: Parse, near: list[Parse], language: Language) -> list[Note]:
    """A quotation of at least four words with no verb or cue of speech in its sentence or the ones beside it (`near`)."""
    opened = [t for t in parse.tokens if t.text in QUOTES]
    if len(opened) < 2:
        return []
    first, last = opened[0], opened[-1]
    if last.index - first.index < 5:
        return []
    verbs = language.speech["verbs"]
    if any(q.lemma in verbs for p in near for q in p.predicates) or any(ph.slot == "according" for p in near for ph in p.phrases):
        return []
    if any(t.text == ":" for p in near[:2] for t in p.tokens):
        return []
    why = "Words stand in quotation marks and nobody is said to have spoken them."
    return [Note("quote_without_speaker", part, Span(first.start, last.end), why)]


_STRANGE = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{6,}|(?:^|-)(?=[a-zäöüß]*[bcdfghjklmnpqrstvwxz])(?![aeiouyäöü])[bcdfghjklmnpqrstvwxz]{2,5}(?:-|$)", re.I
)
_FRAGMENT = re.compile(r"^[^\W\d_]{3,}-[a-zäöü]{1,4}$")


def _garbled(part: Part, parse: Parse, language: Language) -> list[Note]:
    """Words that no language has: a compound broken off before a foreign word, pieces without vowels, replacement signs."""
    found: list[Note] = []
    strange = _strange(language.code).each([t.text for t in parse.tokens])
    for index, token in enumerate(parse.tokens if True in strange else ()):
        if not strange[index]:
            continue
        following = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
        if "\ufffd" in token.text or _is_garbled(token.text, following.text if following else "", language):
            end = following.end if following is not None and _foreign(following.text, language) else token.end
            why = "These words are damaged; part of the sentence may be lost."
            found.append(Note("garbled_words", part, Span(token.start, end), why))
    return found


@lru_cache(maxsize=4)
def _strange(code: str) -> Memo[bool]:
    """Whether a word may be a damaged one, whatever follows it: hardly any is."""
    known = load_language(code).words

    def strange(word: str) -> bool:
        if "\ufffd" in word:
            return word.lower() not in known
        return _may_be_damaged(word, known)

    return Memo(strange)


def _may_be_damaged(word: str, known: Container[str]) -> bool:
    """Whether a word is long, unknown and written as no abbreviation."""
    unknown = len(word) > 3 and ("-" in word or len(word) > 8) and word.lower() not in known
    return unknown and not word.isupper() and _WORDY.fullmatch(word) is not None and ("-" in word or not word[0].isupper())


def _is_garbled(word: str, following: str, language: Language) -> bool:
    low = word.lower()
    if not _may_be_damaged(word, language.words):
        return False
    if "-" in word:
        tail = low.rsplit("-", 1)[-1]
        if tail not in language.words and tail.islower() and len(tail) <= 5 and word.rsplit("-", 1)[-1].islower():
            broken = not re.search(r"[aeiouyäöü]", tail) or _foreign(following, language)
            return broken
        return False
    return bool(re.search(r"[bcdfghjklmnpqrstvwxz]{7,}", low)) and not word[0].isupper()


def _foreign(word: str, language: Language) -> bool:
    """Whether a lower-case word is none of this language's but one of another pack's commonest shapes."""
    low = word.lower()
    if not word.islower() or len(word) < 4 or not word.isalpha() or low in language.words:
        return False
    return (language.code == "de" and low.endswith(("ed", "ing", "tion", "ped"))) or (
        language.code == "en" and low.endswith(("ung", "keit", "isch"))
    )


def _outlet_voice(claims: list[AnyClaim]) -> list[Note]:
    """A claim of danger, capability, transfer of arms or force in the outlet's own voice."""
    found: list[Note] = []
    for claim in claims:
        own = claim.attribution.kind == "none" and claim.status not in ("questioned", "hypothetical")
        heavy = (
            isinstance(claim, JudgementClaim) or claim.event in ("AID", "ASSAULT", "THREATEN", "SANCTION", "MOBILIZE", "COERCE")
            if own
            else False
        )
        speech_act = isinstance(claim, EventClaim) and claim.event in ("THREATEN",)
        if own and heavy and not speech_act:
            found.append(
                Note("outlet_voice_claim", claim.part, claim.sentence, "The outlet says this in its own voice and cites nobody for it.")
            )
    return found[:_LONGEST_LIST]
