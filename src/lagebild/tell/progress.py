"""How far a long command has come: a bar where standard error is a terminal, else one JSON line an event."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[..., None]


@contextmanager
def progress(event: str, label: str, total: int) -> Iterator[Step]:
    """Give a function to call once a step, with the fields that tell of it; `event` names the lines, `label` stands beside the bar."""
    if not sys.stderr.isatty():
        yield lambda **fields: _log(event, fields)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda **fields: bar.update(task, advance=1)


def _log(event: str, fields: dict[str, object]) -> None:
    time = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    # ASCII: whatever a stranger wrote, it is one line and steers no terminal
    print(json.dumps({"time": time, "event": event, **fields}), file=sys.stderr, flush=True)
