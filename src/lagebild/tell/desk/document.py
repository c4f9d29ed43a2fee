"""A document: its text with the claims marked, each with its speaker, certainty and rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lagebild.model.errors import LagebildError
from lagebild.model.fromjson import claim_from_json, note_from_json, statement_from_json
from lagebild.model.nouns import Document, Sheet
from lagebild.store.corrections import on_claims
from lagebild.store.opening import Store
from lagebild.store.queue import waits
from lagebild.store.views import document
from lagebild.tell.desk.claimform import as_sent, fields_of, modes, offers, said
from lagebild.tell.desk.rendering import Ask, done, show, url, web_link
from lagebild.tell.markup import segments
from lagebild.tell.page import KINDS
from lagebild.tell.view import flat, in_reading_order, sheet_view
from lagebild.tell.words import Words

REJECTED = "rejected"


def document_page(ask: Ask) -> Response:
    """Answer `/document/ADDRESS`; with `?correct=CLAIM`, the form for that claim stands in its card."""
    return document_with(ask, ask.path("document"), ask("correct"))


def document_with(ask: Ask, address: str, correct: str = "", error: LagebildError | None = None) -> Response:
    """Return the page of a document, with the form for a claim and what was wrong with it."""
    found = document(ask.store, address)
    if found is None:
        raise HTTPException(404)
    sheet, rows = sheet_of(found), numbered(found)
    view, form = sheet_view(sheet, ask.words), next((row["body"] for row in rows if row["claim"] == correct), None)
    return show(
        ask, "document.html", 400 if error else 200, script=True, d=found, v=view, title=segments(sheet, view.claims, "title"), kinds=KINDS,
        text=segments(sheet, view.claims, "text"), link=web_link(found["url"]), claims=list(zip(view.claims, rows, strict=True)),
        rejected=[row for row in found["claims"] if row["state"] == REJECTED], corrected=on_claims(ask.store, found["document"]),
        correct=correct, error=error, form=as_sent(ask, form) if form else {}, offers=offers(form, ask.words) if form else {},
        modes=modes(ask.words) if form else [], before=lambda row: _before(row, ask.words), done=done(ask),
        waiting=waits(ask.store, [found["key"]]), sentence=lambda row: flat(found[row["body"]["part"]][slice(*row["body"]["sentence"])]),
    )  # fmt: skip


def _before(row: Mapping[str, Any], words: Words) -> str:
    """Return in words what the reader had read where a claim was amended."""
    if not row["original"]:
        return ""
    read, now = fields_of(row["original"]), fields_of(row["body"])
    return said({name: value for name, value in read.items() if now.get(name) != value}, words)


def claim_address(ask: Ask) -> Response:
    """Answer `/claim/ADDRESS`: lead to the claim in its document, also to one that was rejected."""
    if not (where := claim_place(ask.store, ask.path("claim"))):
        raise HTTPException(404)
    return RedirectResponse(where, 302)


def claim_place(store: Store, name: str) -> str:
    """Return the address of the place where a claim stands, "" where there is none."""
    found = document(store, name.partition("-")[0])
    return _place(found, name) if found and name in {row["claim"] for row in found["claims"]} else ""


def _place(found: Mapping[str, Any], name: str) -> str:
    numbers = {row["claim"]: number for number, row in enumerate(numbered(found), 1)}
    return url("document", found["document"]) + (f"#d1c{numbers[name]}" if name in numbers else "#rejected")


def sheet_of(found: Mapping[str, Any]) -> Sheet:
    """Return the sheet of a document of the store, without the claims that were rejected."""
    head = {name: found[name] for name in ("title", "lang", "url", "publisher", "author")}
    return Sheet(
        Document(found["key"], found["text"], date=found["published"], **head),
        tuple(claim_from_json(row["body"]) for row in found["claims"] if row["state"] != REJECTED),
        tuple(statement_from_json(body) for body in found["statements"]), tuple(note_from_json(body) for body in found["notes"]),
        tuple(found["warnings"]),
    )  # fmt: skip


def numbered(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of the claims in the order in which the page numbers them."""
    rows = [row for row in found["claims"] if row["state"] != REJECTED]
    claims = sheet_of(found).claims
    homes = {id(claim): row for claim, row in zip(claims, rows, strict=True)}
    return [homes[id(claim)] for claim in in_reading_order(Sheet(Document("", ""), claims))]
