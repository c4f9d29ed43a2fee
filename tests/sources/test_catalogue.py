from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model.errors import PackError
from lagebild.packs.registry import load_registry
from lagebild.sources.catalogue import FORMS, KINDS, VARIABLE, NewsSource, load_sources, user_file, user_sources, write_source
from lagebild.sources.fields import link
from madefiles import words


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_pack_covers_the_world_in_two_languages() -> None:
    sources = load_sources()
    assert len({source.url for source in sources}) == len(sources) >= 60
    assert {source.lang for source in sources} == {"de", "en"}
    assert {source.kind for source in sources} == set(KINDS)
    assert len({source.country for source in sources}) >= 30
    assert sum(source.lang == "de" for source in sources) >= 15


def test_every_shipped_source_says_all_of_itself_and_its_address_is_in_canonical_form() -> None:
    states = load_registry("en").entities
    for source in load_sources():
        assert all((source.outlet, source.site, source.kind, source.lang)), source.id
        assert source.country in states, source.id
        assert link(source.url) == source.url, source.id


def test_a_users_file_changes_adds_and_takes_out(tmp_path: Path) -> None:
    path = write(
        tmp_path / "sources.toml",
        '[[source]]\nid = "bbc"\nevery = 5\n[[source]]\nid = "rt"\noff = true\n'
        '[[source]]\nid = "hafen"\noutlet = "Hafenblatt"\nurl = "https://example.org/rss"\n'
        '[[source]]\nid = "akten"\noutlet = "Akten"\nform = "folder"\npath = "akten"\n',
    )
    found = {source.id: source for source in load_sources(path)}
    assert found["bbc"].every == 5
    assert found["bbc"].outlet == "BBC News"
    assert "rt" not in found
    assert found["hafen"] == NewsSource("hafen", "Hafenblatt", "https://example.org/rss")
    assert found["akten"].path == str(tmp_path / "akten")
    assert len(found) == len(load_sources()) + 1


def test_without_default_leaves_the_shipped_pack_away(tmp_path: Path) -> None:
    path = write(tmp_path / "s.toml", 'without_default = true\n[[source]]\nid = "a"\noutlet = "A"\nurl = "http://a.org/"\n')
    assert [source.id for source in load_sources(path)] == ["a"]


GOOD = '[[source]]\nid = "a"\noutlet = "A"\nurl = "https://a.org/"\n'


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        (GOOD + 'contry = "DEU"\n', 5, "unknown key 'contry'"),
        (GOOD + "every = true\n", 5, "'every' is bool"),
        (GOOD + 'every = "5"\n', 5, "'every' is str"),
        (GOOD + "every = 0\n", 5, '"every" is 0'),
        (GOOD + 'country = "DE"\n', 5, "\"country\" is 'DE'"),
        (GOOD + 'kind = "blog"\n', 5, "\"kind\" is 'blog'"),
        (GOOD + 'form = "ftp"\n', 5, "\"form\" is 'ftp'"),
        (GOOD + 'lang = "<b>"\n', 5, "\"lang\" is '<b>'"),
        (GOOD + 'site = "javascript:alert(1)"\n', 5, '"site" is'),
        (GOOD + 'path = "/etc"\n', 1, 'no "path"'),
        (GOOD + "\n# twice\n" + GOOD, 8, "stands already at"),
        ('[[source]]\nid = "A b"\n', 2, "is not an id"),
        ('[[source]]\noutlet = "A"\n', 1, "is not an id"),
        ('[[source]]\nid = "a"\nurl = "https://a.org/"\n', 1, '"outlet" is missing'),
        ('[[source]]\nid = "a"\noutlet = "A"\n', 1, 'has "url"'),
        ('[[source]]\nid = "a"\noutlet = "A"\nform = "folder"\nurl = "https://a.org/"\n', 1, 'has "path"'),
        ('[[source]]\nid = "a"\noutlet = "A"\nurl = "file:///etc/passwd"\n', 4, '"url" is'),
        ("colour = 3\n" + GOOD, 1, "unknown key 'colour'"),
    ],
    ids=words,
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, cause: str) -> None:
    path = write(tmp_path / "s.toml", text)
    with pytest.raises(PackError) as caught:
        load_sources(path)
    assert caught.value.where == f"{path}:{line}"
    assert cause in caught.value.cause
    assert caught.value.way_out


@pytest.mark.parametrize(("content", "cause"), [(b"[[source]", "line 1"), (b"source = 3", "not a list"), (b"\xff", "not UTF-8")], ids=words)
def test_what_is_no_such_file_at_all(tmp_path: Path, content: bytes, cause: str) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(content)
    with pytest.raises(PackError, match=cause):
        load_sources(path)
    with pytest.raises(PackError, match="no such file"):
        load_sources(tmp_path / "t.toml")


def test_the_users_own_file_is_taken_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "s.toml"))
    assert user_file() == tmp_path / "s.toml"
    assert user_sources() == load_sources()
    write(tmp_path / "s.toml", "without_default = true\n" + GOOD)
    assert [source.id for source in user_sources()] == ["a"]
    with pytest.raises(PackError, match="no such file"):
        user_sources(tmp_path / "named-but-missing.toml")


@given(st.text(min_size=1, max_size=40), st.sampled_from(FORMS), st.integers(1, 99), st.booleans())
def test_what_is_written_is_read_again(outlet: str, form: str, every: int, full: bool) -> None:
    source = NewsSource("a", outlet, "https://a.org/", form=form, every=every, full_text=full)
    (table,) = tomllib.loads(write_source(source))["source"]
    assert NewsSource(**table) == source
