"""Auxiliaries and modals that clauses joined by "und" or a comma share (German): "hat A angegriffen und B besetzt"."""

from __future__ import annotations

from lagebild.packs.language import Language
from lagebild.reading.parts import Token
from lagebild.reading.segments_v2 import Item, Segment, finite_lemma, is_finite, is_gapped, verb_forms

_PERFECT = ("haben", "sein", "werden")
_CLOSED = ("main", "part")
_OPEN = ("sub", "rel", "part", "inf")


def share_auxiliaries(segments: list[Segment], language: Language) -> None:
    """Give each of the joined clauses the auxiliaries that stand only in the first or only in the last of them."""
    if len(segments) < 2:
        return
    helping = frozenset((*_PERFECT, *language.grammar["auxiliaries"]["modals"]))
    for at, segment in enumerate(segments):
        if at and segment.kind == "frag" and is_gapped(segments[at - 1], segment):
            _fill_gap(segments[at - 1], segment)
        elif segment.joiner or segment.bound == ",":
            partner = _partner(segments, at, language)
            if partner is not None and not _forward(partner, segment, helping):
                _backward(partner, segment, helping)


def _fill_gap(first: Segment, second: Segment) -> None:
    """ "Estland wies zwei, Lettland drei Russen aus": each gets the verb and what stands behind the last object for both."""
    verbs = first.verbs()
    closing = [i for i in second.items if i.kind in ("ptk", "v")] or [i for i in first.items if i.kind == "ptk"] + verbs[1:]
    last = next((i for i in reversed(second.items) if i.phrase is not None), None)
    if last is not None and last.phrase is not None and last.phrase.prep and not any(i.phrase and i.phrase.prep for i in first.items):
        first.items.append(last)
    for segment in (first, second):
        segment.items += [i for i in closing if i not in segment.items]
    second.items.insert(1, verbs[0])
    second.kind = "main"


def _partner(segments: list[Segment], at: int, language: Language) -> Segment | None:
    """The clause before, past relative clauses and inserted ones (", so der Minister,")."""
    inserted = language.grammar["conjunctions"]["inserted"]
    clauses = (s for s in reversed(segments[:at]) if s.kind != "frag" or not s.items or s.items[0].token.low not in inserted)
    before = (s for s in clauses if s.kind != "rel" or segments[at].kind == "rel" or s is segments[at - 1])
    found = next(before, None)
    return found if found is not None and found.verbs() else None


def _forward(first: Segment, second: Segment, helping: frozenset[str]) -> bool:
    """ "hat A angegriffen und B besetzt", "will A angreifen, B besetzen": the helping verb stands in the first clause."""
    verbs, own = first.verbs(), second.verbs()
    if first.kind != "main" or second.kind not in _CLOSED or not own or second.items[-1] is not own[-1]:
        return False
    if second.items[0] is own[0] and (second.bound == "," or len(second.items) > len(own)):
        return False
    helper = next((v for v in verbs if is_finite(v.token) and finite_lemma(v.token) in helping), None)
    rest = [v for v in verbs if v is not helper]
    form = _form(rest, helping)
    if helper is None or form != _form(own, helping) or not form or any(_only_finite(v.token) for v in own):
        return False
    trailing, added = [v for v in rest if _helps(v, helping)], [v for v in own if _helps(v, helping)]
    both_passive = all(v.token.low == "worden" for v in added) and finite_lemma(helper.token) == "sein"
    if added and finite_lemma(helper.token) in _PERFECT and not trailing and not both_passive:
        return False
    second.items.insert(0, helper)
    second.items += [] if added else trailing
    first.items += [] if trailing else added
    second.kind, second.joiner, second.shared = "main", second.joiner or "und", True
    return True


def _backward(first: Segment, second: Segment, helping: frozenset[str]) -> None:
    """ "dass er A angegriffen und B besetzt habe": the helping verb stands in the last clause."""
    own = second.verbs()
    form = _form(first.verbs(), helping)
    if first.kind not in _OPEN or len(own) < 2 or second.items[-1] is not own[-1] or not _helps(own[-1], helping):
        return
    if not form or form != _form(own, helping) or any(_helps(v, helping) or _only_finite(v.token) for v in first.verbs()):
        return
    first.items += [i for i in second.items if i.kind == "zu" or (i.kind == "v" and _helps(i, helping))]
    first.kind = "inf" if second.kind == "inf" else first.kind
    second.shared = True


def _helps(item: Item, helping: frozenset[str]) -> bool:
    return item.token.low in ("worden", "gewesen") or any(r.lemma in helping for r in verb_forms(item.token))


def _form(verbs: list[Item], helping: frozenset[str]) -> str:
    """Whether the last full verb is a participle (n) or an infinitive (i); empty where it is neither."""
    last = next((v for v in reversed(verbs) if not _helps(v, helping)), None)
    forms = {r.form for r in verb_forms(last.token)} if last is not None else set()
    return "n" if "n" in forms else "i" if "i" in forms else ""


def _only_finite(token: Token) -> bool:
    return not any(r.form in ("n", "i", "z") for r in verb_forms(token))
