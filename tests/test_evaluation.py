import json
from pathlib import Path

import pytest

from lagebild import evaluation
from lagebild.evaluation import (
    FIGURES,
    Score,
    f1,
    figures,
    load_gold,
    plover_figures,
    ratio,
    score_annotator,
    score_plover,
    score_sentence,
    short,
)
from lagebild.model.errors import InputError
from lagebild.packs.registry import load_registry

PLAIN = {"attribution": {"kind": "none", "sources": []}, "polarity": "asserted", "status": "occurred", "certainty": "unstated"}


def event(kind: str, actors: list[str], recipients: list[str], **more) -> dict[str, object]:
    return {**PLAIN, "event": kind, "actors": actors, "recipients": recipients, "contexts": [], **more}


def gold(text: str, *events: dict[str, object], judgements=()) -> dict[str, object]:
    return {"id": "t", "lang": "en", "date": "2024-11-10", "text": text, "events": list(events), "judgements": list(judgements), "tags": []}


def counted(score: Score, *keys: str) -> list[int]:
    return [score.counts[key] for key in keys]


EVENT = ("event_gold", "event_found", "event_type", "event_some", "event_exact")


@pytest.mark.parametrize(
    ("wanted", "counts", "missed"),
    [
        ([event("ASSAULT", ["TCD"], ["LBY"])], [1, 1, 1, 1, 1], []),
        ([event("ASSAULT", ["LBY"], ["TCD"])], [1, 1, 1, 0, 0], ["event sides: ASSAULT"]),
        ([event("ASSAULT", ["TCD"], ["LBY", "EGY"])], [1, 1, 1, 1, 0], ["event sides: ASSAULT"]),
        ([event("ASSAULT", ["TCD"], [])], [1, 1, 1, 0, 0], ["event sides: ASSAULT"]),
        ([event("AID", ["TCD"], ["LBY"])], [1, 1, 0, 0, 0], ["event missed: AID", "event invented: ASSAULT"]),
        ([event("ASSAULT", ["TCD"], ["LBY"]), event("ASSAULT", ["LBY"], ["TCD"])], [2, 1, 1, 1, 1], ["event missed: ASSAULT"]),
    ],
)
def test_events_are_matched_one_to_one(wanted: list[dict[str, object]], counts: list[int], missed: list[str]) -> None:
    score = score_sentence(gold("Chad attacked Libya.", *wanted))
    assert counted(score, *EVENT) == counts
    assert [kind for kind, _ in score.misses] == missed


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("polarity", "negated", 1),
        ("polarity", "asserted", 0),
        ("status", "occurred", 1),
        ("status", "planned", 0),
        ("certainty", "likely", 1),
        ("certainty", "unstated", 0),
    ],
)
def test_what_surrounds_a_matched_event_is_counted(key: str, value: str, right: int) -> None:
    score = score_sentence(
        gold(
            "Chad probably did not attack Libya.",
            event("ASSAULT", ["TCD"], ["LBY"], **{"polarity": "negated", "certainty": "likely", key: value}),
        )
    )
    assert counted(score, f"{key}_right", f"{key}_all") == [right, 1]


@pytest.mark.parametrize(
    ("kind", "sources", "counts"),
    [("named", ["TUN"], [1, 1, 1]), ("named", ["EGY"], [1, 1, 0]), ("anonymous", ["TUN"], [1, 1, 0]), ("none", [], [0, 1, 0])],
)
def test_attribution_counts_where_somebody_is_cited(kind: str, sources: list[str], counts: list[int]) -> None:
    wanted = event("ASSAULT", ["TCD"], ["LBY"], attribution={"kind": kind, "sources": sources})
    score = score_sentence(gold("Chad attacked Libya, Tunis said.", wanted))
    assert counted(score, "attribution_gold", "attribution_found", "attribution_right") == counts


def test_a_claim_where_nothing_is_to_be_found_is_a_false_alarm() -> None:
    raised, quiet = score_sentence(gold("Chad attacked Libya.")), score_sentence(gold("The river is long."))
    assert counted(raised, "nothing", "nothing_raised") == [1, 1]
    assert [kind for kind, _ in raised.misses] == ["false alarm"]
    assert counted(quiet, "nothing", "nothing_raised") == [1, 0]
    assert quiet.misses == []


def test_judgements_are_counted_apart_from_events() -> None:
    wanted = {**PLAIN, "judgement": "danger", "subjects": ["TCD"], "objects": ["LBY"]}
    score = score_sentence(gold("Chad is a threat to Libya.", judgements=[wanted]))
    assert counted(score, "judgement_gold", "judgement_found", "judgement_type", "judgement_exact", *EVENT[:2]) == [1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            {"kind": "event", "event": "AID", "actors": [{"code": "DEU"}], "recipients": [], "polarity": "asserted", "status": "occurred"},
            "AID DEU -> []",
        ),
        (
            {
                "kind": "event",
                "event": "AID",
                "actors": [{"code": "USA"}, {"code": "DEU"}],
                "recipients": [{"code": "UKR"}],
                "polarity": "negated",
                "status": "possible",
            },
            "AID DEU,USA -> UKR (negated, possible)",
        ),
        (
            {
                "kind": "judgement",
                "judgement": "intent",
                "subjects": [{"code": "X"}],
                "objects": [],
                "polarity": "asserted",
                "status": "questioned",
            },
            "intent X -> [] (questioned)",
        ),
    ],
)
def test_the_short_notation(claim: dict[str, object], text: str) -> None:
    assert short(claim) == text


def score_of(**counts: int) -> Score:
    score = Score("en")
    score.counts.update(counts)
    return score


def test_a_ratio_and_an_f1_over_several_sentences() -> None:
    scores = [score_of(right=1, gold=2, found=1), score_of(right=1, gold=1, found=2)]
    assert ratio("right", "gold")(scores) == pytest.approx(2 / 3)
    assert f1("right", "gold", "found")(scores) == pytest.approx(4 / 6)


def test_figures_without_a_denominator_are_undefined() -> None:
    assert ratio("right", "gold")([]) is None
    assert f1("right", "gold", "found")([score_of(right=0)]) is None
    assert {value for value, _, _ in figures([], rounds=5).values()} == {None}


def test_every_figure_lies_in_its_interval_between_nought_and_one() -> None:
    rows = [
        gold("Chad attacked Libya.", event("ASSAULT", ["TCD"], ["LBY"])),
        gold("Chad attacked Libya.", event("AID", ["TCD"], ["LBY"])),
        gold("A river."),
    ]
    found = figures([score_sentence(row) for row in rows], rounds=200)
    assert set(found) == set(FIGURES)
    for name, (value, low, high) in found.items():
        assert 0 <= low <= high <= 1, name
        assert value is None or low <= value <= high, name
    assert found["event type F1"][0] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients", "counts"),
    [
        ("Chad attacked Libya.", "ASSAULT", ["TCD"], ["LBY"], [1, 1, 1, 1, 1]),
        ("Chad attacked Libya.", "ASSAULT", ["LBY"], ["TCD"], [1, 0, 0, 0, 0]),
        ("Chad attacked Libya.", "AID", ["TCD"], ["LBY"], [0, 1, 1, 0, 0]),
        ("Chad and Libya held talks.", "CONSULT", ["TCD", "LBY"], [], [1, 1, 1, 1, 1]),
        ("Hezbollah attacked Israel.", "ASSAULT", ["LBN"], ["ISR"], [1, 1, 1, 1, 1]),
        ("The UN condemned Chad.", "ACCUSE", ["IGO"], ["TCD"], [1, 1, 1, 1, 1]),
        ("Nothing happened.", "ASSAULT", ["TCD"], ["LBY"], [0, 0, 0, 0, 0]),
    ],
)
def test_plover_records_are_compared_with_tolerance(
    text: str, event_type: str, actors: list[str], recipients: list[str], counts: list[int]
) -> None:
    sides = {"actors": [{"code": c} for c in actors], "recipients": [{"code": c} for c in recipients]}
    score = score_plover({"id": "t", "text": text, "date": "2000-01-01", "event": event_type, **sides})
    assert counted(score, "type", "actor", "recipient", "all", "wholly") == counts
    assert bool(score.misses) is not bool(counts[4])
    assert plover_figures([score], rounds=3)["type"][0] == counts[0]


def test_gold_lines_are_read_and_blank_ones_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1}\n\n  \n{"id": 2}\n', "utf-8")
    assert load_gold(path) == [{"id": 1}, {"id": 2}]


def test_a_torn_gold_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1}\n\n{"id": \n', "utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:3: not JSON"):
        load_gold(path)


HERE = Path(__file__).parent
GOLD = sorted((HERE / "gold").glob("*.jsonl"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_gold_files_are_whole(path: Path) -> None:
    """Shape alone; nothing of a sentence is shown where it fails."""
    rows = load_gold(path)
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert row["split"] in ("dev", "test"), row["id"]
        assert row["lang"] == path.stem[:2], row["id"]
        assert bool(row["events"] or row["judgements"]) is not ("no_event" in row["tags"]), row["id"]


# names that annotators gave to groups that the registry does not know, or knows by a shorter one
UNKNOWN = {"NONAME", "AMNESTY_INTERNATIONAL", "FATEMIYOUN"}


def test_codes_of_the_gold_are_entries_of_the_registry() -> None:
    rows = [row for path in GOLD for row in load_gold(path) if row["split"] == "dev"]
    claims = [claim for row in rows for claim in (*row["events"], *row["judgements"])]
    codes = {code for claim in claims for side in ("actors", "recipients", "subjects", "objects") for code in claim.get(side, ())}
    assert codes - {entity.claim_code for entity in load_registry("en").entities.values()} <= UNKNOWN


def test_one_type_is_scored_apart_from_the_others() -> None:
    row = gold("Chad attacked Libya.", event("AID", ["TCD"], ["LBY"]))
    assert [counted(score_sentence(row, only), *EVENT[:3]) for only in ("AID", "ASSAULT", "CONSULT")] == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("second", "counts"),
    [
        (event("ASSAULT", ["TCD"], ["LBY"]), [1, 1, 1, 1, 1]),
        (event("ASSAULT", ["TCD"], []), [1, 1, 1, 0, 0]),
        (event("COERCE", ["TCD"], ["LBY"]), [1, 1, 0, 0, 0]),
    ],
)
def test_a_second_annotator_is_compared_like_a_reader(second: dict[str, object], counts: list[int]) -> None:
    row = gold("Chad attacked Libya.", event("ASSAULT", ["TCD"], ["LBY"]))
    assert counted(score_annotator(row, {"id": "t", "events": [second], "judgements": []}), *EVENT) == counts


@pytest.mark.parametrize("path", sorted((HERE / "gold" / "second").glob("*.jsonl")), ids=lambda path: path.name)
def test_the_second_annotator_labelled_a_fifth_of_the_sentences(path: Path) -> None:
    first = {row["id"] for row in load_gold(HERE / "gold" / path.name)}
    second = [row["id"] for row in load_gold(path)]
    assert set(second) <= first
    assert len(set(second)) == len(second) == len(first) // 5


def test_scoring_does_not_change_the_gold() -> None:
    row = gold("Chad attacked Libya.", event("ASSAULT", ["TCD"], ["LBY"]))
    before = json.dumps(row)
    evaluation.score_sentence(row)
    assert json.dumps(row) == before
