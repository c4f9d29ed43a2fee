"""`lagebild search` and `lagebild export`: what the store holds, by words and filters."""

from __future__ import annotations

import argparse
import json

from lagebild.store.questions import Filters, claims, search
from lagebild.tell.names import visible
from lagebild.tell.storing import known_code, opened
from lagebild.tell.words import Words


def filters_of(arguments: argparse.Namespace) -> Filters:
    """Return the filters that the arguments tell. Raises InputError for a code that the registry does not know."""
    a = arguments
    pair = (known_code(a.pair[0]), known_code(a.pair[1])) if a.pair else None
    return Filters(
        " ".join(a.words), actor=known_code(a.actor) if a.actor else "", pair=pair, type=a.type, context=a.context, certainty=a.certainty,
        attribution=a.attribution, outlet=a.outlet, source=a.source, lang=a.text_lang, start=a.since, end=a.until,
    )  # fmt: skip


def search_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild search`; returns 0 where something was found, else 1."""
    filters = filters_of(arguments)
    with opened(arguments) as store:
        page = (claims if arguments.claims else search)(store, filters, "", max(1, arguments.most))
    if arguments.format == "json":
        print(json.dumps(list(page.rows), ensure_ascii=False, indent=2))
    else:
        for row in page.rows:
            head = f"{row['published'][:10]:<11}{row['publisher'][:24]:<25}"
            if arguments.claims:
                body = row["body"]
                sides = [",".join(s["code"] for s in body.get(n, ())) for n in ("actors", "subjects", "recipients", "objects") if n in body]
                print(visible(f"{row['claim']:<27}{head}{body.get('event') or body['judgement']:<12}{' > '.join(sides)}"))
            else:
                print(visible(f"{row['document']:<18}{head}{row['title'] or row['beginning'][:80]}"))
        if page.cursor:
            print(words("desk", "more"))
    return 0 if page.rows else 1


def export_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild export`."""
    from lagebild.tell.exporting import FORMS

    filters = filters_of(arguments)
    with opened(arguments) as store:
        FORMS[arguments.form](store, filters, arguments.output)
    return 0
