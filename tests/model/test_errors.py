import pytest

from lagebild.model.errors import InputError, LagebildError, PackError, SourceError


@pytest.mark.parametrize("kind", [PackError, SourceError, InputError])
def test_every_error_is_caught_by_the_root_and_keeps_its_parts(kind: type[LagebildError]) -> None:
    with pytest.raises(LagebildError, match=r"^a\.toml:3: torn \(mend it\)$") as caught:
        raise kind("a.toml:3", "torn", "mend it")
    assert (caught.value.where, caught.value.cause, caught.value.way_out) == ("a.toml:3", "torn", "mend it")


def test_without_a_way_out_no_empty_brackets() -> None:
    assert str(LagebildError("x", "torn")) == "x: torn"
