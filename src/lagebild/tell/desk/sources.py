"""Sources: what each outlet delivered and how far it is trusted, how the visits went, and what could not be had."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.model.errors import InputError, LagebildError
from lagebild.packs.fingerprint import fingerprint
from lagebild.store.corrections import corrections, grade_outlet
from lagebild.store.keeping import status
from lagebild.store.sources import source_states
from lagebild.store.ties import GRADE
from lagebild.store.views import outlets
from lagebild.tell.desk.correcting import by, kept
from lagebild.tell.desk.lists import FORMS, as_file
from lagebild.tell.desk.rendering import Ask, done, show, url, web_link

_FAILURES, _PATH = 50, re.compile(r".*[/\\]")


def sources_page(ask: Ask, error: LagebildError | None = None) -> Response:
    """Answer `/sources`; with `?grade=OUTLET`, a form gives that outlet a letter."""
    rows = outlets(ask.store)
    if ask("form") in FORMS:
        return as_file(ask("form"), "outlets", rows)
    found = status(ask.store, fingerprint(), _FAILURES)
    states = sorted(source_states(ask.store).items(), key=lambda one: (not one[1]["cause"], one[0]))
    graded = [one for one in reversed(corrections(ask.store)) if one.kind == GRADE]
    name = ask.said("outlet") or ask("grade")
    grading = next(({**row, "letter": row["reliability"], "why": ask.said("why")} for row in rows if row["outlet"] == name), None)
    return show(
        ask, "sources.html", 400 if error else 200, outlets=rows, states=states, kept=found, graded=graded, web_link=web_link,
        grading=grading if name else None, error=error, done=done(ask), fault=_fault(ask),
    )  # fmt: skip


def _fault(ask: Ask) -> str:
    """Return what is wrong with the file of the user's own actors; where it lies is nobody's business who asks from elsewhere."""
    found = ask.desk.follower.fault if ask.desk.follower else None
    if found is None:
        return ""
    where = _PATH.sub("", found.where)
    way_out = f" ({found.way_out})" if found.way_out else ""
    return f"{where}: {found.cause}{way_out}; {ask.words('desk', 'actors_stay')}"


def grade(ask: Ask) -> Response:
    """Take the form that gives an outlet a letter."""
    name = ask.said("outlet")
    if not name or name not in {row["outlet"] for row in outlets(ask.store)}:
        raise HTTPException(404)
    try:
        made = grade_outlet(ask.store, name, ask.said("letter"), by(ask))
    except InputError as wrong:
        return sources_page(ask, wrong)
    return kept(ask, made, url("sources"))
