"""Which function runs which command that works on a store."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from lagebild.tell.words import Words

_HOMES = {
    "desk": "desk.serving", "bundle": "bundle.command", "gather": "gathering", "watch": "gathering",
    "import": "storing", "status": "storing", "reread": "storing", "retain": "storing", "backup": "storing", "restore": "storing",
    "watchlist": "storing", "correct": "correcting", "corrections": "correcting", "search": "searching", "export": "searching",
    "account": "accounts", "audit": "accounts",
}  # fmt: skip


def command_of(name: str) -> Callable[[argparse.Namespace, Words], int]:
    """Return the function of a command; its module is imported only now, because help must come at once."""
    found: Callable[[argparse.Namespace, Words], int] = getattr(import_module(f"lagebild.tell.{_HOMES[name]}"), f"{name}_command")
    return found
