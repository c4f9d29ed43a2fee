"""The pages in a real browser: everybody can use them, on a wide screen and on a phone, in light and dark, by keyboard and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from browsing import PHONE, WIDE, Seat, chromium, seat, served

__all__ = ["chromium", "served"]

PAGES: dict[str, Callable[[Any], str]] = {
    "today": lambda desk: "/?days=all",
    "quiet day": lambda desk: "/?days=1",
    "story": lambda desk: desk.story("cable-wire"),
    "disputed story": lambda desk: desk.story("post-meridian"),
    "document": lambda desk: desk.document("cable-wire"),
    "story with changes": lambda desk: f"{desk.story('cable-wire')}?drift={desk.document('cable-lupe')[10:]}",
    "comparison": lambda desk: f"/compare/{desk.document('cable-kurier')[10:]}/{desk.document('cable-lupe')[10:]}",
    "texts": lambda desk: "/search?q=Kabel",
    "claims": lambda desk: "/search?what=claims&actor=RUS",
    "wrong search": lambda desk: "/search?actor=Nobody+at+all",
    "actors": lambda desk: "/actor",
    "actor": lambda desk: "/actor/FIN",
    "pair": lambda desk: "/pair/PHL/CHN",
    "sources": lambda desk: "/sources",
    "watchlists": lambda desk: "/watchlists?change=Caucasus",
    "deleted watchlist": lambda desk: "/watchlists?gone=Andes&actors=PER,+CHL",
    "nothing there": lambda desk: "/story/none",
}
REACHABLE = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex='0']"


@pytest.fixture
def sit(chromium: Any) -> Iterator[Callable[..., Seat]]:
    """Opens pages; they are closed after the test."""
    seats: list[Seat] = []

    def opened(**how: Any) -> Seat:
        seats.append(seat(chromium, **how))
        return seats[-1]

    yield opened
    for one in seats:
        one.page.context.close()


@pytest.mark.parametrize(("lang", "dark", "width"), [("en", False, WIDE), ("de", True, PHONE)], ids=["wide", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fit_for_everybody(served: Any, sit: Any, name: str, lang: str, dark: bool, width: int) -> None:
    at = sit(lang=lang, dark=dark, width=width)
    answer = at.open(served.base + PAGES[name](served))
    # Chromium reports every answer of 400 and above; whether it is the right one is asked elsewhere
    said = [line for line in at.said if answer.ok or "Failed to load resource" not in line]
    assert at.page.evaluate("document.documentElement.lang") == lang
    assert at.grave() == []
    assert at.overhang() <= 0
    assert (said, at.refused(), at.outside(served.base)) == ([], [], [])


def test_the_checks_see_what_is_wrong(served: Any, sit: Any) -> None:
    at = sit(width=PHONE)
    at.open(served.base + "/sources")
    at.page.evaluate(
        """() => { document.body.insertAdjacentHTML("beforeend", `<p class="planted">grey on white</p><i class="planted">wide</i>`);
        const [pale, wide] = document.querySelectorAll(".planted");
        Object.assign(pale.style, {color: "#ccc", background: "#fff"}); Object.assign(wide.style, {display: "block", width: "500px"});
        document.head.append(Object.assign(document.createElement("script"), {textContent: "1"})); }"""
    )
    assert [line.split(":")[0] for line in at.grave()] == ["color-contrast"]
    assert at.overhang() > 0
    assert at.refused() == ["script-src-elem inline"]
    assert any("Content Security Policy" in line for line in at.said)
    elsewhere = sit()
    elsewhere.page.route("**/*", lambda route: route.abort())
    elsewhere.page.set_content("<img src='http://elsewhere.example/eye.png'>")
    assert elsewhere.outside(served.base) == ["http://elsewhere.example/eye.png"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_reached_by_keyboard_in_its_order_and_the_focus_is_seen(served: Any, sit: Any, name: str) -> None:
    page = sit().page
    page.goto(served.base + PAGES[name](served))
    wanted = page.evaluate(
        """reachable => [...document.querySelectorAll(reachable)].filter(one => one.tabIndex >= 0 && one.checkVisibility())
        .map((one, number) => { one.dataset.stop = number; return number; })""",
        REACHABLE,
    )
    met: list[int] = []
    for _ in range(6 * len(wanted)):
        page.keyboard.press("Tab")
        stop, outline, above = page.evaluate(
            """() => { const one = document.activeElement, seen = getComputedStyle(one);
            return [one.dataset.stop ?? null, seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 2,
                    one.getBoundingClientRect().bottom < 0] }"""
        )
        if stop is None and met and met[-1] == wanted[-1]:
            break
        # a field for a day has stops of its own within; a text that scrolls is one without being a link
        if stop is not None and int(stop) not in met[-1:]:
            assert outline, f"the focus is not seen on stop {stop}"
            assert not above, f"stop {stop} is focused out of sight"
            met.append(int(stop))
    assert met == wanted


def test_the_first_stop_leads_past_the_navigation(served: Any, sit: Any) -> None:
    page = sit().page
    page.goto(served.base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_goes_on_paper(served: Any, sit: Any, name: str) -> None:
    from pypdf import PdfReader

    page = sit(dark=True).page
    page.goto(served.base + PAGES[name](served))
    heading = page.inner_text("h1").split()[0]
    made = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    text = "\n".join(sheet.extract_text() for sheet in made.pages)
    assert heading in text
    assert "Skip to the content" not in text
    page.emulate_media(media="print")
    assert page.is_hidden("nav.bar")
    # dark ground on paper wastes ink, whatever the screen likes
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert all(form.is_hidden() for form in page.query_selector_all("form"))


def test_on_paper_dark_is_as_light_and_nothing_is_left_closed(served: Any, sit: Any) -> None:
    found = []
    for dark in (False, True):
        page = sit(dark=dark).page
        page.emulate_media(media="print", color_scheme="dark" if dark else "light")
        page.goto(served.base + PAGES["story"](served))
        found.append(
            page.evaluate(
                """() => {
                const seen = getComputedStyle(document.documentElement);
                const css = [...document.styleSheets[0].cssRules].map(one => one.cssText).join(" ");
                return [...new Set(css.match(/--[a-z0-9-]+/g))].sort().map(name => name + seen.getPropertyValue(name)); }"""
            )
        )
        assert page.locator("details blockquote").first.is_visible()
    assert found[0] == found[1]
    assert len(found[0]) > 20


def test_light_and_dark_differ(served: Any, sit: Any) -> None:
    grounds = []
    for dark in (False, True):
        page = sit(dark=dark).page
        page.goto(served.base)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(251, 250, 247)", "rgb(20, 23, 27)"]


def test_from_today_to_the_words_in_three_clicks(served: Any, sit: Any) -> None:
    at = sit()
    page = at.page
    at.open(served.base + "/?days=all")
    page.click("text=Finland detains freighter after data cable to Estonia is cut")
    page.click("section[aria-labelledby=tree] >> text=Finnish coast guard holds cargo ship")
    assert "/document/" in page.url
    assert page.inner_text("h1").startswith("Finnish coast guard")
    page.click("#claims ~ article >> nth=0 >> a.num")
    assert "#d1m1" in page.url
    assert (at.said, at.refused(), at.outside(served.base)) == ([], [], [])


def test_a_search_is_typed_and_the_language_changed(served: Any, sit: Any) -> None:
    page = sit().page
    page.goto(served.base + "/search")
    page.get_by_label("Words").fill("Kabel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Kabel*")
    assert page.locator("main ol > li").count() > 0
    page.click("text=Deutsch")
    assert page.inner_text("h1") == "Suche"
    page.goto(served.base + "/sources")
    assert page.inner_text("h1") == "Quellen"


def test_a_state_on_the_map_leads_to_its_page(served: Any, sit: Any) -> None:
    at = sit(width=PHONE)
    at.open(served.base + "/?days=all")
    at.page.click("svg.world a[href='/actor/CHN'] path")
    assert at.page.inner_text("h1").startswith("China")
    assert (at.said, at.refused()) == ([], [])


def test_a_comparison_joins_what_belongs_together_by_lines(served: Any, sit: Any) -> None:
    at = sit()
    at.open(served.base + PAGES["comparison"](served))
    joined = at.page.eval_on_selector_all(
        "#c1 ~ article, #c1", "all => all.filter(one => one.querySelectorAll('blockquote').length == 2).length"
    )
    at.page.wait_for_function("count => document.querySelectorAll('svg.lines path').length === count", arg=joined)
    phone = sit(width=PHONE)
    phone.open(served.base + PAGES["comparison"](served))
    one, other = (phone.page.locator("#both > section").nth(n).bounding_box() for n in (0, 1))
    assert one["y"] + one["height"] <= other["y"]
