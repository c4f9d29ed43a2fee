"""What may be asked: the fields of the addresses, checked before the store is asked, and described by OpenAPI as they are checked."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from lagebild.model.errors import InputError
from lagebild.model.values import AttributionKind, Band, EventType, JudgementType, Polarity, Status
from lagebild.store.questions import MOST, Filters
from lagebild.tell.storing import known_code

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _clean(said: object) -> object:
    # PostgreSQL holds no NUL; the store keeps it as this sign too
    return said.replace("\x00", "\ufffd") if isinstance(said, str) else said


def _day(said: str) -> str:
    if not _DAY.fullmatch(said):
        raise ValueError("write the day as 2024-05-06")
    datetime.date.fromisoformat(said)
    return said


Words = Annotated[str, BeforeValidator(_clean), Field(max_length=300)]
Name = Annotated[str, BeforeValidator(_clean), Field(min_length=1, max_length=200)]
Number = Annotated[int, Field(ge=1, lt=1 << 63)]
Code = Annotated[str, Field(pattern=r"^[A-Z0-9_]{1,60}$", description="A code of the world registry")]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Letter = Literal["A", "B", "C", "D", "E"]
Kind = Literal["event", "judgement"]
Type = EventType | JudgementType
Role = Literal["actor", "recipient", "subject", "object", "cited"]


class Asked(BaseModel):
    """Fields of an address; one that is not known is refused, as a misspelt filter would answer another question."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Asked):
    """An address that takes no fields."""


class Paged(Asked):
    """A page of a list."""

    cursor: Words = Field("", description="`next` of the page before; empty for the first")
    limit: int = Field(50, ge=1, le=MOST, description="How many")


class StoriesAsked(Paged):
    """Which stories."""

    actor: Code | None = Field(None, description="With an event of this actor")
    watchlist: Name | None = Field(None, description="With an event of one of its actors")
    contradicted: bool = Field(False, description="Only those in which one document denies what another tells")


class EventsAsked(Paged):
    """Which events."""

    type: Type | None = None
    since: Day | None = Field(None, description="Of stories with a document published on this day or later")


class AllEventsAsked(EventsAsked):
    """Which events, of whom."""

    actor: Code | None = None
    other: Code | None = Field(None, description="With `actor`: events between the two, in either direction")


class TextsAsked(Paged):
    """Which documents or claims: what is not given does not matter."""

    q: Words = Field("", description="Words that must all be in the text; `-word` must not be, `word*` is a beginning")
    actor: Code | None = None
    role: Role | None = Field(None, description="The role of `actor`")
    other: Code | None = Field(None, description="With `actor`: claims about the two, in either direction")
    kind: Kind | None = None
    type: Type | None = None
    context: Name | None = Field(None, description="A PLOVER context")
    certainty: Band | None = Field(None, description="An ICD 203 band")
    attribution: AttributionKind | None = None
    polarity: Polarity | None = None
    status: Status | None = None
    outlet: Name | None = None
    source: Name | None = Field(None, description="The source that delivered it")
    lang: Name | None = Field(None, description="The language of the text")
    start: Day | None = Field(None, description="The first day of publication")
    end: Day | None = Field(None, description="The last day of publication")
    reliability: Letter | None = Field(None, description="The worst reliability of an event that it tells")
    credibility: int | None = Field(None, ge=1, le=6, description="The worst credibility of an event that it tells")

    def filters(self) -> Filters:
        """Return them as the store is asked. Raises InputError for a code that the registry does not know."""
        one, other = known(self.actor), known(self.other)
        pair = (one, other) if one and other else None
        given = self.model_dump(exclude={"cursor", "limit", "q", "actor", "other"}, exclude_none=True)
        return Filters(self.q, actor="" if pair else one or other, pair=pair, **given)


class ClaimsAsked(TextsAsked):
    """Which claims."""

    rejected: bool = Field(False, description="Also those that an analyst rejected")


class JudgementsAsked(Paged):
    """Which judgements."""

    type: JudgementType | None = None
    since: Day | None = Field(None, description="Published on this day or later")


class ActorsAsked(Paged):
    """Which actors."""

    name: Name | None = Field(None, description="A name, demonym, capital, office or holder, in German or English; or a code")


class TodayAsked(Asked):
    """Which period, and whom it concerns."""

    days: Literal["1", "7", "30", "all"] = Field("7", description="Days up to that of the newest document")
    watchlist: Name | None = Field(None, description="Stories with an event of one of its actors")


class StatusAsked(Asked):
    """How much of it."""

    failures: int = Field(20, ge=0, le=MOST, description="How many of the latest failures")


def known(code: str | None) -> str:
    """Return a code, "" for none. Raises InputError for one that the registry does not know."""
    return known_code(code) if code else ""


def pair_of(actor: str | None, other: str | None) -> tuple[str, str] | None:
    """Return the two, None where only one is given. Raises InputError where they are one."""
    one, two = known(actor), known(other)
    if one and one == two:
        raise InputError(one, "an actor is no pair with itself", "name two actors")
    return (one, two) if one and two else None
