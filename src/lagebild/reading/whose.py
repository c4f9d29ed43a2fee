"""Whose office speaks where its words name no state: "the alliance's spokesman", "Mayor X", "both sides", "local officials"."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.model.nouns import Attribution
from lagebild.packs.language import Language
from lagebild.reading.cited import Cited, as_source
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Phrase, Predicate
from lagebild.reading.sides import Sides, unique

_BODIES = ("organisation", "bloc", "alliance")
_SIDES = ("state", "armed_group", *_BODIES)


@dataclass(slots=True)
class Whose:
    """Finds the side that an office without one speaks for, in what it says and in the sentence around."""

    language: Language
    sides: Sides
    memory: Memory
    cited: Cited

    def of(self, phrase: Phrase, predicate: Predicate, found: Attribution) -> Attribution:
        """Return who is cited with the side that the office speaks for; unchanged where the sentence does not tell it."""
        if self._once(phrase):
            # "der frühere jordanische Geheimdienstchef": without a name he is known by his state
            return Attribution("named", (as_source(phrase.mods[0]),), found.speech, found.cue)
        if self._was_once(phrase) and (home := [m for m in self.sides.of(phrase.of, predicate) if self.memory.kind(m.code) == "state"]):
            # "ein früherer Leiter des Mossad": somebody of that state
            return Attribution("anonymous", tuple(as_source(m) for m in home), found.speech, found.cue)
        said = [c for c in predicate.children if c.relation in ("content", "comp")]
        before = [c for c in said if c.start < predicate.start]
        found_sides = self._both(phrase, before) or self._office(phrase, before or (said if self._local(phrase) else []))
        if not found_sides:
            return found
        kind = "anonymous" if self._unnamed(phrase) else "named"
        return Attribution(kind, tuple(as_source(m) for m in found_sides), found.speech, found.cue)  # type: ignore[arg-type]

    def _once(self, phrase: Phrase) -> bool:
        """Whether a phrase names a former office of one state and nobody's name."""
        office = phrase.former and self.cited.is_office(phrase) and not self.cited.person(phrase) and not phrase.names
        return bool(office) and len(phrase.mods) == 1 and bool(phrase.mods[0].code)

    def _was_once(self, phrase: Phrase) -> bool:
        unnamed = phrase.former and not phrase.names and not self.cited.person(phrase)
        some = bool(phrase.tokens) and phrase.tokens[0].low in self.language.grammar["determiners"]["indefinite"]
        return bool(unnamed) and some and phrase.of is not None

    def _both(self, phrase: Phrase, said: list[Predicate]) -> list[Mention]:
        """ "…, both sides said": the two that the clause before speaks of."""
        pair = self.language.grammar["anaphors"]["pair"]
        if phrase.lemma not in pair and phrase.head.low not in pair:
            return []
        rows = [m for c in said for m in self.sides.of(c.subject, c) if self.memory.kind(m.code) in _SIDES]
        return unique(rows) if len(unique(rows)) == 2 else []

    def _office(self, phrase: Phrase, said: list[Predicate]) -> list[Mention]:
        local = self._local(phrase)
        unnamed = self._unnamed(phrase)
        if self.cited.heads(phrase.lemma, "societies") and not self._local(phrase):
            # "a rights group": it speaks for no state
            return []
        if phrase.names or phrase.mods or phrase.former or not said or not (self._speaks(phrase) or (local and unnamed)):
            return []
        acting = unique([m for c in said[:1] for m in self.sides.of(c.subject, c) if self.memory.kind(m.code) in _BODIES])
        body = self._only(_BODIES) or acting if self._of_body(phrase) else []
        return body or (self._one(said, local) or self._only(("state",)) if not unnamed or local else [])

    def _local(self, phrase: Phrase) -> bool:
        words = self.language.speech["local"]
        return any(t.low in words or t.lemma in words for t in phrase.tokens)

    def _one(self, said: list[Predicate], local: bool) -> list[Mention]:
        """The state of who acts in what is said; for an office of a place that of the place."""
        for clause in said:
            if clause.mood == "want" and not local:
                # "A wolle B angreifen, so der Minister": somebody else sees what A wants
                continue
            sides = self._where(clause) if local else []
            sides = sides or [m for m in self.sides.of(clause.subject, clause) if self.memory.kind(m.code) == "state"]
            if clause.passive and self.language.code == "de" and not local:
                # "eine Rakete aus A sei abgefangen worden, teilte die Armee mit": who tells of it is rather who did it
                states = unique([m for m in self.sides.around if self.memory.kind(m.code) == "state"])
                others = [m for m in states if m.code not in {s.code for s in sides}]
                sides = others if len(others) == 1 and sides else sides
            if len(sides) == 1:
                return sides
        return []

    def _unnamed(self, phrase: Phrase) -> bool:
        """ "local officials": people without name who hold no single office."""
        heads = self.cited.heads
        nameless = phrase.owner is None and not self.cited.person(phrase)
        return nameless and heads(phrase.lemma, "anonymous") and not heads(phrase.lemma, "named_heads")

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a phrase names an office or body, or a person after the word for his office ("police spokesman X")."""
        titles = bool(self.cited.person(phrase)) and any(self._title(t.lemma or t.low) for t in phrase.tokens)
        return titles or (self.cited.is_office(phrase) and not self.cited.person(phrase))

    def _title(self, lemma: str) -> bool:
        return lemma.lower() in self.language.offices["offices"] or self.cited.heads(lemma.lower(), "speaking", "named_heads")

    def _of_body(self, phrase: Phrase) -> bool:
        """ "the court", "the alliance's spokesperson": an organisation rather than a state."""
        words = self.language.speech["of_organisations"]
        return phrase.lemma in words or (phrase.owner is not None and phrase.owner.lemma in words)

    def _only(self, kinds: tuple[str, ...]) -> list[Mention]:
        """The one side of these kinds that the sentence names."""
        # "in Brussels": a city is where something takes place
        found = unique([m for m in self.sides.around if self.memory.kind(m.code) in kinds and (m.via == "name" or kinds is not _BODIES)])
        return found if len(found) == 1 else []

    def _where(self, predicate: Predicate) -> list[Mention]:
        """The state of the place that a clause or one below it names, of its objects where it names none."""
        below = [predicate, *(c for c in predicate.children if c.relation == "adv")]
        slots = (("in", "at", "near"), ("bare", "against", "on"))
        args = [(p, node) for row in slots for node in below for p in node.args if p.slot in row]
        rows = ([m for m in self.sides.of(p, node) if self.memory.kind(m.code) == "state"] for p, node in args)
        return next((row for row in rows if row), [])
