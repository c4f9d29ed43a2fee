"""`lagebild sources`: the list, whether each can be had, and OPML in and out."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lagebild.model.errors import InputError
from lagebild.sources.catalogue import NewsSource, load_sources, user_file, user_sources, write_source
from lagebild.tell.names import actor_name, say_date
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from lagebild.sources.checking import Checked
    from lagebild.sources.polite import Web

_LARGEST = 20_000_000


def sources_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild sources list`, `check`, `import` or `export`."""
    return {"list": _list, "check": _check, "import": _import, "export": _export}[arguments.action](arguments, words)


def _list(arguments: argparse.Namespace, words: Words) -> int:
    sources = user_sources(arguments.sources)
    if arguments.format == "json":
        print(json.dumps([asdict(source) for source in sources], ensure_ascii=False, indent=2))
        return 0
    # addresses are long: they stand in the JSON
    heads = [words("sources", key) for key in ("id", "outlet", "country", "lang", "kind")]
    _print([heads, *(_row(source, words) for source in sources)])
    return 0


def _row(source: NewsSource, words: Words) -> list[str]:
    country = actor_name(source.country, words.lang) if source.country else ""
    kind = words("source_kinds", source.kind) if source.kind else ""
    return [source.id, source.outlet, country, source.lang, kind]


def _check(arguments: argparse.Namespace, words: Words) -> int:
    """Check sources; returns 0 if all can be had, 1 if some cannot, 2 if none can."""
    from lagebild.sources.checking import check_sources
    from lagebild.tell.progress import progress

    sources = chosen(user_sources(arguments.sources), arguments.ids, words)
    if arguments.jobs < 1:
        raise InputError("sources", words("errors", "jobs"))
    found = []
    with progress("source_checked", words("sources", "checking"), len(sources)) as step:
        for one in check_sources(sources, polite_web(), arguments.jobs):
            found.append(one)
            step(**_facts(one))
    order = {source.id: place for place, source in enumerate(sources)}
    found.sort(key=lambda one: order[one.source.id])
    if arguments.format == "json":
        print(json.dumps([_facts(one) for one in found], ensure_ascii=False, indent=2))
    else:
        heads = [words("sources", key) for key in ("id", "state", "items", "newest", "cause")]
        _print([heads, *(_result(one, words) for one in found)])
    failed = sum(one.error is not None for one in found)
    return 0 if not failed else 2 if failed == len(found) else 1


def polite_web() -> Web:
    """Return the web as the commands use it."""
    from lagebild.sources.polite import Web

    return Web()


def chosen(sources: Sequence[NewsSource], ids: Sequence[str], words: Words) -> list[NewsSource]:
    """Return the sources of some ids, or all where none is given. Raises InputError."""
    known = {source.id for source in sources}
    for name in ids:
        if name not in known:
            raise InputError(name, words("sources", "unknown"), words("sources", "see_list"))
    return [source for source in sources if not ids or source.id in ids]


def _facts(one: Checked) -> dict[str, Any]:
    facts = {"source": one.source.id, "ok": one.error is None, "items": one.items, "newest": one.newest}
    return facts | ({"cause": one.error.cause, "way_out": one.error.way_out} if one.error else {})


def _result(one: Checked, words: Words) -> list[str]:
    state = words("sources", "failed" if one.error else "ok")
    newest = say_date(one.newest[:10], words.lang) if one.newest else ""
    return [one.source.id, state, str(one.items) if one.items else "", newest, one.error.cause if one.error else ""]


def _print(rows: Sequence[Sequence[str]]) -> None:
    from lagebild.tell.table import print_rows, terminal

    print_rows(rows, terminal(sys.stdout))


def _export(arguments: argparse.Namespace, words: Words) -> int:
    from lagebild.sources.opml import write_opml

    written = write_opml(user_sources(arguments.sources))
    if arguments.output == "-":
        sys.stdout.write(written.decode())
    else:
        Path(arguments.output).write_bytes(written)
    return 0


def _import(arguments: argparse.Namespace, words: Words) -> int:
    """Add the feeds of an OPML file that are not known yet to the user's file, which is replaced as a whole or not at all."""
    from lagebild.sources.opml import read_opml

    target = Path(arguments.sources) if arguments.sources else user_file()
    known = load_sources(target if target.exists() else None)
    # the ids of sources that were taken out are taken too: an entry would put them in again
    taken = {source.id for source in (*known, *load_sources())}
    with open(arguments.opml, "rb") as file:
        found = read_opml(file.read(_LARGEST + 1), arguments.opml, taken)
    addresses = {source.url for source in known}
    new = [source for source in found if source.url not in addresses]
    if new:
        _append(target, new)
    print(words("sources", "imported", count=len(new), known=len(found) - len(new), file=target))
    return 0


def _append(target: Path, sources: Sequence[NewsSource]) -> None:
    old = target.read_text("utf-8").rstrip("\n") + "\n" if target.exists() else ""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".sources-", suffix=".toml", dir=target.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(filter(None, [old, *map(write_source, sources)])))
        load_sources(name)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
