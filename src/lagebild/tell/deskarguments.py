"""The arguments of the commands that work on a store."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from lagebild.tell.accountarguments import add_account_arguments
from lagebild.tell.words import Words

COMMANDS = (
    "desk", "gather", "watch", "import", "export", "status", "reread", "correct", "corrections", "search", "watchlist", "retain", "backup",
    "restore", "bundle", "account", "audit",
)  # fmt: skip
EXPORTS = ("jsonl", "csv", "parquet", "plover", "gdelt", "stix", "gold")
Add = Callable[[Any, str, Words], Any]


def add_desk_commands(commands: Any, words: Words, add: Add) -> None:
    """Add them; `add` makes a command with its help."""
    made = {name: add(commands, name, words) for name in COMMANDS}
    for command in made.values():
        command.add_argument("--db", default="", metavar="URL", help=words("desk", "help_db"))
    made["desk"].add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help=words("desk", "help_host"))
    made["desk"].add_argument("--port", type=int, default=8080, metavar="N", help=words("desk", "help_port"))
    _gathering(made, words)
    add_account_arguments(made, words)
    _correcting(made["correct"], words)
    _asking(made, words)
    made["backup"].add_argument("file", metavar="FILE", help=words("desk", "help_backup_file"))
    made["restore"].add_argument("file", metavar="FILE", help=words("desk", "help_backup_file"))
    _bundling(made["bundle"], words)
    retain = made["retain"]
    retain.add_argument("--before", required=True, metavar="DAY", help=words("desk", "help_before"))
    retain.add_argument("--source", default="", metavar="NAME", help=words("desk", "help_of_source"))
    retain.add_argument("--dry-run", action="store_true", help=words("desk", "help_dry"))


def _bundling(bundle: Any, words: Words) -> None:
    bundle.add_argument("folder", metavar="FOLDER", help=words("desk", "help_bundle"))
    bundle.add_argument("--since", default="", metavar="DAY", help=words("desk", "help_bundle_since"))
    bundle.add_argument("--no-data", action="store_true", help=words("desk", "help_no_data"))
    bundle.add_argument("--no-wheels", action="store_true", help=words("desk", "help_no_wheels"))
    bundle.add_argument("--extra", action="append", default=[], choices=("parquet", "postgres", "stix"), help=words("desk", "help_extra"))
    bundle.add_argument("--platform", action="append", default=[], metavar="TAG", help=words("desk", "help_platform"))
    bundle.add_argument("--python-version", default="", metavar="X.Y", help=words("desk", "help_python"))
    bundle.add_argument("--find-links", action="append", default=[], metavar="FOLDER", help=words("desk", "help_links"))
    bundle.add_argument("--no-index", action="store_true", help=words("desk", "help_no_index"))


def _gathering(made: dict[str, Any], words: Words) -> None:
    for name in ("gather", "watch"):
        made[name].add_argument("ids", metavar="ID", nargs="*", help=words("help", "sources_ids"))
        made[name].add_argument("--sources", metavar="FILE", help=words("help", "sources_file"))
        made[name].add_argument("--jobs", type=int, default=8, metavar="N", help=words("help", "sources_jobs"))
    made["watch"].add_argument("--metrics", type=int, metavar="PORT", help=words("desk", "help_metrics"))
    made["import"].add_argument("sources", metavar="SOURCE", nargs="+", help=words("desk", "help_sources"))
    made["import"].add_argument("--source", default="import", metavar="NAME", help=words("desk", "help_source"))
    made["status"].add_argument("--retry", action="store_true", help=words("desk", "help_retry"))
    made["status"].add_argument("--format", choices=("table", "json"), default="table", help=words("help", "format"))
    made["reread"].add_argument("--all", action="store_true", help=words("desk", "help_all"))
    made["corrections"].add_argument("--format", choices=("table", "json"), default="table", help=words("help", "format"))


def _correcting(command: Any, words: Words) -> None:
    kinds = command.add_subparsers(dest="kind", metavar="KIND", required=True)
    wanted = {"reject": ("claim",), "amend": ("claim",), "merge": ("story", "other"), "split": ("story",), "grade": ("outlet", "letter"),
              "undo": ("number",)}  # fmt: skip
    for name, places in wanted.items():
        kind = kinds.add_parser(name, words=words, help=words("desk", f"help_{name}"), description=words("desk", f"help_{name}"))
        for place in places:
            options: dict[str, Any] = {"type": int} if place == "number" else {}
            kind.add_argument(place, metavar=place.upper(), help=words("desk", f"help_{place}"), **options)
        if name == "amend":
            kind.add_argument("--set", action="append", required=True, metavar="FIELD=VALUE", help=words("desk", "help_set"))
        if name == "split":
            kind.add_argument("documents", metavar="DOCUMENT", nargs="+", help=words("desk", "help_documents"))
        # given before or after the kind; the kind's own default must not undo what stands before it
        kind.add_argument("--db", default=argparse.SUPPRESS, metavar="URL", help=words("desk", "help_db"))
        kind.add_argument("--why", default="", metavar="TEXT", help=words("desk", "help_why"))
        kind.add_argument("--who", default="", metavar="NAME", help=words("desk", "help_who"))


def _asking(made: dict[str, Any], words: Words) -> None:
    search, export, watch = made["search"], made["export"], made["watchlist"]
    search.add_argument("words", metavar="WORD", nargs="*", help=words("desk", "help_words"))
    search.add_argument("--claims", action="store_true", help=words("desk", "help_claims"))
    search.add_argument("--most", type=int, default=20, metavar="N", help=words("desk", "help_most"))
    search.add_argument("--format", choices=("table", "json"), default="table", help=words("help", "format"))
    export.add_argument("--words", dest="words", action="append", default=[], metavar="WORD", help=words("desk", "help_words"))
    export.add_argument("--form", choices=EXPORTS, default="jsonl", help=words("help", "format"))
    export.add_argument("--output", default="-", metavar="FILE", help=words("help", "output"))
    for command in (search, export):
        for name in ("actor", "type", "context", "certainty", "attribution", "outlet", "source", "text-lang", "since", "until"):
            command.add_argument(f"--{name}", default="", metavar=name.upper(), help=words("desk", f"help_by_{name.replace('-', '_')}"))
        command.add_argument("--pair", nargs=2, metavar="CODE", help=words("desk", "help_by_pair"))
    watch.add_argument("name", metavar="NAME", nargs="?", default="", help=words("desk", "help_watchlist_name"))
    watch.add_argument("codes", metavar="CODE", nargs="*", help=words("desk", "help_codes"))
    watch.add_argument("--drop", action="store_true", help=words("desk", "help_drop"))
