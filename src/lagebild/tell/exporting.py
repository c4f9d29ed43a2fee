"""The forms of `lagebild export`: JSON lines, CSV, Parquet, PLOVER, a table like GDELT's, STIX 2.1, gold lines of corrections."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from lagebild.model.errors import InputError
from lagebild.model.jsonform import sheet_json
from lagebild.model.nouns import Sheet
from lagebild.packs.rules import load_ontology
from lagebild.store.corrections import gold
from lagebild.store.exporting import each_claim, each_sheet, each_story
from lagebild.store.opening import Store
from lagebild.store.questions import Filters
from lagebild.tell.plover import QUADS, records
from lagebild.tell.reading import target_of

COLUMNS = (
    "claim", "document", "published", "outlet", "lang", "title", "kind", "type", "mode", "polarity", "status", "certainty",
    "attribution", "cited", "actors", "recipients", "contexts", "object", "date_from", "date_to", "place", "rule", "state", "story",
    "event", "reliability", "credibility", "independent_origins",
)  # fmt: skip
_GDELT = (
    "GLOBALEVENTID", "SQLDATE", "Actor1Code", "Actor2Code", "IsRootEvent", "EventCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "ActionGeo_FullName", "SOURCEURL",
)  # fmt: skip
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def document_line(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet with its document's text: what `lagebild import` and `lagebild read --input` take again."""
    document = sheet.document
    head = {key: getattr(document, key) for key in ("id", "title", "text", "date", "url", "publisher", "lang", "author")}
    return {**sheet_json(sheet), **{key: value for key, value in head.items() if value}}


def claim_line(row: dict[str, Any]) -> dict[str, Any]:
    """Return a claim as a row of a table: one value a column, lists with spaces between; of its events the best graded."""
    body, when = row["body"], row["body"]["date"] or {}
    one, other = ("actors", "recipients") if body["kind"] == "event" else ("subjects", "objects")
    best: dict[str, Any] = min(row["events"], key=lambda event: (event["credibility"], event["reliability"], event["event"]), default={})
    return {
        "claim": row["claim"], "document": row["document"], "published": row["published"], "outlet": row["publisher"], "lang": row["lang"],
        "title": row["title"], "kind": body["kind"], "type": body.get("event") or body["judgement"], "mode": body.get("mode", ""),
        "polarity": body["polarity"], "status": body["status"], "certainty": body["certainty"]["band"],
        "attribution": body["attribution"]["kind"], "cited": "; ".join(s["name"] for s in body["attribution"]["sources"]),
        "actors": _codes(body[one]), "recipients": _codes(body[other]), "contexts": " ".join(body["contexts"]),
        "object": body["object"], "date_from": when.get("from", ""), "date_to": when.get("to", ""), "place": body["place"],
        "rule": body["rule"], "state": row["state"],
        "story": best.get("story", ""), "event": best.get("event", ""), "reliability": best.get("reliability", ""),
        "credibility": best.get("credibility"), "independent_origins": best.get("origins"),
    }  # fmt: skip


def _codes(sides: Iterable[dict[str, Any]]) -> str:
    return " ".join(side["code"] for side in sides)


def gdelt_lines(story: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a story's events as rows named after GDELT's event table, one a pair of actors; codes are those of PLOVER and the registry."""
    facts = load_ontology()["events"]
    for number, event in enumerate(story["events"]):
        if event["type"] not in facts or event["polarity"] != "asserted":
            continue
        told = dict.fromkeys(claim["document"] for claim in event["claims"])
        links = [story["links"][name] for name in told]
        day = (event["date"] or {}).get("from") or min((link["published"][:10] for link in links if link["published"]), default="")
        for pair, (one, other) in enumerate((a, b) for a in event["actors"] or [""] for b in event["recipients"] or [""]):
            values = (
                f"{event['event']}-{pair + 1}", day.replace("-", ""), one, other, int(number == 0), event["type"],
                QUADS[facts[event["type"]]["quad"]], facts[event["type"]]["score"], len(event["claims"]), event["independent_origins"],
                len(told), event["place"], next((link["url"] for link in links if link["url"]), ""),
            )  # fmt: skip
            yield dict(zip(_GDELT, values, strict=True))


def _jsonl(store: Store, filters: Filters, output: str) -> None:
    _lines((document_line(sheet) for sheet in each_sheet(store, filters)), output)


def _plover(store: Store, filters: Filters, output: str) -> None:
    _lines((record for sheet in each_sheet(store, filters) for record in records(sheet)), output)


def _gold(store: Store, filters: Filters, output: str) -> None:
    _lines(gold(store), output)


def _lines(rows: Iterable[dict[str, Any]], output: str) -> None:
    with target_of(output) as target:
        for row in rows:
            target.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(store: Store, filters: Filters, output: str) -> None:
    with target_of(output) as target:
        table = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows({key: cell(value) for key, value in claim_line(row).items()} for row in each_claim(store, filters))


def cell(value: Any) -> Any:
    """Return a value for a table; what a spreadsheet would compute gets an apostrophe: a headline may be written by anybody."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def _gdelt(store: Store, filters: Filters, output: str) -> None:
    with target_of(output) as target:
        table = csv.DictWriter(target, _GDELT, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        table.writeheader()
        for story in each_story(store, filters):
            table.writerows({key: cell(value) for key, value in row.items()} for row in gdelt_lines(story))


def _parquet(store: Store, filters: Filters, output: str) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise InputError("--form parquet", "pyarrow is not installed", "pip install 'lagebild[parquet]'") from error
    if output == "-":
        raise InputError("--form parquet", "a table of bytes is not for standard output", "give --output FILE")
    numbers = ("credibility", "independent_origins")
    schema = pyarrow.schema([(name, pyarrow.int32() if name in numbers else pyarrow.string()) for name in COLUMNS])
    with parquet.ParquetWriter(output, schema) as writer:
        part: list[dict[str, Any]] = []
        for row in each_claim(store, filters):
            part.append(claim_line(row))
            if len(part) == 5000:
                writer.write_table(pyarrow.Table.from_pylist(part, schema))
                part = []
        writer.write_table(pyarrow.Table.from_pylist(part, schema))


def _stix(store: Store, filters: Filters, output: str) -> None:
    from lagebild.tell.stix import bundle

    with target_of(output) as target:
        target.write(bundle(each_story(store, filters)) + "\n")


FORMS = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet, "plover": _plover, "gdelt": _gdelt, "stix": _stix, "gold": _gold}
