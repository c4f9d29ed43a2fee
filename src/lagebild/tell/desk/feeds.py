"""Atom feeds, newest first: stories (of a watchlist), events (of an actor or a pair), and whatever a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.orders import start_of
from lagebild.store.own import saved_search
from lagebild.store.questions import Filters, claims, search, sentences
from lagebild.store.views import events, stories
from lagebild.store.watchlists import watchlists
from lagebild.tell.api.answers import tagged
from lagebild.tell.desk.atom import MEDIA_TYPE, Entry, feed
from lagebild.tell.desk.rendering import Ask, say_time, url
from lagebild.tell.desk.search import code_of, filters_of
from lagebild.tell.desk.searches import filters_of_search
from lagebild.tell.names import actor_name

_PART = 50
Row = dict[str, Any]


def stories_feed(ask: Ask) -> Response:
    """Answer `/stories.atom`; `?watch=NAME` keeps to the actors of a watchlist."""
    lists, watch = watchlists(ask.store), ask("watch")
    if watch and watch not in lists:
        raise HTTPException(404)
    found = stories(ask.store, ask("cursor"), _PART, lists.get(watch, []))
    entries = [story_entry(ask, row) for row in found.rows]
    title = " · ".join(part for part in (ask.words("web", "top"), watch) if part)
    return answered(ask, f"stories:{watch}", title, url("", watch=watch), entries, found.cursor)


def events_feed(ask: Ask) -> Response:
    """Answer `/events.atom`; `?actor=`, `?other=`, `?type=` and `?since=` narrow it as on the page of an actor."""
    one, other = code_of(ask("actor"), ask.words), code_of(ask("other"), ask.words)
    pair = (one, other) if one and other and one != other else None
    if (since := ask("since")) and not start_of(since):
        raise InputError(since[:20], "not a day", 'give it as "2024-05-06"')
    found = events(ask.store, one or other, pair, ask("type"), since, ask("cursor"), _PART)
    entries = [event_entry(ask, row) for row in found.rows]
    named = [actor_name(code, ask.words.lang) for code in dict.fromkeys((one, other)) if code]
    page = url("pair", *pair) if pair else url("actor", one or other) if one or other else url("")
    what = "events:" + " ".join((one, other, ask("type"), since))
    return answered(ask, what, " · ".join([ask.words("tracing", "events"), *named]), page, entries, found.cursor)


def search_feed(ask: Ask) -> Response:
    """Answer `/search.atom`: what `/search` finds with the same fields, texts or claims."""
    fields = sorted((name, value) for name, value in ask.request.query_params.multi_items() if value and name not in ("cursor", "lang"))
    title = " · ".join([ask.words("web", "search"), *(value for name, value in fields if name != "what")])
    page = url("search") + ask.again(cursor="")
    return _found(ask, filters_of(ask, ask.words), ask("what") == "claims", f"search:{urlencode(fields)}", title, page)


def saved_feed(ask: Ask) -> Response:
    """Answer `/searches/NUMBER.atom`: what a saved search finds, also when it is changed; with accounts, only one's own."""
    number = ask.path("number")
    one = saved_search(ask.store, int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    if one is None or (ask.account and one.who != ask.account.name):
        raise HTTPException(404)
    filters, page = filters_of_search(one, ask.words), url("search", **one.question)
    return _found(ask, filters, one.question.get("what") == "claims", f"saved:{one.number}", one.name, page)


def _found(ask: Ask, filters: Filters, told: bool, what: str, title: str, page: str) -> Response:
    found = (claims if told else search)(ask.store, filters, ask("cursor"), _PART)
    said = sentences(ask.store, [row["claim"] for row in found.rows]) if told else {}
    entries = [claim_entry(ask, row, said[row["claim"]]) if told else text_entry(ask, row) for row in found.rows]
    return answered(ask, what, title, page, entries, found.cursor)


def answered(ask: Ask, what: str, title: str, page: str, entries: Sequence[Entry], cursor: str) -> Response:
    """Return a feed with what is older behind a link, and a strong ETag."""
    path = ask.request.url.path
    here = absolute(ask, path + again if len(again := ask.again()) > 1 else path)
    onward = absolute(ask, path + ask.again(cursor=cursor)) if cursor else ""
    body = feed(what, f"Lagebild · {title}", here, absolute(ask, page), entries, ask.words.lang, onward)
    answer = tagged(ask.request, body, MEDIA_TYPE, {})
    answer.headers["vary"] = "Accept-Language, Authorization, Cookie, Host"
    return answer


def absolute(ask: Ask, path: str) -> str:
    """Return an address with the host under which the desk was asked: feeds are read elsewhere."""
    return str(ask.request.base_url).rstrip("/") + path


def story_entry(ask: Ask, row: Row) -> Entry:
    """Return the entry of a story: of how many independent origins, and whether one document denies another."""
    words = ask.words
    said = [words("tracing", "documents", count=row["documents"]), words("tracing", "origins", count=row["origins"])]
    said += [words("web", "disputes", count=row["contradictions"])] if row["contradictions"] else []
    return Entry(
        f"story:{row['story']}",
        absolute(ask, url("story", row["story"])),
        row["title"] or words("ui", "untitled"),
        "; ".join(said),
        row["last"],
    )


def event_entry(ask: Ask, row: Row) -> Entry:
    """Return the entry of an event: who did what to whom, how it is graded, in which story."""
    words = ask.words
    sides = [", ".join(actor_name(code, words.lang) for code in row[side]) for side in ("actors", "recipients")]
    kind = words("events", row["type"]) if row["type"].isupper() else words("judgements", row["type"])
    head = f"{' → '.join(side for side in sides if side) or words('ui', 'nobody')}: {kind}"
    when = " – ".join(dict.fromkeys(say_time(row[name], words.lang) for name in ("date_from", "date_to") if row[name]))
    grade = words("tracing", "grade", reliability=row["reliability"], credibility=row["credibility"])
    denied = words("ui", "negated") if row["polarity"] == "negated" else ""
    said = [denied, when, row["where"], grade, words("tracing", "origins", count=row["origins"]), row["title"]]
    page = absolute(ask, url("event", row["event"]))
    return Entry(f"event:{row['event']}", page, head, "; ".join(part for part in said if part), row["last"])


def text_entry(ask: Ask, row: Row) -> Entry:
    """Return the entry of a document: by its outlet, with the beginning of its text."""
    page = absolute(ask, url("document", row["document"]))
    title = row["title"] or ask.words("ui", "untitled")
    return Entry(f"document:{row['document']}", page, title, row["beginning"], row["published"], row["publisher"])


def claim_entry(ask: Ask, row: Row, sentence: str) -> Entry:
    """Return the entry of a claim: who does or is what to whom, with its sentence, by the outlet that says so."""
    words, body = ask.words, row["body"]
    event = body["kind"] == "event"
    names = ("actors", "recipients") if event else ("subjects", "objects")
    sides = [", ".join(actor_name(side["code"], words.lang) for side in body[name]) for name in names]
    kind = words("events", body["event"]) if event else words("judgements", body["judgement"])
    denied = f" ({words('ui', 'negated')})" if body["polarity"] == "negated" else ""
    title = f"{' → '.join(side for side in sides if side) or words('ui', 'nobody')}: {kind}{denied}"
    return Entry(f"claim:{row['claim']}", absolute(ask, url("claim", row["claim"])), title, sentence, row["published"], row["publisher"])
