"""What a careful reader takes from the articles the project started from: all of it found, nothing invented.

Each `*.expected.json` tells the claims of the article beside it; `where` holds the first words of their sentence.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lagebild import EventClaim, Sheet, Span, read
from lagebild.sources import open_source

HERE = Path(__file__).parent
SEEDS, EXAMPLES = HERE / "../../shared/seeds", HERE / "../examples"
SIDES = {"event": ("actors", "recipients"), "judgement": ("subjects", "objects")}


def articles() -> Iterator[Any]:
    found = next(iter(sorted(SEEDS.glob("*.txt"))), None)
    there = found is not None and (SEEDS / "expected.json").is_file()
    gone = pytest.mark.skip(reason=f"the seed article is not here ({SEEDS.relative_to(HERE)} holds it where the project is developed)")
    yield pytest.param((found, SEEDS / "expected.json"), id="seed", marks=() if there else gone)
    for path in sorted(EXAMPLES.glob("*.expected.json")):
        yield pytest.param((EXAMPLES / path.name.replace(".expected.json", ".txt"), path), id=path.name.removesuffix(".expected.json"))


@pytest.fixture(scope="module", params=list(articles()))
def article(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Sheet]:
    text, expected = request.param
    wanted = json.loads(expected.read_text("utf-8"))
    (document,) = open_source(str(text))
    assert document.date == wanted["date"]
    sheet = read(document)
    assert sheet.document.lang == wanted["lang"]
    return wanted, sheet


def told(sheet: Sheet, kind: str) -> list[dict[str, Any]]:
    """The claims of a kind that were read, in the form of the expected ones."""
    rows = []
    for claim in sheet.claims:
        if isinstance(claim, EventClaim) is not (kind == "event"):
            continue
        rows.append(
            {
                "where": sentence(sheet, claim.part, claim.sentence),
                kind: getattr(claim, kind),
                "polarity": claim.polarity,
                "status": claim.status,
                **{side: {actor.code for actor in getattr(claim, side)} for side in SIDES[kind]},
                "attribution": (claim.attribution.kind, {source.code for source in claim.attribution.sources if source.code}),
                "certainty": claim.certainty.band,
                "change": getattr(claim, "change", ""),
                "stance": claim.stance,
            }
        )
    return rows


def sentence(sheet: Sheet, part: str, span: Span) -> str:
    return " ".join(span.of(sheet.document.title if part == "title" else sheet.document.text).split())


def wrong(wanted: dict[str, Any], row: dict[str, Any], kind: str) -> list[str]:
    """In what a claim that was read differs from one that was expected."""
    problems = [] if wanted["where"] in row["where"] else ["where"]
    problems += [key for key in (kind, "polarity", "status", "certainty") if wanted[key] != row[key]]
    # kept where the sheet tells them
    problems += [key for key in ("change", "stance") if key in wanted and wanted[key] != row[key]]
    for side in SIDES[kind]:
        also = {"CHN"} if wanted.get("judgement") == "danger" and side == "subjects" else set()
        if not set(wanted[side]) <= row[side] <= set(wanted[side]) | also:
            problems.append(side)
    cited = (wanted["attribution"]["kind"], set(wanted["attribution"]["sources"]))
    return problems + (["attribution"] if cited != row["attribution"] else [])


@pytest.mark.parametrize("kind", ["event", "judgement"])
def test_every_expected_claim_is_found(article: tuple[dict[str, Any], Sheet], kind: str) -> None:
    expected, sheet = article
    rows = told(sheet, kind)
    missing = []
    for wanted in expected[f"{kind}s"]:
        differences = sorted((wrong(wanted, row, kind) for row in rows), key=len)
        if not differences or differences[0]:
            missing.append((wanted["where"], wanted[kind], f"nearest differs in {differences[0] if differences else 'everything'}"))
    assert not missing


@pytest.mark.parametrize("kind", ["event", "judgement"])
def test_nothing_is_invented(article: tuple[dict[str, Any], Sheet], kind: str) -> None:
    """A claim read must be of a type that is expected in its sentence, or of one expected elsewhere with the same sides."""
    expected, sheet = article
    invented = []
    for row in told(sheet, kind):
        same = [w for w in expected[f"{kind}s"] if w[kind] == row[kind]]
        if not any(w["where"] in row["where"] or not {*SIDES[kind]} & {*wrong(w, row, kind)} for w in same):
            invented.append((row["where"][:60], row[kind], *(sorted(row[side]) for side in SIDES[kind])))
    assert not invented


def test_no_claim_is_told_more_than_twice(article: tuple[dict[str, Any], Sheet]) -> None:
    _, sheet = article
    rows = [(kind, row[kind], row["where"], *(tuple(sorted(row[s])) for s in SIDES[kind])) for kind in SIDES for row in told(sheet, kind)]
    assert [row for row in rows if rows.count(row) > 2] == []


def test_expected_notes_are_made(article: tuple[dict[str, Any], Sheet]) -> None:
    expected, sheet = article
    assert set(expected["notes"]) - {note.kind for note in sheet.notes} == set()


def test_expected_statements_are_kept_with_their_speakers(article: tuple[dict[str, Any], Sheet]) -> None:
    expected, sheet = article
    found = [(sentence(sheet, s.part, s.sentence), s.speaker.name, s.disagrees_with) for s in sheet.statements]
    for wanted in expected["statements"]:
        assert any(wanted["where"] in w and wanted["speaker"] == n and wanted.get("disagrees_with", "") == d for w, n, d in found), wanted[
            "where"
        ]


def test_all_evidence_lies_in_the_article(article: tuple[dict[str, Any], Sheet], misplaced: Any) -> None:
    assert misplaced(article[1]) == []
