"""What a document has said so far, for pronouns and nouns that stand for a side named before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lagebild.model.nouns import Attribution
from lagebild.packs.registry import Registry
from lagebild.reading.parts import Mention


@dataclass(slots=True)
class Memory:
    """The sides in mind: last subject, last state, organisation and group, last pair; and whose words the last sentence told."""

    registry: Registry
    subject: list[Mention] = field(default_factory=list)
    state: Mention | None = None
    organisation: Mention | None = None
    group: Mention | None = None
    person: list[Mention] = field(default_factory=list)
    speaker_name: str = ""
    speech: Attribution | None = None
    pair: list[Mention] = field(default_factory=list)

    def note(self, mentions: list[Mention], as_subject: bool = False) -> None:
        """Keep mentions in mind; those of a subject also as the referents of pronouns."""
        mentions = [m for m in mentions if m.code]
        if not mentions:
            return
        for mention in mentions:
            kind = self.registry.kinds.get(mention.code, "state")
            if kind == "state":
                self.state = mention
            elif kind == "armed_group":
                self.group = mention
            elif kind != "region":
                self.organisation = mention
        if as_subject:
            self.subject = mentions
        if as_subject and len({m.code for m in mentions}) > 1:
            self.pair = mentions

    def kind(self, code: str) -> str:
        """The registry's kind of a code."""
        return self.registry.kinds.get(code, "state")

    def citizen(self, mention: Mention) -> Mention | None:
        """Whose citizen a former holder of an office is, who speaks for nobody."""
        words = mention.name.lower().split()
        rows = [t for f in self.registry.forms.get(words[0], ()) for t in f.tenures if t.holder == mention.holder] if words else []
        codes = {t.code for t in rows if self.kind(t.code) == "state"}
        return replace(mention, code=codes.pop()) if len(codes) == 1 else None

    def recall(self, kind: str) -> list[Mention]:
        """Return the sides that a kind of anaphor stands for."""
        found: list[Mention]
        if kind == "person":
            found = self.person
        elif kind == "pair" or kind == "plural":
            found = self.pair or (self.subject if kind == "plural" else [])
        elif kind == "state":
            found = [self.state] if self.state else []
        elif kind == "organisation":
            found = [self.organisation] if self.organisation else []
        elif kind == "group":
            found = [self.group] if self.group else []
        else:
            found = self.subject
        return found
