"""Two documents side by side: how they are related, how surely, and what changed from one to the other."""

from __future__ import annotations

import threading
from functools import lru_cache

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lagebild.flow import compare_sheets
from lagebild.model.errors import InputError
from lagebild.model.nouns import Sheet
from lagebild.model.tracing import Comparison
from lagebild.packs.own import OwnActors, laid
from lagebild.store.opening import Store
from lagebild.store.views import document
from lagebild.tell.desk.document import sheet_of
from lagebild.tell.desk.rendering import Ask, show, url
from lagebild.tell.tracingpage import colour, pieces
from lagebild.tell.tracingview import PairView, pair_view
from lagebild.tell.words import Words

_KEPT = 128
_ALONE = threading.Lock()


def compare_page(ask: Ask) -> Response:
    """Answer `/compare/A/B`."""
    names = ask.path("a"), ask.path("b")
    if names[0] == names[1]:
        return RedirectResponse(url("document", names[0]), 302)
    v = beside(ask.store, *names, ask.words)
    cut = {
        side: {part: pieces(v.drift, side, part, getattr(d, part)) for part in ("title", "text")} for side, d in (("a", v.a), ("b", v.b))
    }
    return show(ask, "compare.html", script=True, v=v, a=cut["a"], b=cut["b"], names=names, colours=colours(v))


def compare_address(ask: Ask) -> Response:
    """Answer `/compare?a=A&b=B`, which a form asks for: lead to the page of the pair."""
    if not (ask("a") and ask("b")):
        raise InputError("compare", ask.words("look", "two_documents"), ask.words("web", "back"))
    return RedirectResponse(url("compare", ask("a"), ask("b")), 302)


def beside(store: Store, a: str, b: str, words: Words) -> PairView:
    """Return the view of two documents compared as they were read. Raises 404 where one is not there."""
    found = [document(store, name) for name in (a, b)]
    if found[0] is None or found[1] is None:
        raise HTTPException(404)
    one, other = sheet_of(found[0]), sheet_of(found[1])
    with _ALONE:
        compared = _compared(one, other, laid())
    return pair_view(compared, one.document, other.document, words)


def colours(view: PairView) -> dict[int, str]:
    """Return the colour class of each change by its number."""
    return {change.number: colour(change.kind) for change in view.drift}


# one comparison at a time: the sentence vectors are shared, and it may take half a second of a processor; whom names mean may change
@lru_cache(maxsize=_KEPT)
def _compared(a: Sheet, b: Sheet, own: OwnActors) -> Comparison:
    return compare_sheets(a, b)
