"""What can be asked under `/api/v1`, and which question to the store answers it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lagebild.packs.fingerprint import fingerprint
from lagebild.packs.registry import load_registry
from lagebild.store.corrections import earliest
from lagebild.store.keeping import status
from lagebild.store.opening import Store
from lagebild.store.questions import Page, claim, claims, search, sentences
from lagebild.store.sources import source_states
from lagebild.store.views import document, events, outlets, stories, story
from lagebild.store.watchlists import kept_watchlists, watchlists
from lagebild.tell.api import parameters as p
from lagebild.tell.api.answers import answer, by_name, listed, wants_json
from lagebild.tell.api.description import told
from lagebild.tell.api.rows import actor_row, correction_row, status_row, visits_row, watchlist_row
from lagebild.tell.desk.rendering import fields, url
from lagebild.tell.desk.today import newest_day, picture
from lagebild.tell.registry import resolve
from lagebild.tell.words import LANGUAGES

_CLAIM = ("claim", "state", "body", "original", "document", "title", "published", "publisher", "lang")


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


StoreOf = Annotated[Store, Depends(_store)]
Bare = Annotated[p.Nothing, Query()]
Paged = Annotated[p.Paged, Query()]
router = APIRouter(dependencies=[Depends(wants_json)], redirect_slashes=False)


@router.get("/today", **told("today", "The picture of a period up to the newest document"))
def today(request: Request, store: StoreOf, asked: Annotated[p.TodayAsked, Query()]) -> Response:
    """Answer `/today`."""
    found = picture(store, newest_day(store), asked.days, _codes(store, asked.watchlist))
    places = [{"place": place, "events": number} for place, number in found["places"]]
    kept = {"since": found["since"], "newest": found["newest"], "documents": found["total"]}
    return answer(request, {**kept, "stories": found["top"], "disputed": found["disputed"], "places": places})


@router.get("/stories", **told("story_head", "Stories, those with the newest documents first", many=True))
def some_stories(request: Request, store: StoreOf, asked: Annotated[p.StoriesAsked, Query()]) -> Response:
    """Answer `/stories`."""
    codes = [code for code in (p.known(asked.actor),) if code] or _codes(store, asked.watchlist)
    return listed(request, stories(store, asked.cursor, asked.limit, codes, asked.contradicted))


@router.get("/stories/{story}", **told("kept_story", "A story: origins as trees, graded events, contradictions, documents"))
def one_story(request: Request, store: StoreOf, story: p.Name, asked: Bare) -> Response:
    """Answer `/stories/NAME`; a name that another has taken the place of leads to the same story."""
    found = there(_story(store, story), "story")
    return answer(request, found, url("story", found["story"]))


@router.get("/events", **told("event_head", "Graded events, those of the newest stories first", many=True))
def some_events(request: Request, store: StoreOf, asked: Annotated[p.AllEventsAsked, Query()]) -> Response:
    """Answer `/events`."""
    pair = p.pair_of(asked.actor, asked.other)
    return _events(request, store, asked, p.known(asked.actor) or p.known(asked.other), pair)


@router.get("/events/{event}", **told("kept_event", "A graded event: where it is told, and why it is graded so"))
def one_event(request: Request, store: StoreOf, event: p.Name, asked: Bare) -> Response:
    """Answer `/events/NAME`."""
    home = there(_story(store, event.rpartition("-")[0]), "event")
    body = there(next((one for one in home["body"]["events"] if one["event"] == event), None), "event")
    return answer(request, {"event": event, **fields(home, "story", "title"), "body": body}, url("event", event))


@router.get("/documents", **told("document_head", "Documents, newest first, by words and by what they claim", many=True))
def some_documents(request: Request, store: StoreOf, asked: Annotated[p.TextsAsked, Query()]) -> Response:
    """Answer `/documents`."""
    return listed(request, search(store, asked.filters(), asked.cursor, asked.limit))


@router.get("/documents/{document}", **told("kept_document", "A document: its text, claims, statements, notes, story"))
def one_document(request: Request, store: StoreOf, document: p.Name, asked: Bare) -> Response:
    """Answer `/documents/ADDRESS`."""
    found = there(_document(store, document), "document")
    return answer(request, found, url("document", found["document"]))


@router.get("/claims", **told("kept_claim", "Claims, those of the newest documents first", many=True))
def some_claims(request: Request, store: StoreOf, asked: Annotated[p.ClaimsAsked, Query()]) -> Response:
    """Answer `/claims`."""
    return _claims(request, store, claims(store, asked.filters(), asked.cursor, asked.limit))


@router.get("/claims/{claim}", **told("kept_claim", "A claim, also one that was rejected"))
def one_claim(request: Request, store: StoreOf, claim: p.Name, asked: Bare) -> Response:
    """Answer `/claims/ADDRESS`."""
    found = there(_claim(store, claim), "claim")
    return answer(request, _rows(store, [found])[0], url("claim", claim))


@router.get("/actors", **told("registry_actor", "Actors of the world registry, by code", many=True))
def some_actors(request: Request, asked: Annotated[p.ActorsAsked, Query()]) -> Response:
    """Answer `/actors`."""
    known = load_registry("en").entities
    codes = {one.code for lang in LANGUAGES for one in resolve(asked.name, load_registry(lang))} if asked.name else set(known)
    after = sorted(code for code in codes & set(known) if code > asked.cursor)
    some = after[: asked.limit]
    return listed(request, Page([actor_row(code) for code in some], some[-1] if len(after) > len(some) else ""))


@router.get("/actors/{code}", **told("registry_actor", "An actor of the world registry"))
def one_actor(request: Request, code: p.Code, asked: Bare) -> Response:
    """Answer `/actors/CODE`."""
    return answer(request, actor_row(_actor(code)), url("actor", code))


@router.get("/actors/{code}/events", **told("event_head", "Graded events of an actor", many=True))
def events_of_actor(request: Request, store: StoreOf, code: p.Code, asked: Annotated[p.EventsAsked, Query()]) -> Response:
    """Answer `/actors/CODE/events`."""
    return _events(request, store, asked, _actor(code), None)


@router.get("/actors/{code}/judgements", **told("kept_claim", "Judgements about an actor, newest first", many=True))
def judgements_of_actor(request: Request, store: StoreOf, code: p.Code, asked: Annotated[p.JudgementsAsked, Query()]) -> Response:
    """Answer `/actors/CODE/judgements`."""
    return _judgements(request, store, asked, p.TextsAsked(actor=_actor(code), kind="judgement"))


@router.get("/pairs/{one}/{other}", **told("pair", "Two actors"))
def one_pair(request: Request, one: p.Code, other: p.Code, asked: Bare) -> Response:
    """Answer `/pairs/ONE/OTHER`."""
    codes = _pair(one, other)
    return answer(request, dict(zip(("one", "other"), map(actor_row, codes), strict=True)), url("pair", *codes))


@router.get("/pairs/{one}/{other}/events", **told("event_head", "Graded events between two actors, in either direction", many=True))
def events_of_pair(request: Request, store: StoreOf, one: p.Code, other: p.Code, asked: Annotated[p.EventsAsked, Query()]) -> Response:
    """Answer `/pairs/ONE/OTHER/events`."""
    return _events(request, store, asked, "", _pair(one, other))


@router.get("/pairs/{one}/{other}/judgements", **told("kept_claim", "Judgements of two actors, in either direction", many=True))
def judgements_of_pair(
    request: Request, store: StoreOf, one: p.Code, other: p.Code, asked: Annotated[p.JudgementsAsked, Query()]
) -> Response:
    """Answer `/pairs/ONE/OTHER/judgements`."""
    codes = _pair(one, other)
    return _judgements(request, store, asked, p.TextsAsked(actor=codes[0], other=codes[1], kind="judgement"))


@router.get("/outlets", **told("outlet", "What each outlet delivered and how far it is trusted, by name", many=True))
def some_outlets(request: Request, store: StoreOf, asked: Paged) -> Response:
    """Answer `/outlets`."""
    return listed(request, by_name(outlets(store), "outlet", asked.cursor, asked.limit))


@router.get("/sources", **told("source_visits", "How the visits to each source went, by its name", many=True))
def some_sources(request: Request, store: StoreOf, asked: Paged) -> Response:
    """Answer `/sources`."""
    rows = [visits_row(name, state) for name, state in source_states(store).items()]
    return listed(request, by_name(rows, "source", asked.cursor, asked.limit))


@router.get("/watchlists", **told("watchlist", "The watchlists, by name", many=True))
def some_watchlists(request: Request, store: StoreOf, asked: Paged) -> Response:
    """Answer `/watchlists`."""
    rows = [watchlist_row(one) for one in kept_watchlists(store)]
    return listed(request, by_name(rows, "watchlist", asked.cursor, asked.limit))


@router.get("/corrections", **told("correction", "What analysts corrected, oldest first", many=True))
def some_corrections(request: Request, store: StoreOf, asked: Paged) -> Response:
    """Answer `/corrections`."""
    rows, cursor = earliest(store, asked.cursor, asked.limit)
    return listed(request, Page([correction_row(one) for one in rows], cursor))


@router.get("/status", **told("store_status", "What the store holds, what waits, what failed"))
def state(request: Request, store: StoreOf, asked: Annotated[p.StatusAsked, Query()]) -> Response:
    """Answer `/status`."""
    return answer(request, status_row(status(store, fingerprint(), asked.failures)), url("sources"))


# the names of the functions of the store are the names of parts of the paths too
_story, _document, _claim = story, document, claim


def there(found: Any, what: str) -> Any:
    """Return what was found. Raises HTTPException where it is None."""
    if found is None:
        raise HTTPException(404, f"there is no such {what}")
    return found


def _actor(code: str) -> str:
    return str(there(code if code in load_registry("en").entities else None, "actor"))


def _pair(one: str, other: str) -> tuple[str, str]:
    return _actor(one), str(there(_actor(other) if one != other else None, "pair"))


def _codes(store: Store, name: str | None) -> list[str]:
    return list(there(watchlists(store).get(name), "watchlist")) if name else []


def _events(request: Request, store: Store, asked: p.EventsAsked, actor: str, pair: tuple[str, str] | None) -> Response:
    return listed(request, events(store, actor, pair, asked.type or "", asked.since or "", asked.cursor, asked.limit))


def _judgements(request: Request, store: Store, asked: p.JudgementsAsked, whom: p.TextsAsked) -> Response:
    narrowed = whom.model_copy(update={"type": asked.type, "start": asked.since})
    return _claims(request, store, claims(store, narrowed.filters(), asked.cursor, asked.limit))


def _claims(request: Request, store: Store, found: Page) -> Response:
    return listed(request, Page(_rows(store, list(found.rows)), found.cursor))


def _rows(store: Store, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    said = sentences(store, [row["claim"] for row in found])
    return [{**fields(row, *_CLAIM), "sentence": said[row["claim"]]} for row in found]
