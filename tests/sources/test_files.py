"""PDF, DOCX, EML, WARC and JSONL files, good and hostile."""

from __future__ import annotations

import contextlib
import gzip
import json
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources import open_source
from lagebild.sources.confined import confined
from lagebild.sources.docx import read_docx
from lagebild.sources.eml import read_eml
from lagebild.sources.files import Opened, open_file
from lagebild.sources.pdf import read_pdf
from lagebild.sources.warc import unchunk
from madefiles import docx, paragraph, pdf, record, words, zipped

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def opened(path: Path, data: bytes) -> list[Opened]:
    path.write_bytes(data)
    return list(open_file(str(path)))


def refused(call: Callable[[], object], cause: str) -> None:
    with pytest.raises(SourceError, match=cause) as caught:
        call()
    assert caught.value.way_out


# PDF


def test_a_pdf_gives_text_title_author_and_day(tmp_path: Path) -> None:
    data = pdf(["Kiew warnt Moskau vor einer Ver-", "legung von Truppen an die", "Grenze.", "Minsk schweigt."], "Lage im Norden")
    (found,) = opened(tmp_path / "a.pdf", data)
    assert found.document == Document(
        str(tmp_path / "a.pdf"), "Kiew warnt Moskau vor einer Verlegung von Truppen an die Grenze.\nMinsk schweigt.", "Lage im Norden",
        "2024-11-10", author="Anna Muster",
    )  # fmt: skip
    assert (found.raw, found.raw_type) == (data, "application/pdf")


def test_a_title_that_the_office_program_made_up_is_none() -> None:
    assert read_pdf(pdf(["Kiew warnt."], "Microsoft Word - lage.docx"), "a").title == ""


def test_a_pdf_that_unpacks_to_very_much_harms_nobody() -> None:
    bomb = zlib.compressobj(9)
    packed = b"".join(bomb.compress(b" " * 10_000_000) for _ in range(40)) + bomb.flush()
    refused(lambda: read_pdf(pdf([], packed=packed), "a"), "no text|cannot be read|broke off|took longer")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4\n", b"Kiew", pdf(["a"])[:200], pdf(["a"]).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")], ids=words
)
def test_broken_pdfs_are_refused(data: bytes) -> None:
    refused(lambda: read_pdf(data, "a"), "cannot be read|no text|broke off")


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    refused(lambda: confined("http.server", b"", "a", seconds=0.5), "took longer than 0.5 seconds")
    refused(lambda: confined("lagebild.nothing", b"", "a"), "broke off")


# DOCX


def test_a_docx_gives_paragraphs_title_and_day(tmp_path: Path) -> None:
    deleted = "<w:p><w:del><w:r><w:delText>gestrichen</w:delText></w:r></w:del><w:r><w:t>Kiew</w:t><w:tab/><w:t>warnt.</w:t></w:r></w:p>"
    (found,) = opened(tmp_path / "a.docx", docx(paragraph("Lage", "Title") + deleted + paragraph("Minsk &amp; Moskau schweigen."), "Lage"))
    assert found.document == Document(
        str(tmp_path / "a.docx"), "Kiew warnt.\nMinsk & Moskau schweigen.", "Lage", "2024-11-10T09:00:00+00:00", author="Anna Muster"
    )


def test_a_docx_without_properties_takes_its_first_heading() -> None:
    parts = {"word/document.xml": docx_xml(paragraph("Lage", "Heading1") + paragraph("Kiew warnt."))}
    found = read_docx(zipped(parts), "a")
    assert (found.title, found.text) == ("Lage", "Kiew warnt.")


def docx_xml(body: str, before: str = "") -> bytes:
    return f'{before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:document>'.encode()


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"PK\x03\x04", "broken zip"),
        (zipped({"a.txt": b"x"}), "no DOCX"),
        (docx(""), "no text"),
        (zipped({"word/document.xml": docx_xml("", '<!DOCTYPE a [<!ENTITY b "c">]>')}), "entities of its own"),
        (zipped({"word/document.xml": b" " * 30_000_000}), "larger than 20 MB"),
        (zipped({"word/document.xml": docx_xml(paragraph("x"))}, zipfile.ZIP_LZMA), "unusual compression"),
        (zipped({f"{n}": b"" for n in range(5_001)}), "more than 5000 members"),
        (docx("<w:p>" * 100_000), "not XML"),
    ],
    ids=words,
)
def test_hostile_docx_files_are_refused(data: bytes, cause: str) -> None:
    refused(lambda: read_docx(data, "a"), cause)


def test_a_name_in_an_archive_that_leads_elsewhere_writes_nothing(tmp_path: Path) -> None:
    data = zipped({"../../evil.txt": b"x", "/etc/evil": b"x", "word/document.xml": docx_xml(paragraph("Kiew warnt."))})
    (found,) = opened(tmp_path / "a.docx", data)
    assert found.document is not None
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.docx"]


# EML

MAIL = (
    "From: =?utf-8?q?Ausw=C3=A4rtiges_Amt?= <presse@amt.example>\r\nSubject: =?utf-8?b?S2lldyB3YXJudA==?=\r\n"
    "Date: Sun, 10 Nov 2024 09:00:00 +0100\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Moskau droht.</p>\r\n'
    "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nPj=F6ngjang droht.\r\n"
    '--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="../x.txt"\r\n\r\nAnhang\r\n--b--\r\n'
)


def test_a_mail_gives_subject_day_sender_and_plain_text(tmp_path: Path) -> None:
    (found,) = opened(tmp_path / "a.eml", MAIL.encode())
    assert found.document == Document(
        str(tmp_path / "a.eml"), "Pjöngjang droht.", "Kiew warnt", "2024-11-10T09:00:00+01:00", publisher="Auswärtiges Amt"
    )


def test_a_mail_in_html_loses_its_scripts() -> None:
    mail = "Subject: a\r\nFrom: a@b.example\r\nContent-Type: text/html\r\n\r\n<style>p{}</style><p>Kiew</p><script>x</script><p>warnt"
    found = read_eml(mail.encode(), "a")
    assert (found.text, found.publisher) == ("Kiew\nwarnt", "b.example")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Subject: a\r\n\r\n",
        b"Subject: a\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3_000)),
    ],
    ids=words,
)
def test_mails_without_text_are_refused(data: bytes) -> None:
    refused(lambda: read_eml(data, "a"), "no text|cannot be read")


def test_a_hostile_header_is_cut() -> None:
    mail = b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\nDate: " + b"(" * 100_000 + b"\r\n\r\nKiew warnt."
    assert len(read_eml(mail, "a").title) <= 500


# WARC

PAGE = "<html><head><title>Kiew warnt</title></head><body><article><p>{}</p></article></body></html>"
LONG = "Russland hat die NATO am Sonntag vor einer Stationierung von Truppen in der Ukraine gewarnt, und das sehr deutlich. " * 3


def warc(*records: bytes, packed: bool) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_pages_and_passes_over_the_rest(tmp_path: Path, packed: bool) -> None:
    page = PAGE.format(LONG).encode()
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    heads = ("Content-Type: text/html", "Transfer-Encoding: chunked")
    data = warc(
        record("https://example.org/a#x", page), record("https://example.org/b", b"", status="404 Not Found"),
        record("https://example.org/c.png", b"x", "Content-Type: image/png"), record("https://example.org/d", chunks, *heads),
        record("https://example.org/e", gzip.compress(page), "Content-Type: text/html", "Content-Encoding: gzip"),
        record("file:///etc/passwd", page), record("https://example.org/f", b"<html><body></body></html>"), packed=packed,
    )  # fmt: skip
    found = opened(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    assert [(one.name, one.document is not None) for one in found] == [
        ("https://example.org/a", True), ("https://example.org/d", True), ("https://example.org/e", True), ("https://example.org/f", False)
    ]  # fmt: skip
    assert found[0].document == Document(
        "https://example.org/a", LONG.strip(), "Kiew warnt", url="https://example.org/a", publisher="example.org"
    )
    assert found[0].raw == page


def test_a_bad_record_loses_itself_alone_and_a_broken_archive_its_rest(tmp_path: Path) -> None:
    page = PAGE.format(LONG).encode()
    bomb = gzip.compress(b" " * 30_000_000)
    good, bad = (
        record("https://example.org/a", page),
        record("https://example.org/b", bomb, "Content-Type: text/html", "Content-Encoding: gzip"),
    )
    found = opened(tmp_path / "a.warc", good + bad + good + b"rubbish")
    assert [one.error.cause if one.error else "" for one in found][:3] == ["", "larger than 10 MB", ""]
    assert "broken from here on" in str(found[3].error)


@pytest.mark.parametrize(
    "head", [b"WARC/1.0\r\nX: ", b"", b"WARC/1.0\r\nContent-Length: 99999999999\r\nWARC-Type: response\r\n\r\n"], ids=words
)
def test_lines_and_records_without_end_take_no_memory(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(100):
            file.write(b"a" * 1_000_000)
    tracemalloc.start()
    found = list(open_file(str(path)))
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()
    assert not any(one.document for one in found)


@given(
    st.binary(max_size=60)
    | st.lists(st.sampled_from([b"4\r\n", b"Kiew", b"\r\n", b"0\r\n", b"-1\r\n", b"ffffffffff\r\n", b";x"])).map(b"".join)
)
def test_any_chunks_give_bytes_or_an_error(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        assert len(unchunk(data, "a")) <= len(data)


# JSONL


def test_a_bad_line_or_one_without_end_loses_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.sources.files._LONGEST_LINE", 200)
    good = json.dumps({"id": "a", "text": "Kiew warnt.", "url": "javascript:alert(1)"}).encode()
    found = opened(tmp_path / "a.jsonl", good + b"\nno json\n" + b'{"id": "' + b"x" * 1000 + b'", "text": "y"}\n' + good)
    assert [one.document.id if one.document else str(one.error)[:30] and "error" for one in found] == ["a", "error", "error", "a"]
    assert found[0].document is not None
    assert found[0].document.url == ""
    assert json.loads(found[0].raw)["text"] == "Kiew warnt."


def test_a_folder_holds_all_forms(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph("Kiew warnt.")))
    (tmp_path / "b.eml").write_bytes(MAIL.encode())
    (tmp_path / "c.jsonl").write_text('{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}\n')
    (tmp_path / "d.pdf").write_bytes(b"no pdf")
    (tmp_path / "e.warc").write_bytes(record("https://example.org/a", PAGE.format(LONG).encode()))
    kinds = [type(found).__name__ for found in open_source(str(tmp_path))]
    assert kinds == ["Document", "Document", "Document", "Document", "SourceError", "Document"]


PIECES = st.sampled_from(
    [
        b"WARC/1.0\r\n",
        b"WARC-Type: response\r\n",
        b"Content-Length: 9\r\n",
        b"\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"From: a\r\n",
        b"\x1f\x8b\x08",
    ]
)


@QUICK
@given(
    st.sampled_from(["a.docx", "a.eml", "a.warc", "a.warc.gz", "a.jsonl"]),
    st.binary(max_size=200) | st.lists(PIECES, max_size=12).map(b"".join),
)
def test_any_bytes_give_documents_or_errors(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    for one in opened(tmp_path_factory.getbasetemp() / name, data):
        assert (one.document is None) == (one.error is not None)
        assert one.document is None or one.document.text.strip()


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 600), st.binary(min_size=1, max_size=20))
def test_pdfs_with_damage_give_a_document_or_an_error(at: int, damage: bytes) -> None:
    data = pdf(["Kiew warnt Moskau."])
    with contextlib.suppress(SourceError):
        assert read_pdf(data[:at] + damage + data[at + len(damage) :], "a").text
