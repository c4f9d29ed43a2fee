from __future__ import annotations

from lagebild.model.nouns import Sheet
from lagebild.tell.plover import records


def test_a_record_an_event_with_the_fields_of_the_codebook(sheet: Sheet) -> None:
    found = list(records(sheet))
    assert [record["event"] for record in found] == [["ASSAULT"], ["AID"], ["AID"]]
    aid = found[1]
    assert aid["source"] == [{"code": "BLR", "actor_text": "Minsk"}]
    assert aid["recipient"] == [{"code": "CUB", "actor_text": "Cuba"}]
    assert (aid["quad_code"], aid["quad_class"], aid["event_scale"]) == (2, "material cooperation", 10.0)
    assert (aid["date"], aid["enddate"]) == ("2025-03-01", "2025-06-30")
    assert aid["text"].startswith("Minsk has probably supplied Cuba")
    assert aid["cite_info"]["publication"] == "<b>Harbour</b> Post"
    assert aid["event_loc"] == {"name": "Havana"}


def test_a_mode_brings_its_own_score(sheet: Sheet) -> None:
    record = next(records(sheet))
    assert (record["mode"], record["event_scale"], record["quad_code"]) == (["aerial"], -9.5, 4)


def test_without_a_time_in_words_the_day_of_publication_stands(sheet: Sheet) -> None:
    record = next(records(sheet))
    assert record["date"] == "2025-06-20"
    assert "enddate" not in record


def test_what_did_not_happen_is_marked_by_its_context(sheet: Sheet) -> None:
    assert [record["context"] for record in records(sheet)] == [[], ["military", "technology"], ["negation"]]


def test_ids_are_unique_and_stable(sheet: Sheet) -> None:
    ids = [record["id"] for record in records(sheet)]
    assert len(set(ids)) == 3
    assert ids == [record["id"] for record in records(sheet)]
