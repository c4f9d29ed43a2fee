"""Decisions on pairs of documents, each made once."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.tracing import DESCENT, Reason, Relation
from lagebild.tracing.evidence import Evidence, evidence
from lagebild.tracing.profile import Profile
from lagebild.tracing.relation import choose, probabilities, reasons

_NOT_UNLIKELY = 0.3


@dataclass(frozen=True, slots=True)
class Decision:
    """The probabilities of all relations of a pair, with the evidence."""

    evidence: Evidence
    probabilities: dict[Relation, float]

    @property
    def relation(self) -> Relation:
        """The relation decided for."""
        return choose(self.probabilities)

    @property
    def descends(self) -> float:
        """The probability that both descend from one text."""
        return sum(value for name, value in self.probabilities.items() if name in DESCENT)

    @property
    def happening(self) -> float:
        """The probability that both tell the same happening."""
        return self.descends + self.probabilities["independent"]

    @property
    def descent(self) -> Relation:
        """The likeliest of the descents."""
        return max(DESCENT, key=lambda name: (self.probabilities[name], name))

    @property
    def drifts(self) -> Relation | None:
        """The descent along which changes are looked for: where one is not unlikely, also if it is not sure enough to be asserted."""
        return self.descent if self.descends >= _NOT_UNLIKELY else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for the likeliest relation."""
        return reasons(self.evidence, self.relation, self.probabilities)


def decide_pair(a: Profile, b: Profile) -> Decision:
    """Measure a pair and weigh the evidence."""
    found = evidence(a, b)
    return Decision(found, probabilities(found))
