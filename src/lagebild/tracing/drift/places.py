"""Places that are no longer the same: names that took the place of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from lagebild.tracing.drift.named import NAME, STATE, means_same, names, placed, same
from lagebild.tracing.drift.paired import Item, Paired
from lagebild.tracing.drift.sides import Change, Sides
from lagebild.tracing.names import key
from lagebild.tracing.profile import Profile
from lagebild.tracing.text import fold


def places(sides: Sides) -> Iterator[Change]:
    """Yield names that may stand for one another."""
    (before, states_before), (after, states_after) = (_names(profile) for profile in (sides.before, sides.after))
    for one, other, signs in Paired(sides, before, after, same, close=True):
        signs |= {
            # Genf and Geneva, Haag and Haye: an exonym mostly keeps the first sound
            "begins_same": key(one.passage.text)[:1] == key(other.passage.text)[:1],
            "sounds_same": _sounds_same(one, other),
            "means_same": means_same(one, other, sides.before.encoder),
            "state": one in states_before,
            "state_there": other in states_after,
            "states": one in states_before and other in states_after,
            "placed": placed(one, sides.before.lang),
            "placed_there": placed(other, sides.after.lang),
            "nowhere_else": not _known(other, sides.before) and not _known(one, sides.after),
        }
        why = f"{one.passage.text} became {other.passage.text}"
        yield Change("place_changed", one.passage, other.passage, why, signs)


def _names(profile: Profile) -> tuple[list[Item], set[Item]]:
    """Return all names, and those of states among them."""
    found = [item for item in names(profile.whole.sentences, profile.lang) if item.passage.text[0].isupper()]
    # a capital stands for its state elsewhere; a place it is too
    return [replace(item, kind=NAME) for item in found], {replace(item, kind=NAME) for item in found if item.kind == STATE}


def _sounds_same(one: Item, other: Item) -> float:
    return SequenceMatcher(None, key(one.passage.text), key(other.passage.text), autojunk=False).ratio()


def _known(item: Item, there: Profile) -> bool:
    """Whether a text has a word that begins or sounds as a name does."""
    word = fold(item.passage.text)
    return any(known.startswith(word[:4]) for known in there.vocabulary) or (len(key(word)) > 2 and key(word) in there.names)
