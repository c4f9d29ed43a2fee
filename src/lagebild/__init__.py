"""Lagebild: an early-warning desk for dangers between states.

>>> from lagebild import read
>>> read("Berlin lieferte Kiew zwei Luftabwehrsysteme.", lang="de").claims[0].event
'AID'
"""

from lagebild.flow import compare, read, trace
from lagebild.model.errors import LagebildError
from lagebild.model.nouns import (
    Actor,
    Attribution,
    Certainty,
    Document,
    EventClaim,
    JudgementClaim,
    Note,
    Sheet,
    Source,
    Span,
    Statement,
    When,
)  # fmt: skip
from lagebild.model.tracing import Comparison, Event, Story

__all__ = [
    "Actor", "Attribution", "Certainty", "Comparison", "Document", "Event", "EventClaim", "JudgementClaim", "LagebildError", "Note",
    "Sheet", "Source", "Span", "Statement", "Story", "When", "compare", "read", "trace",
]  # fmt: skip
__version__ = "0.1.0"
