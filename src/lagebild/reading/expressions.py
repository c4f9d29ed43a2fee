"""Looking for many expressions in one line at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lagebild.packs.memo import Memo


class Expressions:
    """Expressions to be found anywhere in a line, kept by their first word.

    A text repeats its words, and few words open any of a language's thousands of expressions: for each word it is kept which.
    """

    __slots__ = ("by_first", "opened_by", "single", "unbound")

    def __init__(self, expressions: Iterable[str]) -> None:
        self.by_first: dict[str, list[str]] = {}
        self.single: list[str] = []
        # an expression that begins with a space is looked for in every line
        self.unbound: list[str] = []
        for expression in dict.fromkeys(expressions):
            first, space, _ = expression.partition(" ")
            if not first:
                self.unbound.append(expression)
            elif space:
                self.by_first.setdefault(first, []).append(expression)
            else:
                self.single.append(expression)
        self.opened_by = Memo(self._opened_by)

    def found(self, line: str, words: Sequence[str] | None = None) -> list[str]:
        """Return the expressions that a line holds, in no particular order; its words, where the caller has them already.

        >>> Expressions(["price war", "landslide"]).found("a price war broke out")
        ['price war']
        """
        rows = list(filter(None, self.opened_by.each(line.split(" ") if words is None else words)))
        if not rows and not self.unbound:
            # most lines
            return []
        possible = {e for row in rows for e in row}
        return [e for e in (*self.unbound, *possible) if e in line]

    def _opened_by(self, word: str) -> tuple[str, ...]:
        """The expressions that may begin in a word of the line: those whose first word it ends with, and those inside it."""
        inside = [e for e in self.single if e in word]
        return (*inside, *(e for cut in range(len(word)) for e in self.by_first.get(word[cut:], ())))
