"""What a verb group makes of the clause it completes (English), and verbs of saying behind or inside what is said."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.reading.chunk_svo import Item
from lagebild.reading.groups_svo import VerbGroup
from lagebild.reading.parts import Phrase, Predicate
from lagebild.reading.stack_svo import Stack
from lagebild.reading.times import is_temporal


@dataclass(slots=True)
class Clauses(Stack):
    """Completes clauses on the stack."""

    def _set(self, clause: Predicate, group: VerbGroup) -> None:
        clause.head, clause.lemma, clause.tokens = group.head, group.head.lemma, group.tokens
        clause.particle = group.particle
        clause.passive, clause.negative, clause.mood = group.passive, clause.negative or group.negative, group.mood
        clause.quoted = clause.quoted or self.quoted
        clause.past, clause.perfect, clause.progressive = group.past, group.perfect, group.progressive
        clause.adjective = clause.adjective or group.adjective
        clause.form = "fin" if group.form in ("fin", "ed") else group.form
        clause.start, clause.end = group.tokens[0].index, group.tokens[-1].index + 1
        if clause.subject is None:
            bare = [p for p in clause.before if p.slot == "bare" and not is_temporal(p, self.language) and not p.apposition] or [
                p for p in clause.before if p.slot == "bare"
            ]
            if bare:
                clause.subject = bare[-1]
            elif clause.relation == "rel" and clause.antecedent is not None:
                clause.subject = clause.antecedent
                clause.antecedent_role = "subject"
        clause.args = [p for p in clause.args if p is not clause.subject]
        if clause.form == "fin" and clause.subject is not None and self.orphans:
            for orphan in self.orphans:
                orphan.subject = clause.subject
            self.orphans = []
        if clause.relation == "rel" and clause.antecedent is not None and clause.subject is not clause.antecedent:
            clause.antecedent_role = clause.antecedent_role or "object"

    def _closes_speech(self, items: list[Item], index: int) -> bool:
        """Whether a verb of saying follows what is said: a comma or quote, its subject on one side or the other, nothing in between."""
        subjects = 0
        late = 0
        index = _before_name(items, index)
        if self.top.head is None and self.top.relation == "root" and len(self.stack) == 1:
            return False
        for k in range(index - 1, -1, -1):
            item = items[k]
            if item.kind in (",", "Q", "-"):
                if subjects:
                    # "a step their ministers described": a relative clause, unless the second is a name
                    return subjects == 1 or self._named_twice(items, k + 1, index)
                nxt = items[index + 1] if index + 1 < len(items) else None
                return nxt is not None and nxt.phrase is not None and nxt.phrase.slot == "bare"
            if item.phrase is not None:
                subjects += item.phrase.slot == "bare"
                continue
            if item.kind in ("R", "A") or (item.group is not None and item.group.form in ("inf", "ing", "pp") and late < 2):
                # "…, a member of the team trying to broker a pact has said": words between the speaker and the verb
                late += item.kind == "vg"
                continue
            return False
        return False

    def _named_twice(self, items: list[Item], first: int, last: int) -> bool:
        phrases = [item.phrase for item in items[first:last] if item.phrase is not None and item.phrase.slot == "bare"]
        return any(any(m.via in ("holder", "former") for m in p.names) or all(t.form == "prop" for t in p.tokens) for p in phrases[1:])

    def _speaker_phrase(self, items: list[Item], index: int, own: Phrase | None) -> Phrase | None:
        """The first phrase after the comma or quote that closes what is said."""
        index = _before_name(items, index)
        for k in range(index - 1, -1, -1):
            if items[k].kind in (",", "Q", "-"):
                if k + 1 == index:
                    # "…,” said an official": the speaker comes behind
                    return None
                first = items[k + 1].phrase
                return first if first is not None and first.slot == "bare" else own
        return own

    def _parenthesis(self, group: VerbGroup, own: Phrase | None) -> None:
        """ "…, the ministry said": the clauses before are what is said."""
        content = self.stack[0]
        for clause in self.predicates:
            if own is not None and own in clause.args:
                clause.args.remove(own)
            if own is not None and own in clause.before and clause.head is None:
                clause.before.remove(own)
            if own is not None:
                # "sources in the presidency said": what hangs on the speaker is no part of what is said
                clause.args = [p for p in clause.args if p.start < own.start or clause.antecedent is own]
        self.stack = self.stack[:1]
        said = Predicate(relation="root")
        self.predicates.append(said)
        said.subject = own
        self._set(said, group)
        said.inverted = own is None
        roots = [p for p in self.predicates if p.relation == "root" and p is not said and p.parent is None]
        for root in roots:
            said.adopt(root, "content")
        self.stack = [said] if content in roots else [*self.stack, said]


def _before_name(items: list[Item], index: int) -> int:
    """Where the speaker ends who is named between commas: "…, Iraq's ambassador, Sadiq Hamoud, told …"."""
    named = index > 2 and items[index - 1].kind == items[index - 3].kind == "," and items[index - 2].kind == "np"
    return index - 3 if named else index
