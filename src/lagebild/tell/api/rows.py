"""Rows of answers that the store gives in another form: as `schema/desk.schema.json` describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from lagebild.packs.registry import load_registry
from lagebild.store.corrections import Correction
from lagebild.store.keeping import Status
from lagebild.store.own import Search
from lagebild.store.watchlists import Watchlist
from lagebild.tell.names import actor_name
from lagebild.tell.words import LANGUAGES

Row = dict[str, Any]


def actor_row(code: str) -> Row:
    """Return an actor of the registry.

    >>> actor_row("PER")["names"]
    {'de': 'Peru', 'en': 'Peru'}
    """
    entity = load_registry("en").entities[code]
    names = {lang: actor_name(code, lang) for lang in LANGUAGES}
    return {"code": code, "kind": entity.kind, "names": names, "part_of": entity.part_of, "state": entity.state}


def visits_row(source: str, state: Mapping[str, Any]) -> Row:
    """Return how the visits to a source went."""
    return {"source": source, **{name: state[name] for name in ("tried", "succeeded", "cause", "failures")}}


def correction_row(made: Correction) -> Row:
    """Return a correction, with who made it beside what it says."""
    row = asdict(made)
    return {**{name: row[name] for name in row if name != "by"}, **row["by"]}


def search_row(kept: Search) -> Row:
    """Return a saved search of who asks."""
    return {"number": kept.number, "name": kept.name, "question": dict(kept.question), "at": kept.at}


def watchlist_row(kept: Watchlist) -> Row:
    """Return a watchlist, with who put it so."""
    return {"watchlist": kept.name, "codes": list(kept.codes), "who": kept.who, "at": kept.at}


def status_row(found: Status) -> Row:
    """Return the state of the store."""
    return asdict(found)
