"""The nouns that the stages exchange: what one document says, in one place, with its evidence.

Spans are code points into the document's repaired text; those of the title count from the title's own start.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from lagebild.model.values import (
    AttributionKind,
    Band,
    EventType,
    JudgementType,
    NoteKind,
    Part,
    Polarity,
    Speech,
    Stance,
    Status,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: code points `start` (included) to `end` (excluded)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers.

        >>> Span(0, 4).of("Kiew warnt")
        'Kiew'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """One published text; `date` is ISO 8601 (day, or day and time), empty where unknown."""

    id: str
    text: str
    title: str = ""
    date: str = ""
    lang: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    repaired: bool = False

    @property
    def content_id(self) -> str:
        """A hash of title and text: the same words have the same one, wherever they were published."""
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Actor:
    """A side of a claim: the code of the registry, the words that name it, and by which way they do (`via`)."""

    code: str
    name: str
    start: int
    end: int
    via: str = "name"


@dataclass(frozen=True, slots=True)
class Source:
    """Who is cited: an actor of the registry (`code`), or somebody known by name alone."""

    name: str
    code: str = ""
    start: int = -1
    end: int = -1
    via: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the chain of sources, outermost last, how their words are rendered, and the cue's span."""

    kind: AttributionKind = "none"
    sources: tuple[Source, ...] = ()
    speech: Speech = "none"
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Certainty:
    """The ICD 203 band that the text's own estimative words express, and those words."""

    band: Band = "unstated"
    text: str = ""


# most claims have no words of certainty and cite nobody: they share these two
UNSTATED = Certainty()
UNATTRIBUTED = Attribution()


@dataclass(frozen=True, slots=True)
class When:
    """A time as a range of ISO dates (both ends included; month or year precise where the words are), and its words."""

    start: str
    end: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one document says in one place; the common part of events and judgements."""

    polarity: Polarity = "asserted"
    status: Status = "occurred"
    certainty: Certainty = UNSTATED
    attribution: Attribution = UNATTRIBUTED
    stance: Stance = "none"
    contexts: tuple[str, ...] = ()
    object: str = ""
    part: Part = "text"
    sentence: Span
    trigger: Span
    date: When | None = None
    place: str = ""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(Claim):
    """A claim that somebody did something to somebody: a PLOVER 2021 event."""

    event: EventType
    mode: str = ""
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementClaim(Claim):
    """A claim about what somebody is, can or wants: danger, capability, intent, influence, alliance."""

    judgement: JudgementType
    subjects: tuple[Actor, ...] = ()
    objects: tuple[Actor, ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attributed sentence about actors that is neither event nor judgement; `disagrees_with` names who is contradicted."""

    speaker: Source
    about: tuple[Actor, ...]
    attribution: Attribution
    part: Part = "text"
    sentence: Span
    disagrees_with: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the text itself, with its span and a sentence of explanation in both interface languages."""

    kind: NoteKind
    part: Part
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The claim sheet: everything read from one document."""

    document: Document
    claims: tuple[EventClaim | JudgementClaim, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: tuple[str, ...] = ()
