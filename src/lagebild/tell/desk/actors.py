"""An actor, or two: the events and judgements they stand in, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lagebild.model.errors import InputError
from lagebild.packs.registry import load_registry
from lagebild.store.exporting import each_claim
from lagebild.store.orders import start_of
from lagebild.store.questions import Filters, claims, sentences
from lagebild.store.series import counterparts, daily_events
from lagebild.store.views import events
from lagebild.tell.desk.charts import QUADS, Counts, chart, quad_of
from lagebild.tell.desk.lists import FORMS, as_file, every
from lagebild.tell.desk.rendering import Ask, show, url
from lagebild.tell.desk.search import choices, code_of
from lagebild.tell.desk.worldmap import world_map
from lagebild.tell.exporting import claim_line
from lagebild.tell.names import actor_name

_PART, _OTHERS = 25, 40
Pair = tuple[str, str]


def actors_page(ask: Ask) -> Response:
    """Answer `/actor`: a form for one name or two, which leads to their page."""
    error = None
    try:
        one, other = code_of(ask("name"), ask.words), code_of(ask("other"), ask.words)
        if one and other and one != other:
            return RedirectResponse(url("pair", one, other), 302)
        if one or other:
            return RedirectResponse(url("actor", one or other), 302)
    except InputError as wrong:
        error = wrong
    return show(ask, "actors.html", 400 if error else 200, error=error)


def actor_page(ask: Ask) -> Response:
    """Answer `/actor/CODE`."""
    return _page(ask, _known(ask.path("code")), None)


def pair_page(ask: Ask) -> Response:
    """Answer `/pair/ONE/OTHER`: in either direction."""
    one, other = _known(ask.path("one")), _known(ask.path("other"))
    return _page(ask, one, (one, other)) if one != other else RedirectResponse(url("actor", one), 302)


def met(actor: str, others: Sequence[tuple[str, str, int]], lang: str) -> dict[str, Any]:
    """Return those that an actor meets in events, the most frequent first, each with its numbers by quad class, and their map."""
    counts: dict[str, Counts] = {}
    for code, kind, number in others:
        if quad := quad_of(kind):
            counts.setdefault(code, dict.fromkeys(QUADS, 0))[quad] += number
    rows = sorted(counts.items(), key=lambda one: (-sum(one[1].values()), one[0]))
    return {"others": rows[:_OTHERS], "world": world_map({code: sum(one.values()) for code, one in rows}, lang, actor)}


def _known(code: str) -> str:
    if code not in load_registry("en").entities:
        raise HTTPException(404)
    return code


def _page(ask: Ask, actor: str, pair: Pair | None) -> Response:
    kind, since = ask("type"), ask("since")
    if since and not start_of(since):
        raise InputError(since[:20], "not a day", 'give it as "2024-05-06"')
    filters = Filters(actor="" if pair else actor, pair=pair, kind="judgement", type=kind, start=since)
    if ask("form") in FORMS and ask("list") == "judgements":
        return as_file(ask("form"), "judgements", (claim_line(row) for row in each_claim(ask.store, filters)))
    if ask("form") in FORMS:
        return as_file(ask("form"), "events", every(lambda cursor: events(ask.store, actor, pair, kind, since, cursor, 200)))
    told = events(ask.store, actor, pair, kind, since, ask("events"), _PART)
    judged = claims(ask.store, filters, ask("judgements"), _PART)
    lang = ask.words.lang
    others = counterparts(ask.store, actor, kind, since) if pair is None else []
    return show(
        ask, "actor.html", title=" – ".join(actor_name(code, lang) for code in pair or (actor,)), codes=pair or (actor,), told=told,
        judged=judged, types=choices(ask.words)["type"], since=since, type=kind,
        said=sentences(ask.store, [row["claim"] for row in judged.rows]), quads=QUADS,
        chart=chart(daily_events(ask.store, actor, pair, kind, since), ask.words), **met(actor, others, lang),
    )  # fmt: skip
