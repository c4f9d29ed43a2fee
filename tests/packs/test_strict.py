"""Whoever edits a pack wrongly is told the file, the key and the way out."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from lagebild.model.errors import PackError
from lagebild.packs import language, registry
from lagebild.packs.language import load_language
from lagebild.packs.own import OwnActors
from lagebild.packs.rules import load_rules
from lagebild.packs.strict import check, pack_files, read_toml

KINDS = {"id": str, "weak": bool, "verbs": list, "name": (str, list)}
PACKS = Path(str(resources.files("lagebild.packs")))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"idd": "a"}, r"^a\.toml: unknown key 'idd' \(known keys: id, name, verbs, weak\)$"),
        ({"id": 3}, r"^a\.toml: 'id' is int"),
        ({"id": "a", "verbs": "go"}, r"^a\.toml: 'verbs' is str"),
        ({"id": "a", "weak": "yes"}, r"^a\.toml: 'weak' is str"),
        ({"id": "a", "name": 1.5}, r"^a\.toml: 'name' is float"),
        ({"verbs": []}, r"^a\.toml: 'id' is missing"),
        ({}, r"^a\.toml: 'id' is missing"),
    ],
)
def test_a_wrong_table_is_refused(table: dict[str, object], message: str) -> None:
    with pytest.raises(PackError, match=message):
        check(table, KINDS, "a.toml", ("id",))


def test_a_right_table_comes_back_as_it_is() -> None:
    table = {"id": "a", "name": ["b"], "weak": True}
    assert check(table, KINDS, "a.toml", ("id",)) is table


@pytest.mark.parametrize("text", ["id = \nb = 1", "[rule\nb = 1", "a = 1\na = 2\nb = 3"])
def test_bad_toml_names_the_file_and_the_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PackError, match=rf"^{path}: .*line \d") as caught:
        read_toml(str(path))
    assert caught.value.way_out


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(PackError, match=r"^en/none\.toml: no such file"):
        read_toml("en/none.toml")


def test_bytes_that_are_not_utf8_are_refused_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('a = "Köln"'.encode("latin-1"))
    with pytest.raises(PackError, match=rf"^{path}: "):
        read_toml(str(path))


def test_pack_files_are_sorted_and_toml_only(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "notes.md"):
        (tmp_path / name).touch()
    assert pack_files(str(tmp_path)) == [f"{tmp_path}/a.toml", f"{tmp_path}/b.toml"]


RULE = {
    "id": '"aid.gift"',
    "event": '"AID"',
    "frame": '"help"',
    "verbs": '["gift"]',
    "hits": '[["A b C.", "AID A -> C"]]',
    "misses": '["A."]',
}


def rule_folder(tmp_path: Path, *tables: dict[str, str]) -> str:
    folder = tmp_path / "rules"
    folder.mkdir()
    text = "\n".join("[[rule]]\n" + "\n".join(f"{key} = {value}" for key, value in table.items()) for table in tables)
    (folder / "one.toml").write_text(text, "utf-8")
    return str(tmp_path)


def test_a_right_rule_is_loaded_and_found_by_its_words(tmp_path: Path) -> None:
    book = load_rules(rule_folder(tmp_path, RULE))
    assert [(rule.kind, rule.type, rule.verbs) for rule in book.rules] == [("event", "AID", ("gift",))]
    assert [trigger.rule for trigger in book.verbs["gift"]] == book.rules


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": '"red"'}, "unknown key 'colour'"),
        ({"verbs": '"gift"'}, "'verbs' is str"),
        ({"weak": "1"}, "'weak' is int"),
        ({"event": '"MAKE"'}, "unknown event 'MAKE'"),
        ({"frame": '"none"'}, "unknown frame 'none'"),
        ({"mode": '"sideways"'}, "unknown mode 'sideways'"),
        ({"contexts": '["cooking"]'}, "unknown context 'cooking'"),
        ({"hits": None}, "'hits' is missing"),
        ({"misses": None}, "'misses' is missing"),
        ({"frame": None}, "'frame' is missing"),
        ({"id": None}, "'id' is missing"),
        ({"event": None}, "unknown judgement None"),
        ({"event": None, "judgement": '"joy"'}, "unknown judgement 'joy'"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_and_id(tmp_path: Path, change: dict[str, str | None], message: str) -> None:
    table = {key: value for key, value in {**RULE, **change}.items() if value is not None}
    with pytest.raises(PackError, match=message) as caught:
        load_rules(rule_folder(tmp_path, table))
    assert caught.value.where.startswith(f"{tmp_path}/rules/one.toml")
    assert "aid.gift" in caught.value.where or "id" in caught.value.cause


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="stands twice"):
        load_rules(rule_folder(tmp_path, RULE, RULE))


# what a sentence is about is learned, and a language may go without it (see test_topics.py)
FILES = sorted(path.name for path in (PACKS / "en").glob("*.toml") if path.name != "topics.toml")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_file_of_a_language_is_needed(monkeypatch: pytest.MonkeyPatch, lang: str, name: str) -> None:
    def gone(where: str):
        if where == f"{lang}/{name}":
            raise PackError(where, "gone")
        return read_toml(where)

    monkeypatch.setattr(language, "read_toml", gone)
    with pytest.raises(PackError, match=rf"^{lang}/{name}: gone"):
        load_language.__wrapped__(lang)


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_in_a_language_file_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(language, "read_toml", lambda where: {**read_toml(where), **({"surprise": []} if where == f"en/{name}" else {})})
    with pytest.raises(PackError, match=rf"^en/{name}.*surprise"):
        load_language.__wrapped__("en")


def test_an_unknown_key_in_an_object_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"tank": {"kind": "weapon", "colour": "green"}}
    monkeypatch.setattr(language, "read_toml", lambda where: wrong if where == "world/objects.toml" else read_toml(where))
    with pytest.raises(PackError, match=r"^world/objects\.toml \[tank\]: unknown key 'colour'"):
        load_language.__wrapped__("en")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"iso": "XX"}, r"^world/regions\.toml \[XXX\]: unknown key 'iso'"),
        ({"groups": "AFRICA"}, r"^world/regions\.toml \[XXX\]: 'groups' is str"),
        ({"en": {"name": ["X"]}}, r"XXX.en: unknown key 'name'"),
        ({"en": {"names": "X"}}, r"XXX.en: 'names' is str"),
    ],
)
def test_a_wrong_entity_is_refused(monkeypatch: pytest.MonkeyPatch, table: dict[str, object], message: str) -> None:
    def read(where: str):
        return {**read_toml(where), **({"XXX": table} if where == "world/regions.toml" else {})}

    monkeypatch.setattr(registry, "read_toml", read)
    with pytest.raises(PackError, match=message):
        registry._load.__wrapped__("en", OwnActors())


def test_a_holder_row_that_is_too_short_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(where: str):
        found = read_toml(where)
        return {**found, "holders": [["DEU", "head"], *found["holders"]]} if where.endswith("holders.toml") else found

    monkeypatch.setattr(registry, "read_toml", read)
    with pytest.raises(PackError, match="holders"):
        registry._load.__wrapped__("en", OwnActors())


def test_a_language_is_a_folder_of_data(tmp_path: Path) -> None:
    """A copy of a pack under another name loads as the first one does: no file of it is known by its place."""
    shutil.copytree(PACKS / "de", tmp_path / "de2")
    copy, first = load_language.__wrapped__(str(tmp_path / "de2")), load_language("de")
    assert copy.separable == first.separable
    assert {rule.id.rpartition("/")[2].partition(".")[2] for rule in copy.rules.rules} == {
        rule.id.partition(".")[2] for rule in first.rules.rules
    }
