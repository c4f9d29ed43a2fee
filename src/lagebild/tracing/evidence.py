"""The evidence on how two documents are related: a table of named measurements, most of them 0 to 1.

All are symmetric: it does not matter which document comes first.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from lagebild.tracing.align import align, in_order, likeness
from lagebild.tracing.credits import names_outlet
from lagebild.tracing.names import key
from lagebild.tracing.profile import SHINGLE, Profile

_SAME, _QUOTE_SAME, _RUN, _YEAR_HOURS = 0.6, 0.6, 40, 24 * 365

Evidence = dict[str, float]


def evidence(a: Profile, b: Profile) -> Evidence:
    """Return all measurements of a pair by name, rounded, so that they are the same on every machine."""
    table = likeness(a.told, b.told)
    found = _words(a, b) | _sentences(a, b, table) | _leads(a, b, table) | _names(a, b) | _quotes(a, b) | _credits(a, b) | _times(a, b)
    return {name: round(float(value), 4) for name, value in found.items()}


def _share(part: Collection[Any], whole: Collection[Any]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _words(a: Profile, b: Profile) -> Evidence:
    both, least = a.shingles & b.shingles, min(len(a.shingles), len(b.shingles))
    return {
        "same_language": a.lang == b.lang,
        "shared_runs": len(both) / least if least else 0.0,
        "shared_runs_all": _share(both, a.shingles | b.shingles),
        "longest_run": min(1.0, min(_longest_run(a, b), _longest_run(b, a)) / _RUN),
    }


def _longest_run(a: Profile, b: Profile) -> int:
    """Return the length of the longest run of words in one text whose shingles the other all has."""
    best = now = 0
    for shingle in a.shingle_row:
        now = now + 1 if shingle in b.shingles else 0
        best = max(best, now)
    return best + SHINGLE - 1 if best else 0


def _sentences(a: Profile, b: Profile, table: Any) -> Evidence:
    pairs = align(table)
    if not table.size:
        return dict.fromkeys(("told_again", "told_same", "told_same_least", "aligned", "in_order"), 0.0)
    one, other = _covered(table.max(axis=1), a), _covered(table.max(axis=0), b)
    strong = _strong(table.max(axis=1)), _strong(table.max(axis=0))
    return {
        "told_again": max(one, other),
        "told_same": max(strong),
        "told_same_least": min(strong),
        "aligned": sum(p.likeness >= _SAME for p in pairs) / min(len(a.body), len(b.body)),
        "in_order": in_order([p for p in pairs if p.likeness >= 0.5]),
    }


def _covered(best: Any, profile: Profile) -> float:
    weights = [len(bag) for bag in profile.told.bags]
    return float(sum(v * w for v, w in zip(best, weights, strict=True)) / max(1, sum(weights)))


def _strong(best: Any) -> float:
    return float((best >= _SAME).mean())


def _leads(a: Profile, b: Profile, first: Any) -> Evidence:
    titles = float(a.title_vector @ b.title_vector)
    told = sorted((_told(a, b, first.max(axis=1, initial=0.0)), _told(b, a, first.max(axis=0, initial=0.0))))
    heads = a.states, b.states
    return {
        "other_sides": bool(heads[0] - heads[1]) and bool(heads[1] - heads[0]),
        "head_told": told[1],
        "head_told_least": told[0],
        "titles": max(0.0, titles),
        "title_and_lead": max(0.0, float(a.title_vector @ b.lead_vector), float(a.lead_vector @ b.title_vector)),
        "recalled_late": _recalled(first),
        "sides": _share(heads[0] & heads[1], heads[0] | heads[1]),
    }


def _told(one: Profile, other: Profile, best: Any) -> float:
    """How well the beginning of one text is told anywhere in the other."""
    title = float((other.told.vectors @ one.title_vector).max()) if len(other.body) else 0.0
    return max(0.0, (title + float(best[0]) + float(best[min(1, len(best) - 1)])) / 3) if len(best) else 0.0


def _recalled(table: Any) -> float:
    """The start of one text is told in the later part of the other and not at its start: a follow-up recalls."""
    if min(table.shape, default=0) < 3:
        return 0.0
    one, other = float(table[0, 2:].max() - table[0, :2].max()), float(table[2:, 0].max() - table[:2, 0].max())
    return max(0.0, one, other)


def _names(a: Profile, b: Profile) -> Evidence:
    one, other = _grounded(a, b), _grounded(b, a)
    shared = a.rare_numbers & b.rare_numbers
    numbers = sorted((_share(shared, a.rare_numbers), _share(shared, b.rare_numbers)))
    spare = sorted((len(a.rare_numbers - b.rare_numbers), len(b.rare_numbers - a.rare_numbers)))
    own = sorted((_own_names(a, b), _own_names(b, a)))
    return {
        "names": max(one, other),
        "names_least": min(one, other),
        "own_names": min(1.0, own[0] / 3),
        "shared_full_names": min(1.0, len(a.full_names & b.full_names) / 3),
        "numbers": numbers[1],
        "numbers_least": numbers[0],
        "own_numbers": min(1.0, spare[0] / 3),
        "own_numbers_either": min(1.0, spare[1] / 5),
    }


def _grounded(a: Profile, b: Profile) -> float:
    return _share(a.names & b.keys, a.names)


def _own_names(a: Profile, b: Profile) -> int:
    """How many names of several words stand in `a` alone: people of its own reporting."""
    return sum(all(key(word) not in b.keys for word in name.split()[-1:]) for name in a.full_names)


def _quotes(a: Profile, b: Profile) -> Evidence:
    one, other = _known_quotes(a, b), _known_quotes(b, a)
    own = sorted((len(a.long_quotes) - one, len(b.long_quotes) - other))
    least = min(len(a.long_quotes), len(b.long_quotes))
    return {
        "quotes": max(one, other) / max(1, least) if least else 0.0,
        "own_quotes": min(1.0, own[0] / 2),
        "quotes_none": not a.long_quotes or not b.long_quotes,
    }


def _known_quotes(a: Profile, b: Profile) -> int:
    """Return how many quotes of `a` stand in `b`: in the same words, or near in meaning where the language is another."""
    known = 0
    heard = {word for quote in b.quotes for word in quote.words}
    for place, quote in enumerate(a.long_quotes):
        if a.lang == b.lang:
            known += _share([w for w in quote.words if w in heard], quote.words) >= 0.7
        elif len(b.long_quotes):
            known += float((b.quote_vectors @ a.quote_vectors[place]).max()) >= _QUOTE_SAME
    return known


def _credits(a: Profile, b: Profile) -> Evidence:
    agencies = a.agency, b.agency
    cites = names_outlet(a.document, b.document, a.folded) or names_outlet(b.document, a.document, b.folded)
    return {
        "same_agency": bool(agencies[0]) and agencies[0] == agencies[1],
        "other_agency": bool(agencies[0] and agencies[1]) and agencies[0] != agencies[1],
        "cites": cites or bool(a.cited & b.cited),
    }


TIMES = ("time_known", "hours_apart", "day_later", "week_later", "month_later", "refers_back", "same_day_told", "other_day_told")
"""The evidence that needs times of publication."""


def _times(a: Profile, b: Profile) -> Evidence:
    known = a.published is not None and b.published is not None
    hours = abs((a.published - b.published).total_seconds()) / 3600 if a.published and b.published else 0.0
    days = _day_gap(a, b)
    return {
        "time_known": known,
        "hours_apart": min(1.0, math.log1p(hours) / math.log1p(_YEAR_HOURS)),
        "day_later": known and 14 <= hours <= 24 * 5,
        "week_later": known and hours > 24 * 5,
        "month_later": known and hours > 24 * 45,
        "refers_back": _refers_back(a, b) or _refers_back(b, a),
        "same_day_told": days == 0,
        "other_day_told": days is not None and days > 0,
    }


def _refers_back(later: Profile, before: Profile) -> bool:
    """One text begins with another day and then speaks of the day with which the other begins."""
    if not later.days or not before.days or later.days[0] <= before.days[0]:
        return False
    return before.days[0] in later.days[1:]


def _day_gap(a: Profile, b: Profile) -> int | None:
    """Days between what the two texts speak of first; None where one names no day."""
    if not a.days or not b.days:
        return None
    return abs((a.days[0] - b.days[0]).days)
