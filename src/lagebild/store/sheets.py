"""Claim sheets in the store: kept whole in one transaction, with what analysts said about their claims."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lagebild.model.fromjson import claim_from_json, note_from_json, statement_from_json
from lagebild.model.jsonform import Json, sheet_json
from lagebild.model.nouns import Document, Sheet
from lagebild.store import tables as t
from lagebild.store.amending import apply, standing_on_claims
from lagebild.store.opening import Store
from lagebild.store.queue import TRACE, advance, batched, holds
from lagebild.store.rows import claim_bodies, context_rows, document_of, pair_rows, role_rows
from lagebild.store.words import put_words

REJECTED = "rejected"


def keep_sheet(store: Store, number: int, sheet: Sheet, reader: str, owner: str) -> bool:
    """Keep what was read from a leased document and let it go on; False where the lease was lost, and nothing was kept."""
    with store.writing() as connection:
        if not holds(connection, number, owner):
            return False
        write_sheet(connection, number, sheet, reader)
        advance(connection, [number], TRACE)
        return True


def write_sheet(connection: Connection, number: int, sheet: Sheet, reader: str) -> None:
    """Write a sheet over the one before, with the corrections that stand, and note what has changed."""
    row = connection.execute(sa.select(t.documents).where(t.documents.c.document == number)).mappings().one()
    before = connection.execute(sa.select(t.sheets).where(t.sheets.c.document == number)).mappings().first()
    bodies = claim_bodies(sheet, row["address"])
    if before and before["reader"] != reader:
        _note_changes(connection, number, bodies, reader)
    # traits rest on the text as it was read: they are measured again
    for table in (t.traits, t.sheets, t.claims, t.statements, t.notes):
        connection.execute(sa.delete(table).where(table.c.document == number))
    connection.execute(sa.insert(t.sheets).values(document=number, reader=reader, **_own(sheet, document_of(row))))
    said = sheet_json(sheet)
    _insert(connection, t.statements, [_statement(number, place, body) for place, body in enumerate(said["statements"])])
    rows = [{"document": number, "number": place, "kind": body["kind"], "body": body} for place, body in enumerate(said["notes"])]
    _insert(connection, t.notes, rows)
    corrections = standing_on_claims(connection, row["address"])
    write_claims(connection, apply(bodies, corrections), document=number, place=row["place"])
    put_words(connection, row["place"], sheet.document.title, sheet.document.text, sheet.document.lang)


def write_claims(connection: Connection, rows: Sequence[dict[str, Any]], document: int, place: int) -> None:
    """Write the claims of a document, with their roles, pairs and contexts; a rejected claim has none."""
    _insert(connection, t.claims, [{**row, "document": document, "place": place} for row in rows])
    told = [row for row in rows if row["state"] != REJECTED]
    for table, made in ((t.claim_roles, role_rows), (t.claim_pairs, pair_rows), (t.claim_contexts, context_rows)):
        _insert(connection, table, [found for row in told for found in made(row["claim"], place, row["body"])])


def rewrite_claims(connection: Connection, number: int) -> None:
    """Write a document's claims again as its reader read them, with the corrections that stand now."""
    row = connection.execute(sa.select(t.documents).where(t.documents.c.document == number)).mappings().one()
    known = connection.execute(sa.select(t.claims).where(t.claims.c.document == number).order_by(t.claims.c.number)).mappings().all()
    bodies = {claim["claim"]: claim["original"] or claim["body"] for claim in known if claim["state"] != "kept"}
    connection.execute(sa.delete(t.claims).where(t.claims.c.document == number))
    write_claims(connection, apply(bodies, standing_on_claims(connection, row["address"])), document=number, place=row["place"])


def _own(sheet: Sheet, gathered: Document) -> dict[str, Any]:
    found = sheet.document
    return {
        "lang": found.lang, "warnings": list(sheet.warnings), "title": found.title if found.title != gathered.title else None,
        "text": found.text if found.text != gathered.text else None,
    }  # fmt: skip


def _statement(number: int, place: int, body: Json) -> dict[str, Any]:
    return {"document": number, "number": place, "code": body["speaker"].get("code", ""), "body": body}


def _insert(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def _note_changes(connection: Connection, number: int, bodies: Mapping[str, Json], reader: str) -> None:
    known = connection.execute(sa.select(t.claims).where(t.claims.c.document == number, t.claims.c.state != "kept")).mappings().all()
    old = {row["claim"]: row["original"] or row["body"] for row in known}
    types = {name: body.get("event") or body["judgement"] for name, body in (*old.items(), *bodies.items())}
    found = {
        "gone": sorted(types[name] for name in old if name not in bodies),
        "come": sorted(types[name] for name in bodies if name not in old),
        "other": sorted(types[name] for name in bodies if name in old and _said(old[name]) != _said(bodies[name])),
    }
    connection.execute(sa.delete(t.changes).where(t.changes.c.document == number, t.changes.c.reader == reader))
    if any(found.values()):
        connection.execute(sa.insert(t.changes).values(document=number, reader=reader, **found))


def _said(body: Json) -> Json:
    # another rule that reads the same is no change to report
    return {key: value for key, value in body.items() if key != "rule"}


def load_sheets(connection: Connection, numbers: Collection[int]) -> dict[int, Sheet]:
    """Return the sheets of documents by number, as they were read and corrected; without the claims that were rejected."""
    return {number: sheet for part in batched(numbers) for number, sheet in _load_sheets(connection, part).items()}


def _load_sheets(connection: Connection, numbers: Sequence[int]) -> dict[int, Sheet]:
    found = {number: Sheet(document) for number, document in load_read(connection, numbers).items()}
    rows = {table.name: _by_document(connection, table, numbers) for table in (t.claims, t.statements, t.notes)}
    for number, sheet in found.items():
        found[number] = replace(
            sheet,
            claims=tuple(claim_from_json(row["body"]) for row in rows["claims"].get(number, ()) if row["state"] != REJECTED),
            statements=tuple(statement_from_json(row["body"]) for row in rows["statements"].get(number, ())),
            notes=tuple(note_from_json(row["body"]) for row in rows["notes"].get(number, ())),
        )
    return found


def load_read(connection: Connection, numbers: Sequence[int]) -> dict[int, Document]:
    """Return documents by number as their reader left them: repaired, and with the language found."""
    read = t.sheets
    columns = (*t.documents.c, read.c.lang.label("read_lang"), read.c.title.label("read_title"), read.c.text.label("read_text"))
    joined = sa.select(*columns).join(read, read.c.document == t.documents.c.document).where(t.documents.c.document.in_(numbers))
    found = {}
    for row in connection.execute(joined).mappings():
        title = row["title"] if row["read_title"] is None else row["read_title"]
        text = row["text"] if row["read_text"] is None else row["read_text"]
        changed = row["read_text"] is not None or row["read_title"] is not None
        document = replace(document_of(row), lang=row["read_lang"], title=title, text=text)
        found[row["document"]] = replace(document, repaired=document.repaired or changed)
    return found


def _by_document(connection: Connection, table: sa.Table, numbers: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    wanted = sa.select(table).where(table.c.document.in_(numbers)).order_by(table.c.document, table.c.number)
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["document"], []).append(row)
    return found
