from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.sources.fields import block, line, link, moment, tag
from lagebild.sources.htmltext import html_text


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG:80/A/?b=1&a=2#x", "http://example.org/A/?b=1&a=2"),
        ("https://example.org?utm_medium=rss&fbclid=3", "https://example.org/"),
        ("https://example.org/a?id=1&at_medium=RSS&q=%C3%A4", "https://example.org/a?id=1&q=%C3%A4"),
        ("https://example.org/größe ß", "https://example.org/gr%C3%B6%C3%9Fe%20%C3%9F"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("https://a:b@example.org/", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org/a", ""),
        ("https://exa mple.org/", ""),
        ("https://example.org:99999/", ""),
        ("https://[::1", ""),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/" + "a" * 3000, ""),
    ],
)
def test_canonical_addresses(url: str, canonical: str) -> None:
    assert link(url) == canonical
    assert link(canonical) == canonical


def test_parameters_that_count_stay_where_an_address_is_no_key() -> None:
    assert link("https://example.org/?utm_source=a&id=3", counting=True) == "https://example.org/?utm_source=a&id=3"


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: f"https://{text}"), st.sampled_from(["", "https://example.org/a/b"]))
def test_any_text_is_a_safe_address_or_none(text: str, base: str) -> None:
    found = link(text, base)
    assert not found or found.startswith(("http://", "https://"))
    assert not set(found) & set("<>\"' \n\x00")
    assert link(found) == found


@given(st.text(max_size=300))
def test_fields_hold_nothing_that_steers(text: str) -> None:
    assert "\n" not in line(text)
    assert not any(sign in line(text) + block(text) for sign in "\x00\x1b\x7f\x9b\u202e\u2066")
    assert block(block(text)) == block(text)
    assert "<script" not in html_text(f"<p>a</p><script>{text.replace('</', '')}</script>")
    assert tag(text) == "" or tag(text).isascii()
    assert moment(text) == "" or 1970 <= int(moment(text)[:4]) <= 2100


@pytest.mark.parametrize(
    "value", ["2024-02-30", "0001-01-01T00:00:00Z", "2999-01-01", "2024-11-10T25:00:00", "١٩٩٩-01-01", None, (1, 2), (0,) * 9]
)
def test_what_is_no_moment_of_our_time(value: object) -> None:
    assert moment(value) == ""
