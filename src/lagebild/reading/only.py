"""The side that the construction leaves open: where a sentence names only one other, it is mostly that one.

Which types of event take it was decided on the development half of the gold sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.reading.above import Context
from lagebild.reading.match import Candidate
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Token
from lagebild.reading.sides import unique

_SIDES = frozenset(("state", "armed_group", "organisation", "bloc", "alliance"))
# to mobilise, threaten, reject or protest needs nobody whom it is aimed at
_AIMED = frozenset(("ACCUSE", "AGREE", "ASSAULT", "CONCEDE", "RETREAT", "SANCTION"))
_DONE = frozenset(("COERCE", "RETREAT"))
_AT_HOME = frozenset(("COERCE", "SANCTION"))


@dataclass(frozen=True, slots=True)
class Only:
    """Fills an open side with the only other one that the sentence names."""

    named: list[Mention]
    memory: Memory

    @staticmethod
    def leaves_open(candidate: Candidate) -> bool:
        """Whether just one side of an event is known."""
        rule = candidate.rule
        return rule.kind == "event" and not rule.frame.reciprocal and bool(candidate.actors) != bool(candidate.recipients)

    def fill(self, candidate: Candidate, context: Context) -> None:
        """Fill recipients or actors; of an arrest or ban in a sentence with nobody else both are the same state."""
        rule = candidate.rule
        if not self.leaves_open(candidate):
            return
        others = self._others(candidate.actors or candidate.recipients, context)
        if candidate.actors and rule.type in _AIMED and len(others) == 1:
            candidate.recipients = others
        elif _acts_unnamed(candidate):
            return
        elif candidate.recipients and rule.type in _DONE and len(others) == 1:
            candidate.actors = others
        elif candidate.recipients and rule.type in _AT_HOME and not others and self._states(candidate.recipients):
            candidate.actors = list(candidate.recipients)

    def _others(self, known: Iterable[Mention], context: Context) -> list[Mention]:
        codes = {m.code for m in known} | {source.code for source in context.attribution.sources}
        return unique([m for m in self.named if m.code not in codes and self.memory.kind(m.code) in _SIDES])

    def _states(self, mentions: Iterable[Mention]) -> bool:
        return all(self.memory.kind(m.code) == "state" for m in mentions)


def _acts_unnamed(candidate: Candidate) -> bool:
    """ "It expelled two diplomats": who acts is somebody named before, not who happens to be in the sentence."""
    subject = candidate.predicate.subject
    return candidate.phrase is None and subject is not None and bool(subject.pronoun) and not candidate.predicate.passive


def named_in(tokens: Iterable[Token]) -> list[Mention]:
    """Return the sides that the words of a sentence name, by noun or adjective."""
    return [m for t in tokens for m in (t.mods if t.mention is None else (t.mention, *t.mods)) if m.code]
