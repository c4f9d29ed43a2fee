"""Each page as a person finds it, over the example dossier."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from lagebild.store.views import document, outlets, stories, top_stories
from lagebild.tell.desk.lists import csv_lines

Desk = Any


def story_of(desk: Desk, report: str) -> str:
    found = document(desk.store, f"https://dossier.example/{report}")
    assert found is not None
    return str(found["story"])


def address(desk: Desk, report: str) -> str:
    found = document(desk.store, f"https://dossier.example/{report}")
    assert found is not None
    return str(found["document"])


def test_today_shows_stories_by_their_origins(desk: Desk) -> None:
    page = desk.page("/?days=all")
    titles = [line.strip() for line in page.text.split("Disagreements")[0].splitlines()]
    top = [row["title"] for row in top_stories(desk.store, most=30)]
    places = [titles.index(title) for title in top]
    assert places == sorted(places)
    assert "Independent origins: 3" in page.text


def test_today_counts_back_from_the_newest_document(desk: Desk) -> None:
    page = desk.page("/?days=1")
    assert "10 October 2025" in page.text
    found = {link for link in page.links() if link.startswith("/story/")}
    inside = {row["story"] for row in stories(desk.store).rows if row["last"] >= "2025-10-10"}
    assert found == {f"/story/{name}" for name in inside}


def test_today_can_be_narrowed_to_a_watchlist(desk: Desk) -> None:
    page, whole = desk.page("/?days=all&watch=Caucasus"), desk.page("/?days=all")
    assert "Finland detains freighter" in whole.text
    assert "Azerbaijan accuses Armenia" in page.text
    assert "Finland detains freighter" not in page.text


def test_a_story_shows_origins_events_grades_and_disputes(desk: Desk) -> None:
    page = desk.page(f"/story/{story_of(desk, 'post-meridian')}")
    for said in (
        "Origin 1",
        "Origin 3",
        "translation of Meridian",
        "Contradictions",
        "Grade B",
        "Credibility 4: it is denied",
        "Followed by",
    ):
        assert said in page.text, said
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {"e1", "e2", "disputed", "timeline"} <= ids
    assert f"/document/{address(desk, 'post-meridian')}" in page.links()


def test_the_follow_up_leads_back(desk: Desk) -> None:
    name = story_of(desk, "post-meridian")
    after = next(row["story"] for row in stories(desk.store, most=200).rows if row["follows"] == name)
    assert f"/story/{name}" in desk.page(f"/story/{after}").links()


def test_events_and_claims_have_addresses_that_lead_to_them(desk: Desk) -> None:
    name = story_of(desk, "post-meridian")
    assert desk.get(f"/event/{name}-2").headers["location"] == f"/story/{name}#e2"
    found = document(desk.store, "https://dossier.example/post-meridian")
    assert found is not None
    for row in found["claims"]:
        leads = desk.get(f"/claim/{row['claim']}").headers["location"]
        path, _, anchor = leads.partition("#")
        page = desk.page(path)
        card = next(attributes for _, attributes in page.tags if attributes.get("id") == anchor)
        assert card["data-claim"] == anchor.removeprefix("d1c")
        assert f"/claim/{row['claim']}" in page.links()


def test_the_card_of_a_claim_is_that_of_its_address(desk: Desk) -> None:
    found = document(desk.store, "https://dossier.example/cable-wire")
    assert found is not None
    html = desk.get(f"/document/{found['document']}").text
    for row in found["claims"]:
        card = next(part for part in html.split("<article")[1:] if f"/claim/{row['claim']}" in part.split("</article>")[0])
        assert row["body"]["rule"] in card
        assert f'<span class="code">{row["body"].get("event") or row["body"]["judgement"]}</span>' in card


def test_a_document_shows_its_text_whole_with_marks(desk: Desk) -> None:
    found = document(desk.store, "https://dossier.example/cable-wire")
    assert found is not None
    page = desk.page(f"/document/{found['document']}")
    flat = re.sub(r"\d", "", "".join(page.text.split()))
    assert re.sub(r"\d", "", "".join(found["text"].split())) in flat
    marks = [link for link in page.all("a") if link.get("class", "").startswith("mark")]
    assert len(marks) >= len(found["claims"]) - 2
    body = next(attributes for tag, attributes in page.tags if attributes.get("class") == "body")
    assert body["lang"] == "en"


def test_a_rejected_claim_is_told_apart(desk: Desk) -> None:
    found = document(desk.store, "https://dossier.example/post-wire")
    assert found is not None
    gone = next(row["claim"] for row in found["claims"] if row["state"] == "rejected")
    assert desk.get(f"/claim/{gone}").headers["location"].endswith("#rejected")
    page = desk.page(f"/document/{found['document']}")
    assert "Rejected by an analyst" in page.text
    assert f"/claim/{gone}" not in page.links()


def test_search_finds_texts_by_their_lemmas(desk: Desk) -> None:
    page = desk.page("/search?q=freighters")
    assert f"/document/{address(desk, 'cable-wire')}" in page.links()
    assert "Nothing found" in desk.page("/search?q=unobtainium").text


def test_search_goes_on_page_by_page_without_loss(desk: Desk) -> None:
    path, found = "/search?text_lang=en", []
    for _ in range(9):
        page = desk.page(path)
        found += [link for link in page.links() if link.startswith("/document/")]
        onward = next((link["href"] for link in page.all("a") if link.get("rel") == "next"), "")
        if not onward:
            break
        path = f"/search{onward}"
    whole = desk.get("/search?text_lang=en&form=json").json()
    assert found == [f"/document/{row['document']}" for row in whole]
    assert len(found) > 25


def test_search_narrows_claims(desk: Desk) -> None:
    asked = "/search?what=claims&actor=Armenia&other=AZE&type=ASSAULT&certainty=unstated"
    rows = desk.get(f"{asked}&form=json").json()
    assert rows
    assert {row["type"] for row in rows} == {"ASSAULT"}
    assert all("ARM" in row["actors"] + row["recipients"] and "AZE" in row["actors"] + row["recipients"] for row in rows)
    page = desk.page(asked)
    assert len([link for link in page.links() if link.startswith("/claim/")]) == min(25, len(rows))
    assert "firing on one of its border posts" in page.text


def test_lists_are_the_same_as_csv_and_json(desk: Desk) -> None:
    for path in ("/search?what=claims&q=Armenia", "/search?q=Armenia", "/actor/ARM?list=events", "/actor/ARM?list=judgements", "/sources?"):
        rows = desk.get(f"{path}&form=json").json()
        answer = desk.get(f"{path}&form=csv")
        table = list(csv.DictReader(io.StringIO(answer.text)))
        assert len(table) == len(rows), path
        assert "attachment" in answer.headers["content-disposition"]
        if rows:
            assert list(table[0]) == list(rows[0])


def test_what_a_spreadsheet_would_compute_is_text() -> None:
    assert "".join(csv_lines(iter([{"a": "=1+1", "b": ["ARM", "AZE"], "c": 3}]))) == "a,b,c\n'=1+1,ARM AZE,3\n"


def test_a_name_leads_to_its_actor_and_two_to_the_pair(desk: Desk) -> None:
    assert desk.get("/actor?name=Armenien").headers["location"] == "/actor/ARM"
    assert desk.get("/actor?name=Armenia&other=Aserbaidschan").headers["location"] == "/pair/ARM/AZE"
    assert "no actor is called so" in desk.page("/actor?name=Atlantis", 400).text


def test_actor_and_pair_show_their_events_with_grades(desk: Desk) -> None:
    page = desk.page("/pair/ARM/AZE")
    assert "Armenia – Azerbaijan" in page.text
    assert re.search(r"Grade [A-F][1-6]", page.text)
    assert any(link.startswith("/event/") for link in page.links())
    some = desk.get("/pair/AZE/ARM?form=json&list=events&type=ACCUSE").json()
    assert {row["type"] for row in some} == {"ACCUSE"}
    assert desk.get("/actor/ARM?form=json&list=events&since=2025-12-01").json() == []


def test_judgements_of_an_actor_are_all_judgements(desk: Desk) -> None:
    kinds = [row["kind"] for code in ("RUS", "USA", "CHN", "IRN") for row in desk.get(f"/actor/{code}?form=json&list=judgements").json()]
    assert set(kinds) <= {"judgement"}


def test_sources_show_copies_grades_and_failures(desk: Desk) -> None:
    page = desk.page("/sources")
    for row in outlets(desk.store):
        assert row["outlet"] in page.text
    assert "failed 3 times in a row" in page.text
    assert "Meridian B" in " ".join(page.text.split())


@pytest.mark.parametrize(
    "path",
    ["/story/none", "/story/a%232", "/event/none", "/event/none-1", "/event/none-x", "/document/none", "/claim/none", "/claim/a-b",
     "/actor/XXX", "/pair/ARM/XXX", "/nothing", "/story/%00", "/claim/%00-%00", "/story/../../etc/passwd", "/static/desk.css"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(desk: Desk, path: str) -> None:
    assert "There is nothing at this address" in desk.page(path, 404).text


@pytest.mark.parametrize(
    "path",
    ["/?days=-1", "/search?cursor=x", "/search?start=tomorrow", "/search?credibility=9", "/search?q=-only", "/search?actor=Atlantis",
     "/actor/ARM?since=x", "/actor/ARM?events=x", "/actor/ARM?judgements=%00", "/search?form=json&cursor=1&start=x"],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_refused_with_a_reason(desk: Desk, path: str) -> None:
    assert desk.get(path).status_code == 400
    alerts = [attributes for _, attributes in desk.page(path, 400).tags if attributes.get("role") == "alert"]
    assert len(alerts) == 1


def test_what_changed_stands_sentence_beside_sentence_on_the_page_of_the_story(desk: Desk) -> None:
    story, child = story_of(desk, "cable-lupe"), address(desk, "cable-lupe")
    assert f"?drift={child}#drift" in desk.page(f"/story/{story}").links()
    page = desk.page(f"/story/{story}?drift={child}")
    whole = f"/compare/{address(desk, 'cable-kurier')}/{child}"
    assert whole in page.links()
    changes = [attributes["id"] for tag, attributes in page.tags if tag == "article" and attributes["id"].startswith("c")]
    assert len(changes) >= 3
    assert f"{whole}#b1" in page.links()
    for said in ("number changed", "attribution dropped", "nothing on this side"):
        assert said in page.text, said
    # a document that stands in no pair of the story changes nothing
    assert "Both texts side by side" not in desk.page(f"/story/{story}?drift={address(desk, 'cable-wire')}").text


def test_a_comparison_shows_both_texts_and_its_links_lead_to_the_words(desk: Desk) -> None:
    one, other = address(desk, "cable-kurier"), address(desk, "cable-lupe")
    page = desk.page(f"/compare/{one}/{other}")
    for report in ("cable-kurier", "cable-lupe"):
        for line in document(desk.store, f"https://dossier.example/{report}")["text"].splitlines():  # type: ignore[index]
            assert "".join(line.split()) in re.sub(r"\d", "", "".join(page.text.split())) or re.search(r"\d", line)
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {link[1:] for link in page.links() if re.fullmatch(r"#[abc]\d+", link)} <= ids
    assert "heavy rewrite" in page.text
    turned = desk.page(f"/compare/{other}/{one}")
    assert "the second text" in turned.text
    assert desk.get(f"/compare?a={one}&b={other}").headers["location"] == f"/compare/{one}/{other}"


def test_a_comparison_needs_two_documents_that_are_there(desk: Desk) -> None:
    one = address(desk, "cable-wire")
    assert desk.get(f"/compare/{one}/{one}").headers["location"] == f"/document/{one}"
    desk.page(f"/compare/{one}/none", 404)
    desk.page("/compare?a=x", 400)


def test_a_comparison_is_said_in_german(desk: Desk) -> None:
    answer = desk.get(f"/compare/{address(desk, 'cable-kurier')}/{address(desk, 'cable-lupe')}", **{"accept-language": "de"})
    for said in ("starke Umschrift", "Was sich geändert hat", "die beiden tauschen"):
        assert said in answer.text, said


def test_the_map_and_its_table_lead_to_the_actors(desk: Desk) -> None:
    page = desk.page("/?days=all")
    drawn = [link["href"] for link in page.all("a") if link.get("tabindex") == "-1"]
    assert {"/actor/FIN", "/actor/RUS"} <= set(drawn)
    # the map is for the eye and the mouse; the table says the same to everybody
    reached = [link["href"] for link in page.all("a") if link.get("tabindex") != "-1"]
    assert set(drawn) <= set(reached)
    assert "/actor/EU" in reached
    assert "/actor/EU" not in drawn


def test_an_actor_has_its_events_over_time_and_those_it_meets(desk: Desk) -> None:
    page = desk.page("/actor/PHL")
    for said in ("Events over time", r"8–14 Sept?(ember)? 2025: cooperation 4, conflict 8", "With whom"):
        assert re.search(said, page.text), said
    assert "/pair/PHL/CHN" in page.links()
    assert "With whom" not in desk.page("/pair/PHL/CHN").text
    assert "Events over time" in desk.page("/pair/PHL/CHN").text
    only = desk.page("/actor/PHL?type=ASSAULT")
    assert "cooperation 0, conflict 2" in only.text
    assert "Events over time" not in desk.page("/actor/PHL?since=2030-01-01").text


def test_a_story_has_a_line_of_time_with_a_band_for_each_origin(desk: Desk) -> None:
    page = desk.page(f"/story/{story_of(desk, 'cable-wire')}")
    dots = [attributes for tag, attributes in page.tags if tag == "circle"]
    assert len(dots) == 7
    assert sum(attributes["class"] == "own" for attributes in dots) == 4
    assert sum(attributes.get("class") == "band" for tag, attributes in page.tags if tag == "text") == 3


def test_an_event_without_a_day_tells_that_of_its_report(desk: Desk) -> None:
    assert "reported 29 September 2025" in re.sub(r"\s+", " ", desk.page("/actor/PHL").text)
