"""A document: its text with the claims marked, each with its speaker, certainty and rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lagebild.model.fromjson import claim_from_json, note_from_json, statement_from_json
from lagebild.model.nouns import Document, Sheet
from lagebild.store.views import document
from lagebild.tell.desk.rendering import Ask, show, url, web_link
from lagebild.tell.markup import segments
from lagebild.tell.page import KINDS
from lagebild.tell.view import in_reading_order, sheet_view

REJECTED = "rejected"


def document_page(ask: Ask) -> Response:
    """Answer `/document/ADDRESS`."""
    found = document(ask.store, ask.path("document"))
    if found is None:
        raise HTTPException(404)
    sheet = sheet_of(found)
    view = sheet_view(sheet, ask.words)
    return show(
        ask, "document.html", script=True, d=found, v=view, title=segments(sheet, view.claims, "title"), kinds=KINDS,
        text=segments(sheet, view.claims, "text"), link=web_link(found["url"]), claims=list(zip(view.claims, numbered(found), strict=True)),
        rejected=[row for row in found["claims"] if row["state"] == REJECTED],
    )  # fmt: skip


def claim_address(ask: Ask) -> Response:
    """Answer `/claim/ADDRESS`: lead to the claim in its document, also to one that was rejected."""
    name = ask.path("claim")
    found = document(ask.store, name.partition("-")[0])
    if found is None or name not in {row["claim"] for row in found["claims"]}:
        raise HTTPException(404)
    numbers = {row["claim"]: number for number, row in enumerate(numbered(found), 1)}
    return RedirectResponse(url("document", found["document"]) + (f"#d1c{numbers[name]}" if name in numbers else "#rejected"), 302)


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
