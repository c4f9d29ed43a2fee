"""Today: what is new in a period, what most independent origins tell, and what is disputed."""

from __future__ import annotations

import datetime

from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.keeping import watchlists
from lagebild.store.questions import Filters, count, search
from lagebild.store.series import story_origins
from lagebild.store.views import places, top_stories
from lagebild.tell.desk.lists import FORMS, as_file
from lagebild.tell.desk.rendering import Ask, show
from lagebild.tell.desk.worldmap import world_map

DAYS = ("1", "7", "30", "all")
_STORIES, _DISPUTED, _PLACES = 30, 15, 15


def today_page(ask: Ask) -> Response:
    """Answer `/`: stories of the last days before the newest document, by independent origins."""
    days = ask("days") or "7"
    if days not in DAYS:
        raise InputError("days", f"{days[:20]!r} is none of the periods", "take 1, 7, 30 or all")
    lists = watchlists(ask.store)
    codes = lists.get(ask("watch"), [])
    newest = _newest(ask)
    since = "" if days == "all" or not newest else (newest - datetime.timedelta(int(days) - 1)).isoformat()
    top = top_stories(ask.store, since, _STORIES, codes)
    if ask("form") in FORMS:
        return as_file(ask("form"), "stories", top)
    disputed = top_stories(ask.store, since, _DISPUTED, codes, contradicted=True)
    where = list(places(ask.store, since).items())[:_PLACES]
    states = story_origins(ask.store, since, codes)
    world = world_map({row["code"]: row["origins"] for row in states}, ask.words.lang)
    total = count(ask.store, Filters(start=since))
    return show(
        ask, "today.html", days=days, choices=DAYS, since=since, newest=newest.isoformat() if newest else "", top=top, disputed=disputed,
        places=where, total=total, lists=list(lists), watch=ask("watch") if codes else "",
        world=world, states=[row for row in states if row["code"] in world.codes],
        elsewhere=[row for row in states if row["code"] not in world.codes][:_PLACES],
    )  # fmt: skip


def _newest(ask: Ask) -> datetime.date | None:
    """Return the day of the newest document, none that is dated in the future: an archive has its own today."""
    now = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(1)
    rows = search(ask.store, Filters(end=now.isoformat()), most=1).rows
    try:
        return datetime.date.fromisoformat(rows[0]["published"][:10]) if rows else None
    except ValueError:
        return None
