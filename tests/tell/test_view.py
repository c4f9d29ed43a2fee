from __future__ import annotations

from dataclasses import replace

from lagebild.model.nouns import Attribution, Sheet, Source, Span
from lagebild.tell.view import sheet_view
from lagebild.tell.words import load_words

EN, DE = load_words("en"), load_words("de")


def facts(sheet: Sheet, number: int, words: object = EN) -> dict[str, str]:
    return {fact.key: fact.value for fact in sheet_view(sheet, words).claims[number - 1].facts}  # type: ignore[arg-type]


def test_claims_come_in_reading_order(sheet: Sheet) -> None:
    assert [claim.code for claim in sheet_view(sheet, EN).claims] == ["ASSAULT", "AID", "AID", "danger"]
    assert [claim.headline for claim in sheet_view(sheet, EN).claims] == [True, False, False, False]


def test_a_claim_tells_all_it_knows(sheet: Sheet) -> None:
    claim = sheet_view(sheet, EN).claims[1]
    assert (claim.name, claim.kind) == ("aid or delivery", "material-cooperation")
    assert str(claim.left[0]) == "Belarus (BLR; “Minsk”, capital or seat)"
    assert str(claim.right[0]) == "Cuba (CUB)"
    assert (claim.quote.before, claim.quote.trigger) == ("Minsk has probably ", "supplied")
    assert facts(sheet, 2) == {
        "object": "radar",
        "cited": "Poland (POL), according to Reuters; indirect speech; cue “told”",
        "status": "occurred, asserted",
        "certainty": "likely, 55–80 % (“probably”)",
        "when": "March 2025 to June 2025 (“in recent months”)",
        "place": "Havana",
        "contexts": "military, technology",
        "stance": "the outlet doubts it",
        "rule": "en.aid.transfer",
    }


def test_the_same_in_german(sheet: Sheet) -> None:
    view = sheet_view(sheet, DE)
    assert str(view.claims[1].right[0]) == "Kuba (CUB)"
    assert facts(sheet, 2, DE)["certainty"] == "wahrscheinlich, 55–80 % („probably“)"
    assert facts(sheet, 2, DE)["when"] == "März 2025 bis Juni 2025 („in recent months“)"
    assert view.notes[0].why == "Die Überschrift fragt; sie behauptet nicht."
    assert [fact.value for fact in view.head][2:4] == ["20. Juni 2025", "Englisch"]


def test_denial_question_and_unnamed_source_are_said(sheet: Sheet) -> None:
    view = sheet_view(sheet, EN)
    assert view.claims[2].negated
    assert facts(sheet, 3)["status"] == "occurred, negated: said not to be so"
    assert (view.claims[0].name, facts(sheet, 1)["status"]) == ("use of force, air strike", "questioned, asserted")
    assert facts(sheet, 1)["cited"] == "nobody: the outlet’s own voice"
    assert facts(sheet, 4)["cited"] == "an unnamed source; indirect speech; cue “said”"


def test_an_unnamed_source_of_a_state(sheet: Sheet) -> None:
    danger = replace(sheet.claims[0], attribution=Attribution("anonymous", (Source("US", "USA", 0, 1, "name"),)))
    assert facts(replace(sheet, claims=(danger,)), 1)["cited"] == "unnamed, from United States (USA)"


def test_sides_that_act_on_one_another_are_told_once(sheet: Sheet) -> None:
    aid = sheet.claims[3]
    both = aid.actors + aid.recipients  # type: ignore[union-attr]
    mutual = replace(aid, actors=both, recipients=both)  # type: ignore[call-arg]
    views = sheet_view(replace(sheet, claims=(mutual, aid)), EN).claims
    assert [view.mutual for view in views] == [True, False]


def test_a_trigger_outside_its_sentence_leaves_the_sentence_whole(sheet: Sheet) -> None:
    odd = replace(sheet.claims[2], trigger=Span(0, 3))
    quote = sheet_view(replace(sheet, claims=(odd,)), EN).claims[0].quote
    assert (quote.before, quote.trigger) == ("Belarus denied it.", "")


def test_warnings_are_translated_and_unknown_ones_shown(sheet: Sheet) -> None:
    assert sheet_view(sheet, DE).warnings == (
        "Für diese Sprache (Englisch) gibt es kein Sprachpaket: nichts wurde gelesen.",
        "something new",
    )


def test_the_readers_warning_of_a_stale_registry_is_translated() -> None:
    from lagebild.flow import read

    warned = read("Berlin lieferte Kiew Waffen.", date="2031-05-01", lang="de")
    assert "2031-05" in sheet_view(warned, DE).warnings[0]
    assert "Register" in sheet_view(warned, DE).warnings[0]


def test_statements_say_who_speaks_of_whom_and_against_whom(sheet: Sheet) -> None:
    statement = sheet_view(sheet, EN).statements[0]
    assert statement.title == "Poland (POL) on Belarus (BLR)"
    assert statement.facts[-1].value == "Disagrees with United States"
