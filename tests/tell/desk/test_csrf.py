"""A request that changes something must come from a page of the desk in the same browser."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from lagebild.tell.desk.csrf import COOKIE, fault, give, new_token, token_of

TOKEN = new_token()


def sent(method: str = "POST", scheme: str = "http", **headers: str) -> Request:
    said = {"host": "127.0.0.1:8080", "cookie": f"{COOKIE}={TOKEN}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in said.items() if value]
    return Request({"type": "http", "method": method, "scheme": scheme, "path": "/", "query_string": b"", "headers": raw})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8080"},
        {"sec_fetch_site": "same-origin"},
        {"origin": "https://127.0.0.1:8080", "sec_fetch_site": "same-origin"},
        {"origin": "http://DESK.example", "host": "desk.example"},
    ],
)
def test_a_form_of_the_desk_is_taken(headers: dict[str, str]) -> None:
    assert fault(sent(**headers), TOKEN) == ""


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "http://127.0.0.1:8080.evil.example"},
        {"origin": "http://["},
        {"origin": "http://127.0.0.1:8080", "sec_fetch_site": "same-site"},
        {"origin": "http://127.0.0.1:8080", "sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "none"},
    ],
)
def test_a_form_from_elsewhere_is_refused_whatever_token_it_holds(headers: dict[str, str]) -> None:
    assert fault(sent(**headers), TOKEN) == "foreign"


@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=", f"{COOKIE}={'x' * 43}", f"{COOKIE}=short", "other=1"])
def test_a_token_that_is_not_the_browsers_is_stale(cookie: str) -> None:
    request = sent(origin="http://127.0.0.1:8080", cookie=cookie)
    assert fault(request, TOKEN) == fault(request, "") == fault(request, "ß") == "stale"
    assert fault(request, "short") == "stale"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_every_method_that_changes_something_needs_a_token(method: str) -> None:
    assert fault(sent(method), "") == "foreign"
    assert fault(sent(method, origin="http://127.0.0.1:8080"), "") == "stale"
    assert fault(sent("GET"), "") == fault(sent("HEAD"), "") == ""


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_is_for_this_desk_and_no_script(scheme: str) -> None:
    answer, other = Response(), Response()
    give(answer, sent(scheme=scheme), "x" * 43)
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert ("secure" in said) == (scheme == "https")
    give(other, sent(), token_of(sent()))
    assert "set-cookie" not in other.headers
