from __future__ import annotations

import pytest

from lagebild.model.errors import InputError, StoreError
from lagebild.store.opening import Store
from lagebild.store.watchlists import Watchlist, drop_watchlist, kept_watchlists, put_watchlist, watchlists


def test_watchlists_are_kept_and_forgotten(store: Store) -> None:
    put_watchlist(store, "coast", ["PER", "CHL", "PER"], "anna", "")
    put_watchlist(store, "coast", ["PER", "BOL"], "ben", "2024-05-01T00:00:00Z")
    assert watchlists(store) == {"coast": ["BOL", "PER"]}
    assert kept_watchlists(store) == [Watchlist("coast", ("BOL", "PER"), "ben", "2024-05-01T00:00:00Z")]
    drop_watchlist(store, "coast")
    with pytest.raises(StoreError):
        drop_watchlist(store, "coast")


def test_a_list_that_is_called_otherwise_is_the_same_list(store: Store) -> None:
    put_watchlist(store, "coast", ["PER"], "anna", "")
    put_watchlist(store, "Anden/Andes", ["PER", "BOL"], "ben", "", before="coast")
    put_watchlist(store, "zinc", ["CHL"], "ben", "", before="no more")
    assert list(watchlists(store)) == ["Anden/Andes", "zinc"]


@pytest.mark.parametrize("name", ["", ":home", "a" * 81, "a\nb", "..", "/"])
def test_names_that_no_address_can_bear_are_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        put_watchlist(store, name, ["PER"], "anna", "")
    assert watchlists(store) == {}


@pytest.mark.parametrize("codes", [[], [f"A{number}" for number in range(501)]])
def test_a_list_of_none_or_of_far_too_many_is_refused(store: Store, codes: list[str]) -> None:
    with pytest.raises(InputError):
        put_watchlist(store, "coast", codes, "anna", "")
    assert watchlists(store) == {}
