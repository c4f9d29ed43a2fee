"""Reading a document: sentence by sentence, with what the document said before in mind."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from lagebild.model.nouns import Document, EventClaim, JudgementClaim, Sheet, Span, Statement
from lagebild.model.values import Part
from lagebild.packs.language import Language, available, load_language
from lagebild.packs.registry import Registry, load_registry
from lagebild.reading import svo, v2
from lagebild.reading.claims import SentenceReader, both_sides, two_sides
from lagebild.reading.detect import detect
from lagebild.reading.memory import Memory
from lagebild.reading.mentions import Finder
from lagebild.reading.noise import noise_level
from lagebild.reading.notes import Margin
from lagebild.reading.parts import Parse, Token
from lagebild.reading.stance import take_stance
from lagebild.reading.statements import remember, statements
from lagebild.reading.text import dateline, repair, sentences
from lagebild.reading.times import find_times, parse_date
from lagebild.reading.tokens import read_words, tokenize
from lagebild.reading.topic import topic

PARSERS = {"svo": svo.parse, "v2": v2.parse}


@dataclass(slots=True)
class Reader:
    """Reads documents of one language."""

    language: Language
    registry: Registry

    def read(self, document: Document, any_date: bool = False) -> Sheet:
        """Return the claim sheet of a document whose text has been repaired."""
        day = iso_date(document.date)
        finder = Finder(self.language, self.registry, day, any_date)
        memory, margin = Memory(self.registry), Margin(self.language)
        published = parse_date(day)
        claims: list[EventClaim | JudgementClaim] = []
        said: list[Statement] = []
        rows: tuple[tuple[Part, str], ...] = (("title", document.title), ("text", document.text))
        before = 0  # where the claims of the sentence before begin
        for part, text in rows:
            for span in sentences(text, self.language):
                parse, found, spoken = self._sentence(text, span, part, published, finder, memory)
                claims[before:] = take_stance(claims[before:], parse, self.language)
                margin.add(part, parse)
                parse.unlink()
                before = len(claims)
                claims += found
                said += spoken
        return Sheet(document, tuple(claims), tuple(said), tuple(margin.notes(document, claims)))

    def _speaks_of_sides(self, tokens: list[Token]) -> bool:
        referring = _referring(self.language.code)
        return any(t.mention is not None or t.mods or t.low in referring for t in tokens)

    def _sentence(
        self, text: str, span: Span, part: Part, published: date | None, finder: Finder, memory: Memory
    ) -> tuple[Parse, list[EventClaim | JudgementClaim], list[Statement]]:
        start = span.start + dateline(text[span.start : span.start + 80], 0)
        tokens = tokenize(text, start, span.end, finder)
        if not self._speaks_of_sides(tokens):
            # the gate: nobody is named or referred to, so there is nothing to read
            return Parse(tokens, [], [], span.start, span.end, any(t.text == "?" for t in tokens[-3:])), [], []
        read_words(tokens, self.language)
        parse = PARSERS[self.language.grammar["word_order"]](tokens, span.start, span.end, self.language)
        times = find_times(parse.tokens, self.language, published)
        level = noise_level(parse, self.language)
        about = topic(parse, self.language) if level else None
        if about == "states":
            # "a boycott of the cup", "aid after the flood": a word of another topic among many that speak of states
            level = 0
        reader = SentenceReader(self.language, memory, parse, text, part, times, level > 0)
        claims = [] if level > 1 else reader.run()
        # most sentences without a word of another topic make no claims, and need not be asked
        about = about or (topic(parse, self.language) if claims else "open")
        if claims and about == "other":
            level, claims = 2, []
        claims = [c for c in claims if (level == 0 or both_sides(c)) and (about != "doubtful" or two_sides(c))]
        said = [] if level else statements(reader, claims)
        remember(reader, memory)
        return parse, claims, said


@lru_cache(maxsize=4)
def _referring(code: str) -> frozenset[str]:
    """Words that may stand for a side named before, or cite somebody without a name."""
    language = load_language(code)
    grammar = language.grammar
    words = {w for row in grammar["anaphors"].values() for w in row} | set(language.speech["reports"]) | set(language.speech["experts"])
    pronouns = grammar["pronouns"]
    if "subject" in pronouns:
        words |= set(pronouns["person"]) | {"it", "they", "its", "their"}
    else:
        words |= {w for w, kinds in pronouns.items() if kinds.split()[-1] in ("person", "plural", "any")}
    return frozenset(words)


def reader_for(lang: str) -> Reader:
    """Return the reader of a language."""
    with _without_search_for_garbage():
        return _reader(lang, load_registry(lang))


@lru_cache(maxsize=4)
def _reader(lang: str, registry: Registry) -> Reader:
    return Reader(load_language(lang), registry)


@contextmanager
def _without_search_for_garbage() -> Iterator[None]:
    """A pack makes some hundred thousand objects that all stay: to search them for garbage again and again takes a third of the time."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def read_document(document: Document, any_date: bool = False) -> Sheet:
    """Read one document; a language without pack gives a sheet that says so."""
    text, title = repair(document.text), repair(document.title)
    lang = document.lang.split("-")[0].lower() or detect(f"{title}\n{text}")
    repaired = document.repaired or text != document.text
    document = replace(document, text=text, title=title, lang=lang, repaired=repaired)
    if lang not in available():
        return Sheet(document, warnings=(f"no pack for {_language_name(lang)}: nothing read",))
    reader = reader_for(lang)
    sheet = reader.read(document, any_date)
    stale = _stale(reader.registry.state, iso_date(document.date))
    return replace(sheet, warnings=(stale,)) if stale else sheet


def iso_date(date: str) -> str:
    """Return a date if it is ISO 8601 of our era, else nothing: what cannot be read is no date."""
    return date if re.match(r"(?:1[89]|20|21)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])(?:[T ].*)?)?)?$", date) else ""


def _language_name(lang: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale("en").languages.get(lang, "")) or (f"language {lang!r}" if lang else "this language")
    except UnknownLocaleError:
        return f"language {lang!r}"


def _stale(state: str, date: str) -> str:
    """Say when a document is more than half a year younger than the registry."""
    if len(date) < 7 or not date[:4].isdigit() or not date[5:7].isdigit():
        return ""
    months = (int(date[:4]) - int(state[:4])) * 12 + int(date[5:7]) - int(state[5:7])
    return f"the registry is of {state}, this document of {date[:7]}: office holders may have changed" if months > 6 else ""
