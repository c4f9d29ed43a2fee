import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.packs.words import split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("U.S. troops", "U.S.|troops"),
        ("z.B. Wien", "z.B.|Wien"),
        ("1,000 men at 9.30", "1,000|men|at|9.30"),
        ("24-jährig", "24-jährig"),
        ("N'Djamena", "N'Djamena"),
        ("Minsk–Havanna-Pakt", "Minsk–Havanna-Pakt"),
        ("they're", "they|'re"),
        ("can’t", "ca|n’t"),
        ("Kenya’s", "Kenya|’s"),
        ("wait...", "wait|..."),
        ("„Ja“, so", "„|Ja|“|,|so"),
        ("AT&T", "AT&T"),
        ("(ISW)", "(|ISW|)"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_words_and_signs(text: str, pieces: str) -> None:
    assert [piece.text for piece in split(text)] == [p for p in pieces.split("|") if p]


def test_german_keeps_the_apostrophe_inside() -> None:
    assert [piece.text for piece in split("Hans’ geht's", clitics=False)] == ["Hans", "’", "geht's"]


@given(st.text(max_size=80), st.integers(0, 20), st.booleans())
def test_pieces_lie_in_order_and_cover_what_they_say(text: str, start: int, clitics: bool) -> None:
    at = min(start, len(text))
    for piece in split(text, at, clitics=clitics):
        assert at <= piece.start < piece.end <= len(text)
        assert piece.text == text[piece.start : piece.end]
        assert not any(c.isspace() for c in piece.text)
        at = piece.end


@given(st.text(max_size=80))
def test_nothing_but_space_is_lost(text: str) -> None:
    kept = "".join(piece.text for piece in split(text))
    assert kept.replace("_", "") == "".join(text.split()).replace("_", "")
