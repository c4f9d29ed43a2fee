"""One happening told by many documents: claims of the same type, sides, time and place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.model.nouns import Claim, EventClaim, JudgementClaim, Sheet
from lagebild.model.tracing import Contradiction, Event, Telling
from lagebild.tracing.grades import Tellings, grade
from lagebild.tracing.text import fold

_WINDOW, _DAY = 2, 10
_HAPPENED = ("occurred", "ongoing")


@dataclass
class Happening:
    """Tellings of one happening while they are being gathered."""

    type: str
    polarity: str
    happened: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    start: str
    end: str
    place: str
    tellings: list[Telling] = field(default_factory=list)

    def takes(self, other: Happening) -> bool:
        """Whether another telling is of the same happening; asserted and denied never are."""
        return self.polarity == other.polarity and self.happened == other.happened and self.like(other)

    def like(self, other: Happening) -> bool:
        """Whether type, sides, time and place agree; what one leaves open agrees with anything, but not both sides at once."""
        if self.type != other.type or not (self.actors & other.actors or self.recipients & other.recipients):
            return False
        sides = _agree(self.actors, other.actors) and _agree(self.recipients, other.recipients)
        return sides and self._near(other) and (not self.place or not other.place or fold(self.place) == fold(other.place))

    def _near(self, other: Happening) -> bool:
        one, two = _day(self.start), _day(other.start)
        return one is None or two is None or abs((one - two).days) <= _WINDOW

    def add(self, other: Happening) -> None:
        """Take a telling in; the happening keeps what both know and learns what it did not."""
        self.actors = self.actors & other.actors or self.actors or other.actors
        self.recipients = self.recipients & other.recipients or self.recipients or other.recipients
        self.start, self.end = (self.start, self.end) if self.start else (other.start, other.end)
        self.place = self.place or other.place
        self.tellings += other.tellings


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _day(date: str) -> datetime.date | None:
    return datetime.date.fromisoformat(date) if len(date) == _DAY else None


def events(story: str, sheets: Sequence[Sheet], origins: Mapping[str, int], reliability: Mapping[str, str]) -> tuple[Event, ...]:
    """Return the events of a story with their grades; `origins` numbers the origin of every document."""
    happenings = gather(sheets)
    found = []
    for number, happening in enumerate(happenings, 1):
        against = [t for other in happenings if other.polarity != happening.polarity and happening.like(other) for t in other.tellings]
        found.append(
            _event(f"{story}-{number}", happening, Tellings(happening.tellings, against, origins, _publishers(sheets)), reliability)
        )
    return tuple(found)


def _publishers(sheets: Sequence[Sheet]) -> dict[str, str]:
    return {sheet.document.id: sheet.document.publisher for sheet in sheets}


def gather(sheets: Iterable[Sheet]) -> list[Happening]:
    """Return the happenings that some claim sheets tell, in the order of their first tellings."""
    found: list[Happening] = []
    for sheet in sheets:
        for claim in sheet.claims:
            telling = _happening(claim, sheet)
            home = next((happening for happening in found if happening.takes(telling)), None)
            if home is not None:
                home.add(telling)
            elif telling.actors or telling.recipients:
                found.append(telling)
    return found


def _happening(claim: EventClaim | JudgementClaim, sheet: Sheet) -> Happening:
    if isinstance(claim, EventClaim):
        kind, sides = claim.event, (claim.actors, claim.recipients)
    else:
        kind, sides = claim.judgement, (claim.subjects, claim.objects)  # type: ignore[assignment]
    actors, recipients = (frozenset(actor.code for actor in side) for side in sides)
    start, end = (claim.date.start, claim.date.end) if claim.date else ("", "")
    text = sheet.document.title if claim.part == "title" else sheet.document.text
    telling = Telling(sheet.document.id, claim, claim.sentence.of(text))
    return Happening(kind, claim.polarity, claim.status in _HAPPENED, actors, recipients, start, end, _place(claim), [telling])


def _place(claim: Claim) -> str:
    return claim.place


def _event(name: str, happening: Happening, tellings: Tellings, reliability: Mapping[str, str]) -> Event:
    letter, credibility, why = grade(tellings, reliability)
    return Event(
        name, happening.type, happening.tellings[0].claim.polarity, tuple(sorted(happening.actors)), tuple(sorted(happening.recipients)),
        tuple(happening.tellings), len(tellings.origins_for), letter, credibility, why, happening.start, happening.end, happening.place,
    )  # fmt: skip


def contradictions(story: Sequence[Event]) -> tuple[Contradiction, ...]:
    """Return the pairs of events of which one asserts what the other denies."""
    found = []
    for place, one in enumerate(story):
        for other in story[place + 1 :]:
            if one.polarity != other.polarity and _as_happening(one).like(_as_happening(other)):
                asserted, negated = (one, other) if one.polarity == "asserted" else (other, one)
                why = f"{_who(asserted)} told as so by {_tellers(asserted)}, told as not so by {_tellers(negated)}"
                found.append(Contradiction((asserted.event, negated.event), why))
    return tuple(found)


def _as_happening(event: Event) -> Happening:
    sides = frozenset(event.actors), frozenset(event.recipients)
    return Happening(event.type, event.polarity, True, *sides, event.start, event.end, event.place)


def _who(event: Event) -> str:
    return f"{event.type} {','.join(event.actors) or '[]'} -> {','.join(event.recipients) or '[]'}"


def _tellers(event: Event) -> str:
    return ", ".join(dict.fromkeys(telling.document for telling in event.claims))
