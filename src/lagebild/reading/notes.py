"""Notes on the text itself: what a careful reader would mark in the margin."""

from __future__ import annotations

import re

from lagebild.model.nouns import Document, EventClaim, JudgementClaim, Note, Span
from lagebild.model.values import NoteKind, Part
from lagebild.packs.language import Language
from lagebild.reading.parts import Parse
from lagebild.reading.tokens import QUOTES

AnyClaim = EventClaim | JudgementClaim
Parses = list[tuple[Part, Parse, list[AnyClaim]]]
_WORDY = re.compile(r"[^\W\d_]{2,}(?:[-‑][^\W\d_]{2,})*")
_LONGEST_LIST = 8


def notes(document: Document, parses: Parses, claims: list[AnyClaim], language: Language) -> list[Note]:
    """Return the notes of a document, in reading order within each kind."""
    found: list[Note] = []
    found += _headline(document, parses, claims)
    found += _unnamed(document, parses, claims, language)
    found += _quotes(document, parses, language)
    found += _garbled(document, parses, language)
    found += _outlet_voice(claims)
    if not document.date:
        found.append(Note("no_date", "text", Span(0, 0), "The document bears no date of publication; times in words are not resolved."))
    if not document.author:
        found.append(Note("no_author", "text", Span(0, 0), "The document names no author."))
    return found


def _headline(document: Document, parses: Parses, claims: list[AnyClaim]) -> list[Note]:
    found: list[Note] = []
    for part, parse, _ in parses:
        if part == "title" and parse.question:
            found.append(Note("headline_question", "title", Span(parse.start, parse.end), "The headline asks; it does not claim."))
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


def _unnamed(document: Document, parses: Parses, claims: list[AnyClaim], language: Language) -> list[Note]:
    """Claims that rest on nobody with a name: a single person, experts, or reports."""
    experts, reports = set(language.speech["experts"]), set(language.speech["reports"])
    found: list[Note] = []
    seen: set[tuple[str, int]] = set()
    for part, parse, _ in parses:
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
                kind = _unnamed_kind(phrase.lemma, experts, reports, language) or ("unnamed_source" if people else None)
                if any(
                    t.form == "prop" and t.capital and t.index > 0 and t.mention is None and not t.mods
                    for t in phrase.tokens
                    if t is not phrase.head
                ):
                    continue
                if not kind or (kind, phrase.head.start) in seen:
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


def _unnamed_kind(lemma: str, experts: set[str], reports: set[str], language: Language) -> NoteKind | None:
    def has(words: set[str]) -> bool:
        return lemma in words or (language.code == "de" and any(lemma.endswith(w) for w in words if len(w) > 4))

    if has(experts):
        return "unnamed_experts"
    if has(reports):
        return "unnamed_reports"
    return "unnamed_source" if has(set(language.speech["anonymous"])) else None


def _quotes(document: Document, parses: Parses, language: Language) -> list[Note]:
    """A quotation of at least four words with no verb or cue of speech in its sentence or the ones beside it."""
    found: list[Note] = []
    rows = [(part, parse) for part, parse, _ in parses]
    for number, (part, parse) in enumerate(rows):
        opened = [t for t in parse.tokens if t.text in QUOTES]
        if len(opened) < 2:
            continue
        first, last = opened[0], opened[-1]
        if last.index - first.index < 5:
            continue
        near = [p for _, p in rows[max(0, number - 1) : number + 2]]
        if any(q.lemma in language.speech["verbs"] for p in near for q in p.predicates) or any(
            ph.slot == "according" for p in near for ph in p.phrases
        ):
            continue
        if any(t.text == ":" for p in near[:2] for t in p.tokens):
            continue
        found.append(
            Note(
                "quote_without_speaker",
                part,
                Span(first.start, last.end),
                "Words stand in quotation marks and nobody is said to have spoken them.",
            )
        )
    return found


_STRANGE = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{6,}|(?:^|-)(?=[a-zäöüß]*[bcdfghjklmnpqrstvwxz])(?![aeiouyäöü])[bcdfghjklmnpqrstvwxz]{2,5}(?:-|$)", re.I
)
_FRAGMENT = re.compile(r"^[^\W\d_]{3,}-[a-zäöü]{1,4}$")


def _garbled(document: Document, parses: Parses, language: Language) -> list[Note]:
    """Words that no language has: a compound broken off before a foreign word, pieces without vowels, replacement signs."""
    found: list[Note] = []
    for part, parse, _ in parses:
        for token, following in zip(parse.tokens, [*parse.tokens[1:], None], strict=True):
            if "\ufffd" in token.text or _is_garbled(token.text, following.text if following else "", language):
                end = following.end if following is not None and _foreign(following.text, language) else token.end
                found.append(
                    Note("garbled_words", part, Span(token.start, end), "These words are damaged; part of the sentence may be lost.")
                )
    return found


def _is_garbled(word: str, following: str, language: Language) -> bool:
    low = word.lower()
    if len(word) < 4 or low in language.words or ("-" not in word and len(word) < 9) or word.isupper() or not _WORDY.fullmatch(word):
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
