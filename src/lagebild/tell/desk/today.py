"""Today: what is new in a period and since the last visit, what most independent origins tell, what is disputed, what concerns a home."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.packs.registry import load_registry
from lagebild.store.opening import Store
from lagebild.store.own import put_setting, setting
from lagebild.store.questions import Filters, count, search
from lagebild.store.queue import iso
from lagebild.store.series import story_origins
from lagebild.store.views import places, top_stories
from lagebild.store.visiting import count_new, last_arrival, new_documents, visit
from lagebild.store.watchlists import watchlists
from lagebild.tell.desk.forms import see
from lagebild.tell.desk.lists import FORMS, as_file
from lagebild.tell.desk.rendering import Ask, remember, show
from lagebild.tell.desk.search import code_of
from lagebild.tell.desk.searches import MOST, saved
from lagebild.tell.desk.worldmap import world_map

DAYS, VISIT, HOME = ("1", "7", "30", "all"), "visit", "home"
# stands among the watchlists: the home country or bloc, if one was chosen
AT_HOME = ":home"
_STORIES, _DISPUTED, _CONCERNS, _PLACES, _MANY = 30, 15, 8, 15, 1000


def today_page(ask: Ask, error: InputError | None = None) -> Response:
    """Answer `/`: stories of the last days before the newest document, or since the last visit, by independent origins."""
    days = ask("days") or "7"
    if days not in (*DAYS, VISIT):
        raise InputError("days", f"{days[:20]!r} is none of the periods", "take 1, 7, 30, all or visit")
    # asked before all else: what comes while this page is made is new at the next visit
    seen, before = last_arrival(ask.store), visit(ask.store, ask.who, ask.now)
    newest, near = newest_day(ask.store), home_of(ask)
    lists = ({AT_HOME: concerned(near, newest)} if near else {}) | watchlists(ask.store)
    codes = lists.get(ask("watch"), [])
    arrived = (before.since or 0) if days == VISIT else None
    found = picture(ask.store, newest, days, codes, arrived)
    if ask("form") in FORMS:
        return as_file(ask("form"), "stories", found["top"])
    concerns = top_stories(ask.store, found["since"], _CONCERNS, lists[AT_HOME], arrived=arrived) if near else []
    states = story_origins(ask.store, found["since"], codes, arrived)
    world = world_map({row["code"]: row["origins"] for row in states}, ask.words.lang)
    shown = {row["story"] for row in (*found["top"], *found["disputed"], *concerns)}
    answer = show(
        ask, "today.html", 400 if error else 200, days=days, choices=DAYS if before.since is None else (VISIT, *DAYS), **found,
        lists=list(lists), watch=ask("watch") if codes else "", home=near, concerns=concerns, saved=saved(ask), most=MOST, error=error,
        fresh={} if before.since is None else new_documents(ask.store, shown, before.since),
        came=None if before.since is None else count_new(ask.store, before.since, _MANY),
        world=world, states=[row for row in states if row["code"] in world.codes],
        elsewhere=[row for row in states if row["code"] not in world.codes][:_PLACES],
        many=_MANY, left=iso(before.at) if before.at else "",
    )  # fmt: skip
    answer.background = remember(ask, seen)
    return answer


def home(ask: Ask) -> Response:
    """Take the form that chooses a home country or bloc; left empty, it is none."""
    try:
        code = code_of(ask.said("home_name"), ask.words)
    except InputError as wrong:
        return today_page(ask, wrong)
    put_setting(ask.store, ask.who, HOME, code or None)
    return see("/")


def home_of(ask: Ask) -> str:
    """Return the code of the home country or bloc of who asks, "" where there is none that the registry knows."""
    code = setting(ask.store, ask.who, HOME)
    return str(code) if code in load_registry("en").entities else ""


def concerned(code: str, day: datetime.date | None) -> Sequence[str]:
    """Return a country's code, or that of a bloc with those of its members on a day.

    >>> concerned("DEU", None), {"EU", "DEU"} <= set(concerned("EU", datetime.date(2025, 1, 1)))
    (('DEU',), True)
    """
    return (code, *load_registry("en").members_at(code, day.isoformat() if day else ""))


def picture(
    store: Store, newest: datetime.date | None, days: str, codes: Collection[str] = (), arrived: int | None = None
) -> dict[str, Any]:
    """Return what a period up to a day shows: since, newest, the total of documents, top stories, disputed ones, places.

    `days` is one of `DAYS`, or "visit" for what came into stories after the number `arrived`.
    """
    since = "" if days in ("all", VISIT) or not newest else (newest - datetime.timedelta(int(days) - 1)).isoformat()
    return {
        "since": since, "newest": newest.isoformat() if newest else "", "total": count(store, Filters(start=since, arrived=arrived or 0)),
        "top": top_stories(store, since, _STORIES, codes, arrived=arrived),
        "disputed": top_stories(store, since, _DISPUTED, codes, contradicted=True, arrived=arrived),
        "places": list(places(store, since).items())[:_PLACES],
    }  # fmt: skip


def newest_day(store: Store) -> datetime.date | None:
    """Return the day of the newest document, none that is dated in the future: an archive has its own today."""
    now = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(1)
    rows = search(store, Filters(end=now.isoformat()), most=1).rows
    try:
        return datetime.date.fromisoformat(rows[0]["published"][:10]) if rows else None
    except ValueError:
        return None
