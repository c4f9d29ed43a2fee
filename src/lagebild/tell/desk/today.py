"""Today: what is new in a period, what most independent origins tell, and what is disputed."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.keeping import watchlists
from lagebild.store.opening import Store
from lagebild.store.questions import Filters, count, search
from lagebild.store.views import places, top_stories
from lagebild.tell.desk.lists import FORMS, as_file
from lagebild.tell.desk.rendering import Ask, show

DAYS = ("1", "7", "30", "all")
_STORIES, _DISPUTED, _PLACES = 30, 15, 15


def today_page(ask: Ask) -> Response:
    """Answer `/`: stories of the last days before the newest document, by independent origins."""
    days = ask("days") or "7"
    if days not in DAYS:
        raise InputError("days", f"{days[:20]!r} is none of the periods", "take 1, 7, 30 or all")
    lists = watchlists(ask.store)
    codes = lists.get(ask("watch"), [])
    found = picture(ask.store, days, codes)
    if ask("form") in FORMS:
        return as_file(ask("form"), "stories", found["top"])
    return show(ask, "today.html", days=days, choices=DAYS, lists=list(lists), watch=ask("watch") if codes else "", **found)


def picture(store: Store, days: str, codes: Collection[str] = ()) -> dict[str, Any]:
    """Return what a period of `DAYS` shows: since, newest, the total of documents, top stories, disputed ones, places."""
    newest = _newest(store)
    since = "" if days == "all" or not newest else (newest - datetime.timedelta(int(days) - 1)).isoformat()
    return {
        "since": since, "newest": newest.isoformat() if newest else "", "total": count(store, Filters(start=since)),
        "top": top_stories(store, since, _STORIES, codes),
        "disputed": top_stories(store, since, _DISPUTED, codes, contradicted=True), "places": list(places(store, since).items())[:_PLACES],
    }  # fmt: skip


def _newest(store: Store) -> datetime.date | None:
    """Return the day of the newest document, none that is dated in the future: an archive has its own today."""
    now = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(1)
    rows = search(store, Filters(end=now.isoformat()), most=1).rows
    try:
        return datetime.date.fromisoformat(rows[0]["published"][:10]) if rows else None
    except ValueError:
        return None
