"""Looking for many expressions in one line at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise


class Expressions:
    """Expressions to be found anywhere in a line, kept by the letters on both sides of their first space.

    Few of a language's hundreds of expressions share these letters with a sentence, so few have to be compared with it.
    """

    __slots__ = ("by_joint", "single")

    def __init__(self, expressions: Iterable[str]) -> None:
        self.by_joint: dict[str, list[str]] = {}
        self.single: list[str] = []
        for expression in dict.fromkeys(expressions):
            first, *rest = expression.split(" ")
            if first and rest and rest[0]:
                self.by_joint.setdefault(first[-1] + rest[0][0], []).append(expression)
            else:
                self.single.append(expression)

    def found(self, line: str) -> list[str]:
        """Return the expressions that a line holds, in no particular order.

        >>> Expressions(["price war", "landslide"]).found("a price war broke out")
        ['price war']
        """
        found = [e for e in self.single if e in line]
        joints = {first[-1:] + second[:1] for first, second in pairwise(line.split(" "))}
        for joint in joints & self.by_joint.keys():
            found += [e for e in self.by_joint[joint] if e in line]
        return found
