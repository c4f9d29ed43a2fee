"""Profiles of documents at hand: those used last are kept, so that tracing needs no more memory in a large store than in a small one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from typing import TYPE_CHECKING

from lagebild.store.opening import Connection
from lagebild.store.sheets import load_read

if TYPE_CHECKING:
    from lagebild.tracing.profile import Profile
    from lagebild.tracing.vectors import Encoder

MOST, _PART = 1200, 100


class Profiles:
    """The profiles of the documents used last, at most `most`; one that must go forgets what was measured and is large."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self.encoder, self.most = encoder, most
        self._rows: OrderedDict[int, Profile] = OrderedDict()

    def need(self, connection: Connection, numbers: Collection[int], compared: bool = False) -> dict[int, Profile]:
        """Return the profiles of some documents, made from the store where they are not at hand.

        Of those that are to be `compared` all sentences are encoded together, which takes a fraction of the time.
        """
        from lagebild.tracing.profile import Profile

        found = {number: self._rows[number] for number in numbers if number in self._rows}
        missing = [number for number in numbers if number not in found]
        for start in range(0, len(missing), _PART):
            for number, document in load_read(connection, missing[start : start + _PART]).items():
                found[number] = self._rows[number] = Profile(document, self.encoder)
            if compared:
                made = [found[number] for number in missing[start : start + _PART] if number in found]
                self.encoder.encode([text for one in made for text in (*one.heads, *(s.text for s in one.body))])
        for number in found:
            self._rows.move_to_end(number)
        while len(self._rows) > self.most:
            self._rows.popitem(last=False)[1].forget()
        return found

    def small(self, connection: Connection, numbers: Collection[int]) -> dict[int, Profile]:
        """Return the profiles of any number of documents, with what is small of them measured and what is large let go."""
        found: dict[int, Profile] = {}
        listed = list(numbers)
        for start in range(0, len(listed), _PART):
            part = self.need(connection, listed[start : start + _PART])
            for profile in part.values():
                _ = profile.length, profile.agency, profile.published
            found |= part
        return found

    def drop(self, numbers: Collection[int]) -> None:
        """Let go of documents that have been read again."""
        for number in numbers:
            self._rows.pop(number, None)

    def clear(self) -> None:
        """Let go of all."""
        self._rows.clear()
