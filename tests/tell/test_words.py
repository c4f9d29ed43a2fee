from __future__ import annotations

import re
from typing import get_args

import pytest

from lagebild.model import values
from lagebild.model.jsonform import schema
from lagebild.packs.registry import load_registry
from lagebild.packs.rules import load_ontology
from lagebild.sources.catalogue import KINDS
from lagebild.tell.names import actor_name, say_date, visible
from lagebild.tell.words import interface_language, load_words

EN, DE = load_words("en"), load_words("de")


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    assert EN.tables.keys() == DE.tables.keys()
    for section, table in EN.tables.items():
        assert table.keys() == DE.tables[section].keys(), section
        for key, word in table.items():
            assert set(re.findall(r"{\w*}", word)) == set(re.findall(r"{\w*}", DE.tables[section][key])), (section, key)


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("events", get_args(values.EventType)),
        ("judgements", get_args(values.JudgementType)),
        ("polarities", get_args(values.Polarity)),
        ("statuses", get_args(values.Status)),
        ("attributions", get_args(values.AttributionKind)),
        ("speech", get_args(values.Speech)),
        ("stances", get_args(values.Stance)),
        ("bands", get_args(values.Band)),
        ("notes", get_args(values.NoteKind)),
        ("note_titles", get_args(values.NoteKind)),
        ("via", schema()["$defs"]["actor"]["properties"]["via"]["enum"]),
        ("changes", schema()["$defs"]["judgement"]["properties"]["change"]["enum"]),
        ("contexts", load_ontology()["contexts"]["names"]),
        ("modes", {mode for event in load_ontology()["events"].values() for mode in event["modes"]}),
        ("quads", {event["quad"].replace(" ", "-") for event in load_ontology()["events"].values()} | {"judgement"}),
        ("kinds", {entity.kind for entity in load_registry("en").entities.values()}),
        ("source_kinds", KINDS),
        ("offices", {office for _, office in load_registry("en").offices}),
    ],
)
def test_there_is_a_word_for_every_value(section: str, keys: object) -> None:
    assert set(EN.tables[section]) == set(keys)  # type: ignore[call-overload]


def test_lang_goes_before_the_locale_and_lc_all_before_lang() -> None:
    assert interface_language(["read", "--lang=en"], {"LANG": "de_DE.UTF-8"}) == "en"
    assert interface_language([], {"LC_ALL": "en_US", "LANG": "de_DE"}) == "en"
    assert interface_language(["--lang", "fr"], {"LANG": "de_DE"}) == "de"
    assert interface_language([], {"LANG": "fr_FR"}) == "en"


def test_states_bear_the_names_of_the_interface_language() -> None:
    assert (actor_name("CIV", "de"), actor_name("CIV", "en")) == ("Côte d’Ivoire", "Côte d’Ivoire")
    assert (actor_name("DEU", "de"), actor_name("DEU", "en")) == ("Deutschland", "Germany")


@pytest.mark.parametrize("date", ["2025-02-30", "soon", "2025-13", "", "20x5"])
def test_what_is_no_date_is_shown_as_it_stands(date: str) -> None:
    assert say_date(date, "de") == date


def test_no_sign_that_steers_a_terminal_is_left() -> None:
    assert visible("a\x1b[2J\x9b1m\u202eb\r\x00") == "a\ufffd[2J\ufffd1m\ufffdb\ufffd\ufffd"
    assert visible("Île – „ß“\n") == "Île – „ß“\n"
