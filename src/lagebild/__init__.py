"""Lagebild: an early-warning desk for dangers between states.

>>> from lagebild import read
>>> read("Berlin lieferte Kiew zwei Luftabwehrsysteme.", lang="de").claims[0].event
'AID'
"""

from lagebild.flow import read
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

__all__ = [
    "Actor", "Attribution", "Certainty", "Document", "EventClaim", "JudgementClaim", "LagebildError", "Note", "Sheet", "Source",
    "Span", "Statement", "When", "read",
]  # fmt: skip
__version__ = "0.1.0"
