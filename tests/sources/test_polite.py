"""Politeness over a local server, with a clock that jumps: no test waits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.model.errors import SourceError
from lagebild.sources.failure import FetchError
from lagebild.sources.fetch import Asked, Fetched, fetch
from lagebild.sources.polite import Web
from lagebild.sources.robots import Robots


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 1000.0, list[float]()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def polite(web, time: Time) -> Web:
    return Web(web.limits(), clock=time.clock, sleep=time.sleep, chance=lambda: 0.5)


def asked(web) -> list[str]:
    return [path for path, _ in web.seen]


def status(web, path: str, *codes: int, **headers: str) -> str:
    """Answer with one status after the other, at last with 200."""
    left = list(codes)

    def answer(handler) -> None:
        code = left.pop(0) if left else 200
        handler.send_response(code)
        for name, value in ({} if code == 200 else headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    web.routes[path] = answer
    return web.url(path)


def test_robots_txt_is_asked_once_and_obeyed(web, polite: Web) -> None:
    web.serve(
        "/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: Lagebild\nDisallow: /intern/\nAllow: /intern/offen\n", "text/plain"
    )
    for path in ("/a", "/intern/offen", "/intern/b"):
        web.serve(path, b"x")
    polite.get(web.url("/a"))
    polite.get(web.url("/intern/offen"))
    with pytest.raises(FetchError, match=r"robots\.txt asks programs not to fetch it") as caught:
        polite.get(web.url("/intern/b"))
    assert not caught.value.passing
    assert asked(web) == ["/robots.txt", "/a", "/intern/offen"]


def test_a_redirect_is_asked_for_leave_too(web, polite: Web) -> None:
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /intern", "text/plain")
    with pytest.raises(FetchError, match=r"robots\.txt asks"):
        polite.get(web.redirect("/a", "/intern"))
    assert "/intern" not in asked(web)


def test_a_site_without_rules_allows_all_and_one_that_fails_forbids_for_a_while(web, polite: Web, time: Time) -> None:
    web.serve("/a", b"x")
    polite.get(web.url("/a"))
    assert asked(web) == ["/robots.txt", "/a"]
    time.now += 90_000
    status(web, "/robots.txt", 500, 500, 500, 500)
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt cannot be had") as caught:
            polite.get(web.url("/a"))
        assert caught.value.passing
    assert asked(web).count("/a") == 1
    time.now += 700
    assert polite.get(web.url("/a")).content == b"x"


def test_requests_to_one_host_keep_their_distance(web, polite: Web, time: Time) -> None:
    web.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 7", "text/plain")
    web.serve("/a", b"x")
    for _ in range(3):
        polite.get(web.url("/a"))
    assert time.slept == [1.0, 7.0, 7.0]


def test_a_passing_failure_is_tried_again_with_growing_pauses(web, polite: Web, time: Time) -> None:
    assert polite.get(status(web, "/a", 503, 500)).content == b"ok"
    assert time.slept == [1.0, 2.0, 4.0]
    with pytest.raises(FetchError, match="HTTP 502"):
        polite.get(status(web, "/b", *[502] * 9))
    assert asked(web).count("/b") == 3
    with pytest.raises(FetchError, match="HTTP 404"):
        polite.get(web.url("/none"))
    assert asked(web).count("/none") == 1


def test_retry_after_is_kept_to(web, polite: Web, time: Time) -> None:
    polite.get(status(web, "/a", 429, Retry_After="30"))
    assert 30.0 in time.slept
    with pytest.raises(FetchError, match="HTTP 503") as caught:
        polite.get(status(web, "/b", 503, Retry_After="3600"))
    assert caught.value.wait == 3600
    with pytest.raises(FetchError, match="left alone"):
        polite.get(web.url("/a"))
    assert asked(web).count("/b") == 1
    time.now += 3601
    assert polite.get(web.url("/b")).content == b"ok"


@pytest.mark.parametrize("value", ["Sun, 10 Nov 2024 09:00:00 GMT", "soon", "-5", "9" * 5000, "", "1e9", "²"])
def test_any_retry_after_is_survived(web, value: str) -> None:
    status(web, "/a", 503)
    web.routes["/b"] = lambda handler: handler.wfile.write(f"HTTP/1.1 503 x\r\nRetry-After: {value}\r\n\r\n".encode())
    with pytest.raises(FetchError) as caught:
        fetch(web.url("/b"), web.limits())
    assert caught.value.passing
    assert caught.value.wait is None or 0 <= caught.value.wait < 1e9


def test_a_conditional_request_learns_that_nothing_is_new(web, polite: Web) -> None:
    def answer(handler) -> None:
        handler.send_response(304 if handler.headers.get("If-None-Match") == '"7"' else 200)
        handler.send_header("ETag", '"7"')
        handler.send_header("Last-Modified", "Sun, 10 Nov 2024 09:00:00 GMT")
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()

    web.routes["/rss"] = answer
    first = polite.get(web.url("/rss"), "feed")
    assert (first.etag, first.modified, first.unchanged) == ('"7"', "Sun, 10 Nov 2024 09:00:00 GMT", False)
    second = polite.get(web.url("/rss"), "feed", first.etag, first.modified)
    assert second == Fetched(web.url("/rss"), "", "", b"", first.etag, first.modified, True)
    assert web.seen[-1][1]["if-modified-since"] == first.modified


def test_a_remembered_value_cannot_add_a_header(web) -> None:
    fetch(web.serve("/a", b"x"), web.limits(), Asked(etag='"a"\r\nX-Evil: 1', modified="\u00e4"))
    assert not {"x-evil", "if-none-match", "if-modified-since"} & set(web.seen[0][1])


@pytest.mark.parametrize(
    ("kind", "content_type", "taken"),
    [
        ("feed", "application/rss+xml", True), ("feed", "", True), ("feed", "image/png", False), ("list", "application/zip", True),
        ("page", "application/zip", False), ("page", "application/pdf", False), ("article", "application/pdf", True),
    ],
)  # fmt: skip
def test_each_kind_of_address_has_its_types(web, polite: Web, kind: str, content_type: str, taken: bool) -> None:
    url = web.serve("/a", b"x", content_type)
    if taken:
        assert polite.get(url, kind).content == b"x"  # type: ignore[arg-type]
    else:
        with pytest.raises(SourceError, match="not text but"):
            polite.get(url, kind)  # type: ignore[arg-type]


RULES = st.sampled_from(
    ["User-agent: *", "User-agent: lagebild", "Disallow: /", "Disallow: /*a*a*a*a*a*a*a*a*a*b$", "Allow: /a", "Crawl-delay: nan",
     "Crawl-delay: 1e400", "Crawl-delay: -3", "Sitemap: x", "Disallow: /%", "Request-rate: 1/0s"]
)  # fmt: skip
LINES = st.lists(RULES | st.text(max_size=20))


@settings(deadline=None)
@given(LINES.map("\n".join).map(str.encode) | st.binary(max_size=200))
def test_any_robots_txt_gives_a_pause_or_a_refusal(content: bytes) -> None:
    robots = Robots(lambda url: Fetched(url, "text/plain", "", content), lambda: 0.0)
    try:
        assert 0.0 <= robots.check("https://example.org/" + "a" * 500) <= 60.0
    except FetchError as error:
        assert "robots.txt" in error.cause  # noqa: PT017


def test_the_rules_of_many_sites_take_bounded_memory() -> None:
    robots = Robots(lambda url: Fetched(url, "text/plain", "", b"User-agent: *\nDisallow: /x"), lambda: 0.0)
    for number in range(2_100):
        robots.check(f"https://{number}.example/")
    assert len(robots._known) == 2_000
