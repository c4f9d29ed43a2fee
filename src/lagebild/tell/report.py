"""Saying on standard error what went wrong."""

from __future__ import annotations

import sys

from lagebild.tell.names import visible
from lagebild.tell.words import Words


def complain(message: str, words: Words) -> None:
    """Print one error in the form `lagebild: message`, without signs that steer a terminal."""
    print(words("errors", "prefix", message=visible(message)), file=sys.stderr)
