"""Attributed sentences about actors that are neither event nor judgement; and what later sentences may refer back to."""

from __future__ import annotations

from functools import lru_cache

from lagebild.model.nouns import EventClaim, JudgementClaim, Source, Statement
from lagebild.packs.language import load_language
from lagebild.reading.claims import SentenceReader, _actors
from lagebild.reading.expressions import Expressions
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention, Predicate
from lagebild.reading.sides import unique


def statements(reader: SentenceReader, claims: list[EventClaim | JudgementClaim]) -> list[Statement]:
    """Return the statements of a sentence: who says something about sides where no claim was read from their words."""
    found: list[Statement] = []
    parse, language = reader.parse, reader.language
    spoken = {c.attribution.cue for c in claims if c.attribution.cue is not None}
    disagreeing = bool(_disagreement(language.code).found(parse.line, parse.words))
    for predicate in parse.predicates:
        if predicate.head is None:
            continue
        differs = disagreeing and _differs(predicate, reader)
        if not differs and predicate.lemma not in reader.speech.verbs:
            continue
        attribution = reader.speech.of_verb(predicate, predicate.quoted)
        if attribution is None or attribution.cue in spoken or not attribution.sources:
            continue
        about = _about(predicate, reader)
        if differs and found and not about:
            about = unique([Mention(a.code, a.name, a.start, a.end, a.via) for s in found for a in s.about])
        content = any(c.relation in ("comp", "content") for c in predicate.children)
        if not differs and (not content or not about):
            continue
        speaker = attribution.sources[0]
        disagrees = found[-1].speaker.name if differs and found and found[-1].speaker.name != speaker.name else ""
        if any(s.speaker.name == speaker.name for s in found):
            continue
        found.append(
            Statement(
                speaker=_named(speaker, predicate),
                about=_actors(about),
                attribution=attribution,
                part=reader.part,
                sentence=reader.sentence,
                disagrees_with=disagrees,
            )
        )
    _ = language
    return found


@lru_cache(maxsize=4)
def _disagreement(code: str) -> Expressions:
    return Expressions(load_language(code).notes["disagree"])


def _named(speaker: Source, predicate: Predicate) -> Source:
    return speaker


def _differs(predicate: Predicate, reader: SentenceReader) -> bool:
    """ "has another view", "sieht es anders"."""
    tokens = reader.parse.tokens
    low = " ".join(t.low for t in tokens[max(0, predicate.start - 6) : predicate.end + 8])
    return any(p in low for p in reader.language.notes["disagree"])


def _about(predicate: Predicate, reader: SentenceReader) -> list[Mention]:
    """The sides named in what is said."""
    found: list[Mention] = []
    subject = {m.code for m in reader.sides.of(predicate.subject, predicate)}
    todo = [c for c in predicate.children if c.relation in ("comp", "content", "inf", "prep-ing")]
    seen: set[int] = set()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        todo += node.children
        for phrase in (*node.args, *([node.subject] if node.subject is not None else []), *node.before):
            for part in phrase.nested():
                found += [m for m in (*part.names, *part.mods) if m.code]
    _ = subject
    return unique(found)


def remember(reader: SentenceReader, memory: Memory) -> None:
    """Keep the sentence's sides in mind for pronouns of the next one."""
    reader.sides.keep(False)
    roots = [p for p in reader.parse.predicates if p.subject is not None]
    everything = [t.mention for t in reader.named if t.mention is not None]
    everything += [m for t in reader.named for m in t.mods]
    memory.note([m for m in everything if memory.kind(m.code) != "agency"])
    for predicate in reversed(roots):
        subject = predicate.subject
        if subject is None or subject.pronoun:
            continue
        found = reader.sides.of(subject, predicate)
        if not found:
            continue
        memory.note(found, as_subject=True)
        if (
            any(m.via == "holder" for m in subject.names)
            or subject.lemma in reader.language.offices["offices"]
            or ends_in_office(reader.language.code, subject.lemma)
            or reader.speech.reports(predicate)
        ):
            memory.person = found
    _pair(reader, memory)
    memory.speech = reader.speech.last()


@lru_cache(maxsize=4)
def long_offices(code: str) -> tuple[str, ...]:
    """The offices long enough to be told at the end of a compound ("NATO-Generalsekretär")."""
    return tuple(o for o in load_language(code).offices["offices"] if len(o) > 5)


@lru_cache(maxsize=20000)
def ends_in_office(code: str, lemma: str) -> bool:
    """Whether a noun is a compound of an office."""
    return lemma.endswith(long_offices(code))


def _pair(reader: SentenceReader, memory: Memory) -> None:
    """Two or more sides named together (coordinated, or in one compound) are the pair that "the two" means."""
    for phrase in reader.parse.phrases:
        if not phrase.coords and len(phrase.names) + len(phrase.mods) < 2:
            continue
        named = [m for p in phrase.parts() for m in (*p.names, *p.mods)]
        if len(named) > 1 and len(sides := unique(named)) > 1:
            memory.pair = sides
            return
