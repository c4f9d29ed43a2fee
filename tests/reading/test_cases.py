"""Constructions, contexts and speech: the sentences in `cases/`, each with everything that it claims and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lagebild import EventClaim, JudgementClaim, read
from lagebild.evaluation import short
from lagebild.model.jsonform import claim_json

FILES = sorted(Path(__file__).parent.glob("cases/*.toml"))
CASES = {f"{path.stem}.{case['id']}": case for path in FILES for case in tomllib.loads(path.read_text("utf-8"))["case"]}
KEYS = {"id", "lang", "text", "claims", "date", "title", "bands", "cited", "xfail"}


def marked(name: str, case: dict[str, Any]):
    return pytest.param(case, id=name, marks=pytest.mark.xfail(strict=True, reason=case["xfail"]) if "xfail" in case else ())


@pytest.mark.parametrize("case", [marked(name, case) for name, case in CASES.items()])
def test_a_case(case: dict[str, Any]) -> None:
    claims = read(case["text"], lang=case["lang"], date=case.get("date", ""), title=case.get("title", "")).claims
    assert sorted(short(claim_json(claim)) for claim in claims) == sorted(case["claims"])
    ordered = sorted(claims, key=lambda claim: case["claims"].index(short(claim_json(claim))))
    if "bands" in case:
        assert [claim.certainty.band for claim in ordered] == case["bands"]
    if "cited" in case:
        assert [cited(claim) for claim in ordered] == case["cited"]


def cited(claim: EventClaim | JudgementClaim) -> str:
    attribution = claim.attribution
    return f"{attribution.kind} {','.join(s.code or s.name for s in attribution.sources) or '[]'} {attribution.speech}"


def test_cases_have_their_own_ids_and_no_unknown_keys() -> None:
    assert sum(path.read_text("utf-8").count("[[case]]") for path in FILES) == len(CASES)
    assert {key for case in CASES.values() for key in case} <= KEYS
    texts = [(case["text"], case.get("date")) for case in CASES.values()]
    assert len(set(texts)) == len(texts)
