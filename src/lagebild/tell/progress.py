"""How far a long command has come and what went wrong: bars and words where standard error is a terminal, else one JSON line an event."""

from __future__ import annotations

import datetime
import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lagebild.tell.report import complain
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from lagebild.flow.working import Told

Step = Callable[..., None]


@contextmanager
def progress(event: str, label: str, total: int) -> Iterator[Step]:
    """Give a function to call once a step, with the fields that tell of it; `event` names the lines, `label` stands beside the bar."""
    if not sys.stderr.isatty():
        yield lambda **fields: log(event, **fields)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda **fields: bar.update(task, advance=1)


@contextmanager
def working(words: Words, waiting: Mapping[str, int]) -> Iterator[Told]:
    """Give a function that hears what a worker does; `waiting` says how many documents wait to be read and to be traced."""
    if not sys.stderr.isatty():
        yield lambda step, count, seconds: log(step, "info" if step in ("read", "trace") else "warning", documents=count, seconds=seconds)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    read, trace = waiting.get("read", 0), waiting.get("trace", 0)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {"read": bar.add_task(words("desk", "reading"), total=read)}
        tasks["trace"] = bar.add_task(words("desk", "tracing"), total=read + trace)

        def told(step: str, count: int, seconds: float) -> None:
            if step in tasks:
                task = tasks[step]
                bar.update(task, advance=count)
                # what came in meanwhile is worked off too, and a document may be traced twice
                bar.update(task, total=max(bar.tasks[task].total or 0, bar.tasks[task].completed))

        yield told


def warn(event: str, message: str, words: Words, **fields: object) -> None:
    """Tell of something that went wrong and did not stop the command."""
    if sys.stderr.isatty():
        complain(message, words)
    else:
        log(event, "warning", **fields, message=message)


def lines_from_libraries() -> None:
    """Let what libraries log (warnings and worse) be such lines too, where nobody looks at a terminal."""
    if not sys.stderr.isatty():
        logging.basicConfig(level=logging.WARNING, handlers=[_Lines()], force=True)


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        fault = {"fault": logging.Formatter().formatException(record.exc_info)} if record.exc_info else {}
        log(record.name, record.levelname.lower(), message=record.getMessage(), **fault)


def log(event: str, level: str = "info", **fields: object) -> None:
    """Write one JSON line to standard error: `time` (UTC), `level` (info, warning, error, critical), `event`, and more fields."""
    time = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    said = {name: round(value, 3) if isinstance(value, float) else value for name, value in fields.items()}
    # ASCII: whatever a stranger wrote, it is one line and steers no terminal
    print(json.dumps({"time": time, "level": level, "event": event, **said}), file=sys.stderr, flush=True)
