"""The example dossier as a small web: a feed for each outlet, a page for each report, and a sources.toml that names the feeds.

    python examples/dossier/serve.py                  # serves it on http://127.0.0.1:8080/ until interrupted
    python examples/dossier/serve.py --write FOLDER   # writes the same files into a folder

Standard library only. The addresses of a served dossier are those of this machine, which Lagebild fetches from only where it is told to
(`Limits(allow=frozenset({"127.0.0.1"}))`).
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Report = dict[str, Any]
Files = dict[str, tuple[str, bytes]]
SUFFIX = {"rss": "xml", "atom": "xml", "json": "json"}


def load() -> tuple[list[Report], list[Report]]:
    """Return the outlets and the reports; a copy has the text of the report that it copies, with a credit."""
    whole = tomllib.loads((HERE / "reports.toml").read_text("utf-8"))
    outlets = {outlet["id"]: outlet for outlet in whole["outlet"]}
    reports = {report["id"]: report for report in whole["report"]}
    for report in reports.values():
        if report.get("relation") == "copy":
            original = reports[report["of"]]
            report["text"] = f"{original['text'].strip()}\n\n({outlets[original['outlet']]['name']})"
        report["paragraphs"] = [" ".join(part.split()) for part in report["text"].strip().split("\n\n")]
    return list(outlets.values()), list(reports.values())


def site(base: str) -> Files:
    """Return all files by path, with their types; `base` is the address that they will lie under, without a slash at its end."""
    outlets, reports = load()
    files: Files = {"/robots.txt": ("text/plain", b"User-agent: *\nAllow: /\n")}
    for outlet in outlets:
        own = sorted((r for r in reports if r["outlet"] == outlet["id"]), key=lambda r: str(r["date"]), reverse=True)
        feed = {"rss": rss, "atom": atom, "json": json_feed}[outlet["feed"]](outlet, own, base)
        files[feed_path(outlet)] = feed
        files |= {page_path(report): page(report, outlet, base) for report in own}
    files["/sources.toml"] = ("text/plain; charset=utf-8", sources_toml(outlets, base).encode())
    return files


def feed_path(outlet: Report) -> str:
    """Return the path of an outlet's feed."""
    return f"/{outlet['id']}/feed.{SUFFIX[outlet['feed']]}"


def page_path(report: Report) -> str:
    """Return the path of a report's page."""
    return f"/{report['outlet']}/{report['id']}.html"


def sources_toml(outlets: list[Report], base: str) -> str:
    """Return the sources.toml that names the feeds and nothing else."""
    entries = (
        f'[[source]]\nid = "{o["id"]}"\noutlet = "{o["name"]}"\nurl = "{base}{feed_path(o)}"\nsite = "{base}/{o["id"]}/"\n'
        f'country = "{o["country"]}"\nlang = "{o["lang"]}"\nkind = "{o["kind"]}"\n'
        for o in outlets
    )
    return "without_default = true\n\n" + "\n".join(entries)


def rss(outlet: Report, reports: list[Report], base: str) -> tuple[str, bytes]:
    """Return an RSS 2.0 feed."""
    items = "".join(
        f"<item><title>{escape(r['title'])}</title><link>{base}{page_path(r)}</link><guid isPermaLink='false'>{r['id']}</guid>"
        f"<pubDate>{format_datetime(moment(r))}</pubDate><description>{escape(body(r, outlet))}</description></item>\n"
        for r in reports
    )
    head = f"<title>{escape(outlet['name'])}</title><link>{base}/{outlet['id']}/</link><language>{outlet['lang']}</language>"
    whole = f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}\n{items}</channel></rss>\n'
    return "application/rss+xml", whole.encode()


def atom(outlet: Report, reports: list[Report], base: str) -> tuple[str, bytes]:
    """Return an Atom feed."""
    kind = "content" if outlet["full"] else "summary"
    entries = "".join(
        f"<entry><id>urn:dossier:{r['id']}</id><title>{escape(r['title'])}</title><link href='{base}{page_path(r)}'/>"
        f"<published>{moment(r).isoformat()}</published><updated>{moment(r).isoformat()}</updated>"
        f"<{kind} type='html'>{escape(body(r, outlet))}</{kind}></entry>\n"
        for r in reports
    )
    head = f"<id>urn:dossier:{outlet['id']}</id><title>{escape(outlet['name'])}</title><updated>{moment(reports[0]).isoformat()}</updated>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet["lang"]}">{head}\n{entries}</feed>\n'
    return "application/atom+xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{feed}'.encode()


def json_feed(outlet: Report, reports: list[Report], base: str) -> tuple[str, bytes]:
    """Return a JSON Feed."""
    items = [
        {"id": r["id"], "url": f"{base}{page_path(r)}", "title": r["title"], "date_published": moment(r).isoformat(),
         "content_html": body(r, outlet)}
        for r in reports
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": outlet["name"], "language": outlet["lang"], "items": items}
    return "application/feed+json", json.dumps(feed, ensure_ascii=False, indent=1).encode()


def body(report: Report, outlet: Report) -> str:
    """Return what the feed has of a report: all of it, or its first paragraph."""
    return "".join(f"<p>{escape(part)}</p>" for part in report["paragraphs"][: None if outlet["full"] else 1])


def page(report: Report, outlet: Report, base: str) -> tuple[str, bytes]:
    """Return the page of a report."""
    title, name = escape(report["title"]), escape(outlet["name"])
    head = (
        f'<meta charset="utf-8"><title>{title} – {name}</title><link rel="canonical" href="{base}{page_path(report)}">'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{name}">'
        f'<meta property="article:published_time" content="{moment(report).isoformat()}">'
    )
    text = "\n".join(f"<p>{escape(part)}</p>" for part in report["paragraphs"])
    nav = f'<nav><a href="/{outlet["id"]}/">{name}</a></nav>'
    article = f"<article><h1>{title}</h1>\n{text}\n</article>"
    whole = f'<!DOCTYPE html>\n<html lang="{outlet["lang"]}"><head>{head}</head>\n<body>{nav}\n<main>{article}</main></body></html>\n'
    return "text/html; charset=utf-8", whole.encode()


def moment(report: Report) -> datetime.datetime:
    """Return when a report was published."""
    return datetime.datetime.fromisoformat(report["date"])


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """Serve the dossier on loopback for a while; gives its base address. Conditional requests are understood."""
    files: Files = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = files.get(self.path, ("", b""))
            etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
            status = 404 if not kind else 304 if self.headers.get("If-None-Match") == etag else 200
            self.send_response(status)
            if status == 200:
                self.send_header("Content-Type", kind)
            if kind:
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(content) if status == 200 else 0))
            self.end_headers()
            if status == 200:
                self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    files |= site(base)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()


def write(folder: Path, base: str = "https://dossier.example") -> None:
    """Write all files into a folder."""
    for path, (_, content) in site(base).items():
        target = folder / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main() -> None:
    """Serve, or write."""
    parser = argparse.ArgumentParser(description="The example dossier as feeds and pages.")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write)
        return
    with serving(arguments.port) as base:
        print(f"{base}/sources.toml names the feeds; Ctrl-C ends", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
