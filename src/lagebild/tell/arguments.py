"""The arguments of the command line, in the interface's language."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from lagebild.tell.deskarguments import COMMANDS, add_desk_commands
from lagebild.tell.words import LANGUAGES, Words

_STATELESS = ("read", "compare", "trace", "sources", "schema", "registry", "evaluate")
FORMATS = ("table", "json", "jsonl", "html", "plover")


class Parser(argparse.ArgumentParser):
    """An argument parser whose own few words come from the interface's language too."""

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self.words = words
        self._positionals.title, self._optionals.title = words("help", "positionals"), words("help", "options")
        self.add_argument("-h", "--help", action="help", help=words("help", "help"))
        self.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=words("help", "lang"))

    def format_usage(self) -> str:
        """Return the usage line with its first word in the interface's language."""
        return self._translated(super().format_usage())

    def format_help(self) -> str:
        """Return the help with its first word in the interface's language."""
        return self._translated(super().format_help())

    def _translated(self, text: str) -> str:
        return self.words("help", "usage") + text.removeprefix("usage: ")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in the form that all errors have, and end with 2."""
        self.exit(2, self.format_usage() + self.words("errors", "prefix", message=message) + "\n")


def parser(words: Words) -> Parser:
    """Return the parser of all commands."""
    from lagebild import __version__

    top = Parser(words, prog="lagebild", description=words("help", "description"))
    top.add_argument("--version", action="version", version=f"lagebild {__version__}", help=words("help", "version"))
    commands = top.add_subparsers(dest="command", metavar="{" + ",".join((*_STATELESS, *COMMANDS)) + "}")
    _read(commands, words)
    _compare(commands, words)
    _trace(commands, words)
    _sources(commands, words)
    _schema(commands, words)
    _registry(commands, words)
    _evaluate(commands, words)
    add_desk_commands(commands, words, _add)
    return top


def parse(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """Return the parsed arguments; ends the program with 2 where they are wrong, with 0 after help and version."""
    top = parser(words)
    found = top.parse_args(arguments)
    if not found.command:
        top.error(words("errors", "no_command"))
    return found


def _add(commands: Any, name: str, words: Words) -> Parser:
    command: Parser = commands.add_parser(name, words=words, help=words("help", name), description=words("help", name))
    return command


def _read(commands: Any, words: Words) -> None:
    read = _add(commands, "read", words)
    read.add_argument("sources", metavar="SOURCE", nargs="*", help=words("help", "source"))
    read.add_argument("--format", choices=FORMATS, help=words("help", "format"))
    read.add_argument("--date", default="", metavar="D", help=words("help", "date"))
    read.add_argument("--text-lang", default="", metavar="TAG", help=words("help", "text_lang"))
    read.add_argument("--input", metavar="FILE", help=words("help", "input"))
    read.add_argument("--output", metavar="FILE", default="-", help=words("help", "output"))
    read.add_argument("--jobs", type=int, metavar="N", help=words("help", "jobs"))


def _compare(commands: Any, words: Words) -> None:
    compare = _add(commands, "compare", words)
    compare.add_argument("first", metavar="A", help=words("help", "first"))
    compare.add_argument("second", metavar="B", help=words("help", "second"))
    compare.add_argument("--format", choices=("table", "json", "html"), default="table", help=words("help", "format"))


def _trace(commands: Any, words: Words) -> None:
    trace = _add(commands, "trace", words)
    trace.add_argument("sources", metavar="SOURCE", nargs="*", help=words("help", "source"))
    trace.add_argument("--format", choices=("table", "json", "jsonl", "html"), help=words("help", "format"))
    trace.add_argument("--input", metavar="FILE", help=words("help", "trace_input"))
    trace.add_argument("--output", metavar="FILE", default="-", help=words("help", "output"))
    trace.add_argument("--reliability", metavar="FILE", help=words("help", "reliability"))


def _sources(commands: Any, words: Words) -> None:
    actions = _add(commands, "sources", words).add_subparsers(dest="action", metavar="{list,check,import,export}", required=True)
    for name in ("list", "check", "import", "export"):
        action: Parser = actions.add_parser(
            name, words=words, help=words("help", f"sources_{name}"), description=words("help", f"sources_{name}")
        )
        action.add_argument("--sources", metavar="FILE", help=words("help", "sources_file"))
        if name in ("list", "check"):
            action.add_argument("--format", choices=("table", "json"), default="table", help=words("help", "format"))
        if name == "check":
            action.add_argument("ids", metavar="ID", nargs="*", help=words("help", "sources_ids"))
            action.add_argument("--jobs", type=int, default=8, metavar="N", help=words("help", "sources_jobs"))
        if name == "import":
            action.add_argument("opml", metavar="OPML", help=words("help", "sources_opml"))
        if name == "export":
            action.add_argument("--output", metavar="FILE", default="-", help=words("help", "output"))


def _schema(commands: Any, words: Words) -> None:
    _add(commands, "schema", words).add_argument("noun", metavar="NOUN", nargs="?", default="sheet", help=words("help", "noun"))


def _registry(commands: Any, words: Words) -> None:
    registry = _add(commands, "registry", words)
    registry.add_argument("name", metavar="NAME", help=words("help", "name"))
    registry.add_argument("--date", default="", metavar="D", help=words("help", "registry_date"))
    registry.add_argument("--text-lang", default="", choices=LANGUAGES, help=words("help", "registry_lang"))


def _evaluate(commands: Any, words: Words) -> None:
    evaluate = _add(commands, "evaluate", words)
    evaluate.add_argument("gold", metavar="GOLD", help=words("help", "gold"))
    evaluate.add_argument("--layout", choices=("guidelines", "plover"), default="guidelines", help=words("help", "layout"))
    evaluate.add_argument("--split", choices=("dev", "test"), help=words("help", "split"))
    evaluate.add_argument("--misses", action="store_true", help=words("help", "misses"))
    evaluate.add_argument("--kind", default="", metavar="TEXT", help=words("help", "kind"))
    evaluate.add_argument("--rounds", type=int, default=1000, metavar="N", help=words("help", "rounds"))
    evaluate.add_argument("--format", choices=("table", "json"), default="table", help=words("help", "format"))
