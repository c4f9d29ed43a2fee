"""Actors of the user's own, beside the world's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lagebild import Document, read
from lagebild.model.errors import PackError
from lagebild.packs.fingerprint import fingerprint
from lagebild.packs.own import KINDS, OwnActors, lay, own_actors
from lagebild.packs.registry import load_registry
from lagebild.tell.names import actor_name

FRONT = """
[[actor]]
code = "HARBOUR_FRONT"
kind = "armed_group"
names = ["Harbour Front"]
aliases = ["Hafenfront"]
state = "PER"
since = "2024-03"
until = "2024-09-30"
[actor.en]
people = ["Frontists"]

[[actor]]
code = "CABLE_PACT"
kind = "bloc"
members = ["FIN", ["EST", "2025-01-01", ""]]
[actor.de]
names = ["Kabelpakt"]
article = "der"
[actor.en]
names = ["Cable Pact"]
"""


@pytest.fixture
def world() -> Iterator[None]:
    """What is laid on goes again."""
    before = lay(OwnActors())
    yield
    lay(before)


def told(text: str, lang: str, date: str = "2024-05-06") -> list[tuple[str, list[str], list[str]]]:
    sheet = read(Document("d", text, date=date, lang=lang))
    return [(c.event, [a.code for a in c.actors], [a.code for a in c.recipients]) for c in sheet.claims if hasattr(c, "event")]


def test_the_reader_knows_own_actors_by_all_their_names(world: None) -> None:
    text = "The Harbour Front attacked a Chilean patrol boat."
    assert "HARBOUR_FRONT" not in str(told(text, "en"))
    lay(OwnActors(FRONT))
    assert told(text, "en") == [("ASSAULT", ["HARBOUR_FRONT"], ["CHL"])]
    assert told("Frontists attacked Chilean troops.", "en") == [("ASSAULT", ["HARBOUR_FRONT"], ["CHL"])]
    assert told("Die Hafenfront hat chilenische Truppen angegriffen.", "de") == [("ASSAULT", ["HARBOUR_FRONT"], ["CHL"])]
    assert told("Finnland droht dem Kabelpakt.", "de") == [("THREATEN", ["FIN"], ["CABLE_PACT"])]
    lay(OwnActors())
    assert "HARBOUR_FRONT" not in str(told(text, "en"))


@pytest.mark.parametrize(
    ("date", "stands"), [("2024-02-29", False), ("2024-03-01", True), ("2024-09-30", True), ("2024-10-01", False), ("", True)]
)
def test_a_name_stands_between_its_dates(world: None, date: str, stands: bool) -> None:
    lay(OwnActors(FRONT))
    found = told("The Harbour Front attacked Chilean troops.", "en", date)
    assert any("HARBOUR_FRONT" in actors for _, actors, _ in found) == stands


def test_own_actors_have_labels_members_and_a_kind(world: None) -> None:
    lay(OwnActors(FRONT))
    registry = load_registry("de")
    assert registry.entities["HARBOUR_FRONT"].kind == "armed_group"
    assert registry.members_at("CABLE_PACT", "2024-06-01") == ("FIN",)
    assert registry.members_at("CABLE_PACT", "2025-06-01") == ("FIN", "EST")
    assert (actor_name("CABLE_PACT", "de"), actor_name("CABLE_PACT", "en")) == ("Kabelpakt", "Cable Pact")


def test_an_actor_of_the_world_gets_further_names_and_keeps_its_own(world: None) -> None:
    lay(OwnActors('[[actor]]\ncode = "PER"\nnames = ["Incaland"]\n'))
    assert told("Incaland attacked Chile.", "en") == [("ASSAULT", ["PER"], ["CHL"])]
    assert (actor_name("PER", "en"), load_registry("en").entities["PER"].kind) == ("Peru", "state")


def test_the_users_name_goes_before_the_worlds(world: None) -> None:
    lay(OwnActors('[[actor]]\ncode = "KREMLIN_BAND"\nkind = "organisation"\nnames = ["Kremlin"]\n'))
    assert told("The Kremlin threatened Chile.", "en") == [("THREATEN", ["KREMLIN_BAND"], ["CHL"])]


def test_other_actors_are_another_reader_to_the_store(world: None) -> None:
    shipped = fingerprint()
    lay(OwnActors(FRONT))
    own = fingerprint()
    lay(OwnActors(FRONT + "\n# a comment\n"))
    assert len({shipped, own, fingerprint()}) == 3
    assert own.startswith(shipped)
    assert len(own) <= 60


def test_kinds_are_those_of_the_world() -> None:
    assert {entity.kind for entity in load_registry("en").entities.values()} <= set(KINDS)


HEAD = '[[actor]]\ncode = "FRONT_X"\nkind = "armed_group"\nnames = ["Front X"]\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[actor]\n", None, "line 1"),
        ("actor = 3\n", None, "not a list"),
        (HEAD + "colour = 'red'\n", 5, "unknown key"),
        (HEAD.replace("FRONT_X", "front"), 2, "no code"),
        (HEAD.replace("armed_group", "club"), 3, "no kind of actor"),
        (HEAD.replace('["Front X"]', "[]"), 1, "without a name"),
        (HEAD.replace('["Front X"]', '["7"]'), 4, "no name"),
        (HEAD.replace('["Front X"]', "[7]"), 4, "no name"),
        (HEAD + 'since = "May"\n', 5, "no date"),
        (HEAD + 'since = "2024"\nuntil = "2023"\n', 6, "ends before it begins"),
        (HEAD + HEAD, 6, "stands already in line 1"),
        (HEAD + 'state = "XXX"\n', 5, "code of no actor"),
        (HEAD + 'members = [["PER"]]\n', 5, "a member is a code"),
        (HEAD.replace("FRONT_X", "PER"), 3, "actor of the world"),
        (HEAD.replace('kind = "armed_group"\n', ""), 1, "has no kind"),
        ('[[actor]]\ncode = "PER"\nnames = ["Inca"]\nstate = "CHL"\n', 1, "actor of the world"),
        (HEAD + '[actor.de]\nname = "Front"\n', 1, "unknown key"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_what(world: None, text: str, line: int | None, said: str) -> None:
    def load() -> None:
        lay(OwnActors(text, "mine.toml"))
        load_registry("de")

    with pytest.raises(PackError, match=said) as caught:
        load()
    assert caught.value.where.startswith("mine.toml" + (f":{line}" if line else ""))
    assert caught.value.way_out


def test_no_file_is_no_actors() -> None:
    assert own_actors(OwnActors()) == own_actors(OwnActors("# nothing yet\n")) == ()
