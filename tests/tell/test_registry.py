from __future__ import annotations

import pytest

from lagebild.tell.cli import main

pytestmark = pytest.mark.usefixtures("english")
Captured = pytest.CaptureFixture[str]


def said(capsys: Captured, *arguments: str) -> str:
    assert main(["registry", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_capital_stands_for_its_state(capsys: Captured) -> None:
    text = said(capsys, "Minsk")
    assert "Belarus (BLR)" in text
    assert "capital or seat" in text


def test_a_holder_depends_on_the_date(capsys: Captured) -> None:
    assert "Vladimir Putin, 7 May 2012 – …: holds it" in said(capsys, "Putin", "--date", "2020-01-01")
    assert "Vladimir Putin, 7 May 2012 – …: not yet" in said(capsys, "Putin", "--date", "2010-01-01")


def test_members_depend_on_the_date(capsys: Captured) -> None:
    assert "Finland" not in said(capsys, "NATO", "--date", "2020-01-01")
    assert "Finland" in said(capsys, "NATO", "--date", "2024-01-01")


def test_a_name_of_two_actors_says_so(capsys: Captured) -> None:
    text = said(capsys, "Georgia")
    assert "stands for 2 actors" in text
    assert "(GEO)" in text
    assert "Ambiguous" in text


def test_names_of_the_other_language_are_found_and_the_one_given_binds(capsys: Captured) -> None:
    assert "Russia (RUS)" in said(capsys, "Russland")
    assert main(["registry", "Russland", "--text-lang", "en"]) == 1


def test_a_code_is_known_too(capsys: Captured) -> None:
    assert "Germany (DEU)" in said(capsys, "deu")


@pytest.mark.parametrize("name", ["Xyzzy", "", "  ", "\x1b[2J"])
def test_an_unknown_name_is_1(name: str, capsys: Captured) -> None:
    assert main(["registry", name]) == 1
    told = capsys.readouterr()
    assert "not in the registry of English names" in told.err
    assert "\x1b" not in told.err


def test_german(capsys: Captured) -> None:
    text = said(capsys, "Putin", "--lang", "de", "--date", "2020-01-01")
    assert "Russland (RUS)" in text
    assert "Staatsoberhaupt" in text
