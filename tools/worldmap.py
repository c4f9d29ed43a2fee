"""Makes src/lagebild/tell/desk/pages/world.json: the shapes of states for the desk's map, projected and rounded.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python tools/worldmap.py package/countries-110m.json package/countries-50m.json

The shapes are Natural Earth's (public domain, https://www.naturalearthdata.com/about/terms-of-use/), version 4.1, of the scales 1:110m and
1:50m, in the TopoJSON form of the npm package world-atlas 2.0.2 (ISC). Natural Earth draws who controls an area, not who has a right to it.
Nothing is drawn that it does not have; what it counts to a state and most states do not (`UNSETTLED`) is shown as nobody's. Equal Earth
projection: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of Geographical Information Science
33 (2019), 454–465, doi:10.1080/13658816.2018.1504949.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).parents[1]
PACK, TARGET = ROOT / "src/lagebild/packs/world", ROOT / "src/lagebild/tell/desk/pages/world.json"
WIDTH, NORTH, SOUTH = 1000, 83.7, -56.0
# a shape smaller than this, in units of the map, gets a dot as well: it could not be found or hit otherwise
SMALL, SPECK = 60.0, 1.5
# areas without a number that the registry knows
NAMED = {"Kosovo": "XKX", "Somaliland": "SOMALILAND"}
# Crimea, by a point in it
UNSETTLED = ((34.3, 45.2),)
# states of the registry that even 1:50m does not have: longitude and latitude
LACKING = {"TUV": (179.2, -8.5), "GIB": (-5.35, 36.14)}
Point = tuple[float, float]
Ring = list[Point]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return the place of a point on the map, in radii of the earth, north up.

    >>> [round(value, 4) for value in equal_earth(180, 0)]
    [2.7066, 0.0]
    """
    a1, a2, a3, a4, m = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
    t = math.asin(m * math.sin(math.radians(latitude)))
    x = math.radians(longitude) * math.cos(t) / (m * (a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)))
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


SCALE, TOP = WIDTH / (2 * equal_earth(180, 0)[0]), equal_earth(0, NORTH)[1]
HEIGHT = round((TOP - equal_earth(0, SOUTH)[1]) * SCALE)


def placed(longitude: float, latitude: float) -> Point:
    """Return a point in units of the map, from its upper left corner."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, (TOP - y) * SCALE


def polygons(world: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[list[Ring]]]]:
    """Yield each area of a TopoJSON file with its polygons: rings of longitude and latitude, the outer one first."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    arcs: list[Ring] = []
    for packed in world["arcs"]:
        x = y = 0
        arcs.append([])
        for dx, dy in packed:
            x, y = x + dx, y + dy
            arcs[-1].append((x * sx + tx, y * sy + ty))
    for area in world["objects"]["countries"]["geometries"]:
        found = area["arcs"] if area["type"] == "MultiPolygon" else [area["arcs"]]
        yield area, [[joined(arcs, ring) for ring in rings] for rings in found]


def joined(arcs: Sequence[Ring], numbers: Iterable[int]) -> Ring:
    """Return the ring of some arcs; a negative number is an arc the other way round."""
    ring: Ring = []
    for number in numbers:
        ring += (arcs[number] if number >= 0 else arcs[~number][::-1])[1 if ring else 0 :]
    return ring


def cut(ring: Ring) -> list[Ring]:
    """Return a ring in pieces that do not cross the 180th meridian; the files join what lies on both sides of it."""
    whole: Ring = []
    for longitude, latitude in ring:
        turn = round((whole[-1][0] - longitude) / 360) if whole else 0
        whole.append((longitude + 360 * turn, latitude))
    if max(x for x, _ in whole) <= 180 and min(x for x, _ in whole) >= -180:
        return [whole]
    edge = 180.0 if max(x for x, _ in whole) > 180 else -180.0
    east, west = half(whole, edge, 1), half(whole, edge, -1)
    moved, kept = (east, west) if edge > 0 else (west, east)
    return [kept, [(x - 2 * edge, y) for x, y in moved]]


def half(ring: Ring, edge: float, side: int) -> Ring:
    """Return what of a ring lies on one side of a meridian (Sutherland and Hodgman 1974)."""
    found: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, next_inside = (x1 - edge) * side >= 0, (x2 - edge) * side >= 0
        if inside:
            found.append((x1, y1))
        if inside != next_inside:
            found.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return found


def area_of(ring: Sequence[Point]) -> float:
    """Return the area of a ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def middle(ring: Ring) -> Point:
    """Return the centre of gravity of a ring."""
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    twice = sum(cross for *_, cross in crosses) or 1e-9
    x = sum((a[0] + b[0]) * cross for a, b, cross in crosses) / (3 * twice)
    return x, sum((a[1] + b[1]) * cross for a, b, cross in crosses) / (3 * twice)


def holds(ring: Ring, point: Point) -> bool:
    """Whether a point lies in a ring."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def rounded(ring: Ring) -> list[tuple[int, int]]:
    """Return a ring in whole units of the map, without points that fall together; neighbours round alike, so no gaps come."""
    found: list[tuple[int, int]] = []
    for longitude, latitude in ring:
        x, y = placed(longitude, max(SOUTH, min(NORTH, latitude)))
        here = (round(x), round(y))
        if not found or here != found[-1]:
            found.append(here)
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def path(rings: Iterable[list[tuple[int, int]]]) -> str:
    """Return rings as the data of an SVG path, each point told from the one before."""
    said = []
    for ring in rings:
        steps = [f"{x2 - x1},{y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring)]
        said.append(f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z".replace(",-", "-").replace(" -", "-"))
    return "".join(said)


def codes() -> dict[str, str]:
    """Return the registry's codes of states by ISO 3166-1 numbers; the numbers are CLDR's aliases of the two letters."""
    aliases = get_global("territory_aliases")
    files = [tomllib.loads((PACK / f"states_{part}.toml").read_text("utf-8")) for part in ("west", "east", "territories")]
    states = {one["iso2"]: code for file in files for code, one in file.items() if "iso2" in one}
    return {number: states[found[0]] for number, found in aliases.items() if number.isdigit() and found[0] in states}


def code_of(area: dict[str, Any], known: dict[str, str]) -> str:
    """Return the registry's code of an area, "" where it has none."""
    return known.get(area.get("id", ""), "") or NAMED.get(area["properties"]["name"], "")


def main() -> None:
    """Write the file."""
    coarse, fine = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    known, shapes, sizes, nobodys = codes(), dict[str, str](), dict[str, float](), list[list[tuple[int, int]]]()
    for area, found in polygons(coarse):
        if area["properties"]["name"] == "Antarctica":
            continue
        settled: list[list[tuple[int, int]]] = []
        code = code_of(area, known)
        for outer, *holes in found:
            rings = [ring for one in (outer, *holes) for part in cut(one) if len(ring := rounded(part)) > 2 and area_of(ring) >= SPECK]
            unsettled = any(holds(outer, point) for point in UNSETTLED) and area_of(outer) < 20
            (settled if code and not unsettled else nobodys).extend(rings)
        if settled:
            shapes[code], sizes[code] = path(settled), sum(area_of(ring) for ring in settled)
    dots: dict[str, list[int]] = {}
    for area, found in polygons(fine):
        code = code_of(area, known)
        if code and sizes.get(code, 0.0) < SMALL:
            dots[code] = [round(value) for value in placed(*middle(max((outer for outer, *_ in found), key=area_of)))]
    dots |= {code: [round(value) for value in placed(*place)] for code, place in LACKING.items() if code in known.values()}
    whole = {
        "width": WIDTH, "height": HEIGHT, "nobodys": path(nobodys), "shapes": dict(sorted(shapes.items())),
        "dots": dict(sorted(dots.items())),
    }  # fmt: skip
    TARGET.write_text(json.dumps(whole, separators=(",", ":")).replace('","', '",\n"').replace('],"', '],\n"') + "\n", "utf-8")
    missing = sorted(set(known.values()) - shapes.keys() - dots.keys())
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(shapes)} shapes, {len(dots)} dots, not drawn: {' '.join(missing) or 'none'}")


if __name__ == "__main__":
    main()
