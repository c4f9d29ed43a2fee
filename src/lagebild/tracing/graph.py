"""From decisions on pairs to stories: which documents tell one happening (correlation clustering).

Every decision is a vote for or against two documents telling the same happening, weighed by its log-odds. Groups are merged, the likeliest
first, while the votes between them are on average for it (average linkage; Bansal, Blum and Chawla 2004 for the aim), so that one wrong
link does not join two stories.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

_UNSEEN, _CAP = -2.0, 4.0

Votes = Mapping[tuple[int, int], float]


def vote(probability: float) -> float:
    """Return a probability as log-odds, bounded.

    >>> vote(0.5), vote(1.0)
    (0.0, 4.0)
    """
    return max(-_CAP, min(_CAP, math.log((probability + 1e-6) / (1 - probability + 1e-6))))


def components(items: Iterable[int], joined: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the items that hang together by pairs, each row in the items' order.

    >>> components([1, 2, 3, 4], [(3, 1)])
    [[1, 3], [2], [4]]
    """
    parent = {item: item for item in items}

    def top(item: int) -> int:
        while parent[item] != item:
            parent[item] = item = parent[parent[item]]
        return item

    for a, b in joined:
        parent[top(b)] = top(a)
    rows = defaultdict(list)
    for item in parent:
        rows[top(item)].append(item)
    return list(rows.values())


def groups(size: int, votes: Votes) -> list[list[int]]:
    """Return the groups of `size` items, each sorted, in the order of their first items; pairs without a vote count as mildly against.

    >>> groups(4, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): 1.0, (2, 3): 0.5, (1, 3): -3.0})
    [[0, 1, 2], [3]]
    """
    members = {place: [place] for place in range(size)}
    sums: dict[int, dict[int, tuple[float, int]]] = {place: {} for place in range(size)}
    for (a, b), weight in votes.items():
        sums[a][b] = sums[b][a] = (weight, 1)
    heap = [(-weight, a, b, 1, 1) for (a, b), weight in votes.items() if weight > 0]
    heapq.heapify(heap)
    while heap:
        _, a, b, one, other = heapq.heappop(heap)
        # an entry is stale where a group has grown or gone since
        if a in members and b in members and (len(members[a]), len(members[b])) == (one, other):
            _merge(a, b, members, sums, heap)
    return sorted(sorted(row) for row in members.values())


def _merge(
    a: int,
    b: int,
    members: dict[int, list[int]],
    sums: dict[int, dict[int, tuple[float, int]]],
    heap: list[tuple[float, int, int, int, int]],
) -> None:
    """Merge group `b` into `a`, and put the new means of the votes on the heap."""
    members[a] += members.pop(b)
    joined = sums.pop(b)
    for other, (weight, count) in joined.items():
        sums[other].pop(b, None)
        if other != a:
            before = sums[a].get(other, (0.0, 0))
            sums[a][other] = sums[other][a] = (before[0] + weight, before[1] + count)
    sums[a].pop(b, None)
    for other, (weight, count) in sums[a].items():
        pairs = len(members[a]) * len(members[other])
        mean = (weight + _UNSEEN * (pairs - count)) / pairs
        if mean > 0:
            one, two = min(a, other), max(a, other)
            heapq.heappush(heap, (-mean, one, two, len(members[one]), len(members[two])))
