"""Sources: what each outlet delivered and how far it is trusted, how the visits went, and what could not be had."""

from __future__ import annotations

from starlette.responses import Response

from lagebild.packs.fingerprint import fingerprint
from lagebild.store.corrections import corrections
from lagebild.store.keeping import status
from lagebild.store.sources import source_states
from lagebild.store.ties import GRADE
from lagebild.store.views import outlets
from lagebild.tell.desk.lists import FORMS, as_file
from lagebild.tell.desk.rendering import Ask, show, web_link

_FAILURES = 50


def sources_page(ask: Ask) -> Response:
    """Answer `/sources`."""
    rows = outlets(ask.store)
    if ask("form") in FORMS:
        return as_file(ask("form"), "outlets", rows)
    found = status(ask.store, fingerprint(), _FAILURES)
    states = sorted(source_states(ask.store).items(), key=lambda one: (not one[1]["cause"], one[0]))
    graded = [one for one in reversed(corrections(ask.store)) if one.kind == GRADE]
    return show(ask, "sources.html", outlets=rows, states=states, kept=found, graded=graded, web_link=web_link)
