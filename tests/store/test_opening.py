from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import lagebild.store.migrating as migrating
from lagebild.model.errors import StoreError
from lagebild.store.opening import Store, open_store
from lagebild.store.tables import metadata


def test_the_migrations_make_the_tables_of_the_metadata(store: Store) -> None:
    with store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    names = [step[1].name if isinstance(step, tuple) else step for step in found]
    # the words of full-text search are a table of the engine's own kind
    assert [name for name in names if not str(name).startswith(("lemmas", "ix_lemmas"))] == []


def test_the_newest_migration_is_the_one_that_opening_looks_for() -> None:
    folder = Path(migrating.__file__).parent / "migrations" / "versions"
    assert max(path.name[:4] for path in folder.glob("0*.py")) == migrating.HEAD


def test_a_store_opens_again_with_what_it_had(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(sa.insert(metadata.tables["watchlists"]).values(watchlist="w", codes=["PER"]))
    again = open_store(url)
    with again.reading() as connection:
        assert connection.execute(sa.select(metadata.tables["watchlists"].c.codes)).scalar() == ["PER"]
    again.close()


def test_a_store_of_a_newer_program_is_refused(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


def test_an_error_leaves_nothing_half_written(store: Store) -> None:
    table = metadata.tables["watchlists"]

    def write() -> None:
        with store.writing() as connection:
            connection.execute(sa.insert(table).values(watchlist="w", codes=[]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    with store.reading() as connection:
        assert connection.execute(sa.select(table)).all() == []


def test_a_store_of_the_first_tables_is_brought_up_to_date(filled: Store, url: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    arrivals = sa.select(metadata.tables["arrivals"].c.document).order_by(metadata.tables["arrivals"].c.arrival)
    table = metadata.tables["claim_roles"]
    roles = sa.select(table).order_by(*table.primary_key.columns)
    with filled.writing() as connection:
        before, stood = connection.execute(arrivals).scalars().all(), connection.execute(roles).all()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    again = open_store(url)
    with again.reading() as connection:
        assert connection.execute(arrivals).scalars().all() == before == sorted(before)
        assert connection.execute(roles).all() == stood
    assert {(row.kind, row.type) for row in stood} >= {("event", "COERCE"), ("event", "ACCUSE")}
    again.close()
    assert len(before) == 6


def test_the_store_can_be_taken_down_again(store: Store) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(sa.inspect(store.engine).get_table_names()) <= {"alembic_version"}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/name", "not a database"),
        ("sqlite://", "in a file"),
        ("nonsense://host", "not a database"),
        ("://host", "not the URL"),
        ("postgresql://nobody@127.0.0.1:9/none?connect_timeout=1", "cannot be opened"),
    ],
)
def test_what_is_no_store_is_refused_with_a_way_out(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        open_store(url)
    assert caught.value.way_out


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are notes, and no database at all. " * 50)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(str(path))


def test_the_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://desk:secret@127.0.0.1:9/none?connect_timeout=1")
    assert "secret" not in str(caught.value)


def test_without_a_url_the_store_lies_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_DB", str(tmp_path / "deep" / "desk.db"))
    store = open_store()
    assert store.name.endswith("desk.db")
    assert (tmp_path / "deep" / "desk.db").exists()
    store.close()
