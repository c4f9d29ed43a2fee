"""What reading holds in memory: of a long text no more than what was read from it."""

import gc
import tracemalloc
from pathlib import Path

import pytest

from lagebild import read

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAIN = {
    "en": "The morning was cold. Kenya has a long coast, he said. Shops near the station opened later than usual. ",
    "de": "Der Morgen war kalt. Kenia hat eine lange Küste, sagte er. Die Läden am Bahnhof öffneten später als sonst. ",
}


@pytest.mark.parametrize(("name", "lang"), [("axis.en.txt", "en"), ("achse.de.txt", "de")])
def test_a_read_text_leaves_nothing_to_collect(name: str, lang: str) -> None:
    """Clauses and phrases point at each other; a ring that stays would wait, sentence upon sentence, for the next search for garbage."""
    text = (EXAMPLES / name).read_text("utf-8")
    read(text, lang=lang)
    gc.collect()
    gc.disable()
    try:
        read(text, lang=lang, date="2024-11-10")
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_sentences_are_not_held_once_read(lang: str) -> None:
    text = PLAIN[lang] * 400
    read(PLAIN[lang], lang=lang)
    tracemalloc.start()
    sheet = read(text, lang=lang, date="2024-11-10")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sheet.claims == ()
    assert most < 30 * len(text)  # with all sentences held it was 145
