from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from lagebild.tell.desk.atom import Entry, feed, moment


@given(st.text(), st.text(), st.text())
def test_whatever_strangers_wrote_the_feed_is_xml(title: str, summary: str, updated: str) -> None:
    made = feed("stories", title, "http://a/?b=c&d", "http://a/", [Entry("story:a", "http://a/", title, summary, updated, title)], "en")
    root = ElementTree.fromstring(made)
    assert [child.tag.partition("}")[2] for child in root][-1] == "entry"


@given(st.datetimes(), st.integers(-14, 14))
def test_times_are_told_in_utc(time: object, hours: int) -> None:
    assert moment(f"{time.isoformat()}{'-' if hours < 0 else '+'}{abs(hours):02}:00").endswith("Z")  # type: ignore[attr-defined]
