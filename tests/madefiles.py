"""Files of the forms that are read, made for the tests: small and by hand, so that hostile ones can be made too."""

from __future__ import annotations

import io
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title><dc:creator>Anna Muster</dc:creator>'
    "<dcterms:created>2024-11-10T09:00:00Z</dcterms:created></cp:coreProperties>"
)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(body: str, title: str = "") -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document.encode(), "docProps/core.xml": CORE.format(title=title).encode()})


def paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def pdf(lines: list[str], title: str = "", packed: bytes | None = None) -> bytes:
    """A PDF of one page; `packed` replaces its content by other compressed bytes."""
    rows = "".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T* " for line in lines)
    content = packed if packed is not None else zlib.compress(f"BT /F1 12 Tf 14 TL 72 720 Td {rows}ET".encode("latin-1"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (" + title.encode("latin-1") + b") /Author (Anna Muster) /CreationDate (D:20241110090000+01'00') >>",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(whole)
    return whole + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def record(url: str, content: bytes, *heads: str, kind: str = "response", status: str = "200 OK") -> bytes:
    http = "\r\n".join([f"HTTP/1.1 {status}", *(heads or ("Content-Type: text/html; charset=utf-8",))]).encode() + b"\r\n\r\n" + content
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-11-11T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def gdelt_row(url: str, stamp: str = "20241110091500") -> str:
    return "\t".join(["1"] + [""] * 58 + [stamp, url])


def words(value: object) -> str:
    """The name of a case: its words, not its bytes, which differ from run to run."""
    return value if isinstance(value, str) and len(value) < 60 and value.isprintable() else "data"
