"""Whatever the bytes, there comes a Document that can be written, or a LagebildError."""

import contextlib
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lagebild.model.errors import LagebildError, SourceError
from lagebild.model.nouns import Document
from lagebild.sources import batch_documents
from lagebild.sources.address import checked_url, forbidden, shown
from lagebild.sources.decode import decode
from lagebild.sources.files import Form, document_of
from lagebild.sources.heads import Head, read_author, read_date
from lagebild.sources.inflate import body

LINES = st.sampled_from(
    ["2024-11-10", "By A B", "Von A", "# T", "---", "title: x", "date: 2024-11-10", "===", "- a", "> b", "**c**", "[d](e)", "![f]", "<!--",
     "-->", "", " ", "Kiew warnt.", "```", "|a|", "<html lang=de>", "<p>Kiew warnt Moskau.</p>", "<script>", "<meta charset=utf-16>",
     "&#xd800;",
     "\x00", "\u2028", "\r", "<title>", '<script type="application/ld+json">{"@type":"NewsArticle","author":[1,{}]}</script>',
     "<time datetime=9999-99-99>"]
)  # fmt: skip
TEXTS = st.lists(LINES | st.text(max_size=30), max_size=20).map("\n".join)
BYTES = (
    st.binary(max_size=300)
    | TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass"))
    | TEXTS.map(lambda t: t.encode("utf-16", "surrogatepass"))
)
MARKS = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"<?xml encoding='utf-7'?>", b"<html>"])
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def writable(document: Document) -> bool:
    json.dumps({slot: getattr(document, slot) for slot in Document.__slots__}, ensure_ascii=False).encode()
    return bool(document.text.strip()) and bool(document.content_id)


def read(data: bytes, form: Form) -> None:
    one, other = outcome(data, form), outcome(data, form)
    assert one == other if isinstance(one, Document) else (one.where == "a" and str(one) == str(other))
    assert isinstance(one, SourceError) or writable(one)


def outcome(data: bytes, form: Form) -> Document | SourceError:
    try:
        return document_of(data, "a", "a", form)
    except SourceError as error:
        return error


@QUICK
@given(MARKS, BYTES)
@example(b"", b"+2AA-")
def test_plain(mark: bytes, data: bytes) -> None:
    read(mark + data, "plain")


@QUICK
@given(MARKS, BYTES)
def test_markdown(mark: bytes, data: bytes) -> None:
    read(mark + data, "markdown")


@QUICK
@given(MARKS, BYTES)
def test_pages(mark: bytes, data: bytes) -> None:
    read(mark + data, "page")


@QUICK
@given(TEXTS)
def test_pages_with_a_body(text: str) -> None:
    read(f"<!DOCTYPE html><html><body><article>{text}<p>Kiew warnt Moskau.".encode("utf-8", "surrogatepass"), "page")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "title", "date", "lang", "x"]), inner, max_size=5)
    ),
)


@QUICK
@given(st.lists(BYTES | TEXTS | JSON.map(json.dumps) | JSON.map(lambda j: json.dumps({"id": "a", "text": j})), max_size=5))
def test_lines(lines: list[str | bytes]) -> None:
    for number, found in batch_documents(lines):
        assert 1 <= number <= len(lines)
        assert isinstance(found, LagebildError) or writable(found)


@QUICK
@given(st.binary(max_size=400), st.text(max_size=20))
def test_decoding(data: bytes, charset: str) -> None:
    try:
        text, repaired = decode(data, "a", [charset])
    except SourceError:
        return
    assert text.encode()
    # what is said to be plain UTF-8 is, but for a byte order mark
    assert repaired or data.removeprefix(b"\xef\xbb\xbf") == text.encode()


@QUICK
@given(st.lists(st.binary(max_size=100), max_size=5), st.sampled_from(["", "gzip", "deflate", "br", "identity", "GZIP ", "x"]))
def test_bodies(chunks: list[bytes], encoding: str) -> None:
    with contextlib.suppress(SourceError):
        assert len(body(chunks, encoding, 200, "a")) <= 200


@QUICK
@given(
    st.text(st.characters(codec=None), max_size=60)
    | st.text(max_size=30).map(lambda t: f"http://{t}")
    | st.ip_addresses().map(lambda a: f"http://[{a}]/")
)
def test_addresses(url: str) -> None:
    assert shown(url).isprintable() or not url
    with contextlib.suppress(SourceError):
        assert checked_url(url, {80, 443}).scheme in ("http", "https")


@QUICK
@given(st.ip_addresses())
def test_only_global_addresses_are_public(address: object) -> None:
    assert forbidden(str(address)) or address.is_global  # type: ignore[attr-defined]


@QUICK
@given(st.text(max_size=150))
def test_head_lines(line: str) -> None:
    assert len(read_date(line)) in (0, 10) or "T" in read_date(line)
    read_author(line)
    Head().with_line(line)
