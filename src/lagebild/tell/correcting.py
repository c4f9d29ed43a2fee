"""`lagebild correct` and `lagebild corrections`: what analysts say against what was read and traced."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from lagebild.model.errors import InputError
from lagebild.store.corrections import (
    By,
    Correction,
    amend_claim,
    corrections,
    grade_outlet,
    merge_stories,
    reject_claim,
    split_story,
    undo,
)
from lagebild.tell.names import visible
from lagebild.tell.storing import now, opened, who, work
from lagebild.tell.words import Words

_LISTS = ("actors", "recipients", "subjects", "objects", "contexts")


def correct_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild correct`; the stories concerned are made anew at once."""
    by, a = By(who(arguments.who), now(), arguments.why), arguments
    with opened(arguments) as store:
        make = {
            "reject": lambda: reject_claim(store, a.claim, by),
            "amend": lambda: amend_claim(store, a.claim, changes_of(a.set), by),
            "merge": lambda: merge_stories(store, a.story, a.other, by),
            "split": lambda: split_story(store, a.story, a.documents, by),
            "grade": lambda: grade_outlet(store, a.outlet, a.letter, by),
            "undo": lambda: undo(store, a.number, by),
        }
        made: Correction = make[a.kind]()
        work(store, words)
    print(words("desk", "undone" if a.kind == "undo" else "corrected", number=made.number))
    return 0


def changes_of(given: Sequence[str]) -> dict[str, Any]:
    """Return the fields of --set; lists are codes with commas between them. Raises InputError.

    >>> changes_of(["event=AID", "actors=PER,CHL", "place="])
    {'event': 'AID', 'actors': ['PER', 'CHL'], 'place': ''}
    """
    found: dict[str, Any] = {}
    for part in given:
        field, sign, value = part.partition("=")
        if not sign:
            raise InputError("--set", f"{part!r} has no =", "write FIELD=VALUE")
        found[field] = [code.strip() for code in value.split(",") if code.strip()] if field in _LISTS else value
    return found


def corrections_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild corrections`: list all, oldest first."""
    with opened(arguments) as store:
        rows = corrections(store)
    if arguments.format == "json":
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        said = ", ".join(f"{key}: {value}" for key, value in row.detail.items() if key != "body")
        after = words("desk", "undone_by", who=row.undone_by, at=row.undone_at) if row.undone_at else ""
        print(visible(f"{row.number:>5} {row.by.at} {row.by.who} {row.kind} {row.target} {said} {row.by.why} {after}").rstrip())
    return 0
