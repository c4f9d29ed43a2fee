"""Saved searches: kept under a name, opened again, with how much is new since the last visit."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.own import LONGEST, Search, drop_search, save_search, searches
from lagebild.store.questions import Filters, count, count_claims
from lagebild.store.queue import iso
from lagebild.store.visiting import visit
from lagebild.tell.desk.forms import see
from lagebild.tell.desk.rendering import Ask, show, url
from lagebild.tell.desk.search import filters_of, question_of
from lagebild.tell.words import Words

MOST = 99


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search with its address; `new` results since the last visit (99 at most, None at the first) and theirs; or its fault."""

    search: Search
    address: str
    new: int | None = None
    only_new: str = ""
    fault: InputError | None = None


def saved(ask: Ask) -> list[Saved]:
    """Return the searches of who asks, with what is new."""
    since = visit(ask.store, ask.who, ask.now).since
    return [_saved(ask, one, since) for one in searches(ask.store, ask.who)]


def _saved(ask: Ask, one: Search, since: int | None) -> Saved:
    address = url("search", **one.question)
    if since is None:
        return Saved(one, address)
    try:
        filters = filters_of_search(one, ask.words, since)
        claims = one.question.get("what") == "claims"
        new = count_claims(ask.store, filters, MOST + 1) if claims else count(ask.store, filters, MOST + 1)
    except InputError as wrong:
        # an actor that was asked for may be no longer in the registry
        return Saved(one, address, fault=wrong)
    return Saved(one, address, new, url("search", **one.question, arrived=str(since)))


def filters_of_search(one: Search, words: Words, since: int = 0) -> Filters:
    """Return the filters of a saved search; `since` asks for what arrived after a number. Raises InputError."""
    question = {**one.question, "arrived": str(since or "")}
    return filters_of(lambda name: question.get(name, ""), words)


def searches_page(ask: Ask, error: InputError | None = None) -> Response:
    """Answer `/searches`: all that were saved."""
    return show(ask, "searches.html", 400 if error else 200, saved=saved(ask), error=error, most=MOST)


def save(ask: Ask) -> Response:
    """Take the form that saves a search."""
    question = question_of(ask.said)
    try:
        filters_of(ask.said, ask.words)
        if not (name := ask.said("name")) or len(name) > LONGEST:
            raise InputError(ask.words("web", "save"), ask.words("web", "no_name", most=LONGEST), ask.words("web", "no_name_way_out"))
        number = save_search(ask.store, ask.who, name, question, iso(ask.now))
    except InputError as wrong:
        return searches_page(ask, wrong)
    return see(url("search", **question, kept=str(number)))


def delete(ask: Ask) -> Response:
    """Take the form that deletes a saved search; one that is gone already is no fault."""
    number = ask.path("number")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise HTTPException(404)
    if int(number) in {one.number for one in searches(ask.store, ask.who)}:
        drop_search(ask.store, ask.who, int(number))
    return see(url("searches"))
