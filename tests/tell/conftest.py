from __future__ import annotations

import pytest

from lagebild.model.nouns import (
    Actor,
    Attribution,
    Certainty,
    Document,
    EventClaim,
    JudgementClaim,
    Note,
    Sheet,
    Source,
    Span,
    Statement,
    When,
)

TITLE = "Will Cuba attack?"
TEXT = (
    "Minsk has probably supplied Cuba with radar in recent months, Poland told Reuters.\n"
    "Belarus denied it. <script>alert(1)</script> Experts said Cuba endangers Florida, \x1b[31mtoo."
)


def span(words: str, text: str = TEXT, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def actor(code: str, words: str, text: str = TEXT, via: str = "name", after: int = 0) -> Actor:
    place = span(words, text, after)
    return Actor(code, words, place.start, place.end, via)


@pytest.fixture
def sheet() -> Sheet:
    """A sheet made by hand: what is shown must not depend on what the reader can do today."""
    first, second = span(TEXT.split("\n")[0]), span("Belarus denied it.")
    third = span("Experts said Cuba endangers Florida, \x1b[31mtoo.")
    poland = Source("Poland", "POL", span("Poland").start, span("Poland").end, "name")
    aid = EventClaim(
        event="AID", actors=(actor("BLR", "Minsk", via="metonym"),), recipients=(actor("CUB", "Cuba"),), object="radar",
        contexts=("military", "technology"), certainty=Certainty("likely", "probably"), stance="doubted", place="Havana",
        attribution=Attribution("named", (poland, Source("Reuters")), "indirect", span("told")), rule="en.aid.transfer",
        sentence=first, trigger=span("supplied"), date=When("2025-03", "2025-06", "in recent months"),
    )  # fmt: skip
    denied = EventClaim(
        event="AID", polarity="negated", actors=(actor("BLR", "Belarus"),), sentence=second, trigger=span("denied"), rule="en.aid.denied",
        attribution=Attribution("named", (Source("Belarus", "BLR", *_ends("Belarus"), "name"),), "indirect", span("denied")),
    )  # fmt: skip
    danger = JudgementClaim(
        judgement="danger", subjects=(actor("CUB", "Cuba", after=third.start),), objects=(actor("USA", "Florida", via="city"),),
        attribution=Attribution("anonymous", (), "indirect", span("said")), sentence=third, trigger=span("endangers"),
        rule="en.danger.threat",
    )  # fmt: skip
    asked = EventClaim(
        event="ASSAULT", mode="aerial", status="questioned", part="title", sentence=Span(0, len(TITLE)), trigger=span("attack", TITLE),
        actors=(actor("CUB", "Cuba", TITLE),), rule="en.assault.attack",
    )  # fmt: skip
    told = Attribution("named", (poland,), "indirect", span("told"))
    said = Statement(speaker=poland, about=(actor("BLR", "Belarus"),), attribution=told, sentence=second, disagrees_with="USA")
    notes = (
        Note("headline_question", "title", Span(0, len(TITLE)), "The headline asks; it does not claim."),
        Note("unnamed_experts", "text", span("Experts"), "Experts are cited (Experts) without a name or institution."),
    )
    document = Document("d1", TEXT, TITLE, "2025-06-20", "en", "javascript:alert(1)", "<b>Harbour</b> Post", "A. Writer")
    # the order is not that of the text on purpose
    return Sheet(document, (danger, asked, denied, aid), (said,), notes, ("no pack for Klingon: nothing read", "something new"))


def _ends(words: str) -> tuple[int, int]:
    return span(words).start, span(words).end


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
