import pytest

from lagebild.model.errors import SourceError
from lagebild.sources.decode import declared_in, decode

GERMAN = "Pjöngjang übt Kritik – „Straße“ gesperrt, sagte der Außenminister am Montag in Genf."


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    assert decode(GERMAN.encode(codec), "a", ["cp1251"])[0] == GERMAN


def test_plain_utf8_is_not_repaired_and_anything_else_is() -> None:
    assert decode(GERMAN.encode(), "a") == (GERMAN, False)
    assert decode(b"\xef\xbb\xbf" + GERMAN.encode(), "a") == (GERMAN, False)
    assert decode(GERMAN.encode("cp1252"), "a", ["windows-1252"]) == (GERMAN, True)
    assert decode("Kiew \ufffd warnt".encode(), "a") == ("Kiew \ufffd warnt", False)


@pytest.mark.parametrize(
    ("declared", "codec"), [("iso-8859-1", "cp1252"), ("us-ascii", "cp1252"), ("gb2312", "gb18030"), ("Shift_JIS", "cp932")]
)
def test_declared_names_mean_what_the_web_means(declared: str, codec: str) -> None:
    text = GERMAN if codec == "cp1252" else "北朝鮮"
    assert decode(text.encode(codec), "a", [declared])[0] == text


@pytest.mark.parametrize(
    "declared", ["unknown-8bit", "rot13", "base64", "idna", "unicode_escape", "utf-7", "undefined", "", "\x00", "x" * 40]
)
def test_a_declaration_that_is_no_charset_is_passed_over(declared: str) -> None:
    assert decode(GERMAN.encode(), "a", [declared]) == (GERMAN, False)


def test_a_declaration_that_does_not_fit_is_passed_over() -> None:
    assert decode("Kiew „warnt“ Россия".encode(), "a", ["ascii-nonsense", "euc-jp"])[0] == "Kiew „warnt“ Россия"
    assert decode(GERMAN.encode("cp1252"), "a", ["utf-8"])[0].startswith("Pj")


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Россия поставила оружие, заявил министр обороны.", "cp1251"), ("Россия поставила оружие, заявил министр.", "koi8_r"),
        ("北朝鮮は月曜日、ミサイルを発射したと発表した。", "cp932"), ("朝鲜星期一宣布发射了导弹。俄罗斯提供了技术。", "gb18030"),
        ("أعلنت روسيا أنها سلمت أسلحة إلى كوريا الشمالية.", "cp1256"), ("Η Ρωσία παρέδωσε όπλα στη Βόρεια Κορέα.", "cp1253"),
        ("Gefährdet die Iran-Huthi-Achse auch Europa? Der Außenminister übt Kritik.", "cp1252"),
    ],
)  # fmt: skip
def test_undeclared_encodings_are_guessed(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a") == (text, True)


def test_one_broken_byte_spoils_one_character() -> None:
    data = (GERMAN * 5).encode()
    assert decode(data[:500].rstrip(b"\xc3") + b"\xff" + b" Ende", "a") == (data[:500].rstrip(b"\xc3").decode() + "\ufffd Ende", True)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 text", b"PK\x03\x04abc", b"\x89PNG\r\n", b"\x1f\x8b\x08", b"a\x00b\x00c\x00d\x00e\x00", bytes(range(256)) * 4,
     b"{\\rtf1 a}",  b"\x7fELF" + b"a" * 100, b"\x00"],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"not text|empty") as caught:
        decode(data, "brief.bin")
    assert caught.value.where == "brief.bin"


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_what_is_empty_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="empty"):
        decode(data, "a")


def test_a_single_control_character_is_borne() -> None:
    assert decode(b"Kiew\x00 warnt vor einem Angriff", "a")[0].startswith("Kiew")


def test_a_page_says_its_charset() -> None:
    assert declared_in(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">') == ["koi8-r"]
    assert declared_in(b'<?xml version="1.0" encoding="ISO-8859-2"?><html>') == ["iso-8859-2"]
    assert declared_in(b"<meta charset=utf-16>") == ["utf-8"]
    assert declared_in(b"<p>charset=koi8-r") == []
