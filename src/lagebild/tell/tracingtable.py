"""Comparisons and stories for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lagebild.model.tracing import Passage
from lagebild.tell.table import print_facts
from lagebild.tell.tracingview import DriftView, EventView, PairView, StoryView
from lagebild.tell.view import Fact, flat
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from rich.console import Console


def print_pair(view: PairView, console: Console, words: Words) -> None:
    """Print a comparison: both titles, relation, reasons, and every change with the words on both sides."""
    untitled = words("ui", "untitled")
    titles = [
        f"{words('tracing', label)}: {flat(document.title) or untitled} ({document.id or '-'})"
        for label, document in (("first_text", view.a), ("second_text", view.b))
    ]
    print_facts(words("tracing", "pair_title"), titles, view.facts, console)
    print_facts(words("tracing", "reasons"), (), [Fact(r.key, r.label, r.value) for r in view.reasons], console)
    if not view.drift:
        print_facts(words("tracing", "no_drift"), (), (), console)
    for change in view.drift:
        print_facts(f"{change.number}  {change.name}", (), _sides(change, words), console)


def _sides(change: DriftView, words: Words) -> list[Fact]:
    return [
        Fact("a", words("tracing", "first_text"), _said(change.a, words)),
        Fact("b", words("tracing", "second_text"), _said(change.b, words)),
        Fact("why", "", change.why),
    ]


def _said(passage: Passage | None, words: Words) -> str:
    return words("ui", "quote", words=flat(passage.text)) if passage else f"[{words('tracing', 'nothing')}]"


def print_story(view: StoryView, console: Console, words: Words) -> None:
    """Print a story: origins as trees, primary sources, events with their grades, contradictions."""
    primary = Fact("primary", words("tracing", "primary"), ", ".join(view.primary) or words("tracing", "no_primary"))
    follows = [Fact("follows", words("tracing", "follows"), view.follows)] if view.follows else []
    print_facts(view.title or words("ui", "untitled"), [" · ".join((*view.counts, view.id))], [primary, *follows], console)
    for origin in view.origins:
        rows = ["  " * branch.depth + branch.id + (f": {branch.said}" if branch.said else "") for branch in origin.branches]
        print_facts(origin.title, rows, (), console)
    for event in view.events:
        _print_event(event, console, words)
    if view.contradictions:
        print_facts(words("tracing", "contradictions"), view.contradictions, (), console)


def _print_event(event: EventView, console: Console, words: Words) -> None:
    negated = f" · {words('ui', 'negated')}" if event.negated else ""
    print_facts(f"{event.grade}  {event.title}{negated}", [event.told, *event.why], (), console)
