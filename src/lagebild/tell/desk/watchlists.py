"""Watchlists in a page: seen by all, made, changed and deleted by analysts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.queue import iso
from lagebild.store.watchlists import LONGEST, Watchlist, drop_watchlist, kept_watchlists, put_watchlist
from lagebild.tell.api.rows import watchlist_row
from lagebild.tell.desk.forms import see
from lagebild.tell.desk.lists import FORMS, as_file
from lagebild.tell.desk.rendering import Ask, show, url
from lagebild.tell.desk.search import code_of
from lagebild.tell.names import actor_name

_BETWEEN = re.compile(r"[,;\n]")


def watchlists_page(ask: Ask, error: InputError | None = None) -> Response:
    """Answer `/watchlists`; with `?change=NAME` a form holds that list, with `?gone=NAME&actors=...` one that was deleted."""
    lists = kept_watchlists(ask.store)
    if ask("form") in FORMS:
        return as_file(ask("form"), "watchlists", (watchlist_row(one) for one in lists))
    known = {one.name: one for one in lists}
    return show(
        ask, "watchlists.html", 400 if error else 200, lists=lists, error=error, longest=LONGEST,
        by_name=by_name, form=_as_sent(ask) if error else _form(ask, known.get(ask("change"))),
        kept=ask("kept") if ask("kept") in known else "", gone="" if ask("gone") in known else ask("gone"),
    )  # fmt: skip


def _as_sent(ask: Ask) -> Mapping[str, str]:
    return {name: ask.said(name) for name in ("name", "actors", "before")}


def _form(ask: Ask, changed: Watchlist | None) -> Mapping[str, str]:
    if changed is None:
        return {"name": ask("gone"), "actors": _all_written(_BETWEEN.split(ask("actors")), ask), "before": ""}
    return {"name": changed.name, "actors": _all_written(changed.codes, ask), "before": changed.name}


def by_name(codes: Iterable[str], lang: str) -> list[str]:
    """Return codes in the order of their names.

    >>> by_name(["DEU", "CHL", "AUT"], "en"), by_name(["DEU", "CHL", "AUT"], "de")
    (['AUT', 'CHL', 'DEU'], ['CHL', 'DEU', 'AUT'])
    """
    return sorted(codes, key=lambda code: (_plain(actor_name(code, lang)), code))


def _plain(name: str) -> str:
    # "Österreich" stands beside "Oman", not behind "Zypern"
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()


def _all_written(codes: Iterable[str], ask: Ask) -> str:
    return ", ".join(_written(code, ask) for code in by_name((code.strip() for code in codes), ask.words.lang))


def _written(code: str, ask: Ask) -> str:
    """Return an actor's name where the form would take it for this actor, else its code."""
    name = actor_name(code, ask.words.lang)
    try:
        return name if not _BETWEEN.search(name) and code_of(name, ask.words) == code else code
    except InputError:
        return code


def keep_watchlist(ask: Ask) -> Response:
    """Take the form that makes or changes a list; what is wrong with it is said, with the form as it was filled in."""
    name, before = ask.said("name"), ask.said("before")
    try:
        codes = [code_of(part.strip(), ask.words) for part in _BETWEEN.split(ask.said("actors")) if part.strip()]
        if name != before and name in {one.name for one in kept_watchlists(ask.store)}:
            raise InputError(name, ask.words("watch", "taken"), ask.words("watch", "taken_way_out"))
        if not codes:
            raise InputError(ask.words("watch", "actors"), ask.words("watch", "no_actors"), ask.words("watch", "no_actors_way_out"))
        put_watchlist(ask.store, name, codes, ask.who, iso(ask.now), before)
    except InputError as wrong:
        return watchlists_page(ask, wrong)
    ask.request.state.about = name if before in ("", name) else f"{before} → {name}"
    return see(url("watchlists", kept=name))


def delete_watchlist(ask: Ask) -> Response:
    """Take the form that deletes a list, and offer it once more; one that is gone already is no fault."""
    name = ask.said("name")
    found = next((one for one in kept_watchlists(ask.store) if one.name == name), None)
    if found is None:
        return see(url("watchlists"))
    drop_watchlist(ask.store, name)
    ask.request.state.about = name
    return see(url("watchlists", gone=name, actors=", ".join(found.codes)))
