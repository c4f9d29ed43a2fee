"""Stories, origins and follow-ups: the cases that must work, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lagebild import Document, compare, trace
from lagebild.model.jsonform import schema
from lagebild.model.tracingform import comparison_json, story_json
from lagebild.sources import open_source

ROOT = Path(__file__).parents[2]
COMPARISON, STORY = Draft202012Validator(schema("comparison")), Draft202012Validator(schema("story"))
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["Peru seized two boats.", "“No,” he said.", "12.5 % am 3. Mai", "Оно ушло.", "日本。", "…", "\n", "may not", "a\u0000b", "AP"]
        ),
        max_size=6,
    ).map(" ".join),
)


@given(TEXTS, TEXTS, st.sampled_from(["", "en", "de", "fr", "xx", "zh-TW"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_texts_can_be_compared(one: str, other: str, lang: str) -> None:
    a, b = Document("a", one, lang=lang), Document("b", other, lang=lang, date="2024-05-05")
    found = comparison_json(compare(a, b))
    assert not list(COMPARISON.iter_errors(found))
    assert 0.0 <= found["probability"] <= 1.0


@given(st.lists(TEXTS, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_texts_can_be_traced_in_any_order(texts: list[str], random: Any) -> None:
    documents = [Document(f"d{n}", text, date="2024-05-05" if n % 2 else "") for n, text in enumerate(texts)]
    found = [story_json(story) for story in trace(documents)]
    for story in found:
        assert not list(STORY.iter_errors(story))
    assert sorted(name for story in found for name in story["documents"]) == sorted(d.id for d in documents)
    assert sorted(m["id"] for s in found for o in s["origins"] for m in o["members"]) == sorted(d.id for d in documents)
    random.shuffle(documents)
    assert [story_json(story) for story in trace(documents)] == found


def test_documents_of_one_name_are_told_apart() -> None:
    names = [name for story in trace([Document("a", "Peru."), Document("a", "Kenya."), Document("", "Chile.")]) for name in story.documents]
    assert len(set(names)) == 3
    assert "" not in names


def bundled() -> list[Document]:
    found = []
    for name in ("agency", "rewrite"):
        document = next(iter(open_source(str(ROOT / f"examples/buoys/{name}.en.txt"))))
        assert isinstance(document, Document)
        found.append(document)
    return found


def test_the_bundled_pair_shows_its_five_distortions() -> None:
    wanted = json.loads((ROOT / "examples/buoys/compare.expected.json").read_text("utf-8"))
    found = comparison_json(compare(*bundled()))
    assert found["relation"] in wanted["relation"]
    assert found["earlier"] == wanted["earlier"]
    for change in wanted["drift"]:
        sides = [f for f in found["drift"] if f["kind"] == change["kind"] and all(_holds(f[s], change[s]) for s in "ab")]
        assert sides, change


def _holds(found: dict[str, Any] | None, words: str | None) -> bool:
    return words is None if found is None else words is not None and (words in found["text"] or found["text"] in words)


def test_the_bundled_pair_is_one_story_of_one_origin() -> None:
    wanted = json.loads((ROOT / "examples/buoys/stories.expected.json").read_text("utf-8"))[0]
    (found,) = [story_json(story) for story in trace(bundled())]
    assert found["title"] == wanted["title"]
    assert [Path(name).name for name in found["documents"]] == [Path(name).name for name in wanted["documents"]]
    assert [len(o["members"]) for o in found["origins"]] == [2]
    assert {s["code"] for s in found["primary_sources"]} >= set(wanted["primary_sources"])
    assert found["contradictions"] == wanted["contradictions"]


STATEMENT = json.loads((Path(__file__).parent / "statement.json").read_text("utf-8"))


def documents(name: str) -> list[Document]:
    return [Document(**row) for row in STATEMENT[name]]


def test_a_dozen_reports_of_one_press_statement_are_one_story_of_few_origins() -> None:
    stories = trace(documents("dozen"))
    assert [len(story.documents) for story in stories] == [12]
    assert len(stories[0].origins) <= 4
    assert [source.code for source in stories[0].primary_sources] == ["NATO"]
    assert all(event.credibility >= 3 for event in stories[0].events)


def test_the_same_speaker_a_month_earlier_is_another_story() -> None:
    stories = trace([*documents("dozen"), *documents("earlier")])
    assert sorted(len(story.documents) for story in stories) == [1, 12]


def test_six_headlines_with_few_words_in_common_are_one_story() -> None:
    assert [len(story.documents) for story in trace(documents("headlines"))] == [6]


@pytest.mark.parametrize("name", ["dozen", "headlines"])
def test_traces_are_the_same_every_time(name: str) -> None:
    assert trace(documents(name)) == trace(reversed(documents(name)))
