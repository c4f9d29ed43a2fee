"""Which of two documents is the earlier one: by their times, else by signs in the text."""

from __future__ import annotations

from typing import Literal

from lagebild.model.tracing import DESCENT, Relation
from lagebild.tracing.credits import names_outlet
from lagebild.tracing.profile import Profile

_LONGER = 1.3
Side = Literal["a", "b"]


def earlier(a: Profile, b: Profile, relation: Relation) -> Side | None:
    """Return "a" or "b", None where neither times nor texts tell.

    Without both times: who names the other's outlet comes later; of texts that descend from one, the one cut short comes later; a
    document that speaks of days after the other's comes later.
    """
    if a.published and b.published:
        return None if a.published == b.published else "a" if a.published < b.published else "b"
    names = names_outlet(a.document, b.document), names_outlet(b.document, a.document)
    if names[0] != names[1]:
        return "b" if names[0] else "a"
    if relation in DESCENT and relation != "translation":
        return _fuller(a, b)
    return None


def _fuller(a: Profile, b: Profile) -> Side | None:
    one, other = _own(a, b), _own(b, a)
    if len(a.words) > _LONGER * len(b.words) or (one and not other):
        return "a"
    return "b" if len(b.words) > _LONGER * len(a.words) or (other and not one) else None


def _own(one: Profile, other: Profile) -> bool:
    """An outlet that signs as the agency which the other credits wrote the text."""
    return bool(one.agency) and one.document.publisher == one.agency and other.document.publisher != one.agency
