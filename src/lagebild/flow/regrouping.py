"""The second step of tracing: stories of all documents that wait, and of what hangs together with them, made anew."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lagebild.flow.tracing import Pair, Work, decision_of
from lagebild.model.tracing import Story
from lagebild.store import tracing as kept
from lagebild.store.opening import Connection
from lagebild.store.sheets import load_sheets
from lagebild.store.ties import Ties, load_ties, reliability

if TYPE_CHECKING:
    from lagebild.tracing.decisions import Decision
    from lagebild.tracing.stories import Group

_EVERYTHING = 1_000_000_000


def regroup_waiting(work: Work) -> int:
    """Make the stories of all documents that wait; returns how many waited."""
    with work.store.reading() as connection:
        wanted = kept.waiting(connection, _EVERYTHING)
        for number in kept.without_traits(connection, list(wanted)):
            del wanted[number]
        if not wanted:
            return 0
        part = Part(work, connection, set(wanted), load_ties(connection))
        while renamed := part.renamed():
            part = Part(work, connection, part.inside | renamed, part.ties)
        told, follows = part.told(), part.follows()
    with work.store.writing() as connection:
        work.check(connection)
        kept.drop_decisions(connection, part.outdated)
        kept.put_decisions(connection, part.looked)
        kept.put_stories(connection, told, part.inside, part.numbers)
        kept.put_follows(connection, follows)
        kept.finish(connection, wanted)
    return len(wanted)


@dataclass(frozen=True, slots=True)
class Head:
    """A story's name, and the content and order of its first document."""

    name: str
    content: str
    rank: str


class Part:
    """Documents that hang together with some, and the stories that they tell."""

    def __init__(self, work: Work, connection: Connection, wanted: Collection[int], ties: Ties) -> None:
        self.work, self.connection, self.ties = work, connection, ties
        self.inside = self._closed(set(wanted))
        self.sheets = load_sheets(connection, self.inside)
        self.profiles = work.profiles.small(connection, self.inside)
        self.order = sorted(self.inside, key=lambda n: (self.sheets[n].document.date, self.sheets[n].document.id))
        self.places = {number: place for place, number in enumerate(self.order)}
        self.numbers = {self.sheets[number].document.id: number for number in self.inside}
        self.known = kept.load_decisions(connection, self.inside)
        self.looked: dict[Pair, kept.Decided] = {}
        self._decide()
        self.groups = self._groups()
        self.old = set(kept.stories_of(connection, self.inside).values())

    def _closed(self, inside: set[int]) -> set[int]:
        from lagebild.tracing.stories import JOINS

        new = inside
        while new:
            new = (kept.joined(self.connection, new, JOINS) | self.ties.beside(new)) - inside
            inside |= new
        return inside

    def _decide(self) -> None:
        """Have a decision on every pair that counts: candidates, and all pairs of small neighbourhoods."""
        from lagebild.tracing.regroup import second_looks

        inner = {pair: row for pair, row in self.known.items() if pair[0] in self.inside and pair[1] in self.inside}
        candidates = {self._placed(pair): decision_of(row) for pair, row in inner.items() if row.candidate}
        second = {(self.order[a], self.order[b]) for a, b in second_looks(len(self.order), candidates)}
        self.looked = self.work.decide(self.connection, sorted(second - inner.keys()), False)
        self.outdated = [pair for pair, row in inner.items() if not row.candidate and pair not in second]
        self.decisions: dict[Pair, Decision] = dict(candidates)
        self.decisions |= {self._placed(pair): decision_of(inner.get(pair) or self.looked[pair]) for pair in second}

    def _placed(self, pair: Pair) -> Pair:
        return self.places[pair[0]], self.places[pair[1]]

    def _groups(self) -> list[Group]:
        from lagebild.tracing.regroup import regroup

        profiles = [self.profiles[number] for number in self.order]
        return regroup(profiles, self.decisions, lambda rows: self.ties.amend(rows, self.order))

    @cached_property
    def heads(self) -> list[Head]:
        """The heads of the new stories; a name that stands before gets a number, also among the stories outside."""
        from lagebild.tracing.regroup import order_text

        firsts = [self.order[group.places[0]] for group in self.groups]
        found = [Head("", self.sheets[n].document.content_id, order_text(self.profiles[n])) for n in firsts]
        names = _names([*found, *self._outside])
        return [Head(names[head], head.content, head.rank) for head in found]

    @cached_property
    def _outside(self) -> list[Head]:
        """Stories outside whose first document has the same content as one inside has or had."""
        contents = {self.sheets[self.order[group.places[0]]].document.content_id for group in self.groups}
        contents |= {content for content, _ in kept.heads_of(self.connection, names=self.old).values()}
        found = kept.heads_of(self.connection, contents=contents)
        return [Head(name, *found[name]) for name in sorted(found) if name not in self.old]

    def renamed(self) -> set[int]:
        """Return the documents of stories outside that need another number behind their names."""
        from lagebild.tracing.regroup import order_text

        firsts = [self.order[group.places[0]] for group in self.groups]
        inside = [Head("", self.sheets[n].document.content_id, order_text(self.profiles[n])) for n in firsts]
        names = _names([*inside, *self._outside])
        wrong = [head.name for head in self._outside if names[head] != head.name]
        return {number for row in kept.members_of(self.connection, wrong).values() for number in row}

    def told(self) -> list[kept.Told]:
        """Return the stories to be kept; what they follow is set apart."""
        from lagebild.tracing.trace import story_of

        sheets, profiles = [self.sheets[n] for n in self.order], [self.profiles[n] for n in self.order]
        letters = reliability(self.connection)
        found = []
        for head, group in zip(self.heads, self.groups, strict=True):
            story: Story = story_of(group, head.name, "", sheets, profiles, letters)
            found.append(kept.Told(story, tuple(self.order[place] for place in group.places), head.content, head.rank))
        return found

    def follows(self) -> dict[str, str]:
        """Return what the stories inside follow, and those outside for which that may have changed."""
        from lagebild.tracing.stories import FOLLOWS, followed

        gone = set(self.outdated)
        pairs = {pair: row for pair, row in (self.known | self.looked).items() if pair not in gone}
        order, between = self._told_between(pairs)
        mine, names = {order[head.name] for head in self.heads}, list(order)
        before = kept.follows_of(self.connection, [name for name in names if order[name] not in mine])
        # a story outside may follow another than before where the one it followed is made anew, or where one made anew comes into question
        asked = {name for name, after in before.items() if after in self.old} | (kept.followers_of(self.connection, self.old) - self.old)
        asked |= {names[a] for (a, b), row in between.items() if b in mine and a not in mine and math.fsum(row) / len(row) >= FOLLOWS}
        if asked:
            beyond = {number for row in kept.members_of(self.connection, asked).values() for number in row}
            order, between = self._told_between(kept.load_decisions(self.connection, beyond) | pairs)
            names = list(order)
        found = followed(between)
        asked |= {head.name for head in self.heads}
        return {name: names[found[order[name]]] if name in order and order[name] in found else "" for name in asked}

    def _told_between(self, pairs: Mapping[Pair, kept.Decided]) -> tuple[dict[str, int], dict[Pair, list[float]]]:
        """Return the order of all stories that pairs concern, and the probabilities of a follow-up between a later and an earlier one."""
        homes = {self.order[place]: head.name for head, group in zip(self.heads, self.groups, strict=True) for place in group.places}
        homes |= kept.stories_of(self.connection, {n for pair in pairs for n in pair} - self.inside)
        ranks = {
            name: rank for name, (_, rank) in kept.heads_of(self.connection, names=set(homes.values())).items() if name not in self.old
        }
        ranks |= {head.name: head.rank for head in self.heads}
        order = {name: number for number, name in enumerate(sorted(ranks, key=lambda name: ranks[name]))}
        return order, _between(pairs, {number: order[name] for number, name in homes.items()})


def _between(pairs: Mapping[Pair, kept.Decided], homes: Mapping[int, int]) -> dict[Pair, list[float]]:
    between: dict[Pair, list[float]] = defaultdict(list)
    for (a, b), decided in pairs.items():
        if a in homes and b in homes and homes[a] != homes[b]:
            between[max(homes[a], homes[b]), min(homes[a], homes[b])].append(decided.probabilities["follow_up"])
    return between


def _names(heads: Sequence[Head]) -> dict[Head, str]:
    """Return the names of stories: the content of the first document, with a number behind it where one stood before.

    >>> list(_names([Head("", "a", "2"), Head("", "a", "1")]).values())
    ['a', 'a#2']
    """
    seen: dict[str, int] = defaultdict(int)
    found = {}
    for head in sorted(heads, key=lambda head: head.rank):
        seen[head.content] += 1
        found[head] = head.content if seen[head.content] == 1 else f"{head.content}#{seen[head.content]}"
    return found
