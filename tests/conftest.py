"""What the tests of several folders share: reading in the short notation, and the check that evidence lies in the text."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lagebild import Actor, Attribution, Sheet, Source, Span, read
from lagebild.evaluation import short
from lagebild.model.jsonform import claim_json, schema
from webserver import dossier, web

HERE = Path(__file__).parent
# fixtures of all folders
__all__ = ["dossier", "web"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    known = tomllib.loads((HERE / "packs/known_failures.toml").read_text("utf-8"))
    count = {kind: sum(len(sentences) for sentences in rules.values()) for kind, rules in known.items()}
    cases = [c for path in sorted((HERE / "reading/cases").glob("*.toml")) for c in tomllib.loads(path.read_text("utf-8"))["case"]]
    missed = Counter(c["lang"] for c in cases if "xfail" in c)
    terminalreporter.write_line(
        f"known failures: {sum(count.values())} rule examples ({', '.join(f'{n} {kind}' for kind, n in count.items())}), "
        f"{sum(missed.values())} of {len(cases)} constructions ({', '.join(f'{n} {lang}' for lang, n in sorted(missed.items()))})"
    )


@pytest.fixture(scope="session")
def shorts() -> Callable[..., list[str]]:
    """Read a text and return its claims in the short notation of the guidelines, sorted."""
    return lambda text, lang, **more: sorted(short(claim_json(claim)) for claim in read(text, lang=lang, **more).claims)


@pytest.fixture(scope="session")
def validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


@pytest.fixture(scope="session")
def misplaced() -> Callable[[Sheet], list[str]]:
    """List what of a sheet does not lie in its text, or covers other words than it names."""
    return lambda sheet: list(_misplaced(sheet))


def _misplaced(sheet: Sheet) -> Iterator[str]:
    texts = {"title": sheet.document.title, "text": sheet.document.text}
    for number, claim in enumerate(sheet.claims):
        sides = (claim.actors, claim.recipients) if hasattr(claim, "actors") else (claim.subjects, claim.objects)
        text, at = texts[claim.part], f"claim {number}"
        yield from _outside(text, claim.sentence, f"{at} sentence")
        if not claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end:
            yield f"{at}: trigger {claim.trigger} not in sentence {claim.sentence}"
        yield from (problem for side in sides for actor in side for problem in _named(text, actor, at))
        yield from _cited(text, claim.attribution, at)
        yield from (f"{at}: {words!r} not in the text" for words in (claim.object, claim.place) if words not in text)
        times = (claim.certainty.text, claim.date.text if claim.date else "")
        yield from (f"{at}: {words!r} not in the text" for words in times if _bare(words) not in _bare(text))
    for number, statement in enumerate(sheet.statements):
        text, at = texts[statement.part], f"statement {number}"
        yield from _outside(text, statement.sentence, at)
        yield from (problem for actor in statement.about for problem in _named(text, actor, at))
        yield from _cited(text, statement.attribution, at)
    for note in sheet.notes:
        yield from _outside(texts[note.part], note.span, note.kind, empty=note.kind in ("no_date", "no_author"))


def _outside(text: str, span: Span, what: str, empty: bool = False) -> Iterator[str]:
    if not 0 <= span.start <= span.end <= len(text) or (not span.of(text).strip() and not empty):
        yield f"{what}: {span} does not cover words of {text!r}"


def _named(text: str, actor: Actor | Source, what: str) -> Iterator[str]:
    span = Span(actor.start, actor.end)
    yield from _outside(text, span, f"{what} {actor.code}")
    holder = isinstance(actor, Source) and actor.via in ("holder", "former", "elect", "")
    if not holder and _bare(span.of(text)) != _bare(actor.name):
        yield f"{what} {actor.code}: {span.of(text)!r} is not {actor.name!r}"


def _cited(text: str, attribution: Attribution, what: str) -> Iterator[str]:
    if attribution.cue is not None:
        yield from _outside(text, attribution.cue, f"{what} cue")
    yield from (problem for source in attribution.sources if source.code for problem in _named(text, source, f"{what} source"))


def _bare(words: str) -> str:
    return "".join(words.split())
