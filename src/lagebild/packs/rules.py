"""Rules: which words, in which frame, mean which event or judgement; each with examples to hit and near-misses."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from lagebild.model.errors import PackError
from lagebild.packs.strict import Table, check, pack_files, read_toml

_FRAME = {
    "actors": list, "recipients": list, "of": str, "reciprocal": bool, "domestic": bool, "inner": str, "place": bool,
}  # fmt: skip
_RULE = {
    "id": str, "event": str, "judgement": str, "mode": str, "change": str, "frame": str, "verbs": list, "nouns": list,
    "adjectives": list, "object": list, "not_object": list, "subject": str, "contexts": list, "inner": str, "of": str,
    "recipients": list, "actors": list, "status": str, "needs_other": bool, "domestic": bool, "weak": bool,
    "hits": list, "misses": list, "needs_side": bool, "preps": list, "negates": bool, "with": list, "mood": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """Which slots of a predicate fill which side.

    `of` says what a noun's "of" or genitive is (subject, object, theme); `inner` what happens to an act inside the content:
    absorb (it is part of this one), attribute (it is a claim of its own, said by the subject) or free.
    """

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    of: str = "subject"
    reciprocal: bool = False
    domestic: bool = False
    inner: str = "free"
    place: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a language pack; verbs may be followed by words that must stand in the same clause ("call on").

    Of the words of `company` (in the pack: `with`) one must stand in the clause besides. A rule with a `mood` counts only for verbs
    in it, and as the word of who acts.
    """

    id: str
    kind: str
    type: str
    frame: Frame
    mode: str = ""
    change: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    subject: str = ""
    contexts: tuple[str, ...] = ()
    status: str = ""
    needs_other: bool = False
    needs_side: bool = False
    weak: bool = False
    negates: bool = False
    preps: frozenset[str] = frozenset()
    mood: str = ""
    company: tuple[str, ...] = ()
    hits: tuple[tuple[str, str], ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule as one word calls it up: the words that must stand in the same clause too."""

    rule: Rule
    needs: tuple[str, ...] = ()


class Row(NamedTuple):
    """The triggers of one word by the first of the words that each needs besides: a common verb has hundreds, a clause few of them."""

    triggers: list[Trigger]
    by_need: dict[str, list[int]]
    plain: list[int]

    @classmethod
    def of(cls, triggers: list[Trigger]) -> Row:
        """Order triggers by their first need."""
        by_need: dict[str, list[int]] = {}
        for place, trigger in enumerate(triggers):
            if trigger.needs:
                by_need.setdefault(trigger.needs[0], []).append(place)
        return cls(triggers, by_need, [place for place, trigger in enumerate(triggers) if not trigger.needs])

    def among(self, words: set[str]) -> list[Trigger]:
        """Return the triggers that need nothing, or whose first need is among some words; in their order."""
        if not self.by_need:
            return self.triggers
        places = [place for need in self.by_need.keys() & words for place in self.by_need[need]]
        return [self.triggers[place] for place in sorted(places + self.plain)]


@dataclass(slots=True)
class RuleBook:
    """All rules of a language by the lemma of verb, noun and adjective, those with the most needs first."""

    rules: list[Rule] = field(default_factory=list)
    verbs: dict[str, list[Trigger]] = field(default_factory=dict)
    nouns: dict[str, list[Trigger]] = field(default_factory=dict)
    adjectives: dict[str, list[Trigger]] = field(default_factory=dict)
    by_id: dict[str, Rule] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)

    def of_verb(self, lemma: str, words: set[str]) -> list[Trigger]:
        """Return the triggers of a verb but those whose first need is not among the words of its clause."""
        row = self.rows.get(lemma)
        if row is None:
            triggers = self.verbs.get(lemma)
            if triggers is None:
                return []
            row = self.rows[lemma] = Row.of(triggers)
        return row.among(words)

    def named(self, name: str) -> Rule | None:
        """Return a rule by its id without the language ("request.urge"); None where a language has none of that name."""
        return self.by_id.get(name)


@lru_cache(maxsize=1)
def load_frames() -> dict[str, Frame]:
    """Load the frames of the ontology."""
    where = "ontology/frames.toml"
    frames = {}
    for name, table in read_toml(where).items():
        check(table, _FRAME, f"{where} [{name}]", ("actors", "recipients"))
        fields: Table = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
        frames[name] = Frame(**fields)
    return frames


@lru_cache(maxsize=1)
def load_ontology() -> dict[str, Table]:
    """Load the tables of events (quad class, score, modes), judgements and contexts."""
    return read_toml("ontology/plover.toml")


@lru_cache(maxsize=4)
def load_rules(lang: str) -> RuleBook:
    """Load a language's rules; raises PackError for an unknown event, frame, mode or a rule without examples."""
    book = RuleBook()
    seen: set[str] = set()
    for where in pack_files(f"{lang}/rules"):
        for table in read_toml(where).get("rule", ()):
            rule = _rule(table, lang, where)
            if rule.id in seen:
                raise PackError(where, f"rule {rule.id!r} stands twice", "give it another id")
            seen.add(rule.id)
            _enter(book, rule)
    for index in (book.verbs, book.nouns, book.adjectives):
        for row in index.values():
            row.sort(key=lambda t: (-len(t.needs) - bool(t.rule.preps), t.rule.weak, not t.rule.object))
    return book


def _rule(table: Table, lang: str, where: str) -> Rule:
    at = f"{where} [{table.get('id')}]"
    check(table, _RULE, at, ("id", "frame", "hits", "misses"))
    frames, ontology = load_frames(), load_ontology()
    if table["frame"] not in frames:
        raise PackError(at, f"unknown frame {table['frame']!r}", f"frames: {', '.join(frames)}")
    kind = "event" if "event" in table else "judgement"
    if table.get(kind) not in ontology[kind + "s"]:
        raise PackError(at, f"unknown {kind} {table.get(kind)!r}", "take one of ontology/plover.toml")
    if kind == "event" and table.get("mode", "") not in ["", *ontology["events"][table["event"]]["modes"]]:
        raise PackError(at, f"unknown mode {table['mode']!r}", "take one of ontology/plover.toml")
    unknown = [c for c in table.get("contexts", ()) if c not in ontology["contexts"]["names"]]
    if unknown:
        raise PackError(at, f"unknown context {unknown[0]!r}", "take one of ontology/plover.toml")
    base = frames[table["frame"]]
    frame = Frame(
        tuple(table.get("actors", base.actors)), tuple(table.get("recipients", base.recipients)), table.get("of", base.of),
        base.reciprocal, table.get("domestic", base.domestic), table.get("inner", base.inner), base.place,
    )  # fmt: skip
    plain: Table = {
        k: table[k] for k in ("mode", "change", "subject", "status", "needs_other", "needs_side", "weak", "negates", "mood") if k in table
    }
    lists: Table = {k: tuple(table[k]) for k in ("verbs", "nouns", "adjectives", "contexts", "misses") if k in table}
    lists |= {"company": tuple(table["with"])} if "with" in table else {}
    sets: Table = {k: frozenset(table[k]) for k in ("object", "not_object", "preps") if k in table}
    hits = tuple((h[0], h[1]) for h in table["hits"])
    return Rule(id=f"{lang}.{table['id']}", kind=kind, type=table[kind], frame=frame, hits=hits, **plain, **lists, **sets)


def _enter(book: RuleBook, rule: Rule) -> None:
    book.rules.append(rule)
    book.by_id[rule.id.partition(".")[2]] = rule
    for entry in rule.verbs:
        lemma, *needs = map(intern, entry.lower().split())
        # "with": any one of these words has to stand in the clause of each of the verbs
        for word in rule.company or ("",):
            book.verbs.setdefault(lemma, []).append(Trigger(rule, (*needs, *map(intern, word.lower().split()))))
    for entry in rule.nouns:
        # a noun of several words is known by its last one; the words before it must stand right in front
        *before, head = map(intern, entry.lower().split())
        book.nouns.setdefault(head, []).append(Trigger(rule, tuple(before)))
    for entry in rule.adjectives:
        lemma, *needs = map(intern, entry.lower().split())
        book.adjectives.setdefault(lemma, []).append(Trigger(rule, tuple(needs)))
