"""A story: where it comes from, in which order it was told, what it tells, and what is disputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lagebild.model.errors import LagebildError
from lagebild.packs.tracingwords import load_evidence_words
from lagebild.store.corrections import on_story
from lagebild.store.queue import waits
from lagebild.store.views import near_stories, story
from lagebild.store.visiting import new_documents, visit
from lagebild.tell.desk.compare import beside, colours
from lagebild.tell.desk.rendering import Ask, done, show, url
from lagebild.tell.desk.timeline import timeline
from lagebild.tell.names import actor_name
from lagebild.tell.tracingview import grade_reason
from lagebild.tell.view import flat
from lagebild.tell.words import Words

_MOST_FOLLOWERS = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """A document in the tree of its origin: its depth, its row, the relation to its parent and why."""

    depth: int
    member: Mapping[str, Any]
    relation: str
    probability: int
    parent: str
    parent_document: str
    reasons: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Grown:
    """An origin: its number, the agency that is credited, and its documents in the order of descent."""

    number: int
    agency: str
    branches: tuple[Branch, ...]


def story_page(ask: Ask) -> Response:
    """Answer `/story/NAME`; a name that another has taken the place of leads on to it."""
    found = story(ask.store, ask.path("story"))
    if found is None:
        raise HTTPException(404)
    if found["story"] != ask.path("story"):
        return RedirectResponse(url("story", found["story"], done=ask("done")), 302)
    return story_with(ask, found["story"])


def story_with(ask: Ask, name: str, error: LagebildError | None = None) -> Response:
    """Return the page of a story, with what was wrong with a form on it."""
    found = story(ask.store, name)
    if found is None:
        raise HTTPException(404)
    members = {row["key"]: row for row in found["members"]}
    body = found["body"]
    origins = [_grown(number, origin, members, ask.words) for number, origin in enumerate(body["origins"], 1)]
    home = {branch.member["key"]: origin.number for origin in origins for branch in origin.branches}
    events = {event["event"]: _event(event, members, ask.words) for event in body["events"]}
    return show(
        ask, "story.html", 400 if error else 200, s=found, origins=origins, home=home, events=events, error=error, done=done(ask),
        fresh=_fresh(ask, name), waiting=waits(ask.store, list(members)), said=on_story(ask.store, name, members),
        near=near_stories(ask.store, name),
        primary=[_source(s, ask.words) for s in body["primary_sources"]],
        disputed=[[events[name] for name in one["events"]] for one in body["contradictions"]],
        before=_titles(ask, [found["follows"]]), after=_titles(ask, found["followed_by"]),
        line=timeline(origins, ask.words), **_changes(ask, origins),
    )  # fmt: skip


def _changes(ask: Ask, origins: Sequence[Grown]) -> dict[str, Any]:
    """Return who descends from whom, and what changed in the pair that is asked for: measured when it is asked, not for all pairs."""
    descended = [branch for origin in origins for branch in origin.branches if branch.parent_document]
    changed = next((branch for branch in descended if branch.member["document"] == ask("drift")), None)
    v = beside(ask.store, changed.parent_document, changed.member["document"], ask.words) if changed else None
    return {"descended": descended, "changed": changed, "v": v, "colours": colours(v) if v else {}}


def _fresh(ask: Ask, name: str) -> Sequence[str]:
    since = visit(ask.store, ask.who, ask.now).since
    return [] if since is None else new_documents(ask.store, [name], since).get(name, [])


def event_address(ask: Ask) -> Response:
    """Answer `/event/NAME`: lead to the event on the page of its story."""
    name = ask.path("event")
    home, _, number = name.rpartition("-")
    found = story(ask.store, home) if number.isascii() and number.isdigit() else None
    if found is None:
        raise HTTPException(404)
    known = any(event["event"] == name for event in found["body"]["events"])
    return RedirectResponse(url("story", found["story"]) + (f"#e{number}" if known else ""), 302)


def _titles(ask: Ask, names: Sequence[str]) -> list[tuple[str, str]]:
    found = [story(ask.store, name) for name in names[:_MOST_FOLLOWERS] if name]
    return [(row["story"], row["title"]) for row in found if row]


def _source(source: Mapping[str, Any], words: Words) -> tuple[str, str, int]:
    return (actor_name(source["code"], words.lang) if source["code"] else flat(source["name"])), source["code"], len(source["documents"])


def _grown(number: int, origin: Mapping[str, Any], members: Mapping[str, Any], words: Words) -> Grown:
    children: dict[str | None, list[Mapping[str, Any]]] = {}
    for member in origin["members"]:
        children.setdefault(member["parent"], []).append(member)
    branches, stack = [], [(0, member) for member in reversed(children.get(None, ()))]
    while stack:
        depth, member = stack.pop()
        branches.append(_branch(depth, member, members, words))
        stack += [(depth + 1, child) for child in reversed(children.get(member["id"], ()))]
    return Grown(number, origin.get("agency", ""), tuple(branches))


def _branch(depth: int, member: Mapping[str, Any], members: Mapping[str, Any], words: Words) -> Branch:
    parent = members[member["parent"]] if member["parent"] else {"publisher": "", "document": ""}
    reasons = tuple((words("evidence", r["evidence"]), _value(r), f"{r['weight']:+.1f}") for r in member["reasons"])
    relation = words("relations", member["relation"]) if member["relation"] else ""
    return Branch(
        depth, members[member["id"]], relation, round(100 * member["probability"]), parent["publisher"], parent["document"], reasons
    )


def _value(reason: Mapping[str, Any]) -> str:
    if "said" in load_evidence_words()[reason["evidence"]]:
        return f"{round(100 * reason['value'])} %"
    return "✓" if reason["value"] else "–"


def _event(event: Mapping[str, Any], members: Mapping[str, Any], words: Words) -> dict[str, Any]:
    tellings = [{**one, "member": members[one["document"]], "text": flat(one["text"])} for one in event["claims"]]
    why = [grade_reason(sentence, words) for sentence in event["why"]]
    return {**event, "number": event["event"].rpartition("-")[2], "why": why, "tellings": tellings}
