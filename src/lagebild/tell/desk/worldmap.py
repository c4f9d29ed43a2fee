"""The map: states by a number, on the shapes of `pages/world.json`, which `tools/worldmap.py` makes from Natural Earth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lagebild.tell.desk.rendering import own
from lagebild.tell.names import actor_name

LEVELS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A state on the map: its shape ("" where it has none), its dot where it is small, and the class of its number."""

    code: str
    name: str
    number: int
    level: int
    shape: str
    dot: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class WorldMap:
    """A map: size, the ground of all states without a number, those with one, and the bounds of the classes."""

    width: int
    height: int
    ground: str
    places: tuple[Place, ...]
    legend: tuple[tuple[int, int, int], ...]
    home: Place | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the states that are shown with a number."""
        return frozenset(place.code for place in self.places)


def world_map(numbers: Mapping[str, int], lang: str, home: str = "") -> WorldMap:
    """Return the map of numbers by code; codes that are no state are left out. `home` is the state that the numbers are about.

    >>> [(place.code, place.level) for place in world_map({"DEU": 9, "MLT": 1, "NATO": 3}, "en").places]
    [('DEU', 4), ('MLT', 1)]
    """
    world = _world()
    shown = {code: number for code, number in numbers.items() if number > 0 and (code in world["shapes"] or code in world["dots"])}
    lows = bounds(max(shown.values(), default=0))
    ground = world["nobodys"] + "".join(shape for code, shape in world["shapes"].items() if code not in shown and code != home)
    places = tuple(
        _place(code, number, level(number, lows), lang) for code, number in sorted(shown.items(), key=lambda one: (-one[1], one[0]))
    )
    own_place = _place(home, 0, 0, lang) if home in world["shapes"] or home in world["dots"] else None
    highs = [*(low - 1 for low in lows[1:]), *([max(shown.values())] if shown else [])]
    legend = tuple((level(low, lows), low, high) for low, high in zip(lows, highs, strict=True))
    return WorldMap(world["width"], world["height"], ground, places, legend, own_place)


def _place(code: str, number: int, shade: int, lang: str) -> Place:
    return Place(code, actor_name(code, lang), number, shade, _world()["shapes"].get(code, ""), _world()["dots"].get(code))


def bounds(most: int) -> list[int]:
    """Return where the classes begin: each as many times the one before, so that few and many can both be told apart.

    >>> bounds(3), bounds(9), bounds(500)
    ([1, 2, 3], [1, 2, 4, 8], [1, 5, 25, 125])
    """
    if most <= LEVELS:
        return list(range(1, most + 1))
    times = next(times for times in range(2, most) if times**LEVELS > most)
    return [low for power in range(LEVELS) if (low := times**power) <= most]


def level(number: int, lows: list[int]) -> int:
    """Return the class of a number; of few classes none is the palest: that a state is told of once should be seen, not cry out.

    >>> [level(number, [1, 2]) for number in (1, 2)], level(7, [1, 2, 4, 8])
    ([2, 3], 3)
    """
    return sum(number >= low for low in lows) + (len(lows) < LEVELS)


@lru_cache(maxsize=1)
def _world() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(own("world.json"))
    return {**found, "dots": {code: tuple(dot) for code, dot in found["dots"].items()}}
