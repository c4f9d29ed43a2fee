from lagebild.packs.registry import load_registry
from lagebild.reading.memory import Memory
from lagebild.reading.parts import Mention


def mention(code: str) -> Mention:
    return Mention(code, code, 0, 3, "name")


def recalled(memory: Memory, kind: str) -> list[str]:
    return [m.code for m in memory.recall(kind)]


def test_the_last_of_each_kind_is_recalled() -> None:
    memory = Memory(load_registry("en"))
    memory.note([mention("KEN"), mention("NATO"), mention("HAMAS"), mention("UGA")])
    assert {kind: recalled(memory, kind) for kind in ("state", "organisation", "group")} == {
        "state": ["UGA"],
        "organisation": ["NATO"],
        "group": ["HAMAS"],
    }
    assert recalled(memory, "thing") == []


def test_a_subject_is_what_a_pronoun_means_and_two_of_them_are_a_pair() -> None:
    memory = Memory(load_registry("en"))
    memory.note([mention("KEN")], as_subject=True)
    assert (recalled(memory, "thing"), recalled(memory, "plural"), recalled(memory, "pair")) == (["KEN"], ["KEN"], [])
    memory.note([mention("KEN"), mention("UGA")], as_subject=True)
    assert recalled(memory, "pair") == recalled(memory, "plural") == ["KEN", "UGA"]


def test_nothing_is_recalled_where_nothing_was_said() -> None:
    memory = Memory(load_registry("en"))
    memory.note([Mention("", "Merkel", 0, 6, "former")], as_subject=True)
    assert [recalled(memory, kind) for kind in ("person", "pair", "plural", "state", "organisation", "group", "thing")] == [[]] * 7


def test_regions_are_not_what_the_country_means() -> None:
    memory = Memory(load_registry("en"))
    memory.note([mention("KEN"), mention("EUROPE")])
    assert recalled(memory, "state") == ["KEN"]
    assert recalled(memory, "organisation") == []
