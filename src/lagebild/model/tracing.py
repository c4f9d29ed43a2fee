"""The nouns of tracing: how two documents are related, what changed between them, and which happening they tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.model.nouns import EventClaim, JudgementClaim
from lagebild.model.values import Part, Polarity

Relation = Literal["copy", "light_rewrite", "heavy_rewrite", "translation", "independent", "follow_up", "unrelated"]
DriftKind = Literal[
    "certainty_raised", "certainty_lowered", "doubt_dropped", "attribution_dropped", "attribution_upgraded", "quote_altered",
    "number_changed", "date_changed", "place_changed", "actor_changed", "polarity_flipped", "claim_added", "claim_left_out",
]  # fmt: skip
DESCENT: tuple[Relation, ...] = ("copy", "light_rewrite", "heavy_rewrite", "translation")
"""The relations of documents that descend from one text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one document: code points into its repaired text, or its title."""

    part: Part
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: the value measured, what it adds to the log-odds of the relation, and the same in words."""

    evidence: str
    value: float
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed between two documents that descend from one text; a side is None where it has nothing."""

    kind: DriftKind
    a: Passage | None
    b: Passage | None
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two documents are related, how surely, which is earlier, why, and what changed from one to the other."""

    a: str
    b: str
    relation: Relation
    probability: float
    earlier: Literal["a", "b"] | None
    reasons: tuple[Reason, ...] = ()
    drift: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A document of an origin and the one it descends from; the first has no parent."""

    id: str
    parent: str | None = None
    relation: Relation | None = None
    probability: float = 1.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Documents that descend from one text, as a tree with the first of them; `agency` where one is credited."""

    origin: str
    first: str
    members: tuple[Member, ...]
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim in the document that makes it."""

    document: str
    claim: EventClaim | JudgementClaim
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Claims of many documents that tell the same happening, graded after the NATO Admiralty code.

    `independent_origins` counts texts that descend from nobody else's, not articles; `why` justifies both grades in sentences.
    """

    event: str
    type: str
    polarity: Polarity
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    claims: tuple[Telling, ...]
    independent_origins: int
    reliability: str
    credibility: int
    why: tuple[str, ...]
    start: str = ""
    end: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PrimarySource:
    """An office, institute or document that a story's documents cite; `code` where the registry knows it."""

    name: str
    code: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two events of a story of which one asserts what the other denies."""

    events: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about one happening, by their origins; `follows` names the story whose next happening it is."""

    story: str
    title: str
    documents: tuple[str, ...]
    origins: tuple[Origin, ...]
    primary_sources: tuple[PrimarySource, ...] = ()
    events: tuple[Event, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    follows: str = ""
