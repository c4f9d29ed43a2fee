"""Accounts, sessions and tokens on both engines: what is kept is never the secret, and what has ended opens nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from lagebild.model.errors import InputError, StoreError
from lagebild.store import tables as t
from lagebild.store.accounts import (
    IDLE,
    LONGEST,
    Account,
    accounts,
    add_account,
    begin_session,
    end_session,
    make_token,
    of_session,
    of_token,
    password_of,
    rehash,
    remove_account,
    revoke_token,
    set_password,
    set_role,
    tokens,
)
from lagebild.store.audit import Entry, entries, note
from lagebild.store.opening import Store
from lagebild.store.own import put_setting, save_search, searches, setting

AT = "2024-05-01T00:00:00Z"


@pytest.fixture
def kept(store: Store) -> Store:
    add_account(store, "ana", "analyst", "hash-a", AT)
    add_account(store, "rea", "reader", "hash-r", AT)
    return store


def test_accounts_are_listed_changed_and_removed(kept: Store) -> None:
    assert accounts(kept) == [Account("ana", "analyst"), Account("rea", "reader")]
    set_role(kept, "rea", "admin")
    remove_account(kept, "ana")
    assert accounts(kept) == [Account("rea", "admin")]
    assert (password_of(kept, "rea"), password_of(kept, "ana")) == ("hash-r", "")
    rehash(kept, "rea", "other", "hash-x")
    assert password_of(kept, "rea") == "hash-r"
    rehash(kept, "rea", "hash-r", "hash-x")
    assert password_of(kept, "rea") == "hash-x"


@pytest.mark.parametrize("name", ["", "Ana", "a b", "../a", "ä", "a" * 41, ".a", "a\n"])
def test_names_are_plain(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        add_account(store, name, "reader", "h", AT)


def test_what_is_taken_or_unknown_is_refused(kept: Store) -> None:
    with pytest.raises(InputError, match="already"):
        add_account(kept, "ana", "reader", "h", AT)
    with pytest.raises(InputError, match="no role"):
        add_account(kept, "bea", "god", "h", AT)
    with pytest.raises(InputError, match="no role"):
        set_role(kept, "ana", "god")
    for change in (lambda: remove_account(kept, "bea"), lambda: set_password(kept, "bea", "h"), lambda: set_role(kept, "bea", "reader"),
                   lambda: make_token(kept, "bea", "", AT), lambda: revoke_token(kept, 9)):  # fmt: skip
        with pytest.raises(StoreError, match="no such"):
            change()


def test_a_session_ends_when_it_is_not_used_or_too_old(kept: Store) -> None:
    secret = begin_session(kept, "ana", 1000.0)
    assert of_session(kept, secret, 1000.0 + IDLE) == Account("ana", "analyst")
    assert of_session(kept, secret, 1000.0 + 2 * IDLE) == Account("ana", "analyst")
    assert of_session(kept, secret, 1001.0 + 3 * IDLE) is None
    now = 1000.0
    secret = begin_session(kept, "ana", now)
    while now < 1000.0 + LONGEST:
        assert of_session(kept, secret, now) is not None
        now += IDLE / 2
    assert of_session(kept, secret, now + 1) is None
    assert of_session(kept, "", now) is None
    begin_session(kept, "ana", now + 1)
    with kept.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(t.sessions)).scalar() == 1


def test_a_session_ends_at_the_next_login_of_the_browser_and_with_its_password(kept: Store) -> None:
    first = begin_session(kept, "ana", 1.0)
    second = begin_session(kept, "rea", 2.0, before=first)
    assert first != second
    assert of_session(kept, first, 3.0) is None
    third = begin_session(kept, "rea", 3.0)
    end_session(kept, second)
    assert (of_session(kept, second, 4.0), of_session(kept, third, 4.0)) == (None, Account("rea", "reader"))
    set_password(kept, "rea", "other")
    assert of_session(kept, third, 5.0) is None


def test_a_token_opens_until_it_is_revoked_or_ends(kept: Store) -> None:
    lasting, secret = make_token(kept, "ana", "script", AT)
    _, short = make_token(kept, "ana", "short", AT, until=10.0)
    assert of_token(kept, secret, 1e9) == Account("ana", "analyst")
    assert (of_token(kept, short, 9.0), of_token(kept, short, 10.0)) == (Account("ana", "analyst"), None)
    with pytest.raises(StoreError):
        revoke_token(kept, lasting.number, "rea")
    assert [token.name for token in tokens(kept, "ana")] == ["script", "short"]
    assert revoke_token(kept, lasting.number, "ana") == lasting
    assert of_token(kept, secret, 1.0) is None
    assert [token.name for token in tokens(kept)] == ["short"]


def test_with_an_account_goes_all_that_opens_it(kept: Store) -> None:
    secret, session = make_token(kept, "ana", "", AT)[1], begin_session(kept, "ana", 1.0)
    save_search(kept, "ana", "mine", {"q": "cable"}, AT)
    put_setting(kept, "ana", "home", "PER")
    remove_account(kept, "ana")
    add_account(kept, "ana", "admin", "h", AT)
    assert of_token(kept, secret, 2.0) is None
    assert of_session(kept, session, 2.0) is None
    assert (searches(kept, "ana"), setting(kept, "ana", "home")) == ([], None)


def test_no_secret_is_kept(kept: Store) -> None:
    secrets = [make_token(kept, "ana", "", AT)[1], begin_session(kept, "ana", 1.0)]
    with kept.reading() as connection:
        rows = repr([connection.execute(sa.select(table)).all() for table in (t.accounts, t.sessions, t.tokens)])
    assert not [secret for secret in secrets if secret in rows]


def test_the_log_is_kept_newest_first_and_no_entry_is_long(kept: Store) -> None:
    note(kept, Entry(AT, "ana", "login", "", "10.0.0.1"))
    note(kept, Entry(AT, "x" * 5000 + "\x00", "login failed", "\x00", "10.0.0.2"))
    latest, first = entries(kept)
    assert (len(latest.who), latest.target) == (300, "\ufffd")
    assert entries(kept, 1) == [latest]
    assert entries(kept, who="ana") == [first]
