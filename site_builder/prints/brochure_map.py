"""The map of the printed catalogue in a frame whose longer side is 1: where the communes stand, and their land."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import cos, hypot, radians
from typing import Any

from ..pages.scene import Scene

NEAREST = 0.075
"""How near two marks of the map may stand, in parts of its longer side."""
ROUNDS = 60
UNITS = 1000
"""Of the drawing of the land, in its longer side."""
CLOSEST = 1.0
"""Points of an outline that are nearer than so many units say nothing."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What is drawn.

    `marks` are the communes' places from the top left, in their order; `high` is how tall the frame is; `land` are
    the outlines as SVG paths in `UNITS`, and whether something of the catalogue grows there.
    """

    marks: tuple[list[float], ...]
    high: float
    land: tuple[dict[str, Any], ...]


def ground(scene: Scene) -> Ground:
    """The communes of the catalogue, those too near to one another pushed apart; land as far as it is known."""
    communes = scene.catalogue.settings.communes
    middle = sum(commune.location[0] for commune in communes) / max(1, len(communes))
    flat = partial(_flat, cos(radians(middle)))
    points = [flat(commune.location[1], commune.location[0]) for commune in communes]
    rings = {key: [[flat(*point) for point in ring] for ring in found] for key, found in scene.boundaries.items()}
    frame = _Frame.around([*points, *(point for found in rings.values() for ring in found for point in ring)])
    marks = apart([frame.at(point) for point in points])
    full = {product.origin.commune for product in scene.catalogue.products}
    land = ({"path": "".join(map(frame.path, found)), "has": key in full} for key, found in rings.items())
    return Ground(tuple(marks), max([frame.high, *(mark[1] for mark in marks)]), tuple(land))


def apart(points: Sequence[Point]) -> list[list[float]]:
    """The points, those too near pushed apart."""
    placed = [list(point) for point in points]
    for _ in range(ROUNDS):
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                _push(one, other)
    return [[round(x, 4), round(y, 4)] for x, y in placed]


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    size: float
    high: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> _Frame:
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
            here = x * UNITS, y * UNITS
            if last is None or hypot(here[0] - last[0], here[1] - last[1]) >= CLOSEST:
                yield here
                last = here


def _flat(shrink: float, longitude: float, latitude: float) -> Point:
    """One scale for the whole map: with each point's own, north would lean to the west."""
    return longitude * shrink, -latitude


def _push(one: list[float], other: list[float]) -> None:
    across, down = other[0] - one[0], other[1] - one[1]
    distance = hypot(across, down)
    if distance >= NEAREST:
        return
    step = (NEAREST - distance) / 2
    unit = (across / distance, down / distance) if distance else (1.0, 0.0)
    for axis in (0, 1):
        one[axis] -= unit[axis] * step
        other[axis] += unit[axis] * step
