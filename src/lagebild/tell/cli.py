"""The command `lagebild`: exit status 0 all well, 1 some failed, 2 nothing could be done, 130 interrupted, 141 nobody reads on."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Sequence

from lagebild.model.errors import InputError, LagebildError
from lagebild.tell.arguments import parse
from lagebild.tell.ownactors import lay_own_actors
from lagebild.tell.report import complain
from lagebild.tell.words import Words, interface_language, load_words

INTERRUPTED, PIPE_BROKEN = 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; whatever goes wrong on purpose is one line on standard error."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    words = load_words(interface_language(given))
    _streams()
    try:
        status = _run(parse(given, words), words)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        return _pipe_broken()
    except KeyboardInterrupt:
        return INTERRUPTED
    except LagebildError as error:
        complain(str(error), words)
    except UnicodeDecodeError as error:
        complain(words("errors", "encoding", where=str(error.object[:40])), words)
    except OSError as error:
        complain(words("errors", "io", where=error.filename or "", cause=error.strerror or error), words)
    return 2


def _run(arguments: argparse.Namespace, words: Words) -> int:
    lay_own_actors()
    # each command is imported when it is called: help must come at once
    command: Callable[[argparse.Namespace, Words], int]
    if arguments.command == "read":
        from lagebild.tell.reading import read_command as command
    elif arguments.command == "compare":
        from lagebild.tell.comparing import compare_command as command
    elif arguments.command == "trace":
        from lagebild.tell.tracing import trace_command as command
    elif arguments.command == "registry":
        from lagebild.tell.registry import registry_command as command
    elif arguments.command == "sources":
        from lagebild.tell.sources import sources_command as command
    elif arguments.command == "evaluate":
        from lagebild.tell.evaluate import evaluate_command as command
    elif arguments.command == "schema":
        command = schema_command
    else:
        from lagebild.tell.commands import command_of

        command = command_of(arguments.command)
    return command(arguments, words)


def schema_command(arguments: argparse.Namespace, words: Words) -> int:
    """Print the JSON Schema of a noun."""
    from lagebild.model.jsonform import schema

    try:
        print(json.dumps(schema(arguments.noun), ensure_ascii=False, indent=2))
    except KeyError as error:
        raise InputError("schema", str(error.args[0])) from None
    return 0


def _streams() -> None:
    """What is piped on is UTF-8 everywhere; a terminal that cannot show a sign shows another, and never stops the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _pipe_broken() -> int:
    # the interpreter flushes once more at its end; let that go nowhere
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_BROKEN


if __name__ == "__main__":
    sys.exit(main())
