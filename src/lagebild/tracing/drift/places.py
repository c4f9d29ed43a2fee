"""Places that are no longer the same: names that took the place of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lagebild.tracing.drift.named import NAME, names, placed, same
from lagebild.tracing.drift.paired import Item, Paired
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.names import key
from lagebild.tracing.profile import Profile
from lagebild.tracing.text import fold


def places(sides: Sides) -> Iterator[Change]:
    """Yield names that may stand for one another."""
    before, after = (_names(profile) for profile in (sides.before, sides.after))
    for one, other, signs in Paired(sides, before, after, same):
        signs |= {
            # Genf and Geneva, Haag and Haye: an exonym mostly keeps the first sound
            "begins_same": key(one.passage.text)[:1] == key(other.passage.text)[:1],
            "placed": placed(one, sides.before.lang),
            "placed_there": placed(other, sides.after.lang),
            "nowhere_else": not _known(other, sides.before) and not _known(one, sides.after),
        }
        why = f"{one.passage.text} became {other.passage.text}"
        yield Change("place_changed", one.passage, other.passage, why, signs)


def _names(profile: Profile) -> list[Item]:
    # a capital stands for its state elsewhere; a place it is too
    return [replace(item, kind=NAME) for item in names(profile.whole.sentences, profile.lang)]


def _known(item: Item, there: Profile) -> bool:
    """Whether a text has a word that begins or sounds as a name does."""
    word = fold(item.passage.text)
    return any(known.startswith(word[:4]) for known in there.vocabulary) or (len(key(word)) > 2 and key(word) in there.names)
