"""Waters that bear a state's name are no side of what happens on them."""

import pytest

from lagebild import Document, read
from lagebild.model.nouns import EventClaim

ENGLISH = ("Gulf of Finland", "Gulf of Thailand", "Denmark Strait", "Irish Sea", "Mozambique Channel", "Gulf of Honduras", "Lake Malawi")
GERMAN = ("im Finnischen Meerbusen", "im Golf von Thailand", "in der Dänemarkstraße", "in der Irischen See", "in der Straße von Mosambik")


def sides(text: str, lang: str) -> list[list[str]]:
    found = read(Document("x", text, lang=lang)).claims
    return [[a.code for a in (*c.actors, *c.recipients)] for c in found if isinstance(c, EventClaim)]


@pytest.mark.parametrize("water", ENGLISH)
def test_english_waters_are_no_side(water: str) -> None:
    assert sides(f"Kenya's navy has detained a freighter in the {water}.", "en") == [["KEN"]]


@pytest.mark.parametrize("water", GERMAN)
def test_german_waters_are_no_side(water: str) -> None:
    assert sides(f"Die Marine Kenias beschoss am Freitag {water} einen peruanischen Trawler.", "de") == [["KEN", "PER"]]


def test_the_state_itself_is_a_side() -> None:
    assert sides("Kenya's navy has detained a freighter of Finland.", "en") == [["KEN", "FIN"]]
