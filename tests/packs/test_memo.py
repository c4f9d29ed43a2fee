from __future__ import annotations

from lagebild.packs.memo import Memo


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def measure(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(measure)
    assert [memo["Oslo"], memo["Oslo"], *memo.each(["Oslo", "Rom"]), *memo.each(["Rom"])] == [4, 4, 4, 3, 3]
    assert asked == ["Oslo", "Rom"]


def test_a_full_table_starts_anew() -> None:
    memo = Memo(str.lower, size=2)
    assert memo.each(["A", "B", "C"]) == ["a", "b", "c"]
    assert dict(memo) == {"C": "c"}


def test_endless_words_are_not_kept() -> None:
    memo = Memo(str.lower)
    word = "A" * 1000
    assert (memo[word], memo.each([word, "B"]), dict(memo)) == ("a" * 1000, ["a" * 1000, "b"], {"B": "b"})
