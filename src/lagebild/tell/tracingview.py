"""Comparisons and stories as people see them: every label in the interface's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.model.nouns import Document
from lagebild.model.tracing import Comparison, Event, Origin, Passage, Reason, Story
from lagebild.packs.tracingwords import load_evidence_words
from lagebild.tell.names import actor_name
from lagebild.tell.view import Fact, Quote, flat, head
from lagebild.tell.words import Words
from lagebild.tracing.text import sentences


@dataclass(frozen=True, slots=True)
class DriftView:
    """One change: its number, kind, what stands on both sides (None where nothing), alone and in its sentence, and why it counts."""

    number: int
    kind: str
    name: str
    a: Passage | None
    b: Passage | None
    why: str
    said_a: Quote | None = None
    said_b: Quote | None = None


@dataclass(frozen=True, slots=True)
class PairView:
    """A comparison: the two documents with their heads, facts, reasons as lines, and the changes."""

    a: Document
    b: Document
    head_a: tuple[Fact, ...]
    head_b: tuple[Fact, ...]
    relation: str
    facts: tuple[Fact, ...]
    reasons: tuple[Fact, ...]
    drift: tuple[DriftView, ...]


def pair_view(found: Comparison, a: Document, b: Document, words: Words) -> PairView:
    """Return the view of a comparison."""
    relation = words("relations", found.relation)
    probability = words("tracing", "probability", percent=round(100 * found.probability))
    facts = (
        Fact("relation", words("tracing", "relation"), f"{relation}, {probability}"),
        Fact("earlier", words("tracing", "earlier"), words("tracing", f"earlier_{found.earlier or 'none'}")),
    )
    reasons = tuple(Fact(r.evidence, _weighed(r.weight, words), f"{words('evidence', r.evidence)}: {_value(r)}") for r in found.reasons)
    drift = tuple(
        DriftView(n, d.kind, words("drifts", d.kind), d.a, d.b, words("drift_whys", d.kind), in_sentence(d.a, a), in_sentence(d.b, b))
        for n, d in enumerate(found.drift, 1)
    )
    return PairView(a, b, head(a, words), head(b, words), relation, facts, reasons, drift)


def in_sentence(passage: Passage | None, document: Document) -> Quote | None:
    """Return the sentence that a passage stands in, in three pieces; of a passage over several sentences, all of them.

    >>> in_sentence(Passage("text", 15, 20, "seven"), Document("a", "He left. Seven seven came. All fell."))
    Quote(before='Seven ', trigger='seven', after=' came.')
    """
    if passage is None:
        return None
    text = document.title if passage.part == "title" else document.text
    here = [s for s in sentences(document) if s.part == passage.part and s.start < passage.end and passage.start < s.end]
    start, end = min([passage.start, *(s.start for s in here)]), max([passage.end, *(s.end for s in here)])
    return Quote(text[start : passage.start], text[passage.start : passage.end], text[passage.end : end])


def _weighed(weight: float, words: Words) -> str:
    return f"{weight:+.1f} {words('tracing', 'for' if weight > 0 else 'against')}"


def _value(reason: Reason) -> str:
    if "said" in load_evidence_words()[reason.evidence]:
        return f"{round(100 * reason.value)} %"
    return "✓" if reason.value else "–"


@dataclass(frozen=True, slots=True)
class EventView:
    """An event: name, sides, grade, how often told, sentences of justification, and where it is told."""

    title: str
    grade: str
    told: str
    why: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class BranchView:
    """A document in an origin's tree: its depth and what it is to its parent."""

    depth: int
    id: str
    said: str


@dataclass(frozen=True, slots=True)
class OriginView:
    """An origin: its title and its documents as a tree in the order of descent."""

    title: str
    branches: tuple[BranchView, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story for the eye."""

    id: str
    title: str
    counts: tuple[str, ...]
    origins: tuple[OriginView, ...]
    primary: tuple[str, ...]
    events: tuple[EventView, ...]
    contradictions: tuple[str, ...]
    follows: str


def story_view(story: Story, words: Words) -> StoryView:
    """Return the view of a story."""
    counts = (
        words("tracing", "documents", count=len(story.documents)),
        words("tracing", "origins", count=len(story.origins)),
    )
    primary = tuple(_source(s.name, s.code, len(s.documents), words) for s in story.primary_sources)
    return StoryView(
        story.story, flat(story.title), counts, tuple(_origin(n, o, words) for n, o in enumerate(story.origins, 1)), primary,
        tuple(_event(event, words) for event in story.events), tuple(c.why for c in story.contradictions), story.follows,
    )  # fmt: skip


def _source(name: str, code: str, count: int, words: Words) -> str:
    return f"{actor_name(code, words.lang) if code else flat(name)} ({count})"


def _origin(number: int, origin: Origin, words: Words) -> OriginView:
    title = words("tracing", "origin", number=number)
    if origin.agency:
        title += f" · {words('tracing', 'agency', agency=origin.agency)}"
    children: dict[str | None, list[BranchView]] = {}
    for member in origin.members:
        said = ""
        if member.parent is not None and member.relation is not None:
            relation = words("relations", member.relation)
            said = words("tracing", "from", relation=relation, parent=member.parent, percent=round(100 * member.probability))
        children.setdefault(member.parent, []).append(BranchView(0, member.id, said))
    return OriginView(title, tuple(_tree(None, 0, children)))


def _tree(parent: str | None, depth: int, children: dict[str | None, list[BranchView]]) -> Sequence[BranchView]:
    rows: list[BranchView] = []
    stack = [(depth, branch) for branch in reversed(children.get(parent, ()))]
    while stack:
        level, branch = stack.pop()
        rows.append(BranchView(level, branch.id, branch.said))
        stack += [(level + 1, child) for child in reversed(children.get(branch.id, ()))]
    return rows


def _event(event: Event, words: Words) -> EventView:
    names = [", ".join(actor_name(code, words.lang) for code in side) or "–" for side in (event.actors, event.recipients)]
    kind = words("events" if event.type.isupper() else "judgements", event.type)
    return EventView(
        f"{event.type} ({kind}): {names[0]} → {names[1]}",
        words("tracing", "grade", reliability=event.reliability, credibility=event.credibility),
        words("tracing", "told", tellings=len(event.claims), origins=event.independent_origins),
        tuple(grade_reason(why, words) for why in event.why),
        tuple((telling.document, flat(telling.text)) for telling in event.claims),
        event.polarity == "negated",
    )


def grade_reason(sentence: str, words: Words) -> str:
    """Return a sentence that justifies a grade in the interface's language; one that no pattern knows as it stands."""
    for pattern, shown in words.tables["grades"].items():
        match = re.fullmatch(pattern, sentence)
        if match:
            return shown.format(*match.groups())
    return sentence
