import json

import pytest

from lagebild.model.errors import InputError
from lagebild.model.nouns import Document
from lagebild.sources import batch_documents

GOOD = {
    "id": "a",
    "text": "Kiew warnt.",
    "title": "T",
    "date": "2024-11-10",
    "url": "https://e.org/a",
    "publisher": "P",
    "lang": "de",
    "author": "X",
}


def one(line: str | bytes) -> Document | InputError:
    ((number, found),) = batch_documents([line])
    assert number == 1
    return found


@pytest.mark.parametrize("encode", [False, True])
def test_a_line_becomes_a_document(encode: bool) -> None:
    line = json.dumps(GOOD, ensure_ascii=False)
    assert one(line.encode() if encode else line) == Document(**GOOD)  # type: ignore[arg-type]


def test_blank_lines_are_skipped_but_counted_and_bad_ones_do_not_stop_the_rest() -> None:
    lines = ['{"id": "a", "text": "x"}\n', "\n", "  \r\n", b"", "{nonsense", b'{"id": "b", "text": "y", "other": [1]}']
    found = list(batch_documents(lines))
    assert [number for number, _ in found] == [1, 5, 6]
    assert [getattr(document, "id", None) for _, document in found] == ["a", None, "b"]
    assert "line 5" in str(found[1][1])


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "not JSON"), ("[]", "not a JSON object"), ('"a"', "not a JSON object"), ("null", "not a JSON object"),
        ('{"id": "a"}', '"text" is missing'),
        ('{"text": "a"}', '"id" is missing'), ('{"id": "", "text": "a"}', '"id" is missing'),
        ('{"id": "a", "text": " \\n"}', '"text" is missing'),
        ('{"id": 1, "text": "a"}', '"id" is not a string'), ('{"id": "a", "text": ["a"]}', '"text" is not a string'),
        ('{"id": "a", "text": "a", "title": 1}', '"title" is not a string'), ('{"id": "a", "text": "a", "lang": false}', '"lang" is not'),
        ('{"id": "a", "text": "a", "date": "gestern"}', '"date" is not a date'), (b'{"id": "\xff", "text": "a"}', "not UTF-8"),
        ("[" * 100_000, "not JSON that can be read"), ('{"id": ' + "1" * 5000 + "}", "not JSON that can be read"), ("\x00", "not JSON"),
    ],
)  # fmt: skip
def test_bad_lines_say_what_is_wrong(line: str | bytes, cause: str) -> None:
    found = one(line)
    assert isinstance(found, InputError)
    assert cause in found.cause
    assert (found.where, bool(found.way_out)) == ("line 1", True)


def test_null_is_as_good_as_nothing() -> None:
    assert one('{"id": "a", "text": "x", "title": null, "date": ""}') == Document(id="a", text="x")


def test_dates_are_brought_to_iso_form() -> None:
    found = one('{"id": "a", "text": "x", "date": "Sun, 10 Nov 2024 12:00:00 GMT"}')
    assert isinstance(found, Document)
    assert found.date == "2024-11-10"


def test_lone_surrogates_are_replaced_and_pairs_kept() -> None:
    found = one('{"id": "\\ud800", "text": "a\\udfff b\\ud83d\\ude00", "title": "\\udc80"}')
    assert isinstance(found, Document)
    assert (found.id, found.text, found.title) == ("\ufffd", "a\ufffd b\U0001f600", "\ufffd")
    assert found.content_id


def test_a_byte_order_mark_before_the_first_line_is_passed_over() -> None:
    assert isinstance(one(b'\xef\xbb\xbf{"id": "a", "text": "x"}'), Document)


def test_lines_are_read_one_by_one() -> None:
    def endless():  # type: ignore[no-untyped-def]
        while True:
            yield '{"id": "a", "text": "x"}'

    found = batch_documents(endless())
    assert [next(found)[0] for _ in range(3)] == [1, 2, 3]
