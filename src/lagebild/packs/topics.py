"""The weights of words that tell sentences about sport, films or markets from those about states."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources

from lagebild.packs.strict import check, read_toml

_TOPICS = {"intercept": float, "states": float, "doubtful": float, "other": float, "weights": dict}


@dataclass(frozen=True, slots=True)
class Topics:
    """A logistic regression over the words of a sentence; without weights it finds nothing.

    In log odds: below `states` a sentence is about states, from `doubtful` on perhaps not, from `other` on it is not.
    """

    intercept: float = 0.0
    states: float = float("-inf")
    doubtful: float = float("inf")
    other: float = float("inf")
    weights: dict[str, float] = field(default_factory=dict)


def load_topics(code: str) -> Topics:
    """Load a language's weights (in the pack in tenths, the words of each weight in one line); none where it has no such file."""
    where = f"{code}/topics.toml"
    if not resources.files("lagebild.packs").joinpath(where).is_file():
        return Topics()
    table = check(read_toml(where), _TOPICS, where, tuple(_TOPICS))
    weights = {word: int(tenths) / 10 for tenths, words in table["weights"].items() for word in words.split()}
    return Topics(table["intercept"], table["states"], table["doubtful"], table["other"], weights)
