from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, ValidationError

from lagebild import Actor, Attribution, Certainty, Document, EventClaim, JudgementClaim, Note, Sheet, Statement, read
from lagebild.model import values
from lagebild.model.jsonform import schema, sheet_json

DEFS = schema()["$defs"]
ALL = {**DEFS, **schema("comparison")["$defs"], **schema("story")["$defs"], **schema("kept_story")["$defs"]}


@pytest.mark.parametrize(
    ("noun", "kind", "renamed"),
    [
        ("document", Document, {"repaired": None}),
        ("actor", Actor, {}),
        ("attribution", Attribution, {}),
        ("certainty", Certainty, {}),
        ("event", EventClaim, {}),
        ("judgement", JudgementClaim, {}),
        ("statement", Statement, {}),
        ("note", Note, {}),
    ],
)
def test_fields_and_properties_agree(noun: str, kind: type, renamed: dict[str, str | None]) -> None:
    own = {renamed.get(f.name, f.name) for f in fields(kind)} - {None}
    assert own == set(DEFS[noun]["properties"]) - {"kind" if noun in ("event", "judgement") else ""}


def test_a_time_is_written_from_to() -> None:
    sheet = sheet_json(read("Chad attacked Libya in May.", lang="en", date="2024-11-10"))
    assert sheet["claims"][0]["date"] == {"from": "2024-05", "to": "2024-05", "text": "May"}


@pytest.mark.parametrize(
    ("noun", "key", "values_type"),
    [
        ("event", "event", values.EventType),
        ("judgement", "judgement", values.JudgementType),
        ("event", "polarity", values.Polarity),
        ("judgement", "polarity", values.Polarity),
        ("event", "status", values.Status),
        ("judgement", "status", values.Status),
        ("event", "stance", values.Stance),
        ("judgement", "stance", values.Stance),
        ("attribution", "kind", values.AttributionKind),
        ("attribution", "speech", values.Speech),
        ("certainty", "band", values.Band),
        ("note", "kind", values.NoteKind),
    ],
)
def test_closed_lists_agree(noun: str, key: str, values_type: Any) -> None:
    assert DEFS[noun]["properties"][key]["enum"] == list(get_args(values_type))


def test_parts_agree() -> None:
    assert DEFS["part"]["enum"] == list(get_args(values.Part))


@pytest.mark.parametrize("noun", sorted(ALL))
def test_every_noun_has_a_schema_of_its_own(noun: str) -> None:
    Draft202012Validator.check_schema(schema(noun))
    assert schema(noun)["$ref"] == f"#/$defs/{noun}"


@pytest.mark.parametrize("noun", sorted(n for n in ALL if ALL[n].get("type") == "object"))
def test_no_noun_takes_unknown_keys(noun: str) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(schema(noun)).validate({"surprise": 1})
    assert ALL[noun]["additionalProperties"] is False


def test_an_unknown_noun_is_refused_with_the_list_of_nouns() -> None:
    with pytest.raises(KeyError, match="there are: actor, attribution"):
        schema("warning")


TEXTS = [
    ("en", "", ""),
    ("en", "", " \n\t "),
    ("fr", "", "La Russie attaque."),
    ("", "", "…"),
    ("en", "Will Chad attack Libya?", 'Chad attacked Libya in May, Emmanuel Macron said. "It is so." The claim is far-fetched.'),
    ("en", "", "Angela Merkel said that the interests of Kenya in Somalia were limited, but Mark Rutte has a different view."),
    ("de", "Greift der Tschad Libyen an?", "Laut Reuters hat der Tschad Libyen wahrscheinlich angegriffen. Experten zufolge kann er es."),
    ("de", "", "Russland beliefert Nordkorea mit Raketen. „Das ist eine Gefahr für Japan“, warnte Mark Rutte am Montag."),
    ("de", "", "PjÃ¶ngjang hat Japan am Montag gedroht."),
]


@pytest.mark.parametrize(("lang", "title", "text"), TEXTS)
@pytest.mark.parametrize("date", ["", "2024-11-10", "2027-12-01T08:00:00Z"])
def test_sheets_are_valid(validator: Any, lang: str, title: str, text: str, date: str) -> None:
    sheet = sheet_json(read(text, title=title, lang=lang, date=date))
    assert not [error.message for error in validator.iter_errors(sheet)]


def test_a_sheet_with_everything_in_it_is_written_whole() -> None:
    sheet = read("PjÃ¶ngjang hat Japan am Montag gedroht.", lang="de", date="2027-12-01")
    written = sheet_json(sheet)
    assert written["text"] == "Pjöngjang hat Japan am Montag gedroht."
    assert written["warnings"] == list(sheet.warnings) != []
    assert [claim["event"] for claim in written["claims"]] == ["THREATEN"]


def test_an_unrepaired_text_is_not_repeated() -> None:
    assert "text" not in sheet_json(read("Chad attacked Libya.", lang="en"))


def _paths(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{path}[]")
    else:
        yield path, value


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (".claims[].event", "MAKE"),
        (".claims[].polarity", "perhaps"),
        (".claims[].actors[].code", "Tschad"),
        (".claims[].rule", ""),
        (".claims[].date.from", "gestern"),
        (".claims[].sentence[]", -1),
        (".notes[].why", ""),
        (".content_id", "xyz"),
    ],
)
def test_a_wrong_value_is_refused(validator: Any, path: str, wrong: Any) -> None:
    sheet = sheet_json(read("Chad attacked Libya in May.", lang="en", date="2024-11-10"))
    assert validator.is_valid(sheet)
    assert path in dict(_paths(sheet))
    *walk, last = path.replace("[]", ".0").strip(".").split(".")
    place: Any = sheet
    for step in walk:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = wrong
    assert not validator.is_valid(sheet)


def test_a_sheet_without_claims_needs_only_its_document() -> None:
    assert sheet_json(Sheet(Document("a", "b"))) == {
        "id": "a",
        "content_id": Document("a", "b").content_id,
        "lang": "",
        "claims": [],
        "statements": [],
        "notes": [],
    }
