from __future__ import annotations

import pytest

from lagebild.model.errors import InputError, StoreError
from lagebild.store.opening import Store
from lagebild.store.own import drop_search, put_setting, save_search, saved_search, searches, setting


def test_a_search_is_kept_under_its_name_for_who_saved_it(store: Store) -> None:
    first = save_search(store, "anna", "sea", {"q": "Kutter"}, "2024-06-01T09:00:00Z")
    assert save_search(store, "ben", "sea", {"q": "boats"}, "") != first
    save_search(store, "anna", "Air", {"q": "jets", "what": "claims"}, "")
    assert [(one.name, one.question) for one in searches(store, "anna")] == [
        ("Air", {"q": "jets", "what": "claims"}),
        ("sea", {"q": "Kutter"}),
    ]
    assert [one.question for one in searches(store, "ben")] == [{"q": "boats"}]


def test_a_search_of_the_same_name_takes_its_place_and_keeps_its_number(store: Store) -> None:
    first = save_search(store, "anna", "sea", {"q": "Kutter"}, "1")
    assert save_search(store, "anna", "sea", {"q": "trawler"}, "2") == first
    found = saved_search(store, first)
    assert found is not None
    assert (found.who, found.question, found.at) == ("anna", {"q": "trawler"}, "2")


def test_only_ones_own_search_is_deleted_and_its_number_never_given_again(store: Store) -> None:
    first = save_search(store, "anna", "sea", {"q": "Kutter"}, "")
    with pytest.raises(StoreError):
        drop_search(store, "ben", first)
    drop_search(store, "anna", first)
    assert searches(store, "anna") == []
    assert saved_search(store, first) is None
    assert save_search(store, "anna", "sea", {}, "") > first


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        save_search(store, "anna", name, {}, "")


def test_a_setting_is_ones_own_and_can_be_forgotten(store: Store) -> None:
    put_setting(store, "anna", "home", "DEU")
    put_setting(store, "anna", "home", "EU")
    assert (setting(store, "anna", "home"), setting(store, "ben", "home")) == ("EU", None)
    put_setting(store, "anna", "home", None)
    assert setting(store, "anna", "home") is None
