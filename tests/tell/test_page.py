from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lagebild.model.nouns import Sheet
from lagebild.tell.markup import segments
from lagebild.tell.page import page
from lagebild.tell.view import sheet_view
from lagebild.tell.words import load_words

EN, DE = load_words("en"), load_words("de")
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Seen(HTMLParser):
    """Gathers tags with attributes, the text by the classes of the elements around it, and the raw style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[list[str], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        row = (tag, {key: value or "" for key, value in attrs})
        self.tags.append(row)
        if tag not in VOID:
            self.open.append(row)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append(([name for tag, attrs in self.open for name in (tag, *attrs.get("class", "").split())], data))

    def text(self, inside: str, without: str = "-") -> str:
        return "".join(data for names, data in self.texts if inside in names and without not in names)


@pytest.fixture
def seen(sheet: Sheet) -> Seen:
    return Seen(page([sheet], EN))


def test_the_page_is_well_formed_and_its_ids_are_unique(seen: Seen) -> None:
    assert not seen.open
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [attrs["href"][1:] for _, attrs in seen.tags if attrs.get("href", "").startswith("#")]
    assert targets
    assert set(targets) <= set(ids)


def test_nothing_is_fetched_and_no_handler_or_style_is_inline(seen: Seen) -> None:
    for tag, attrs in seen.tags:
        assert not [key for key in attrs if key.startswith("on") or key in ("style", "src", "srcset", "action", "data")], tag
        assert tag not in ("link", "img", "iframe", "object", "base")
        assert attrs.get("href", "#").startswith("#")
    assert not re.search(r"url\(|@import", seen.text("style"))


def test_the_policy_names_the_hashes_of_what_stands_there(seen: Seen) -> None:
    policy = next(attrs["content"] for _, attrs in seen.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(seen.text(tag).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_hostile_text_is_shown_and_does_not_run(sheet: Sheet, seen: Seen) -> None:
    assert [tag for tag, _ in seen.tags].count("script") == 1
    assert "<script>alert(1)</script>" in seen.text("body")
    assert "<b>Harbour</b> Post" in seen.text("head")
    assert "alert" not in seen.text("script")


def test_the_documents_address_is_a_link_only_where_it_is_one_of_the_web(sheet: Sheet) -> None:
    web = replace(sheet, document=replace(sheet.document, url='https://example.org/?a="><script>'))
    links = [attrs["href"] for _, attrs in Seen(page([web], EN)).tags if attrs.get("href", "#")[0] != "#"]
    assert links == ['https://example.org/?a="><script>']


def test_every_claim_has_its_card_its_mark_and_its_way_back(sheet: Sheet, seen: Seen) -> None:
    for number in range(1, len(sheet.claims) + 1):
        assert [attrs for tag, attrs in seen.tags if tag == "article" and attrs.get("id") == f"d1c{number}"]
        assert [attrs for tag, attrs in seen.tags if attrs.get("id") == f"d1m{number}" and attrs["href"] == f"#d1c{number}"]
        assert [
            attrs
            for tag, attrs in seen.tags
            if "mark" in attrs.get("class", "").split() and f"{number}t" in attrs.get("data-in", "").split()
        ]
    cards = [attrs["id"] for tag, attrs in seen.tags if tag == "article" and "data-claim" in attrs]
    assert cards == ["d1c1", "d1c2", "d1c3", "d1c4"]


def test_the_text_stands_there_word_for_word(sheet: Sheet, seen: Seen) -> None:
    assert seen.text("body", without="num").find(sheet.document.text) >= 0
    assert seen.text("h1", without="num") == sheet.document.title


def test_segments_joined_are_the_text_even_where_claims_overlap(sheet: Sheet) -> None:
    doubled = replace(sheet, claims=(*sheet.claims, *sheet.claims))
    found = segments(doubled, sheet_view(doubled, EN).claims, "text")
    assert "".join(segment.text for segment in found) == sheet.document.text
    assert [len(segment.claims) for segment in found if segment.text == "supplied"] == [2]


def test_two_documents_have_a_list_of_contents_and_their_own_ids(sheet: Sheet) -> None:
    seen = Seen(page([sheet, sheet], DE))
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"d1c1", "d2c1"} <= set(ids)
    assert [tag for tag, _ in seen.tags].count("nav") == 1


def _colours(style: str, scheme: str) -> dict[str, str]:
    block = style.split("prefers-color-scheme: dark")[1 if scheme == "dark" else 0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block.split("}")[0]))


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrasts_meet_wcag_aa(seen: Seen, scheme: str) -> None:
    colours = _colours(seen.text("style"), scheme)
    pairs = [("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("link", "paper"), ("link", "card"), ("ink", "on")]
    for kind in ("vc", "mc", "vx", "mx", "jd"):
        pairs += [(kind, f"{kind}-bg"), ("ink", f"{kind}-bg"), (kind, "card"), ("card", kind)]
    for front, back in pairs:
        assert _contrast(colours[front], colours[back]) >= 4.5, (front, back)
