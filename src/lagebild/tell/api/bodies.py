"""What may be sent: corrections, saved searches and watchlists, as OpenAPI describes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lagebild.model.values import AttributionKind, Band, EventType, JudgementType, Polarity, Stance, Status
from lagebild.store.own import LONGEST
from lagebild.store.watchlists import MOST
from lagebild.tell.api.parameters import Code, Name, Words

Codes = Annotated[list[Code], Field(max_length=50)]
Reason = Annotated[Words, Field(max_length=2000)]


class Sent(BaseModel):
    """A body; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Changes(Sent):
    """Fields of a claim that are otherwise than was read; those that are not given stay. Sides are codes."""

    event: EventType | None = None
    mode: Words | None = None
    actors: Codes | None = None
    recipients: Codes | None = None
    judgement: JudgementType | None = None
    change: Literal["has", "gains", "loses", ""] | None = None
    subjects: Codes | None = None
    objects: Codes | None = None
    polarity: Polarity | None = None
    status: Status | None = None
    certainty: Band | None = None
    attribution: AttributionKind | None = None
    stance: Stance | None = None
    object: Words | None = None
    place: Words | None = None
    contexts: Annotated[list[Name], Field(max_length=50)] | None = None

    def given(self) -> dict[str, Any]:
        """Return the fields that are given."""
        return self.model_dump(exclude_none=True)


class Reject(Sent):
    """A text does not claim this."""

    kind: Literal["reject"]
    claim: Name
    why: Reason = ""


class Amend(Sent):
    """A text claims something else."""

    kind: Literal["amend"]
    claim: Name
    changes: Changes
    why: Reason = ""


class Merge(Sent):
    """Two stories are one."""

    kind: Literal["merge"]
    story: Name
    other: Name
    why: Reason = ""


class Split(Sent):
    """Some documents of a story, by address or key, tell another."""

    kind: Literal["split"]
    story: Name
    documents: Annotated[list[Annotated[Words, Field(max_length=2000)]], Field(min_length=1, max_length=1000)]
    why: Reason = ""


class Grade(Sent):
    """An outlet is as reliable as this letter says."""

    kind: Literal["grade"]
    outlet: Name
    letter: Literal["A", "B", "C", "D", "E", "F"]
    why: Reason = ""


Correcting = Annotated[Reject | Amend | Merge | Split | Grade, Field(discriminator="kind")]


class Saving(Sent):
    """A search to be kept: the fields of the page Search; one of one's own of that name gives way."""

    name: Annotated[Name, Field(max_length=LONGEST)]
    question: dict[str, Words]


class Watching(Sent):
    """A watchlist to be kept; one of that name gives way."""

    watchlist: Annotated[Name, Field(max_length=LONGEST, description="With a letter or digit, and no colon before all others")]
    codes: Annotated[list[Code], Field(min_length=1, max_length=MOST)]
