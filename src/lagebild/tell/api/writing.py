"""What can be changed under `/api/v1`: what the pages' forms change, by the same functions, with the same names and times."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.accounts import Account
from lagebild.store.corrections import (
    By,
    Correction,
    amend_claim,
    correction,
    grade_outlet,
    merge_stories,
    reject_claim,
    split_story,
    undo,
)
from lagebild.store.opening import Store
from lagebild.store.own import Search, drop_search, save_search, saved_search, searches
from lagebild.store.questions import claim
from lagebild.store.queue import iso
from lagebild.store.views import outlets, story
from lagebild.store.watchlists import Watchlist, drop_watchlist, kept_watchlists, put_watchlist
from lagebild.tell.api.answers import JSON, answer, by_name, listed, wants_json
from lagebild.tell.api.bodies import Amend, Correcting, Grade, Merge, Reject, Saving, Split, Watching
from lagebild.tell.api.description import BASE, told
from lagebild.tell.api.endpoints import Bare, Paged, StoreOf, there
from lagebild.tell.api.parameters import Name, Number, known
from lagebild.tell.api.rows import correction_row, search_row, watchlist_row
from lagebild.tell.desk.claimform import SIDES
from lagebild.tell.desk.csrf import from_elsewhere
from lagebild.tell.desk.rendering import Desk
from lagebild.tell.desk.search import filters_of, question_of
from lagebild.tell.words import load_words


def _from_here(request: Request) -> None:
    """Refuse what a page elsewhere makes a browser send: it says so, or can send no JSON without being asked first."""
    if from_elsewhere(request):
        raise HTTPException(403, "this was sent by a page of another site")
    if request.method == "POST" and request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise HTTPException(415, f"send {JSON}")


writing = APIRouter(dependencies=[Depends(wants_json)], redirect_slashes=False)
_CHANGING = [Depends(_from_here)]


@writing.get("/corrections/{number}", **told("correction", "A correction"))
def one_correction(request: Request, store: StoreOf, number: Number, asked: Bare) -> Response:
    """Answer `/corrections/NUMBER`."""
    return answer(request, correction_row(there(correction(store, number), "correction")))


@writing.post("/corrections", dependencies=_CHANGING, **told("correction", "Correct a claim, a story or an outlet's grade", status=201))
def correct(request: Request, store: StoreOf, sent: Correcting, asked: Bare) -> Response:
    """Answer a correction; the stories concerned are made anew at once, or as soon as tracing is free."""
    made = _corrected(store, sent, _by(request, sent.why))
    _desk(request).retracer.trace()
    return _made(correction_row(made), f"corrections/{made.number}")


@writing.delete("/corrections/{number}", dependencies=_CHANGING, **told("correction", "Undo a correction", change=True))
def uncorrect(request: Request, store: StoreOf, number: Number, asked: Bare) -> Response:
    """Answer the undoing of a correction; it stays in the list, with who undid it."""
    if there(correction(store, number), "correction").undone_at:
        raise HTTPException(409, "this correction is undone already")
    undone = undo(store, number, _by(request, ""))
    _desk(request).retracer.trace()
    return _done(correction_row(undone))


@writing.get("/searches", **told("saved_search", "The searches that were saved by who asks, by name", many=True))
def own_searches(request: Request, store: StoreOf, asked: Paged) -> Response:
    """Answer `/searches`."""
    rows = [search_row(one) for one in searches(store, _who(request))]
    return listed(request, by_name(rows, "name", asked.cursor, asked.limit))


@writing.get("/searches/{number}", **told("saved_search", "A saved search of one's own"))
def one_search(request: Request, store: StoreOf, number: Number, asked: Bare) -> Response:
    """Answer `/searches/NUMBER`."""
    return answer(request, search_row(_own(request, store, number)))


@writing.post("/searches", dependencies=_CHANGING, **told("saved_search", "Save a search", status=201))
def keep_search(request: Request, store: StoreOf, sent: Saving, asked: Bare) -> Response:
    """Answer a search that is saved."""
    question = question_of(lambda name: sent.question.get(name, ""))
    if unknown := sorted(set(sent.question) - set(question) - {name for name, value in sent.question.items() if not value}):
        raise InputError(unknown[0][:40], "no field of a search", "take those of the page Search")
    filters_of(lambda name: question.get(name, ""), load_words("en"))
    number = save_search(store, _who(request), sent.name, question, iso(_desk(request).clock()))
    return _made(search_row(_own(request, store, number)), f"searches/{number}")


@writing.delete("/searches/{number}", dependencies=_CHANGING, **told("saved_search", "Forget a saved search of one's own", change=True))
def forget_search(request: Request, store: StoreOf, number: Number, asked: Bare) -> Response:
    """Answer the forgetting of a search with what it was."""
    gone = _own(request, store, number)
    drop_search(store, gone.who, number)
    return _done(search_row(gone))


@writing.get("/watchlists/{watchlist:path}", **told("watchlist", "A watchlist"))
def one_watchlist(request: Request, store: StoreOf, watchlist: Name, asked: Bare) -> Response:
    """Answer `/watchlists/NAME`."""
    return answer(request, watchlist_row(_listed(store, watchlist)))


@writing.post("/watchlists", dependencies=_CHANGING, **told("watchlist", "Make a watchlist, or change the one of that name", status=201))
def keep_list(request: Request, store: StoreOf, sent: Watching, asked: Bare) -> Response:
    """Answer a watchlist that is made or changed."""
    put_watchlist(store, sent.watchlist, [known(code) for code in sent.codes], _who(request), iso(_desk(request).clock()))
    request.state.about = sent.watchlist
    return _made(watchlist_row(_listed(store, sent.watchlist)), f"watchlists/{quote(sent.watchlist, safe='')}")


@writing.delete("/watchlists/{watchlist:path}", dependencies=_CHANGING, **told("watchlist", "Delete a watchlist", change=True))
def forget_list(request: Request, store: StoreOf, watchlist: Name, asked: Bare) -> Response:
    """Answer the deletion of a watchlist with what it was."""
    gone = _listed(store, watchlist)
    drop_watchlist(store, gone.name)
    return _done(watchlist_row(gone))


def _listed(store: Store, name: str) -> Watchlist:
    found: Watchlist = there(next((one for one in kept_watchlists(store) if one.name == name), None), "watchlist")
    return found


def _corrected(store: Store, sent: Correcting, by: By) -> Correction:
    if isinstance(sent, Reject | Amend):
        there(claim(store, sent.claim), "claim")
        return reject_claim(store, sent.claim, by) if isinstance(sent, Reject) else _amended(store, sent, by)
    if isinstance(sent, Grade):
        there(next((row for row in outlets(store) if row["outlet"] == sent.outlet), None), "outlet")
        return grade_outlet(store, sent.outlet, sent.letter, by)
    name = there(story(store, sent.story), "story")["story"]
    if isinstance(sent, Split):
        return split_story(store, name, sent.documents, by)
    return _merged(store, name, sent, by)


def _amended(store: Store, sent: Amend, by: By) -> Correction:
    if not (changes := sent.changes.given()):
        raise InputError("changes", "nothing is other than before", "give a field, or reject the claim")
    for side in SIDES:
        for code in changes.get(side, ()):
            known(code)
    return amend_claim(store, sent.claim, changes, by)


def _merged(store: Store, name: str, sent: Merge, by: By) -> Correction:
    return merge_stories(store, name, there(story(store, sent.other), "story")["story"], by)


def _done(row: dict[str, Any]) -> Response:
    return Response(json.dumps(row, ensure_ascii=False), media_type=JSON)


def _made(row: dict[str, Any], path: str) -> Response:
    return Response(json.dumps(row, ensure_ascii=False), 201, {"location": f"{BASE}/{path}"}, JSON)


def _own(request: Request, store: Store, number: int) -> Search:
    found = saved_search(store, number)
    return there(found if found and found.who == _who(request) else None, "saved search")  # type: ignore[no-any-return]


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _who(request: Request) -> str:
    account: Account | None = request.scope.get("state", {}).get("account")
    return account.name if account else _desk(request).who


def _by(request: Request, why: str) -> By:
    return By(_who(request), iso(_desk(request).clock()), why)
