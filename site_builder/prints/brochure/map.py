"""The map of the brochure, in a frame whose longer side is 1: marks of the communes and their outlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import cos, hypot, radians
from typing import Any

from ...views.context import Context

MIN_MARK_DISTANCE = 0.075
"""The least distance of two marks, as a share of the longer side of the map."""
SPREAD_ROUNDS = 60
OUTLINE_UNITS = 1000
"""Units of the outlines along the longer side of the map."""
MIN_PRINT_OUTLINE_STEP = 1.0
"""Units: points of an outline that are nearer to the last one are left out (line simplification)."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PrintMap:
    """The map's data.

    `marks` are the places of the communes, from the top left, in their order; `high` is the height of the frame; `land`
    are the outlines as SVG paths, each with whether the catalogue has products from there.
    """

    marks: tuple[list[float], ...]
    high: float
    land: tuple[dict[str, Any], ...]


def print_map(context: Context) -> PrintMap:
    """The communes of the catalogue, those too near to one another pushed apart; land as far as it is known."""
    communes = context.catalogue.settings.communes
    middle = sum(commune.location[0] for commune in communes) / max(1, len(communes))
    flat = partial(_project, cos(radians(middle)))
    points = [flat(commune.location[1], commune.location[0]) for commune in communes]
    rings = {key: [[flat(*point) for point in ring] for ring in found] for key, found in context.boundaries.items()}
    frame = _MapFrame.around([*points, *(point for found in rings.values() for ring in found for point in ring)])
    marks = spread_points([frame.at(point) for point in points])
    full = {product.origin.commune for product in context.catalogue.products}
    land = ({"path": "".join(map(frame.path, found)), "has": key in full} for key, found in rings.items())
    return PrintMap(tuple(marks), max([frame.high, *(mark[1] for mark in marks)]), tuple(land))


def spread_points(points: Sequence[Point]) -> list[list[float]]:
    """The points, those too near pushed apart."""
    placed = [list(point) for point in points]
    for _ in range(SPREAD_ROUNDS):
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                _push_apart(one, other)
    return [[round(x, 4), round(y, 4)] for x, y in placed]


@dataclass(frozen=True, slots=True)
class _MapFrame:
    left: float
    top: float
    size: float
    high: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> _MapFrame:
        if not points:
            return cls(0, 0, 1, 0)
        (left, right), (top, bottom) = ((min(sides), max(sides)) for sides in zip(*points, strict=True))
        size = max(right - left, bottom - top) or 1.0
        return cls(left, top, size, (bottom - top) / size)

    def at(self, point: Point) -> Point:
        return (point[0] - self.left) / self.size, (point[1] - self.top) / self.size

    def path(self, ring: Sequence[Point]) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in self._thinned(ring)) + "Z"

    def _thinned(self, ring: Sequence[Point]) -> Iterator[Point]:
        last: Point | None = None
        for x, y in (self.at(point) for point in ring[:-1]):
            here = x * OUTLINE_UNITS, y * OUTLINE_UNITS
            if last is None or hypot(here[0] - last[0], here[1] - last[1]) >= MIN_PRINT_OUTLINE_STEP:
                yield here
                last = here


def _project(shrink: float, longitude: float, latitude: float) -> Point:
    """Project a point. `shrink` is one for the whole map: with the cosine of each point, north would lean west."""
    return longitude * shrink, -latitude


def _push_apart(one: list[float], other: list[float]) -> None:
    across, down = other[0] - one[0], other[1] - one[1]
    distance = hypot(across, down)
    if distance >= MIN_MARK_DISTANCE:
        return
    step = (MIN_MARK_DISTANCE - distance) / 2
    unit = (across / distance, down / distance) if distance else (1.0, 0.0)
    for axis in (0, 1):
        one[axis] -= unit[axis] * step
        other[axis] += unit[axis] * step
