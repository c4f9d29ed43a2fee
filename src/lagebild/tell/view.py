"""The claim sheet as people see it: every label in the interface's language; the terminal and the page both show these views."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.model.nouns import Actor, Attribution, Claim, Document, EventClaim, JudgementClaim, Note, Sheet, Source, Span, Statement, When
from lagebild.model.values import BAND_RANGES
from lagebild.packs.rules import load_ontology
from lagebild.tell.names import actor_name, language_name, say_date
from lagebild.tell.words import Words


@dataclass(frozen=True, slots=True)
class Side:
    """An actor or a source: name in the interface's language, code, and how the text named it where not by its name."""

    name: str
    code: str = ""
    named: str = ""

    def __str__(self) -> str:
        """Write the side in one line."""
        return f"{self.name} {self.details}".rstrip()

    @property
    def details(self) -> str:
        """Code and naming in brackets, empty where there is neither."""
        found = "; ".join(part for part in (self.code, self.named) if part)
        return f"({found})" if found else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card: a key for the page's styles, its label and its value."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in three pieces; `trigger` is empty where nothing in it is marked."""

    before: str
    trigger: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim; `kind` is the quad class or "judgement", `band` the ICD 203 band where the text states one."""

    number: int
    code: str
    name: str
    kind: str
    kind_name: str
    left_label: str
    right_label: str
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    mutual: bool
    quote: Quote
    headline: bool
    negated: bool
    band: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """An attributed sentence that is no claim."""

    title: str
    quote: Quote
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on the text: title, the words it is about (empty where about the whole), explanation."""

    title: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """One document's sheet; `head` holds outlet, author, date, language and address."""

    sheet: Sheet
    title: str
    head: tuple[Fact, ...]
    counts: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    statements: tuple[StatementView, ...]
    notes: tuple[NoteView, ...]
    warnings: tuple[str, ...]


def sheet_view(sheet: Sheet, words: Words) -> SheetView:
    """Return the view of a sheet: claims, then statements, then notes, each in reading order."""
    document = sheet.document
    return SheetView(
        sheet,
        flat(document.title),
        head(document, words),
        tuple(words("ui", f"count_{name}", count=len(getattr(sheet, name))) for name in ("claims", "statements", "notes")),
        tuple(_claim(number, claim, document, words) for number, claim in enumerate(in_reading_order(sheet), 1)),
        tuple(_statement(statement, document, words) for statement in sorted(sheet.statements, key=_place)),
        tuple(_note(note, document, words) for note in sheet.notes),
        tuple(_warning(warning, document, words) for warning in sheet.warnings),
    )


def in_reading_order(sheet: Sheet) -> list[EventClaim | JudgementClaim]:
    """Return the claims as they come in the text, those of the title first."""
    return sorted(sheet.claims, key=lambda claim: (*_place(claim), claim.trigger.start))


def _place(item: Claim | Statement) -> tuple[bool, int]:
    return item.part == "text", item.sentence.start


def part_text(document: Document, part: str) -> str:
    """Return the text that the spans of a part count in."""
    return document.title if part == "title" else document.text


def flat(text: str) -> str:
    """Return a text on one line, without signs that steer a terminal.

    >>> flat(" one\\n  two ")
    'one two'
    """
    return " ".join(text.split())


def head(document: Document, words: Words) -> tuple[Fact, ...]:
    """Return outlet, author, date, language and address of a document."""
    unknown = words("ui", "unknown")
    date = say_date(document.date, words.lang) if document.date else unknown
    language = language_name(document.lang, words.lang) if document.lang else unknown
    rows = [("outlet", document.publisher or unknown), ("author", document.author or unknown), ("date", date), ("text_language", language)]
    rows += [("origin", document.url or document.id)] if document.url or document.id else []
    return tuple(Fact(key, words("ui", key), flat(value)) for key, value in rows)


def _claim(number: int, claim: EventClaim | JudgementClaim, document: Document, words: Words) -> ClaimView:
    code, name, kind = _type(claim, words)
    left, right = sides(claim)
    labels = ("actors", "recipients") if isinstance(claim, EventClaim) else ("subjects", "objects")
    codes = [{a.code for a in side} for side in (left, right)]
    return ClaimView(
        number, code, name, kind, words("quads", kind), words("ui", labels[0]), words("ui", labels[1]),
        tuple(_side(a, words) for a in left), tuple(_side(a, words) for a in right), len(codes[0]) > 1 and codes[0] == codes[1],
        _quote(part_text(document, claim.part), claim.sentence, claim.trigger), claim.part == "title",
        claim.polarity == "negated", claim.certainty.band if claim.certainty.band != "unstated" else "", _facts(claim, document, words),
    )  # fmt: skip


def sides(claim: EventClaim | JudgementClaim) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return actors and recipients of an event, subjects and objects of a judgement."""
    return (claim.actors, claim.recipients) if isinstance(claim, EventClaim) else (claim.subjects, claim.objects)


def _type(claim: EventClaim | JudgementClaim, words: Words) -> tuple[str, str, str]:
    if isinstance(claim, EventClaim):
        details = [words("events", claim.event)] + ([words("modes", claim.mode)] if claim.mode else [])
        return claim.event, ", ".join(details), load_ontology()["events"][claim.event]["quad"].replace(" ", "-")
    details = [words("judgements", claim.judgement)] + ([words("changes", claim.change)] if claim.change else [])
    return claim.judgement, ", ".join(detail for detail in details if detail != claim.judgement), "judgement"


def _side(actor: Actor | Source, words: Words) -> Side:
    if not actor.code:
        return Side(flat(actor.name))
    name = actor_name(actor.code, words.lang)
    by_name = actor.via in ("", "name")
    # who was added by hand stands nowhere in the text
    said = words("ui", "named_as", words=flat(actor.name), via=words("via", actor.via)) if actor.name else words("via", actor.via)
    named = "" if by_name else said
    return Side(name, actor.code if actor.code != name else "", named)


def _quote(text: str, sentence: Span, trigger: Span | None = None) -> Quote:
    if trigger is None or not sentence.start <= trigger.start < trigger.end <= sentence.end:
        return Quote(flat(sentence.of(text)))
    before, marked, after = text[sentence.start : trigger.start], trigger.of(text), text[trigger.end : sentence.end]
    return Quote(_edge(before), _edge(marked), _edge(after))


def _edge(text: str) -> str:
    """Put a piece on one line and keep the blank at its edges."""
    return re.sub(r"\s+", " ", text)


def _facts(claim: Claim, document: Document, words: Words) -> tuple[Fact, ...]:
    rows = [
        ("object", flat(claim.object)),
        ("cited", _cited(claim.attribution, part_text(document, claim.part), words)),
        ("status", f"{words('statuses', claim.status)}, {words('polarities', claim.polarity)}"),
        ("certainty", _certainty(claim, words)),
        ("when", _when(claim.date, words) if claim.date else ""),
        ("place", _place_name(claim.place, words)),
        ("contexts", words.some("contexts", claim.contexts)),
        ("stance", words("stances", claim.stance)),
        ("rule", claim.rule),
    ]
    return tuple(Fact(key, words("ui", key), value) for key, value in rows if value)


def _place_name(place: str, words: Words) -> str:
    return actor_name(place, words.lang) if place.isupper() else flat(place)


def _cited(attribution: Attribution, text: str, words: Words) -> str:
    """Say who is cited: the chain of sources, the manner of speech and the cue's words."""
    kind = words("attributions", attribution.kind)
    if attribution.kind == "none":
        return kind
    names = [str(_side(source, words)) for source in attribution.sources]
    who = _chain(names, words) or kind
    if attribution.kind == "anonymous" and names:
        who = words("ui", "anonymous_from", who=who)
    cue = words("ui", "cue", words=flat(attribution.cue.of(text))) if attribution.cue else ""
    return "; ".join(part for part in (who, words("speech", attribution.speech), cue) if part)


def _chain(names: Sequence[str], words: Words) -> str:
    said = names[0] if names else ""
    for outer in names[1:]:
        said = words("ui", "according", inner=said, outer=outer)
    return said


def _certainty(claim: Claim, words: Words) -> str:
    name = words("bands", claim.certainty.band)
    if claim.certainty.band == "unstated":
        return name
    low, high = (round(100 * share) for share in BAND_RANGES[claim.certainty.band])
    said = f" ({words('ui', 'quote', words=flat(claim.certainty.text))})" if claim.certainty.text else ""
    return words("ui", "band", name=name, low=low, high=high) + said


def _when(when: When, words: Words) -> str:
    start, end = say_date(when.start, words.lang), say_date(when.end, words.lang)
    span = start if start == end else words("ui", "range", start=start, end=end)
    return span + (f" ({words('ui', 'quote', words=flat(when.text))})" if when.text else "")


def _statement(statement: Statement, document: Document, words: Words) -> StatementView:
    text = part_text(document, statement.part)
    about = ", ".join(str(_side(actor, words)) for actor in statement.about) or words("ui", "nobody")
    title = words("ui", "says", speaker=str(_side(statement.speaker, words)), about=about)
    cited = Fact("cited", words("ui", "cited"), _cited(statement.attribution, text, words))
    against = flat(statement.disagrees_with)
    who = actor_name(against, words.lang) if against.isupper() else against
    more = (Fact("disagrees", "", words("ui", "disagrees", who=who)),) if who else ()
    return StatementView(title, _quote(text, statement.sentence), (cited, *more))


def _note(note: Note, document: Document, words: Words) -> NoteView:
    quote = flat(note.span.of(part_text(document, note.part)))
    why = words("notes", note.kind) if note.kind in words.tables["notes"] else note.why
    return NoteView(words("note_titles", note.kind), quote, why)


def _warning(warning: str, document: Document, words: Words) -> str:
    """Translate a warning of the reader; one that no pattern knows is shown as it is."""
    language = language_name(document.lang, words.lang) if document.lang else words("ui", "unknown")
    for pattern, shown in words.tables["warnings"].items():
        match = re.fullmatch(pattern, warning)
        if match:
            return shown.format(*match.groups(), language=language)
    return warning
