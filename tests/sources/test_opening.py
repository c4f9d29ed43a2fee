import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources import files, open_source

PLAIN = "Kiew warnt\n2024-11-10\nVon Anna Muster\nMoskau droht Kiew."


def only(source: str, date: str = "", limits: object = None) -> Document:
    (found,) = open_source(source, date, limits)  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found


def failure(source: str, limits: object = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(open_source(source, limits=limits))  # type: ignore[arg-type]
    assert caught.value.way_out
    return caught.value


def test_a_plain_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAIN, encoding="utf-8")
    assert only(str(path)) == Document(str(path), "Moskau droht Kiew.", "Kiew warnt", "2024-11-10", author="Anna Muster")
    assert only(str(path), "2025-01-01").date == "2025-01-01"


def test_the_suffix_tells_the_form(tmp_path: Path, article: str) -> None:
    (tmp_path / "a.MD").write_text("# Kiew *warnt*\n\nMoskau droht.", encoding="utf-8")
    (tmp_path / "a.htm").write_text(article, encoding="utf-8")
    (tmp_path / "a.dat").write_text(article, encoding="utf-8")
    assert only(str(tmp_path / "a.MD")).title == "Kiew warnt"
    assert only(str(tmp_path / "a.htm")).publisher == "Das Blatt"
    assert only(str(tmp_path / "a.dat")).publisher == "Das Blatt"  # a page by its looks


def test_a_page_in_another_charset(tmp_path: Path, article: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(article.replace('charset="utf-8"', 'charset="windows-1252"').encode("cp1252"))
    found = only(str(path))
    assert "Pjöngjang" in found.text
    assert found.repaired


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"%PDF-1.4", "not text but a PDF"),
        (bytes(range(256)), "not text"),
        (b"---\ntitle: x\n---\n", "no text"),
    ],
)
def test_files_that_give_no_document(tmp_path: Path, content: bytes, cause: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    error = failure(str(path))
    assert cause in error.cause
    assert error.where == str(path)


@pytest.mark.parametrize(
    ("source", "cause"),
    [("nirgends.txt", "no such file"), ("", "no such file"), ("a\x00b", "cannot be read"), ("ftp://e.org/a", "only http and https"),
     ("file:///etc/passwd", "only http and https"), ("x" * 5000, "cannot be read")],
)  # fmt: skip
def test_sources_that_are_none(source: str, cause: str) -> None:
    assert cause in failure(source).cause


def test_a_file_one_may_not_read(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text("x")

    def denied(path: str, mode: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(files, "open", denied, raising=False)
    assert "cannot be read: Permission denied" in failure(str(tmp_path / "a.txt")).cause


def test_a_folder_one_may_not_list_is_told_and_the_rest_read(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("Kiew warnt.")
    scandir = os.scandir

    def denied(path: str) -> object:
        if path.endswith("in"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    document, error = open_source(str(tmp_path))
    assert isinstance(document, Document)
    assert "in: cannot be read: Permission denied" in str(error)


def test_a_folder_goes_on_past_bad_files(tmp_path: Path) -> None:
    for name, content in {
        "b.txt": PLAIN.encode(), "a/z.md": b"# T\n\nText.", "a/c.txt": b"%PDF", "a/.git/x.txt": b"nein", ".hidden.txt": b"nein", 
        "picture.png": b"nein",
        "c.text": b"", "a.html": b"<html></html>", "d.TXT": b"Kiew warnt.",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = list(open_source(str(tmp_path), "2025-01-01"))
    told = [(os.path.relpath(getattr(f, "id", "") or f.where, tmp_path), type(f).__name__) for f in found]  # type: ignore[union-attr]
    assert told == [
        ("a.html", "SourceError"), ("b.txt", "Document"), ("c.text", "SourceError"), ("d.TXT", "Document"), ("a/c.txt", "SourceError"),
        ("a/z.md", "Document"),
    ]  # fmt: skip
    assert {f.date for f in found if isinstance(f, Document)} == {"2025-01-01"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_or_a_broken_link_in_a_folder_does_not_hold_it_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.txt").write_text("Kiew warnt.")
    assert [type(f).__name__ for f in open_source(str(tmp_path))] == ["SourceError", "SourceError", "Document"]


def test_a_folder_without_text_files(tmp_path: Path) -> None:
    assert "no text file" in failure(str(tmp_path)).cause


def test_a_name_that_is_not_utf8_can_be_written_later(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        Path(os.fsdecode(path)).write_text("Kiew warnt.")
    except OSError:
        pytest.skip("the file system takes no such names")
    assert only(os.fsdecode(path)).id.encode()


def test_standard_input(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.replace("Moskau", "Pjöngjang").encode("cp1252"))))
    found = only("-")
    assert (found.id, found.title, found.text, found.repaired) == ("-", "Kiew warnt", "Pjöngjang droht Kiew.", True)


def test_empty_standard_input(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert "standard input: empty" in str(failure("-"))


def test_a_page_from_the_web(web, article: str) -> None:
    web.redirect("/kurz", "/a")
    web.serve("/a", article.replace("<head>", '<head><link rel="canonical" href="https://anderswo.example/b">').encode())
    found = only(web.url("/kurz"), "", web.limits())
    assert (found.id, found.url) == (web.url("/a"), web.url("/a"))  # a page may not name itself another outlet's
    assert (found.title, found.publisher, found.date, found.repaired) == (
        "Russland warnt die NATO",
        "Das Blatt",
        "2024-11-10T09:00:00+01:00",
        False,
    )


def test_a_page_names_its_canonical_address(web, article: str) -> None:
    web.serve("/a?utm=1", article.replace("<head>", f'<head><link rel="canonical" href="{web.url("/a")}">').encode())
    assert only(web.url("/a?utm=1"), "", web.limits()).id == web.url("/a")


def test_plain_text_from_the_web(web) -> None:
    web.serve("/a", PLAIN.replace("Moskau", "Pjöngjang").encode("latin-1"), "text/plain; charset=iso-8859-1")
    found = only(web.url("/a"), "", web.limits())
    assert (found.title, found.text, found.publisher) == ("Kiew warnt", "Pjöngjang droht Kiew.", "127.0.0.1")


def test_the_page_is_believed_before_the_server(web, article: str) -> None:
    web.serve("/a", article.encode(), "text/html; charset=iso-8859-1")
    assert "Pjöngjang" in only(web.url("/a"), "", web.limits()).text


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/json", b"{}"),
        ("application/xml", b"<rss></rss>"),
        ("text/xml", b"<feed/>"),
        ("text/html", b"<html></html>"),
        ("text/plain", b"\x00" * 99),
    ],
)
def test_what_is_no_article_on_the_web(web, kind: str, content: bytes) -> None:
    web.serve("/a", content, kind)
    assert failure(web.url("/a"), web.limits()).where == web.url("/a")


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    heavy = ("httpx", "httpcore", "trafilatura", "charset_normalizer")
    code = f"import sys, lagebild.sources, lagebild.sources.fetch; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
