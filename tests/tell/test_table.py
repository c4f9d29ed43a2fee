from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from lagebild.model.nouns import Sheet
from lagebild.tell.table import print_sheet
from lagebild.tell.view import sheet_view
from lagebild.tell.words import load_words

EN = load_words("en")


def shown(sheet: Sheet, width: int, colour: bool = False) -> str:
    target = io.StringIO()
    console = Console(file=target, width=width, force_terminal=colour, color_system="standard" if colour else None, highlight=False)
    print_sheet(sheet_view(sheet, EN), console, EN)
    return target.getvalue()


@pytest.mark.parametrize("width", [40, 80, 160, 300])
def test_no_line_is_wider_than_the_screen_and_nothing_is_lost(sheet: Sheet, width: int) -> None:
    text = shown(sheet, width)
    assert max(cell_len(line) for line in text.splitlines()) <= min(width, 160)
    words = " ".join(text.replace("▏", " ").split())
    for wanted in ("▸supplied◂", "▸endangers◂", "likely, 55–80", "en.assault.attack", "Unnamed experts", "Harbour", "something new"):
        assert wanted in words, wanted


def test_without_a_terminal_there_is_no_colour_and_with_one_there_is(sheet: Sheet) -> None:
    assert "\x1b" not in shown(sheet, 80)
    assert "\x1b[" in shown(sheet, 80, colour=True)


def test_what_a_text_brings_does_not_reach_the_terminal(sheet: Sheet) -> None:
    assert "\x1b[31m" not in shown(sheet, 80)
    assert "\ufffd[31mtoo." in shown(sheet, 160)


def test_square_brackets_of_a_text_are_no_markup(sheet: Sheet) -> None:
    from dataclasses import replace

    marked = replace(sheet, document=replace(sheet.document, title="Will [bold]Cuba[/bold] :smile:?"))
    assert "Will [bold]Cuba[/bold] :smile:?" in shown(marked, 80)


def test_wide_screens_show_facts_beside_the_sentence(sheet: Sheet) -> None:
    beside = [line for line in shown(sheet, 160).splitlines() if "→" in line and "Object" in line]
    assert beside
    assert not [line for line in shown(sheet, 80).splitlines() if "→" in line and "Object" in line]
