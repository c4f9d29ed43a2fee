"""Who stands behind each sentence of a text: somebody cited in it, reported speech that goes on, or the outlet itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from lagebild.model.nouns import Claim, EventClaim
from lagebild.tracing.cues import clause, cue, outside_quotes
from lagebild.tracing.drift.institutions import institutions_in
from lagebild.tracing.profile import Profile
from lagebild.tracing.quotes import quotes
from lagebild.tracing.text import Sentence, words

_FEW, _BESIDE = 3, 0.5
KINDS = ("reported", "alleges", "nameless", "platform", "weak", "styled")


class Cited:
    """The citing of every sentence of one text."""

    def __init__(self, profile: Profile) -> None:
        self.lang = profile.lang
        self.rows: Sequence[Sentence] = profile.whole.sentences

    @cached_property
    def plain(self) -> list[str]:
        """The sentences without what stands in quotation marks."""
        return [outside_quotes(s.text) for s in self.rows]

    @cached_property
    def said(self) -> list[bool]:
        """Whether a sentence cites somebody."""
        return [cue("says", text, self.lang) is not None for text in self.plain]

    @cached_property
    def states(self) -> list[float]:
        """How far each sentence is somebody's words: cited or reported 1, quoted or beside such a sentence a half."""
        own = [said or cue("reported", text, self.lang) is not None for said, text in zip(self.said, self.plain, strict=True)]
        around = [any(own[max(0, n - 1) : n + 2]) or bool(quotes(s.text)) for n, s in enumerate(self.rows)]
        return [1.0 if mine else _BESIDE * near for mine, near in zip(own, around, strict=True)]

    def of(self, at: int) -> dict[str, float]:
        """Return which marks of citing a sentence bears."""
        return {kind: cue(kind, self.plain[at], self.lang) is not None for kind in KINDS}

    def institutions(self, at: int, reach: int = 0) -> set[str]:
        """Return the institutions that a sentence, or one near it, names."""
        near = self.rows[max(0, at - reach) : at + reach + 1]
        return {name for s in near for name, *_ in institutions_in(s.text, self.lang)}

    def content(self, at: int) -> tuple[int, str]:
        """Return what is said by the source of a sentence: the rest of it, or the sentence before it ("The ministry announced that.")."""
        text = self.rows[at].text
        found = cue("says", self.plain[at], self.lang)
        if found is None:
            return at, text
        start, end = clause(text, found.start(), found.end())
        rest = (text[:start] + text[end:]).strip(" ,;")
        before = at > 0 and self.rows[at - 1].part == self.rows[at].part
        if len(words(rest)) > _FEW:
            return at, rest
        return (at - 1, self.rows[at - 1].text) if before and _only_source(text) else (at, text)


def _only_source(text: str) -> bool:
    return len(words(text)) <= 4 * _FEW


def acts(claims: Sequence[Claim]) -> dict[str, float]:
    """Return whether the reader found that the source tells of its own acts, or of somebody else's."""
    found = [claim for claim in claims if isinstance(claim, EventClaim)]
    own = other = False
    for claim in found:
        sources = {source.code for source in claim.attribution.sources if source.code}
        own |= any(actor.code in sources for actor in claim.actors)
        other |= bool(sources) and any(actor.code not in sources for actor in claim.actors)
    return {"own_act": own, "others_act": other}
