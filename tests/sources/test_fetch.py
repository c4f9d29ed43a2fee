import gzip
import http.server
import socket
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path

import pytest

from lagebild.model.errors import SourceError
from lagebild.sources import wire
from lagebild.sources.fetch import Limits, fetch


def refused(url: str, limits: Limits) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(url, limits)
    assert caught.value.where
    return str(caught.value)


def names(monkeypatch: pytest.MonkeyPatch, table: dict[str, list[str]]) -> list[str]:
    """Let the resolver know the names of `table`; returns the list of the names asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = table.get(host, [host] if host.replace(".", "").isdecimal() or ":" in host else [])
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        kind = [socket.AF_INET6 if ":" in a else socket.AF_INET for a in found]
        return [(family, socket.SOCK_STREAM, 6, "", (a, port)) for family, a in zip(kind, found, strict=True)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_page_comes_back_with_type_charset_and_bytes(web) -> None:
    url = web.serve("/a", b"<p>Kiew", "Text/HTML; Charset='ISO-8859-1'")
    found = fetch(url + "#part", web.limits())
    assert (found.url, found.content_type, found.charset, found.content) == (url, "text/html", "iso-8859-1", b"<p>Kiew")


def test_the_request_names_lagebild_and_asks_for_what_can_be_undone(web) -> None:
    fetch(web.serve("/a", b"x"), web.limits())
    headers = web.seen[0][1]
    assert "lagebild" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == f"127.0.0.1:{web.port}"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"Kiew warnt", mtime=0)), ("x-gzip", gzip.compress(b"Kiew ", mtime=0) + gzip.compress(b"warnt", mtime=0)),
        ("deflate", zlib.compress(b"Kiew warnt")), ("deflate", zlib.compress(b"Kiew warnt", wbits=-15)), ("identity", b"Kiew warnt"),
        ("gzip", gzip.compress(b"Kiew warnt", mtime=0) + b"rest"),
    ],
)  # fmt: skip
def test_compressed_pages_are_undone(web, encoding: str, packed: bytes) -> None:
    assert fetch(web.serve("/a", packed, Content_Encoding=encoding), web.limits()).content == b"Kiew warnt"


@pytest.mark.parametrize(
    ("encoding", "packed", "cause"),
    [
        ("gzip", gzip.compress(bytes(50_000_000), mtime=0), "larger than 1 MB"),
        ("deflate", zlib.compress(bytes(50_000_000)), "larger than 1 MB"),
        ("gzip", gzip.compress(gzip.compress(bytes(50_000_000), mtime=0), mtime=0)[:40], "cut off"), ("gzip", b"no gzip", "broken gzip"),
        ("br", b"\x8b\x00", "not asked for"), ("gzip, gzip", gzip.compress(b"x", mtime=0), "not asked for"),
        ("zstd", b"x", "not asked for"),
    ],
)  # fmt: skip
def test_bombs_and_broken_compression_are_refused(web, encoding: str, packed: bytes, cause: str) -> None:
    start = time.monotonic()
    assert cause in refused(web.serve("/a", packed, Content_Encoding=encoding), web.limits(size=1_000_000))
    assert time.monotonic() - start < 3


def test_a_gzip_bomb_is_never_held(web) -> None:
    import tracemalloc

    url = web.serve("/a", gzip.compress(bytes(100_000_000), mtime=0), Content_Encoding="gzip")
    tracemalloc.start()
    refused(url, web.limits(size=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_declared_length_beyond_the_limit_is_refused_unread(web) -> None:
    assert "larger than" in refused(web.serve("/a", bytes(2_000_000)), web.limits(size=1_000_000))


def test_an_endless_body_is_stopped(web) -> None:
    def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65_536)

    web.routes["/a"] = endless
    assert "larger than 1 MB" in refused(web.url("/a"), web.limits(size=1_000_000))


@pytest.mark.parametrize("part", ["silence", "headers", "body"])
def test_a_slow_server_is_left_at_the_deadline(web, part: str) -> None:
    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        if part == "silence":
            time.sleep(3)
            return
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + (b"\r\n" if part == "body" else b"X-A: ")
        handler.wfile.write(head)
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    web.routes["/a"] = drip
    start = time.monotonic()
    assert "longer than 0.5 seconds" in refused(web.url("/a"), web.limits(total=0.5))
    assert time.monotonic() - start < 1.5


def test_a_hanging_resolver_is_left_at_the_deadline(web, monkeypatch) -> None:
    monkeypatch.setattr(wire, "resolve", lambda host, port: time.sleep(3) or [])
    start = time.monotonic()
    assert "cannot be resolved" in refused("http://news.example/", web.limits(total=0.3))
    assert time.monotonic() - start < 1.5


def test_redirects_are_followed_to_the_last(web) -> None:
    web.serve("/c", b"x")
    web.redirect("/b", "/c", 308)
    assert fetch(web.redirect("/a", web.url("/b"), 301), web.limits()).url == web.url("/c")


def test_five_redirects_pass_and_six_do_not(web) -> None:
    web.serve("/0", b"x")
    for n in range(1, 7):
        web.redirect(f"/{n}", f"/{n - 1}")
    assert fetch(web.url("/5"), web.limits()).content == b"x"
    assert "more than 5 redirects" in refused(web.url("/6"), web.limits())


def test_an_endless_redirect_is_left(web) -> None:
    assert "more than 5 redirects" in refused(web.redirect("/a", "/a"), web.limits())
    assert len(web.seen) == 6


@pytest.mark.parametrize(
    ("to", "cause"),
    [
        ("http://127.0.0.2/", "loopback"), ("http://[::1]/", "loopback"), ("http://169.254.169.254/latest/meta-data", "link-local"),
        ("http://[::ffff:127.0.0.1]/", "IPv4-mapped"), ("http://10.0.0.1/", "private"), ("file:///etc/passwd", "only http and https"),
        ("http://2130706433/", "not a plain IP"), ("//anna:geheim@127.0.0.2/", "user name"), ("http://127.0.0.1:22/", "port 22"),
        ("javascript:alert(1)", "not a proper HTTP answer"), ("data:text/html,x", "not a proper HTTP answer"), ("", "without an address"),
    ],
)  # fmt: skip
def test_each_redirect_is_checked_anew(web, to: str, cause: str) -> None:
    message = refused(web.redirect("/a", to), web.limits())
    assert cause in message
    assert "geheim" not in message


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f000001/",
     "http://017700000001/", "http://127.1/", "http://0/", "http://0.0.0.0/", "http://192.168.0.1/", "http://100.64.0.1/",
     "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/", "file:///etc/passwd", "http://a:b@example.org/"],
)  # fmt: skip
def test_without_an_allowance_nothing_inside_is_reached(url: str, monkeypatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    refused(url, Limits(total=5))


def test_the_server_gets_no_request_without_the_allowance(web) -> None:
    assert "loopback" in refused(web.serve("/a", b"x"), web.limits(allow=frozenset()))
    assert not web.seen


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.2", "169.254.169.254", "fd00::1", "::ffff:10.0.0.1", "100.64.1.1"])
def test_a_name_that_leads_inside_is_refused(web, monkeypatch, address: str) -> None:
    names(monkeypatch, {"news.example": [address]})
    assert f"news.example leads to {address}" in refused("http://news.example/", web.limits())


def test_one_bad_address_among_good_ones_is_enough(web, monkeypatch) -> None:
    names(monkeypatch, {"news.example": ["93.184.216.34", "10.0.0.7"]})
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    assert "10.0.0.7, a private address" in refused("http://news.example/", web.limits())


def test_the_checked_address_is_connected_to_and_the_name_kept(web, monkeypatch) -> None:
    web.serve("/a", b"x")
    asked = names(monkeypatch, {"news.example": ["127.0.0.1"]})
    assert fetch(web.url("/a", "news.example"), web.limits()).url == web.url("/a", "news.example")
    assert web.seen[0][1]["host"] == f"news.example:{web.port}"
    assert asked.count("news.example") == 1


def test_a_name_that_changes_its_address_gains_nothing(web, monkeypatch) -> None:
    web.serve("/a", b"x")
    answers = iter([["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]])
    connected: list[str] = []
    connect = socket.create_connection

    def noting(address: tuple[str, int], *args: object, **kwargs: object) -> socket.socket:
        connected.append(address[0])
        return connect(address, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(wire, "resolve", lambda host, port: next(answers))
    monkeypatch.setattr(socket, "create_connection", noting)
    assert fetch(web.url("/a", "news.example"), web.limits()).content == b"x"
    assert connected == ["127.0.0.1"]
    web.redirect("/b", web.url("/a", "other.example"))
    assert "10.0.0.7" in refused(web.url("/b", "news.example"), web.limits())


def test_the_next_address_is_tried_where_one_does_not_answer(web, monkeypatch) -> None:
    web.serve("/a", b"x")
    names(monkeypatch, {"news.example": ["127.0.0.9", "127.0.0.1"]})
    limits = web.limits(allow=frozenset({"127.0.0.1", "127.0.0.9"}), connect=0.5)
    assert fetch(web.url("/a", "news.example"), limits).content == b"x"


def test_a_name_nobody_knows_is_told(web, monkeypatch) -> None:
    names(monkeypatch, {})
    assert "cannot be resolved" in refused("http://news.example/", web.limits())


def test_a_closed_port_is_told(web) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "no connection" in refused(f"http://127.0.0.1:{port}/", web.limits(ports=frozenset({port})))


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/octet-stream", "video/mp4", "", "text", "nonsense"])
def test_what_is_no_text_is_refused(web, kind: str) -> None:
    assert "not text" in refused(web.serve("/a", b"x", kind), web.limits())


@pytest.mark.parametrize("kind", ["text/html", "text/plain; charset=utf-8", "application/xhtml+xml", "application/xml", "application/json"])
def test_text_types_pass(web, kind: str) -> None:
    assert fetch(web.serve("/a", b"x", kind), web.limits()).content_type == kind.split(";")[0]


def test_an_error_status_is_told(web) -> None:
    assert "HTTP 404" in refused(web.url("/none"), web.limits())


@pytest.mark.parametrize("garbage", [b"\x00\x01\x02\r\n\r\n", b"HTTP/9.9 abc\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nA B: c\r\n\r\n",
                                     b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n\r\nshort",
                                     b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                                     b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 300_000])  # fmt: skip
def test_nonsense_for_an_answer_is_a_source_error(web, garbage: bytes) -> None:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(garbage)
        handler.close_connection = True

    web.routes["/a"] = answer
    assert "not a proper HTTP answer" in (message := refused(web.url("/a"), web.limits())) or "no connection" in message


def test_proxies_of_the_environment_are_not_asked(web, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetch(web.serve("/a", b"x"), web.limits()).content == b"x"


def certificate(folder: Path, name: str) -> Path:
    path = folder / f"{name}.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
               "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(path), "-out", str(folder / "cert")]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("no openssl to make a certificate with")
    path.write_bytes(path.read_bytes() + (folder / "cert").read_bytes())
    return path


def test_tls_keeps_the_name_for_server_and_certificate(web, monkeypatch, tmp_path) -> None:
    import httpx

    path = certificate(tmp_path, "news.example")
    asked_for: list[str | None] = []
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    serving.sni_callback = lambda sock, name, context: asked_for.append(name)
    answering = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("H", (http.server.BaseHTTPRequestHandler,), {
        "do_GET": lambda h: (h.send_response(200), h.send_header("Content-Type", "text/plain"), h.end_headers(), h.wfile.write(b"x")),
        "log_message": lambda *a: None,
    }))  # fmt: skip
    answering.socket = serving.wrap_socket(answering.socket, server_side=True)
    threading.Thread(target=answering.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    limits = web.limits(ports=frozenset({answering.server_port}))
    names(monkeypatch, {"news.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert"))
    assert "no connection" in refused(f"https://news.example:{answering.server_port}/", limits)  # nobody vouches for it
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **k: trusting)
    assert fetch(f"https://news.example:{answering.server_port}/", limits).content == b"x"
    assert "no connection" in refused(f"https://other.example:{answering.server_port}/", limits)  # not its certificate
    assert asked_for == ["news.example", "news.example", "other.example"]
    answering.shutdown()
    answering.server_close()
