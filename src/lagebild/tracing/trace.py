"""From claim sheets to stories as nouns: origins, primary sources, events, contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lagebild.model.nouns import Sheet
from lagebild.model.tracing import Member, Origin, Story
from lagebild.tracing.descent import Link
from lagebild.tracing.events import contradictions, events
from lagebild.tracing.primary import primary_sources
from lagebild.tracing.profile import Profile
from lagebild.tracing.stories import Group, Weaver
from lagebild.tracing.vectors import Encoder

_TITLE = 120


def trace_sheets(sheets: Iterable[Sheet], encoder: Encoder, reliability: Mapping[str, str] | None = None) -> list[Story]:
    """Return the stories that some documents tell, in the order of their first documents; `reliability` maps publishers to A to F."""
    known = _named(sorted(sheets, key=_order))
    weaver = Weaver()
    weaver.add_all([Profile(sheet.document, encoder) for sheet in known])
    groups = weaver.groups()
    names = _names([known[group.places[0]].document.content_id for group in groups])
    follows = [names[group.follows] if group.follows is not None else "" for group in groups]
    rows = zip(groups, names, follows, strict=True)
    return [story_of(group, name, after, known, weaver.profiles, reliability or {}) for group, name, after in rows]


def _order(sheet: Sheet) -> tuple[str, str, str]:
    return sheet.document.date, sheet.document.id, sheet.document.content_id


def _named(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Give documents without an id, or with one that stood before, an id of their own."""
    names = _names([sheet.document.id or f"document-{sheet.document.content_id}" for sheet in sheets])
    return [replace(sheet, document=replace(sheet.document, id=name)) for sheet, name in zip(sheets, names, strict=True)]


def _names(wanted: Sequence[str]) -> list[str]:
    """Return names, with a number behind those that stood before.

    >>> _names(["a", "b", "a"])
    ['a', 'b', 'a#2']
    """
    seen: Counter[str] = Counter()
    found = []
    for name in wanted:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return found


def story_of(
    group: Group, name: str, follows: str, sheets: Sequence[Sheet], profiles: Sequence[Profile], reliability: Mapping[str, str]
) -> Story:
    """Return a group of places as a story of that name; `sheets` and `profiles` stand by place."""
    rows = [sheets[place] for place in group.places]
    origins = tuple(_origin(links, sheets, profiles) for links in group.origins)
    home = {member.id: place for place, origin in enumerate(origins) for member in origin.members}
    found = events(name, rows, home, reliability)
    return Story(
        name, rows[0].document.title or profiles[group.places[0]].lead[:_TITLE], tuple(row.document.id for row in rows), origins,
        primary_sources(rows), found, contradictions(found), follows,
    )  # fmt: skip


def _origin(links: Sequence[Link], sheets: Sequence[Sheet], profiles: Sequence[Profile]) -> Origin:
    first = sheets[links[0].child].document
    agencies = Counter(profiles[link.child].agency for link in links if profiles[link.child].agency)
    # the first text's own credit counts most: a rewriter may add another
    agency = profiles[links[0].child].agency or (agencies.most_common(1)[0][0] if agencies else "")
    return Origin(first.content_id, first.id, tuple(_member(link, sheets) for link in links), agency)


def _member(link: Link, sheets: Sequence[Sheet]) -> Member:
    name = sheets[link.child].document.id
    if link.parent is None or link.decision is None:
        return Member(name)
    decision = link.decision
    return Member(name, sheets[link.parent].document.id, decision.descent, round(decision.descends, 3), decision.reasons)
