"""Corrections in the pages: what analysts say of claims, all that was ever corrected, and undoing it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagebild.model.errors import InputError
from lagebild.store.corrections import (
    AMEND,
    REJECT,
    By,
    Correction,
    amend_claim,
    correction,
    corrections,
    latest,
    reject_claim,
    undo,
)
from lagebild.store.questions import claim, sentences
from lagebild.store.queue import iso
from lagebild.store.ties import GRADE, MERGE, SPLIT
from lagebild.store.views import story
from lagebild.tell.desk.claimform import changes_of, said
from lagebild.tell.desk.document import claim_place, document_with
from lagebild.tell.desk.forms import see
from lagebild.tell.desk.lists import FORMS, Row, as_file
from lagebild.tell.desk.rendering import Ask, done, show, url
from lagebild.tell.words import Words

_PART = 50


def by(ask: Ask) -> By:
    """Return who corrects, when and why."""
    return By(ask.who, iso(ask.now), ask.said("why")[:2000])


def kept(ask: Ask, made: Correction, address: str) -> Response:
    """Have traced what a correction touches, and lead to a page that says what was kept."""
    ask.desk.retracer.trace()
    path, sign, anchor = address.partition("#")
    return see(f"{path}?done={made.number}{sign}{anchor}")


def reject(ask: Ask) -> Response:
    """Take the form that rejects a claim."""
    name = _name(ask)
    made = reject_claim(ask.store, name, by(ask))
    # one that only its amendment had kept is gone now
    return kept(ask, made, claim_place(ask.store, name) or url("document", name.partition("-")[0]))


def amend(ask: Ask) -> Response:
    """Take the form that amends a claim; what is wrong with it is said on the document's page, with the form as it was filled in."""
    name = _name(ask)
    found = claim(ask.store, name)
    assert found is not None
    try:
        changes = changes_of(ask, found["body"])
        if not changes:
            raise InputError(ask.words("web", "correct"), ask.words("web", "nothing_changed"), ask.words("web", "nothing_changed_way_out"))
        made = amend_claim(ask.store, name, changes, by(ask))
    except InputError as wrong:
        return document_with(ask, found["document"], name, wrong)
    return kept(ask, made, claim_place(ask.store, name))


def _name(ask: Ask) -> str:
    if claim(ask.store, ask.path("claim")) is None:
        raise HTTPException(404)
    return ask.path("claim")


def undo_page(ask: Ask) -> Response:
    """Take the form that undoes a correction."""
    number = ask.path("number")
    found = correction(ask.store, int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    if found is None:
        raise HTTPException(404)
    if not found.undone_at:
        found = undo(ask.store, found.number, by(ask))
    return kept(ask, found, url("corrections") if ask.said("back") == "corrections" else place_of(ask, found))


def place_of(ask: Ask, one: Correction) -> str:
    """Return the address of what a correction is about; that of all corrections where it is no longer there."""
    if one.kind in (REJECT, AMEND):
        return claim_place(ask.store, one.target) or url("corrections")
    if one.kind in (MERGE, SPLIT):
        found = story(ask.store, one.target)
        return url("story", found["story"]) if found else url("corrections")
    return url("sources")


def corrections_page(ask: Ask) -> Response:
    """Answer `/corrections`: all that was ever corrected, the last first."""
    if ask("form") in FORMS:
        return as_file(ask("form"), "corrections", (_line(one, ask.words) for one in corrections(ask.store)))
    rows, cursor = latest(ask.store, ask("cursor"), _PART)
    quotes = sentences(ask.store, [one.target for one in rows if one.kind in (REJECT, AMEND)])
    told = [
        {"made": one, "what": what(one, ask.words), "where": address(one), "quote": quotes.get(one.target, ""), "title": _title(ask, one)}
        for one in rows
    ]
    return show(ask, "corrections.html", rows=told, page={"cursor": cursor}, done=done(ask))


def _title(ask: Ask, one: Correction) -> str:
    found = story(ask.store, one.target) if one.kind in (MERGE, SPLIT) else None
    return str(found["title"]) if found else ""


def address(one: Correction) -> str:
    """Return an address that leads to what a correction is about."""
    if one.kind in (REJECT, AMEND):
        return url("claim", one.target)
    return url("story", one.target) if one.kind in (MERGE, SPLIT) else url("search", outlet=one.target)


def what(one: Correction, words: Words) -> str:
    """Return what a correction says, in words."""
    if one.kind == AMEND:
        return said(one.detail["changes"], words)
    if one.kind == GRADE:
        return f"{one.target}: {one.detail['letter']}"
    if one.kind == SPLIT:
        return str(words("web", "split_off", count=len(one.detail["documents"])))
    return ""


def _line(one: Correction, words: Words) -> Row:
    return {
        "correction": one.number, "kind": one.kind, "target": one.target, "said": what(one, words), "why": one.by.why, "who": one.by.who,
        "at": one.by.at, "undone_by": one.undone_by, "undone_at": one.undone_at,
    }  # fmt: skip
