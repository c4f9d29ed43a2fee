"""A web server on loopback that answers as the test says."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lagebild.sources.fetch import Limits

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """The server: `routes` maps a path to what answers it; `seen` lists the requests it got."""

    port: int
    routes: dict[str, Answer] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def limits(self, **changes: object) -> Limits:
        given: dict[str, object] = {"allow": frozenset({"127.0.0.1"}), "ports": frozenset({80, 443, self.port}), "total": 5.0, **changes}
        return Limits(**given)  # type: ignore[arg-type]

    def serve(self, path: str, content: bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> str:
        self.routes[path] = lambda handler: answer(handler, 200, content, {"Content-Type": content_type, **headers})
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        self.routes[path] = lambda handler: answer(handler, status, b"", {"Location": to})
        return self.url(path)


def answer(handler: BaseHTTPRequestHandler, status: int, content: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


@pytest.fixture
def web() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            try:
                found.routes.get(self.path, lambda handler: answer(handler, 404, b"", {}))(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Web(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Dossier:
    """The example dossier on a local server: its base address, its reports, its sources.toml, limits that let it be fetched."""

    base: str
    reports: list[dict[str, Any]]
    sources: Path
    limits: Limits


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with served_dossier(tmp_path) as found:
        yield found


@contextmanager
def served_dossier(folder: Path) -> Iterator[Dossier]:
    """Serve the example dossier on loopback; its sources.toml is written into a folder."""
    spec = importlib.util.spec_from_file_location("dossier_serve", Path(__file__).parents[1] / "examples/dossier/serve.py")
    assert spec is not None
    assert spec.loader is not None
    serve = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(serve)
    with serve.serving() as base:
        port = int(base.rsplit(":", 1)[1])
        path = folder / "dossier-sources.toml"
        path.write_bytes(serve.site(base)["/sources.toml"][1])
        limits = Limits(allow=frozenset({"127.0.0.1"}), ports=frozenset({port}))
        yield Dossier(base, serve.load()[1], path, limits)
