"""Looking for many expressions in one line at once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_JOINTS = re.compile(r"(?=(. .))")


class Expressions:
    """Expressions to be found anywhere in a line, kept by the letters on both sides of their first space.

    Few of a language's hundreds of expressions share these letters with a sentence, so few have to be compared with it.
    """

    __slots__ = ("by_joint", "single")

    def __init__(self, expressions: Iterable[str]) -> None:
        self.by_joint: dict[str, list[str]] = {}
        self.single: list[str] = []
        for expression in dict.fromkeys(expressions):
            joint = _JOINTS.search(expression)
            if joint is None:
                self.single.append(expression)
            else:
                self.by_joint.setdefault(joint[1], []).append(expression)

    def found(self, line: str) -> list[str]:
        """Return the expressions that a line holds, in no particular order.

        >>> Expressions(["price war", "landslide"]).found("a price war broke out")
        ['price war']
        """
        found = [e for e in self.single if e in line]
        for joint in set(_JOINTS.findall(line)) & self.by_joint.keys():
            found += [e for e in self.by_joint[joint] if e in line]
        return found
