"""A speaker put between commas into what he says (English): "Beijing, the ministry argues in its white paper, intends to …"."""

from __future__ import annotations

from lagebild.reading.chunk_svo import Item
from lagebild.reading.groups_svo import VerbGroup

_BOUNDS = (";", ".", ":", "S", "Q")
_FINITE = ("fin", "ed")


def take_inserted(items: list[Item], reports: frozenset[str]) -> tuple[list[Item], list[Item]]:
    """Part the items of a sentence into what is said and the inserted clause of saying; the latter is empty where there is none."""
    commas = [i for i, item in enumerate(items) if item.kind == ","]
    for first, last in ((a, b) for a in commas for b in commas if a < b):
        middle = items[first + 1 : last]
        if _waits(items[:first], items[last + 1 :]) and _is_saying(middle, reports):
            return [*items[:first], *items[last + 1 :]], middle
    return items, []


def joined_groups(items: list[Item]) -> list[Item]:
    """Put an auxiliary and its participle together over a phrase between them ("have for months called on B to leave")."""
    for k in range(len(items) - 2):
        aux, phrase, verb = items[k].group, items[k + 1].phrase, items[k + 2].group
        if aux is None or verb is None or phrase is None or not (aux.aux_only and phrase.prep) or len(verb.tokens) > 1:
            continue
        forms = {r.form for r in verb.head.reads if r.pos == "V"}
        if verb.form in ("ed", "pp", "fin") and not aux.copula and "n" in forms:
            group = VerbGroup([*aux.tokens, *verb.tokens], verb.head, "fin", False, aux.negative, aux.mood, aux.past, perfect=True)
            return [*items[:k], Item("vg", group=group), items[k + 1], *joined_groups(items[k + 3 :])]
    return items


def without_ages(items: list[Item]) -> list[Item]:
    """Leave out how old somebody is, with its commas (", 51," or ", aged 21 and 24,")."""
    if "," not in [item.kind for item in items]:
        return items
    kept: list[Item] = []
    k = 0
    while k < len(items):
        size = _age(items, k)
        k += size
        if not size:
            kept.append(items[k])
            k += 1
    return kept


def _age(items: list[Item], k: int) -> int:
    """How many items from a comma to the next one tell an age; 0 for none."""
    if items[k].kind != ",":
        return 0
    at = k + 2 if k + 1 < len(items) and _lemma(items[k + 1].group) == "age" else k + 1
    phrase = items[at].phrase if at < len(items) else None
    if phrase is None or not all(t.pos in ("NUM", "C") and len(t.text) < 4 for t in phrase.tokens):
        return 0
    closes = at + 1 < len(items) and items[at + 1].kind == ","
    return at + 2 - k if closes else at + 1 - k if at + 1 < len(items) and items[at + 1].kind == "." else 0


def _waits(before: list[Item], after: list[Item]) -> bool:
    """Whether a clause that has no verb yet is broken off, and goes on with its verb."""
    bound = next((k + 1 for k in range(len(before) - 1, -1, -1) if before[k].kind in _BOUNDS), 0)
    clause = before[bound:]
    follows = next((item for item in after if item.kind not in ("R", "NEG")), None)
    verb_next = follows is not None and follows.group is not None and follows.group.form in _FINITE
    return bool(clause) and verb_next and not any(_finite(item) for item in clause if item.kind == "vg") and _opens(clause)


def _opens(clause: list[Item]) -> bool:
    return any(item.phrase is not None for item in clause) and not any(item.kind == "W" for item in clause)


def _is_saying(middle: list[Item], reports: frozenset[str]) -> bool:
    """Whether the middle is a speaker with a verb of saying, in either order, and no other finite verb outside a relative clause."""
    at = next((k for k, item in enumerate(middle) if item.kind == "vg" and _finite(item)), None)
    if at is None or _lemma(middle[at].group) not in reports:
        return False
    nouns = [item.phrase for item in middle[:at] if item.phrase is not None]
    behind = middle[at + 1].phrase if at == 0 and len(middle) > 1 else None
    speaker = nouns[0] if nouns else behind
    if speaker is None or speaker.slot != "bare" or any(item.kind in ("S", "W", "C") for item in middle[:at]):
        return False
    rest = middle[at + (1 if nouns else 2) :]
    relative = next((k for k, item in enumerate(rest) if item.kind == "W"), len(rest))
    told = [item for item in rest[:relative] if item.kind in ("np", "vg")]
    return not any(_finite(item) or (nouns and item.phrase is not None and item.phrase.slot == "bare") for item in told)


def _lemma(group: VerbGroup | None) -> str:
    return group.head.lemma if group is not None else ""


def _finite(item: Item) -> bool:
    return item.group is not None and item.group.form in _FINITE
